package state

import (
	"slices"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
	"prescap/decode/presence"
)

// endpoint is one signed-in client of a user, by its epid as sent.
type endpoint struct {
	state  string // As in fact.EndpointChanged.
	conn   capture.ConnID
	frames []capture.Frame // Of what gave it that state.
}

// home is an endpoint on the connection where it signed in.
type home struct{ user, epid string }

// maxHomes bounds the endpoints remembered of a connection.
const maxHomes = 1 << 10

const (
	signedIn  = "signed in"
	signedOut = "signed out"
	cutOff    = "connection lost"
	ranOut    = "registration ran out"
)

// registered notes that an endpoint is there. A refresh changes only until when.
func (m *Model) registered(f *fact.Registered) {
	cause := "REGISTER"
	if f.Request != nil {
		if product := presence.ProductOf(f.Request.Header.Get("User-Agent")); product != "" {
			cause += " of " + product
		}
	}
	if d := f.Register.Expires; d > 0 {
		cause += " for " + lasting(d)
		h := home{f.Subject.Presentity, f.Subject.Endpoint}
		m.lives.Put(h, life{f.Frames, d})
		m.lives.At(h, f.Time.Add(d+removal))
	}
	m.endpoint(f.About, signedIn, cause)
	if homes := m.homes[f.Conn]; len(homes) < maxHomes && !slices.Contains(homes, home{f.Subject.Presentity, f.Subject.Endpoint}) {
		m.homes[f.Conn] = append(homes, home{f.Subject.Presentity, f.Subject.Endpoint})
	}
}

// life is for how long an endpoint registered last.
type life struct {
	frames  []capture.Frame
	granted time.Duration
}

// lapsed notes that the time of a registration ran out a while ago, and no refresh of it
// was seen.
func (m *Model) lapsed(h home, l *life) {
	if p := m.people.Get(h.user); p != nil && p.endpoints[h.epid] != nil && p.endpoints[h.epid].state == signedIn {
		a := fact.About{Time: m.now, Moment: m.moment, Frames: l.frames, Subject: fact.Subject{Presentity: h.user, Endpoint: h.epid}}
		a.Knowledge = m.since(&a)
		cause := "no refresh was seen within " + lasting(l.granted)
		if a.Knowledge != fact.Whole {
			cause += " (" + a.Knowledge.String() + ")"
		}
		m.endpoint(a, ranOut, cause)
	}
	m.lives.Delete(h)
}

// deregistered notes that an endpoint is gone.
func (m *Model) deregistered(f *fact.Deregistered) {
	m.lives.Delete(home{f.Subject.Presentity, f.Subject.Endpoint})
	cause := "REGISTER: " + f.Reason
	if f.ByServer {
		cause = "the server ended the registration: " + f.Reason
	}
	m.endpoint(f.About, signedOut, cause)
}

// connectionEnded notes which endpoints lost their connection without having signed
// out.
func (m *Model) connectionEnded(f *fact.ConnectionEnded) {
	homes := m.homes[f.Conn]
	delete(m.homes, f.Conn)
	if f.How != capture.ByFIN && f.How != capture.ByRST {
		return
	}
	for _, h := range homes {
		p := m.people.Get(h.user)
		if p == nil {
			continue
		}
		if e := p.endpoints[h.epid]; e != nil && e.state == signedIn && e.conn == f.Conn {
			a := f.About
			a.Subject = fact.Subject{Presentity: h.user, Endpoint: h.epid}
			m.endpoint(a, cutOff, "the connection ended by "+f.How.String())
		}
	}
}

// endpoint gives an endpoint a state, and tells if that is another.
func (m *Model) endpoint(a fact.About, to, cause string) {
	p := m.person(a.Subject.Presentity)
	e := p.endpoints[a.Subject.Endpoint]
	if e == nil {
		if len(p.endpoints) >= m.limits.Instances {
			m.full++
			return
		}
		e = &endpoint{}
		p.endpoints[a.Subject.Endpoint] = e
	}
	from := e.state
	e.state, e.conn, e.frames = to, a.Conn, a.Frames
	if from != to {
		m.emit(&fact.EndpointChanged{About: a, From: from, To: to, Cause: cause})
	}
}

// left reports whether an endpoint was seen to leave.
func (p *presentity) left(epid string) bool {
	e := p.endpoints[epid]
	return e != nil && e.state != signedIn
}

// allLeft reports whether every endpoint that was seen has left.
func (p *presentity) allLeft() bool {
	for _, e := range p.endpoints { // All are asked: the order does not matter.
		if e.state == signedIn {
			return false
		}
	}
	return len(p.endpoints) > 0
}
