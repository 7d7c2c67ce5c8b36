// Package words keeps strings of messages for long: names, tokens, addresses. A kept
// string is no part of the memory of its message, there is one copy of those that come
// again and again, and none is longer than a bound: whatever a capture holds, what is kept
// of it stays small.
package words

import (
	"hash/fnv"
	"strconv"
	"strings"
	"unicode/utf8"
)

// longestKnown bounds the strings of which one copy is kept, and Longest all that are
// kept.
const (
	longestKnown = 256
	Longest      = 1 << 10
)

// Short returns s, or where s is longer than Longest a string of that length at most: its
// beginning and a sum of all of it, so that strings that differ stay different. It is no
// part of s then.
func Short(s string) string {
	if len(s) <= Longest {
		return s
	}
	sum := fnv.New64a()
	sum.Write([]byte(s))
	tail := "…" + strconv.FormatUint(sum.Sum64(), 16)
	cut := Longest - len(tail)
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + tail
}

// Words keeps one copy of each short string that documents have again and again:
// names, tokens, addresses. What it gives is no part of a message, and so may be
// kept for long. It belongs to one goroutine.
type Words struct {
	most int
	all  map[string]string
}

// New returns Words of at most the given number. When they are full they
// forget them all.
func New(most int) *Words { return &Words{most: most, all: make(map[string]string)} }

// Of returns Short of s, in a string that is no part of a message.
func (w *Words) Of(s string) string {
	if s == "" {
		return ""
	}
	if kept, ok := w.all[s]; ok {
		return kept
	}
	if len(s) > Longest {
		return Short(s)
	}
	s = strings.Clone(s)
	if len(s) <= longestKnown && w.most > 0 {
		if len(w.all) >= w.most {
			clear(w.all)
		}
		w.all[s] = s
	}
	return s
}
