package link

import (
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"

	"prescap/capture"
)

// gopacket reads the same from the frames of the table as Decode does, wherever
// it reads a transport header without complaint. Its IPv6 decoder is not asked
// about hop-by-hop headers: it takes their length for payload that follows.
func TestGopacket(t *testing.T) {
	agreed := 0
	for _, f := range frames() {
		r := record(f.link, f.data)
		r.Length += f.more
		var p Packet
		if f.link != linkEthernet || Decode(r, &p) != Transport {
			continue
		}
		g := gopacket.NewPacket(f.data, layers.LayerTypeEthernet, gopacket.NoCopy)
		var net gopacket.NetworkLayer
		var transport gopacket.TransportLayer
		for _, l := range g.Layers() { // The innermost of each counts.
			if n, ok := l.(gopacket.NetworkLayer); ok {
				net = n
			}
			if x, ok := l.(gopacket.TransportLayer); ok {
				transport = x
			}
		}
		if u, ok := transport.(*layers.UDP); ok && p.tunnels > 0 && u.SrcPort == 40000 {
			continue // It did not see the tunnel.
		}
		if net == nil || transport == nil || g.Layer(layers.LayerTypeIPv6HopByHop) != nil {
			continue
		}
		agreed++
		if src, dst := net.NetworkFlow().Endpoints(); src.String() != p.Flow.Src.Addr().String() || dst.String() != p.Flow.Dst.Addr().String() {
			t.Errorf("%s: %v, and gopacket %v", f.name, p.Flow, net.NetworkFlow())
		}
		if string(transport.LayerPayload()) != string(p.Payload) {
			t.Errorf("%s: payload %.40q, and gopacket %.40q", f.name, p.Payload, transport.LayerPayload())
		}
		var src, dst uint16
		var header capture.TCPHeader
		switch l := transport.(type) {
		case *layers.TCP:
			src, dst, header.Seq, header.Ack = uint16(l.SrcPort), uint16(l.DstPort), l.Seq, l.Ack
		case *layers.UDP:
			src, dst = uint16(l.SrcPort), uint16(l.DstPort)
		}
		if src != p.Flow.Src.Port() || dst != p.Flow.Dst.Port() || header.Seq != p.TCP.Seq || header.Ack != p.TCP.Ack {
			t.Errorf("%s: %v %+v, and gopacket %d, %d, %+v", f.name, p.Flow, p.TCP, src, dst, header)
		}
	}
	if agreed < 10 {
		t.Errorf("gopacket read only %d frames", agreed)
	}
	t.Logf("gopacket agrees on %d frames", agreed)
}

// BenchmarkGopacket is what BenchmarkDecode is to be compared with.
func BenchmarkGopacket(b *testing.B) {
	data := join(eth(0x8100, 0x0800), v4(6, "", tcpOf("\x01\x01\x08\x0aTIMESTMP", string(make([]byte, 1400)))))
	var e layers.Ethernet
	var q layers.Dot1Q
	var ip layers.IPv4
	var tcp layers.TCP
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeEthernet, &e, &q, &ip, &tcp)
	parser.IgnoreUnsupported = true
	var found []gopacket.LayerType
	b.ReportAllocs()
	for b.Loop() {
		if err := parser.DecodeLayers(data, &found); err != nil || len(found) != 4 {
			b.Fatal(err, found)
		}
	}
}
