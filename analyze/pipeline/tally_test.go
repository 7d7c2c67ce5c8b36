package pipeline

import (
	"net/netip"
	"testing"

	"prescap/capture"
)

// What is hidden counts where it could be SIP: by its port, by the name its
// client asked for, or because the same peer speaks SIP elsewhere.
func TestHiddenShare(t *testing.T) {
	conn := func(kind Kind, dst, name string, hidden int64) *Connection {
		c := &Connection{Kind: kind, ServerName: name, Flow: capture.Flow{
			Src: netip.MustParseAddrPort("10.0.0.1:50000"), Dst: netip.MustParseAddrPort(dst),
		}}
		c.Sides[0].Bytes, c.Sides[0].Hidden = 100, hidden
		return c
	}
	spoken := conn(SIP, "10.0.0.9:443", "", 0)
	for _, c := range []struct {
		name                 string
		conns                []*Connection
		carried, undecrypted int64
	}{
		{"office web", []*Connection{conn(TLS, "10.0.0.9:443", "www.contoso.com", 100)}, 0, 0},
		{"port 5061", []*Connection{conn(TLS, "10.0.0.9:5061", "", 100)}, 100, 100},
		{"by name", []*Connection{conn(TLS, "10.0.0.9:443", "SIP.contoso.com", 100)}, 100, 100},
		{"by another name", []*Connection{conn(TLS, "10.0.0.9:443", "lyncdiscover.fabrikam.com", 100)}, 100, 100},
		{"by part of a name", []*Connection{conn(TLS, "10.0.0.9:443", "edge.sip.fabrikam.com", 100)}, 100, 100},
		{"peer, seen before", []*Connection{spoken, conn(TLS, "10.0.0.9:443", "", 60)}, 160, 60},
		{"peer, seen later", []*Connection{conn(TLS, "10.0.0.9:443", "", 60), spoken}, 160, 60},
		{"another port of the peer", []*Connection{spoken, conn(TLS, "10.0.0.9:444", "", 60)}, 100, 0},
		{"compressed", []*Connection{conn(Compressed, "10.0.0.9:443", "", 90)}, 100, 90},
		{"something else on 5060", []*Connection{conn(Other, "10.0.0.9:5060", "", 0)}, 0, 0},
	} {
		var sum tally
		for _, conn := range c.conns {
			sum.add(&Item{Connection: conn})
		}
		if l := sum.account(nil, 0, Loss{}).Loss; l.Undecrypted != c.undecrypted || l.Carried != c.carried {
			t.Errorf("%s: %+v", c.name, l)
		}
	}
}
