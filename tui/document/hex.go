package document

import "fmt"

const (
	perLine    = 16
	shortLines = 64 // Of the beginning of a binary body.
)

// Hex returns a message in hexadecimal, 16 bytes a line, each line with its
// offset before and its characters behind:
//
//	000000  53 45 52 56 49 43 45 20  73 69 70 3a 61 6c 69 63  SERVICE sip:alic
func Hex(s Source) []Line {
	p := newPage(s, "")
	p.dump(0, len(p.raw))
	return p.end(s.Lost)
}

// short writes the beginning of a part of the message in hexadecimal.
func (p *page) short(from, to int) {
	until := min(to, from+shortLines*perLine)
	p.dump(from, until)
	if until < to {
		p.remark(until, notShown(to-until))
	}
}

// dump writes a part of the message in hexadecimal.
func (p *page) dump(from, to int) {
	for ; from < to && !p.full; from += perLine {
		p.row(from, min(to, from+perLine))
	}
}

// row writes one line in hexadecimal.
func (p *page) row(from, to int) {
	const digits = "0123456789abcdef"
	p.line(from)
	p.add(Margin, fmt.Sprintf("%06x  ", from))
	hex := make([]byte, 0, perLine*3+3)
	text := make([]byte, 0, perLine)
	start := p.columns
	for i := range perLine {
		if i == perLine/2 {
			hex = append(hex, ' ')
		}
		if from+i >= to {
			hex = append(hex, "   "...)
			continue
		}
		c := p.raw[from+i]
		p.marks = append(p.marks, where{from: from + i, to: from + i, column: start + len(hex)})
		hex = append(hex, digits[c>>4], digits[c&15], ' ')
		if c < ' ' || c > '~' {
			c = '.'
		}
		text = append(text, c)
	}
	p.add(Binary, string(append(hex, ' ')))
	p.add(Text, string(text))
}
