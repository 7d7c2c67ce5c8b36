package category

import "strings"

// longestWord bounds the strings that Words remembers.
const longestWord = 256

// Words keeps one copy of each short string that documents have again and again:
// names, tokens, addresses. What it gives is no part of a message, and so may be
// kept for long. It belongs to one goroutine.
type Words struct {
	most int
	all  map[string]string
}

// NewWords returns Words of at most the given number. When they are full they
// forget them all.
func NewWords(most int) *Words { return &Words{most: most, all: make(map[string]string)} }

// Of returns a string equal to s that is no part of a message.
func (w *Words) Of(s string) string {
	if s == "" {
		return ""
	}
	if kept, ok := w.all[s]; ok {
		return kept
	}
	s = strings.Clone(s)
	if len(s) <= longestWord && w.most > 0 {
		if len(w.all) >= w.most {
			clear(w.all)
		}
		w.all[s] = s
	}
	return s
}
