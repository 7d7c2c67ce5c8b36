package body

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"prescap/decode/defect"
	"prescap/decode/identity"
	"prescap/decode/lexical"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// Headers of Microsoft's registration (MS-SIPREGE 2.2.1, MS-CONMGMT 2.2.1, MS-SIPRE
// 4.10).
const (
	headerPresenceState = "presence-state"
	headerKeepAlive     = "ms-keep-alive"
	headerLogonData     = "ms-user-logon-data"
	paramInstance       = "+sip.instance"
	methodRegister      = "REGISTER"
)

// registration is a registration that is being read.
type registration struct {
	*presence.Register
	r       *Reader
	m       *sip.Message
	defects []defect.Defect
}

// Register reads a REGISTER request, its success, or a redirection of it; ok is false
// when the message is neither.
func (r *Reader) Register(m *sip.Message, defects []defect.Defect) (*presence.Register, []defect.Defect, bool) {
	if m.Method != methodRegister || !m.IsRequest() && (m.Status < 200 || m.Status > 399) {
		return nil, defects, false
	}
	g := &registration{&presence.Register{Expires: -1}, r, m, defects}
	if to, _ := m.Header.To(); to.URI != "" {
		g.User = r.memo.AoR(to.URI)
	}
	if from, ok := m.Header.From(); ok {
		epid, _ := from.Params.Get("epid")
		g.EPID = r.words.Of(epid)
	}
	g.extensions()
	g.keepAlive()
	if f, ok := m.Header.First(sip.HeaderExpires); ok {
		g.Expires = g.seconds(f, sip.HeaderExpires, f.Value, g.Expires)
	}
	contacts := m.Header.Contacts()
	g.Contacts = len(contacts)
	if m.Status >= 300 {
		for i := range g.kept(sip.HeaderContact, len(contacts)) {
			g.Redirect = append(g.Redirect, r.words.Of(contacts[i].URI))
		}
		return g.Register, g.defects, true
	}
	if !m.IsRequest() {
		g.presenceState()
	}
	g.bindings(contacts)
	return g.Register, g.defects, true
}

// extensions reads what sender and registrar can do, and who they are.
func (g *registration) extensions() {
	g.Event = g.r.words.Of(g.m.Header.Event().Name)
	g.LogonData = g.r.words.Of(g.m.Header.Get(headerLogonData))
	product := sip.HeaderUserAgent
	if !g.m.IsRequest() {
		product = sip.HeaderServer
	}
	g.Product = g.r.words.Of(g.m.Header.Get(product))
	g.Supported = g.list(sip.HeaderSupported)
	g.AllowEvents = g.list(sip.HeaderAllowEvents)
}

// list reads a header that is a list of words.
func (g *registration) list(name string) []string {
	all := g.m.Header.List(name)
	all = all[:g.kept(name, len(all))]
	for i, s := range all {
		all[i] = g.r.words.Of(s)
	}
	return all
}

// kept is how many of n values of a header are kept. It says when that is not all.
func (g *registration) kept(name string, n int) int {
	if most := g.r.limits.Instances; n > most {
		f, _ := g.m.Header.First(name)
		g.odd(DefectLimit, f, name, fmt.Sprintf("more than %d values of %s; the rest is not kept", most, name))
		return most
	}
	return n
}

// keepAlive reads ms-keep-alive: a role, and parameters.
func (g *registration) keepAlive() {
	f, ok := g.m.Header.First(headerKeepAlive)
	if !ok {
		return
	}
	role, rest, _ := strings.Cut(f.Value, ";")
	params := sip.ParseParams(rest, ';')
	k := &presence.KeepAlive{
		Role:    g.word(f, headerKeepAlive, strings.TrimSpace(role), "UAC", "UAS"),
		TCP:     g.param(f, headerKeepAlive, params, "tcp", "yes", "no"),
		HopHop:  g.param(f, headerKeepAlive, params, "hop-hop", "yes", "no"),
		EndEnd:  g.param(f, headerKeepAlive, params, "end-end", "yes", "no"),
		Timeout: -1,
	}
	if s, ok := params.Get("timeout"); ok {
		k.Timeout = g.seconds(f, headerKeepAlive+";timeout", s, -1)
	}
	g.KeepAlive = k
}

// presenceState reads presence-state.
func (g *registration) presenceState() {
	f, _ := g.m.Header.First(headerPresenceState)
	params := sip.ParseParams(f.Value, ';')
	g.State = g.param(f, headerPresenceState, params, "register-action", "added", "refreshed", "fixed")
	g.Cluster = g.param(f, headerPresenceState, params, "primary-cluster-type", "central", "remote")
	g.Connected = g.param(f, headerPresenceState, params, "is-connected-to-primary", "yes", "no")
	g.UserServices = g.param(f, headerPresenceState, params, "user-services-state", "unavailable")
}

// bindings reads the contacts: what is said of who registers, and the others.
func (g *registration) bindings(contacts []sip.Address) {
	f, _ := g.m.Header.First(sip.HeaderContact)
	c := own(contacts, g.EPID, g.m)
	n := g.kept(sip.HeaderContact, len(contacts))
	for i := range contacts {
		if &contacts[i] != c && i >= n {
			continue
		}
		b := g.binding(f, &contacts[i])
		if &contacts[i] != c {
			g.Others = append(g.Others, b)
			continue
		}
		g.Instance, g.GRUU = b.Instance, b.GRUU
		if b.Expires >= 0 {
			g.Expires = b.Expires
		}
	}
}

// binding reads a contact.
func (g *registration) binding(f sip.Field, c *sip.Address) presence.Binding {
	instance, _ := c.Params.Get(paramInstance)
	gruu, _ := c.Params.Get("gruu")
	b := presence.Binding{
		URI: g.r.words.Of(c.URI), Instance: g.r.words.Of(strings.Trim(instance, "<> ")), GRUU: g.r.words.Of(gruu), Expires: -1,
	}
	if s, ok := c.Params.Get("expires"); ok {
		b.Expires = g.seconds(f, sip.HeaderContact+";expires", s, -1)
	}
	return b
}

// param reads the word in a parameter, "" when it is absent.
func (g *registration) param(f sip.Field, header string, params sip.Params, name string, defined ...string) string {
	s, ok := params.Get(name)
	if !ok {
		return ""
	}
	return g.word(f, header+";"+name, s, defined...)
}

// word reads a word, and says when it is none of those that are defined. It is kept
// all the same.
func (g *registration) word(f sip.Field, path, s string, defined ...string) string {
	if !slices.ContainsFunc(defined, func(w string) bool { return strings.EqualFold(s, w) }) {
		g.odd(DefectRegister, f, path, "expected "+strings.Join(defined, " or ")+", found "+lexical.Quote(s))
	}
	return g.r.words.Of(s)
}

// seconds reads a number of seconds, and says when it is none; it is otherwise then.
func (g *registration) seconds(f sip.Field, path, s string, otherwise time.Duration) time.Duration {
	d, ok := parseSeconds(s)
	if !ok {
		g.odd(DefectRegister, f, path, "expected a number of seconds, found "+lexical.Quote(s))
		return otherwise
	}
	return d
}

func (g *registration) odd(kind defect.Kind, f sip.Field, path, text string) {
	g.defects = append(g.defects, defect.Defect{Kind: kind, Offset: f.Offset, Path: path, Text: text})
}

// own returns the contact of who registers: the only one; or of several that of
// the instance that follows from the epid, or that of the address that the request
// came from. It is nil when none can be told.
func own(contacts []sip.Address, epid string, m *sip.Message) *sip.Address {
	if len(contacts) == 1 {
		return &contacts[0]
	}
	if epid != "" {
		want := identity.FromEPID(epid)
		for i := range contacts {
			instance, _ := contacts[i].Params.Get(paramInstance)
			if e, ok := identity.ParseInstance(instance); ok && e == want {
				return &contacts[i]
			}
		}
	}
	via := ""
	for f := range m.Header.All(sip.HeaderVia) {
		via = f.Value // The last was put there by who sent the request.
	}
	if v, ok := sip.ParseVia(via); ok {
		for i := range contacts {
			if u, ok := sip.ParseURI(contacts[i].URI); ok && strings.EqualFold(u.Host, v.Host) && u.Port == v.Port {
				return &contacts[i]
			}
		}
	}
	return nil
}

// parseSeconds reads a number of seconds.
func parseSeconds(s string) (time.Duration, bool) {
	h := sip.Header{{Name: sip.HeaderExpires, Value: strings.TrimSpace(s)}}
	return h.Expires()
}
