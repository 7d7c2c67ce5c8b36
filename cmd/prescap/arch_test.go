package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport is who may import whom, for imports of this module. A package that
// is not listed fails the test: decide where it belongs. Arrows only point down,
// cmd → tui → analyze → decode → capture.
var mayImport = map[string][]string{
	"capture":               {},
	"capture/bpf":           {"capture"},
	"capture/pcapfile":      {"capture"},
	"capture/link":          {"capture"},
	"capture/tcp":           {"capture"},
	"capture/tls":           {"capture"},
	"capture/live":          {"capture", "capture/bpf"},
	"capture/live/livetest": {},
	"capture/intake":        {"capture", "capture/bpf", "capture/pcapfile"},
	"capture/captext":       {"capture", "decode/sip"},

	"decode":           {"decode/body", "decode/defect", "decode/document", "decode/mime", "decode/presence", "decode/sip", "decode/xmlscan"},
	"decode/defect":    {},
	"decode/identity":  {},
	"decode/printable": {},
	"decode/sip":       {"capture", "decode/defect", "decode/words"},
	"decode/words":     {},
	"decode/xmlscan":   {"decode/defect"},
	"decode/mime":      {"decode/defect", "decode/sip"},
	"decode/lexical":   {},
	"decode/schema":    {"decode/defect", "decode/lexical", "decode/words", "decode/xmlscan"},
	"decode/category":  {"decode/defect", "decode/lexical", "decode/schema", "decode/words", "decode/xmlscan"},
	"decode/document":  {"decode/category", "decode/schema", "decode/words", "decode/xmlscan"},
	"decode/body":      {"decode/category", "decode/defect", "decode/document", "decode/identity", "decode/lexical", "decode/mime", "decode/presence", "decode/sip", "decode/words", "decode/xmlscan"},
	"decode/presence":  {"decode/category", "decode/defect", "decode/document"},

	"analyze": {
		"capture", "analyze/pipeline", "analyze/dialog", "analyze/state", "analyze/fact",
		"analyze/rule", "analyze/store", "analyze/timeline", "decode/presence", "decode/sip",
	},
	"analyze/store": {"capture", "analyze/fact", "decode/category", "decode/document", "decode/presence", "decode/printable", "decode/sip"},
	"analyze/table": {},
	"analyze/rules": {
		"analyze/rule", "analyze/rules/agg", "analyze/rules/cap", "analyze/rules/cnt", "analyze/rules/doc", "analyze/rules/ntf",
		"analyze/rules/plc", "analyze/rules/pub", "analyze/rules/reg", "analyze/rules/sip", "analyze/rules/sub",
	},
	"analyze/rules/AREA": {
		"analyze/fact", "analyze/rule", "capture",
		"decode/body", "decode/category", "decode/defect", "decode/mime", "decode/presence", "decode/sip", "decode/xmlscan",
	},
	"analyze/ruletest": {
		"analyze", "analyze/pipeline", "analyze/rule", "capture", "capture/captext", "capture/pcapfile", "decode", "decode/sip",
	},
	"analyze/fact":   {"capture", "decode/sip", "decode/presence", "decode/category"},
	"analyze/dialog": {"capture", "analyze/fact", "analyze/pipeline", "analyze/table", "decode/presence", "decode/sip", "decode/words"},
	"analyze/state": {
		"capture", "analyze/fact", "analyze/table", "decode/sip", "decode/defect", "decode/presence", "decode/category", "decode/xmlscan",
	},
	"analyze/rule":     {"capture", "analyze/fact", "analyze/table", "decode/presence"},
	"analyze/timeline": {"capture", "analyze/fact", "decode/presence", "decode/category"},
	"analyze/pipeline": {
		"capture", "capture/link", "capture/tcp", "capture/tls",
		"decode", "decode/sip", "decode/presence",
	},

	"samples":         {"capture/captext"},
	"samples/compile": {"capture/captext"},

	"cmd/prescap": {
		"analyze", "analyze/pipeline", "analyze/rule", "analyze/rules", "analyze/store", "capture", "capture/bpf", "capture/intake",
		"capture/link", "capture/live", "capture/pcapfile", "decode", "decode/presence", "decode/printable", "decode/sip", "cmd/prescap/internal/render",
		"tui", "tui/document",
	},
	"cmd/prescap/internal/render": {
		"analyze", "analyze/fact", "analyze/pipeline", "analyze/rule", "analyze/state", "analyze/timeline", "capture",
		"decode/category", "decode/document", "decode/identity", "decode/presence", "decode/printable", "decode/schema", "decode/sip",
	},

	"tui":          {"analyze", "analyze/rule", "analyze/store", "analyze/timeline", "capture", "decode/printable", "tui/document"},
	"tui/document": {"decode/printable"},
}

// onlyIn says which third-party packages may be imported where only: by packages
// whose path has one of the prefixes.
var onlyIn = map[string][]string{
	"github.com/google/gopacket":            {"capture"},
	"github.com/google/gopacket/reassembly": {"capture/tcp"},
	"github.com/ghettovoice/gosip":          {"decode/sip"},
	"golang.org/x/net/bpf":                  {"capture/bpf", "capture/live"},
	"charm.land/":                           {"tui"},
	"github.com/spf13/cobra":                {"cmd/prescap"},
}

// edges may look at the wall clock; goroutines may be started in these and in
// the pipeline. pcapfile reads pipes ahead in one.
var (
	edges      = []string{"cmd", "capture/live", "tui"}
	goroutines = []string{"cmd", "capture/live", "tui", "analyze/pipeline", "capture/pcapfile"}
	badNames   = []string{"util", "utils", "common", "helpers", "types", "model", "models", "misc"}
)

type listed struct {
	ImportPath string
	Name       string
	Dir        string
	Imports    []string
	GoFiles    []string
}

func packages(t *testing.T) []listed {
	cmd := exec.Command("go", "list", "-json=ImportPath,Name,Dir,Imports,GoFiles", "prescap/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		p.ImportPath = strings.TrimPrefix(p.ImportPath, "prescap/")
		all = append(all, p)
	}
}

func below(pkg string, places []string) bool {
	return slices.ContainsFunc(places, func(p string) bool { return pkg == p || strings.HasPrefix(pkg, p+"/") })
}

// rowOf is the row for a package: rule areas have one for all of them, and never
// import each other.
func rowOf(pkg string) string {
	if below(pkg, []string{"analyze/rules"}) && pkg != "analyze/rules" {
		return "analyze/rules/AREA"
	}
	return pkg
}

func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		allowed, known := mayImport[rowOf(p.ImportPath)]
		if !known {
			t.Errorf("%s is not in the table of who may import whom", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			if own, ok := strings.CutPrefix(imp, "prescap/"); ok {
				if !slices.Contains(allowed, own) {
					t.Errorf("%s may not import %s", p.ImportPath, own)
				}
				continue
			}
			if p.ImportPath == "capture" && strings.Contains(strings.Split(imp, "/")[0], ".") {
				t.Errorf("capture imports %s; it may import the standard library only", imp)
			}
			for lib, places := range onlyIn {
				if (imp == lib || strings.HasPrefix(imp, strings.TrimSuffix(lib, "/")+"/")) && !below(p.ImportPath, places) {
					t.Errorf("%s imports %s, which only %v may", p.ImportPath, imp, places)
				}
			}
		}
		if slices.Contains(badNames, p.Name) {
			t.Errorf("%s: a package is named after what it holds, not %s", p.ImportPath, p.Name)
		}
	}
}

// Bans that hold for what ships: no init, no mutable package state, the wall
// clock and goroutines only where they belong, files with one idea.
func TestBans(t *testing.T) {
	fset := token.NewFileSet()
	for _, p := range packages(t) {
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			at := func(n ast.Node) string {
				pos := fset.Position(n.Pos())
				return p.ImportPath + "/" + filepath.Base(pos.Filename) + ": line " + strconv.Itoa(pos.Line)
			}
			for _, d := range file.Decls {
				switch d := d.(type) {
				case *ast.FuncDecl:
					if d.Name.Name == "init" && d.Recv == nil {
						t.Errorf("%s: init", at(d))
					}
				case *ast.GenDecl:
					if d.Tok == token.VAR {
						packageVars(t, at, d)
					}
				}
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.GoStmt:
					if !below(p.ImportPath, goroutines) {
						t.Errorf("%s: go statement", at(n))
					}
				case *ast.SelectorExpr:
					if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && (n.Sel.Name == "Now" || n.Sel.Name == "Since" || n.Sel.Name == "After") && !below(p.ImportPath, edges) {
						t.Errorf("%s: time.%s", at(n), n.Sel.Name)
					}
				}
				return true
			})
			if lines := fset.Position(file.End()).Line; below(p.ImportPath, []string{"cmd/prescap"}) && lines > 260 {
				t.Errorf("%s/%s has %d lines: more than one idea?", p.ImportPath, name, lines)
			}
		}
	}
}

// packageVars complains about package variables other than errors, embeds and
// interface checks.
func packageVars(t *testing.T, at func(ast.Node) string, d *ast.GenDecl) {
	if d.Doc != nil && strings.Contains(d.Doc.Text(), "go:embed") {
		return
	}
	for _, spec := range d.Specs {
		v := spec.(*ast.ValueSpec)
		if v.Doc != nil && slices.ContainsFunc(v.Doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed") }) {
			continue
		}
		for i, name := range v.Names {
			if name.Name == "_" {
				continue
			}
			if i < len(v.Values) {
				if call, ok := v.Values[i].(*ast.CallExpr); ok && sentinel(call) {
					continue
				}
			}
			t.Errorf("%s: package variable %s", at(name), name.Name)
		}
	}
}

// sentinel reports whether a call makes a sentinel error, or a table that is made once
// and never changes.
func sentinel(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && (x.Name == "errors" && sel.Sel.Name == "New" || x.Name == "fmt" && sel.Sel.Name == "Errorf" ||
		x.Name == "sync" && sel.Sel.Name == "OnceValue")
}

// The root holds what the design says and nothing else.
func TestRoot(t *testing.T) {
	want := []string{"README.md", "analyze", "capture", "cmd", "decode", "go.mod", "go.sum", "samples", "tui"}
	out, err := exec.Command("git", "-C", "../..", "ls-tree", "--name-only", "HEAD").Output()
	if err != nil {
		t.Skip("not in a git checkout")
	}
	for _, name := range strings.Fields(string(out)) {
		if !strings.HasPrefix(name, ".") && !slices.Contains(want, name) {
			t.Errorf("%s is at the root", name)
		}
	}
}
