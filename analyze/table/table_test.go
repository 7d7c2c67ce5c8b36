package table

import (
	"slices"
	"testing"
	"time"
)

var epoch = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

func keys(t *Table[string, int]) []string {
	var all []string
	t.Each(func(k string, _ *int) bool { all = append(all, k); return true })
	return all
}

func TestTheOldestIsForgottenWhenItIsFull(t *testing.T) {
	tab := New[string, int](2, time.Hour)
	var gone []string
	tab.OnForgotten(func(k string, _ *int) { gone = append(gone, k) })
	tab.Put("a", 1)
	tab.Put("b", 2)
	tab.Touch("a")
	tab.Put("c", 3)
	if !slices.Equal(keys(tab), []string{"a", "c"}) || !slices.Equal(gone, []string{"b"}) || tab.Evicted() != 1 {
		t.Error(keys(tab), gone, tab.Evicted())
	}
	tab.Delete("a")
	if tab.Get("a") != nil || tab.Len() != 1 {
		t.Error("a is still there")
	}
}

func TestHavePutsWhatIsNotThere(t *testing.T) {
	tab := New[string, int](2, time.Hour)
	tab.Put("a", 1)
	*tab.Have("b") = 2
	if *tab.Have("a") != 1 || *tab.Get("b") != 2 || !slices.Equal(keys(tab), []string{"b", "a"}) {
		t.Error(keys(tab))
	}
}

func TestIdleEntriesAreForgotten(t *testing.T) {
	tab := New[string, int](10, time.Minute)
	tab.Clock(epoch)
	tab.Put("a", 1)
	tab.Put("b", 2)
	tab.Clock(epoch.Add(50 * time.Second))
	tab.Touch("a")
	tab.Clock(epoch.Add(70 * time.Second))
	if !slices.Equal(keys(tab), []string{"a"}) || tab.Evicted() != 0 {
		t.Error(keys(tab), tab.Evicted())
	}
}

func TestEntriesAreDueInOrderAndOnce(t *testing.T) {
	tab := New[string, int](10, time.Hour)
	var due []string
	tab.OnDue(func(k string, v *int) {
		due = append(due, k)
		if *v--; *v > 0 {
			tab.At(k, epoch.Add(5*time.Second))
		}
	})
	tab.Clock(epoch)
	for _, k := range []string{"later", "first", "second", "gone", "again", "put"} {
		tab.Put(k, 1)
	}
	*tab.Get("again") = 2
	tab.At("later", epoch.Add(time.Hour))
	tab.At("second", epoch.Add(2*time.Second))
	tab.At("first", epoch.Add(2*time.Second)) // Set later, so due later.
	tab.At("gone", epoch.Add(time.Second))
	tab.Delete("gone")
	tab.At("again", epoch.Add(9*time.Second))
	tab.At("again", epoch.Add(time.Second)) // Replaces the one before.
	tab.At("put", epoch.Add(time.Second))
	tab.Put("put", 1) // Removes its alarm.
	tab.Clock(epoch.Add(10 * time.Second))
	tab.Clock(epoch.Add(20 * time.Second))
	if want := []string{"again", "second", "first", "again"}; !slices.Equal(due, want) {
		t.Errorf("due %v, want %v", due, want)
	}
}

// Alarms of entries that are gone do not pile up.
func TestAlarmsAreSwept(t *testing.T) {
	tab := New[int, int](10, time.Hour)
	for i := range 10000 {
		tab.Put(i, i)
		tab.At(i, epoch.Add(time.Hour))
		tab.At(i%10, epoch.Add(2*time.Hour))
	}
	if len(tab.alarms) > 100 {
		t.Errorf("%d alarms for %d entries", len(tab.alarms), tab.Len())
	}
}

// What weighs too much in all makes the oldest give way, but never the entry that is
// weighed.
func TestWeigh(t *testing.T) {
	x := New[int, string](100, time.Hour)
	x.Room(10)
	var gone []int
	x.OnForgotten(func(k int, _ *string) { gone = append(gone, k) })
	for k := range 4 {
		x.Put(k, "")
		x.Weigh(k, 3)
	}
	if !slices.Equal(gone, []int{0}) || x.Evicted() != 1 || x.Len() != 3 {
		t.Errorf("gone %v, %d evicted, %d left", gone, x.Evicted(), x.Len())
	}
	x.Weigh(1, 9) // It is the oldest.
	if !slices.Equal(gone, []int{0, 2, 3}) || x.Get(1) == nil {
		t.Errorf("gone %v", gone)
	}
	x.Weigh(1, 100)
	x.Weigh(7, 100) // There is none.
	if x.Len() != 1 {
		t.Errorf("%d left", x.Len())
	}
	x.Delete(1)
	for k := range 3 {
		x.Put(k, "")
		x.Weigh(k, 3)
		x.Weigh(k, 3)
	}
	if x.Len() != 3 || x.Evicted() != 3 {
		t.Errorf("%d left, %d evicted", x.Len(), x.Evicted())
	}
}
