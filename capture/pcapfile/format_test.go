package pcapfile

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"prescap/capture"
	"prescap/capture/captext"
)

const unix1 = 1_772_438_400 // 2026-03-02T08:00:00Z.

// le and be are the byte orders.
var le, be order = binary.LittleEndian, binary.BigEndian

func TestFormats(t *testing.T) {
	const us = unix1 * 1_000_000
	tests := []struct {
		name    string
		file    []byte
		want    []seen
		skipped int
	}{
		{"pcap, microseconds, little", join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, unix1, 5, "abc"), pcapRec(le, unix1, 6, "")), []seen{
			{0, 1, "2026-03-02T08:00:00.000005Z", false, 1, 0, 3, "abc", ""},
			{0, 2, "2026-03-02T08:00:00.000006Z", false, 1, 0, 0, "", ""},
		}, 0},
		{"pcap, microseconds, big", join(pcapHead(be, 0xa1b2c3d4), pcapRec(be, unix1, 5, "abc")), []seen{
			{0, 1, "2026-03-02T08:00:00.000005Z", false, 1, 0, 3, "abc", ""},
		}, 0},
		{"pcap, nanoseconds, little", join(pcapHead(le, 0xa1b23c4d), pcapRec(le, unix1, 5, "abc")), []seen{
			{0, 1, "2026-03-02T08:00:00.000000005Z", false, 1, 0, 3, "abc", ""},
		}, 0},
		{"pcap, nanoseconds, big", join(pcapHead(be, 0xa1b23c4d), pcapRec(be, unix1, 5, "abc")), []seen{
			{0, 1, "2026-03-02T08:00:00.000000005Z", false, 1, 0, 3, "abc", ""},
		}, 0},
		{"pcap, Kuznetzov", join(pcapHead(le, 0xa1b2cd34), words(le, unix1, 5, 3, 3, 9, 9), []byte("abc"), words(le, unix1, 6, 1, 1, 9, 9), []byte("d")), []seen{
			{0, 1, "2026-03-02T08:00:00.000005Z", false, 1, 0, 3, "abc", ""},
			{0, 2, "2026-03-02T08:00:00.000006Z", false, 1, 0, 1, "d", ""},
		}, 0},
		{"pcap, Kuznetzov, big", join(pcapHead(be, 0xa1b2cd34), words(be, unix1, 5, 3, 3, 9, 9), []byte("abc")), []seen{
			{0, 1, "2026-03-02T08:00:00.000005Z", false, 1, 0, 3, "abc", ""},
		}, 0},
		{"pcap, times to the end of 32 bits, and a fraction over a second", join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 0xffffffff, 0xffffffff, "")), []seen{
			{0, 1, "2106-02-07T07:39:49.967295Z", false, 1, 0, 0, "", ""},
		}, 0},
		{"pcap, cut by a snaplen, and shorter on the wire than in the file", join(pcapHead(le, 0xa1b2c3d4),
			words(le, unix1, 0, 2, 1500), []byte("ab"), words(le, unix1, 0, 2, 1), []byte("cd")), []seen{
			{0, 1, "2026-03-02T08:00:00Z", false, 1, 0, 1500, "ab", ""},
			{0, 2, "2026-03-02T08:00:00Z", false, 1, 0, 2, "cd", ""},
		}, 0},
		{"pcap, snaplen 0, link type with FCS bits", join(words(le, 0xa1b2c3d4, 4<<16|2, 0, 0, 0, 0x24000065), pcapRec(le, unix1, 0, "abc")), []seen{
			{0, 1, "2026-03-02T08:00:00Z", false, 101, 0, 3, "abc", ""},
		}, 0},
		{"pcapng, sections of either order, interfaces go on", join(
			section(le), device(le, 1, 0), device(le, 101, 0, option(le, 9, 9)), packet(le, 0, us+1, "a"), packet(le, 1, us*1000+1, "b"),
			section(be), device(be, 228, 0), packet(be, 0, us+2, "c"), oldPacket(be, 0, us+3, "dd"),
			section(le), device(le, 229, 0), packet(le, 0, us+4, "e")), []seen{
			{0, 1, "2026-03-02T08:00:00.000001Z", false, 1, 0, 1, "a", ""},
			{0, 2, "2026-03-02T08:00:00.000000001Z", false, 101, 1, 1, "b", ""},
			{0, 3, "2026-03-02T08:00:00.000002Z", false, 228, 2, 1, "c", ""},
			{0, 4, "2026-03-02T08:00:00.000003Z", false, 228, 2, 2, "dd", ""},
			{0, 5, "2026-03-02T08:00:00.000004Z", false, 229, 3, 1, "e", ""},
		}, 0},
		{"pcapng, simple packets take the time before", join(
			section(le), device(le, 1, 4), simple(le, 3, "abc"), packet(le, 0, us, "d"), simple(le, 1500, "efgh"), simple(le, 1500, "efghijkl")), []seen{
			{0, 1, "", true, 1, 0, 3, "abc", ""},
			{0, 2, "2026-03-02T08:00:00Z", false, 1, 0, 1, "d", ""},
			{0, 3, "2026-03-02T08:00:00Z", true, 1, 0, 1500, "efgh", ""},
			{0, 4, "2026-03-02T08:00:00Z", true, 1, 0, 1500, "efgh", ""},
		}, 0},
		{"pcapng, other blocks are passed over", join(
			section(be), device(be, 1, 0), block(be, 4, make([]byte, 100)), block(be, 11, make([]byte, blockSize+4)),
			block(be, 0xbad, make([]byte, 3*blockSize)), block(be, 0x40000bad, nil), block(be, 5, make([]byte, 12)), packet(be, 0, us, "a"), block(be, 0xfffffff0, nil)), []seen{
			{0, 1, "2026-03-02T08:00:00Z", false, 1, 0, 1, "a", ""},
		}, 0},
		{"pcapng, packet options but comments are passed over", join(
			section(le), device(le, 1, 0), packet(le, 0, us, "abcde", option(le, 2, 0, 0, 0, 0), option(le, 1, []byte("comment")...), option(le, 0)), packet(le, 0, us, "f", []byte{1, 0, 255, 255})), []seen{
			{0, 1, "2026-03-02T08:00:00Z", false, 1, 0, 5, "abcde", `"comment"`},
			{0, 2, "2026-03-02T08:00:00Z", false, 1, 0, 1, "f", ""},
		}, 0},
		{"pcapng, an interface nobody described", join(
			section(le), simple(le, 1, "a"), device(le, 1, 0), packet(le, 0, us, "b"), packet(le, 1, us, "c"), packet(le, 0xffffffff, us, "d")), []seen{
			{0, 1, "", true, unknownLink, 0, 1, "a", ""},
			{0, 2, "2026-03-02T08:00:00Z", false, 1, 0, 1, "b", ""},
			{0, 3, "2026-03-02T08:00:00Z", true, unknownLink, 1, 1, "c", ""},
			{0, 4, "2026-03-02T08:00:00Z", true, unknownLink, 0xffffffff, 1, "d", ""},
		}, 3},
		{"pcapng, a time that nobody can tell", join(
			section(le), device(le, 1, 0, option(le, 9, 0)), packet(le, 0, unix1, "a"), packet(le, 0, 1<<63, "b")), []seen{
			{0, 1, "2026-03-02T08:00:00Z", false, 1, 0, 1, "a", ""},
			{0, 2, "2026-03-02T08:00:00Z", true, 1, 0, 1, "b", ""},
		}, 0},
		{"pcapng, only a section header", section(le), nil, 0},
		{"pcap, only a file header", pcapHead(be, 0xa1b2c3d4), nil, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, in := read(t, tt.file)
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
			if in.Err != nil || in.Skipped != tt.skipped || in.Packets != len(tt.want) || in.Bytes != int64(len(tt.file)) {
				t.Errorf("the account is %+v", in)
			}
		})
	}
}

// Options of an interface may be of any length, and end anywhere.
func TestInterfaceOptions(t *testing.T) {
	const plain, milli = "2026-03-02T08:00:00Z", "1970-01-21T12:20:38.4Z" // As µs, and as ns.
	tests := []struct {
		name    string
		options []byte
		want    string
	}{
		{"none", nil, plain},
		{"end only", option(le, 0), plain},
		{"resolution behind a long name", join(option(le, 2, make([]byte, 65532)...), option(le, 9, 9)), milli},
		{"resolution behind lengths of every remainder", join(option(le, 2), option(le, 3, 1), option(le, 4, 1, 2), option(le, 5, 1, 2, 3), option(le, 9, 9)), milli},
		{"resolution behind the end", join(option(le, 0), option(le, 9, 9)), plain},
		{"resolution of no byte and of two", join(option(le, 9), option(le, 9, 9, 9)), plain},
		{"offset of four bytes", option(le, 14, 1, 2, 3, 4), plain},
		{"offset", option(le, 14, 60, 0, 0, 0, 0, 0, 0, 0), "2026-03-02T08:01:00Z"},
		{"an option longer than its block", join(option(le, 9, 9), []byte{2, 0, 255, 255, 0, 0, 0, 0}), milli},
		{"an option whose padding is missing", join([]byte{9, 0, 5, 0, 9, 0, 0, 0}), plain},
		{"less than an option", []byte{9, 0}, plain},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, in := read(t, join(section(le), device(le, 1, 0, tt.options), packet(le, 0, unix1*1_000_000, "a")))
			if in.Err != nil || len(got) != 1 || got[0].Time != tt.want {
				t.Errorf("got %+v, %v; want %s", got, in.Err, tt.want)
			}
		})
	}
}

// A record may be larger than a block, up to the bound.
func TestLargeRecords(t *testing.T) {
	for _, size := range []int{blockSize - 40, blockSize, blockSize + 1, 5<<20 + 3, maxRecord} {
		data := strings.Repeat("0123456789abcdef", size/16+1)[:size]
		inner := data[:min(size, maxRecord-36)]
		for name, file := range map[string][]byte{
			"pcap":   join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 1, 0, "a"), pcapRec(le, 2, 0, data), pcapRec(le, 3, 0, "b")),
			"pcapng": join(section(le), device(le, 1, 0), packet(le, 0, 1, "a"), packet(le, 0, 2, inner), packet(le, 0, 3, "b")),
		} {
			got, in := read(t, file)
			if in.Err != nil || len(got) != 3 || got[0].Data != "a" || got[2].Data != "b" || got[1].Data != data && got[1].Data != inner {
				t.Errorf("%s of %d bytes: %d records, %v", name, size, len(got), in.Err)
			}
		}
	}
}

// What captext writes is read back as it was.
func TestSamples(t *testing.T) {
	names, err := filepath.Glob("../../samples/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := captext.Packets(text)
		if err != nil {
			t.Fatal(err)
		}
		got, inputs := readFiles(t, strings.TrimSuffix(name, ".txt")+".pcapng")
		if inputs[0].Err != nil || len(got) != len(want) {
			t.Fatalf("%s: %d packets of %d: %v", name, len(got), len(want), inputs[0].Err)
		}
		for i, p := range want {
			w := seenOf(t, &capture.Record{Frame: capture.Frame{Num: i + 1, Time: p.Time}, Link: 1, Data: slices.Clip(p.Data), Length: len(p.Data)})
			if got[i] != w {
				t.Errorf("%s: packet %d is %+v, want %+v", name, i+1, got[i], w)
			}
		}
	}
}
