package sip

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/ghettovoice/gosip/sip/parser"
)

func TestURI(t *testing.T) {
	for _, c := range []struct {
		in                 string
		scheme, user, host string
		port               uint16
		params             int
		aor                string
		ok                 bool
	}{
		{"sip:Alice@Contoso.com", "sip", "Alice", "Contoso.com", 0, 0, "alice@contoso.com", true},
		{"SIPS:alice@contoso.com:5061;transport=TLS", "sips", "alice", "contoso.com", 5061, 1, "alice@contoso.com", true},
		{"sip:Alice@contoso.com;opaque=user:epid:AbC-d==;gruu", "sip", "Alice", "contoso.com", 0, 2, "alice@contoso.com", true},
		{"sip:alice@[2001:db8::1];p", "sip", "alice", "[2001:db8::1]", 0, 1, "alice@[2001:db8::1]", true},
		{"sip:alice@[2001:db8::1]:5061", "sip", "alice", "[2001:db8::1]", 5061, 0, "alice@[2001:db8::1]", true},
		{"sip:10.0.0.1:5060;ms-received-cid=600", "sip", "", "10.0.0.1", 5060, 1, "10.0.0.1", true},
		{"sip:alice:secret@contoso.com", "sip", "alice", "contoso.com", 0, 0, "alice@contoso.com", true},
		{"sip:al%20ice+x@contoso.com", "sip", "al ice+x", "contoso.com", 0, 0, "al ice+x@contoso.com", true},
		{"sip:alice;x=1?@contoso.com;y?Subject=a%20b&c=d;e", "sip", "alice;x=1?", "contoso.com", 0, 1, "alice;x=1?@contoso.com", true},
		{"sip:+1425;phone-context=x@contoso.com;user=phone", "sip", "+1425;phone-context=x", "contoso.com", 0, 1, "+1425;phone-context=x@contoso.com", true},
		{"tel:+1-425-555;phone-context=contoso.com", "tel", "+1-425-555", "", 0, 1, "+1-425-555", true},
		{"TEL:123", "tel", "123", "", 0, 0, "123", true},
		{"pres:alice@contoso.com", "pres", "alice", "contoso.com", 0, 0, "alice@contoso.com", true},
		{"alice@contoso.com", "", "alice", "contoso.com", 0, 0, "alice@contoso.com", true},
		{"contoso.com:5061", "", "", "contoso.com", 5061, 0, "contoso.com", true},
		{"urn:uuid:ABC", "urn", "", "", 0, 0, "uuid:abc", true},
		{"sip:Grüße@contoso.com", "sip", "Grüße", "contoso.com", 0, 0, "grüße@contoso.com", true},
		{"sip:alice@contoso.com;p=b@c", "sip", "alice", "contoso.com", 0, 1, "alice@contoso.com", true},
		// Refused, with what can be said all the same.
		{"sip:", "sip", "", "", 0, 0, "", false},
		{"sip", "", "", "sip", 0, 0, "sip", true},
		{"s:", "s", "", "", 0, 0, "", false},
		{"", "", "", "", 0, 0, "", false},
		{"*", "", "", "*", 0, 0, "*", true},
		{"sip:Alice@", "sip", "", "", 0, 0, "alice@", false},
		{"sip:100%@Contoso.com", "sip", "", "", 0, 0, "100%@contoso.com", false},
		{"sip:alice@contoso.com:99999", "sip", "", "", 0, 0, "alice@contoso.com:99999", false},
		{"sip:alice@::1", "sip", "", "", 0, 0, "alice@::1", false},
		{"sip:alice@[::1", "sip", "", "", 0, 0, "alice@[::1", false},
		{"sip:alice@a b", "sip", "", "", 0, 0, "alice@a b", false},
		{"sip:a@b@c", "sip", "", "", 0, 0, "a@b@c", false},
	} {
		u, ok := ParseURI(c.in)
		if u.Raw != c.in || u.Scheme != c.scheme || u.User != c.user || u.Host != c.host || u.Port != c.port || len(u.Params) != c.params || ok != c.ok {
			t.Errorf("ParseURI(%q) = %+v %v", c.in, u, ok)
		}
		if got := AoR(c.in); got != c.aor {
			t.Errorf("AoR(%q) = %q, want %q", c.in, got, c.aor)
		}
	}
	u, _ := ParseURI("sip:a:p%3aq@x;opaque=A=B==;lr?Subject=x%20y&b")
	if v, _ := u.Params.Get("Opaque"); u.Password != "p:q" || v != "A=B==" || u.Headers != "Subject=x%20y&b" || !u.Params.Has("lr") {
		t.Errorf("%+v", u)
	}
}

// TestGosipTraps shows what gosip does with what we keep from it; when one of
// them fails, gosip has changed, and its guard can go.
func TestGosipTraps(t *testing.T) {
	errNothing := errors.New("neither a result nor an error")
	try := func(f func() error) (what string) {
		defer func() {
			if r := recover(); r != nil {
				what = "panic"
			}
		}()
		switch f() {
		case nil:
			return "fine"
		case errNothing:
			return "nothing"
		default:
			return "error"
		}
	}
	addresses := func(s string) func() error {
		return func() error {
			_, all, _, err := parser.ParseAddressValues(s)
			if err == nil && len(all) == 0 {
				err = errNothing
			}
			return err
		}
	}
	uri := func(s string) func() error {
		return func() error { _, err := parser.ParseUri(s); return err }
	}
	for _, c := range []struct {
		name, want string
		f          func() error
	}{
		{"equals sign in a parameter", "error", uri("sip:a@x;opaque=QUJD==")},
		{"tel", "error", uri("tel:+1425")},
		{"IPv6 without a port", "error", uri("sip:a@[2001:db8::1]")},
		{"IPv6 without a port, digits at its end", "error", uri("sip:[::1]")},
		{"bad escape", "error", uri("sip:100%@x")},
		{"a URI of two bytes", "panic", func() error { _, err := parser.ParseSipUri("si"); return err }},
		{"no host", "fine", uri("sip:a@")},
		{"nothing", "fine", uri("sip:")},
		{"a bare IPv6 address", "fine", uri("sip:a@::1")},
		{"two @", "error", uri("sip:a@b@c")},
		{"an empty part of a list", "panic", addresses("<sip:a@x>, ,<sip:b@x>")},
		{"an unclosed bracket", "nothing", addresses("<sip:a@x")},
		{"a quote within quotes", "nothing", addresses(`"a\"b" <sip:a@x>`)},
	} {
		if got := try(c.f); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if p, _, err := parser.ParseParams(";a=1;a=2", ';', ';', 0, true, true); err != nil || p.Length() != 1 {
		t.Errorf("repeated parameters: %v %v, want one", p, err)
	}
	if p, _, err := parser.ParseParams(";a=\xc3\xbc", ';', ';', 0, true, true); err != nil || strings.Contains(p.String(), "\xc3\xbc;") {
		t.Errorf("UTF-8 in a parameter: %q %v, want it spoilt", p.String(), err)
	}
	if host, port, err := parser.ParseHostPort("::1"); err != nil || host != ":" || *port != 1 {
		t.Errorf("a bare IPv6 address: %q %v %v", host, port, err)
	}
}

func TestMemo(t *testing.T) {
	m := NewMemo(4)
	for i := range 20 {
		raw := fmt.Sprintf("sip:User%d@contoso.com;x=%d", i%6, i%6)
		u, ok := m.URI(raw)
		if want, _ := ParseURI(raw); !ok || u.User != want.User || m.AoR(raw) != want.AoR() || len(m.uris) > 4 {
			t.Errorf("%s: %+v %v, %d remembered", raw, u, ok, len(m.uris))
		}
	}
	if n := testing.AllocsPerRun(100, func() { m.AoR("sip:alice@contoso.com") }); n != 0 {
		t.Errorf("%v allocations for a URI that is remembered", n)
	}
	if m.AoR("sip:" + strings.Repeat("A", 2000) + "@x"); len(m.uris) > 4 {
		t.Error("a long URI is remembered")
	}
	if u, ok := NewMemo(0).URI("sip:a@x"); !ok || u.Host != "x" {
		t.Error("a Memo of nothing does not work")
	}
	if _, ok := m.URI("sip:"); ok {
		t.Error("nonsense is understood")
	}
}
