package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"prescap/analyze/store"
)

// ordered is one command that can be typed behind a colon.
type ordered struct {
	name  string
	takes string // What stands behind it, for help.
	words string
	run   func(r *root, arg string) tea.Cmd
}

// orders lists the commands, in the order of help.
func orders() []ordered {
	show := func(tab int) func(*root, string) tea.Cmd {
		return func(r *root, _ string) tea.Cmd { return r.show(tab) }
	}
	return []ordered{
		{"goto", "FRAME", "the message that a frame brought; of the second file as 2#1234", (*root).gotoFrame},
		{"message", "NUMBER", "the message of that number", (*root).gotoMessage},
		{"time", "12:03:05", "the first message from that time on; on a timeline, the cursor there; of a live capture, the last such time", (*root).gotoTime},
		{"user", "NAME", "the timeline of the presentity whose name begins so, or has this in it", (*root).gotoUser},
		{"filter", "WORDS", "show only rows with these words", (*root).filterRows},
		{"columns", "A,B,C", "show these columns only; all, if none is named", (*root).chooseColumns},
		{"save", "FILE", "write what this screen shows to a file; save! overwrites one; export is the same", func(r *root, arg string) tea.Cmd { return r.save(arg, false) }},
		{"export", "FILE", "", func(r *root, arg string) tea.Cmd { return r.save(arg, false) }},
		{"save!", "FILE", "", func(r *root, arg string) tea.Cmd { return r.save(arg, true) }},
		{"set", "NAME VALUE", "theme (" + strings.Join(Themes(), ", ") + "), time (day, date, start, before), mouse (on, off)", (*root).set},
		{"presentities", "", "", show(0)},
		{"violations", "", "", show(1)},
		{"messages", "", "", show(2)},
		{"capture", "", "", show(3)},
		{"help", "", "", func(r *root, _ string) tea.Cmd { return r.do(help, 0, 0) }},
		{"quit", "", "", func(r *root, _ string) tea.Cmd { return r.quit() }},
	}
}

// run does what a command line says. A command may be shortened as long as it is the
// first that begins so.
func (r *root) run(line string) tea.Cmd {
	if line == "" {
		return nil
	}
	name, arg, _ := strings.Cut(line, " ")
	if n, err := strconv.Atoi(name); err == nil { // As in vim: to that row.
		return r.do(goTop, max(n, 1), 0)
	}
	for _, exact := range []bool{true, false} {
		for _, o := range orders() {
			if o.name == name || !exact && strings.HasPrefix(o.name, name) {
				return o.run(r, strings.TrimSpace(arg))
			}
		}
	}
	return r.scene.complain(fmt.Sprintf("there is no command %q; ? lists them", name))
}

func (r *root) gotoFrame(arg string) tea.Cmd {
	file := 0
	num := strings.TrimPrefix(arg, "#")
	if f, n, ok := strings.Cut(num, "#"); ok {
		i, err := strconv.Atoi(f)
		if err != nil || r.cfg.Files.Name(i-1) == "" {
			return r.scene.complain(fmt.Sprintf("there is no file %q; they are numbered from 1", f))
		}
		file, num = i-1, n
	}
	n, err := strconv.Atoi(num)
	if err != nil {
		return r.scene.complain(fmt.Sprintf("goto takes the number of a frame, not %q", arg))
	}
	i, ok := r.scene.Messages.ByFrame(file, n)
	if !ok {
		return r.scene.complain(fmt.Sprintf("no message came in frame %d", n))
	}
	return r.showMessage(i)
}

func (r *root) gotoMessage(arg string) tea.Cmd {
	n, err := strconv.Atoi(arg)
	if first, last := r.scene.Messages.First()+1, r.scene.Messages.End(); err != nil || n < first || n > last {
		return r.scene.complain(fmt.Sprintf("there are messages %d to %d, not %q", first, last, arg))
	}
	return r.showMessage(n - 1)
}

// showMessage selects a message in the list of all.
func (r *root) showMessage(i int) tea.Cmd {
	list := r.tabs[2].(*messages)
	list.scope = store.Scope{}
	cmd := r.show(2)
	list.pick(&r.scene, strconv.Itoa(i+1))
	return cmd
}

func (r *root) gotoTime(arg string) tea.Cmd {
	var latest time.Time // In a file, a time of day is one of its first day.
	if r.scene.Progress.Live != nil {
		latest = r.scene.Time
	}
	at, ok := timeOn(arg, r.scene.start, latest)
	if !ok {
		return r.scene.complain(fmt.Sprintf("a time is 12:03:05, 12:03:05.25 or 2026-03-02 12:03:05, in UTC; not %q", arg))
	}
	if t, ok := r.top().(*timelineScreen); ok {
		t.moveTo(at)
		t.show(&r.scene)
		return nil
	}
	for i := r.scene.Messages.First(); i < r.scene.Messages.End(); i++ {
		if !r.scene.Messages.Time(i).Before(at) {
			return r.showMessage(i)
		}
	}
	return r.scene.complain("no message is that late")
}

// timeOn reads a time of day, on the day the run began or, where that is before it, on
// the next one; or a whole time. Unless latest is zero, a time of day is the last that is
// not after it.
func timeOn(s string, start, latest time.Time) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02T15:04:05Z07:00", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, s, time.UTC); err == nil {
			return t, true
		}
	}
	for _, layout := range []string{"15:04:05", "15:04"} {
		if t, err := time.ParseInLocation(layout, s, time.UTC); err == nil {
			start = start.UTC()
			day := time.Date(start.Year(), start.Month(), start.Day(), 0, 0, 0, 0, time.UTC)
			at := day.Add(t.Sub(time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)))
			if at.Before(start.Truncate(time.Second)) && start.Sub(at) > 12*time.Hour {
				at = at.Add(24 * time.Hour)
			}
			if days := latest.Sub(at) / (24 * time.Hour); !latest.IsZero() && days > 0 {
				at = at.Add(days * 24 * time.Hour)
			}
			return at, true
		}
	}
	return time.Time{}, false
}

func (r *root) gotoUser(arg string) tea.Cmd {
	arg = strings.ToLower(arg)
	all := r.scene.Presentities
	match := func(fits func(name string) bool) int {
		for i := range all {
			if fits(all[i].Name) {
				return i
			}
		}
		return -1
	}
	i := match(func(n string) bool { return strings.HasPrefix(n, arg) })
	if i < 0 {
		i = match(func(n string) bool { return strings.Contains(n, arg) })
	}
	if arg == "" || i < 0 {
		return r.scene.complain(fmt.Sprintf("no presentity is called %q", arg))
	}
	first := r.show(0)
	r.top().pick(&r.scene, all[i].Name)
	return tea.Batch(first, r.push(newTimeline(all[i].Name)))
}

func (r *root) filterRows(arg string) tea.Cmd {
	f, ok := r.top().(filterer)
	if !ok {
		return r.scene.complain("there is nothing to filter here")
	}
	return f.filterBy(&r.scene, arg)
}

func (r *root) chooseColumns(arg string) tea.Cmd {
	t, ok := r.top().(tabler)
	if !ok {
		return r.scene.complain("there are no columns here")
	}
	l := t.table()
	names := strings.FieldsFunc(arg, func(c rune) bool { return c == ',' || c == ' ' })
	hide := map[string]bool{}
	var known []string
	for _, c := range l.cols {
		known = append(known, c.name)
		hide[c.name] = len(names) > 0 && !slices.Contains(names, c.name)
	}
	for _, n := range names {
		if !slices.Contains(known, n) {
			return r.scene.complain(fmt.Sprintf("there is no column %q; there are %s", n, strings.Join(known, ", ")))
		}
	}
	l.hide = hide
	return nil
}

func (r *root) set(arg string) tea.Cmd {
	name, value, _ := strings.Cut(arg, " ")
	switch value = strings.TrimSpace(value); name {
	case "theme":
		for _, t := range themes() {
			if t.name == value {
				r.scene.theme = t
				return nil
			}
		}
		return r.scene.complain("the themes are " + strings.Join(Themes(), ", "))
	case "time":
		for c := range clocks {
			if c.String() == value {
				r.scene.clock = c
				return r.refresh()
			}
		}
		return r.scene.complain("times are day, date, start or before")
	case "mouse":
		if value != "on" && value != "off" {
			return r.scene.complain("the mouse is on or off")
		}
		r.cfg.Mouse = value == "on"
		return nil
	}
	return r.scene.complain("what can be set: theme, time, mouse")
}

// save writes what the screen in sight shows to a file.
func (r *root) save(name string, overwrite bool) tea.Cmd {
	if name == "" {
		return r.scene.complain("save takes the name of a file")
	}
	data, write := []byte(r.top().text(&r.scene)), r.cfg.Save
	return func() tea.Msg {
		if err := write(name, data, overwrite); err != nil {
			return said{err.Error(), true}
		}
		return said{text: fmt.Sprintf("%d bytes written to %s", len(data), name)}
	}
}
