package pipeline

import (
	"strings"
	"time"

	"prescap/capture"
	"prescap/capture/tls"
	"prescap/decode/sip"
)

// side is one direction of a conn.
type side struct {
	*conn
	dir     capture.Dir
	acc     Side
	framer  *sip.Framer  // Nil until there is payload.
	tls     *tls.Sniffer // Nil before payload and when decided.
	read    int64        // Bytes looked at since the connection was joined.
	offered bool         // Its last message was a NEGOTIATE that offers compression.
	packed  bool         // What follows is compressed.
	spoke   time.Time    // When it last said something, or was told to be quiet.
}

// sniff looks for TLS while nothing else is known; it reports whether seg needs
// no further reading.
func (d *side) sniff(seg capture.Segment) bool {
	if d.read == 0 && d.flow.Transport == capture.TCP {
		d.tls = new(tls.Sniffer)
	}
	d.read += int64(len(seg.Data))
	if d.tls == nil {
		return false
	}
	if seg.Lost != 0 {
		d.tls = nil
		return false
	}
	switch d.tls.Push(seg.Data) {
	case tls.No:
		d.tls = nil
	case tls.Yes:
		d.kind = TLS
		for i := range d.conn.sides {
			d.conn.sides[i].acc.Hidden = d.conn.sides[i].read
			d.conn.sides[i].framer = nil
		}
		d.named()
		return true
	}
	return false
}

// hide counts what TLS hides, and looks for a name at the direction's beginning.
func (d *side) hide(seg capture.Segment) {
	if d.acc.Hidden == 0 && d.name == "" {
		d.tls = new(tls.Sniffer)
	}
	d.acc.Hidden += int64(len(seg.Data))
	if d.tls == nil {
		return
	}
	if d.tls.Push(seg.Data); seg.Lost == 0 {
		d.named()
	} else {
		d.tls = nil
	}
}

// named takes the server name once the hello is read, or known not to be one,
// and tells of the connection.
func (d *side) named() {
	if d.tls == nil || !d.tls.Done() {
		return
	}
	if d.tls.ServerName != "" {
		d.name = d.tls.ServerName
	}
	d.tls = nil
	d.conn.hidden()
}

// pending reports whether the direction is in the middle of a message.
func (d *side) pending() bool { return d.framer != nil && d.framer.Pending() }

// Message implements sip.Sink.
func (d *side) Message(m *sip.Message) {
	if d.packed {
		return // Readable by chance: the first compressed packets are clear text.
	}
	if d.kind != Compressed {
		d.kind = SIP
	}
	d.acc.Messages++
	d.spoke = m.Time
	it := Item{Message: m, Time: m.Time}
	if d.s.decode != nil {
		it.Events = d.s.decode.Decode(m)
	}
	d.s.emit(it)
	d.offered = m.Method == "NEGOTIATE" && m.IsRequest() && offersCompression(m)
	switch {
	case d.offered && d.kind == Compressed: // The answer came out first.
		d.packed = true
	case m.Method == "NEGOTIATE" && m.Status/100 == 2 && offersCompression(m):
		d.compressed()
	}
}

func offersCompression(m *sip.Message) bool {
	algorithm := m.Header.Get("Compression")
	return algorithm != "" && !strings.EqualFold(algorithm, "none")
}

// compressed notes that what follows is compressed: in this direction at once,
// in the other one behind its NEGOTIATE.
func (d *side) compressed() {
	d.kind, d.packed = Compressed, true
	other := &d.conn.sides[d.dir.Other()]
	other.packed = other.offered
	d.conn.hidden()
}

// KeepAlive implements sip.Sink.
func (d *side) KeepAlive(k sip.KeepAlive) {
	if d.packed {
		return
	}
	d.acc.KeepAlives++
	d.offered = false
	if d.kind == SIP {
		d.spoke = d.s.now
		d.s.emit(Item{KeepAlive: &KeepAlive{
			Stream: capture.StreamID{Conn: d.id, Dir: d.dir}, Bytes: k.Bytes,
			Frames: append([]capture.Frame(nil), k.Frames...),
		}})
	}
}

// Junk implements sip.Sink. Behind an offer of compression it means that the
// offer was accepted where the capture does not show it.
func (d *side) Junk(n int) {
	switch {
	case d.kind == Compressed:
		d.packed = true
	case d.offered:
		d.compressed()
	}
	if d.packed {
		d.acc.Hidden += int64(n)
		return
	}
	d.acc.Junk += int64(n)
}
