package pub

import (
	"fmt"
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/presence"
)

// owned is a key of a user.
type owned struct {
	presentity string
	key        presence.InstanceKey
}

// own is a user on a connection.
type own struct {
	conn       capture.ConnID
	presentity string
}

// anew reports whether the key seems to have been made anew since the server's word: its
// time was over, or the answer counts from the beginning again.
func anew(f *fact.InstanceAnswered) bool {
	if v := f.AtAnswer; v.Expire == presence.Timed && v.HasExpires && !f.Time.Before(v.Time.Add(v.Expires)) {
		return true
	}
	if f.Stated == nil {
		return f.Asked.Version == 0
	}
	return f.Stated.Version <= f.AtAnswer.Number
}

// lapse is a stale version that one answer accepted, in one container or several.
type lapse struct {
	moment           uint64
	stated, accepted uint32
	keys             []presence.InstanceKey
	finding          *rule.Finding
}

// String says it in a line.
func (l *lapse) String() string {
	return fmt.Sprintf("%s: the server had stated version %d, and accepted version %d", rule.Keys(l.keys), l.stated, l.accepted)
}

// takes reports whether another instance is the same in another container, and then adds
// it.
func (l *lapse) takes(f *fact.InstanceAnswered) bool {
	if l.finding == nil || l.moment != f.Moment || l.stated != f.AtRequest.Number || l.accepted != f.Asked.Version ||
		!rule.SameInstance(l.keys[0], f.Asked.Key) {
		return false
	}
	l.keys = append(l.keys, f.Asked.Key)
	l.finding.Message = l.String()
	return true
}

func staleVersionAccepted() *rule.Rule {
	return &rule.Rule{
		ID: "PUB003", Name: "stale-version-accepted", Area: rule.PUB, Severity: rule.Warning,
		Title: "The server accepted a publication with a version that is not current",
		Basis: []rule.Citation{
			{Doc: "MS-PRES, 409 example of setDelegate", Tier: 1, Row: "EP-404"},
			{Doc: "enhanced-presence-category-instances", Tier: 2, Row: "EP-404"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `What one endpoint publishes is overwritten by another that did not know of it:
states jump back, notes return.`,
			Bad: `BENOTIFY  state/2/536870912 version="8"
SERVICE   state/2/536870912 version="5"
200`,
			Good: `BENOTIFY  state/2/536870912 version="8"
SERVICE   state/2/536870912 version="5"
409       <operation index="1" version="5" curVersion="8"/>`,
			Fix: `The server is to refuse every publication whose version is not that which it has.
Look for what stands between: a proxy that answers by itself, two servers that do not
share their data, a pool that just failed over.`,
			Harmless: `When the instance was deleted and made anew in a way that the capture does not
show. The client is at fault too: it was told a newer version before.`,
		},
		Needs: rule.Baseline | rule.NoLoss | rule.BothDirections | rule.Readable,
		Wants: rule.InOrder,
		Watch: func(h *rule.Hooks) {
			gone := rule.NewTable[owned, time.Time](h)  // When a key went, so that its versions begin anew.
			left := rule.NewTable[string, time.Time](h) // When an endpoint of a user went, and its publications with it.
			rule.On(h, func(p *rule.Pass, f *fact.Change) {
				if f.Layer == fact.ByServer && f.To == nil {
					gone.Put(owned{f.Subject.Presentity, f.Subject.Key}, f.Time)
				}
			})
			var last lapse
			owners := rule.NewTable[own, struct{}](h) // Who is told on which connection what becomes of the user's own data.
			rule.On(h, func(p *rule.Pass, f *fact.SelfSnapshot) {
				owners.Put(own{f.Conn, f.Subject.Presentity}, struct{}{})
			})
			rule.On(h, func(p *rule.Pass, f *fact.Deregistered) { left.Put(f.Subject.Presentity, f.Time) })
			rule.On(h, func(p *rule.Pass, f *fact.EndpointChanged) { left.Put(f.Subject.Presentity, f.Time) })
			rule.On(h, func(p *rule.Pass, f *fact.InstanceAnswered) {
				if f.Answer.Status >= 300 || f.Asked.Deletes() || !identified(f.Asked) || f.Asked.Cut {
					return
				}
				if f.Knowledge&fact.NoBaseline == 0 && (f.AtRequest == nil || f.AtAnswer == nil || !f.AtRequest.HasNumber || !f.AtAnswer.HasNumber) {
					return
				}
				if !p.Checked(&f.About) || f.Asked.Version >= f.AtRequest.Number || f.Asked.Version >= f.AtAnswer.Number {
					return
				}
				if anew(f) {
					return
				}
				since := f.AtRequest.Time
				if t := gone.Get(owned{f.Subject.Presentity, f.Asked.Key}); t != nil && !t.Before(since) {
					return
				}
				if t := left.Get(f.Subject.Presentity); t != nil && !t.Before(since) {
					return
				}
				report := p.Report
				if owners.Get(own{f.Conn, f.Subject.Presentity}) == nil { // Somebody else may have deleted it.
					report = p.Suspect
				}
				if last.takes(f) {
					return
				}
				last = lapse{moment: f.Moment, stated: f.AtRequest.Number, accepted: f.Asked.Version, keys: []presence.InstanceKey{f.Asked.Key}}
				last.finding = report(&f.About, last.String(),
					rule.Evidence{Role: "the accepted publication", Frames: f.Request.Frames, Path: f.Asked.Where(), Quote: fmt.Sprintf("version=\"%d\"", f.Asked.Version)},
					rule.Evidence{Role: "the answer", Frames: f.Answer.Frames, Quote: f.Answer.StartLine},
					rule.Evidence{Role: "the server's word before", Frames: f.AtRequest.Frames, Quote: fmt.Sprintf("version=\"%d\"", f.AtRequest.Number)},
				)
			})
		},
	}
}
