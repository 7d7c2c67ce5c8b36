package category

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"prescap/decode/defect"
	"prescap/decode/words"
	"prescap/decode/xmlscan"
)

var update = flag.Bool("update", false, "rewrite the expected values")

// TestCases reads documents: testdata/*.txtar has them in "documents", within
// elements category of one root, and in "values" what is made of them. A comment
// "limit N" bounds what may repeat.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil || len(a.Files) == 0 || a.Files[0].Name != "documents" {
			t.Fatalf("%s: no file documents first: %v", path, err)
		}
		most := 5000
		if n, ok := strings.CutPrefix(string(a.Comment), "limit "); ok {
			most, _ = strconv.Atoi(strings.TrimSpace(n))
		}
		values, flaws := read(a.Files[0].Data, 0, most)
		var b strings.Builder
		for _, v := range values {
			fmt.Fprintf(&b, "%s\n\t%s\n", Text(v), show(reflect.ValueOf(v)))
		}
		for _, d := range flaws {
			fmt.Fprintf(&b, "%s @%d %s: %s\n", d.Kind, d.Offset, d.Path, d.Text)
		}
		if got := b.String(); *update {
			a.Files = append(a.Files[:1], txtar.File{Name: "values", Data: []byte(got)})
			if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if len(a.Files) < 2 || string(a.Files[1].Data) != got {
			t.Errorf("%s:\n%s", path, got)
		}
	}
}

// read reads the documents of a body, which lies at base, and what is odd in them,
// that in the XML last.
func read(body []byte, base, most int) (values []Value, flaws []defect.Defect) {
	scan := xmlscan.New(xmlscan.DefaultLimits())
	r := NewReader(scan, words.New(100), most, func(kind defect.Kind, at int, path, text string) {
		flaws = append(flaws, defect.Defect{Kind: kind, Offset: at, Path: path, Text: text})
	})
	scan.Reset(body, base)
	r.Begin(body, base)
	if _, ok := scan.Root(); ok {
		for el := range scan.Children() {
			name, _ := el.Attr("name")
			values = append(values, r.Read(name))
		}
	}
	return values, append(flaws, scan.Close()...)
}

// show writes what is in a value.
func show(v reflect.Value) string {
	if !v.IsValid() {
		return "nil"
	}
	if t, ok := v.Interface().(time.Time); ok {
		return t.Format(time.RFC3339Nano)
	}
	switch v.Kind() {
	case reflect.Pointer:
		return show(v.Elem())
	case reflect.String:
		return strconv.Quote(v.String())
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = show(v.Index(i))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case reflect.Struct:
		var parts []string
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() {
				parts = append(parts, v.Type().Field(i).Name+"="+show(f))
			}
		}
		return v.Type().Name() + "{" + strings.Join(parts, " ") + "}"
	}
	return fmt.Sprint(v.Interface())
}

// TestDocuments looks at the list of documents.
func TestDocuments(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range Documents() {
		if seen[d.Name] || d.Name == "" || len(d.Roots) == 0 || d.Doc == "" || strings.HasSuffix(d.Doc, ".") ||
			!strings.HasPrefix(d.Space, "http://schemas.microsoft.com/2006/09/sip/") {
			t.Errorf("%+v", d)
		}
		seen[d.Name] = true
		for _, root := range d.Roots {
			body := fmt.Sprintf(`<c><category name="%s"><%s xmlns="%s"/></category></c>`, d.Name, root, d.Space)
			values, _ := read([]byte(body), 0, 9)
			if _, ok := values[0].(Opaque); len(values) != 1 || ok || values[0] == nil || Text(values[0]) != "empty" {
				t.Errorf("%s: a blank document is %#v", d.Name, values)
			}
		}
	}
}

func TestParseTime(t *testing.T) {
	at := func(nano int) time.Time { return time.Date(2012, 7, 12, 13, 58, 54, nano, time.UTC) }
	for s, want := range map[string]time.Time{
		"2012-07-12T13:58:54.237":        at(237e6),
		"2012-07-12T13:58:54":            at(0),
		" 2012-07-12T13:58:54Z\n":        at(0),
		"2012-07-12T15:58:54+02:00":      at(0),
		"2012-07-12T06:28:54-07:30":      at(0),
		"2012-07-12T13:58:54.2370000009": at(237e6),
		"2012-07-12T13:58:54.9":          at(900e6),
		"2012-07-11T24:00:00":            time.Date(2012, 7, 12, 0, 0, 0, 0, time.UTC),
		"2016-12-31T23:59:60Z":           time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC),
		"":                               {}, "2012": {}, "2012-07-12": {}, "2012-07-12T": {}, "2012-7-12T13:58:54": {},
		"2012-13-01T00:00:00": {}, "2012-02-30T00:00:00": {}, "2012-07-12T25:00:00": {}, "2012-07-12T24:00:01": {},
		"2012-07-12T13:60:00": {}, "2012-07-12T13:58:54.": {}, "2012-07-12T13:58:54z1": {}, "2012-07-12T13:58:54+2": {},
		"2012-07-12X13:58:54": {}, "2012-07-12T13:58:54+15:00": {}, "２０12-07-12T13:58:54": {},
	} {
		got, ok := ParseTime(s)
		if ok == want.IsZero() || !got.Equal(want) {
			t.Errorf("%q is %v, %v", s, got, ok)
		}
	}
}

func TestEqual(t *testing.T) {
	state := func() *State {
		return &State{Type: UserState, HasAvailability: true, Availability: 3500, Activities: []Activity{{Token: "x"}}, LastActive: time.Unix(5, 0)}
	}
	all := []Value{
		nil, state(), &State{}, &Note{}, &Note{Bodies: []NoteBody{{Text: "a"}}}, &Device{}, &Device{Capabilities: []Capability{{Name: "x"}}},
		Opaque{Length: 1, Sum: 1}, Opaque{Length: 1, Sum: 2}, Opaque{Length: 2, Sum: 1},
	}
	for i, a := range all {
		for j, b := range all {
			if Equal(a, b) != (i == j) {
				t.Errorf("Equal(%v, %v) is %v", a, b, i != j)
			}
		}
	}
	zoned := state()
	zoned.LastActive = zoned.LastActive.In(time.FixedZone("", 3600))
	if !Equal(state(), zoned) || !Equal(Opaque{XML: "<a/>", Length: 4, Sum: 7}, Opaque{Length: 4, Sum: 7}) {
		t.Error("equal values are not")
	}
	// Each field of a document counts.
	for _, v := range []Value{&State{}, &NoteBodyValue{}, &Device{}} {
		typ := reflect.TypeOf(v).Elem()
		for i := range typ.NumField() {
			other := reflect.New(typ)
			set(t, other.Elem().Field(i))
			if one, two := wrap(v), wrap(other.Interface().(Value)); Equal(one, two) {
				t.Errorf("%s.%s does not count", typ.Name(), typ.Field(i).Name)
			}
		}
	}
}

// NoteBodyValue is a text as if it were a value.
type NoteBodyValue NoteBody

func (*NoteBodyValue) isValue() {}

func wrap(v Value) Value {
	if b, ok := v.(*NoteBodyValue); ok {
		return &Note{Bodies: []NoteBody{NoteBody(*b)}}
	}
	return v
}

// set gives a field a value other than zero.
func set(t *testing.T, f reflect.Value) {
	switch f.Interface().(type) {
	case time.Time:
		f.Set(reflect.ValueOf(time.Unix(9, 0)))
	case []Activity:
		f.Set(reflect.ValueOf([]Activity{{}}))
	case []Capability:
		f.Set(reflect.ValueOf([]Capability{{}}))
	default:
		switch f.Kind() {
		case reflect.String:
			f.SetString("x")
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Uint32:
			f.SetUint(1)
		default:
			t.Fatalf("a field of type %s", f.Type())
		}
	}
}

func TestText(t *testing.T) {
	on := func(availability uint32, activities ...Activity) *State {
		return &State{HasAvailability: true, Availability: availability, Activities: activities}
	}
	for want, v := range map[string]Value{
		"busy (6500), on-the-phone":      on(6500, Activity{Token: "on-the-phone"}, Activity{Token: "x"}),
		"do not disturb (9500)":          on(9500),
		"busy, inactive (7500)":          on(7500),
		"available (3500), “at the sea”": on(3500, Activity{Custom: " at\nthe  sea"}),
		"out-of-office":                  &State{Activities: []Activity{{Token: "out-of-office"}}},
		"undefined (0)":                  on(0),
		"“Budget week”":                  &Note{Bodies: []NoteBody{{Type: "personal", Text: "Budget\r\n week "}}},
		"“a”, [OOF] “b”":                 &Note{Bodies: []NoteBody{{Text: "a"}, {Text: " "}, {Type: "OOF", Text: "b"}}},
		"alice-pc: text, voice, video":   &Device{MachineName: "alice-pc", Capabilities: []Capability{{Name: "text"}, {Name: "voice"}, {Name: "video"}}},
		"alice-pc":                       &Device{MachineName: "alice-pc"},
		"text":                           &Device{Capabilities: []Capability{{Name: "text"}}},
		"312 bytes":                      Opaque{Length: 312},
		"1 byte":                         Opaque{Length: 1},
		"empty":                          &Note{Bodies: []NoteBody{{}}},
		"“" + strings.Repeat("ü", 60) + "…”": &Note{Bodies: []NoteBody{{Text: strings.Repeat("ü", 61)}}},
	} {
		if got := Text(v); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if Text(nil) != "empty" || Text(&State{}) != "empty" || Text(&Device{}) != "empty" {
		t.Error("what says nothing is not empty")
	}
}

// FuzzRead reads anything as a document of each category: no panic, and all that is
// odd lies in the body.
func FuzzRead(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(a.Files[0].Data))
	}
	f.Add(`<a><category name="state"><state xmlns="http://schemas.microsoft.com/2006/09/sip/state" xsi:type="x:y">&lt;<availability>`)
	kinds := slices.Concat(DefectKinds(), xmlscan.DefectKinds())
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"", "state", "note", "device", "noteHistory"} {
			body := text
			if name != "" {
				body = `<c><category name="` + name + `">` + text + `</category></c>`
			}
			values, flaws := read([]byte(body), 10, 3)
			for _, d := range flaws {
				if d.Offset < 10 || d.Offset > 10+len(body) || !slices.Contains(kinds, d.Kind) || strings.ContainsAny(d.Text, "\r\n") {
					t.Errorf("defect %+v", d)
				}
			}
			for _, v := range values {
				if !Equal(v, v) || strings.ContainsAny(Text(v), "\r\n") {
					t.Errorf("%#v is %q", v, Text(v))
				}
				if o, ok := v.(Opaque); ok && (o.Length != len(o.XML) || !Equal(o, Kept(o))) {
					t.Errorf("%+v", o)
				}
			}
		}
	})
}

// What is kept of a long note is short, and equal to what is kept of the same note only.
func TestKeptNote(t *testing.T) {
	note := func(text string) *Note { return &Note{Bodies: []NoteBody{{Type: "personal", Text: text}}} }
	long := strings.Repeat("long ", 100_000)
	a, b := note(long+"a"), note(long+"b")
	kept := Kept(a).(*Note)
	if n := len(kept.Bodies[0].Text); n > words.Longest || a.Bodies[0].Text != long+"a" {
		t.Errorf("%d bytes are kept", n)
	}
	if !Equal(a, kept) || !Equal(kept, a) || !Equal(kept, Kept(note(long+"a"))) || Equal(kept, b) || Equal(kept, Kept(b)) || Equal(a, b) {
		t.Error("equal are not those that say the same")
	}
	if short := note("short"); Kept(short) != Value(short) {
		t.Error("a short note is copied")
	}
}
