package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"prescap/analyze/rule"
	"prescap/capture"
)

// findingScreen is the screen of one violation: what it is, why it matters, what to do,
// and what proves it.
type findingScreen struct {
	still
	list
	f    *rule.Finding
	page *pager
}

func newFinding(f *rule.Finding) *findingScreen {
	s := &findingScreen{f: f, page: &pager{}}
	s.bare = true
	s.list.rows = s.page
	return s
}

func (*findingScreen) place() place               { return onFinding }
func (s *findingScreen) title(*scene) string      { return s.f.Rule.ID }
func (s *findingScreen) selection() string        { return s.selectedID() }
func (s *findingScreen) text(*scene) string       { return s.list.text() }
func (s *findingScreen) pick(_ *scene, id string) { s.list.pick(id) }

func (s *findingScreen) click(_ *scene, _, y int) bool { return s.clicked(y) }

// refresh implements screen.
func (s *findingScreen) refresh(sc *scene) tea.Cmd {
	id := findingID(s.f)
	for i := range sc.Findings { // It may have been seen again.
		if f := &sc.Findings[i]; f.Rule == s.f.Rule && findingID(f) == id {
			s.f = f
			break
		}
	}
	s.page = s.pageOf(sc)
	s.resize(sc.height)
	s.set(s.page)
	if s.at == "" { // The first proof is what one is here for.
		for i := range s.page.lines {
			if s.page.lines[i].leads != nil {
				s.moveTo(i)
				s.top = 0
				s.list.show()
				break
			}
		}
	}
	return nil
}

// pageOf lays the finding out.
func (s *findingScreen) pageOf(sc *scene) *pager {
	f, r, wide := s.f, s.f.Rule, sc.width-1
	p := &pager{}
	head := fmt.Sprintf("%s %s %s %s", severitySign(f.Severity), f.Severity, r.ID, r.Name)
	if f.Certainty == rule.Possible {
		head += ", possible"
	}
	if f.Count > 1 {
		head += fmt.Sprintf(", ×%d", f.Count)
	}
	p.add(span{severityRole(f.Severity), head})
	p.told("found", strong, sc.say(f.Message), wide)
	p.told("about", normal, subjectText(sc, f), wide)
	at := sc.stamp(f.Time, f.Time)
	if f.Count > 1 && f.Last.After(f.Time) {
		at += " to " + sc.stamp(f.Last, f.Last)
	}
	p.told("at", normal, at, wide)
	if f.Lowered != "" {
		p.told("lowered", normal, sc.say(f.Lowered), wide)
	}
	for i := range f.Evidence {
		e := &f.Evidence[i]
		label := ""
		if i == 0 {
			label = "proof"
		}
		l := p.add(span{dim, fit(label, 10)}, span{note, "▸ "}, span{normal, sc.say(e.Role) + ": "}, span{strong, sc.frames(e.Frames)},
			span{dim, pathText(sc, e)})
		l.id, l.leads = fmt.Sprintf("proof %d", i), e.Frames
		if e.Quote != "" {
			first := len(p.lines)
			p.told("", quoted, "“"+sc.say(e.Quote)+"”", wide)
			for k := range p.lines[first:] {
				p.lines[first+k].leads = e.Frames
			}
		}
	}
	p.told("filter", element, wiresharkFilter(proofOf(f)), wide)
	for _, part := range []struct{ label, text string }{
		{"symptom", r.Doc.Symptom}, {"fix", r.Doc.Fix}, {"harmless", r.Doc.Harmless},
	} {
		if part.text != "" {
			p.headed(part.label)
			for _, paragraph := range strings.Split(part.text, "\n\n") {
				p.told("", normal, strings.Join(strings.Fields(paragraph), " "), wide)
			}
		}
	}
	for _, part := range []struct{ label, text string }{{"wrong on the wire", r.Doc.Bad}, {"right on the wire", r.Doc.Good}} {
		if part.text != "" {
			p.headed(part.label)
			for _, line := range strings.Split(strings.TrimRight(part.text, "\n"), "\n") {
				p.add(span{quoted, blank(10) + line})
			}
		}
	}
	p.headed("source")
	for _, c := range r.Basis {
		p.told("", normal, c.String(), wide)
	}
	return p
}

// pathText is where in a message a proof is.
func pathText(sc *scene, e *rule.Evidence) string {
	if e.Path == "" {
		return ""
	}
	return " at " + sc.say(e.Path)
}

// subjectText is what a finding is about.
func subjectText(sc *scene, f *rule.Finding) string {
	s := &f.Subject
	var parts []string
	if s.Presentity != "" {
		parts = append(parts, s.Presentity)
	}
	if s.Watcher != "" && s.Watcher != s.Presentity {
		parts = append(parts, "watcher "+s.Watcher)
	}
	if s.HasKey {
		parts = append(parts, s.Key.String())
	}
	if s.Endpoint != "" {
		parts = append(parts, "endpoint "+s.Endpoint)
	}
	if s.Dialog.CallID != "" {
		parts = append(parts, "Call-ID "+s.Dialog.CallID)
	}
	return sc.say(strings.Join(parts, ", "))
}

// do implements screen.
func (s *findingScreen) do(sc *scene, a action, n int) tea.Cmd {
	switch a {
	case open:
		if s.pos < len(s.page.lines) {
			if frames, ok := s.page.lines[s.pos].leads.([]capture.Frame); ok {
				if i, ok := sc.messageOf(frames); ok {
					return sc.push(newMessage(i))
				}
				return sc.complain("that message is not kept: " + sc.frames(frames))
			}
		}
		return sc.tell("Enter opens the message of a proof: the lines with ▸")
	case sameProof:
		return sc.push(messagesOfFinding(s.f))
	case sameUser:
		if who := s.f.Subject.User(); who != "" {
			return sc.push(newTimeline(who))
		}
	default:
		s.list.do(a, n)
	}
	return nil
}

func (s *findingScreen) seek(_ *scene, words string, here, backwards bool) tea.Cmd {
	page, from := s.page, s.pos
	return func() tea.Msg { return found{s, seek(page, from, words, here, backwards), words} }
}

func (s *findingScreen) proof(*scene) []capture.Frame { return proofOf(s.f) }

// Render implements screen.
func (s *findingScreen) Render(sc *scene, width, height int) string {
	return strings.Join(s.render(sc.theme, width, height, ""), "\n")
}
