package document

import "bytes"

// white reports whether a byte is white space.
func white(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// lineAt returns where the text of the line at a position ends, and where the
// next line begins: both are to when no line end is before it.
func (p *page) lineAt(at, to int) (end, next int) {
	i := bytes.IndexByte(p.raw[at:to], '\n')
	if i < 0 {
		return to, to
	}
	end, next = at+i, at+i+1
	if end > at && p.raw[end-1] == '\r' {
		end--
	}
	return end, next
}

// skip returns where the white space at a position ends.
func (p *page) skip(at, to int) int {
	for at < to && white(p.raw[at]) {
		at++
	}
	return at
}

// trim returns where the white space before a position begins.
func (p *page) trim(from, to int) int {
	for to > from && white(p.raw[to-1]) {
		to--
	}
	return to
}
