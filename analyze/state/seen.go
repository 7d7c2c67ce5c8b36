package state

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
	"prescap/decode/category"
	"prescap/decode/presence"
)

// Seen is what one endpoint of a watcher was told last of one category of a presentity, by
// one subscription. It is immutable.
type Seen struct {
	Watcher, Endpoint string // Address of record, and epid as sent.
	Dialog            string // The Call-ID of the subscription.
	Presentity        string
	Category          presence.Name
	Told              time.Time // When.
	Frames            []capture.Frame
	Carrier           fact.Carrier
	Values            []SeenValue    // By instance; empty when it was told that there is none.
	Missing           fact.Knowledge // What the capture may not show of what was told since.
	Ended             fact.Ending    // Of the subscription; zero while it lives.

	// Containers is those of which the server's word to the owner says the same at this
	// time: what the watcher was told may come from each of them. It is empty where the
	// owner's own data are not known, or say something else; see Owner.
	Containers []presence.ContainerID
	Owner      []OwnerSays // The server's word to the owner, by container; nil where nothing of it is known.
	Admits     []Admission // Into which container the watcher falls; nil where nothing is known of the members.
}

// OwnerSays is what a container has of a category, by the server's word to the owner.
type OwnerSays struct {
	Container presence.ContainerID
	Text      string // In words; "none" where it has no instance.
}

// SeenValue is one instance that a watcher was told of.
type SeenValue struct {
	Instance uint32
	Text     string          // In words.
	Publish  time.Time       // publishTime, the server's clock; zero when not told.
	Since    time.Time       // When it was told first.
	Frames   []capture.Frame // Of that.
}

// dialogOf is a dialog as its notifications name it.
func dialogOf(d fact.DialogID) fact.DialogID {
	d.RemoteTag = ""
	return d
}

// Seen lists what watchers were told last: by presentity, watcher, endpoint, dialog and
// category. Of an empty watcher or presentity it lists all.
func (m *Model) Seen(watcher, presentity string) []Seen {
	var all []Seen
	m.views.Each(func(k viewKey, v *view) bool {
		who := v.told.Subject.Watcher
		if watcher != "" && who != watcher || presentity != "" && k.presentity != presentity {
			return true
		}
		s := Seen{
			Watcher: who, Endpoint: v.told.Subject.Endpoint, Dialog: k.callID, Presentity: k.presentity, Category: k.category,
			Told: v.told.Time, Frames: v.told.Frames, Carrier: v.carrier, Missing: m.since(&v.told),
		}
		if e := m.ended.Get(fact.DialogID{CallID: k.callID, LocalTag: k.localTag}); e != nil {
			s.Ended = *e
		}
		for _, id := range slices.Sorted(maps.Keys(v.instances)) {
			x := v.instances[id]
			s.Values = append(s.Values, SeenValue{id, category.Text(x.Value), x.PublishTime, x.Time, x.Frames})
		}
		if p := m.people.Get(k.presentity); p != nil {
			s.Containers, s.Owner = p.alike(k.category, v.instances)
			s.Admits = p.admits(k.presentity, who)
		}
		all = append(all, s)
		return true
	})
	slices.SortFunc(all, func(a, b Seen) int {
		return cmp.Or(cmp.Compare(a.Presentity, b.Presentity), cmp.Compare(a.Watcher, b.Watcher), cmp.Compare(a.Endpoint, b.Endpoint),
			cmp.Compare(a.Dialog, b.Dialog), cmp.Compare(a.Category, b.Category))
	})
	return all
}

// alike returns the containers whose instances of a category are those that a watcher was
// told, and what each says (enhanced-presence 9.11). Containers 1, 2 and 3 are
// never told to others.
func (p *presentity) alike(name presence.Name, told map[uint32]*fact.Version) (same []presence.ContainerID, says []OwnerSays) {
	has := map[presence.ContainerID]map[uint32]*fact.Version{}
	for k, i := range p.instances { // A set of sets: the order does not matter.
		if k.Category != name || !i.known || k.Container >= 1 && k.Container <= 3 {
			continue
		}
		if has[k.Container] == nil {
			has[k.Container] = map[uint32]*fact.Version{}
		}
		if i.server != nil {
			has[k.Container][k.Instance] = i.server
		}
	}
	for _, c := range slices.Sorted(maps.Keys(has)) {
		says = append(says, OwnerSays{c, texts(has[c])})
		if len(has[c]) == len(told) && matches(has[c], told) {
			same = append(same, c)
		}
	}
	return same, says
}

// texts says what instances say.
func texts(all map[uint32]*fact.Version) string {
	var parts []string
	for _, id := range slices.Sorted(maps.Keys(all)) {
		parts = append(parts, category.Text(all[id].Value))
	}
	return cmp.Or(strings.Join(parts, "; "), "none")
}

// matches reports whether every instance that was told is there, and says the same.
func matches(has, told map[uint32]*fact.Version) bool {
	for id, v := range told { // All must: the order does not matter.
		if has[id] == nil || !category.Equal(has[id].Value, v.Value) {
			return false
		}
	}
	return true
}
