package store_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"prescap/analyze"
	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/analyze/store"
	"prescap/capture"
	"prescap/capture/captext"
	"prescap/capture/pcapfile"
	"prescap/decode"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// morning is the list of samples/morning.txt.
func morning(t testing.TB) store.List {
	text, err := os.ReadFile("../../samples/morning.txt")
	if err != nil {
		t.Fatal(err)
	}
	data, err := captext.Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	src := pcapfile.Open([]string{"-"}, bytes.NewReader(data))
	defer src.Close()
	cfg := analyze.Config{Limits: analyze.DefaultLimits()}
	cfg.Limits.Store = store.DefaultLimits()
	a := analyze.New(cfg)
	t.Cleanup(func() { a.Close() })
	limits := decode.DefaultLimits()
	if _, err := pipeline.Run(context.Background(), src, pipeline.Config{
		Shards: 2, Capture: capture.DefaultLimits(), SIP: sip.DefaultLimits(), Decode: &limits, Clock: true,
	}, a.Take); err != nil {
		t.Fatal(err)
	}
	return a.View().Messages
}

// What every message of the morning means. The golden file is for people to read.
func TestMeanings(t *testing.T) {
	l := morning(t)
	var b strings.Builder
	for i := range l.Len() {
		m := l.At(i)
		if m.N != i+1 || len(m.Frames) == 0 || m.CallID == "" || len(m.Users) == 0 {
			t.Errorf("message %d: %+v", i+1, m)
		}
		fmt.Fprintf(&b, "%3d #%d %s | %s\n", m.N, m.Frames[0].Num, m.What, m.Meaning)
		raw, err := l.Raw(i)
		if err != nil || !bytes.HasPrefix(raw, []byte("SIP/2.0")) && !bytes.HasPrefix(raw, []byte(m.Method)) || len(raw) != m.Length {
			t.Errorf("message %d has the bytes %.20q, %v", i+1, raw, err)
		}
		for _, f := range m.Frames {
			if k, ok := l.ByFrame(f.File, f.Num); !ok || k > i {
				t.Errorf("frame %d is of message %d, not %d", f.Num, k+1, i+1)
			}
		}
	}
	const path = "testdata/morning.golden"
	if *update {
		os.WriteFile(path, []byte(b.String()), 0o666)
	}
	want, _ := os.ReadFile(path)
	if b.String() != string(want) {
		t.Errorf("%s is stale; go test ./analyze/store -update writes it:\n%s", path, b.String())
	}
	if _, ok := l.ByFrame(0, 1); ok {
		t.Error("a SYN is of a message")
	}
}

var update = flag.Bool("update", false, "write golden files")

// made is the fact of a message that says who is busy.
func made(n int, size int) *fact.MessageSeen {
	user := fmt.Sprintf("user%d@contoso.com", n)
	raw := []byte(fmt.Sprintf("MESSAGE sip:%s SIP/2.0\r\n\r\n", user) + strings.Repeat("x", size))
	return &fact.MessageSeen{
		About: fact.About{Moment: uint64(n), Subject: fact.Subject{Presentity: user}},
		Message: &sip.Message{
			Method: "MESSAGE", RequestURI: "sip:" + user, Raw: raw, Time: time.Unix(int64(n), 0), Conn: capture.ConnID(n%7 + 1),
			Frames: []capture.Frame{{Num: 2 * n}, {Num: 2*n + 1}}, Header: sip.Header{{Name: "Call-ID", Value: fmt.Sprintf("call-%d", n/10)}},
		},
		Events: []presence.Event{&presence.Undecoded{MediaType: "text/plain", Length: size}},
	}
}

// Of too many messages, and bytes, the newest are kept.
func TestLimits(t *testing.T) {
	l := store.Limits{Messages: 3000, Memory: 10_000, Disk: 2 << 20}
	s := store.New(l)
	defer s.Close()
	var before store.List
	for n := range 5010 {
		s.Take(made(n, 1000))
		if n == 1500 {
			before = s.List()
		}
	}
	list := s.List()
	if list.End() != 5010 || list.First() != 1024 || list.Len() != 5010-1024 {
		t.Errorf("%d messages from %d to %d", list.Len(), list.First(), list.End())
	}
	if m := list.At(3); m.N != 4 || m.What != "" {
		t.Errorf("one that is forgotten is %+v", m)
	}
	if _, err := list.Raw(3); !errors.Is(err, store.ErrNotKept) {
		t.Errorf("of one that is forgotten: %v", err)
	}
	if m := before.At(3); before.Len() != 1501 || before.First() != 0 || m.N != 4 || m.What == "" {
		t.Errorf("a picture from before has changed: %d messages, %+v", before.Len(), m)
	}
	missing := 0
	for i := list.First(); i < list.End(); i++ {
		raw, err := list.Raw(i)
		switch {
		case errors.Is(err, store.ErrNotKept):
			if missing++; i > 3100 {
				t.Errorf("message %d has no bytes", i+1)
			}
		case err != nil || !bytes.HasPrefix(raw, fmt.Appendf(nil, "MESSAGE sip:user%d@contoso.com SIP", i)):
			t.Fatalf("message %d: %.40q, %v", i+1, raw, err)
		}
	}
	if missing < 900 || missing > 2100 {
		t.Errorf("%d messages have no bytes", missing)
	}
	if i, ok := list.ByFrame(0, 2001); ok {
		t.Errorf("frame 2001, of a message that is forgotten, is of message %d", i)
	}
	if i, ok := list.ByFrame(0, 4001); !ok || i != 2000 {
		t.Errorf("frame 4001 is of message %d", i)
	}
	if list.Time(3005) != time.Unix(3005, 0).UTC() {
		t.Errorf("time %v", list.Time(3005))
	}
	s.Close()
	if _, err := list.Raw(0); !errors.Is(err, store.ErrNotKept) {
		t.Errorf("after Close: %v", err)
	}
}

// Where no file can be made, the bytes are not kept, and nothing else happens.
func TestNoFile(t *testing.T) {
	t.Setenv("TMPDIR", "/nonexistent")
	s := store.New(store.Limits{Messages: 10, Memory: 2000, Disk: 1 << 20})
	defer s.Close()
	for n := range 5 {
		s.Take(made(n, 1000))
	}
	l := s.List()
	if _, err := l.Raw(0); err != nil {
		t.Error(err)
	}
	if _, err := l.Raw(4); !errors.Is(err, store.ErrNotKept) || l.Len() != 5 {
		t.Errorf("%v, %d messages", err, l.Len())
	}
}

func TestMatches(t *testing.T) {
	s := store.New(store.DefaultLimits())
	defer s.Close()
	for n := range 100 {
		s.Take(made(n, 10))
	}
	l := s.List()
	for _, c := range []struct {
		scope store.Scope
		want  int
	}{
		{store.Scope{}, 100},
		{store.Scope{User: "user7@contoso.com"}, 1},
		{store.Scope{User: "user7@contoso"}, 0},
		{store.Scope{CallID: "call-3"}, 10},
		{store.Scope{Conn: 2}, 15},
		{store.Scope{Frames: []capture.Frame{{Num: 12}, {Num: 13}, {Num: 40}}}, 2},
		{store.Scope{Words: []string{"USER1", "text/plain"}}, 11},
		{store.Scope{Words: []string{"user1", "!user11"}}, 10},
		{store.Scope{Words: []string{"!message"}}, 0},
		{store.Scope{Conn: 2, Words: []string{"call-0"}}, 2},
	} {
		n := 0
		for i := range l.Len() {
			if l.Matches(i, &c.scope) {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%+v: %d messages, want %d", c.scope, n, c.want)
		}
	}
}

// A list stays as it is while the store goes on.
func TestListsAreImmutable(t *testing.T) {
	s := store.New(store.Limits{Messages: 1 << 20, Memory: 1 << 20, Disk: 64 << 20})
	defer s.Close()
	lists := make(chan store.List, 10)
	done := make(chan bool)
	go func() {
		for l := range lists {
			for i := 0; i < l.Len(); i += 37 {
				raw, err := l.Raw(i)
				if m := l.At(i); err != nil || m.N != i+1 || !strings.HasPrefix(string(raw), m.What) || !l.Matches(i, &store.Scope{Words: []string{m.What}}) {
					t.Errorf("message %d of %d: %q, %.30q, %v", i+1, l.Len(), m.What, raw, err)
				}
			}
		}
		close(done)
	}()
	for n := range 20_000 {
		s.Take(made(n, 200))
		if n%1000 == 999 {
			lists <- s.List()
		}
	}
	close(lists)
	<-done
}

func BenchmarkTake(b *testing.B) {
	b.ReportAllocs()
	s := store.New(store.Limits{Messages: 1 << 30, Memory: 1 << 20, Disk: 1})
	f := made(123456, 1500)
	for b.Loop() {
		f.Moment++
		s.Take(f)
	}
}

func BenchmarkMatches(b *testing.B) {
	s := store.New(store.Limits{Messages: 1 << 20})
	for n := range 100_000 {
		s.Take(made(n, 10))
	}
	l := s.List()
	for _, c := range []struct {
		name  string
		scope store.Scope
	}{{"user", store.Scope{User: "user99999@contoso.com"}}, {"words", store.Scope{Words: []string{"nothing of it"}}}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range l.Len() {
					l.Matches(i, &c.scope)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(l.Len()), "ns/message")
		})
	}
}
