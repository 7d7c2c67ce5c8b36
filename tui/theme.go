package tui

import (
	"image/color"
	"strconv"

	"github.com/charmbracelet/x/ansi"

	"prescap/analyze/rule"
	"prescap/analyze/timeline"
	"prescap/tui/document"
)

// role is what a piece of text is, which decides how it looks.
type role uint8

// The roles. Presences follow the last of them, and bars of presences those.
const (
	normal role = iota
	dim
	strong
	heading    // Of a table or a part of a screen.
	bar        // The first line,
	barProblem // and what went wrong there.
	tab        // A screen's name there,
	tabOn      // and that of the one that is shown.
	selected   // The row at hand.
	marked     // Rows that were marked.
	keycap     // A key in the footer.
	problem    // What went wrong.
	severe     // By severity.
	warn
	note
	request
	response
	unknown // Stretches of which nobody knows.
	lossy   // Stretches in which something is missing.
	cursor  // The instant that is looked at.
	plain   // Bars without a presence.
	element // From here on, pieces of documents.
	attribute
	quoted
	comment
	added
	removed
	presenceRole // The first of timeline.Presences; bars of them follow.
)

// roles is how many there are.
const roles = int(presenceRole) + 2*int(timeline.Presences)

func textOf(p timeline.Presence) role { return presenceRole + role(p) }
func barOf(p timeline.Presence) role  { return presenceRole + role(timeline.Presences) + role(p) }

// severityRole is the role of what a rule found.
func severityRole(s rule.Severity) role {
	switch s {
	case rule.Error:
		return severe
	case rule.Warning:
		return warn
	}
	return note
}

// severitySign is the sign of a severity: it needs no colour.
func severitySign(s rule.Severity) string {
	return [...]string{"●", "▲", "✖"}[s]
}

// theme is how each role looks.
type theme struct {
	name string
	sgr  [roles]string
}

// paint returns text as it looks in a role.
func (t *theme) paint(r role, text string) string {
	if t.sgr[r] == "" || text == "" {
		return text
	}
	return t.sgr[r] + text + ansi.ResetStyle
}

// look is a role's colours, "" for the terminal's own, and attributes.
type look struct {
	fg, bg string
	attr   ansi.Style
}

// Themes returns the names of the themes, the one that is used by default first.
func Themes() []string {
	var names []string
	for _, t := range themes() {
		names = append(names, t.name)
	}
	return names
}

// themes returns all themes. Requests are red and responses green, as sngrep has them;
// severities have the colours of Wireshark's experts.
func themes() []*theme {
	return []*theme{
		colored("dark", palette{
			muted: "8", accent: "14", panel: "#262c36", panelText: "#d0d7de", row: "#2f4a70", rowText: "#ffffff", mark: "#5c4b16",
			error: "9", warning: "11", info: "14", request: "9", response: "10",
			presence: [timeline.Presences]string{"", "#3fb950", "#9fc23a", "#f85149", "#e08a3c", "#b62324", "#e3c53b", "#d9b12f", "#8b949e", "#d0d7de"},
			barText:  "#0d1117", plain: "#3b4a5e", plainText: "#d0d7de", hatch: "8",
		}),
		colored("light", palette{
			muted: "#6e7781", accent: "#0550ae", panel: "#d8dee4", panelText: "#1f2328", row: "#b6d3fb", rowText: "#0a1f3c", mark: "#f2e3a0",
			error: "#cf222e", warning: "#8a5a00", info: "#0550ae", request: "#cf222e", response: "#1a7f37",
			presence: [timeline.Presences]string{"", "#1a7f37", "#6b8e00", "#cf222e", "#bc4c00", "#82071e", "#8a6d00", "#8a5a00", "#6e7781", "#1f2328"},
			barText:  "#ffffff", plain: "#c3ccd6", plainText: "#1f2328", hatch: "#8c959f",
		}),
		colored("safe", palette{ // Okabe and Ito's colours, which most colour-blind people tell apart.
			muted: "8", accent: "#56b4e9", panel: "#262c36", panelText: "#e6e6e6", row: "#0072b2", rowText: "#ffffff", mark: "#5c4b16",
			error: "#d55e00", warning: "#f0e442", info: "#56b4e9", request: "#e69f00", response: "#56b4e9",
			presence: [timeline.Presences]string{"", "#009e73", "#7fcfb9", "#e69f00", "#f3cf80", "#d55e00", "#f0e442", "#cc79a7", "#8b949e", "#e6e6e6"},
			barText:  "#000000", plain: "#3b4a5e", plainText: "#e6e6e6", hatch: "8",
		}),
		mono(),
	}
}

// palette is the colours of a theme.
type palette struct {
	muted, accent, panel, panelText, row, rowText, mark string
	error, warning, info, request, response             string
	presence                                            [timeline.Presences]string
	barText, plain, plainText, hatch                    string
}

func colored(name string, p palette) *theme {
	bold := ansi.NewStyle().Bold()
	looks := map[role]look{
		dim: {fg: p.muted}, strong: {attr: bold}, heading: {fg: p.accent, attr: bold},
		bar: {fg: p.panelText, bg: p.panel}, barProblem: {fg: p.error, bg: p.panel, attr: bold}, tab: {fg: p.panelText, bg: p.panel}, tabOn: {fg: p.panel, bg: p.accent, attr: bold},
		selected: {fg: p.rowText, bg: p.row}, marked: {bg: p.mark}, keycap: {fg: p.accent, attr: bold},
		problem: {fg: p.error, attr: bold}, severe: {fg: p.error, attr: bold}, warn: {fg: p.warning}, note: {fg: p.info},
		request: {fg: p.request}, response: {fg: p.response}, unknown: {fg: p.hatch}, lossy: {fg: p.warning},
		cursor: {fg: p.barText, bg: p.accent, attr: bold}, plain: {fg: p.plainText, bg: p.plain},
		element: {fg: p.accent}, attribute: {fg: p.info}, quoted: {fg: p.response}, comment: {fg: p.muted},
		added: {fg: p.response}, removed: {fg: p.error},
	}
	for i := range timeline.Presences {
		if c := p.presence[i]; c != "" {
			looks[textOf(i)], looks[barOf(i)] = look{fg: c}, look{fg: p.barText, bg: c}
		}
	}
	looks[barOf(timeline.DoNotDisturb)] = look{fg: "#ffffff", bg: p.presence[timeline.DoNotDisturb], attr: bold}
	return themed(name, looks)
}

// mono is for terminals, and people, without colours.
func mono() *theme {
	bold, faint, reverse := ansi.NewStyle().Bold(), ansi.NewStyle().Faint(), ansi.NewStyle().Reverse(true)
	return themed("mono", map[role]look{
		dim: {attr: faint}, strong: {attr: bold}, heading: {attr: bold}, bar: {attr: reverse}, barProblem: {attr: ansi.NewStyle().Bold().Reverse(true)}, tab: {attr: reverse},
		tabOn: {attr: bold}, selected: {attr: reverse}, marked: {attr: bold}, keycap: {attr: bold}, problem: {attr: bold},
		severe: {attr: bold}, cursor: {attr: reverse}, comment: {attr: faint},
		added: {attr: bold}, element: {attr: bold},
	})
}

func themed(name string, looks map[role]look) *theme {
	t := &theme{name: name}
	for r, l := range looks {
		s := l.attr
		if l.fg != "" {
			s = s.ForegroundColor(colorOf(l.fg))
		}
		if l.bg != "" {
			s = s.BackgroundColor(colorOf(l.bg))
		}
		t.sgr[r] = s.String()
	}
	return t
}

// colorOf reads a colour: "9" is one of the terminal's own, "#rrggbb" is what it is.
// Bubble Tea brings it down to what the terminal can do.
func colorOf(s string) color.Color {
	if s[0] != '#' {
		n, _ := strconv.Atoi(s)
		return ansi.BasicColor(n)
	}
	n, _ := strconv.ParseUint(s[1:], 16, 32)
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff}
}

// pieceRole is the role of a piece of a document.
func pieceRole(k document.Kind) role {
	switch k {
	case document.StartLine:
		return strong
	case document.HeaderName, document.Element:
		return element
	case document.Attribute:
		return attribute
	case document.Value:
		return quoted
	case document.Comment, document.Declaration, document.Margin, document.Punctuation:
		return comment
	case document.Remark:
		return problem
	}
	return normal
}
