package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"prescap/capture"
	"prescap/capture/captext"
	"prescap/capture/pcapfile"
	"prescap/decode/sip"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// memory is a source of records that are there already.
type memory struct {
	records []capture.Record
	idle    func(next int) bool // Says Idle before the record of this index.
	at      int
	said    bool
}

func (m *memory) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	if ctx.Err() != nil {
		return capture.End, context.Cause(ctx)
	}
	if m.at == len(m.records) {
		return capture.End, nil
	}
	if m.idle != nil && !m.said && m.idle(m.at) {
		m.said = true
		return capture.Idle, nil
	}
	*r = m.records[m.at]
	m.at, m.said = m.at+1, false
	return capture.Ready, nil
}

func (m *memory) Inputs() []capture.Input {
	return []capture.Input{{Name: "memory", Packets: len(m.records)}}
}
func (m *memory) Close() error { return nil }

// recordsOf numbers packets as the frames of one file.
func recordsOf(packets []captext.Packet) []capture.Record {
	var rs []capture.Record
	for i, p := range packets {
		rs = append(rs, capture.Record{
			Frame: capture.Frame{Num: i + 1, Time: p.Time}, Link: 1, Data: p.Data, Length: len(p.Data),
		})
	}
	return rs
}

func config(shards, batch int) Config {
	return Config{Shards: shards, Batch: batch, Capture: capture.DefaultLimits(), SIP: sip.DefaultLimits()}
}

// found is a run's items and account, the items also as text.
type found struct {
	text     string
	messages []*sip.Message
	conns    []*Connection
	gaps     int
	account  Account
}

func runAll(t testing.TB, src capture.Source, cfg Config) found {
	t.Helper()
	var f found
	var b bytes.Buffer
	var last Key
	acc, err := Run(t.Context(), src, cfg, func(it *Item) error {
		if b.Len() > 0 && it.Compare(last) <= 0 {
			t.Errorf("item %+v after %+v", it.Key, last)
		}
		last = it.Key
		write(&b, it)
		switch {
		case it.Message != nil:
			f.messages = append(f.messages, it.Message)
		case it.Connection != nil:
			f.conns = append(f.conns, it.Connection)
		case it.Gap != nil:
			f.gaps++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "%+v\n", acc)
	f.text, f.account = b.String(), acc
	return f
}

// write tells everything of an item.
func write(b *bytes.Buffer, it *Item) {
	fmt.Fprintf(b, "%v %s ", it.Key, it.Time.Format(time.RFC3339Nano))
	switch {
	case it.Message != nil:
		m := *it.Message
		fmt.Fprintf(b, "%q %d+%d lost %d %v %v %x %v\n", m.StartLine, m.Length, len(m.Body), m.Lost, m.Frames, m.Header, m.Body, m.Defects)
	case it.Opened != nil:
		fmt.Fprintf(b, "opened %+v\n", *it.Opened)
	case it.Ended != nil:
		fmt.Fprintf(b, "ended %+v\n", *it.Ended)
	case it.Gap != nil:
		fmt.Fprintf(b, "gap %+v\n", *it.Gap)
	case it.KeepAlive != nil:
		fmt.Fprintf(b, "keep-alive %+v\n", *it.KeepAlive)
	case it.Undecrypted != nil:
		fmt.Fprintf(b, "undecrypted %+v\n", *it.Undecrypted)
	case it.Connection != nil:
		fmt.Fprintf(b, "connection %+v\n", *it.Connection)
	default:
		b.WriteString("nothing\n")
	}
}

// samples returns the compiled samples.
func samples(t testing.TB) []string {
	names, err := filepath.Glob("../../samples/*.pcapng")
	if err != nil || len(names) == 0 {
		t.Fatal("no samples")
	}
	return names
}

// told returns the packets of a sample's text.
func told(t testing.TB, name string) []captext.Packet {
	text, err := os.ReadFile(strings.TrimSuffix(name, ".pcapng") + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	ps, err := captext.Packets(text)
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

func open(t testing.TB, names ...string) capture.Source {
	src := pcapfile.Open(names, nil)
	t.Cleanup(func() { src.Close() })
	return src
}
