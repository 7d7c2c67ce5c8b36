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
	"prescap/decode/schema"
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
		names, values, flaws := readAll(a.Files[0].Data, 0, most)
		var b strings.Builder
		for i, v := range values {
			fmt.Fprintf(&b, "%s\n", Text(v))
			if j, name := AppendJSON(nil, v); name != "" {
				fmt.Fprintf(&b, "\t%s %s\n\t%s\n", name, j, Write(v))
			}
			again(t, path, names[i], v)
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
	_, values, flaws = readAll(body, base, most)
	return values, flaws
}

// readAll is read, with the names of the categories.
func readAll(body []byte, base, most int) (names []string, values []Value, flaws []defect.Defect) {
	scan := xmlscan.New(xmlscan.DefaultLimits())
	r := NewReader(scan, words.New(100), most, func(kind defect.Kind, at int, path, text string) {
		flaws = append(flaws, defect.Defect{Kind: kind, Offset: at, Path: path, Text: text})
	})
	scan.Reset(body, base)
	r.Begin(body, base)
	if _, ok := scan.Root(); ok {
		for el := range scan.Children() {
			name, _ := el.Attr("name")
			name = strings.Clone(name)
			names, values = append(names, name), append(values, r.Read(name))
		}
	}
	return names, values, append(flaws, scan.Close()...)
}

// again reads what a value is written as, and wants the same value without defects.
func again(t *testing.T, what, name string, v Value) {
	t.Helper()
	o, opaque := v.(Opaque)
	if v == nil || opaque && strings.Contains(o.XML, "xmlns=") == false {
		return
	}
	values, _ := read([]byte(`<c><category name="`+name+`">`+Write(v)+`</category></c>`), 0, 5000)
	if len(values) != 1 || !Equal(v, values[0]) {
		t.Errorf("%s: %s is not what was written:\n%#v\n%#v", what, Write(v), v, values)
	}
}

// TestDocuments looks at the list of documents.
func TestDocuments(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range Documents() {
		if seen[d.Name] {
			t.Errorf("%s is there twice", d.Name)
		}
		seen[d.Name] = true
		for _, flaw := range d.Flaws() {
			t.Error(flaw)
		}
		for _, root := range d.Roots {
			body := fmt.Sprintf(`<c><category name="%s"><%s xmlns="%s"/></category></c>`, d.Name, root, d.Space)
			values, _ := read([]byte(body), 0, 9)
			if _, ok := values[0].(Opaque); len(values) != 1 || ok || values[0] == nil || Text(values[0]) != "empty" {
				t.Errorf("%s: a blank document is %#v", d.Name, values)
			}
		}
	}
}

// TestFull writes and reads a value of each document that has everything.
func TestFull(t *testing.T) {
	for _, d := range Documents() {
		for _, kind := range d.Kinds() {
			v := d.Full(kind).(Value)
			body := `<c><category name="` + d.Name + `">` + d.Write(v) + `</category></c>`
			values, flaws := read([]byte(body), 0, 9)
			if len(values) != 1 || !reflect.DeepEqual(v, values[0]) || !d.Equal(v, values[0]) || len(flaws) > 0 {
				t.Errorf("%s: %s\n%+v is\n%+v\n%v", d.Name, body, v, values[0], flaws)
			}
			other := d.Full(kind).(Value)
			d.Each(v, func(what string) {
				if d.Equal(v, other) {
					t.Errorf("%s: %s does not count", d.Name, what)
				}
			})
		}
	}
}

func TestEqual(t *testing.T) {
	state := func() *State {
		return &State{Type: UserState, Availability: Number{N: 3500, Set: true}, Activities: []Activity{{Token: "x"}}, LastActive: time.Unix(5, 0)}
	}
	all := []Value{
		nil, state(), &State{}, &Note{}, &Note{Bodies: []NoteBody{{Text: "a"}}}, &Device{}, &Device{Capabilities: []Capabilities{{All: []Capability{{Name: "voice"}}}}},
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
}

func TestText(t *testing.T) {
	on := func(availability uint32, activities ...Activity) *State {
		return &State{Availability: Number{N: availability, Set: true}, Activities: activities}
	}
	for want, v := range map[string]Value{
		"busy (6500), on-the-phone":      on(6500, Activity{Token: "on-the-phone"}, Activity{Token: "x"}),
		"do not disturb (9500)":          on(9500),
		"busy, inactive (7500)":          on(7500),
		"available (3500), “at the sea”": on(3500, Activity{Custom: []Localized{{Text: " at\nthe  sea"}}}),
		"out-of-office":                  &State{Activities: []Activity{{Token: "out-of-office"}}},
		"undefined (0)":                  on(0),
		"“Budget week”":                  &Note{Bodies: []NoteBody{{Type: "personal", Text: "Budget\r\n week "}}},
		"“a”, [OOF] “b”":                 &Note{Bodies: []NoteBody{{Text: "a"}, {Text: " "}, {Type: "OOF", Text: "b"}}},
		"alice-pc: text, voice, video":   &Device{MachineName: "alice-pc", Capabilities: []Capabilities{{All: []Capability{{Name: "text"}, {Name: "voice"}, {Name: "video"}}}}},
		"alice-pc":                       &Device{MachineName: "alice-pc"},
		"text":                           &Device{Capabilities: []Capabilities{{All: []Capability{{Name: "text"}}}}},
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
	kinds := slices.Concat(DefectKinds(), schema.DefectKinds(), xmlscan.DefectKinds())
	f.Fuzz(func(t *testing.T, text string) {
		names := []string{""}
		for _, d := range Documents() {
			names = append(names, d.Name)
		}
		for _, name := range names {
			body := text
			if name != "" {
				body = `<c><category name="` + name + `">` + text + `</category></c>`
			}
			names, values, flaws := readAll([]byte(body), 10, 3)
			for _, d := range flaws {
				if d.Offset < 10 || d.Offset > 10+len(body) || !slices.Contains(kinds, d.Kind) || strings.ContainsAny(d.Text, "\r\n") {
					t.Errorf("defect %+v", d)
				}
			}
			for i, v := range values {
				if !Equal(v, v) || strings.ContainsAny(Text(v), "\r\n") {
					t.Errorf("%#v is %q", v, Text(v))
				}
				if !Equal(v, Kept(v)) {
					t.Errorf("%#v is not what is kept of it", v)
				}
				if len(flaws) == 0 {
					again(t, "fuzzed", names[i], v)
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
