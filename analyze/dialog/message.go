package dialog

import (
	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/decode/presence"
)

// message tells what a message is and means.
func (t *Tracker) message(it *pipeline.Item) {
	t.witness.heard(streamOf(it), t.here(it.Message.Time, false))
	h, ok := t.read(it)
	if !ok {
		t.emit(&fact.MessageSeen{About: t.of(&h, fact.Subject{}), Message: h.Message, Events: h.events})
		t.answerable(h.stream(), h.Frames)
		return
	}
	if t.copied(&h) {
		t.answerable(h.stream(), h.Frames)
		return
	}
	t.witness.seen(h.Conn, h.from.aor, h.mark())
	t.witness.seen(h.Conn, h.to.aor, h.mark())
	t.emit(&fact.MessageSeen{About: t.of(&h, t.parties(&h)), Message: h.Message, Events: h.events})
	if h.IsRequest() {
		t.request(&h)
	} else {
		t.response(&h)
	}
	t.answerable(h.stream(), h.Frames)
}

// parties is who a message is about before anything is known of what it means.
func (t *Tracker) parties(h *heard) fact.Subject {
	switch h.Method {
	case "SUBSCRIBE", "NOTIFY", "BENOTIFY":
		s := fact.Subject{Dialog: h.dialogID(), Watcher: h.from.aor, Endpoint: h.from.epid}
		if h.Method != "SUBSCRIBE" {
			s.Watcher, s.Endpoint = h.to.aor, h.to.epid
		}
		return s
	}
	return fact.Subject{Presentity: h.from.aor, Endpoint: h.from.epid}
}

// request tells what a request means, and what its answer does if that was captured
// before it.
func (t *Tracker) request(h *heard) {
	overtaken, answer := t.begin(h)
	t.requested(h, overtaken)
	if answer != nil {
		t.answered(answer, h)
	}
}

// requested tells what a request means by itself.
func (t *Tracker) requested(h *heard, overtaken bool) {
	switch h.Method {
	case "SUBSCRIBE":
		t.subscribe(h)
		return
	case "NOTIFY", "BENOTIFY":
		t.notify(h)
		return
	}
	for _, e := range h.events {
		switch e := e.(type) {
		case *presence.Publish:
			t.emit(&fact.Published{About: t.of(h, t.publisher(h, e)), Message: h.Message, Publish: e, Overtaken: overtaken})
		case *presence.ContainerEdit:
			t.emit(&fact.ContainersEdited{About: t.of(h, t.parties(h)), Message: h.Message, Edit: e})
		}
	}
}

// answered tells what an answer that was captured before its request means, now that the
// request is known. What it brought by itself was told when it came.
func (t *Tracker) answered(h, request *heard) {
	h.about.Moment = t.moment
	if challenges(h.Status) {
		return
	}
	x := &transaction{request: *request}
	if h.Method == "SUBSCRIBE" {
		h.events = nil
		t.subscribed(h, x)
		return
	}
	t.means(h, x)
}

// challenges reports whether a status asks for the request again, with credentials.
func challenges(status int) bool { return status == 401 || status == 407 }

// publisher is the subject of a publication.
func (t *Tracker) publisher(h *heard, p *presence.Publish) fact.Subject {
	s := fact.Subject{Presentity: p.Presentity, Endpoint: h.from.epid}
	if s.Presentity == "" {
		s.Presentity = h.from.aor
	}
	return s
}

// response tells what a response answers, and what that means.
func (t *Tracker) response(h *heard) {
	x, known := t.answer(h)
	t.emit(&fact.ResponseSeen{About: t.of(h, t.parties(h)), Exchange: fact.Exchange{Request: x.message(), Answer: h.Message}})
	if h.Status < 200 || challenges(h.Status) {
		return
	}
	if h.Method == "SUBSCRIBE" {
		t.subscribed(h, x)
		return
	}
	if !known {
		t.told(h, fact.InAnswer, nil, false)
		return
	}
	t.means(h, x)
	t.told(h, fact.InAnswer, nil, false)
}

// means tells what the final answer to a request means for what was requested.
func (t *Tracker) means(h *heard, x *transaction) {
	exchange := fact.Exchange{Request: x.request.Message, Answer: h.Message}
	for _, e := range x.request.events {
		switch e := e.(type) {
		case *presence.Publish:
			t.emit(&fact.PublishAnswered{
				About: t.ofSince(h, t.publisher(&x.request, e), x.request.mark()), Exchange: exchange,
				Publish: e, Data: event[*presence.SelfData](h.events), Fault: event[*presence.Fault](h.events),
			})
		case *presence.ContainerEdit:
			t.emit(&fact.ContainersAnswered{
				About: t.ofSince(h, t.parties(h), x.request.mark()), Exchange: exchange,
				Edit: e, Fault: event[*presence.Fault](h.events),
			})
		case *presence.Register:
			t.registered(h, x, e)
		}
	}
}

// told tells what a message says to a watcher or a user. sub is the subscription that
// brought it; nil for none. late is true where a later notification came before.
func (t *Tracker) told(h *heard, by fact.Carrier, sub *subscription, late bool) {
	for _, e := range h.events {
		switch e := e.(type) {
		case *presence.Notify:
			s := t.parties(h)
			s.Presentity = e.Presentity
			t.emit(&fact.Notified{About: t.ofSub(h, s, sub), Message: h.Message, Carrier: by, Notify: e, Late: late})
		case *presence.SelfData:
			s := t.parties(h)
			if s.Presentity = e.Presentity; s.Presentity == "" {
				s.Presentity = h.to.aor
			}
			a := t.ofSub(h, s, sub)
			t.emit(&fact.SelfNotified{About: a, Message: h.Message, Carrier: by, Data: e, Late: late})
			if by == fact.Piggybacked && sub != nil && sub.snapshot && !late {
				t.emit(&fact.SelfSnapshot{About: a, Message: h.Message, Data: e})
			}
		}
	}
}

// ofSub is of, where what came before the subscription began does not matter.
func (t *Tracker) ofSub(h *heard, s fact.Subject, sub *subscription) fact.About {
	if sub == nil {
		return t.of(h, s)
	}
	a := t.ofSince(h, s, sub.begun)
	if sub.Seen {
		a.Knowledge &^= fact.JoinedLate
	}
	return a
}
