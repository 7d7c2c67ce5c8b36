package state

import (
	"prescap/analyze/fact"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// request is a publication that waits for its answer: what was known of each of its
// instances when it was sent.
type request struct {
	about   fact.About
	publish *presence.Publish
	known   []knowing
	before  []*fact.Version // The server's word about each instance, on any connection.
}

// knowing is the server's word about a key at some time.
type knowing struct {
	said      bool
	statement statement
}

// knows returns what the server had stated of a key on a connection.
func (p *presentity) knows(k presence.InstanceKey, a *fact.About) knowing {
	if i := p.instances[k]; i != nil {
		if s, ok := on(i.stated, a.Conn); ok {
			return knowing{true, s}
		}
	}
	if s, ok := on(p.snapshots, a.Conn); ok {
		return knowing{true, s}
	}
	return knowing{}
}

// published notes what a client says. It changes nothing yet.
func (m *Model) published(f *fact.Published) {
	p := m.person(f.Subject.Presentity)
	r := request{about: f.About, publish: f.Publish}
	for n := range f.Publish.Instances {
		c := &f.Publish.Instances[n]
		r.known, r.before = append(r.known, p.knows(c.Key, &f.About)), append(r.before, nil)
		if c.Cut {
			continue
		}
		if i := m.instance(p, c.Key); i != nil {
			r.before[n] = i.server
			i.published = publishedVersion(c, &f.About)
		}
	}
	if !f.Overtaken {
		m.asked.Put(f.Message, r)
		m.asked.Weigh(f.Message, presence.Weight(f.Message.Length, []presence.Event{f.Publish}))
	}
}

// publishedVersion is what a publication makes of a key: nil when it deletes it.
func publishedVersion(c *presence.CategoryInstance, a *fact.About) *fact.Version {
	if c.Deletes() {
		return nil
	}
	v := versionOf(c, a)
	v.Number++ // The server counts on (wire reference 7.2).
	v.Endpoint = a.Subject.Endpoint
	return v
}

// unanswered tells of what a publication without an answer wanted.
func (m *Model) unanswered(f *fact.RequestUnanswered) {
	if r := m.asked.Get(f.Request); r != nil {
		m.proposed(r)
		m.asked.Delete(f.Request)
	}
}

// proposed tells of what a client published where the server's word is not seen, as of
// the time when it did. It is no more than that client's word.
func (m *Model) proposed(r *request) {
	p := m.person(r.about.Subject.Presentity)
	for n := range r.publish.Instances {
		c := &r.publish.Instances[n]
		i := m.instance(p, c.Key)
		if i == nil || c.Cut {
			continue
		}
		from, to := r.before[n], publishedVersion(c, &r.about)
		if same(from, to) || same(i.server, to) {
			continue // Nothing new, or the server's word about it was seen elsewhere.
		}
		a := r.about
		a.Subject.Key, a.Subject.HasKey = c.Key, true
		m.emit(&fact.Change{About: a, Layer: fact.ByPublisher, From: from, To: to, Unknown: from == nil && !i.known, Cause: "published by " + endpointName(a.Subject.Endpoint) + ", no answer seen"})
	}
}

// Close tells of publications that were not answered when the run ended.
func (m *Model) Close() {
	m.asked.Each(func(_ *sip.Message, r *request) bool {
		m.proposed(r)
		return true
	})
}

// answered tells what the answer says of each instance, and what it changes.
func (m *Model) answered(f *fact.PublishAnswered) {
	p := m.person(f.Subject.Presentity)
	r := m.asked.Get(f.Request)
	accepted := f.Answer.Status < 300
	operations, statements := operations(f.Fault), statements(f.Data)
	for n := range f.Publish.Instances {
		c := &f.Publish.Instances[n]
		x := &fact.InstanceAnswered{About: f.About, Exchange: f.Exchange, Asked: c, Refused: operations[c.Index]}
		x.Subject.Key, x.Subject.HasKey = c.Key, true
		atAnswer := p.knows(c.Key, &f.About)
		atRequest := atAnswer
		if r != nil {
			atRequest = r.known[n]
		}
		x.Stated = statements[c.Key]
		x.AtRequest, x.AtAnswer = atRequest.statement.version, atAnswer.statement.version
		x.Knowledge = m.basis(&f.About, atRequest)
		m.emit(x)
		i := m.instance(p, c.Key)
		switch {
		case i == nil, c.Cut:
		case accepted:
			to := publishedVersion(c, &f.About)
			verb := "published by "
			if to == nil {
				verb = "deleted by "
				i.state(said(&f.About, nil)) // By accepting it, the server said that there is none.
			}
			m.set(f.About, i, c.Key, to, verb+endpointName(f.Subject.Endpoint))
		case x.Refused != nil && x.Refused.HasCurrentVersion:
			i.state(said(&f.About, &fact.Version{Number: x.Refused.CurrentVersion, HasNumber: true, Time: f.Time, Frames: f.Frames}))
		}
	}
	m.asked.Delete(f.Request)
}

// basis is what may be missing between the server's word and now.
func (m *Model) basis(a *fact.About, k knowing) fact.Knowledge {
	if !k.said {
		return a.Knowledge | fact.NoBaseline
	}
	then := *a
	then.Moment, then.Time = k.statement.moment, k.statement.time
	return a.Knowledge&^fact.JoinedLate | m.since(&then)
}

// statements returns what an answer states of each key; of several, the first.
func statements(data *presence.SelfData) map[presence.InstanceKey]*presence.CategoryInstance {
	if data == nil {
		return nil
	}
	all := make(map[presence.InstanceKey]*presence.CategoryInstance, len(data.Instances))
	for n := range data.Instances {
		if c := &data.Instances[n]; all[c.Key] == nil && c.Has.Has(presence.HasInstance|presence.HasVersion) {
			all[c.Key] = c
		}
	}
	return all
}

// operations returns what a fault says of each instance, by its number; of several, the
// first.
func operations(f *presence.Fault) map[int]*presence.FaultOperation {
	if f == nil {
		return nil
	}
	all := make(map[int]*presence.FaultOperation, len(f.Operations))
	for n := range f.Operations {
		if o := &f.Operations[n]; all[o.Index] == nil {
			all[o.Index] = o
		}
	}
	return all
}

// endpointName names an endpoint for people.
func endpointName(epid string) string {
	if epid == "" {
		return "an endpoint without epid"
	}
	return epid
}
