package ruletest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/capture/captext"
)

// marks is what a conversation says about findings.
type marks struct {
	wants []want
	blind int // Place in rule.NeedNames; -1 for none.
}

// want is a finding that is to be there.
type want struct {
	number    int
	certainty rule.Certainty
	severity  rule.Severity
	message   *regexp.Regexp
	primary   span
	also      []span
	line      int
}

// span is the frames of a statement: from, not included, to, included.
type span struct{ from, to int }

func (s span) has(f capture.Frame) bool { return f.Num > s.from && f.Num <= s.to }

// read reads the marks of a conversation.
func read(text []byte) (marks, error) {
	m := marks{blind: -1}
	var pending []string
	lines := strings.SplitAfter(string(text), "\n")
	fail := func(n int, format string, args ...any) (marks, error) {
		return m, fmt.Errorf("line %d: %s", n+1, fmt.Sprintf(format, args...))
	}
	for n := 0; n < len(lines); n++ {
		line := strings.TrimSpace(lines[n])
		word, rest, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "#")), " ")
		switch {
		case strings.HasPrefix(line, "#") && word == "blind":
			names := rule.NeedNames()
			if m.blind = slices.Index(names[:], strings.TrimSpace(rest)); m.blind < 0 {
				return fail(n, "%q is none of %q", rest, names)
			}
		case strings.HasPrefix(line, "#") && (word == "want" || word == "also"):
			pending = append(pending, word+" "+rest)
		case len(pending) > 0 && line != "" && line[0] != '#':
			at, err := statement(lines, n)
			if err != nil {
				return fail(n, "%v", err)
			}
			for _, mark := range pending {
				if err := m.mark(mark, at, n+1); err != nil {
					return fail(n, "%v", err)
				}
			}
			pending = nil
		}
	}
	return m, nil
}

// statement returns the frames of the statement in line n.
func statement(lines []string, n int) (span, error) {
	end := n + 1
	for end < len(lines) && lines[end] != "" && strings.ContainsRune(`|/\=`, rune(lines[end][0])) {
		end++
	}
	count := func(upTo int) (int, error) {
		packets, err := captext.Packets([]byte(strings.Join(lines[:upTo], "")))
		return len(packets), err
	}
	from, err := count(n)
	if err != nil {
		return span{}, err
	}
	to, err := count(end)
	return span{from, to}, err
}

// mark takes one mark.
func (m *marks) mark(mark string, at span, line int) error {
	fields := strings.SplitN(mark, " ", 5)
	number, err := strconv.Atoi(fields[1])
	if err != nil {
		return fmt.Errorf("%q: the number is missing", mark)
	}
	if fields[0] == "also" {
		m.also(number, at)
		return nil
	}
	if len(fields) < 5 {
		return fmt.Errorf("%q is not like: want 1 certain warning \"...\"", mark)
	}
	w := want{number: number, primary: at, line: line}
	if w.certainty = rule.Certain; fields[2] == rule.Possible.String() {
		w.certainty = rule.Possible
	}
	i := slices.Index([]string{"info", "warning", "error"}, fields[3])
	pattern, err := strconv.Unquote(strings.TrimSpace(fields[4]))
	if i < 0 || err != nil {
		return fmt.Errorf("%q is not like: want 1 certain warning \"...\"", mark)
	}
	w.severity = rule.Severity(i)
	if w.message, err = regexp.Compile(pattern); err != nil {
		return err
	}
	for _, other := range m.wants {
		if other.number == number && other.message != nil {
			return fmt.Errorf("%q: that number is there twice", mark)
		}
	}
	for n := range m.wants {
		if m.wants[n].number == number { // Its "also" came first.
			w.also = m.wants[n].also
			m.wants[n] = w
			return nil
		}
	}
	m.wants = append(m.wants, w)
	return nil
}

func (m *marks) also(number int, at span) {
	for n := range m.wants {
		if m.wants[n].number == number {
			m.wants[n].also = append(m.wants[n].also, at)
			return
		}
	}
	m.wants = append(m.wants, want{number: number, also: []span{at}})
}

// compare complains about findings that are not wanted, and about those that are and
// are not there.
func (m *marks) compare(t *testing.T, findings []rule.Finding) {
	t.Helper()
	left := slices.Clone(m.wants)
	for _, f := range findings {
		i := slices.IndexFunc(left, func(w want) bool {
			return w.message != nil && w.primary.has(f.Evidence[0].Frames[0]) && w.message.MatchString(f.Message)
		})
		if i < 0 {
			t.Errorf("not wanted: %s %s %q, evidence %v", f.Certainty, f.Severity, f.Message, frames(f))
			continue
		}
		w := left[i]
		left = slices.Delete(left, i, i+1)
		if f.Certainty != w.certainty || f.Severity != w.severity {
			t.Errorf("line %d: %q is %s %s", w.line, f.Message, f.Certainty, f.Severity)
		}
		w.evidence(t, f)
	}
	for _, w := range left {
		t.Errorf("line %d: not found: %v", w.line, w.message)
	}
}

// evidence complains about frames that are not marked, and marks without frames.
func (w *want) evidence(t *testing.T, f rule.Finding) {
	t.Helper()
	spans := append([]span{w.primary}, w.also...)
	used := make([]bool, len(spans))
	for _, e := range f.Evidence {
		for _, frame := range e.Frames {
			i := slices.IndexFunc(spans, func(s span) bool { return s.has(frame) })
			if i < 0 {
				t.Errorf("line %d: %q has frame %d as evidence (%s), which is not marked", w.line, f.Message, frame.Num, e.Role)
			} else {
				used[i] = true
			}
		}
	}
	for i, u := range used {
		if !u {
			t.Errorf("line %d: %q has no evidence in frames %d-%d", w.line, f.Message, spans[i].from+1, spans[i].to)
		}
	}
}

func frames(f rule.Finding) [][]int {
	var all [][]int
	for _, e := range f.Evidence {
		var nums []int
		for _, frame := range e.Frames {
			nums = append(nums, frame.Num)
		}
		all = append(all, nums)
	}
	return all
}
