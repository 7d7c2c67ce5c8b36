package sip

import "strings"

// longestMemo bounds the URIs that a Memo remembers.
const longestMemo = 1 << 10

// Memo remembers URIs that were taken apart, because a capture has the same few
// again and again. It belongs to one goroutine, and what it gives belongs to all:
// nobody changes it.
type Memo struct {
	most int
	uris map[string]memoURI
}

// memoURI is what a Memo knows of a raw URI.
type memoURI struct {
	uri URI
	aor string
	ok  bool
}

// NewMemo returns a Memo of at most the given number of URIs. When it is full it
// forgets them all.
func NewMemo(most int) *Memo {
	return &Memo{most: most, uris: make(map[string]memoURI)}
}

// URI is [ParseURI].
func (m *Memo) URI(raw string) (URI, bool) {
	u := m.look(raw)
	return u.uri, u.ok
}

// AoR is [AoR].
func (m *Memo) AoR(raw string) string { return m.look(raw).aor }

// look returns what there is to know of a raw URI. It keeps a copy, so as not to
// hold on to the message.
func (m *Memo) look(raw string) memoURI {
	if u, ok := m.uris[raw]; ok {
		return u
	}
	raw = strings.Clone(raw)
	var u memoURI
	u.uri, u.ok = ParseURI(raw)
	u.aor = u.uri.AoR()
	if len(raw) <= longestMemo && m.most > 0 {
		if len(m.uris) >= m.most {
			clear(m.uris)
		}
		m.uris[raw] = u
	}
	return u
}
