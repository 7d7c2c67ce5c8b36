package main

import (
	"strings"
	"testing"
	"time"

	"prescap/analyze/pipeline"
	"prescap/capture/pcapfile"
	"prescap/decode/sip"
)

func TestProgressLine(t *testing.T) {
	p := &progress{}
	p.bytes.Store(250_000_000)
	for range 1 {
		p.item(&pipeline.Item{Message: &sip.Message{}})
		p.item(&pipeline.Item{})
	}
	if got, want := p.line(2*time.Second), "250 MB, 125 MB/s, 1 SIP message"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	p.total = 1_000_000_000
	if got, want := p.line(2*time.Second), "25% of 1 GB, 125 MB/s, 1 SIP message, 6s left"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	p.bytes.Store(0)
	if got, want := p.line(2*time.Second), "0% of 1 GB, 0 B/s, 1 SIP message"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A progress that nobody sees passes everything on, and draws nothing.
func TestProgressUnseen(t *testing.T) {
	var out strings.Builder
	src := pcapfile.Open([]string{"../../samples/udp.pcapng"}, nil)
	defer src.Close()
	p := new(options).progress(stdio{err: &out}, src, false)
	acc, err := pipeline.Run(t.Context(), p, new(options).config(&job{}, nil), func(it *pipeline.Item) error { p.item(it); return nil })
	p.stop()
	if err != nil || acc.Packets != 5 || p.messages.Load() != 5 || out.Len() != 0 {
		t.Errorf("%v, %d packets, %d messages, drawn %q", err, acc.Packets, p.messages.Load(), out.String())
	}
}

func TestSizeOfInputs(t *testing.T) {
	src := pcapfile.Open([]string{"../../samples/udp.pcapng", "-"}, strings.NewReader(""))
	defer src.Close()
	if n := sizeOf(src.Inputs()); n != 0 {
		t.Errorf("%d bytes, of which some are on a pipe", n)
	}
	if n := sizeOf(src.Inputs()[:1]); n != int64(len(sample(t, "udp.pcapng"))) {
		t.Errorf("%d bytes", n)
	}
}

func TestNearest(t *testing.T) {
	words := []string{"PUB001", "PUB002", "NTF001", "stale-version-republished"}
	for slip, want := range map[string]string{
		"pub01": "PUB001", "PUB00l": "PUB001", "NTF01": "NTF001", "stale-version-republish": "stale-version-republished", "zzz": "", "": "",
	} {
		if got := nearest(slip, words); got != want {
			t.Errorf("%q: %q, want %q", slip, got, want)
		}
	}
}
