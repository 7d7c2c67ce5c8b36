package presence

// AuthenticationStep is how far a message takes authentication.
type AuthenticationStep string

// The steps of authentication that are told.
const (
	Challenge AuthenticationStep = "challenge" // A server asks for it, and offers schemes.
	Handshake AuthenticationStep = "handshake" // The message brings a leg of a handshake.
)

// Authentication is the step of authentication that a message takes, in all headers
// that say so: WWW-Authenticate, Authorization, Authentication-Info, and those of
// proxies (MS-SIP; wire reference 3).
//
// A signature alone is no step and gives no event: from the end of the handshake on
// every message of a deployment carries one, and says nothing new with it.
//
// No credentials are in it, nor anything that was made of them: neither
// gssapi-data, of which only the name of the message in it is told, nor the
// signatures and what is random in them, and nothing of what schemes other than
// NTLM, Kerberos and TLS-DSK have but the realm of a challenge. A value that might
// hold more than it should, because the quotes around it are broken, is left out.
type Authentication struct {
	Step    AuthenticationStep     // Handshake when there is a leg of one, whatever else is offered.
	Schemes []AuthenticationScheme // By header, in the order of the message.
}

// AuthenticationScheme is what one header says of a scheme.
type AuthenticationScheme struct {
	Header string // The header's name.
	Scheme string // NTLM, Kerberos, TLS-DSK, or another that a challenge offers.
	Realm  string
	Target string // targetname: the server, or the service, that asks.
	Opaque string // The server's name for the security association; "" before there is one.
	STS    string // sts-uri: where TLS-DSK gets its certificates.

	// Message is which message of the handshake gssapi-data brings, as far as its
	// first bytes tell: negotiate, challenge or authenticate of NTLM; AP-REQ, AP-REP
	// or KRB-ERROR of Kerberos; of TLS-DSK the first message of the flight, such as
	// ClientHello, as RFC 5246 7.4 names it, ChangeCipherSpec or Alert. It is "" when
	// there is none, or when it cannot be told.
	Message string
	Leg     bool // gssapi-data was there, even if empty.
	Signed  bool // The message is signed, too.

	Version    uint32 // Of the scheme.
	Number     uint32 // cnum or snum: counts the signed messages of one side, from 1.
	HasVersion bool
	HasNumber  bool
}
