package sip

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// header frames a header written with LF.
func header(t testing.TB, lines string) Header {
	t.Helper()
	data := strings.ReplaceAll("INFO sip:a SIP/2.0\n"+lines+"\nl: 0\n\n", "\n", "\r\n")
	m := frameCuts(t, DefaultLimits(), 1, []byte(data)).messages
	if len(m) != 1 {
		t.Fatalf("%d messages", len(m))
	}
	return m[0].Header
}

func TestHeaderNames(t *testing.T) {
	h := header(t, "v: SIP/2.0/TLS a\nFROM: x\nVIA: SIP/2.0/TLS b, SIP/2.0/TLS c;d=\"e,f\"\no: presence\nk: a,b\nsupported : c , ,d\nX: y")
	for name, want := range map[string]string{
		"Via": "SIP/2.0/TLS a", "V": "SIP/2.0/TLS a", "from": "x", "f": "x", "Event": "presence", "x": "y", "To": "", "": "", "Session-Expires": "y",
	} {
		if got := h.Get(name); got != want || h.Has(name) != (want != "") {
			t.Errorf("Get(%q) = %q, want %q", name, got, want)
		}
	}
	if got := h.Values(HeaderVia); len(got) != 2 {
		t.Errorf("Values = %q", got)
	}
	if got := h.List(HeaderSupported); !slices.Equal(got, []string{"a", "b", "c", "d"}) {
		t.Errorf("List = %q", got)
	}
	vias := h.Vias()
	if len(vias) != 3 || vias[2].Host != "c" || vias[2].Params[0].Value != "e,f" {
		t.Errorf("Vias = %v", vias)
	}
	if h[0].Name != "v" || h[5].Name != "supported" || h[1].Offset != 18+2+18 {
		t.Errorf("fields as sent: %+v", h[:6])
	}
}

func TestFolding(t *testing.T) {
	h := header(t, "Subject: one\n two\n\t  three  \n \n four\nEmpty:\n  late\nNone:\n \nVia: \"a\n b\"")
	for name, want := range map[string]string{"s": "one two three four", "Empty": "late", "None": "", "v": `"a b"`} {
		if got := h.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
}

func TestTypedValues(t *testing.T) {
	h := header(t, "c: Multipart/Related; Type=\"application/rlmi+xml\" ;start=resourceList;boundary=a=b\nExpires: 600\n"+
		"Max-Forwards: 0\nCSeq:  4294967295 \t SERVICE\nEvent: presence;id=1\nSubscription-State: Active;expires=7\ni: a;b@c")
	ct := h.ContentType()
	if v, _ := ct.Params.Get("BOUNDARY"); ct.Name != "multipart/related" || len(ct.Params) != 3 || v != "a=b" {
		t.Errorf("ContentType = %v", ct)
	}
	if d, ok := h.Expires(); d != 10*time.Minute || !ok {
		t.Errorf("Expires = %v %v", d, ok)
	}
	if n, ok := h.MaxForwards(); n != 0 || !ok {
		t.Errorf("MaxForwards = %v %v", n, ok)
	}
	if c, ok := h.CSeq(); c != (CSeq{4294967295, "SERVICE"}) || !ok {
		t.Errorf("CSeq = %v %v", c, ok)
	}
	if n, ok := h.ContentLength(); n != 0 || !ok {
		t.Errorf("ContentLength = %v %v", n, ok)
	}
	if e := h.Event(); e.Name != "presence" || !e.Params.Has("id") {
		t.Errorf("Event = %v", e)
	}
	if s := h.SubscriptionState(); s.Name != "active" {
		t.Errorf("SubscriptionState = %v", s)
	}
	if h.CallID() != "a;b@c" {
		t.Errorf("CallID = %q", h.CallID())
	}
	h = header(t, "Expires: 99999999999\nMax-Forwards: -1\nCSeq: SERVICE\nCall-Info: x")
	d, ok1 := h.Expires()
	n, ok2 := h.MaxForwards()
	_, ok3 := h.CSeq()
	if ok1 || ok2 || ok3 || d != 0 || n != 0 || h.CallID() != "" || h.Event().Name != "" || h.ContentType().Name != "" {
		t.Errorf("nonsense is understood: %v %v", d, n)
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		in      string
		display string
		uri     string
		params  string
		ok      bool
	}{
		{`<sip:a@x>`, "", "sip:a@x", "", true},
		{`sip:a@x;tag=1`, "", "sip:a@x", "tag=1", true},
		{`Alice Smith <sip:a@x;p=1>;tag=1;epid=2`, "Alice Smith", "sip:a@x;p=1", "tag=1 epid=2", true},
		{`"Smith, \"Al\" \\ <b>" <sip:a@x> ; tag = 1`, `Smith, "Al" \ <b>`, "sip:a@x", "tag=1", true},
		{`""<sip:a@x>`, "", "sip:a@x", "", true},
		{`<sip:a@x;opaque=user:epid:AbC==;gruu>;x="a;b,c>";x=2;lr`, "", "sip:a@x;opaque=user:epid:AbC==;gruu", "x=a;b,c> x=2 lr=", true},
		{`<tel:+1425;phone-context=x>`, "", "tel:+1425;phone-context=x", "", true},
		{`*`, "", "*", "", true},
		{`*;q=0`, "", "*", "q=0", true},
		{`<sip:a@x`, "", "sip:a@x", "", false},
		{`"open <sip:a@x>;tag=1`, "open", "sip:a@x", "tag=1", false},
		{`<sip:a@x> junk;tag=1`, "", "sip:a@x", "tag=1", false},
		{`<>`, "", "", "", false},
		{``, "", "", "", false},
		{`;tag=1`, "", "", "tag=1", false},
		{"\"Gr\xc3\xbc\xc3\x9fe\" <sip:a@x>;=;a==b;;", "Gr\xc3\xbc\xc3\x9fe", "sip:a@x", "= a==b", true},
	} {
		a, ok := ParseAddress(c.in)
		var params []string
		for _, p := range a.Params {
			params = append(params, p.Name+"="+p.Value)
		}
		got := strings.Join(params, " ")
		if a.Display != c.display || a.URI != c.uri || got != c.params || ok != c.ok {
			t.Errorf("ParseAddress(%q) = %q %q %q %v", c.in, a.Display, a.URI, got, ok)
		}
	}
	h := header(t, "m: <sip:a@x>, ,\"q,\" <sip:b@x;c=1,2>;tag=5\nContact: sip:c@x,*\nf: <sip:a@x>;Tag=9")
	var got []string
	for _, a := range h.Contacts() {
		got = append(got, a.URI)
	}
	if want := []string{"sip:a@x", "sip:b@x;c=1,2", "sip:c@x", "*"}; !slices.Equal(got, want) {
		t.Errorf("Contacts = %q, want %q", got, want)
	}
	from, ok := h.From()
	if _, has := h.To(); from.Tag() != "9" || !ok || has {
		t.Errorf("From = %v %v", from, ok)
	}
}

func TestVias(t *testing.T) {
	for _, c := range []struct {
		in, transport, host string
		port                uint16
		params              int
		ok                  bool
	}{
		{"SIP/2.0/TLS 10.0.0.1:5061;branch=z9hG4bK1;ms-received-cid=QUJD==", "TLS", "10.0.0.1", 5061, 2, true},
		{"SIP / 2.0 / tcp  first.example : 4000 ;ttl=16 ; rport", "tcp", "first.example", 4000, 2, true},
		{"SIP/2.0/TLS [2001:db8::1];received=1.2.3.4", "TLS", "[2001:db8::1]", 0, 1, true},
		{"SIP/2.0/TLS [2001:db8::1]:5061;ms-internal-info=\"a,b;c\"", "TLS", "[2001:db8::1]", 5061, 1, true},
		{"SIP/2.0/TLS", "TLS", "", 0, 0, false},
		{"SIP/2.0", "", "", 0, 0, false},
		{"SIP/2.0/TLS a:b", "TLS", "", 0, 0, false},
		{"", "", "", 0, 0, false},
	} {
		v, ok := ParseVia(c.in)
		if v.Transport != c.transport || v.Host != c.host || v.Port != c.port || len(v.Params) != c.params || ok != c.ok {
			t.Errorf("ParseVia(%q) = %+v %v", c.in, v, ok)
		}
	}
	if v, _ := ParseVia("SIP/2.0/TLS a;Branch=z9;x"); v.Branch() != "z9" || v.Protocol != "SIP/2.0" {
		t.Errorf("%+v", v)
	}
}

func TestAuthenticationParams(t *testing.T) {
	p := ParseParams(`qop="auth", realm="a, \"b\"", gssapi-data="TlRMTVNTUAAC==", version=4, realm=2`, ',')
	if v, _ := p.Get("gssapi-data"); len(p) != 5 || v != "TlRMTVNTUAAC==" || p[1].Value != `a, "b"` || p[4].Value != "2" {
		t.Errorf("%q", p)
	}
}
