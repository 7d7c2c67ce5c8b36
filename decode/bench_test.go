package decode_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"slices"
	"strings"
	"testing"

	"prescap/decode"
	"prescap/decode/body"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// sorts returns messages of the morning by what is in them.
func sorts(t testing.TB) map[string][]*sip.Message {
	all := map[string][]*sip.Message{}
	for _, m := range messages(t, "../samples/clean-morning.pcapng") {
		sort := "other"
		switch m.Header.ContentType().Name {
		case "application/msrtc-category-publish+xml":
			sort = "publish"
		case "application/vnd-microsoft-roaming-self+xml":
			if sort = "roaming"; m.Method == "SUBSCRIBE" && m.IsRequest() {
				sort = "list"
			}
		case "application/msrtc-event-categories+xml":
			sort = "notify"
		case "multipart/related":
			sort = "multipart"
		case "":
			if sort = "none"; m.Method == "REGISTER" {
				sort = "register"
			}
		}
		all[sort] = append(all[sort], m)
	}
	return all
}

func BenchmarkDecode(b *testing.B) {
	all := sorts(b)
	var every []*sip.Message
	for _, sort := range []string{"publish", "roaming", "list", "notify", "multipart", "other", "register", "none"} {
		every = append(every, all[sort]...)
	}
	all["all"] = every
	all["signed"] = []*sip.Message{signed()}
	for _, sort := range []string{"all", "publish", "roaming", "notify", "multipart", "register", "none", "signed"} {
		b.Run(sort, func(b *testing.B) {
			d := decode.New(decode.DefaultLimits())
			size := 0
			for _, m := range all[sort] {
				if size += len(m.Body); sort == "register" || sort == "none" || sort == "signed" {
					size += m.Length
				}
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, m := range all[sort] {
					d.Decode(m)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(all[sort])), "ns/msg")
		})
	}
}

// signed is a message with signatures, and nothing that says anything of presence.
func signed() *sip.Message {
	const of = ` qop="auth", opaque="3D9C1A02", snum="7", targetname="fe01.contoso.com", realm="SIP Communications Service", version=4, `
	m := &sip.Message{Method: "NOTIFY", Length: 600}
	for _, f := range [][2]string{
		{"Via", "SIP/2.0/TLS 10.20.1.57:49152"},
		{"Authorization", `NTLM` + of + `cnum="7", crand="5ec4e751", response="0100000073656372657473656372657464"`},
		{"Proxy-Authorization", `TLS-DSK` + of + `cnum="7", crand="5ec4e751", response="0100000073656372657473656372657464"`},
		{"Authentication-Info", `Kerberos` + of + `rspauth="0100000073656372657473656372657464", srand="5ec4e751"`},
		{"Proxy-Authentication-Info", `NTLM` + of + `rspauth="0100000073656372657473656372657464", srand="5ec4e751"`},
	} {
		m.Header = append(m.Header, sip.Field{Name: f[0], Value: f[1]})
	}
	return m
}

// BenchmarkBodies decodes the specimen of each media type, and of each category that has
// a decoder.
func BenchmarkBodies(b *testing.B) {
	for _, s := range specimens() {
		b.Run(strings.ReplaceAll(s.name, " ", "-"), func(b *testing.B) {
			d := decode.New(decode.DefaultLimits())
			m := made(s.mediaType, "", []byte(strings.TrimSpace(s.body)))
			b.SetBytes(int64(len(m.Body)))
			b.ReportAllocs()
			for b.Loop() {
				d.Decode(m)
			}
		})
	}
}

// BenchmarkWrite writes what the specimens say.
func BenchmarkWrite(b *testing.B) {
	d := decode.New(decode.DefaultLimits())
	var events []presence.Event
	size := 0
	for _, s := range specimens() {
		events = append(events, d.Decode(made(s.mediaType, "", []byte(strings.TrimSpace(s.body))))...)
		size += len(s.body)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, e := range events {
			if _, _, ok := body.Write(e); !ok {
				b.Fatalf("%T is not written", e)
			}
		}
	}
}

// TestAllocations bounds what decoding allocates: for a message that says nothing
// of presence, even if it is signed, nothing, else an event, its instances, and of each instance that has
// a decoder its value and what is in that.
func TestAllocations(t *testing.T) {
	all := sorts(t)
	all["signed"] = []*sip.Message{signed()}
	for sort, most := range map[string]float64{"none": 0, "signed": 0, "publish": 10, "notify": 6, "roaming": 32, "multipart": 50} {
		d := decode.New(decode.DefaultLimits())
		for _, m := range all[sort] {
			d.Decode(m)
		}
		n := testing.AllocsPerRun(10, func() {
			for _, m := range all[sort] {
				d.Decode(m)
			}
		})
		if n /= float64(len(all[sort])); n > most {
			t.Errorf("%s: %.1f allocations a message, want at most %v", sort, n, most)
		}
	}
	if n := len(all["none"]) * len(all["publish"]) * len(all["notify"]) * len(all["roaming"]); n == 0 || slices.Contains(all["none"], nil) {
		t.Error("a sort of messages is missing")
	}
}

// BenchmarkHostile decodes bodies made to be expensive, 1 MB each: none may be much
// slower than a sound one.
func BenchmarkHostile(b *testing.B) {
	const size = 1 << 20
	fill := func(head, s string) []byte { return []byte(head + strings.Repeat(s, (size-len(head))/len(s))) }
	const (
		publish  = "application/msrtc-category-publish+xml"
		root     = `<publish xmlns="http://schemas.microsoft.com/2006/09/sip/rich-presence"><publications uri="sip:a@b">`
		multi    = "multipart/related;boundary=b"
		instance = `<publication categoryName="state"><state>`
	)
	var names strings.Builder
	for i := range size / 60 {
		fmt.Fprintf(&names, `<publication categoryName="state%d" instance="%d" x="y"/>`, i, i)
	}
	var zip bytes.Buffer
	w := gzip.NewWriter(&zip)
	w.Write(bytes.Repeat([]byte(root), 32<<20/len(root)))
	w.Close()
	for _, c := range []struct {
		name, contentType, encoding string
		body                        []byte
	}{
		{"instances", publish, "", fill(root, "<publication/>")},
		{"names", publish, "", []byte(root + names.String())},
		{"flaws", publish, "", fill(root, "<publication instance=x>&")},
		{"levels", publish, "", fill(root, "<a>")},
		{"attributes", publish, "", fill(root+"<publication", " instance=\"x\"")},
		{"activities", publish, "", fill(root+instance, "<activity/>")},
		{"namespaces", publish, "", fill(root, `<a:b xmlns:a="x" a:c=""/>`)},
		{"parts", multi, "", fill("--b\r\n", "\r\n--b\r\n")},
		{"typed parts", multi, "", fill("", "--b\r\nc: application/rlmi+xml\r\n\r\n<list/>\r\n")},
		{"look-alikes", multi, "", fill("--b\r\n\r\n", "\r\n--bb--b\n--b -")},
		{"blanks", multi, "", fill("--b\r\n\r\n", "\n--b      ")},
		{"nested", multi, "", fill("", "--b\r\nc: multipart/related;boundary=b\r\n\r\n")},
		{"folds", multi, "", fill("--b\r\n", "c: a\r\n b\r\n")},
		{"bomb", publish, "gzip", zip.Bytes()},
	} {
		b.Run(c.name, func(b *testing.B) {
			d := decode.New(decode.DefaultLimits())
			b.SetBytes(int64(len(c.body)))
			b.ReportAllocs()
			for b.Loop() {
				d.Decode(made(c.contentType, c.encoding, c.body))
			}
		})
	}
}
