package document

// Plain returns a message as it was sent, line by line.
func Plain(s Source) []Line {
	p := newPage(s, "")
	head := true
	for at := 0; at < len(p.raw) && !p.full; {
		end, next := p.lineAt(at, len(p.raw))
		p.line(at)
		switch {
		case at == 0:
			p.put(StartLine, at, end)
		case !head:
			p.put(Text, at, end)
		case end == at:
			head = false
		case white(p.raw[at]):
			p.put(HeaderValue, at, end)
		default:
			if value := p.header(at, end); value >= 0 {
				p.put(HeaderValue, value, end)
			}
		}
		at = next
	}
	return p.end(s.Lost)
}
