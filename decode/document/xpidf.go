package document

import (
	"strings"

	"prescap/decode/schema"
)

// TypeXPIDF is the media type of presence between two clients without a server (MS-SIP 7;
// wire reference 11.3).
const TypeXPIDF = "application/xpidf+xml"

// XPIDF is presence between two clients without a server.
type XPIDF struct {
	schema.Base
	URI     string
	Atoms   []Atom
	Display string // The name.
}

// Atom is a way of reaching somebody.
type Atom struct {
	ID        string
	Expires   string
	Addresses []AtomAddress
}

// AtomAddress is an address.
type AtomAddress struct {
	URI, Priority string
	Status        string // open, closed, inuse.
	MSN           string // unknown, away, online, idle, busy, berightback, onthephone, outtolunch.
	Class         string
	Duplex        string
	Feature       string
	Mobility      string
	Note          string
}

// Text says whether somebody can be reached, and what that user does.
func (x *XPIDF) Text() string {
	var parts []string
	for _, a := range x.Atoms {
		for _, d := range a.Addresses {
			for _, s := range []string{d.Status, d.MSN, d.Note} {
				if s != "" {
					parts = append(parts, s)
				}
			}
		}
	}
	return strings.Join(parts, ", ")
}

// xpidf describes presence between two clients without a server, which has no namespaces.
func xpidf() schema.Schema {
	const source, at = "MS-SIP 7", "atom/address"
	word := func(name string, f func(*AtomAddress) any, doc string, known ...string) []schema.Row {
		attr := name
		if name == "msnsubstatus" {
			attr = "substatus"
		}
		return []schema.Row{
			{Path: at + "/" + name, Flags: schema.AnyAttr, Doc: doc, Source: source},
			{Path: at + "/" + name + "/@" + attr, Occurs: schema.Once, Type: schema.Enum("NMTOKEN", false, known...), Keep: schema.At(f), Doc: doc, Source: source},
		}
	}
	rows := []schema.Row{
		{Path: "presentity", Occurs: schema.Once, Flags: schema.AnyAttr, Doc: "whose it is", Source: source},
		{Path: "presentity/@uri", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(x *XPIDF) any { return &x.URI }), Doc: "whose it is", Source: source},
		{Path: "atom", Occurs: schema.Any, Flags: schema.AnyAttr | schema.AnyChild, Keep: schema.Many(func(x *XPIDF) *[]Atom { return &x.Atoms }), Doc: "a way of reaching the user", Source: source},
		{Path: "atom/@atomid", Occurs: schema.Once, Spelt: []string{"id"}, Type: schema.Token(), Keep: schema.At(func(a *Atom) any { return &a.ID }), Doc: "its name", Source: source},
		{Path: "atom/@expires", Type: schema.Token(), Keep: schema.At(func(a *Atom) any { return &a.Expires }), Doc: "until when", Source: source},
		{Path: at, Occurs: schema.Any, Flags: schema.AnyAttr | schema.AnyChild, Keep: schema.Many(func(a *Atom) *[]AtomAddress { return &a.Addresses }), Doc: "an address", Source: source},
		{Path: at + "/@uri", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(a *AtomAddress) any { return &a.URI }), Doc: "the address", Source: source},
		{Path: at + "/@priority", Type: schema.Token(), Keep: schema.At(func(a *AtomAddress) any { return &a.Priority }), Doc: "up to 1", Source: source},
	}
	rows = append(rows, word("status", func(a *AtomAddress) any { return &a.Status }, "whether the user can be reached", "open", "closed", "inuse")...)
	rows = append(rows, word("msnsubstatus", func(a *AtomAddress) any { return &a.MSN }, "what the user does", "unknown", "away", "online", "idle", "busy", "berightback", "onthephone", "outtolunch")...)
	rows = append(rows, word("class", func(a *AtomAddress) any { return &a.Class }, "what it is for", "business", "personal")...)
	rows = append(rows, word("duplex", func(a *AtomAddress) any { return &a.Duplex }, "in which directions", "full", "half", "send-only", "receive-only")...)
	rows = append(rows, word("feature", func(a *AtomAddress) any { return &a.Feature }, "what answers", "voicemail", "attendant")...)
	rows = append(rows, word("mobility", func(a *AtomAddress) any { return &a.Mobility }, "whether it moves", "fixed", "mobile")...)
	rows = append(rows,
		schema.Row{Path: at + "/note", Type: schema.String(), Keep: schema.At(func(a *AtomAddress) any { return &a.Note }), Doc: "a text", Source: source},
		schema.Row{Path: "display", Flags: schema.AnyAttr, Doc: "the name", Source: source},
		schema.Row{Path: "display/@name", Occurs: schema.Once, Type: schema.String(), Keep: schema.At(func(x *XPIDF) any { return &x.Display }), Doc: "the name", Source: source},
	)
	return schema.Schema{
		Name: "xpidf", Roots: []string{"presence"}, Anywhere: true, Flags: schema.AnyAttr | schema.AnyChild,
		Doc: "presence between two clients without a server", Source: source, New: func() any { return &XPIDF{} }, Rows: rows,
	}
}
