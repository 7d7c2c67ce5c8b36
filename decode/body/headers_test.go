package body_test

import (
	"encoding/base64"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"prescap/decode"
	"prescap/decode/body"
	"prescap/decode/mime"
	"prescap/decode/sip"
)

// headers returns the headers that events come from.
func headers() []string {
	return []string{
		"WWW-Authenticate", "Proxy-Authenticate", "Authorization", "Proxy-Authorization", "Authentication-Info", "Proxy-Authentication-Info",
		"Warning", "ms-diagnostics", "ms-diagnostics-public", "ms-client-diagnostics",
		"presence-state", "ms-keep-alive", "ms-user-logon-data", "Contact", "Supported", "Allow-Events", "Event", "Expires", "From", "To",
		"SIP-ETag", "SIP-If-Match",
	}
}

// answer makes a message of header fields: a request for status 0.
func answer(method sip.Method, status int, h sip.Header) *sip.Message {
	m := &sip.Message{Method: method, Status: status, RequestURI: "sip:alice@contoso.com"}
	for _, f := range h {
		f.Offset = m.Length
		m.Header = append(m.Header, f)
		m.Length += len(f.Name) + len(f.Value) + 4
	}
	return m
}

// FuzzHeaders decodes any value of any header: no panic, the same twice, and what is
// odd lies in the message and is one line.
func FuzzHeaders(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		head, _, _ := strings.Cut(string(a.Files[0].Data), "\n\n")
		for _, line := range strings.Split(head, "\n") {
			name, value, _ := strings.Cut(line, ": ")
			if i := slices.Index(headers(), name); i >= 0 {
				f.Add(uint8(i), value)
			}
		}
	}
	limits := decode.DefaultLimits()
	limits.Instances = 3
	d := decode.New(limits)
	kinds := slices.Concat(body.DefectKinds(), mime.DefectKinds())
	f.Fuzz(func(t *testing.T, which uint8, value string) {
		h := sip.Header{{Name: headers()[int(which)%len(headers())], Value: value}}
		for _, m := range []*sip.Message{
			answer("REGISTER", 0, h), answer("REGISTER", 200, h), answer("REGISTER", 301, h), answer("REGISTER", 401, h),
			answer("PUBLISH", 0, h), answer("PUBLISH", 200, h), answer("PUBLISH", 412, h),
		} {
			first := print(d.Decode(m), m)
			for _, x := range m.Defects {
				if x.Offset < 0 || x.Offset > m.Length || strings.ContainsAny(x.Text, "\r\n") || !slices.Contains(kinds, x.Kind) {
					t.Errorf("%v in %q", x, value)
				}
			}
			m.Defects = nil
			if again := print(d.Decode(m), m); again != first {
				t.Errorf("%s\nand then\n%s", first, again)
			}
		}
	})
}

// secret is what must not get into an event, nor any part of it.
const secret = "Zx9Qw7Kv3Jp5Hn1Tb8Rd4Lf6"

// secrets returns the parameters that are secret, with their values.
func secrets() []string {
	b64 := base64.StdEncoding.EncodeToString
	return []string{
		"response=" + secret, "rspauth=" + secret, "crand=" + secret, "srand=" + secret, "nonce=" + secret, "cnonce=" + secret, "username=" + secret,
		`response="` + secret + `"`, `rspauth="` + secret + `"`, `crand="` + secret + `"`, `srand="` + secret + `"`,
		`gssapi-data="` + b64([]byte("NTLMSSP\x00\x03\x00\x00\x00"+secret)) + `"`,
		`gssapi-data="` + b64([]byte("\x60\x20\x06\x01\x01\x01\x00"+secret)) + `"`,
		`gssapi-data="` + b64([]byte("\x16\x03\x01\x00\x20\x01"+secret)) + `"`,
		`gssapi-data="` + secret + `"`,
	}
}

// FuzzSecrets puts secrets between anything, in every header of authentication: no
// four bytes of one are in what is told.
func FuzzSecrets(f *testing.F) {
	for _, prefix := range []string{
		`NTLM `, `Kerberos `, `TLS-DSK `, `Digest `, `Basic `, ``, `NTLM realm="x", `, `NTLM realm="x`, `NTLM realm="x, targetname="y", `,
		`NTLM realm=`, `NTLM realm="`, `NTLM opaque=<`, `NTLM targetname="\`, `NTLM sts-uri="https://fe01`, `NTLM gssapi-data="", opaque= `, `Digest realm="`, "realm",
		`NTLM version="1`, `NTLM snum=`, `Digest realm=" `,
	} {
		for _, suffix := range []string{``, `, realm="x"`, `"`, `", gssapi-data=""`, `, opaque="`, `>`} {
			f.Add(prefix, suffix)
		}
	}
	d := decode.New(decode.DefaultLimits())
	f.Fuzz(func(t *testing.T, prefix, suffix string) {
		for _, s := range secrets() {
			for _, name := range headers()[:6] {
				value := prefix + s + suffix
				for _, m := range []*sip.Message{
					answer("REGISTER", 0, sip.Header{{Name: name, Value: value}}),
					answer("REGISTER", 401, sip.Header{{Name: name, Value: value}, {Name: "Warning", Value: `399 fe01 "x"`}}),
				} {
					if part := leak(print(d.Decode(m), m), s, prefix, suffix); part != "" {
						t.Fatalf("%q of %s: %s", part, name, value)
					}
				}
			}
		}
	})
}

// leak returns four bytes of a secret value that are in a text and that did not get
// there with what is around the secret.
func leak(text, param, prefix, suffix string) string {
	_, value, _ := strings.Cut(param, "=")
	value = strings.Trim(value, `"`)
	for i := 0; i+4 <= len(value); i++ {
		part := value[i : i+4]
		if strings.Contains(text, part) && !strings.Contains(prefix, part) && !strings.Contains(suffix, part) {
			return part
		}
	}
	return ""
}

// TestHeadersKept sees to it that what events of headers keep is no part of the
// message.
func TestHeadersKept(t *testing.T) {
	n := 0
	for _, sort := range []string{"register", "authentication", "diagnostics", "event_state", "warning"} {
		paths, _ := filepath.Glob("testdata/" + sort + "*.txtar")
		for _, path := range paths {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			limits := decode.DefaultLimits()
			raw, lost := compose(t, path, string(a.Comment), string(a.Files[0].Data), &limits)
			m := framed(t, raw, lost)
			events := decode.New(limits).Decode(m)
			want := print(events, m)
			for i := range m.Raw {
				m.Raw[i] = '#'
			}
			if got := print(events, m); got != want {
				t.Errorf("%s: an event changes with its message:\n%s\nwant\n%s", path, got, want)
			}
			n += len(events)
		}
	}
	if n < 20 {
		t.Errorf("only %d events", n)
	}
}
