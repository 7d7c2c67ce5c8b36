package render

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"prescap/decode/category"
	"prescap/decode/presence"
)

// instanceText says what a document says of a category instance. Its number is named
// where the name of its category does not say it all.
func instanceText(c presence.CategoryInstance) string {
	var b strings.Builder
	b.WriteString(string(c.Key.Category))
	if c.Key.Container != presence.NoContainer {
		fmt.Fprintf(&b, "/%d", c.Key.Container)
	}
	if c.Has.Has(presence.HasInstance) {
		fmt.Fprintf(&b, "/%d", c.Key.Instance)
		if class := presence.InstanceClassOf(c.Key.Category, c.Key.Instance); class.Name != string(class.Category) {
			fmt.Fprintf(&b, " (%s)", class.Name)
		}
	}
	if c.Has.Has(presence.HasVersion) {
		fmt.Fprintf(&b, " v%d", c.Version)
	}
	switch {
	case c.Element == "publication" && c.Deletes():
		b.WriteString(" deleted")
	case c.Cut:
		b.WriteString(" cut off")
	case c.Value == nil && !c.Has.Has(presence.HasInstance):
		b.WriteString(" none")
	default:
		b.WriteString(" " + category.Text(c.Value))
	}
	return b.String() + suffix(" ", string(c.Expire), "")
}

func containerText(c presence.Container) string {
	members := few(c.Members, func(m presence.Member) string {
		return suffix("", string(m.Action), " ") + m.Type + suffix(" ", m.Value, "")
	})
	return fmt.Sprintf("container %d%s: %s", c.ID, suffix(" ", versionText(c.Version, c.HasVersion), ""), cmp.Or(members, "nobody"))
}

func subscriberText(s presence.Subscriber) string {
	if s.Acknowledged {
		return "subscriber " + s.User + " acknowledged"
	}
	return "subscriber " + s.User
}

func delegateText(d presence.Delegate) string {
	return "delegate " + d.User + suffix(" ", d.Action, "") +
		suffix(" ", string(d.Publish), " publish") + suffix(" ", string(d.Redelegate), " redelegate")
}

func versionText(version uint32, has bool) string {
	if !has {
		return ""
	}
	return fmt.Sprintf("v%d", version)
}

func operationText(o presence.FaultOperation) string {
	s := fmt.Sprintf("operation %d", o.Index)
	if o.HasVersion {
		s += fmt.Sprintf(" version %d", o.Version)
	}
	if o.HasCurrentVersion {
		s += fmt.Sprintf(" curVersion %d", o.CurrentVersion)
	}
	return s
}

func resourcesText(l *presence.ResourceList) string {
	s := "changes"
	if l.FullState {
		s = "full state"
	}
	if l.HasVersion {
		s += fmt.Sprintf(" v%d", l.Version)
	}
	return of(s, few(l.Resources, func(r presence.Resource) string {
		return r.URI + suffix(" ", r.State, "") + suffix(" ", r.StatusCode, "") + suffix(", ", r.Reason, "") + suffix(", at ", r.PoolFQDN, "")
	}))
}

// few says the first few of a list in words, and how many more there are.
func few[T any](all []T, words func(T) string) string {
	const most = 6
	var parts []string
	for i, v := range all {
		if i == most {
			parts = append(parts, fmt.Sprintf("… %d more", len(all)-most))
			break
		}
		parts = append(parts, words(v))
	}
	return strings.Join(parts, "; ")
}

// list is a list of words as a few of them.
func list[T ~string](all []T) string {
	return strings.ReplaceAll(few(all, func(s T) string { return string(s) }), "; ", ", ")
}

// of says something of somebody; what is empty is left out.
func of(who string, what ...string) string {
	var parts []string
	for _, w := range what {
		if w != "" {
			parts = append(parts, w)
		}
	}
	if who == "" || len(parts) == 0 {
		return who + strings.Join(parts, "; ")
	}
	return who + ": " + strings.Join(parts, "; ")
}

// suffix puts something around a text that is not empty.
func suffix(before, s, after string) string {
	if s == "" {
		return ""
	}
	return before + s + after
}

func within(d time.Duration) string {
	if d < 0 {
		return ""
	}
	return fmt.Sprintf("expires %d", int64(d/time.Second))
}
