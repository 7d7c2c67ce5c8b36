package decode_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"prescap/decode"
	"prescap/decode/category"
	"prescap/decode/defect"
	"prescap/decode/mime"
	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

// TestBodies looks at the list of media types.
func TestBodies(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range decode.Bodies() {
		if b.MediaType != strings.ToLower(b.MediaType) || mime.ParseType(b.MediaType).Name != b.MediaType || strings.Count(b.MediaType, "/") != 1 {
			t.Errorf("%q is no media type in lower case", b.MediaType)
		}
		if seen[b.MediaType] {
			t.Errorf("%s is there twice", b.MediaType)
		}
		seen[b.MediaType] = true
		if b.Doc == "" || strings.HasSuffix(b.Doc, ".") {
			t.Errorf("%s: %q is no line about it", b.MediaType, b.Doc)
		}
		d := decode.New(decode.DefaultLimits())
		if events := d.Decode(made(b.MediaType, "", []byte("<x/>"))); len(events) != 1 {
			t.Errorf("%s: %d events of a body that makes no sense, want 1", b.MediaType, len(events))
		} else if u, ok := events[0].(*presence.Undecoded); !ok || u.MediaType != b.MediaType {
			t.Errorf("%s: %#v of a body that makes no sense", b.MediaType, events[0])
		}
	}
}

// TestDefectKinds looks at the names of all kinds of defects.
func TestDefectKinds(t *testing.T) {
	seen := map[defect.Kind]bool{}
	for _, k := range kinds() {
		if seen[k] || k != defect.Kind(strings.ToLower(string(k))) || !strings.Contains(string(k), "-") {
			t.Errorf("%q is there twice, or is not in kebab case", k)
		}
		seen[k] = true
	}
}

// TestLevels decodes a document of 20,000 levels.
func TestLevels(t *testing.T) {
	deep := strings.Repeat("<a>", 20000) + strings.Repeat("</a>", 20000)
	m := made("application/msrtc-category-publish+xml", "", []byte(`<publish xmlns="http://schemas.microsoft.com/2006/09/sip/rich-presence"><publications uri="sip:a@b">`+
		`<publication categoryName="x" instance="0" container="1" version="0" expireType="static">`+deep+`</publication>`+
		`<publication categoryName="y" instance="0" container="1" version="0" expireType="static"/></publications></publish>`))
	events := decode.New(decode.DefaultLimits()).Decode(m)
	p, ok := events[0].(*presence.Publish)
	if !ok || len(p.Instances) != 2 || p.Instances[1].Key.Category != "y" {
		t.Errorf("%+v", events)
	}
	if len(m.Defects) != 1 || m.Defects[0].Kind != xmlscan.DefectLimit || len(p.Instances[0].Defects) != 1 || p.Instances[1].Defects != nil {
		t.Errorf("%v", m.Defects)
	}
}

// TestKept sees to it that what state keeps is no part of the message.
func TestKept(t *testing.T) {
	d := decode.New(decode.DefaultLimits())
	seeds(t, func(contentType string, body []byte) {
		m := made(contentType, "", body)
		want := print(d.Decode(made(contentType, "", slices.Clone(body))))
		events := d.Decode(m)
		for i := range m.Raw {
			m.Raw[i] = '#'
		}
		if got := print(events); got != want {
			t.Errorf("%s: an event changes with its message:\n%s\nwant\n%s", contentType, got, want)
		}
	})
}

// print writes events without what may be part of the message: documents that have
// no decoder, and what is odd.
func print(events []presence.Event) string {
	var b strings.Builder
	for _, e := range events {
		for i := range instances(e) {
			c := &instances(e)[i]
			c.Defects = nil
			if o, ok := c.Value.(category.Opaque); ok {
				c.Value = category.Kept(o)
			}
		}
		j, err := json.Marshal(e)
		fmt.Fprintf(&b, "%T %s %v\n", e, j, err)
	}
	return b.String()
}
