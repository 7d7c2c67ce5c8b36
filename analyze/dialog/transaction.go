package dialog

import (
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/capture"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// transactionKey identifies a transaction without a branch in Via (wire reference
// 1.3). The connection is not part of it: on the way through servers the answer may
// be seen first on another one.
type transactionKey struct {
	callID  string
	cseq    uint32
	method  sip.Method
	fromTag string
}

// transaction is a request that waits for its final answer.
type transaction struct {
	request  heard
	overdue  bool
	answered bool // By an answer that was captured before it: nobody waits for another.
}

// early is a final answer that came before its request.
type early struct {
	time   time.Time
	conn   capture.ConnID
	status int
	answer *heard // Nil once its request, if it comes, is too far behind it.
}

// message returns the request; nil of none.
func (x *transaction) message() *sip.Message {
	if x == nil {
		return nil
	}
	return x.request.Message
}

// maxWaiting bounds how many overdue requests wait on one stream for proof.
const maxWaiting = 64

func (h *heard) transaction() transactionKey {
	return transactionKey{h.callID, h.cseq.Number, h.cseq.Method, h.from.tag}
}

// begin opens the transaction of a request, unless it is never answered (RFC 3261
// 17.1.1.3 for ACK, MS-SIP for BENOTIFY). It reports whether the final answer has come
// already, because the request was held back; or returns that answer, where it was
// captured first and what it means is still to be told.
func (t *Tracker) begin(h *heard) (overtaken bool, answer *heard) {
	if h.Method == "ACK" || h.Method == "BENOTIFY" || h.cseq.Method != h.Method {
		return false, nil
	}
	k := h.transaction()
	leaves := h.Method == "REGISTER" && signsOut(h)
	overtaken, answer = t.overtaken(h, k)
	if overtaken && !leaves {
		return true, nil
	}
	t.transactions.Put(k, transaction{request: *h, answered: answer != nil})
	t.transactions.Weigh(k, presence.Weight(h.Length, h.events))
	if leaves {
		t.leaves(h, k)
	}
	if h.Method != "INVITE" && !overtaken { // May ring for long.
		t.transactions.At(k, t.deadline(h.Time))
	}
	return overtaken, answer
}

// overtaken looks for the final answer to a request among those that came before it.
// Where bytes are missing in front of a request, it is held back, and its answer is not:
// the answer has the later time. Where the directions were captured apart, the answer has
// the earlier time: it is returned if it is not too old to be the answer.
func (t *Tracker) overtaken(h *heard, k transactionKey) (overtaken bool, answer *heard) {
	e := t.early.Get(k)
	if e == nil {
		return false, nil
	}
	if !e.time.Before(h.Time) {
		return true, nil
	}
	t.apart(h, e)
	if e.answer == nil || h.Time.Sub(e.time) > t.limits.Skew {
		return false, nil
	}
	answer = e.answer
	t.early.Delete(k)
	return false, answer
}

// apart notes that the directions of a connection were captured apart, as an answer
// shows that came before its request. A challenge shows nothing where the request has
// credentials: it may be the retry, and the first request what was not captured.
func (t *Tracker) apart(h *heard, e *early) {
	if challenges(e.status) && (h.Header.Get(sip.HeaderAuthorization) != "" || h.Header.Get("Proxy-Authorization") != "") {
		return
	}
	t.witness.disorder(h.Conn)
	t.witness.disorder(e.conn) // It may be another one, on the way through servers.
}

// deadline is when a request of that time is overdue on the capture clock.
func (t *Tracker) deadline(sent time.Time) time.Time {
	if t.now.After(sent) {
		sent = t.now
	}
	return sent.Add(t.limits.Answer)
}

// answer returns the request that a response answers; known is false when it was not
// seen. A final answer ends the transaction.
func (t *Tracker) answer(h *heard) (x *transaction, known bool) {
	k := h.transaction()
	found := t.transactions.Get(k)
	if found == nil {
		if h.Status >= 200 {
			kept := *h
			t.early.Put(k, early{h.Time, h.Conn, h.Status, &kept})
			t.early.Weigh(k, presence.Weight(h.Length, h.events))
			t.early.At(k, h.Time.Add(t.limits.Skew+time.Nanosecond))
		}
		return nil, false
	}
	if h.Status < 200 {
		return found, true
	}
	copied := *found
	t.transactions.Delete(k)
	return &copied, true
}

// overdue notes that a request was not answered in time. It is told once the stream
// that should have brought the answer goes on without it, which proves it; or when
// that stream never spoke, or ends, which does not. Who hung up in time did not wait
// for an answer.
func (t *Tracker) overdue(k transactionKey, x *transaction) {
	if x.answered {
		t.transactions.Delete(k)
		return
	}
	x.overdue = true
	c := t.witness.conns[x.request.Conn]
	back := x.request.Dir.Other()
	switch {
	case c == nil || c.over:
		t.transactions.Delete(k)
	case !c.heard[back] || len(c.waiting[back]) >= maxWaiting:
		t.unanswered(k, x, nil)
	default:
		c.waiting[back] = append(c.waiting[back], k)
	}
}

// answerable acts on something that a stream brought: what it should have answered
// before is now known to be unanswered.
func (t *Tracker) answerable(s capture.StreamID, proof []capture.Frame) {
	c := t.witness.conns[s.Conn]
	if c == nil || len(c.waiting[s.Dir]) == 0 {
		return
	}
	waiting := c.waiting[s.Dir]
	c.waiting[s.Dir] = nil
	for _, k := range waiting {
		if x := t.transactions.Get(k); x != nil && x.overdue {
			t.unanswered(k, x, proof)
		}
	}
}

// hangup tells of requests that were overdue when their connection ended, and of
// endpoints that hung up on the answer to their sign-out.
func (t *Tracker) hangup(it *pipeline.Item) {
	c := t.witness.conns[it.Conn]
	if c == nil || c.over {
		return
	}
	c.over = true
	t.left(c)
	for d, waiting := range c.waiting {
		c.waiting[d] = nil
		for _, k := range waiting {
			if x := t.transactions.Get(k); x != nil && x.overdue {
				t.unanswered(k, x, nil)
			}
		}
	}
}

// unanswered tells of a request without an answer. proof is what the stream brought
// instead, behind the deadline; nil when it brought nothing.
func (t *Tracker) unanswered(k transactionKey, x *transaction, proof []capture.Frame) {
	h := &x.request
	proved := proof != nil && t.witness.whole(capture.StreamID{Conn: h.Conn, Dir: h.Dir.Other()}, h.mark())
	if !proved {
		proof = nil
	}
	a := t.of(h, t.parties(h))
	t.emit(&fact.RequestUnanswered{About: a, Request: h.Message, After: t.limits.Answer, Proved: proved, Proof: proof})
	t.transactions.Delete(k)
}

func streamOf(it *pipeline.Item) capture.StreamID {
	return capture.StreamID{Conn: it.Message.Conn, Dir: it.Message.Dir}
}
