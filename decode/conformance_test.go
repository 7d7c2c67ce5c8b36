package decode_test

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"prescap/decode"
	"prescap/decode/category"
	"prescap/decode/presence"
	"prescap/decode/schema"
	"prescap/decode/xmlscan"
)

// trial is a specimen under trial, with what it says.
type trial struct {
	*testing.T
	specimen
	d    *decode.Decoder
	want string

	extras int // What the schema did not know in what was tried last.
}

// unknown takes what schemas do not know away from the values of events, and returns how
// much that was.
func unknown(events []presence.Event) (n int) {
	take := func(v any) {
		if v == nil || reflect.TypeOf(v).Kind() != reflect.Pointer {
			return
		}
		extra := reflect.ValueOf(v).Elem().FieldByName("Extra")
		n += extra.Len()
		extra.SetZero()
	}
	for _, e := range events {
		if d, ok := e.(*presence.Document); ok {
			take(d.Value)
		}
		for _, c := range instances(e) {
			take(c.Value)
		}
	}
	return n
}

// try decodes a body in the place of the specimen's, and looks at what must be so of
// whatever is decoded.
func (t *trial) try(b []byte) (events []presence.Event, defects []string) {
	t.Helper()
	m := made(t.mediaType, "", b)
	events = t.d.Decode(m)
	check(t.T, m, events)
	if len(events) != 1 {
		t.Errorf("%d events of %q", len(events), b)
	}
	for _, d := range m.Defects {
		defects = append(defects, string(d.Kind)+" "+d.Path+": "+d.Text)
	}
	return events, defects
}

// same decodes a body that is to say the same as the specimen.
func (t *trial) same(what string, b []byte, opaque func(category.Opaque) category.Value, want string) (defects []string) {
	t.Helper()
	events, defects := t.try(b)
	t.extras = unknown(events)
	if got := told(events, opaque); got != want {
		t.Errorf("%s:\n%s\nsays\n%swant\n%s%q", what, b, got, want, defects)
	}
	return defects
}

// isXML reports whether the specimen is a document.
func (t *trial) isXML() bool { return strings.Contains(t.body, "<") }

// somehow is a document whatever it is: its bytes are those of a document that was
// rewritten.
func somehow(category.Opaque) category.Value { return category.Opaque{} }

// TestConformance tries every decoder with what each must bear.
func TestConformance(t *testing.T) {
	all := specimens()
	for _, b := range decode.Bodies() {
		if !slices.ContainsFunc(all, func(s specimen) bool { return s.mediaType == b.MediaType }) {
			t.Errorf("%s has no specimen", b.MediaType)
		}
	}
	used := decode.New(decode.DefaultLimits())
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			s.body = strings.TrimSpace(s.body)
			tr := &trial{T: t, specimen: s, d: decode.New(decode.DefaultLimits())}
			events, defects := tr.try([]byte(s.body))
			if len(defects) > 0 {
				t.Errorf("the specimen is not sound: %q", defects)
			}
			if _, ok := events[0].(*presence.Undecoded); ok {
				t.Fatal("the specimen is not decoded")
			}
			tr.want = told(events, verbatim)
			tr.again(used)
			tr.cuts()
			tr.kept()
			if tr.isXML() {
				tr.encodings()
				tr.entities()
				tr.strangers()
				tr.prefixes()
				tr.wrongNamespaces()
			}
		})
	}
}

// again decodes the specimen a second time, and with a decoder that has decoded others.
func (t *trial) again(used *decode.Decoder) {
	t.same("the second time", []byte(t.body), verbatim, t.want)
	fresh := t.d
	t.d = used
	t.same("behind others", []byte(t.body), verbatim, t.want)
	t.try([]byte(t.body[:len(t.body)/2]))
	t.d = fresh
}

// cuts cuts the specimen at every byte: what is left says nothing that the whole does not.
func (t *trial) cuts() {
	whole, _ := t.try([]byte(t.body))
	for at := 1; at < len(t.body); at++ {
		events, defects := t.try([]byte(t.body[:at]))
		if text := beyond(events, whole, true); text != "" {
			t.Errorf("cut at %d: %s\n%q", at, text, t.body[:at])
			return
		}
		if t.isXML() && len(defects) == 0 {
			t.Errorf("cut at %d: no defect", at)
		}
	}
}

// kept overwrites the message when it has been decoded. A document without a decoder is
// part of it, by its contract.
func (t *trial) kept() {
	short := func(o category.Opaque) category.Value { return category.Kept(o) }
	b := []byte(t.body)
	m := made(t.mediaType, "", b)
	events := t.d.Decode(m)
	for i := range m.Raw {
		m.Raw[i] = '#'
	}
	whole, _ := t.try([]byte(t.body))
	if got, want := told(events, short), told(whole, short); got != want {
		t.Errorf("changes with its message:\n%swant\n%s", got, want)
	}
}

// encodings sends the specimen in other encodings.
func (t *trial) encodings() {
	const mark = "\ufeff"
	var le, be binary.AppendByteOrder = binary.LittleEndian, binary.BigEndian
	for _, c := range []struct {
		name, before string
		order        binary.AppendByteOrder // Of UTF-16.
	}{
		{"UTF-8, declared", `<?xml version="1.0" encoding="utf-8"?>`, nil},
		{"UTF-8 with a mark", mark, nil},
		{"UTF-8 with a mark, declared", mark + `<?xml version="1.0" encoding="UTF-8"?>`, nil},
		{"UTF-16LE with a mark", mark, le},
		{"UTF-16BE with a mark", mark, be},
		{"UTF-16LE with a mark, declared", mark + `<?xml version="1.0" encoding="utf-16"?>`, le},
		{"UTF-16BE with a mark, declared", mark + `<?xml version="1.0" encoding="UTF-16"?>`, be},
		{"UTF-16LE, declared", `<?xml version="1.0" encoding="UTF-16LE"?>`, le},
		{"UTF-16BE, declared", `<?xml version="1.0" encoding="UTF-16BE"?>`, be},
	} {
		b := []byte(c.before + t.body)
		if c.order != nil {
			b = nil
			for _, u := range utf16.Encode([]rune(c.before + t.body)) {
				b = c.order.AppendUint16(b, u)
			}
		}
		if defects := t.same(c.name, b, verbatim, t.want); len(defects) > 0 {
			t.Errorf("%s: %q", c.name, defects)
		}
	}
}

// entities declares entities, and refers to them wherever there may be a reference.
func (t *trial) entities() {
	const dtd = `<!DOCTYPE x [<!ENTITY e "EXPANDED"><!ENTITY f "&e;&e;"><!ENTITY g SYSTEM "file:///etc/passwd">]>`
	for _, text := range []string{
		t.body,
		strings.ReplaceAll(t.body, `="`, `="&e;`),
		strings.ReplaceAll(t.body, `</`, `&f;&g;</`),
	} {
		events, defects := t.try([]byte(dtd + text))
		if !slices.ContainsFunc(defects, func(d string) bool { return strings.HasPrefix(d, string(xmlscan.DefectDoctype)) }) {
			t.Errorf("no defect of a document type: %q", defects)
		}
		if said := told(events, verbatim); strings.Contains(said, "EXPANDED") {
			t.Errorf("an entity was expanded: %s", said)
		}
		if text == t.body && told(events, verbatim) != t.want {
			t.Errorf("behind a document type: %s", told(events, verbatim))
		}
	}
}

// strangers puts what no schema knows into each element: an attribute, the known ones
// with a foreign namespace, an element.
func (t *trial) strangers() {
	const foreign = "urn:example:foreign"
	n := 0
	parse(t.T, t.body).walk(func(*element) { n++ })
	rewritten, _ := t.try([]byte(parse(t.T, t.body).write(style{})))
	want := told(rewritten, somehow)
	for i := range n {
		for _, what := range []string{"attribute", "attributes before", "attributes behind", "first element", "last element"} {
			root := parse(t.T, t.body)
			e := nth(root, i)
			if strings.HasSuffix(what, "element") && slices.Contains(t.values, e.local) || slices.Contains(t.open, e.local) {
				continue
			}
			var own []attribute
			for _, a := range e.attrs {
				own = append(own, attribute{space: foreign, local: a.local, value: "7"})
			}
			unknown := &element{space: foreign, local: "unknown", attrs: root.attributes(), inside: []any{"nonsense"}}
			switch what {
			case "attribute":
				e.attrs = append(e.attrs, attribute{local: "unknown", value: "nonsense"})
			case "attributes before":
				e.attrs = append(own, e.attrs...)
			case "attributes behind":
				e.attrs = append(e.attrs, own...)
			case "first element":
				e.inside = append([]any{unknown}, e.inside...)
			case "last element":
				e.inside = append(e.inside, unknown)
			}
			defects := t.same(fmt.Sprintf("unknown %s in %s", what, e.local), []byte(root.write(style{})), somehow, want)
			text := slices.ContainsFunc(defects, func(d string) bool { return strings.HasPrefix(d, string(schema.DefectContent)) })
			if (what == "attribute" || strings.HasSuffix(what, "element") && !text) && t.document != "" && e.space != schema.CommonSpace && within(root, t.document, e) && t.extras == 0 {
				t.Errorf("an unknown %s in %s is not kept", what, e.local)
			}
		}
	}
}

// within reports whether an element is the one of a name, or in it.
func within(root *element, name string, e *element) (found bool) {
	root.walk(func(at *element) {
		if at.local == name {
			at.walk(func(in *element) { found = found || in == e })
		}
	})
	return found
}

// nth returns the element of that number in a document.
func nth(root *element, n int) (e *element) {
	root.walk(func(at *element) {
		if n == 0 {
			e = at
		}
		n--
	})
	return e
}

// prefixes writes the specimen with other prefixes: only namespaces count.
func (t *trial) prefixes() {
	root := parse(t.T, t.body)
	events, _ := t.try([]byte(t.body))
	want := told(events, somehow)
	for name, s := range map[string]style{
		"defaults":     {},
		"prefixes":     {prefixes: []string{"a", "b", "c"}},
		"swapped":      {prefixes: []string{"xsi", "ct", "state", "rlmi", "note"}, decoy: true},
		"one by one":   {prefixes: []string{"p", "q", "p2"}, local: true},
		"none default": {prefixes: []string{"categories"}, local: true, decoy: true},
	} {
		if defects := t.same("with "+name, []byte(root.write(s)), somehow, want); len(defects) > 0 {
			t.Errorf("with %s: %q\n%s", name, defects, root.write(s))
		}
	}
}

// wrongNamespaces puts each element by itself into another namespace.
func (t *trial) wrongNamespaces() {
	n := 0
	parse(t.T, t.body).walk(func(*element) { n++ })
	for i := range n {
		root := parse(t.T, t.body)
		e := nth(root, i)
		space := e.space
		e.space = "urn:example:wrong"
		_, defects := t.try([]byte(root.write(style{})))
		if free := slices.Contains(t.free, e.local) || t.anywhere && !slices.Contains(t.strict, space); (len(defects) == 0) != free {
			t.Errorf("%s of another namespace: %q", e.local, defects)
		}
	}
}

// TestSpecimensSayAll sees to it that what the decoders are tried with has every field of
// every event, and that all of it is written.
func TestSpecimensSayAll(t *testing.T) {
	d := decode.New(decode.DefaultLimits())
	said := map[string]bool{}
	for _, s := range specimens() {
		m := made(s.mediaType, "", []byte(strings.TrimSpace(s.body)))
		events := d.Decode(m)
		say(said, reflect.ValueOf(events))
		if sameAgain(t, d, s.mediaType, events) != 1 {
			t.Errorf("%s: not written", s.name)
		}
	}
	for name, ok := range said {
		if !ok && name != "CategoryInstance.Defects" && name != "CategoryInstance.Cut" {
			t.Errorf("no specimen has %s", name)
		}
	}
}

// say notes which fields of the types of package presence are there, and which are not
// zero.
func say(said map[string]bool, v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			say(said, v.Index(i))
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			say(said, v.Elem())
		}
	case reflect.Struct:
		if !strings.HasSuffix(v.Type().PkgPath(), "decode/presence") {
			return
		}
		for i := range v.NumField() {
			name := v.Type().Name() + "." + v.Type().Field(i).Name
			said[name] = said[name] || !v.Field(i).IsZero()
			say(said, v.Field(i))
		}
	}
}
