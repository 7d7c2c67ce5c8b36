package plc

import (
	"fmt"
	"slices"
	"strings"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/decode/category"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// place is a key of a user.
type place struct {
	presentity string
	key        presence.InstanceKey
}

func privateCategoryShared() *rule.Rule {
	return &rule.Rule{
		ID: "PLC001", Name: "private-category-shared", Area: rule.PLC, Severity: rule.Error,
		Title: "Data meant for the user alone is in a container that others read",
		Basis: []rule.Citation{
			{Doc: "local-access-only-category-instances", Tier: 2, Row: "EP-202"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `Others can see a user's private settings: call forwarding, working hours, devices,
contact lists.`,
			Bad:  `<publication categoryName="workingHours" container="200" .../>`,
			Good: `<publication categoryName="workingHours" container="1" .../>`,
			Fix: `The client is to publish these categories in container 1, and device in container
2, and to delete what it published elsewhere (expires="0").`,
			Harmless: `In a container of one's own making (a warning only) whose members are known to be
the user's own applications. Empty values share nothing and are not reported.`,
		},
		Watch: func(h *rule.Hooks) {
			told := rule.NewTold[place](h)
			rule.On(h, func(p *rule.Pass, f *fact.Published) {
				report(p, told, &f.About, shared(p, f.Message, f.Publish.Instances), "published")
			})
			rule.On(h, func(p *rule.Pass, f *fact.SelfNotified) {
				report(p, told, &f.About, shared(p, f.Message, f.Data.Instances), "stated by the server")
			})
		},
	}
}

// shared returns the instances that are for their owner alone and stand where others
// may read them.
func shared(p *rule.Pass, m *sip.Message, all []presence.CategoryInstance) []*presence.CategoryInstance {
	var found []*presence.CategoryInstance
	for i := range all {
		c := &all[i]
		if !private(c.Key.Category) || !c.Has.Has(presence.HasContainer) || !p.CheckedAlone(m.Lost == 0) {
			continue
		}
		if c.Key.Container > 3 || c.Key.Container == 0 {
			if !c.Deletes() && !c.Cut && !blank(c.Value) {
				found = append(found, c)
			}
		}
	}
	return found
}

// like reports whether two instances are one to people: in two containers, of which
// both are predefined or neither is.
func like(a, b **presence.CategoryInstance) bool {
	_, one := audience((*a).Key.Container)
	_, other := audience((*b).Key.Container)
	return rule.SameInstance((*a).Key, (*b).Key) && one == other
}

// report reports instances that others may read, each in all of its containers, or
// counts them where they stood there before.
func report(p *rule.Pass, told rule.Told[place], f *fact.About, all []*presence.CategoryInstance, how string) {
	for _, same := range rule.Together(all, like) {
		same = slices.DeleteFunc(same, func(c *presence.CategoryInstance) bool {
			return told.Again(place{f.Subject.Presentity, c.Key}, f, proof(f, c, how))
		})
		if len(same) == 0 {
			continue
		}
		var places []place
		var keys []presence.InstanceKey
		var readers []string
		for _, c := range same {
			members, _ := audience(c.Key.Container)
			places, keys, readers = append(places, place{f.Subject.Presentity, c.Key}), append(keys, c.Key), append(readers, members)
		}
		c := same[0]
		at := *f
		at.Subject.Key, at.Subject.HasKey = c.Key, true
		message := fmt.Sprintf("%s is %s in container %d, which %s read; it is for its owner alone", c.Key, how, c.Key.Container, readers[0])
		if len(same) > 1 {
			message = fmt.Sprintf("%s, which %s read, is %s there; it is for its owner alone", rule.Keys(keys), strings.Join(slices.Compact(readers), ", "), how)
		}
		found := p.Report(&at, message, proof(f, c, how))
		if _, custom := audience(c.Key.Container); custom {
			found.Lower(rule.Warning, "a container that is not predefined, and who reads it is its maker's business")
		}
		told.Put(found, f, places...)
	}
}

// proof is that an instance stands there.
func proof(f *fact.About, c *presence.CategoryInstance, how string) rule.Evidence {
	return rule.Evidence{Role: how, Frames: f.Frames, Path: c.Where(), Quote: fmt.Sprintf("%s, container=\"%d\"", c.Key.Category, c.Key.Container)}
}

// private reports whether a category is for its owner alone
// (local-access-only-category-instances). routing and dndState are not among them: they
// stand in shared containers by design.
func private(n presence.Name) bool {
	switch n {
	case "alerts", "device", "mwi", "otherOptions", "rccOptions", "userInformation", "userProperties", "workingHours", "contacts", "groups":
		return true
	}
	return false
}

// audience says who reads a container above 3, or 0 (enhanced-presence 3.1).
func audience(c presence.ContainerID) (members string, custom bool) {
	switch c {
	case 0:
		return "all", false
	case 100:
		return "external contacts", false
	case 200:
		return "colleagues", false
	case 300:
		return "workgroup members", false
	case 400:
		return "friends and family", false
	case 32000:
		return "blocked contacts", false
	}
	return "its members", true
}

// blank reports whether a value says nothing: it is not there, or an element with
// neither content nor attributes.
func blank(v category.Value) bool {
	if v, opaque := v.(category.Opaque); opaque {
		return empty(v.XML)
	}
	return category.Blank(v)
}

// empty reports whether a document is one element without content, and without
// attributes but for namespaces.
func empty(xml string) bool {
	tag, rest, ok := strings.Cut(strings.TrimSpace(xml), ">")
	if !ok || !strings.HasPrefix(tag, "<") {
		return xml == ""
	}
	if closed, alone := strings.CutSuffix(tag, "/"); alone {
		tag = closed
	} else if !strings.HasPrefix(strings.TrimSpace(rest), "</") {
		return false
	}
	attributes := strings.Fields(tag)[1:]
	return !slices.ContainsFunc(attributes, func(a string) bool { return strings.Contains(a, "=") && !strings.HasPrefix(a, "xmlns") })
}
