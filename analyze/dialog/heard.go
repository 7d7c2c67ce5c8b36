package dialog

import (
	"strings"
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/capture"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// heard is a message with what its header says of who talks to whom, in strings that
// are no part of it and may be kept without it.
type heard struct {
	*sip.Message
	events   []presence.Event
	from, to party
	callID   string
	cseq     sip.CSeq
	about    fact.About // Without a subject, and what depends on it.
}

// party is From or To.
type party struct{ aor, tag, epid string }

// read takes the header of a message apart. ok is false when it lacks what it takes
// to relate the message to others.
func (t *Tracker) read(it *pipeline.Item) (h heard, ok bool) {
	m := it.Message
	h = heard{Message: m, events: it.Events, about: fact.About{
		Time: m.Time, Moment: t.moment, Conn: m.Conn, Dir: m.Dir, Frames: m.Frames,
	}}
	var hasFrom, hasTo, hasCSeq bool
	for i := range m.Header {
		f := &m.Header[i]
		switch {
		case !hasFrom && sip.SameName(f.Name, sip.HeaderFrom):
			h.from, hasFrom = t.party(f.Value), true
		case !hasTo && sip.SameName(f.Name, sip.HeaderTo):
			h.to, hasTo = t.party(f.Value), true
		case h.callID == "" && sip.SameName(f.Name, sip.HeaderCallID):
			h.callID = t.words.Of(f.Value)
		}
	}
	h.cseq, hasCSeq = m.Header.CSeq()
	h.cseq.Method = sip.Method(t.words.Of(string(h.cseq.Method)))
	return h, hasFrom && hasTo && hasCSeq && h.callID != ""
}

// party reads an address with its tag and epid.
func (t *Tracker) party(value string) party {
	a, _ := sip.ParseAddress(value)
	epid, _ := a.Params.Get("epid")
	return party{t.uris.AoR(a.URI), t.words.Of(a.Tag()), t.words.Of(epid)}
}

// of returns what is told of a subject by the message.
func (t *Tracker) of(h *heard, s fact.Subject) fact.About { return t.ofSince(h, s, mark{}) }

// ofSince is of where what came before a point does not matter.
func (t *Tracker) ofSince(h *heard, s fact.Subject, from mark) fact.About {
	a := h.about
	a.Subject = s
	a.Knowledge = t.witness.upTo(h.Conn, &a.Subject, from)
	if h.Lost != 0 {
		a.Knowledge |= fact.Lossy
	}
	return a
}

// mark is the point of the message.
func (h *heard) mark() mark { return mark{h.about.Moment, h.Time} }

// stream is the stream that a message came on.
func (h *heard) stream() capture.StreamID { return capture.StreamID{Conn: h.Conn, Dir: h.Dir} }

// dialogID names the dialog of a message as the subscriber sees it: SUBSCRIBE and its
// responses have the subscriber in From, notifications in To.
func (h *heard) dialogID() fact.DialogID {
	if h.Method == "NOTIFY" || h.Method == "BENOTIFY" {
		return fact.DialogID{CallID: h.callID, LocalTag: h.to.tag, RemoteTag: h.from.tag}
	}
	return fact.DialogID{CallID: h.callID, LocalTag: h.from.tag, RemoteTag: h.to.tag}
}

// expires returns the value of Expires, -1 when there is none.
func (h *heard) expires() time.Duration {
	if d, ok := h.Header.Expires(); ok {
		return d
	}
	return -1
}

// supports reports whether a list header names an option tag.
func (h *heard) supports(tag string) bool {
	for f := range h.Header.All(sip.HeaderSupported) {
		for part := range strings.SplitSeq(f.Value, ",") {
			if strings.EqualFold(strings.TrimSpace(part), tag) {
				return true
			}
		}
	}
	return false
}

// event returns the first event of a type that a message says; nil when it says none.
func event[E presence.Event](events []presence.Event) (e E) {
	for _, x := range events {
		if e, ok := x.(E); ok {
			return e
		}
	}
	return e
}
