package document

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostParts is how deep multipart bodies are taken apart that are in each other.
const mostParts = 4

// body writes a body, or that of a part that lies in so many multipart bodies.
func (p *page) body(f fields, from, to, depth int) {
	if from >= to {
		return
	}
	kind, boundary := strings.ToLower(f.contentType), ""
	if strings.HasPrefix(kind, "multipart/") && depth < mostParts {
		boundary = p.boundary(f.contentType, from, to)
	}
	raw := p.raw[from:to]
	switch {
	case f.encoding != "" && !strings.EqualFold(f.encoding, "identity"):
		name, _ := visible([]byte(f.encoding), "", 100)
		p.remark(from, "compressed with "+name+"; shown as sent")
		p.short(from, to)
	case boundary != "":
		p.parts(boundary, from, to, depth+1)
	case (strings.Contains(kind, "xml") || begins(raw)) && !wide(raw):
		p.xml(from, to)
	case textual(raw):
		p.text(from, to)
	default:
		p.short(from, to)
	}
}

// text writes text, line by line.
func (p *page) text(from, to int) {
	for from < to && !p.full {
		end, next := p.lineAt(from, to)
		p.line(from)
		p.put(Text, from, end)
		from = next
	}
}

// begins reports whether a body looks like XML by its first character.
func begins(body []byte) bool {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	return bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("<"))
}

// wide reports whether a body looks like UTF-16 by its first characters.
func wide(body []byte) bool {
	return len(body) >= 2 && (body[0] == 0 || body[1] == 0 || body[0]|body[1] == 0xff && body[0]&body[1] == 0xfe)
}

// textual reports whether a body is UTF-8 without control characters. Its last
// character may be cut.
func textual(body []byte) bool {
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			return i > 0 && !utf8.FullRune(body[i:])
		}
		if unicode.IsControl(r) && (r > ' ' || !white(byte(r))) {
			return false
		}
		i += size
	}
	return true
}
