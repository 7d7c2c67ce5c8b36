package document

import (
	"bytes"
	"strings"
)

// fields is what the headers say about the body behind them.
type fields struct {
	contentType string // As sent, with its parameters.
	encoding    string // As sent; "" when there is none.
}

// headers writes the headers at a position, folded ones joined, and returns where
// the body begins. When there is one, the empty line before it is written too.
func (p *page) headers(at, to int) (f fields, body int) {
	for at < to && !p.full {
		end, next := p.lineAt(at, to)
		if end == at {
			if next < to {
				p.line(at)
			}
			return f, next
		}
		p.line(at)
		value := p.header(at, end)
		if value >= 0 {
			p.add(Unmarked, " ")
			p.put(HeaderValue, p.skip(value, end), p.trim(value, end))
		}
		first := at
		for at = next; at < to && (p.raw[at] == ' ' || p.raw[at] == '\t'); at = next {
			end, next = p.lineAt(at, to)
			if from := p.skip(at, end); from < end {
				p.add(Unmarked, " ")
				p.put(HeaderValue, from, p.trim(from, end))
			}
		}
		if value >= 0 {
			f.note(p.raw[first:value-1], p.raw[value:end])
		}
	}
	return f, to
}

// header writes the name of the header in a line, and returns where its value
// begins. When no name is in the line, it writes the line, and returns -1.
func (p *page) header(at, end int) (value int) {
	colon := bytes.IndexByte(p.raw[at:end], ':')
	if colon < 0 {
		p.put(Unmarked, at, end)
		return -1
	}
	p.put(HeaderName, at, at+colon)
	p.put(Punctuation, at+colon, at+colon+1)
	return at + colon + 1
}

// note keeps a header that says something about the body; of several the first.
func (f *fields) note(name, value []byte) {
	into := &f.contentType
	switch strings.ToLower(string(bytes.TrimSpace(name[:min(len(name), 64)]))) {
	case "content-type", "c":
	case "content-encoding", "e":
		into = &f.encoding
	default:
		return
	}
	if *into == "" {
		*into = string(bytes.TrimSpace(value[:min(len(value), mostBytes)]))
	}
}
