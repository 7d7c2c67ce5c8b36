package tls

import (
	"golang.org/x/crypto/cryptobyte"
)

// Verdict says whether a stream is TLS.
type Verdict uint8

// The verdicts. Once it is Yes or No it stays so.
const (
	Unsure Verdict = iota // Too few bytes yet.
	Yes
	No
)

// Record types and handshake messages (RFC 8446 5.1 and 4).
const (
	changeCipherSpec = 20
	handshake        = 22
	applicationData  = 23
	clientHello      = 1

	headerSize = 5
	// maxRecord is the largest length that any version writes into a record
	// header (RFC 5246 6.2.3).
	maxRecord = 1<<14 + 2048
	// maxHello bounds what is kept of a ClientHello; post-quantum ones have some 2 KB.
	maxHello = 32 << 10
)

// Sniffer looks at the beginning of one direction of a connection. Its zero
// value is ready.
type Sniffer struct {
	// ServerName is the host name that a ClientHello asks for (RFC 6066 3), ""
	// when there is none or it was not seen. It is set before Done.
	ServerName string

	verdict Verdict
	done    bool
	buf     []byte
}

// Push takes the next bytes of the stream. It keeps no reference to data.
func (s *Sniffer) Push(data []byte) Verdict {
	if s.done {
		return s.verdict
	}
	if s.verdict == Unsure && len(s.buf) == 0 && len(data) > 0 && !recordType(data[0]) {
		s.stop(No) // Decided without keeping anything: most of what is not TLS.
		return No
	}
	s.buf = append(s.buf, data[:min(len(data), maxHello-len(s.buf))]...)
	if s.verdict == Unsure {
		s.verdict = judge(s.buf)
	}
	switch {
	case s.verdict == No:
		s.stop(No)
	case s.verdict == Yes:
		if hello, whole := handshakeBytes(s.buf); whole || len(s.buf) == maxHello {
			s.ServerName = serverName(hello)
			s.stop(Yes)
		}
	}
	return s.verdict
}

// Done reports whether more bytes could change anything.
func (s *Sniffer) Done() bool { return s.done }

func (s *Sniffer) stop(v Verdict) { s.verdict, s.done, s.buf = v, true, nil }

func recordType(b byte) bool { return changeCipherSpec <= b && b <= applicationData }

// judge looks at a record header, and at the first byte of a handshake.
func judge(b []byte) Verdict {
	if len(b) < headerSize {
		if len(b) > 1 && b[1] != 3 || len(b) > 2 && b[2] > 4 {
			return No
		}
		return Unsure
	}
	n := int(b[3])<<8 | int(b[4])
	if !recordType(b[0]) || b[1] != 3 || b[2] > 4 || n == 0 || n > maxRecord {
		return No
	}
	return Yes
}

// handshakeBytes puts the first handshake message together from its records. It
// reports whether the message is whole, or never will be.
func handshakeBytes(b []byte) (msg []byte, whole bool) {
	for len(b) >= headerSize {
		if b[0] != handshake {
			return msg, true
		}
		n := int(b[3])<<8 | int(b[4])
		part := b[headerSize:min(len(b), headerSize+n)]
		msg = append(msg, part...)
		if len(msg) >= 1 && msg[0] != clientHello {
			return nil, true
		}
		if len(msg) >= 4 {
			if n := 4 + (int(msg[1])<<16 | int(msg[2])<<8 | int(msg[3])); len(msg) >= n {
				return msg[:n], true
			}
		}
		if len(part) < n {
			return msg, false
		}
		b = b[headerSize+n:]
	}
	return msg, false
}

// serverName reads the server_name extension of a ClientHello, as far as it goes.
func serverName(msg []byte) string {
	s := cryptobyte.String(msg)
	var kind uint8
	var session, suites, compression, extensions cryptobyte.String
	if !s.ReadUint8(&kind) || kind != clientHello || !s.Skip(3+2+32) ||
		!s.ReadUint8LengthPrefixed(&session) ||
		!s.ReadUint16LengthPrefixed(&suites) ||
		!s.ReadUint8LengthPrefixed(&compression) ||
		!s.ReadUint16LengthPrefixed(&extensions) {
		return ""
	}
	for !extensions.Empty() {
		var id uint16
		var body, names cryptobyte.String
		if !extensions.ReadUint16(&id) || !extensions.ReadUint16LengthPrefixed(&body) {
			return ""
		}
		if id != 0 || !body.ReadUint16LengthPrefixed(&names) {
			continue
		}
		for !names.Empty() {
			var kind uint8
			var name cryptobyte.String
			if !names.ReadUint8(&kind) || !names.ReadUint16LengthPrefixed(&name) {
				return ""
			}
			if kind == 0 {
				return string(name)
			}
		}
	}
	return ""
}
