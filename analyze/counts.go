package analyze

import (
	"maps"
	"slices"

	"prescap/analyze/fact"
	"prescap/decode/presence"
)

// counter counts facts.
type counter struct {
	total     Counts
	methods   map[string]int
	undecoded map[string]int
}

// maxNames bounds the methods and media types that are told apart.
const maxNames = 256

// other is the name for those beyond.
const other = "(others)"

func newCounter() counter {
	return counter{methods: map[string]int{}, undecoded: map[string]int{}}
}

func (c *counter) take(f fact.Fact) {
	switch f := f.(type) {
	case *fact.MessageSeen:
		count(c.methods, string(f.Message.Method))
		for _, e := range f.Events {
			if u, ok := e.(*presence.Undecoded); ok {
				count(c.undecoded, u.MediaType)
			} else {
				c.total.Events++
			}
		}
	case *fact.HopSeen:
		c.total.Hops++
	case *fact.Published:
		c.total.Publications++
	case *fact.PublishAnswered:
		if f.Answer.Status >= 300 {
			c.total.Refused++
		}
	case *fact.Notified:
		if f.Carrier != fact.InAnswer {
			c.total.Notifications++
		}
	case *fact.SelfNotified:
		if f.Carrier != fact.InAnswer {
			c.total.Notifications++
		}
	}
}

func count(names map[string]int, name string) {
	if _, ok := names[name]; !ok && len(names) >= maxNames {
		name = other
	}
	names[name]++
}

func (c *counter) counts() Counts {
	t := c.total
	t.Methods, t.Undecoded = sorted(c.methods), sorted(c.undecoded)
	return t
}

func sorted(names map[string]int) []Count {
	var all []Count
	for _, name := range slices.Sorted(maps.Keys(names)) {
		all = append(all, Count{name, names[name]})
	}
	return all
}
