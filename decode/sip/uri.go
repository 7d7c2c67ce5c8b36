package sip

import (
	"strings"

	"github.com/ghettovoice/gosip/sip/parser"

	"prescap/decode/words"
)

// URI is a URI taken apart.
type URI struct {
	Raw      string // As it was sent.
	Scheme   string // In lower case; "" when there is none.
	User     string // Percent escapes resolved; the number of a tel URI.
	Password string // Percent escapes resolved.
	Host     string // As it was sent; an IPv6 address with its brackets.
	Port     uint16 // 0 when there is none.
	Params   Params // Percent escapes stay.
	Headers  string // What follows the question mark, as it was sent.
}

// ParseURI takes a URI apart (RFC 3261 19.1, RFC 3966 for tel). One without a
// scheme, as documents have it, is read as if it had that of SIP. When it makes
// no sense, ok is false, and the URI has what could be understood: always Raw.
//
// The user, host and port are gosip's work. It is given nothing else, because it
// refuses a URI whose parameters it does not understand, such as base64.
func ParseURI(raw string) (u URI, ok bool) {
	u.Raw = raw
	rest := trimString(raw)
	u.Scheme, rest = cutScheme(rest)
	core, tail := rest, ""
	if i := coreEnd(rest, u.Scheme); i < len(rest) {
		core, tail = rest[:i], rest[i:]
	}
	tail, u.Headers, _ = strings.Cut(tail, "?")
	u.Params = ParseParams(tail, ';')
	switch u.Scheme {
	case "", "sip", "sips", "im", "pres", "mailto":
		return u, u.parseCore(core)
	case "tel":
		u.User = core
	}
	return u, core != ""
}

// coreEnd returns where the parameters of a URI begin. Those that stand before
// the @ belong to the user (RFC 3261 19.1.1).
func coreEnd(s, scheme string) int {
	at := 0
	if scheme != "tel" && scheme != "urn" {
		at = strings.IndexByte(s, '@') + 1
	}
	if i := strings.IndexAny(s[at:], ";?"); i >= 0 {
		return at + i
	}
	return len(s)
}

// cutScheme takes the scheme off a URI, in lower case. What could be a host and
// a port is no scheme.
func cutScheme(s string) (scheme, rest string) {
	name, rest, ok := strings.Cut(s, ":")
	if !ok || name == "" {
		return "", s
	}
	for i := range len(name) {
		if c := lower(name[i]); (c < 'a' || c > 'z') && (i == 0 || c != '+' && c != '-' && (c < '0' || c > '9')) {
			return "", s
		}
	}
	name = strings.ToLower(name)
	if name != "tel" && isDigits(rest) {
		return "", s
	}
	return name, rest
}

// parseCore takes [user[:password]@]host[:port] apart.
func (u *URI) parseCore(core string) bool {
	userinfo, hostport, ok := strings.Cut(core, "@")
	if !ok {
		userinfo, hostport = "", core
	}
	host, port, ok := parseHostPort(hostport)
	if !ok {
		return false
	}
	if userinfo != "" {
		if u.User, u.Password, ok = parseUser(userinfo); !ok {
			return false
		}
	}
	u.Host, u.Port = host, port
	return true
}

// parseUser has gosip resolve a user and its password. It panics on some input,
// and gives nothing without an error for other.
func parseUser(userinfo string) (user, password string, ok bool) {
	defer func() {
		if recover() != nil {
			user, password, ok = "", "", false
		}
	}()
	uri, err := parser.ParseSipUri("sip:" + userinfo + "@host")
	if err != nil || uri.FHost != "host" {
		return "", "", false
	}
	if uri.FUser != nil {
		user = uri.FUser.String()
	}
	if uri.FPassword != nil {
		password = uri.FPassword.String()
	}
	return user, password, user != ""
}

// parseHostPort has gosip take host[:port] apart. An IPv6 address without a port
// confuses it, so that it is given one to go with it; without brackets it takes
// the end of the address for a port, so that this is refused.
func parseHostPort(s string) (host string, port uint16, ok bool) {
	defer func() {
		if recover() != nil {
			host, port, ok = "", 0, false
		}
	}()
	const none = ":0"
	bare := strings.HasSuffix(s, "]")
	if bare {
		s += none
	}
	host, p, err := parser.ParseHostPort(s)
	switch {
	case err != nil, host == "", strings.ContainsAny(host, " \t\r\n\"<>@,;"):
		return "", 0, false
	case strings.HasPrefix(host, "[") != strings.HasSuffix(host, "]"), host[0] != '[' && strings.Contains(host, ":"):
		return "", 0, false
	}
	if p != nil && !bare {
		port = uint16(*p)
	}
	return host, port, true
}

// AoR returns the address of record in the form in which prescap compares and
// shows it: user@host in lower case, without scheme, port and parameters. A URI
// without a host gives its user; one that makes no sense itself, folded.
func (u URI) AoR() string { return words.Short(u.aor()) }

func (u URI) aor() string {
	switch {
	case u.Host != "" && u.User != "":
		return strings.ToLower(u.User + "@" + u.Host)
	case u.Host != "":
		return strings.ToLower(u.Host)
	case u.User != "":
		return strings.ToLower(u.User)
	}
	_, rest := cutScheme(trimString(u.Raw))
	return strings.ToLower(rest[:coreEnd(rest, u.Scheme)])
}

// AoR returns the address of record of a URI; see [URI.AoR].
func AoR(raw string) string {
	u, _ := ParseURI(raw)
	return u.AoR()
}
