package document

// Pretty returns a message with its start line, its headers one a line, an empty
// line, and its body as its type has it: the parts of a multipart body, XML with
// indentation, text, or for all else the beginning in hexadecimal.
func Pretty(s Source) []Line {
	p := newPage(s, "  ")
	if to := len(p.raw); to > 0 {
		end, next := p.lineAt(0, to)
		p.line(0)
		p.put(StartLine, 0, end)
		f, at := p.headers(next, to)
		p.body(f, at, to, 0)
	}
	return p.end(s.Lost)
}
