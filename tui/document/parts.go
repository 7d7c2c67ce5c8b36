package document

import (
	"bytes"
	"mime"
)

// boundary returns the boundary of a multipart body: when its type has none, what
// the first line that looks like a delimiter has.
func (p *page) boundary(contentType string, from, to int) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["boundary"] != "" {
		return params["boundary"]
	}
	for from < to {
		end, next := p.lineAt(from, to)
		if line := bytes.TrimRight(p.raw[from:end], " \t"); len(line) > 2 && line[0] == '-' && line[1] == '-' {
			return string(line[2:])
		}
		from = next
	}
	return ""
}

// parts writes a multipart body: what is between the delimiters as parts, what is
// before the first and behind the last as text.
func (p *page) parts(boundary string, from, to, depth int) {
	delimiter := []byte("--" + boundary)
	start, within := from, false
	write := func(from, to int) {
		if !within {
			p.text(from, to)
			return
		}
		f, at := p.headers(from, to)
		p.body(f, at, to, depth)
	}
	for at := from; at < to && !p.full; {
		end, next := p.lineAt(at, to)
		line := bytes.TrimRight(p.raw[at:end], " \t")
		rest, ok := bytes.CutPrefix(line, delimiter)
		if last := string(rest) == "--"; ok && (last || len(rest) == 0) {
			write(start, p.before(start, at))
			p.line(at)
			p.put(Punctuation, at, at+len(line))
			start, within = next, !last
		}
		at = next
	}
	if start < to {
		write(start, to)
	}
}

// before returns where the line end before a position begins.
func (p *page) before(from, at int) int {
	if at > from && p.raw[at-1] == '\n' {
		at--
		if at > from && p.raw[at-1] == '\r' {
			at--
		}
	}
	return at
}
