package dialog

import (
	"strings"

	"prescap/analyze/fact"
	"prescap/decode/presence"
)

// registered tells of the final answer to a REGISTER.
func (t *Tracker) registered(h *heard, x *transaction, asked *presence.Register) {
	if h.Status >= 300 {
		return
	}
	s := fact.Subject{Presentity: h.from.aor, Endpoint: h.from.epid}
	a := t.ofSince(h, s, x.request.mark())
	exchange := fact.Exchange{Request: x.request.Message, Answer: h.Message}
	if signsOut(&x.request) {
		t.emit(&fact.Deregistered{About: a, Message: x.request.Message, Reason: "signed out"})
		return
	}
	r := asked
	if confirmed := event[*presence.Register](h.events); confirmed != nil {
		r = confirmed
	}
	t.emit(&fact.Registered{About: a, Exchange: exchange, Register: r, Added: strings.EqualFold(r.State, "added")})
}

// signsOut reports whether a REGISTER ends the registration (RFC 3261 10.2.2).
func signsOut(h *heard) bool {
	if h.expires() == 0 {
		return true
	}
	contacts := h.Header.Contacts()
	for _, c := range contacts {
		if v, ok := c.Params.Get("expires"); !ok || v != "0" {
			return false
		}
	}
	return len(contacts) > 0
}

// maxLeaving bounds the sign-outs remembered of a connection.
const maxLeaving = 64

// leaves notes a sign-out that was not answered yet.
func (t *Tracker) leaves(h *heard, k transactionKey) {
	if c := t.witness.conns[h.Conn]; c != nil && len(c.leaving) < maxLeaving {
		c.leaving = append(c.leaving, k)
	}
}

// left tells of the endpoints that asked to sign out and hung up before the answer
// came, as real clients do (wire reference 16.5).
func (t *Tracker) left(c *connection) {
	for _, k := range c.leaving {
		if x := t.transactions.Get(k); x != nil && !x.answered {
			h := &x.request
			s := fact.Subject{Presentity: h.from.aor, Endpoint: h.from.epid}
			t.emit(&fact.Deregistered{About: t.of(h, s), Message: h.Message, Reason: "signed out and hung up"})
			t.transactions.Delete(k)
		}
	}
	c.leaving = nil
}

// deregistered tells that the server ended a registration (MS-SIPREGE; wire reference
// 5.4).
func (t *Tracker) deregistered(h *heard, d *presence.Deregistered) {
	s := fact.Subject{Presentity: h.to.aor, Endpoint: h.to.epid}
	t.emit(&fact.Deregistered{About: t.of(h, s), Message: h.Message, ByServer: true, Reason: d.Reason})
}
