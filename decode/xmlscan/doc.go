// Package xmlscan reads XML 1.0 with namespaces, as it is in the bodies of
// messages: strictly, so that whatever is odd becomes a defect, and to the end,
// so that whatever is understandable is understood. It pulls elements out of one
// document after the other, and for ordinary documents it allocates nothing:
// strings are parts of the body.
//
//	s := xmlscan.New(xmlscan.DefaultLimits())
//	s.Reset(body, base)
//	if root, ok := s.Root(); ok && root.Local == "publish" {
//		for e := range s.Children() {
//			uri, _ := e.Attr("uri") // Before the inner loop: e is valid until then.
//			for e := range s.Children() {
//				...
//			}
//		}
//	}
//	defects := s.Close()
//
// The current element is the one that was begun last: the root, or what the
// innermost loop over Children has just given. Children, Text and Inner are about
// it, each reads it to its end, and so only the first of them gives anything.
package xmlscan
