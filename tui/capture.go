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
	p.headed("What this run could not see")
	unseen(sc, p, wide)
	p.headed("Connections")
	p.add(span{dim, connectionHead(wide)})
	for i := range sc.Connections {
		k := &sc.Connections[i]
		text := connectionText(k, wide)
		if !has(text, words) {
			continue
		}
		l := p.add(span{connectionRole(k), text})
		l.id, l.leads = "connection "+strconv.FormatUint(uint64(k.ID), 10), k.ID
	}
	if n := sc.Counts.Connections; n > 0 {
		p.told("", warn, fmt.Sprintf("%d more have no account, for lack of room", n), wide)
	}
	p.headed("What the rules had to look at")
	for i := range sc.Coverage {
		if text, look := coverageText(&sc.Coverage[i]); has(text, words) {
			p.told(sc.Coverage[i].Rule.ID, look, text, wide)
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
	lost := 0
	for i := range sc.Connections {
		for _, side := range sc.Connections[i].Sides {
			lost += int(side.Lost)
		}
	}
	l := &sc.Account.Loss
	acc := &sc.Account
	if acc.Packets > 0 {
		p.told("read", normal, fmt.Sprintf("%d packets, %d connections, %d SIP messages", acc.Packets, acc.Connections, acc.Messages), wide)
	} else {
		p.told("read", normal, fmt.Sprintf("%d connections, %d SIP messages so far", len(sc.Connections), sc.Messages.Len()), wide)
	}
	none := true
	for _, c := range []struct {
		n     int64
		words string
	}{
		{max(l.Bytes, int64(lost)), "bytes lost in streams that carry, or may carry, SIP"},
		{int64(l.Unknown), "gaps of unknown length"},
		{l.Undecrypted, "bytes encrypted or compressed"},
		{l.Junk, "bytes between messages not understood"},
		{int64(l.Duplicates), "packets captured twice, counted once"},
		{int64(l.Cut), "packets cut by the snaplen"},
		{int64(l.Fragments), "IP fragments not put together"},
		{int64(l.Malformed), "packets with unusable headers"},
		{int64(l.LinkType), "frames of a link type not supported"},
		{int64(l.NotTransport), "frames neither TCP nor UDP"},
		{int64(l.ClockJumps), "time stamps not believed"},
		{int64(l.Evicted), "connections forgotten: limit reached"},
		{int64(l.Reorder), "gaps given up: limit reached"},
		{int64(l.DuplicateWindow), "duplicates possibly missed: limit reached"},
		{int64(sc.Counts.Forgotten), "dialogs, presentities and the like forgotten: limit reached"},
		{int64(sc.Counts.Findings), "findings not kept: limit reached"},
		{int64(sc.Counts.Presentities), "presentities without a timeline: limit reached"},
		{int64(sc.Messages.Dropped()), "messages not listed: limit reached"},
		{int64(sc.Counts.Hops), "messages that are copies on their way through servers"},
	} {
		if c.n > 0 {
			p.told("", normal, fmt.Sprintf("%d %s", c.n, c.words), wide)
			none = false
		}
	}
	for _, u := range sc.Counts.Undecoded {
		p.told("", normal, fmt.Sprintf("%d bodies of type %s not decoded", u.N, sc.say(u.Name)), wide)
		none = false
	}
	if none && sc.Progress.Ended {
		p.told("", normal, "nothing that it knows of is missing", wide)
	}
}

func connectionHead(wide int) string {
	s := fmt.Sprintf("%-5s %-11s %5s %5s %7s %5s %5s ", "NO", "IS", "→", "←", "LOST", "RETR", "DUP")
	return s + fit("FROM → TO, REMARK", wide-len(s))
}

// connectionText is a connection in a line.
func connectionText(k *analyze.Connection, wide int) string {
	f, b := &k.Sides[0], &k.Sides[1]
	kind := k.Kind.String()
	if k.ServerName != "" {
		kind += " " + k.ServerName
	}
	var remarks []string
	for _, label := range k.Labels {
		remarks = append(remarks, fmt.Sprintf("%s.%d", k.Flow.Transport, label.Stream))
	}
	if why := k.Why(); why != "" && k.Over {
		remarks = append(remarks, why)
	}
	if f.Start == capture.Joined || b.Start == capture.Joined {
		remarks = append(remarks, "joined")
	}
	if k.Over && k.Flow.Transport == capture.TCP && (f.Frames == 0) != (b.Frames == 0) {
		remarks = append(remarks, "only one direction captured")
	}
	if f.Unknown+b.Unknown > 0 {
		remarks = append(remarks, "gaps of unknown length")
	}
	if k.Over {
		remarks = append(remarks, "ended: "+k.How.String())
	}
	return fmt.Sprintf("%-5d %s %5d %5d %7d %5d %5d %s → %s  %s", k.ID, fit(kind, 11), f.Messages, b.Messages, f.Lost+b.Lost,
		f.Retransmitted+b.Retransmitted, f.Duplicates+b.Duplicates, k.Flow.Src, k.Flow.Dst, strings.Join(remarks, ", "))
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
