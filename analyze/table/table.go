package table

import (
	"container/heap"
	"slices"
	"time"
)

// Table is a bounded map.
type Table[K comparable, V any] struct {
	max     int
	idle    time.Duration
	now     time.Time
	entries map[K]*entry[K, V]
	order   entry[K, V] // The ring of entries in the order of touching; its next is the oldest.
	due     func(K, *V)
	gone    func(K, *V)
	alarms  alarms[K, V]
	serial  int
	evicted int
	room    int // Of all entries together; see Weigh. 0 is without bound.
	weight  int
}

// entry is a value with its place in the order of touching.
type entry[K comparable, V any] struct {
	key        K
	value      V
	touched    time.Time
	rung       int // Serial of its newest alarm; 0 for none.
	weight     int
	prev, next *entry[K, V]
}

// New returns an empty table of at most max entries, which are forgotten after the
// given idle time on the capture clock.
func New[K comparable, V any](max int, idle time.Duration) *Table[K, V] {
	t := &Table[K, V]{max: max, idle: idle, entries: map[K]*entry[K, V]{}}
	t.order.prev, t.order.next = &t.order, &t.order
	return t
}

// Room bounds what all entries weigh together; see Weigh.
func (t *Table[K, V]) Room(bytes int) { t.room = bytes }

// Weigh says what an entry weighs, in bytes or so; it weighs nothing before that. While
// all entries together weigh more than there is room for, the oldest others are forgotten.
func (t *Table[K, V]) Weigh(k K, bytes int) {
	e := t.entries[k]
	if e == nil {
		return
	}
	t.weight += bytes - e.weight
	e.weight = bytes
	for t.room > 0 && t.weight > t.room && len(t.entries) > 1 {
		oldest := t.order.next
		if oldest == e {
			oldest = e.next
		}
		t.forget(oldest)
		t.evicted++
	}
}

// OnDue has f called for an entry when its time has come; see At. f may change and
// delete entries and set a new time.
func (t *Table[K, V]) OnDue(f func(K, *V)) { t.due = f }

// OnForgotten has f called for an entry that the table forgets by itself, because it
// was full or the entry idle. f must not change the table.
func (t *Table[K, V]) OnForgotten(f func(K, *V)) { t.gone = f }

// Len returns the number of entries.
func (t *Table[K, V]) Len() int { return len(t.entries) }

// Evicted returns how many entries were forgotten because the table was full.
func (t *Table[K, V]) Evicted() int { return t.evicted }

// Get returns the value of a key, nil when there is none. What it points to may be
// changed, and is valid until the entry is forgotten.
func (t *Table[K, V]) Get(k K) *V {
	if e := t.entries[k]; e != nil {
		return &e.value
	}
	return nil
}

// Touch is Get, and makes the entry the newest.
func (t *Table[K, V]) Touch(k K) *V {
	e := t.entries[k]
	if e == nil {
		return nil
	}
	t.newest(e)
	return &e.value
}

// Have is Touch, and puts the zero value where there is no entry.
func (t *Table[K, V]) Have(k K) *V {
	if v := t.Touch(k); v != nil {
		return v
	}
	var zero V
	return t.Put(k, zero)
}

// Put sets the value of a key, without an alarm, and returns where it is kept.
func (t *Table[K, V]) Put(k K, v V) *V {
	e := t.entries[k]
	if e == nil {
		if len(t.entries) >= t.max {
			t.forget(t.order.next)
			t.evicted++
		}
		e = &entry[K, V]{key: k}
		t.entries[k] = e
	}
	e.value, e.rung = v, 0
	t.newest(e)
	return &e.value
}

// Delete forgets a key.
func (t *Table[K, V]) Delete(k K) {
	if e := t.entries[k]; e != nil {
		t.drop(e)
	}
}

// At sets when the capture clock makes an entry due, once. A later call replaces an
// earlier one, and so does Put.
func (t *Table[K, V]) At(k K, at time.Time) {
	if e := t.entries[k]; e != nil {
		t.serial++
		e.rung = t.serial
		heap.Push(&t.alarms, alarm[K, V]{at, t.serial, e})
		t.sweep()
	}
}

// sweep drops alarms that nobody waits for any more, when they are most of them.
func (t *Table[K, V]) sweep() {
	if len(t.alarms) < 2*len(t.entries)+16 {
		return
	}
	t.alarms = slices.DeleteFunc(t.alarms, func(a alarm[K, V]) bool { return a.entry.rung != a.serial })
	heap.Init(&t.alarms)
}

// Clock moves the capture clock: it looks at what is due, in the order of time, and
// forgets what is idle. A time before the last one is passed over.
func (t *Table[K, V]) Clock(now time.Time) {
	if !now.After(t.now) {
		return
	}
	if t.now.IsZero() { // What was put before the clock started is put now.
		for e := t.order.next; e != &t.order; e = e.next {
			e.touched = now
		}
	}
	t.now = now
	for len(t.alarms) > 0 && !t.alarms[0].at.After(now) {
		a := heap.Pop(&t.alarms).(alarm[K, V])
		if e := a.entry; e.rung == a.serial && t.entries[e.key] == e {
			e.rung = 0
			t.due(e.key, &e.value)
		}
	}
	for e := t.order.next; e != &t.order && now.Sub(e.touched) > t.idle; e = t.order.next {
		t.forget(e)
	}
}

// Each calls f with every entry, the one longest untouched first, until f returns
// false. f must not change the table.
func (t *Table[K, V]) Each(f func(K, *V) bool) {
	for e := t.order.next; e != &t.order; e = e.next {
		if !f(e.key, &e.value) {
			return
		}
	}
}

func (t *Table[K, V]) newest(e *entry[K, V]) {
	e.touched = t.now
	if e.next != nil {
		e.prev.next, e.next.prev = e.next, e.prev
	}
	last := t.order.prev
	e.prev, e.next = last, &t.order
	last.next, t.order.prev = e, e
}

func (t *Table[K, V]) forget(e *entry[K, V]) {
	if t.gone != nil {
		t.gone(e.key, &e.value)
	}
	t.drop(e)
}

func (t *Table[K, V]) drop(e *entry[K, V]) {
	e.prev.next, e.next.prev = e.next, e.prev
	e.rung = 0
	t.weight -= e.weight
	delete(t.entries, e.key)
}

// alarm is a time at which an entry is due.
type alarm[K comparable, V any] struct {
	at     time.Time
	serial int
	entry  *entry[K, V]
}

// alarms is a heap of them (container/heap), the earliest on top; of equal times the
// one that was set first.
type alarms[K comparable, V any] []alarm[K, V]

func (a alarms[K, V]) Len() int      { return len(a) }
func (a alarms[K, V]) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a alarms[K, V]) Less(i, j int) bool {
	if c := a[i].at.Compare(a[j].at); c != 0 {
		return c < 0
	}
	return a[i].serial < a[j].serial
}
func (a *alarms[K, V]) Push(x any) { *a = append(*a, x.(alarm[K, V])) }
func (a *alarms[K, V]) Pop() any {
	old := *a
	x := old[len(old)-1]
	old[len(old)-1] = alarm[K, V]{}
	*a = old[:len(old)-1]
	return x
}
