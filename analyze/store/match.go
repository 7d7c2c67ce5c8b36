package store

import (
	"bytes"
	"slices"
	"strings"
)

// Matches reports whether the i-th message is one that is wanted.
func (l List) Matches(i int, s *Scope) bool {
	c, r := l.record(i)
	if s.Conn != 0 && uint64(s.Conn) != r.conn {
		return false
	}
	users := r.text + int(r.what) + int(r.means)
	call := users + int(r.users)
	if s.CallID != "" && string(c.part(call, r.call)) != s.CallID {
		return false
	}
	if s.User != "" && !hasLine(c.part(users, r.users), s.User) {
		return false
	}
	if len(s.Frames) > 0 && !slices.ContainsFunc(c.usedBy(r), func(f frame) bool {
		for _, w := range s.Frames {
			if f == (frame{uint32(w.File), uint32(w.Num)}) {
				return true
			}
		}
		return false
	}) {
		return false
	}
	for _, w := range s.Words {
		word, not := strings.CutPrefix(w, "!")
		if c.says(r, word) == not && word != "" {
			return false
		}
	}
	return true
}

// says reports whether a word is in what a list shows of a message.
func (c *chunk) says(r *record, word string) bool {
	if holds(c.text[r.text:r.text+int(r.what)+int(r.means)+int(r.users)+int(r.call)], word) {
		return true
	}
	if strings.Trim(word, "0123456789abcdefABCDEF.:[]") != "" {
		return false // It is no part of an address.
	}
	f := c.flows[r.flow]
	return strings.Contains(f.Src.String(), word) || strings.Contains(f.Dst.String(), word)
}

// hasLine reports whether one of the lines is s.
func hasLine(lines []byte, s string) bool {
	for len(lines) > 0 {
		line, rest, _ := bytes.Cut(lines, []byte{'\n'})
		if string(line) == s {
			return true
		}
		lines = rest
	}
	return false
}

// holds reports whether a text has a word in it, in any case of ASCII letters.
func holds(text []byte, word string) bool {
	if word == "" {
		return true
	}
	first := lower(word[0])
	for i := 0; i+len(word) <= len(text); i++ {
		if lower(text[i]) != first {
			continue
		}
		k := 1
		for k < len(word) && lower(text[i+k]) == lower(word[k]) {
			k++
		}
		if k == len(word) {
			return true
		}
	}
	return false
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
