package state

import (
	"maps"
	"slices"
	"strings"

	"prescap/decode/presence"
)

// Admission is the container that a watcher falls into by one reading of the sources,
// which do not settle it (enhanced-presence 3.3; register of disagreements D1).
type Admission struct {
	Reading   string               // In a few words.
	Container presence.ContainerID // 0 where no membership fits.
	Because   string               // The member that it rests on; "" for container 0.
}

// The steps of the reading that looks for the most specific member first.
const (
	byUser = iota
	byDomain
	byEnterprise
	byEveryone
	steps
)

// admits returns the container that a watcher falls into by what is known of the
// membership of the owner's containers: by the largest number, and by the most specific
// member. It is nil where nothing is known of it. Whether a watcher of another domain is of
// the same enterprise, a federated one or one of a public network is not to be seen, so
// that such members are left out; those of sameEnterprise count for the owner's domain.
func (p *presentity) admits(owner, watcher string) []Admission {
	if len(p.containers) == 0 && len(p.snapshots) == 0 {
		return nil
	}
	largest := Admission{Reading: "the largest container"}
	specific := Admission{Reading: "the most specific member"}
	best := steps
	for _, id := range slices.Sorted(maps.Keys(p.containers)) {
		for _, m := range p.containers[id] {
			step := fits(m, owner, watcher)
			if step == steps {
				continue
			}
			because := strings.TrimSpace(m.Type + " " + m.Value)
			if id >= largest.Container {
				largest.Container, largest.Because = id, because
			}
			if step < best || step == best && id >= specific.Container {
				best, specific.Container, specific.Because = step, id, because
			}
		}
	}
	return []Admission{largest, specific}
}

// fits returns by which step a member stands for a watcher; steps when it does not, as far
// as can be seen.
func fits(m presence.Member, owner, watcher string) int {
	switch {
	case m.Type == "user" && strings.EqualFold(m.Value, watcher):
		return byUser
	case m.Type == "domain" && strings.EqualFold(m.Value, domain(watcher)):
		return byDomain
	case m.Type == "sameEnterprise" && domain(owner) == domain(watcher):
		return byEnterprise
	case m.Type == "everyone":
		return byEveryone
	}
	return steps
}

func domain(aor string) string { return aor[strings.IndexByte(aor, '@')+1:] }
