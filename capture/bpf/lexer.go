package bpf

import (
	"net/netip"
	"strconv"
	"strings"
)

// kind is what a token is.
type kind uint8

const (
	end      kind = iota
	number        // 80, 0x50, 0120, and the names of numbers, such as tcp-syn.
	address4      // Two to four numbers with dots: 10.1, 10.1.2.3.
	address6      // An IPv6 address.
	station       // An Ethernet address.
	keyword       // A word of the language.
	name          // Another word.
	symbol        // A sign.
)

// token is a word or sign. Its text is what it means, so "&&" has the text of "and".
type token struct {
	place
	kind   kind
	text   string
	number uint32
}

func (t token) is(texts ...string) bool {
	if t.kind != keyword && t.kind != symbol {
		return false
	}
	for _, s := range texts {
		if t.text == s {
			return true
		}
	}
	return false
}

// noWord is the error for a word that is not of the language.
func (t token) noWord(text string) error {
	if isKeyword(strings.ToLower(t.word)) {
		return t.fail("the words of the filter language have small letters")
	}
	return t.fail("%s", text)
}

// tokens splits an expression. The last token is the end.
func tokens(expr string) ([]token, error) {
	var all []token
	for pos := 0; ; {
		for pos < len(expr) && strings.IndexByte(" \t\r\n", expr[pos]) >= 0 {
			pos++
		}
		if pos == len(expr) {
			return append(all, token{place: place{pos, ""}, kind: end}), nil
		}
		t, err := scan(expr[pos:], pos)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
		pos += len(t.word)
	}
}

// scan reads the token that s begins with. The longest reading wins, as in tcpdump, so 5-3 is one word.
func scan(s string, pos int) (token, error) {
	if t, ok := withColons(s); ok {
		t.pos = pos
		return t, nil
	}
	if size := wordSize(s); size > 0 {
		return word(place{pos, s[:size]})
	}
	if s[0] == '\\' {
		size := 1
		for size < len(s) && s[size] > ' ' && s[size] < 0x7f && strings.IndexByte("!()", s[size]) < 0 {
			size++
		}
		if size > 1 {
			return token{place{pos, s[:size]}, name, s[1:size], 0}, nil
		}
	}
	for _, sign := range []string{"&&", "||", "<<", ">>", ">=", "<=", "!=", "=="} {
		if strings.HasPrefix(s, sign) {
			return token{place{pos, sign}, symbol, meaning(sign), 0}, nil
		}
	}
	if strings.IndexByte("()[]!<>=+-*/%&|^:", s[0]) >= 0 {
		return token{place{pos, s[:1]}, symbol, meaning(s[:1]), 0}, nil
	}
	strange := s
	for i := range s {
		if i > 0 {
			strange = s[:i]
			break
		}
	}
	return token{}, place{pos, strange}.fail("this character has no meaning in a filter")
}

func meaning(sign string) string {
	switch sign {
	case "&&":
		return "and"
	case "||":
		return "or"
	case "!":
		return "not"
	case "==":
		return "="
	}
	return sign
}

// withColons reads an IPv6 address, or an Ethernet address with colons.
func withColons(s string) (token, bool) {
	size := 0
	for size < len(s) && (isHex(s[size]) || s[size] == ':' || s[size] == '.') {
		size++
	}
	w := s[:size]
	if strings.Count(w, ":") < 2 {
		return token{}, false
	}
	if _, ok := parseStation(w); ok {
		return token{place{0, w}, station, w, 0}, true
	}
	if a, err := netip.ParseAddr(w); err == nil && a.Is6() {
		return token{place{0, w}, address6, w, 0}, true
	}
	return token{}, false
}

// wordSize is how long the word is that s begins with: letters and digits, between them also
// points, hyphens and underscores.
func wordSize(s string) int {
	size := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isAlnum(c) || i > 0 && c == '.':
			size = i + 1
		case i > 0 && (c == '-' || c == '_'):
		default:
			return size
		}
	}
	return size
}

// word says what a word is.
func word(at place) (token, error) {
	t := token{at, name, at.word, 0}
	if _, ok := parseStation(at.word); ok {
		t.kind = station
		return t, nil
	}
	if isKeyword(at.word) {
		t.kind = keyword
		if at.word == "length" {
			t.text = "len"
		}
		return t, nil
	}
	hex := strings.TrimPrefix(strings.TrimPrefix(at.word, "0x"), "0X")
	switch {
	case hex != at.word && hex != "" && strings.Trim(hex, "0123456789abcdefABCDEF") == "":
		return numeral(t, hex, 16)
	case strings.Trim(at.word, "0123456789") == "":
		if at.word[0] == '0' {
			return numeral(t, at.word, 8)
		}
		return numeral(t, at.word, 10)
	}
	if parts := strings.Split(at.word, "."); len(parts) >= 2 && len(parts) <= 4 {
		for _, p := range parts {
			if p == "" || len(p) > 3 || strings.Trim(p, "0123456789") != "" {
				return t, nil
			}
			if n, err := strconv.Atoi(p); err != nil || n > 255 {
				return t, at.fail("no IPv4 address: %s is greater than 255", p)
			}
		}
		t.kind = address4
	} else if n, ok := constant(at.word); ok {
		t.kind, t.number = number, n
	}
	return t, nil
}

func numeral(t token, digits string, base int) (token, error) {
	n, err := strconv.ParseUint(digits, base, 64)
	switch {
	case base == 8 && strings.ContainsAny(digits, "89"):
		return t, t.fail("a number that begins with 0 is octal and has no digits 8 and 9")
	case err != nil || n > 0xffffffff:
		return t, t.fail("the number needs more than 32 bits")
	}
	t.kind, t.number = number, uint32(n)
	return t, nil
}

// parseStation reads an Ethernet address: six numbers between colons, hyphens or points,
// three of four digits between points, or twelve digits.
func parseStation(s string) (address [6]byte, ok bool) {
	parts := []string{s}
	for _, sep := range []string{":", "-", "."} {
		if strings.Contains(s, sep) {
			parts = strings.Split(s, sep)
			break
		}
	}
	width := 12 / len(parts)
	if len(parts) != 1 && len(parts) != 3 && len(parts) != 6 || len(parts) == 3 && !strings.Contains(s, ".") {
		return address, false
	}
	digits := ""
	for _, p := range parts {
		if len(parts) == 6 && len(p) == 1 {
			p = "0" + p
		}
		if len(p) != width {
			return address, false
		}
		digits += p
	}
	for i := range address {
		n, err := strconv.ParseUint(digits[2*i:2*i+2], 16, 8)
		if err != nil {
			return address, false
		}
		address[i] = byte(n)
	}
	return address, true
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
