package link

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"prescap/capture"
)

// otherwise is where tshark does not tell what Decode does.
func otherwise() map[string]string {
	return map[string]string{
		"QinQ":                                "it names the outer tag ieee8021ad.id",
		"IPv6 length 0":                       "it does not look behind it",
		"UDP length 0":                        "it prints the length as it is",
		"VXLAN, a tag outside and one inside": "it does not know the port",
		"MPLS, Ethernet":                      "it takes the control word for something else",
	}
}

// tshark reads the same from the frames of the table as Decode does.
func TestTshark(t *testing.T) {
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("tshark is not installed:", err)
	}
	for _, link := range []capture.LinkType{linkEthernet, linkRaw, linkIPv4, linkIPv6, linkSLL, linkSLL2, linkNull, linkLoop, linkPPP, linkPPPHDLC, linkPPPoE} {
		le := binary.LittleEndian
		file := le.AppendUint32(nil, 0xa1b2c3d4)
		for _, n := range []uint32{4<<16 | 2, 0, 0, 1 << 18, uint32(link)} {
			file = le.AppendUint32(file, n)
		}
		var names, want []string
		var inside []bool // Of a tunnel.
		for _, f := range frames() {
			r := record(f.link, f.data)
			r.Length += f.more
			var p Packet
			if f.link != link || otherwise()[f.name] != "" || r.Length > 1<<18 || Decode(r, &p) != Transport {
				continue
			}
			names, want, inside = append(names, f.name), append(want, asTshark(&p)), append(inside, p.tunnels > 0)
			for _, n := range []int{len(names), 0, len(r.Data), r.Length} {
				file = le.AppendUint32(file, uint32(n))
			}
			file = append(file, r.Data...)
		}
		path := filepath.Join(t.TempDir(), "frames.pcap")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("tshark", "-r", path, "-n", "-T", "fields", "-E", "separator=|", "-E", "aggregator=,")
		for _, f := range []string{"ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "tcp.srcport", "tcp.dstport", "tcp.len", "udp.srcport", "udp.dstport", "udp.length", "ip.id", "vlan.id"} {
			cmd.Args = append(cmd.Args, "-e", f)
		}
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
		if len(got) != len(want) {
			t.Fatalf("tshark reads %d frames of %d", len(got), len(want))
		}
		for i := range want {
			if inside[i] {
				got[i], want[i] = innermost(got[i], want[i])
			}
			if got[i] != want[i] {
				t.Errorf("link type %d, %s:\n%s\ntshark has\n%s", link, names[i], want[i], got[i])
			}
		}
	}
}

// innermost leaves of what tshark prints of a packet in a tunnel, and of what is wanted,
// the transport layer that is wanted, and of what tshark prints of that the last.
func innermost(got, want string) (string, string) {
	const tcp, udp, end = 4, 7, 10
	g, w := strings.Split(got, "|"), strings.Split(want, "|")
	from, to := tcp, udp
	if w[tcp] == "" {
		from, to = udp, end
	}
	for i := range g {
		g[i] = g[i][strings.LastIndexByte(g[i], ',')+1:]
	}
	return strings.Join(g[from:to], "|"), strings.Join(w[from:to], "|")
}

// asTshark prints a packet as tshark prints the fields.
func asTshark(p *Packet) string {
	var four, six, tcp, udp, id, vlan string
	addresses := func(a, b netip.Addr) string { return a.String() + "|" + b.String() }
	four, six, tcp, udp = "|", "|", "||", "||"
	if src, dst := p.Flow.Src.Addr(), p.Flow.Dst.Addr(); src.Is4() {
		four, id = addresses(src, dst), fmt.Sprintf("0x%04x", p.Path.ID)
	} else {
		six = addresses(src, dst)
	}
	size := len(p.Payload) + p.Cut
	if p.Flow.Transport == capture.TCP {
		tcp = fmt.Sprintf("%d|%d|%d", p.Flow.Src.Port(), p.Flow.Dst.Port(), size)
	} else {
		udp = fmt.Sprintf("%d|%d|%d", p.Flow.Src.Port(), p.Flow.Dst.Port(), size+8)
	}
	if n := p.Path.VLAN; n > 0xffff {
		vlan = fmt.Sprintf("%d,%d", n>>16, n&0xffff)
	} else if n > 0 {
		vlan = fmt.Sprint(n)
	}
	return strings.Join([]string{four, six, tcp, udp, id, vlan}, "|")
}
