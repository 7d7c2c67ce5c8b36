package rule

import "prescap/analyze/table"

// Table is what a rule remembers: a map of bounded size (Limits.Table), whose oldest
// entries give way, and are counted; see package table. Entries that nobody put
// again for Limits.Idle of capture time are forgotten.
type Table[K comparable, V any] struct {
	*table.Table[K, V]
	pass *Pass // At work; set while the clock moves.
}

// NewTable returns an empty table that lives as long as the run.
func NewTable[K comparable, V any](h *Hooks) *Table[K, V] {
	t := &Table[K, V]{Table: table.New[K, V](h.limits.Table, h.limits.Idle)}
	h.tables = append(h.tables, t)
	return t
}

// OnDue has f called for an entry when the capture clock has come to the time that
// At has set for it. f may change and delete entries, and set a new time.
func (t *Table[K, V]) OnDue(f func(p *Pass, k K, v *V)) {
	t.Table.OnDue(func(k K, v *V) { f(t.pass, k, v) })
}

func (t *Table[K, V]) clock(p *Pass) {
	t.pass = p
	t.Clock(p.Now())
}
