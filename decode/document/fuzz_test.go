package document_test

import (
	"slices"
	"strings"
	"testing"

	"prescap/decode/document"
	"prescap/decode/schema"
	"prescap/decode/xmlscan"
)

// FuzzRead reads anything as a document of each media type: no panic, and all that is odd
// lies in the document. What is without defects is the same when it is written and read
// again.
func FuzzRead(f *testing.F) {
	for _, d := range document.Documents() {
		for _, kind := range d.Kinds() {
			f.Add(d.Write(d.Full(kind)))
		}
	}
	f.Add(`<ACLlist deltaNum="282"><userACL><ace type="USER" mask="sip:bob@contoso.com" rights="AA"/></userACL></ACLlist>`)
	f.Add(`<presence entity="a"><tuple><status><activities><b c="d">e</b></activities></status></tuple>`)
	kinds := slices.Concat(schema.DefectKinds(), xmlscan.DefectKinds())
	f.Fuzz(func(t *testing.T, doc string) {
		tried := map[string]bool{}
		for _, d := range document.Documents() {
			if tried[d.MediaType] {
				continue
			}
			tried[d.MediaType] = true
			v, flaws := read(d.MediaType, doc)
			for _, flaw := range flaws {
				if flaw.Offset < 0 || flaw.Offset > len(doc) || !slices.Contains(kinds, flaw.Kind) || strings.ContainsAny(flaw.Text, "\r\n") {
					t.Errorf("defect %+v", flaw)
				}
			}
			if v == nil {
				continue
			}
			of := document.Of(v)
			document.Text(v)
			if json := of.AppendJSON(nil, v); len(json) < 2 || !document.Equal(v, v) {
				t.Errorf("%s is %s", doc, json)
			}
			if len(flaws) > 0 {
				continue
			}
			if back, flaws := read(d.MediaType, of.Write(v)); !document.Equal(v, back) {
				t.Errorf("%s\nis written as\n%s\nwhich is\n%+v, not\n%+v\n%v", doc, of.Write(v), back, v, flaws)
			}
		}
	})
}
