package xmlscan

import (
	"fmt"
	"testing"
)

func TestSmoke(t *testing.T) {
	for _, doc := range []string{
		`<?xml version="1.0" encoding="utf-8"?><a xmlns="u" x="1"><b y='2'>t&amp;u</b><b/><c>in<d/>ner</c></a>`,
		`<a><b>x</a>`, `<a>&foo; & <b c=d e>x</b></c></a><q/>`, `<a><b x="1><c>z</c></b></a>`, `<a><b/><b><p:c/>`,
	} {
		s := New(DefaultLimits())
		s.Reset([]byte(doc), 0)
		if r, ok := s.Root(); ok {
			fmt.Println(r)
			for e := range s.Children() {
				fmt.Println("  ", e, s.Text(), s.End())
			}
		}
		for _, d := range s.Close() {
			fmt.Printf("%+v\n", d)
		}
	}
}
