package identity

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// Endpoint is the UUID of an endpoint, in the order of its text. Two are the same
// endpoint when they are equal. The zero Endpoint is none.
type Endpoint [16]byte

// FromEPID returns the endpoint that an epid names: a UUID of version 5 (wire
// reference 5.2). The letter case of the epid matters. An empty one names none.
func FromEPID(epid string) Endpoint {
	if epid == "" {
		return Endpoint{}
	}
	space := Endpoint{0xfc, 0xac, 0xfb, 0x03, 0x8a, 0x73, 0x46, 0xef, 0x91, 0xb1, 0xe5, 0xeb, 0xee, 0xab, 0xa4, 0xfe}.mixed()
	sum := sha1.Sum(append(space[:], epid...))
	e := Endpoint(sum[:16]).mixed()
	e[6] = e[6]&0x0f | 0x50
	e[8] = e[8]&0x3f | 0x80
	return e
}

// mixed returns the UUID as Windows lays it out, or back from there: its first
// three groups turned around.
func (e Endpoint) mixed() Endpoint {
	e[0], e[1], e[2], e[3] = e[3], e[2], e[1], e[0]
	e[4], e[5] = e[5], e[4]
	e[6], e[7] = e[7], e[6]
	return e
}

// ParseID reads an endpointId: the text of a UUID in any letter case, with or
// without braces, and with white space around it (wire reference 5.2; category
// schemas 3.5).
func ParseID(s string) (Endpoint, bool) {
	s = strings.TrimSpace(s)
	if n := len(s); n > 1 && s[0] == '{' && s[n-1] == '}' {
		s = s[1 : n-1]
	}
	return parseText(s)
}

// parseText reads the text of a UUID: groups of 8, 4, 4, 4 and 12 hexadecimal
// digits.
func parseText(s string) (e Endpoint, ok bool) {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return Endpoint{}, false
	}
	digits := [32]byte{}
	copy(digits[:], s[:8])
	copy(digits[8:], s[9:13])
	copy(digits[12:], s[14:18])
	copy(digits[16:], s[19:23])
	copy(digits[20:], s[24:])
	if _, err := hex.Decode(e[:], digits[:]); err != nil {
		return Endpoint{}, false
	}
	return e, true
}

const urn = "urn:uuid:"

// ParseInstance reads an instance id, the value of +sip.instance: "urn:uuid:" and
// a UUID, in any letter case, with or without angle brackets (MS-SIPRE; wire
// reference 5.2).
func ParseInstance(s string) (Endpoint, bool) {
	s = strings.TrimSpace(s)
	if n := len(s); n > 1 && s[0] == '<' && s[n-1] == '>' {
		s = strings.TrimSpace(s[1 : n-1])
	}
	if len(s) < len(urn) || !strings.EqualFold(s[:len(urn)], urn) {
		return Endpoint{}, false
	}
	return parseText(s[len(urn):])
}

const opaque = "user:epid:"

// ParseGRUU reads the GRUU of an endpoint: a URI with the parameters gruu and
// opaque=user:epid:..., in any order. That of a server, with opaque=srvr:..., names
// no endpoint (wire reference 5.2).
func ParseGRUU(s string) (e Endpoint, ok bool) {
	rest := s[strings.IndexByte(s, '@')+1:]
	if i := strings.IndexByte(rest, '?'); i >= 0 {
		rest = rest[:i]
	}
	_, rest, _ = strings.Cut(rest, ";")
	gruu, named := false, false
	for rest != "" {
		var param string
		param, rest, _ = strings.Cut(rest, ";")
		name, value, _ := strings.Cut(strings.TrimSpace(param), "=")
		switch {
		case strings.EqualFold(name, "gruu"):
			gruu = true
		case strings.EqualFold(name, "opaque") && !named:
			if len(value) < len(opaque) || !strings.EqualFold(value[:len(opaque)], opaque) {
				return Endpoint{}, false
			}
			if e, named = ParseToken(value[len(opaque):]); !named {
				return Endpoint{}, false
			}
		}
	}
	if !gruu || !named {
		return Endpoint{}, false
	}
	return e, true
}

// ParseToken reads what is behind opaque=user:epid: in a GRUU: the base64url of the
// UUID, as Windows lays it out, and of two octets that are zero (wire reference
// 5.2).
func ParseToken(s string) (Endpoint, bool) {
	if len(s) != 24 {
		return Endpoint{}, false
	}
	var b [18]byte
	n, err := base64.RawURLEncoding.Decode(b[:], []byte(s))
	if err != nil || n != len(b) || b[16] != 0 || b[17] != 0 {
		return Endpoint{}, false
	}
	return Endpoint(b[:16]).mixed(), true
}

// Token returns what is behind opaque=user:epid: in the GRUU of the endpoint; see
// ParseToken.
func (e Endpoint) Token() string {
	m := e.mixed()
	var b [18]byte
	copy(b[:], m[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// GRUU returns the GRUU of an endpoint of a user, who is given as an address of
// record without scheme, as servers write it (wire reference 5.2).
func (e Endpoint) GRUU(user string) string {
	return "sip:" + user + ";opaque=" + opaque + e.Token() + ";gruu"
}

// Instance returns the instance id: "urn:uuid:" and the UUID in lower case.
func (e Endpoint) Instance() string { return urn + e.String() }

// String returns the UUID in lower case, without braces: what an endpointId is when
// letter case and braces do not count.
func (e Endpoint) String() string {
	var b [36]byte
	hex.Encode(b[:8], e[:4])
	hex.Encode(b[9:13], e[4:6])
	hex.Encode(b[14:18], e[6:8])
	hex.Encode(b[19:23], e[8:10])
	hex.Encode(b[24:], e[10:])
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	return string(b[:])
}
