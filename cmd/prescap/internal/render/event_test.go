package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"prescap/analyze/pipeline"
	"prescap/capture"
	"prescap/decode/document"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// sealed returns the names of the kinds of events: the receivers of isEvent.
func sealed(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, file := range parsed(t, "../../../../decode/presence") {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "isEvent" {
				names = append(names, f.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name)
			}
		}
	}
	slices.Sort(names)
	if len(names) < 17 {
		t.Fatalf("only %d kinds of events: %v", len(names), names)
	}
	return names
}

// parsed parses what ships of a package.
func parsed(t *testing.T, dir string) []*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// Whoever distinguishes events here knows all kinds.
func TestEveryKindOfEventIsHandled(t *testing.T) {
	want, switches := sealed(t), 0
	for _, file := range parsed(t, ".") {
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.TypeSwitchStmt)
			if !ok {
				return true
			}
			kinds := eventCases(s)
			if len(kinds) == 0 {
				return true
			}
			switches++
			for _, name := range want {
				if !slices.Contains(kinds, name) {
					t.Errorf("a type switch on events does not know *presence.%s", name)
				}
			}
			return true
		})
	}
	if switches != 3 {
		t.Errorf("%d type switches on events, want one each for names, JSON and text", switches)
	}
}

// eventCases returns the kinds of events that a type switch names.
func eventCases(s *ast.TypeSwitchStmt) []string {
	var kinds []string
	for _, c := range s.Body.List {
		for _, e := range c.(*ast.CaseClause).List {
			if star, ok := e.(*ast.StarExpr); ok {
				if sel, ok := star.X.(*ast.SelectorExpr); ok && sel.X.(*ast.Ident).Name == "presence" {
					kinds = append(kinds, sel.Sel.Name)
				}
			}
		}
	}
	return kinds
}

// events has one event of each kind.
func events() []presence.Event {
	return []presence.Event{
		&presence.Publish{}, &presence.Notify{}, &presence.SelfData{}, &presence.ContainerEdit{}, &presence.SubscriberEdit{},
		&presence.DelegateEdit{}, &presence.BatchSubscribe{}, &presence.SelfSubscribe{}, &presence.Register{}, &presence.Authentication{}, &presence.ResourceList{},
		&presence.Deregistered{}, &presence.Document{Value: &document.PIDF{}},
		&presence.EventStatePublish{}, &presence.Fault{}, &presence.Diagnostics{}, &presence.Undecoded{},
	}
}

// A line has exactly one object, named by its kind, and no field of it is null.
func TestEventObjects(t *testing.T) {
	kinds := reflect.TypeFor[kindsJSON]()
	names := sealed(t)
	if len(events()) != len(names) || kinds.NumField() != len(names) {
		t.Errorf("%d kinds, %d in this test, %d objects", len(names), len(events()), kinds.NumField())
	}
	for _, e := range events() {
		if got := reflect.TypeOf(e).Elem().Name(); !slices.Contains(names, got) {
			t.Errorf("%s is no kind", got)
		}
		m := &sip.Message{Frames: []capture.Frame{{Num: 1}}}
		for _, f := range Events() {
			var out bytes.Buffer
			r := f.New(&out, Options{Files: capture.Files{"a.pcapng"}})
			if err := r.Item(&pipeline.Item{Message: m, Events: []presence.Event{e}}); err != nil {
				t.Fatal(err)
			}
			if (strings.Count(out.String(), "\n") != 1) != (f.Name == "details") || !strings.Contains(out.String(), kindOf(e)) || kindOf(e) == "" {
				t.Errorf("%T as %s: %q", e, f.Name, out.String())
			}
			if f.Name == "jsonl" {
				oneObject(t, out.Bytes(), kindOf(e))
			}
		}
	}
}

func oneObject(t *testing.T, line []byte, kind string) {
	t.Helper()
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(line, &fields); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(line, []byte("null")) {
		t.Errorf("null in %s", line)
	}
	for f := range reflect.TypeFor[kindsJSON]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if _, there := fields[name]; there != (name == kind) {
			t.Errorf("%s in %s", name, line)
		}
	}
}

// Details have every field of the JSON object, a line each.
func TestEventDetails(t *testing.T) {
	e := &presence.Register{User: "alice@contoso.com", Supported: []string{"a\x1b", "b"}, Contacts: 1, KeepAlive: &presence.KeepAlive{Role: "UAC"}}
	got, err := eventFields(e)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"       user: alice@contoso.com\n", "       supported[1]: a\\x1b\n", "       supported[2]: b\n", "       contacts: 1\n", "       keepAlive.role: UAC\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	text, err := json.Marshal(kindsOf(e))
	if err != nil {
		t.Fatal(err)
	}
	values := 0
	d := json.NewDecoder(bytes.NewReader(text))
	for { // Each value that is no object and no list is a line.
		token, err := d.Token()
		if err != nil {
			break
		}
		if _, delim := token.(json.Delim); !delim {
			values++
		}
	}
	if lines := strings.Count(got, "\n"); lines == 0 || lines > values {
		t.Errorf("%d lines of %d values and names", lines, values)
	}
}

// JSON has every field of every kind of event.
func TestEveryFieldOfAnEventIsTold(t *testing.T) {
	for _, e := range events() {
		n := 0
		want := filled(reflect.ValueOf(e).Elem(), &n)
		line, err := json.Marshal(kindsOf(e))
		if err != nil {
			t.Fatal(err)
		}
		for field, value := range want {
			if !bytes.Contains(line, []byte(value)) {
				t.Errorf("%T: %s, which is %s, is not in %s", e, field, value, line)
			}
		}
	}
}

// filled gives everything in v a value of its own, and returns these by the names of the
// fields. Category instances, which have their own tests, are left out.
func filled(v reflect.Value, n *int) map[string]string {
	all := map[string]string{}
	fill(all, v, v.Type().Name(), n)
	return all
}

func fill(all map[string]string, v reflect.Value, name string, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString(fmt.Sprintf("word-%03d", *n))
		all[name] = v.String()
	case reflect.Int64:
		all[name] = fmt.Sprint(90000 + *n)
		v.SetInt(int64(90000 + *n))
		if v.Type() == reflect.TypeFor[time.Duration]() {
			v.SetInt(v.Int() * int64(time.Second))
		}
	case reflect.Int, reflect.Int32:
		v.SetInt(int64(90000 + *n))
		all[name] = fmt.Sprint(v.Int())
	case reflect.Uint32:
		v.SetUint(uint64(90000 + *n))
		all[name] = fmt.Sprint(v.Uint())
	case reflect.Slice:
		if v.Type().Elem() != reflect.TypeFor[presence.CategoryInstance]() {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			fill(all, v.Index(0), name, n)
		}
	case reflect.Map:
		value := reflect.New(v.Type().Elem()).Elem()
		fill(all, value, name, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("key"), value)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(all, v.Elem(), name, n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(all, v.Field(i), name+"."+v.Type().Field(i).Name, n)
		}
	}
}
