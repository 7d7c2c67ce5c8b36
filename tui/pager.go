package tui

import "strconv"

// pager is lines of which one is at hand: the rows of screens that are for reading.
type pager struct{ lines []pageLine }

// pageLine is a line, and what Enter does with it.
type pageLine struct {
	spans []span
	over  role
	id    string // What it is known by; "" for its number.
	leads any    // Where it leads; nil for nowhere.
}

func (p *pager) Len() int { return len(p.lines) }

func (p *pager) ID(i int) string {
	if id := p.lines[i].id; id != "" {
		return id
	}
	return strconv.Itoa(i)
}

// Find implements rows.
func (p *pager) Find(id string) (int, bool) {
	if i, err := strconv.Atoi(id); err == nil && i >= 0 && i < len(p.lines) && p.lines[i].id == "" {
		return i, true
	}
	for i := range p.lines {
		if p.lines[i].id == id && id != "" {
			return i, true
		}
	}
	return 0, false
}

func (p *pager) Cells(i int) []span { return p.lines[i].spans }
func (p *pager) Over(i int) role    { return p.lines[i].over }

// add adds a line of spans.
func (p *pager) add(spans ...span) *pageLine {
	p.lines = append(p.lines, pageLine{spans: spans})
	return &p.lines[len(p.lines)-1]
}

// headed adds an empty line, unless it is the first, and a heading.
func (p *pager) headed(text string) {
	if len(p.lines) > 0 {
		p.add()
	}
	p.add(span{heading, text})
}

// told adds a text, wrapped, behind a label in the first line.
func (p *pager) told(label string, look role, text string, wide int) {
	const indent = 10
	for i, l := range wrap(text, max(wide-indent, 20)) {
		if i > 0 {
			label = ""
		}
		p.add(span{dim, fit(label, indent)}, span{look, l})
	}
}
