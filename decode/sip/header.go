package sip

import "iter"

// Names of header fields, as RFC 3261 and its extensions write them.
const (
	HeaderAccept                  = "Accept"
	HeaderAllow                   = "Allow"
	HeaderAllowEvents             = "Allow-Events"
	HeaderAuthenticationInfo      = "Authentication-Info"
	HeaderAuthorization           = "Authorization"
	HeaderCallID                  = "Call-ID"
	HeaderContact                 = "Contact"
	HeaderContentEncoding         = "Content-Encoding"
	HeaderContentLength           = "Content-Length"
	HeaderContentType             = "Content-Type"
	HeaderCSeq                    = "CSeq"
	HeaderDate                    = "Date"
	HeaderEvent                   = "Event"
	HeaderExpires                 = "Expires"
	HeaderFrom                    = "From"
	HeaderMaxForwards             = "Max-Forwards"
	HeaderMinExpires              = "Min-Expires"
	HeaderProxyAuthenticate       = "Proxy-Authenticate"
	HeaderProxyAuthenticationInfo = "Proxy-Authentication-Info"
	HeaderProxyAuthorization      = "Proxy-Authorization"
	HeaderRecordRoute             = "Record-Route"
	HeaderReferTo                 = "Refer-To"
	HeaderRequire                 = "Require"
	HeaderRetryAfter              = "Retry-After"
	HeaderRoute                   = "Route"
	HeaderServer                  = "Server"
	HeaderSIPETag                 = "SIP-ETag"
	HeaderSIPIfMatch              = "SIP-If-Match"
	HeaderSubscriptionState       = "Subscription-State"
	HeaderSubject                 = "Subject"
	HeaderSupported               = "Supported"
	HeaderTo                      = "To"
	HeaderUnsupported             = "Unsupported"
	HeaderUserAgent               = "User-Agent"
	HeaderVia                     = "Via"
	HeaderWarning                 = "Warning"
	HeaderWWWAuthenticate         = "WWW-Authenticate"
)

// longName returns the name that a compact form stands for, "" for none (RFC
// 3261 7.3.3; the registry of header fields of IANA for the extensions).
func longName(c byte) string {
	switch lower(c) {
	case 'a':
		return "Accept-Contact"
	case 'b':
		return "Referred-By"
	case 'c':
		return HeaderContentType
	case 'd':
		return "Request-Disposition"
	case 'e':
		return HeaderContentEncoding
	case 'f':
		return HeaderFrom
	case 'i':
		return HeaderCallID
	case 'j':
		return "Reject-Contact"
	case 'k':
		return HeaderSupported
	case 'l':
		return HeaderContentLength
	case 'm':
		return HeaderContact
	case 'n':
		return "Identity-Info"
	case 'o':
		return HeaderEvent
	case 'r':
		return HeaderReferTo
	case 's':
		return HeaderSubject
	case 't':
		return HeaderTo
	case 'u':
		return HeaderAllowEvents
	case 'v':
		return HeaderVia
	case 'x':
		return "Session-Expires"
	case 'y':
		return "Identity"
	}
	return ""
}

// SameName reports whether two header names mean the same header: in any letter
// case, in long or compact form (RFC 3261 7.3.1, 7.3.3).
func SameName(a, b string) bool {
	if len(a) != len(b) {
		if len(a) == 1 {
			a = longName(a[0])
		} else if len(b) == 1 {
			b = longName(b[0])
		}
	}
	if len(a) != len(b) || a == "" {
		return false
	}
	for i := range len(a) {
		if a[i] != b[i] && lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

// All yields the fields of that name, in order.
func (h Header) All(name string) iter.Seq[Field] {
	return func(yield func(Field) bool) {
		for i := range h {
			if SameName(h[i].Name, name) && !yield(h[i]) {
				return
			}
		}
	}
}

// First returns the first field of that name.
func (h Header) First(name string) (Field, bool) {
	for i := range h {
		if SameName(h[i].Name, name) {
			return h[i], true
		}
	}
	return Field{}, false
}

// Get returns the value of the first field of that name, "" when there is none.
func (h Header) Get(name string) string {
	f, _ := h.First(name)
	return f.Value
}

// Has reports whether there is a field of that name.
func (h Header) Has(name string) bool {
	_, ok := h.First(name)
	return ok
}

// Values returns the values of all fields of that name, in order, each as it was
// sent: a list in one field is one value; see [Header.List].
func (h Header) Values(name string) []string {
	var values []string
	for f := range h.All(name) {
		values = append(values, f.Value)
	}
	return values
}
