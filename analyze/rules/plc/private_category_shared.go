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
			told := rule.NewTable[place, *rule.Finding](h)
			rule.On(h, func(p *rule.Pass, f *fact.Published) {
				for i := range f.Publish.Instances {
					shared(p, told, &f.About, f.Message, &f.Publish.Instances[i], "published")
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.SelfNotified) {
				for i := range f.Data.Instances {
					shared(p, told, &f.About, f.Message, &f.Data.Instances[i], "stated by the server")
				}
			})
		},
	}
}

// shared reports an instance that is for its owner alone and stands where others may
// read it.
func shared(p *rule.Pass, told *rule.Table[place, *rule.Finding], f *fact.About, m *sip.Message, c *presence.CategoryInstance, how string) {
	if !private(c.Key.Category) || !c.Has.Has(presence.HasContainer) || !p.CheckedAlone(m.Lost == 0) {
		return
	}
	if c.Key.Container != 0 && c.Key.Container <= 3 || c.Deletes() || c.Cut || blank(c.Value) {
		return
	}
	k := place{f.Subject.Presentity, c.Key}
	proof := rule.Evidence{Role: how, Frames: f.Frames, Path: c.Where(), Quote: fmt.Sprintf("%s, container=\"%d\"", c.Key.Category, c.Key.Container)}
	if before := told.Touch(k); before != nil {
		(*before).Again(f, proof)
		return
	}
	at := *f
	at.Subject.Key, at.Subject.HasKey = c.Key, true
	members, custom := audience(c.Key.Container)
	found := p.Report(&at, fmt.Sprintf("%s is %s in container %d, which %s read; it is for its owner alone", c.Key, how, c.Key.Container, members), proof)
	if custom {
		found.Lower(rule.Warning, "a container that is not predefined, and who reads it is its maker's business")
	}
	told.Put(k, found)
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
	switch v := v.(type) {
	case nil:
		return true
	case *category.Device:
		return v.EndpointID == "" && v.MachineName == "" && v.TimeZone == "" && len(v.Capabilities) == 0
	case category.Opaque:
		return empty(v.XML)
	}
	return false
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
