package state

import (
	"fmt"
	"time"

	"prescap/analyze/fact"
	"prescap/decode/presence"
)

// timedKey is an instance of somebody.
type timedKey struct {
	presentity string
	key        presence.InstanceKey
}

// removal is how long the server has for telling that the time of an instance ran out.
const removal = time.Minute

// bind sets the alarm of an instance that is bound in time, or removes it.
func (m *Model) bind(name string, k presence.InstanceKey, v *fact.Version) {
	tk := timedKey{name, k}
	if v == nil || v.Expire != presence.Timed || !v.HasExpires || v.Expires <= 0 {
		m.timed.Delete(tk)
		return
	}
	m.timed.Put(tk, v)
	m.timed.At(tk, v.Time.Add(v.Expires).Add(removal))
}

// expired tells that the time of an instance ran out a while ago, and that the server
// was not seen to say so. What the server makes of that is the server's word.
func (m *Model) expired(tk timedKey, v **fact.Version) {
	a := fact.About{Time: m.now, Moment: m.moment, Frames: (*v).Frames, Subject: fact.Subject{Presentity: tk.presentity, Key: tk.key, HasKey: true}}
	a.Knowledge = m.since(&a)
	m.emit(&fact.Expiry{About: a, What: fmt.Sprintf("time-bound publication %s", tk.key), Version: *v})
	m.timed.Delete(tk)
}
