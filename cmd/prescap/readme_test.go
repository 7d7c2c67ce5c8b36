package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"prescap/cmd/prescap/internal/render"
)

const readme = "../../README.md"

func readReadme(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// generated returns the documents that are made from lists, whole or in part: what
// stands between <!-- name --> and <!-- end -->, by file and name.
func generated() map[string]map[string]string {
	var codes, schemas strings.Builder
	codes.WriteString("| code | meaning |\n|---:|---|\n")
	for _, c := range exitCodes() {
		fmt.Fprintf(&codes, "| %d | %s |\n", c.code, c.doc)
	}
	for i, s := range render.Schemas() {
		if i > 0 {
			schemas.WriteByte('\n')
		}
		fmt.Fprintf(&schemas, "## `%s`\n\n%s\n\n| field | type | | what it is |\n|---|---|---|---|\n", s.Name, s.Doc)
		for _, f := range s.Fields {
			optional := ""
			if f.Optional {
				optional = "optional"
			}
			fmt.Fprintf(&schemas, "| `%s` | %s | %s | %s |\n", f.Name, f.Type, optional, f.Doc)
		}
	}
	return map[string]map[string]string{
		readme:                       {"exit-codes": codes.String()},
		"internal/render/SCHEMAS.md": {"schemas": schemas.String()},
	}
}

func TestGeneratedListsAreCurrent(t *testing.T) {
	for file, lists := range generated() {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		for name, want := range lists {
			part := regexp.MustCompile(`(?s)(<!-- ` + name + ` -->\n).*?(<!-- end -->)`)
			if !part.MatchString(text) {
				t.Errorf("%s has no place for %s", file, name)
			}
			text = part.ReplaceAllString(text, "${1}"+want+"${2}")
		}
		switch {
		case text == string(data):
		case *update:
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s is stale; go test ./cmd/prescap -update writes its lists", file)
		}
	}
}

// Every field has a word about it.
func TestSchemasAreDescribed(t *testing.T) {
	for _, s := range render.Schemas() {
		for _, f := range s.Fields {
			if f.Doc == "" {
				t.Errorf("%s: %s is not described", s.Name, f.Name)
			}
		}
	}
}

// What the README shows is what the commands print. A line with nothing but …
// stands for lines that are left out.
func TestReadmeShowsWhatIsPrinted(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(readReadme(t), -1)
	if len(blocks) == 0 {
		t.Fatal("README.md shows nothing")
	}
	for _, block := range blocks {
		for _, shown := range strings.Split("\n"+block[1], "\n$ ")[1:] {
			command, want, _ := strings.Cut(shown, "\n")
			cmd := exec.Command("sh", "-c", strings.ReplaceAll(command, "go run ./cmd/prescap ", "prescap "))
			cmd.Dir = "../.."
			got, _ := cmd.CombinedOutput()
			pattern := ""
			for line := range strings.Lines(strings.TrimSuffix(want, "\n") + "\n") {
				if line == "…\n" {
					pattern += "(?:.*\n)+?"
					continue
				}
				pattern += regexp.QuoteMeta(line)
			}
			if !regexp.MustCompile("^" + pattern + "$").Match(got) {
				t.Errorf("%s prints\n%s", command, got)
			}
		}
	}
}

// Every package has its place in the table of folders, and every place is there.
func TestReadmeTellsWhereWhatIs(t *testing.T) {
	table := readReadme(t)
	_, table, _ = strings.Cut(table, "| folder | what is there |")
	table, _, _ = strings.Cut(table, "\n\n")
	told := map[string]bool{}
	for _, row := range strings.Split(table, "\n") {
		first, _, _ := strings.Cut(strings.TrimPrefix(row, "| "), " | ")
		for _, name := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(first, -1) {
			told[name[1]] = true
		}
	}
	for _, p := range packages(t) {
		if !told[p.ImportPath] {
			t.Errorf("README.md does not tell of %s", p.ImportPath)
		}
		delete(told, p.ImportPath)
	}
	for name := range told {
		t.Errorf("README.md tells of %s, which is not there", name)
	}
}

// Help fits a terminal of 80 columns.
func TestHelpFits(t *testing.T) {
	for _, topic := range []string{"", "report", "check", "events", "messages", "connections", "rules", "explain", "version", "exit-codes"} {
		for line := range strings.Lines(string(stdoutOf(t, 0, strings.Fields("help "+topic)...))) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 80 {
				t.Errorf("help %s: %d columns: %s", topic, n, line)
			}
		}
	}
}

// The screen that the README shows is one of samples/README.md, which a test takes, with
// lines left out.
func TestReadmeShowsAScreen(t *testing.T) {
	samples, err := os.ReadFile("../../samples/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, look, _ := strings.Cut(readReadme(t), "\n## Look\n")
	_, shown, ok := strings.Cut(look, "```text\n")
	shown, _, closed := strings.Cut(shown, "```")
	if !ok || !closed {
		t.Fatal("README.md shows no screen")
	}
	screens := strings.Split(string(samples), "```text\n")
	if !slices.ContainsFunc(screens, func(s string) bool {
		for line := range strings.Lines(shown) {
			i := strings.Index(s, line)
			if i < 0 {
				return false
			}
			s = s[i+len(line):]
		}
		return true
	}) {
		t.Errorf("no screen of samples/README.md has these lines in this order:\n%s", shown)
	}
}
