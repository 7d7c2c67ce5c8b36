package decode_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"prescap/decode"
	"prescap/decode/body"
	"prescap/decode/category"
	"prescap/decode/defect"
	"prescap/decode/mime"
	"prescap/decode/presence"
	"prescap/decode/schema"
	"prescap/decode/sip"
	"prescap/decode/xmlscan"
)

// kinds returns every kind of defect that a Decoder finds.
func kinds() []defect.Kind {
	return slices.Concat(xmlscan.DefectKinds(), mime.DefectKinds(), schema.DefectKinds(), category.DefectKinds(), body.DefectKinds())
}

// made makes a message with a body.
func made(contentType, encoding string, body []byte) *sip.Message {
	head := fmt.Sprintf("SERVICE sip:a SIP/2.0\r\nContent-Type: %s\r\nContent-Encoding: %s\r\n\r\n", contentType, encoding)
	raw := append([]byte(head), body...)
	return &sip.Message{
		Method: "SERVICE", RequestURI: "sip:a", Raw: raw, Length: len(raw), Body: raw[len(head):],
		Header: sip.Header{{Name: "Content-Type", Value: contentType, Offset: 23}, {Name: "Content-Encoding", Value: encoding, Offset: 39 + len(contentType)}},
	}
}

// seeds gives the content types and bodies of the cases of package body.
func seeds(t testing.TB, yield func(contentType string, body []byte)) {
	paths, _ := filepath.Glob("body/testdata/*.txtar")
	if len(paths) == 0 {
		t.Fatal("no cases")
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(string(a.Files[0].Data), "\n\n")
		_, contentType, _ := strings.Cut(head, "Content-Type: ")
		contentType, _, _ = strings.Cut(contentType, "\n")
		yield(contentType, []byte(body))
	}
}

// FuzzDecode decodes anything: no panic, all that is told lies in the message, and
// a body that is cut says nothing that the whole does not, in the same order.
func FuzzDecode(f *testing.F) {
	seeds(f, func(contentType string, body []byte) {
		for _, n := range []int{len(body) / 3, len(body) / 2, len(body) - 20} {
			f.Add(contentType, body, uint16(max(n, 0)))
		}
	})
	limits := decode.DefaultLimits()
	limits.Instances, limits.Parts, limits.Nesting = 5, 4, 2
	d := decode.New(limits)
	f.Fuzz(func(t *testing.T, contentType string, body []byte, at uint16) {
		whole := made(contentType, "", body)
		want := d.Decode(whole)
		check(t, whole, want)
		cut := made(contentType, "", body[:min(int(at), len(body))])
		got := d.Decode(cut)
		check(t, cut, got)
		if text := beyond(got, want, len(whole.Defects) == 0); text != "" {
			t.Errorf("%s cut at %d: %s", contentType, at, text)
		}
		for _, encoding := range []string{"gzip", "deflate"} {
			packed := made(contentType, encoding, body)
			check(t, packed, d.Decode(packed))
		}
	})
}

// TestCuts cuts the body of every case at every byte.
func TestCuts(t *testing.T) {
	d := decode.New(decode.DefaultLimits())
	seeds(t, func(contentType string, body []byte) {
		want := d.Decode(made(contentType, "", body))
		for at := range body {
			m := made(contentType, "", body[:at])
			got := d.Decode(m)
			check(t, m, got)
			if text := beyond(got, want, true); text != "" {
				t.Errorf("%s cut at %d: %s\n%q", contentType, at, text, body[:at])
				return
			}
		}
	})
}

// check looks at what must be so of whatever is decoded.
func check(t *testing.T, m *sip.Message, events []presence.Event) {
	t.Helper()
	all := kinds()
	last := 0
	for _, d := range m.Defects {
		if d.Offset < last || d.Offset > m.Length || strings.ContainsAny(d.Text, "\r\n") || !slices.Contains(all, d.Kind) {
			t.Errorf("defect %v behind offset %d of %d", d, last, m.Length)
		}
		last = d.Offset
	}
	for _, e := range events {
		for i, c := range instances(e) {
			if c.Offset < 0 || c.Length < 0 || c.Offset+c.Length > m.Length || c.Element == "" || c.Index <= 0 {
				t.Errorf("instance %d: %+v of %d bytes", i, c, m.Length)
			}
			for _, d := range c.Defects {
				if !slices.Contains(m.Defects, d) {
					t.Errorf("instance %d: defect %v is not one of the message", i, d)
				}
			}
			category.Text(c.Value)
			if !category.Equal(c.Value, c.Value) {
				t.Errorf("instance %d: value is not equal to itself", i)
			}
		}
	}
}

func instances(e presence.Event) []presence.CategoryInstance {
	switch e := e.(type) {
	case *presence.Publish:
		return e.Instances
	case *presence.Notify:
		return e.Instances
	case *presence.SelfData:
		return e.Instances
	}
	return nil
}

// beyond says what a cut body gives that the whole does not: its events are the
// first of the whole's, but that it may be unknown what the last is; and where a word of
// plain text is cut, what is left may be another word. An instance that is cut says so;
// where the whole is not sound, what it says then counts for nothing: reading on behind
// what is broken depends on what follows. So does whether there is a root element at all.
func beyond(cut, whole []presence.Event, sound bool) string {
	for i, e := range cut {
		switch e.(type) {
		case *presence.Undecoded, *presence.Deregistered:
			if i == len(cut)-1 {
				continue
			}
		}
		if i >= len(whole) {
			return fmt.Sprintf("event %d is %T", i, e)
		}
		if _, ok := whole[i].(*presence.Undecoded); ok && !sound {
			continue
		}
		if reflect.TypeOf(e) != reflect.TypeOf(whole[i]) {
			return fmt.Sprintf("event %d is %T", i, e)
		}
		all := instances(whole[i])
		for k, c := range instances(e) {
			if k >= len(all) || c.Offset != all[k].Offset || (sound || !c.Cut) && (c.Key != all[k].Key || c.Has&^all[k].Has != 0 || c.Length > all[k].Length) {
				return fmt.Sprintf("event %d: instance %s", i, c.Key)
			}
		}
	}
	return ""
}
