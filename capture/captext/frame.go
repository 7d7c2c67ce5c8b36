package captext

import (
	"encoding/binary"
	"net"
	"net/netip"
	"time"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"

	"prescap/capture"
)

// encode returns the Ethernet frame of a packet.
func encode(p packet) ([]byte, error) {
	src, dst := p.flow.Src, p.flow.Dst
	v4 := src.Addr().Is4()
	kind := layers.EthernetTypeIPv6
	if v4 {
		kind = layers.EthernetTypeIPv4
	}
	outer := kind
	var stack []gopacket.SerializableLayer
	if p.vlan != 0 {
		outer = layers.EthernetTypeDot1Q
		stack = append(stack, &layers.Dot1Q{VLANIdentifier: p.vlan, Type: kind})
	}
	protocol := layers.IPProtocolTCP
	if p.flow.Transport == capture.UDP {
		protocol = layers.IPProtocolUDP
	}
	var network interface {
		gopacket.NetworkLayer
		gopacket.SerializableLayer
	}
	if v4 {
		network = &layers.IPv4{
			Version: 4, IHL: 5, Id: p.id, Flags: layers.IPv4DontFragment, TTL: p.ttl, Protocol: protocol,
			SrcIP: src.Addr().AsSlice(), DstIP: dst.Addr().AsSlice(),
		}
	} else {
		network = &layers.IPv6{
			Version: 6, NextHeader: protocol, HopLimit: p.ttl,
			SrcIP: src.Addr().AsSlice(), DstIP: dst.Addr().AsSlice(),
		}
	}
	stack = append(stack, network)
	if p.flow.Transport == capture.UDP {
		udp := &layers.UDP{SrcPort: layers.UDPPort(src.Port()), DstPort: layers.UDPPort(dst.Port())}
		if err := udp.SetNetworkLayerForChecksum(network); err != nil {
			return nil, err
		}
		stack = append(stack, udp)
	} else {
		tcp := encodeTCP(p)
		if err := tcp.SetNetworkLayerForChecksum(network); err != nil {
			return nil, err
		}
		stack = append(stack, tcp)
	}
	buffer := gopacket.NewSerializeBuffer()
	options := gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true}
	if err := gopacket.SerializeLayers(buffer, options, append(stack, gopacket.Payload(p.payload))...); err != nil {
		return nil, err
	}
	// The Ethernet header by hand: gopacket's would pad the frame, as the wire
	// does and a capture at the sender does not show.
	frame := append(mac(dst.Addr()), mac(src.Addr())...)
	frame = binary.BigEndian.AppendUint16(frame, uint16(outer))
	return append(frame, buffer.Bytes()...), nil
}

func encodeTCP(p packet) *layers.TCP {
	return &layers.TCP{
		SrcPort: layers.TCPPort(p.flow.Src.Port()), DstPort: layers.TCPPort(p.flow.Dst.Port()),
		Seq: p.seq, Ack: p.ack, Window: 64240,
		FIN: p.flags&1 != 0, SYN: p.flags&2 != 0, RST: p.flags&4 != 0, PSH: p.flags&8 != 0,
		ACK: p.flags&16 != 0, URG: p.flags&32 != 0, ECE: p.flags&64 != 0, CWR: p.flags&128 != 0,
	}
}

// mac makes a locally administered address of the last bytes of an IP address.
func mac(addr netip.Addr) []byte {
	b := addr.AsSlice()
	return append([]byte{0x02, 0x00}, b[len(b)-4:]...)
}

// decode returns what the language can say of a frame, and whether that is a
// packet at all.
func decode(data []byte, link layers.LinkType, at time.Time) (packet, bool) {
	p := packet{time: at}
	if !tellable(at) {
		return p, false
	}
	var src, dst netip.Addr
	for _, layer := range gopacket.NewPacket(data, link, gopacket.NoCopy).Layers() {
		switch l := layer.(type) {
		case *layers.Dot1Q:
			if p.vlan == 0 {
				p.vlan = l.VLANIdentifier
			}
		case *layers.IPv4:
			src, dst = addrOf(l.SrcIP), addrOf(l.DstIP)
			p.id, p.ttl = l.Id, l.TTL
		case *layers.IPv6:
			src, dst = addrOf(l.SrcIP), addrOf(l.DstIP)
			p.id, p.ttl = 0, l.HopLimit
		case *layers.TCP:
			p.flow = capture.Flow{Src: netip.AddrPortFrom(src, uint16(l.SrcPort)), Dst: netip.AddrPortFrom(dst, uint16(l.DstPort))}
			decodeTCP(&p, l)
			return p, p.sound()
		case *layers.UDP:
			p.flow = capture.Flow{Transport: capture.UDP, Src: netip.AddrPortFrom(src, uint16(l.SrcPort)), Dst: netip.AddrPortFrom(dst, uint16(l.DstPort))}
			p.payload = l.Payload
			return p, p.sound()
		}
	}
	return p, false
}

func decodeTCP(p *packet, l *layers.TCP) {
	for i, set := range []bool{l.FIN, l.SYN, l.RST, l.PSH, l.ACK, l.URG, l.ECE, l.CWR} {
		if set {
			p.flags |= 1 << i
		}
	}
	p.seq, p.payload = l.Seq, l.Payload
	if l.ACK {
		p.ack = l.Ack
	}
}

// sound reports whether the packet can be told and made again.
func (p packet) sound() bool {
	src, dst := p.flow.Src.Addr(), p.flow.Dst.Addr()
	return src.IsValid() && dst.IsValid() && src.Is4() == dst.Is4() && !src.Is4In6() && !dst.Is4In6() &&
		p.flow.Src != p.flow.Dst && len(p.payload) <= room(p.flow)
}

func addrOf(ip net.IP) netip.Addr {
	addr, _ := netip.AddrFromSlice(ip)
	return addr
}
