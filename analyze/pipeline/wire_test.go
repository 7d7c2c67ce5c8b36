package pipeline

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"prescap/capture"
)

// wire writes frames of one connection, without checksums, which nobody reads.
type wire struct {
	ends [2]netip.AddrPort // By direction: who sends.
	isn  [2]uint32
	id   uint16
}

func newWire(n int) *wire {
	return &wire{
		ends: [2]netip.AddrPort{
			netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 1, byte(n >> 8), byte(n)}), uint16(40000+n%20000)),
			netip.MustParseAddrPort("10.0.0.2:5060"),
		},
		isn: [2]uint32{uint32(n) * 77777, 0xffffffff - uint32(n)*1000},
	}
}

// frame is one TCP packet: off counts from the byte after the SYN.
func (w *wire) frame(d capture.Dir, off int64, ack int64, flags capture.TCPFlags, payload []byte) []byte {
	w.id++
	b := make([]byte, 54, 54+len(payload))
	b[12], b[14], b[22], b[23] = 8, 0x45, 64, 6
	binary.BigEndian.PutUint16(b[16:], uint16(40+len(payload)))
	binary.BigEndian.PutUint16(b[18:], w.id)
	src, dst := w.ends[d], w.ends[d.Other()]
	copy(b[26:], src.Addr().AsSlice())
	copy(b[30:], dst.Addr().AsSlice())
	binary.BigEndian.PutUint16(b[34:], src.Port())
	binary.BigEndian.PutUint16(b[36:], dst.Port())
	binary.BigEndian.PutUint32(b[38:], w.isn[d]+1+uint32(off))
	if ack >= 0 {
		flags |= capture.ACK
		binary.BigEndian.PutUint32(b[42:], w.isn[d.Other()]+1+uint32(ack))
	}
	b[46], b[47] = 0x50, byte(flags)
	return append(b, payload...)
}

// read returns the direction and offset of a frame of the wire's.
func (w *wire) read(f []byte) (d capture.Dir, off int) {
	if binary.BigEndian.Uint16(f[34:]) == w.ends[1].Port() {
		d = capture.Reverse
	}
	return d, int(int32(binary.BigEndian.Uint32(f[38:]) - w.isn[d] - 1))
}

func (w *wire) handshake() [][]byte {
	return [][]byte{
		w.frame(0, -1, -1, capture.SYN, nil),
		w.frame(1, -1, 0, capture.SYN, nil),
		w.frame(0, 0, 0, 0, nil),
	}
}

func at(n int) time.Time {
	return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC).Add(time.Duration(n) * 100 * time.Microsecond)
}

// timed gives frames their numbers and times.
func timed(frames [][]byte) []capture.Record {
	var rs []capture.Record
	for i, f := range frames {
		rs = append(rs, capture.Record{Frame: capture.Frame{Num: i + 1, Time: at(i)}, Link: 1, Data: f, Length: len(f)})
	}
	return rs
}

// request and answer are SIP messages of about the size that real ones have.
func request(call, n, body int) string {
	text := strings.Repeat("<publication categoryName=\"state\" container=\"2\"/>\r\n", body/40+1)[:body]
	kind := ""
	if body > 0 {
		kind = "Content-Type: application/msrtc-category-publish+xml\r\n"
	}
	return fmt.Sprintf("SERVICE sip:alice%d@contoso.com SIP/2.0\r\n"+
		"Via: SIP/2.0/TCP 10.1.0.1:40000\r\nMax-Forwards: 70\r\n"+
		"From: <sip:alice%[1]d@contoso.com>;tag=%08[2]x;epid=5f1c2a9b07\r\nTo: <sip:alice%[1]d@contoso.com>\r\n"+
		"Call-ID: %032[3]x\r\nCSeq: %[4]d SERVICE\r\n"+
		"Contact: <sip:alice%[1]d@contoso.com;opaque=user:epid:QF3XgzRsBlaX4o0g3CbsNQAA;gruu>\r\n"+
		"User-Agent: UCCAPI/15.0.4420.1017 OC/15.0.4420.1017 (Microsoft Lync)\r\n"+
		"Proxy-Authorization: NTLM qop=\"auth\", realm=\"SIP Communications Service\", opaque=\"6EFCB722\", targetname=\"fe01.contoso.com\", crand=\"%08[3]x\", cnum=\"%[4]d\", response=\"0100000066653031d10a5b0f64000000\"\r\n"+
		"%[5]sContent-Length: %[6]d\r\n\r\n%[7]s", call, call*7, call<<16|n, n, kind, body, text)
}

func answer(call, n, body int) string {
	text := strings.Repeat("<category name=\"state\" instance=\"1\" version=\"7\"/>\r\n", body/40+1)[:body]
	return fmt.Sprintf("SIP/2.0 200 OK\r\n"+
		"Via: SIP/2.0/TCP 10.1.0.1:40000;ms-received-port=40000;ms-received-cid=1D8AF00\r\n"+
		"From: <sip:alice%d@contoso.com>;tag=%08[2]x;epid=5f1c2a9b07\r\nTo: <sip:alice%[1]d@contoso.com>;tag=FDAF311F7F\r\n"+
		"Call-ID: %032[3]x\r\nCSeq: %[4]d SERVICE\r\nServer: RTC/5.0\r\n"+
		"Proxy-Authentication-Info: NTLM rspauth=\"0100000000000000D9B7A32B64000000\", srand=\"F1C5F3A2\", snum=\"%[4]d\", opaque=\"6EFCB722\", qop=\"auth\", targetname=\"fe01.contoso.com\", realm=\"SIP Communications Service\"\r\n"+
		"Content-Type: application/vnd-microsoft-roaming-self+xml\r\nContent-Length: %[5]d\r\n\r\n%[6]s", call, call*7, call<<16|n, n, body, text)
}
