package tui

import (
	"slices"
	"strings"
)

// rows is what a list shows: rows that are known by who they are.
type rows interface {
	Len() int
	ID(i int) string
	// Find returns where a row is, and whether it is there.
	Find(id string) (int, bool)
	// Cells returns a row, a cell for each column of the table.
	Cells(i int) []span
	// Over is the role of the whole row, normal for that of its cells.
	Over(i int) role
}

// column is a column of a table.
type column struct {
	name  string // For :columns and for sorting.
	title string
	wide  int
	grow  bool // It takes what is left.
	right bool
	from  int // The columns a screen must have for it to be shown.
}

// list is a table of which some rows are in sight. What is selected stays selected and
// where it is on the screen, whatever comes in above it.
type list struct {
	rows   rows
	cols   []column
	height int    // Of the rows in sight.
	at     string // Who is selected; "" before there is anything.
	pos    int    // Where that is.
	top    int    // The first in sight.
	skip   int    // Columns of the screen scrolled away at the left.
	hide   map[string]bool
	bare   bool // No head and no columns: a row's cells stand one behind the other.
	lead   bool // Only the first cell shows that a row is selected.
}

// resize makes room for so many lines, the head included.
func (l *list) resize(height int) {
	if !l.bare {
		height--
	}
	l.height = max(1, height)
	l.show()
}

// set shows other rows.
func (l *list) set(r rows) {
	l.rows = r
	n := r.Len()
	if l.at != "" {
		if i, ok := r.Find(l.at); ok {
			l.top += i - l.pos
			l.pos = i
			l.show()
			return
		}
	}
	l.pos = max(0, min(l.pos, n-1))
	if n > 0 && l.at != "" {
		l.at = r.ID(l.pos)
	}
	l.show()
}

// show brings what is selected into sight.
func (l *list) show() {
	if l.rows == nil {
		return
	}
	n := l.rows.Len()
	l.top = max(0, min(l.top, n-l.height))
	l.top = max(min(l.top, l.pos), l.pos-l.height+1)
	if l.at == "" && n > 0 {
		l.pos = max(0, min(l.pos, n-1))
	}
}

// moveTo selects the i-th row, or the nearest there is.
func (l *list) moveTo(i int) {
	n := l.rows.Len()
	if n == 0 {
		return
	}
	l.pos = max(0, min(i, n-1))
	l.at = l.rows.ID(l.pos)
	l.show()
}

// pick selects a row, if it is there.
func (l *list) pick(id string) bool {
	i, ok := l.rows.Find(id)
	if ok {
		l.moveTo(i)
	}
	return ok
}

// selectedID returns who is selected; "" for nobody.
func (l *list) selectedID() string {
	if l.rows == nil || l.pos >= l.rows.Len() {
		return ""
	}
	return l.rows.ID(l.pos)
}

// do moves the selection. It reports whether the action was one of a list.
func (l *list) do(a action, n int) bool {
	times := max(n, 1)
	switch a {
	case goUp:
		l.moveTo(l.pos - times)
	case goDown:
		l.moveTo(l.pos + times)
	case pageUp:
		l.moveTo(l.pos - times*l.height)
	case pageDown:
		l.moveTo(l.pos + times*l.height)
	case goTop:
		l.moveTo(max(n-1, 0))
	case goBottom:
		if n == 0 {
			n = l.rows.Len()
		}
		l.moveTo(n - 1)
	case panLeft:
		l.skip = max(0, l.skip-8)
	case panRight:
		l.skip += 8
	default:
		return false
	}
	return true
}

// shown returns the columns that are in use.
func (l *list) shown() []int {
	var all []int
	for i, c := range l.cols {
		if !l.hide[c.name] {
			all = append(all, i)
		}
	}
	return all
}

// render draws the head and the rows in sight, in so many columns and lines. sorted is
// the column that the rows are sorted by.
func (l *list) render(t *theme, wide, high int, sorted string) []string {
	cols := slices.DeleteFunc(l.shown(), func(c int) bool { return l.cols[c].from > wide })
	widths := l.widths(cols, wide)
	var lines []string
	if !l.bare {
		lines = append(lines, l.head(t, cols, widths, wide, sorted))
	}
	n := 0
	if l.rows != nil {
		n = l.rows.Len()
	}
	for i := l.top; i < n && len(lines) < high; i++ {
		over, spans := l.rows.Over(i), l.rows.Cells(i)
		switch {
		case i == l.pos && l.lead:
			spans[0].role = selected
		case i == l.pos:
			over = selected
		}
		if !l.bare {
			spans = l.fitted(spans, cols, widths)
		}
		lines = append(lines, t.paintLine(spans, l.skip, wide, over))
	}
	for len(lines) < high {
		lines = append(lines, blank(wide))
	}
	return lines[:high]
}

// head draws the names of the columns.
func (l *list) head(t *theme, cols, widths []int, wide int, sorted string) string {
	var spans []span
	for i, c := range cols {
		title := l.cols[c].title
		if l.cols[c].name == sorted {
			title += "↓"
		}
		spans = append(spans, span{heading, title})
		spans[i].text = l.fit(title, c, widths[i]) + " "
	}
	return t.paintLine(spans, l.skip, wide, normal)
}

// fitted makes cells as wide as their columns.
func (l *list) fitted(cells []span, cols, widths []int) []span {
	spans := make([]span, 0, 2*len(cols))
	for i, c := range cols {
		text := cells[c].text
		if i < len(cols)-1 || l.cols[c].right {
			text = l.fit(text, c, widths[i])
		}
		spans = append(spans, span{cells[c].role, text}, span{normal, " "})
	}
	return spans
}

func (l *list) fit(text string, c, wide int) string {
	if l.cols[c].right {
		return fitRight(text, wide)
	}
	return fit(text, wide)
}

// clicked selects the row at a line of the list, and reports whether it was selected
// before.
func (l *list) clicked(y int) (again bool) {
	if !l.bare {
		y--
	}
	i := l.top + y
	if y < 0 || y >= l.height || l.rows == nil || i >= l.rows.Len() {
		return false
	}
	again = i == l.pos
	l.moveTo(i)
	return again
}

// seek looks for the next row in which there are words, and returns who it is; "" for
// nobody. It may be called from another goroutine with rows that do not change.
func seek(r rows, from int, words string, here, backwards bool) string {
	n := r.Len()
	step, start := 1, from+1
	if backwards {
		step, start = -1, from-1
	}
	if here {
		start = from
	}
	for k := range n {
		i := ((start+step*k)%n + n) % n
		if has(rowText(r, i), []string{words}) {
			return r.ID(i)
		}
	}
	return ""
}

// rowText is what is searched of a row.
func rowText(r rows, i int) string {
	if brief, ok := r.(interface{ Text(i int) string }); ok {
		return brief.Text(i)
	}
	var b strings.Builder
	for _, c := range r.Cells(i) {
		b.WriteString(c.text)
		b.WriteByte(' ')
	}
	return b.String()
}

// has reports whether a text has all of the words in it, in any letter case, and none of
// those behind a !.
func has(text string, words []string) bool {
	text = strings.ToLower(text)
	for _, w := range words {
		w = strings.ToLower(w)
		if not, ok := strings.CutPrefix(w, "!"); ok && not != "" {
			if strings.Contains(text, not) {
				return false
			}
		} else if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// widths gives the columns their widths.
func (l *list) widths(cols []int, wide int) []int {
	widths := make([]int, len(cols))
	left, growing := wide, 0
	for i, c := range cols {
		widths[i] = l.cols[c].wide
		left -= widths[i] + 1
		if l.cols[c].grow {
			growing++
		}
	}
	for i, c := range cols {
		if l.cols[c].grow && left > 0 {
			more := left / growing
			widths[i] += more
			left -= more
			growing--
		}
	}
	return widths
}

// text is all rows as text, a line each.
func (l *list) text() string {
	var b strings.Builder
	cols := l.shown()
	for i := range l.rows.Len() {
		cells := l.rows.Cells(i)
		if l.bare {
			for _, c := range cells {
				b.WriteString(c.text)
			}
		} else {
			for k, c := range cols {
				if k > 0 {
					b.WriteByte('\t')
				}
				b.WriteString(strings.TrimSpace(cells[c].text))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
