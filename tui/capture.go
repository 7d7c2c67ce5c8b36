package tui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"prescap/analyze"
	"prescap/analyze/rule"
	"prescap/analyze/store"
	"prescap/capture"
	"prescap/decode/printable"
)

// captureScreen is the screen of what was captured: what this run could not see, its
// connections, and what the rules had to look at.
type captureScreen struct {
	still
	list
	words string
	page  *pager
}

func newCapture() *captureScreen {
	c := &captureScreen{page: &pager{}}
	c.bare = true
	c.list.rows = c.page
	return c
}

func (*captureScreen) place() place               { return onCapture }
func (*captureScreen) title(*scene) string        { return "Capture" }
func (c *captureScreen) selection() string        { return c.selectedID() }
func (c *captureScreen) filteredBy() string       { return c.words }
func (c *captureScreen) text(*scene) string       { return c.list.text() }
func (c *captureScreen) pick(_ *scene, id string) { c.list.pick(id) }

func (c *captureScreen) filterBy(sc *scene, words string) tea.Cmd {
	c.words = words
	return c.refresh(sc)
}

func (c *captureScreen) click(_ *scene, _, y int) bool { return c.clicked(y) }

// refresh implements screen.
func (c *captureScreen) refresh(sc *scene) tea.Cmd {
	c.page = capturePage(sc, strings.Fields(c.words))
	c.resize(sc.height)
	c.set(c.page)
	return nil
}

// capturePage lays everything out.
func capturePage(sc *scene, words []string) *pager {
	p := &pager{}
	wide := sc.width - 1
	if sc.Progress.Live != nil {
		listened(sc, p, wide)
	}
	p.headed("What this run could not see")
	unseen(sc, p, wide)
	p.headed("Connections")
	p.add(span{dim, connectionHead(wide)})
	for i := range sc.Connections {
		k := &sc.Connections[i]
		text, remark := connectionText(k), connectionRemark(k)
		if !has(text+" "+remark, words) {
			continue
		}
		lines := []string{text + "  " + remark}
		if widthOf(lines[0]) > wide {
			lines = []string{text, blank(5) + remark}
		}
		for n, text := range lines {
			l := p.add(span{connectionRole(k), text})
			l.id, l.leads = fmt.Sprintf("connection %d %d", k.ID, n), k.ID
		}
	}
	if n := sc.Counts.Connections; n > 0 {
		p.told("", warn, several(n, "further connection")+" without an account, for lack of room", wide)
	}
	p.headed("What the rules had to look at")
	for i := range sc.Coverage {
		if text, look := coverageText(&sc.Coverage[i]); has(text, words) {
			first, id := len(p.lines), sc.Coverage[i].Rule.ID
			p.told(id, look, text, wide)
			for k := range p.lines[first:] { // It keeps its place while connections come in above it.
				p.lines[first+k].id = fmt.Sprintf("rule %s %d", id, k)
			}
		}
	}
	return p
}

// unseen tells what was read, and what was not.
func unseen(sc *scene, p *pager, wide int) {
	for _, t := range sc.Progress.Trouble {
		p.told("input", problem, sc.say(t), wide)
	}
	for _, t := range sc.Progress.Inconclusive {
		p.told("doubt", warn, sc.say(t), wide)
	}
	read := fmt.Sprintf("%s, %s", several(len(sc.Connections)+sc.Counts.Connections, "connection"), several(sc.Messages.End(), "SIP message"))
	if n := sc.Account.Packets; n > 0 {
		read = several(n, "packet") + ", " + read
	}
	if !sc.Progress.Ended {
		read += " so far"
	}
	p.told("read", normal, read, wide)
	none := len(sc.Progress.Trouble)+len(sc.Progress.Inconclusive) == 0
	for _, m := range missing(sc) {
		if m.n > 0 {
			p.told("", normal, several(m.n, m.what)+m.more, wide)
			none = false
		}
	}
	for _, u := range sc.Counts.Undecoded {
		p.told("", normal, fmt.Sprintf("%s of type %s not decoded", several(u.N, "body part"), sc.say(u.Name)), wide)
		none = false
	}
	if none && sc.Progress.Ended {
		p.told("", normal, "nothing that it knows of is missing", wide)
	}
}

// several counts things whose plural is formed with an s.
func several[N int | int64](n N, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// lack is how much there is of something that hides something.
type lack struct {
	n          int64
	what, more string
}

// missing is what this run could not see, as far as it knows.
func missing(sc *scene) []lack {
	var lost, oneSided, joined, hidden, silent int64
	for i := range sc.Connections {
		k := &sc.Connections[i]
		lost += k.Sides[0].Lost + k.Sides[1].Lost
		if isOneSided(k) {
			oneSided++
		}
		if isJoined(k) {
			joined++
		}
		if kind := k.Kind.String(); kind == "tls" || kind == "compressed" {
			hidden++
		}
	}
	for i := range sc.Coverage {
		silent += int64(sc.Coverage[i].Silent())
	}
	l, c := &sc.Account.Loss, &sc.Counts
	return []lack{
		{max(l.Bytes, lost), "byte", " lost in streams that carry, or may carry, SIP"},
		{int64(l.Unknown), "gap", " of unknown length"},
		{oneSided, "connection", " of which only one direction was captured"},
		{joined, "connection", " that began before the capture did"},
		{hidden, "connection", " encrypted or compressed"},
		{l.Undecrypted, "byte", " encrypted or compressed that may be SIP"},
		{silent, "case", " that a rule could not judge; see below"},
		{l.Junk, "byte", " between messages not understood"},
		{int64(l.Duplicates), "packet", " captured twice, counted once"},
		{int64(l.Cut), "packet", " cut by the snaplen"},
		{int64(l.Fragments), "IP fragment", " not put together"},
		{int64(l.Malformed), "packet", " with unusable headers"},
		{int64(l.LinkType), "frame", " of a link type not supported"},
		{int64(l.NotTransport), "frame", " neither TCP nor UDP"},
		{int64(l.ClockJumps), "time stamp", " not believed"},
		{int64(l.Evicted), "connection", " forgotten: limit reached"},
		{int64(l.Reorder), "gap", " given up: limit reached"},
		{int64(l.DuplicateWindow), "duplicate", " possibly missed: limit reached"},
		{int64(c.Connections), "connection", " not listed: limit reached"},
		{int64(c.Forgotten), "dialog", ", users and the like forgotten: limit reached"},
		{int64(c.Findings), "finding", " not kept: limit reached"},
		{int64(c.Presentities), "user", " without a timeline: limit reached"},
		{int64(sc.Messages.First()), "message", " not listed any more: limit reached"},
		{int64(c.Hops), "further hop", " of messages on their way through servers"},
	}
}

func isJoined(k *analyze.Connection) bool {
	return k.Flow.Transport == capture.TCP && (k.Sides[0].Start == capture.Joined || k.Sides[1].Start == capture.Joined)
}

func isOneSided(k *analyze.Connection) bool {
	return k.Over && k.Flow.Transport == capture.TCP && (k.Sides[0].Frames == 0) != (k.Sides[1].Frames == 0)
}

func connectionHead(wide int) string {
	s := fmt.Sprintf("%-4s %-10s %4s %4s %6s %4s %4s ", "NO", "IS", "→", "←", "LOST", "RETR", "DUP")
	return s + fit("FROM → TO, REMARK", wide-len(s))
}

// connectionText is a connection in a line.
func connectionText(k *analyze.Connection) string {
	f, b := &k.Sides[0], &k.Sides[1]
	return fmt.Sprintf("%-4d %-10s %4d %4d %6d %4d %4d %s → %s", k.ID, k.Kind, f.Messages, b.Messages, f.Lost+b.Lost,
		f.Retransmitted+b.Retransmitted, f.Duplicates+b.Duplicates, k.Flow.Src, k.Flow.Dst)
}

// connectionRemark is what to know of it beyond its figures.
func connectionRemark(k *analyze.Connection) string {
	var remarks []string
	if k.ServerName != "" {
		remarks = append(remarks, k.ServerName)
	}
	for _, label := range k.Labels {
		remarks = append(remarks, fmt.Sprintf("%s.%d", k.Flow.Transport, label.Stream))
	}
	if why := k.Why(); why != "" && k.Over {
		remarks = append(remarks, why)
	}
	if isJoined(k) {
		remarks = append(remarks, "joined")
	}
	if isOneSided(k) {
		remarks = append(remarks, "only one direction captured")
	}
	if k.Sides[0].Unknown+k.Sides[1].Unknown > 0 {
		remarks = append(remarks, "gaps of unknown length")
	}
	if k.Over {
		remarks = append(remarks, "ended: "+k.How.String())
	}
	return printable.Text(strings.Join(remarks, ", "))
}

func connectionRole(k *analyze.Connection) role {
	switch kind := k.Kind.String(); {
	case k.Sides[0].Holes+k.Sides[1].Holes > 0, kind == "tls", kind == "compressed":
		return warn
	case kind == "sip":
		return normal
	}
	return dim
}

// coverageText is what a rule had to look at.
func coverageText(c *rule.Coverage) (string, role) {
	text := fmt.Sprintf("%s: judged %d", c.Rule.Name, c.Checked)
	look := normal
	names := rule.NeedNames()
	for i, n := range c.Skipped {
		if n > 0 {
			text += fmt.Sprintf(", %d not for want of %s", n, names[i])
			look = warn
		}
	}
	if c.Evicted > 0 {
		text += fmt.Sprintf(", %d forgotten for lack of room", c.Evicted)
		look = warn
	}
	if c.Certain+c.Possible > 0 {
		text += fmt.Sprintf("; found %d", c.Certain+c.Possible)
	}
	if c.Checked == 0 && c.Silent() == 0 {
		look = dim
	}
	return text, look
}

// do implements screen.
func (c *captureScreen) do(sc *scene, a action, n int) tea.Cmd {
	if a == open {
		if c.pos < len(c.page.lines) {
			if id, ok := c.page.lines[c.pos].leads.(capture.ConnID); ok {
				return sc.push(newMessages(store.Scope{Conn: id}, "connection "+strconv.FormatUint(uint64(id), 10)))
			}
		}
		return sc.tell("Enter on a connection shows its messages")
	}
	c.list.do(a, n)
	return nil
}

func (c *captureScreen) seek(_ *scene, words string, here, backwards bool) tea.Cmd {
	page, from := c.page, c.pos
	return func() tea.Msg { return found{c, seek(page, from, words, here, backwards), words} }
}

// Render implements screen.
func (c *captureScreen) Render(sc *scene, width, height int) string {
	return strings.Join(c.render(sc.theme, width, height, ""), "\n")
}
