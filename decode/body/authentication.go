package body

import (
	"strings"

	"prescap/decode/defect"
	"prescap/decode/lexical"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// paramToken carries the messages of a handshake.
const paramToken = "gssapi-data"

// Authentication reads the headers of authentication; ok is false when the message
// neither asks for authentication nor brings a leg of a handshake. A message that is
// merely signed costs no memory.
func (r *Reader) Authentication(m *sip.Message, defects []defect.Defect) (e *presence.Authentication, _ []defect.Defect, ok bool) {
	for i := range m.Header {
		f := &m.Header[i]
		name := authenticationHeader(f.Name)
		if name == "" {
			continue
		}
		challenges := name == sip.HeaderWWWAuthenticate || name == sip.HeaderProxyAuthenticate
		if !challenges && !hasToken(f.Value) {
			continue
		}
		scheme, params := f.Value, ""
		if at := strings.IndexAny(f.Value, " \t"); at >= 0 {
			scheme, params = f.Value[:at], f.Value[at:]
		}
		known := knownScheme(scheme)
		switch {
		case known == "" && !challenges:
			continue
		case known == "" && !isScheme(scheme):
			defects = append(defects, defect.Defect{Kind: DefectAuthentication, Offset: f.Offset, Path: name, Text: "expected the name of a scheme in front"})
			scheme = ""
		case known != "":
			scheme = known
		}
		if e == nil {
			e = &presence.Authentication{Step: presence.Challenge}
		}
		s := presence.AuthenticationScheme{Header: name, Scheme: r.words.Of(scheme)}
		defects = r.scheme(&s, *f, params, known != "", defects)
		if s.Leg {
			e.Step = presence.Handshake
		}
		e.Schemes = append(e.Schemes, s)
	}
	return e, defects, e != nil
}

// authenticationHeader returns the name of a header of authentication, "" for any
// other.
func authenticationHeader(name string) string {
	is := func(want string) string {
		if sip.SameName(name, want) {
			return want
		}
		return ""
	}
	switch len(name) {
	case len(sip.HeaderAuthorization):
		return is(sip.HeaderAuthorization)
	case len(sip.HeaderWWWAuthenticate):
		return is(sip.HeaderWWWAuthenticate)
	case len(sip.HeaderProxyAuthenticate):
		return is(sip.HeaderProxyAuthenticate)
	case len(sip.HeaderProxyAuthorization): // Of the same length as Authentication-Info.
		return is(sip.HeaderProxyAuthorization) + is(sip.HeaderAuthenticationInfo)
	case len(sip.HeaderProxyAuthenticationInfo):
		return is(sip.HeaderProxyAuthenticationInfo)
	}
	return ""
}

// hasToken reports whether gssapi-data may be among the parameters.
func hasToken(s string) bool {
	const before = len("gssapi")
	for at := 0; ; at++ {
		i := strings.IndexByte(s[at:], '-')
		if i < 0 {
			return false
		}
		at += i
		if from := at - before; from >= 0 && from+len(paramToken) <= len(s) && strings.EqualFold(s[from:from+len(paramToken)], paramToken) {
			return true
		}
	}
}

// The schemes of Microsoft's authentication (wire reference 3).
const (
	schemeNTLM     = "NTLM"
	schemeKerberos = "Kerberos"
	schemeTLSDSK   = "TLS-DSK"
)

// knownScheme returns the name of one of these schemes, "" for any other.
func knownScheme(s string) string {
	switch {
	case strings.EqualFold(s, schemeNTLM):
		return schemeNTLM
	case strings.EqualFold(s, schemeKerberos):
		return schemeKerberos
	case strings.EqualFold(s, schemeTLSDSK):
		return schemeTLSDSK
	}
	return ""
}

// isScheme reports whether s may be the name of a scheme. Digits are in no such name
// that anybody uses, but in credentials.
func isScheme(s string) bool {
	for _, c := range s {
		if c != '-' && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return s != "" && len(s) <= 16
}

// scheme reads the parameters of a scheme: of one that is not known the realm alone.
// Of repeated ones the first counts.
func (r *Reader) scheme(s *presence.AuthenticationScheme, f sip.Field, params string, known bool, defects []defect.Defect) []defect.Defect {
	all := sip.ParseParams(params, ',')
	odd := func(param, text string) {
		defects = append(defects, defect.Defect{Kind: DefectAuthentication, Offset: f.Offset, Path: s.Header + ";" + param, Text: text})
	}
	text := func(param string) string {
		v, _ := all.Get(param)
		if strings.ContainsAny(v, `="`) {
			// Where quotes are broken, a value may reach into the next parameter.
			odd(param, "expected a value without equals signs and quotes; it is not kept")
			return ""
		}
		return r.words.Of(v)
	}
	number := func(param string) (n uint32, ok bool) {
		v, there := all.Get(param)
		if n, ok = lexical.ParseNumber(v); there && !ok {
			odd(param, "expected an unsigned number of 32 bits")
		}
		return n, ok
	}
	s.Realm = text("realm")
	if !known {
		return defects
	}
	s.Target, s.Opaque, s.STS = text("targetname"), text("opaque"), text("sts-uri")
	s.Version, s.HasVersion = number("version")
	if s.Number, s.HasNumber = number("cnum"); !s.HasNumber {
		s.Number, s.HasNumber = number("snum")
	}
	s.Signed = all.Has("response") || all.Has("rspauth")
	if token, ok := all.Get(paramToken); ok {
		s.Leg = true
		if s.Message, ok = handshakeMessage(s.Scheme, s.Header, token); !ok {
			odd(paramToken, "expected a message of the handshake of "+s.Scheme+" in base64")
		}
	}
	return defects
}
