package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/store"
	"prescap/capture"
	"prescap/decode/sip"
)

// forgetting is snapshots of a capture that goes on for so long that old messages are
// forgotten.
func forgetting(t *testing.T) []*Snapshot {
	s := store.New(store.Limits{Messages: 1024, Memory: 1 << 20, Disk: 1 << 20})
	t.Cleanup(func() { s.Close() })
	start := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	var all []*Snapshot
	for n := range 6000 {
		s.Take(&fact.MessageSeen{
			About: fact.About{Moment: uint64(n + 1), Subject: fact.Subject{Presentity: fmt.Sprintf("user%d@contoso.com", n%5)}},
			Message: &sip.Message{
				Method: "SERVICE", RequestURI: fmt.Sprintf("sip:number%d", n+1), Time: start.Add(time.Duration(n) * time.Second), Conn: 1,
				Frames: []capture.Frame{{Num: n + 1}}, Header: sip.Header{{Name: "Call-ID", Value: "one"}}, Raw: []byte("SERVICE x SIP/2.0\r\n\r\n"),
			},
		})
		if n == 500 || n == 2999 || n == 5999 {
			snap := &Snapshot{Progress: Progress{Live: &Live{Interfaces: "eth0"}}}
			snap.Messages = s.List()
			all = append(all, snap)
		}
	}
	return all
}

// Messages keep their numbers when older ones are forgotten, on every list of them; what is
// forgotten is gone, and nothing else.
func TestForgotten(t *testing.T) {
	all := forgetting(t)
	b := sit(t, all[0], "mono", 120, 30)
	b.press("g", "m")
	b.want("number501", "following")
	b.press("x") // Those of the dialog: all.
	b.press("g", "g")
	b.want("number1 ")
	b.look(all[1])
	b.press("end")
	b.want("number3000")
	b.press("enter")
	b.want("message 3000", "SERVICE x SIP/2.0")
	b.look(all[2])
	b.press("q")
	b.want("number6000")
	first := all[2].Messages.First()
	b.press("g", "g")
	b.want(fmt.Sprintf("number%d ", first+1))
	if strings.Contains(b.screen(), fmt.Sprintf("number%d ", first)) {
		t.Errorf("a message that is forgotten is listed:\n%s", b.screen())
	}
	b.press("g", "m", "g", "g")
	b.want(fmt.Sprintf("number%d ", first+1))
	b.press(":", "g", "o", "t", "o", " ", "6", "enter")
	b.want("no message came in frame 6")
	b.press(":", "m", "e", "s", "s", "a", "g", "e", " ", "5", "5", "5", "5", "enter")
	b.want("number5555")
	b.press("i")
	b.want(fmt.Sprintf("%d messages not listed any more", first))
}

// A message that is open stays so when it is forgotten.
func TestForgottenOpen(t *testing.T) {
	all := forgetting(t)
	b := sit(t, all[0], "mono", 80, 24)
	b.press("g", "m", "g", "g", "enter")
	b.want("message 1", "SERVICE x SIP/2.0")
	b.look(all[2])
	b.want("message 1", "SERVICE x SIP/2.0")
	b.press("R", "R", "tab", "y", "u", "q", "q")
	b.press("g", "m", "d", "space", "space", "d", "q")
}
