package render

import (
	"fmt"

	"prescap/decode/presence"
)

type authenticationJSON struct {
	Step    string       `json:"step" doc:"challenge, or handshake"`
	Schemes []schemeJSON `json:"schemes" doc:"by header field, in the order of the message"`
}

type schemeJSON struct {
	Header  string  `json:"header" doc:"name of the header field"`
	Scheme  string  `json:"scheme,omitempty" doc:"NTLM, Kerberos, TLS-DSK, or another that is offered"`
	Realm   string  `json:"realm,omitempty" doc:"as sent"`
	Target  string  `json:"targetname,omitempty" doc:"the server, or the service, that asks"`
	Opaque  string  `json:"opaque,omitempty" doc:"the server's name for the security association"`
	STS     string  `json:"stsUri,omitempty" doc:"where TLS-DSK gets its certificates"`
	Leg     bool    `json:"leg,omitempty" doc:"true when it brings a leg of a handshake"`
	Message string  `json:"message,omitempty" doc:"which message of the handshake that is, as far as can be told: negotiate, AP-REQ, ClientHello, ..."`
	Signed  bool    `json:"signed,omitempty" doc:"true when the message is signed, too"`
	Version *uint32 `json:"version,omitempty" doc:"of the scheme"`
	Number  *uint32 `json:"number,omitempty" doc:"cnum or snum: counts signed messages"`
}

func schemeOf(s presence.AuthenticationScheme) schemeJSON {
	return schemeJSON{
		s.Header, s.Scheme, s.Realm, s.Target, s.Opaque, s.STS, s.Leg, s.Message, s.Signed,
		given(s.Version, s.HasVersion), given(s.Number, s.HasNumber),
	}
}

func schemeText(s presence.AuthenticationScheme) string {
	t := s.Header + suffix(" ", s.Scheme, "")
	if s.HasVersion {
		t += fmt.Sprintf(" v%d", s.Version)
	}
	if s.Leg && s.Message == "" {
		t += " leg"
	}
	t += suffix(" ", s.Message, "") + suffix(" of ", s.Target, "") + suffix(" in ", s.Realm, "") + suffix(" opaque ", s.Opaque, "") + suffix(" sts ", s.STS, "")
	if s.Signed {
		t += " signed"
	}
	if s.HasNumber {
		t += fmt.Sprintf(" number %d", s.Number)
	}
	return t
}
