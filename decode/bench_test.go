package decode_test

import (
	"slices"
	"testing"

	"prescap/decode"
	"prescap/decode/sip"
)

// sorts returns messages of the morning by what is in them.
func sorts(t testing.TB) map[string][]*sip.Message {
	all := map[string][]*sip.Message{}
	for _, m := range messages(t, "../samples/morning.pcapng") {
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
	for _, sort := range []string{"all", "publish", "roaming", "notify", "multipart", "register", "none"} {
		b.Run(sort, func(b *testing.B) {
			d := decode.New(decode.DefaultLimits())
			size := 0
			for _, m := range all[sort] {
				if size += len(m.Body); sort == "register" || sort == "none" {
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

// TestAllocations bounds what decoding allocates: for a message that says nothing
// of presence nothing, else an event, its instances, and of each instance that has
// a decoder its value and what is in that.
func TestAllocations(t *testing.T) {
	all := sorts(t)
	for sort, most := range map[string]float64{"none": 0, "publish": 25, "notify": 8, "roaming": 60} {
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
