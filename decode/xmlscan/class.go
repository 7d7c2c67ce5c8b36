package xmlscan

// class is what a byte may be. A byte from 0x80 on is part of a character that
// is looked at only where it matters.
type class uint8

const (
	classStart class = 1 << iota // Begins a name.
	className                    // Is part of a name.
	classColon                   // Is a colon, which parts a name.
	classHigh                    // Is not ASCII.
	classWhite                   // White space.
	classText                    // Ends plain character data, or needs a look.
	classValue                   // Ends a plain attribute value, or needs a look.
)

// classes returns the classes of all bytes.
func classes() (all [256]class) {
	for i := range all {
		c := byte(i)
		switch {
		case c >= 0x80:
			all[i] = classStart | className | classHigh
		case c|0x20 >= 'a' && c|0x20 <= 'z', c == '_':
			all[i] = classStart | className
		case c == ':':
			all[i] = classStart | className | classColon
		case c >= '0' && c <= '9', c == '-', c == '.':
			all[i] = className
		}
	}
	for _, c := range " \t\r\n" {
		all[c] |= classWhite
	}
	for _, c := range "<&]\r" {
		all[c] |= classText
	}
	for _, c := range "<&\"'\t\r\n" {
		all[c] |= classValue
	}
	return all
}

// isChar reports whether a character may stand in a document (XML 1.0, Char).
func isChar(r rune) bool {
	return r >= 0x20 && r <= 0xd7ff || r == '\t' || r == '\n' || r == '\r' ||
		r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// isNameStart reports whether a character may begin a name (XML 1.0, fifth
// edition, NameStartChar).
func isNameStart(r rune) bool {
	switch {
	case r < 0x80:
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r == '_' || r == ':'
	case r < 0x300:
		return r >= 0xc0 && r != 0xd7 && r != 0xf7
	case r < 0x2000:
		return r >= 0x370 && r != 0x37e
	case r < 0x3001:
		return r == 0x200c || r == 0x200d || r >= 0x2070 && r <= 0x218f || r >= 0x2c00 && r <= 0x2fef
	}
	return r <= 0xd7ff || r >= 0xf900 && r <= 0xfdcf || r >= 0xfdf0 && r <= 0xfffd || r >= 0x10000 && r <= 0xeffff
}

// isNameChar reports whether a character may stand in a name (NameChar).
func isNameChar(r rune) bool {
	return isNameStart(r) || r >= '0' && r <= '9' || r == '-' || r == '.' ||
		r == 0xb7 || r >= 0x300 && r <= 0x36f || r == 0x203f || r == 0x2040
}
