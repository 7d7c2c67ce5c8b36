package tui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"prescap/analyze"
	"prescap/analyze/pipeline"
	"prescap/analyze/rules"
	"prescap/analyze/store"
	"prescap/capture"
	"prescap/capture/captext"
	"prescap/capture/pcapfile"
	"prescap/decode"
	"prescap/decode/sip"
	"prescap/tui/document"
)

// sample is the snapshot of a sample of ../samples.
func sample(t testing.TB, name string) *Snapshot {
	text, err := os.ReadFile("../samples/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return snapshotOf(t, text)
}

// snapshotOf is the last snapshot of a run over a conversation.
func snapshotOf(t testing.TB, text []byte) *Snapshot {
	all := snapshotsOf(t, text, 0)
	return all[len(all)-1]
}

// snapshotsOf is the snapshots of a run over a conversation: one after so many items each,
// if that is not 0, and the last.
func snapshotsOf(t testing.TB, text []byte, every int) []*Snapshot {
	data, err := captext.Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	src := pcapfile.Open([]string{"-"}, bytes.NewReader(data))
	defer src.Close()
	cfg := analyze.Config{Rules: rules.All(), Limits: analyze.DefaultLimits()}
	cfg.Limits.Store, cfg.Limits.Connections = store.DefaultLimits(), 1000
	a := analyze.New(cfg)
	t.Cleanup(func() { a.Close() })
	limits := decode.DefaultLimits()
	var all []*Snapshot
	n := 0
	take := func(it *pipeline.Item) error {
		if n++; every > 0 && n%every == 0 {
			all = append(all, &Snapshot{Report: analyze.Report{View: a.View()}, Progress: Progress{Total: int64(len(data))}})
		}
		return a.Take(it)
	}
	acc, err := pipeline.Run(context.Background(), src, pipeline.Config{
		Shards: 2, Capture: capture.DefaultLimits(), SIP: sip.DefaultLimits(), Decode: &limits, Clock: true,
	}, take)
	if err != nil {
		t.Fatal(err)
	}
	return append(all, &Snapshot{Report: a.Report(acc), Progress: Progress{Bytes: int64(len(data)), Total: int64(len(data)), Ended: true}})
}

// robot is somebody at a terminal: it presses keys and reads the screen.
type robot struct {
	t     testing.TB
	r     *root
	cfg   *Config
	now   *Snapshot
	saved map[string]string
	clip  string
	quit  bool
}

// sit opens the screens on a snapshot, on a terminal of a size.
func sit(t testing.TB, s *Snapshot, theme string, wide, high int) *robot {
	b := &robot{t: t, now: s, saved: map[string]string{}}
	b.cfg = &Config{
		Files: capture.Files{"morning.pcapng"}, Theme: theme, Mouse: true, Done: context.Background(),
		Latest: func() *Snapshot { return b.now },
		Open: func(s *Snapshot, i int) (*Message, error) {
			raw, err := s.Messages.Raw(i)
			if err != nil {
				return nil, err
			}
			return &Message{Source: document.Source{Raw: raw, Defects: []document.Defect{{Offset: 40, Kind: "made-up", Text: "a defect of the test"}}}, Says: []Saying{{"event", fmt.Sprintf("of %d bytes", len(raw))}}}, nil
		},
		Save: func(name string, data []byte, overwrite bool) error {
			if _, ok := b.saved[name]; ok && !overwrite {
				return errors.New(name + " is there already")
			}
			b.saved[name] = string(data)
			return nil
		},
	}
	b.r = newRoot(b.cfg)
	b.size(wide, high)
	return b
}

func (b *robot) size(wide, high int) { b.send(tea.WindowSizeMsg{Width: wide, Height: high}) }

// send gives the model a message, and everything that follows from it.
func (b *robot) send(msg tea.Msg) {
	b.t.Helper()
	_, cmd := b.r.Update(msg)
	b.follow(cmd)
}

func (b *robot) follow(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			b.follow(c)
		}
	case tea.QuitMsg:
		b.quit = true
	default:
		if fmt.Sprintf("%T", msg) == "tea.setClipboardMsg" {
			b.clip = fmt.Sprint(msg)
			return
		}
		b.send(msg)
	}
}

// look has the model look for a newer snapshot.
func (b *robot) look(s *Snapshot) {
	b.now = s
	b.follow(b.r.pull())
}

// press presses keys: names as in the key map, "…text" types a text.
func (b *robot) press(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		if text, ok := strings.CutPrefix(k, "…"); ok {
			for _, c := range text {
				b.send(tea.KeyPressMsg{Code: c, Text: string(c)})
			}
			continue
		}
		b.send(keyOf(k))
	}
}

func keyOf(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd, "tab": tea.KeyTab, "backspace": tea.KeyBackspace,
		"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8, "f10": tea.KeyF10,
	}
	var k tea.KeyPressMsg
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		k.Mod, name = tea.ModCtrl, rest
	}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok {
		k.Mod, name = tea.ModShift, rest
	}
	switch code, ok := codes[name]; {
	case ok:
		k.Code = code
	case name == "space":
		k.Code, k.Text = tea.KeySpace, " "
	default:
		k.Code = []rune(name)[0]
		if k.Mod == 0 {
			k.Text = name
		}
	}
	return k
}

// screen is what is on the terminal, without colours.
func (b *robot) screen() string { return ansi.Strip(b.r.View().Content) }

// line is the first line with a text in it; "" for none.
func (b *robot) line(text string) string {
	for _, l := range strings.Split(b.screen(), "\n") {
		if strings.Contains(l, text) {
			return l
		}
	}
	return ""
}

// want checks that texts are on the screen.
func (b *robot) want(texts ...string) {
	b.t.Helper()
	s := b.screen()
	for _, x := range texts {
		if !strings.Contains(s, x) {
			b.t.Errorf("%q is not on the screen:\n%s", x, s)
		}
	}
}

// on checks which screen is in sight and what is selected there.
func (b *robot) on(p place, selection string) {
	b.t.Helper()
	if got := b.r.top().place(); got != p {
		b.t.Errorf("on screen %d, want %d:\n%s", got, p, b.screen())
	}
	if got := b.r.top().selection(); selection != "" && got != selection {
		b.t.Errorf("%q is selected, want %q", got, selection)
	}
}
