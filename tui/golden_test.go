package tui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write golden files")

// written is the golden files that tests compared with.
var written struct {
	sync.Mutex
	names []string
}

// A golden file that no test looks at is one too many.
func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if code == 0 && flag.Lookup("test.run").Value.String() == "" && flag.Lookup("test.bench").Value.String() == "" && flag.Lookup("test.list").Value.String() == "" {
		all, _ := filepath.Glob("testdata/*.golden")
		for _, name := range all {
			if !slices.Contains(written.names, name) {
				fmt.Printf("%s: no test writes it\n", name)
				code = 1
			}
		}
	}
	os.Exit(code)
}

// golden compares screens with those in a file.
func golden(t *testing.T, name string, shots []txtar.File) {
	path := filepath.Join("testdata", name+".golden")
	written.Lock()
	written.names = append(written.names, path)
	written.Unlock()
	got := txtar.Format(&txtar.Archive{Files: shots})
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, _ := os.ReadFile(path)
	if string(got) == string(want) {
		return
	}
	for _, w := range txtar.Parse(want).Files {
		for _, s := range shots {
			if w.Name == s.Name && string(w.Data) != string(s.Data) {
				t.Errorf("%s, %s: got\n%s\nwant\n%s", name, s.Name, s.Data, w.Data)
				return
			}
		}
	}
	t.Errorf("%s is stale; go test ./tui -update writes it", path)
}

// shoot takes a screen in every size, without colours and with them.
func shoot(t *testing.T, s *Snapshot, keys ...string) []txtar.File {
	var shots []txtar.File
	for _, c := range []struct {
		theme      string
		wide, high int
	}{{"mono", 80, 24}, {"mono", 120, 40}, {"mono", 40, 10}, {"dark", 80, 24}, {"dark", 120, 40}, {"dark", 40, 10}} {
		b := sit(t, s, c.theme, c.wide, c.high)
		b.press(keys...)
		text := b.screen()
		for i, l := range strings.Split(text, "\n") {
			if w := widthOf(l); w != c.wide {
				t.Errorf("%dx%d: line %d has %d columns: %q", c.wide, c.high, i+1, w, l)
			}
		}
		if n := strings.Count(text, "\n") + 1; n != c.high {
			t.Errorf("%dx%d: %d lines", c.wide, c.high, n)
		}
		if c.theme != "mono" {
			text = strings.ReplaceAll(b.r.View().Content, "\x1b", "␛")
		}
		lines := strings.Split(text, "\n")
		for i := range lines {
			lines[i] = strings.TrimRight(lines[i], " ")
		}
		shots = append(shots, txtar.File{Name: fmt.Sprintf("%dx%d %s", c.wide, c.high, c.theme), Data: []byte(strings.Join(lines, "\n") + "\n")})
	}
	return shots
}

// Every screen, in every size, on the morning.
func TestScreens(t *testing.T) {
	morning := sample(t, "morning")
	for _, c := range []struct {
		name string
		keys []string
	}{
		{"presentities", nil},
		{"timeline", []string{"j", "enter", "["}},
		{"violations", []string{"tab", "j"}},
		{"finding", []string{"tab", "j", "enter"}},
		{"messages", []string{"g", "m", "9", "G"}},
		{"message", []string{"g", "m", "9", "G", "enter"}},
		{"diff", []string{"g", "m", "space", "j", "space", "d"}},
		{"capture", []string{"g", "c"}},
		{"help", []string{"?"}},
	} {
		t.Run(c.name, func(t *testing.T) { golden(t, c.name, shoot(t, morning, c.keys...)) })
	}
}
