package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"prescap/capture/captext"
)

// What shows that a stream has said nothing, and what does not.
func TestQuiet(t *testing.T) {
	const begin = `time 2026-03-02T08:00:00Z
peer bob 10.0.0.1:5001
peer fe  10.0.0.9:5060
open bob > fe
bob > fe
| OPTIONS sip:fe SIP/2.0
| Call-ID: 1
| CSeq: 1 OPTIONS
| Content-Length: 0
|
`
	const keepAlive = "+10 bob > fe\n= 0d 0a 0d 0a\n"
	const answer = `fe > bob OPTIONS
| SIP/2.0 200 OK
| Call-ID: 1
| CSeq: 1 OPTIONS
| Content-Length: 0
|
`
	for _, c := range []struct{ name, text, want string }{
		{"the server acknowledges and says nothing", begin + keepAlive + keepAlive, "1 opened, 1 opened, 1 opened"},
		{"its answer is not captured", begin + strings.Replace(answer, "OPTIONS", "lose=1", 1) + keepAlive, "1 opened, gap, 1 opened"},
		{"its answer is", begin + strings.Replace(answer, "OPTIONS", "", 1) + keepAlive, "1 opened, 1 opened"},
		{"it hangs up", begin + "fin fe > bob\n", "1 opened, 1 opened"},
		{"it resets", begin + "reset fe > bob\n", "1 opened"},
	} {
		packets, err := captext.Packets([]byte(c.text))
		if err != nil {
			t.Fatal(c.name, err)
		}
		var got []string
		_, err = Run(t.Context(), &memory{records: recordsOf(packets)}, config(1, 0), func(it *Item) error {
			if it.Gap != nil {
				got = append(got, "gap")
			}
			if q := it.Quiet; q != nil {
				word := "joined"
				if q.Opened {
					word = "opened"
				}
				got = append(got, fmt.Sprintf("%d %s", q.Stream.Dir, word))
				if len(q.Frames) != 1 || q.Stream.Conn != 1 {
					t.Errorf("%s: %+v", c.name, q)
				}
			}
			return nil
		})
		if text := strings.Join(got, ", "); err != nil || text != c.want {
			t.Errorf("%s: %q, want %q; %v", c.name, text, c.want, err)
		}
	}
}
