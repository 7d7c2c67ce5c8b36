// Package xmlscan reads XML 1.0 with namespaces, as it is in the bodies of
// messages: strictly, so that whatever is odd becomes a defect, and to the end,
// so that whatever can be understood is. It pulls elements out of one document
// after the other, and for ordinary documents it allocates nothing: strings are
// parts of the body.
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
// The current element is the one that was given last: the root, or what the
// innermost loop over Children is at. Children, Text and Inner are about it. Each
// reads it to its end, and so only the first of them gives anything.
//
// # Recovery
//
// What is odd is read as follows; each is a defect.
//
//   - An end tag that is not that of the innermost element ends the innermost one
//     of its name, and all inside of that. When none is open, it is passed over.
//   - Elements that are open at the end of the document end there. A start tag
//     that the document ends in is not given.
//   - A '<' that begins no markup, a '&' that begins no reference, an unknown
//     entity and "]]>" are character data, as they were sent. So is a reference to
//     a character that XML does not allow.
//   - A start tag without '>' ends at the next '<'; so does an end tag. What else is
//     not understood in a tag is passed over.
//   - A value may have no quotes, and be missing: then it is empty. A '<' in it
//     belongs to it; but when what is behind its closing quote may not be there, it
//     has lost that quote, and ends before the first '<' or '>'.
//   - Of several attributes of one name the first is given.
//   - A prefix that is not declared is left out, and there is no namespace. A
//     declaration that is not allowed declares nothing. A name with more than one
//     colon, or with nothing before or behind it, is a name without prefix.
//   - A comment ends at the first "-->", whatever is in it. An XML declaration that
//     is not at the beginning is passed over, as is what else may not be where it
//     is; but white space before it does not hide the encoding.
//   - A document type declaration is passed over to its end, and nothing of it is
//     believed.
//   - What is before the root element and may not be there is passed over. Behind
//     it, the first such thing, a second root for one, ends the reading.
//   - Characters that XML does not allow are kept. They are one defect of the
//     document, at the first of them.
//   - Below Limits.Depth elements are passed over. Their end tags are counted, not
//     compared.
//
// # Encodings
//
// UTF-8 is read as it is; UTF-16, with a byte order mark or recognised by the zero
// bytes of its first characters, is rewritten, and all offsets still are those of
// the bytes that were sent. Windows-1252 is believed where it is declared, and is
// what ISO 8859-1 is taken for. Any other encoding is a defect, and read as UTF-8.
// A byte that is not UTF-8 is a character of Windows-1252, and these bytes are one
// defect of the document, at the first of them.
//
// # Cost
//
// Time is linear in the length of the document for every document, and memory is
// bounded by Limits, but for UTF-16 and for strings that are asked for and need
// decoding. The path of a defect is found by reading the document once more, up to
// there, so that documents without defects pay nothing for it.
package xmlscan
