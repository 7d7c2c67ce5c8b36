package xmlscan_test

import (
	"testing"

	"prescap/decode/xmlscan"
)

// outerOf returns Outer of each child of a document's root.
func outerOf(doc string) (all []string) {
	s := xmlscan.New(xmlscan.DefaultLimits())
	s.Reset([]byte(doc), 0)
	if _, ok := s.Root(); ok {
		for range s.Children() {
			all = append(all, s.Outer())
		}
	}
	s.Close()
	return all
}

func TestOuter(t *testing.T) {
	for doc, want := range map[string]string{
		`<r><x/></r>`:              `<x xmlns=""/>`,
		`<r xmlns="u"><x></x></r>`: `<x xmlns="u"/>`,
		`<p:r xmlns:p="u"><p:x a="1&amp;" p:b='"'>t<y>&lt;</y>u<!-- c --><p:z/>v</p:x></p:r>`: `<x xmlns="u" a="1&amp;" xmlns:a1="u" a1:b="&quot;">t<y xmlns="">&lt;</y>u<z/>v</x>`,
		`<r xmlns="u"><x><y><z/>`:            `<x xmlns="u"><y><z/></y></x>`,
		`<r xmlns="u"><x><y></x>`:            `<x xmlns="u"><y/></x>`,
		`<r><x xml:lang="en"/></r>`:          `<x xmlns="" xml:lang="en"/>`,
		`<r><x>a<![CDATA[<&]]>&#13;</x></r>`: `<x xmlns="">a&lt;&amp;&#13;</x>`,
	} {
		got := outerOf(doc)
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s:\n%s, want\n%s", doc, got, want)
		}
		if again := outerOf("<any>" + want + "</any>"); len(again) != 1 || again[0] != want {
			t.Errorf("%s is %s when it is read again", want, again)
		}
	}
	if got := outerOf(`<r><x><y/></x>t<z>u</z></r>`); len(got) != 2 || got[1] != `<z xmlns="">u</z>` {
		t.Errorf("of two children: %s", got)
	}
}
