package body

import (
	"encoding/base64"
	"encoding/binary"
	"strings"

	"prescap/decode/sip"
)

// handshakeMessage names the message of a handshake in base64 by its first bytes; ok
// is false when it is none. Nothing else of it is looked at. An empty one is without
// a name, but for the request that opens an NTLM handshake (wire reference 16.1).
func handshakeMessage(scheme, header, token string) (name string, ok bool) {
	if token == "" {
		if scheme == schemeNTLM && (header == sip.HeaderAuthorization || header == sip.HeaderProxyAuthorization) {
			name = "negotiate"
		}
		return name, true
	}
	var head [48]byte
	token = strings.TrimRight(token[:min(len(token), base64.RawStdEncoding.EncodedLen(len(head)))], "=")
	n, err := base64.RawStdEncoding.Decode(head[:], []byte(token))
	if err != nil {
		return "", false
	}
	switch scheme {
	case schemeNTLM:
		name = ntlmMessage(head[:n])
	case schemeKerberos:
		name = kerberosMessage(head[:n])
	case schemeTLSDSK:
		name = tlsMessage(head[:n])
	}
	return name, name != ""
}

// ntlmMessage names a message of NTLM (MS-NLMP 2.2.1).
func ntlmMessage(b []byte) string {
	if len(b) < 12 || string(b[:8]) != "NTLMSSP\x00" {
		return ""
	}
	switch binary.LittleEndian.Uint32(b[8:]) {
	case 1:
		return "negotiate"
	case 2:
		return "challenge"
	case 3:
		return "authenticate"
	}
	return ""
}

// kerberosMessage names a message of Kerberos, with the frame of GSS-API around it
// (RFC 4121 4.1) or without (RFC 4120 5.10).
func kerberosMessage(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	switch b[0] {
	case 0x6e:
		return "AP-REQ"
	case 0x6f:
		return "AP-REP"
	case 0x7e:
		return "KRB-ERROR"
	case 0x60:
		return gssMessage(b)
	}
	return ""
}

// gssMessage names the message in a frame of GSS-API: a length in DER, an object
// identifier, and two bytes that say what follows (RFC 2743 3.1, RFC 4121 4.1).
func gssMessage(b []byte) string {
	at := 2
	if len(b) > 1 && b[1] >= 0x80 {
		at += int(b[1] & 0x7f)
	}
	if at+1 >= len(b) || b[at] != 0x06 {
		return ""
	}
	at += 2 + int(b[at+1])
	if at+1 >= len(b) {
		return ""
	}
	switch binary.BigEndian.Uint16(b[at:]) {
	case 0x0100:
		return "AP-REQ"
	case 0x0200:
		return "AP-REP"
	case 0x0300:
		return "KRB-ERROR"
	}
	return ""
}

// tlsMessage names the first message of a flight of TLS (RFC 5246 6.2.1, 7.4).
func tlsMessage(b []byte) string {
	if len(b) < 6 || b[1] != 3 {
		return ""
	}
	switch b[0] {
	case 20:
		return "ChangeCipherSpec"
	case 21:
		return "Alert"
	case 23:
		return "ApplicationData"
	case 22:
		return tlsHandshake(b[5])
	}
	return ""
}

// tlsHandshake names a type of handshake message. One that is not known may be
// encrypted, and is a handshake message all the same.
func tlsHandshake(kind byte) string {
	switch kind {
	case 0:
		return "HelloRequest"
	case 1:
		return "ClientHello"
	case 2:
		return "ServerHello"
	case 11:
		return "Certificate"
	case 12:
		return "ServerKeyExchange"
	case 13:
		return "CertificateRequest"
	case 14:
		return "ServerHelloDone"
	case 15:
		return "CertificateVerify"
	case 16:
		return "ClientKeyExchange"
	case 20:
		return "Finished"
	}
	return "Handshake"
}
