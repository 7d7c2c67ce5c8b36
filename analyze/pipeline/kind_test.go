package pipeline

import (
	"strings"
	"testing"

	"prescap/capture"
)

// What a connection turns out to be, however its bytes are cut.
func TestKind(t *testing.T) {
	hello := "\x16\x03\x01\x00\x45\x01\x00\x00\x41\x03\x03" + strings.Repeat("r", 32) + "\x00\x00\x02\x13\x01\x01\x00" +
		"\x00\x16\x00\x00\x00\x12\x00\x10\x00\x00\x0dsip.contoso.co"
	hello = strings.Replace(hello, "sip.contoso.co", "p.contoso.com", 1)
	negotiate := "NEGOTIATE sip:10.0.0.2:5060 SIP/2.0\r\nCall-ID: 1\r\nCSeq: 1 NEGOTIATE\r\nCompression: LZ77-8K\r\nContent-Length: 0\r\n\r\n"
	accept := "SIP/2.0 200 OK\r\nCall-ID: 1\r\nCSeq: 1 NEGOTIATE\r\nCompression: LZ77-8K\r\nContent-Length: 0\r\n\r\n"
	refuse := strings.Replace(accept, "LZ77-8K", "None", 1)
	packed := "\x40\x02\x01\xaa" + strings.Repeat("\xfe\x81\x01", 100)
	options := "OPTIONS sip:contoso.com SIP/2.0\r\nCall-ID: 2\r\nCSeq: 2 OPTIONS\r\nContent-Length: 0\r\n\r\n"
	for _, c := range []struct {
		name     string
		says     [2]string
		kind     Kind
		messages int
		server   string
		hidden   int64
	}{
		{"nothing", [2]string{}, Silent, 0, "", 0},
		{"a few bytes", [2]string{"hello"}, Unknown, 0, "", 0},
		{"SIP", [2]string{options}, SIP, 1, "", 0},
		{"SIP behind something else", [2]string{"what?\r\n" + options}, SIP, 1, "", 0},
		{"TLS", [2]string{hello, "\x16\x03\x03\x00\x05\x02\x00\x00\x01\x00"}, TLS, 0, "p.contoso.com", int64(len(hello) + 10)},
		{"TLS, joined", [2]string{"\x17\x03\x03\x00\x03abc", "\x17\x03\x03\x00\x03def"}, TLS, 0, "", 16},
		{"compressed", [2]string{negotiate + packed, accept + packed + packed}, Compressed, 2, "", int64(3 * len(packed))},
		{"compression refused", [2]string{negotiate + options, refuse}, SIP, 3, "", 0},
		{"compressed, answer not captured", [2]string{negotiate + packed}, Compressed, 1, "", int64(len(packed))},
		{"web", [2]string{"GET / HTTP/1.1\r\nHost: intranet.contoso.com\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n" + strings.Repeat("<p>SIP/2.0</p>\n", 6000)}, Other, 0, "", 0},
	} {
		for _, piece := range []int{100_000, 400, 7, 1} {
			if piece < 7 && len(c.says[1]) > 10_000 {
				continue
			}
			w := newWire(9)
			frames := w.handshake()
			var off [2]int
			for off[0] < len(c.says[0]) || off[1] < len(c.says[1]) {
				for d := range off {
					if rest := c.says[d][off[d]:]; rest != "" {
						n := min(piece, len(rest), 60000)
						frames = append(frames, w.frame(capture.Dir(d), int64(off[d]), int64(off[1-d]), 0, []byte(rest[:n])))
						off[d] += n
					}
				}
			}
			f := runAll(t, &memory{records: timed(frames)}, config(2, 0))
			conn := f.conns[0]
			if conn.Kind != c.kind || len(f.messages) != c.messages || conn.ServerName != c.server ||
				conn.Sides[0].Hidden+conn.Sides[1].Hidden != c.hidden || strings.Count(f.text, "undecrypted") != min(1, int(c.hidden)) {
				t.Errorf("%s in pieces of %d: %v, %d messages, server %q, %d+%d hidden", c.name, piece,
					conn.Kind, len(f.messages), conn.ServerName, conn.Sides[0].Hidden, conn.Sides[1].Hidden)
			}
		}
	}
}

// Line ends before the first message, between messages and alone are counted,
// and are no junk.
func TestKeepAlives(t *testing.T) {
	w := newWire(3)
	req := "\r\n\r\n" + request(1, 1, 0)
	n := int64(len(req))
	frames := append(w.handshake(), w.frame(0, 0, 0, 0, []byte(req)), w.frame(0, n, 0, 0, []byte("\r\n\r\n")),
		w.frame(0, n+4, 0, 0, []byte("\r\n\r\n")), w.frame(0, n+8, 0, 0, []byte(request(1, 2, 0))))
	f := runAll(t, &memory{records: timed(frames)}, config(1, 0))
	if f.account.KeepAlives != 3 || f.account.Loss.Junk != 0 || len(f.messages) != 2 {
		t.Errorf("%d keep-alives, %d bytes of junk, %d messages", f.account.KeepAlives, f.account.Loss.Junk, len(f.messages))
	}
}
