package document_test

import (
	"reflect"
	"strings"
	"testing"

	"prescap/decode/defect"
	"prescap/decode/document"
	"prescap/decode/words"
	"prescap/decode/xmlscan"
)

// read reads a document of a media type.
func read(mediaType, doc string) (v document.Value, flaws []defect.Defect) {
	scan := xmlscan.New(xmlscan.DefaultLimits())
	r := document.NewReader(scan, words.New(10), 9, func(kind defect.Kind, at int, path, text string) {
		flaws = append(flaws, defect.Defect{Kind: kind, Offset: at, Path: path, Text: text})
	})
	scan.Reset([]byte(doc), 0)
	if root, ok := scan.Root(); ok {
		v = r.Read(mediaType, root)
	}
	return v, append(flaws, scan.Close()...)
}

// Each table is sound, and a value that has everything is written and read as it is.
func TestDocuments(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range document.Documents() {
		if seen[d.Name] || d.MediaType != strings.ToLower(d.MediaType) {
			t.Errorf("%s %s", d.Name, d.MediaType)
		}
		seen[d.Name] = true
		for _, flaw := range d.Flaws() {
			t.Error(flaw)
		}
		for _, kind := range d.Kinds() {
			v := d.Full(kind).(document.Value)
			if document.Of(v).Name != d.Name {
				t.Errorf("%s stands in the place of %s", d.Name, document.Of(v).Name)
			}
			got, flaws := read(d.MediaType, d.Write(v))
			if !reflect.DeepEqual(got, v) || len(flaws) > 0 || !document.Equal(got, v) {
				t.Errorf("%s: %s\n%+v is\n%+v\n%v", d.Name, d.Write(v), v, got, flaws)
			}
			other := d.Full(kind).(document.Value)
			d.Each(v, func(what string) {
				if document.Equal(v, other) {
					t.Errorf("%s: %s does not count", d.Name, what)
				}
			})
		}
	}
}
