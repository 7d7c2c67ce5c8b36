package pcapfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"prescap/capture"
)

// Every input that is no capture says in plain words what it is.
func TestUnreadable(t *testing.T) {
	tests := []struct {
		name, data, want string
	}{
		{"empty", "", "it is empty"},
		{"text", "REGISTER sip:contoso.com SIP/2.0\r\n", "it is text, neither pcap nor pcapng"},
		{"text cut inside a rune", strings.Repeat("x", 23) + "ä", "it is text, neither pcap nor pcapng"},
		{"text, short", "hi", "it is text, neither pcap nor pcapng"},
		{"gzip", "\x1f\x8b\x08\x00rest", "it is packed with gzip, and ends too early"},
		{"zstd", "\x28\xb5\x2f\xfdrest", "it is packed with zstd, and ends too early"},
		{"junk", "\x7fELF\x02\x01\x01", "neither pcap nor pcapng: it begins with 7f 45 4c 46"},
		{"one byte", "\xff", "neither pcap nor pcapng: it begins with ff"},
		{"half a magic number", "\xd4\xc3", "neither pcap nor pcapng: it begins with d4 c3"},
		{"Network Monitor", "GMBU\x00\x02\x01\x00", "it is a Network Monitor capture; convert it first: editcap -F pcapng FILE OUT"},
		{"snoop", "snoop\x00\x00\x00\x00\x00\x00\x02", "it is a snoop capture; convert it first: editcap -F pcapng FILE OUT"},
		{"a magic number", "\xd4\xc3\xb2\xa1", "4 bytes of a pcap file header of 24"},
		{"most of a pcap header", string(pcapHead(be, 0xa1b2c3d4)[:23]), "23 bytes of a pcap file header of 24"},
		{"11 bytes of pcapng", string(section(le)[:11]), "a pcapng file of 11 bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, in := read(t, []byte(tt.data))
			want := "not readable as a capture: " + tt.want
			if len(got) > 0 || !errors.Is(in.Err, capture.ErrUnreadable) || in.Err.Error() != want {
				t.Errorf("%d records, %v\nwant %s", len(got), in.Err, want)
			}
		})
	}
}

// One bad input does not keep the others from being read.
func TestUnopened(t *testing.T) {
	dir := t.TempDir()
	good := tempFile(t, join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 1, 0, "a"), pcapRec(le, 2, 0, "b")))
	names := []string{filepath.Join(dir, "none"), good, dir, tempFile(t, nil), good, os.DevNull}
	want := []string{"there is no such file", "", "it is a directory without captures in it", "it is empty", "", "it is empty"}
	if locked := tempFile(t, section(le)); os.Getuid() == 0 {
		t.Log("a file without permission is not tried: root may read everything")
	} else if err := os.Chmod(locked, 0); err != nil {
		t.Fatal(err)
	} else {
		names, want = append(names, locked), append(want, "no permission to read it")
	}
	got, inputs := readFiles(t, names...)
	var frames []string
	for _, s := range got {
		frames = append(frames, fmt.Sprintf("%d.%d %s", s.File, s.Num, s.Data))
	}
	if s := strings.Join(frames, ", "); s != "1.1 a, 4.1 a, 1.2 b, 4.2 b" {
		t.Errorf("read %s", s)
	}
	for i, in := range inputs {
		text := ""
		if in.Err != nil {
			text = strings.TrimPrefix(in.Err.Error(), "not readable as a capture: ")
		}
		if in.Name != names[i] || text != want[i] {
			t.Errorf("%s: %q, want %q", in.Name, text, want[i])
		}
	}
}

func TestStdinOnce(t *testing.T) {
	src := Open([]string{"-", "-"}, strings.NewReader(string(join(section(le), device(le, 1, 0), packet(le, 0, 1, "a")))))
	defer src.Close()
	if got := drain(t, src); len(got) != 1 {
		t.Errorf("%d records", len(got))
	}
	in := src.Inputs()
	if in[0].Err != nil || fmt.Sprint(in[1].Err) != "not readable as a capture: stdin can be read only once" {
		t.Errorf("%v, %v", in[0].Err, in[1].Err)
	}
}

// A file that breaks keeps what came before, and says where and why.
func TestBroken(t *testing.T) {
	head := join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 1, 0, "a"))      // 41 bytes.
	ng := join(section(le), device(le, 1, 0), packet(le, 0, 1, "abcd")) // 28 + 20 + 36 = 84 bytes.
	mismatch := join(words(le, enhancedPacket, 36), make([]byte, 24), words(le, 40))
	tests := []struct {
		name string
		file []byte
		want string // Behind "cut short in frame 2, at byte ".
	}{
		{"pcap, header", join(head, make([]byte, 15)), "41: 15 bytes of a record header of 16"},
		{"pcap, right after a header", join(head, words(le, 1, 0, 5, 5)), "41: 0 of the 5 bytes of a packet"},
		{"pcap, data", join(head, words(le, 1, 0, 5, 5), []byte("abcd")), "41: 4 of the 5 bytes of a packet"},
		{"pcap, 768 MiB", join(head, words(le, 1, 0, 768<<20, 5)), "41: a record says that it has 805306368 bytes"},
		{"pcap, 4 GiB", join(head, words(le, 1, 0, 0xffffffff, 5)), "41: a record says that it has 4294967295 bytes"},
		{"pcap, just within the bound", join(head, words(le, 1, 0, maxRecord, 5)), "41: 0 of the 17039360 bytes of a packet"},
		{"pcap, just over the bound", join(head, words(le, 1, 0, maxRecord+1, 5)), "41: a record says that it has 17039361 bytes"},
		{"pcapng, header", join(ng, make([]byte, 11)), "84: 11 bytes of a block header of 12"},
		{"pcapng, body", join(ng, ng[48:80]), "84: 32 of the 36 bytes of a block"},
		{"pcapng, of no size", join(ng, words(le, 6, 0, 0)), "84: a block of type 0x6 says that it has 0 bytes"},
		{"pcapng, unaligned", join(ng, words(le, 6, 33, 0)), "84: a block of type 0x6 says that it has 33 bytes"},
		{"pcapng, packet of 4 GiB", join(ng, words(le, 6, 0xfffffffc, 0)), "84: a block of type 0x6 says that it has 4294967292 bytes"},
		{"pcapng, unknown of 4 GiB", join(ng, words(le, 66, 0xfffffffc, 0)), "96: the last block ends 4294967280 bytes too early"},
		{"pcapng, two lengths", join(ng, mismatch), "84: a block begins with the length 36 and ends with the length 40"},
		{"pcapng, packet larger than its block", join(ng, block(le, enhancedPacket, words(le, 0, 0, 0, 5, 5, 0))), "84: a packet of 5 bytes in a block with room for 4"},
		{"pcapng, packet of 4 GiB in a small block", join(ng, block(le, enhancedPacket, words(le, 0, 0, 0, 0xffffffff, 5, 0))), "84: a packet of 4294967295 bytes in a block with room for 4"},
		{"pcapng, two lengths of a block passed over", join(ng, words(le, 66, 16, 0, 20)), "96: a block begins with the length 16 and ends with the length 20"},
		{"pcapng, a block passed over, almost", join(ng, words(le, 66, 16, 0), []byte{16, 0, 0}), "96: the last block ends 1 bytes too early"},
		{"pcapng, short packet block", join(ng, block(le, enhancedPacket, words(le, 0, 0, 0, 0))), "84: a packet block of 16 bytes"},
		{"pcapng, short obsolete block", join(ng, block(le, obsoletePacket, words(le, 0, 0, 0, 0))), "84: a packet block of 16 bytes"},
		{"pcapng, short simple block", join(ng, block(le, simplePacket)), "84: a simple packet block of 0 bytes"},
		{"pcapng, short interface", join(ng, block(le, interfaceDescr, words(le, 1))), "84: an interface description of 4 bytes"},
		{"pcapng, section without order", join(ng, block(le, sectionHeader, make([]byte, 16))), "84: a section header without byte order"},
		{"pcapng, the other order without a section", join(ng, packet(be, 0, 1, "a")), "120: the last block ends 603979740 bytes too early"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, in := read(t, tt.file)
			if len(got) != 1 || !errors.Is(in.Err, capture.ErrCutShort) {
				t.Fatalf("%d records, %v", len(got), in.Err)
			}
			if text := in.Err.Error(); text != "cut short in frame 2, at byte "+tt.want {
				t.Errorf("%s\nwant %s", text, tt.want)
			}
		})
	}
}

// Whatever length a file is cut to, all whole records before the cut are read,
// and the cut is told unless it is between two records.
func TestEveryCut(t *testing.T) {
	files := map[string][][]byte{ // The first piece may not be cut without being unreadable.
		"pcap": {pcapHead(be, 0xa1b23c4d), pcapRec(be, 1, 0, "abc"), pcapRec(be, 2, 0, ""), pcapRec(be, 3, 0, "defghijkl")},
		"pcapng": {section(be)[:12], section(be)[12:], device(be, 1, 0), packet(be, 0, 1, "abc"), statistics(be, 0, counter(be, 5, 3)),
			section(le), device(le, 1, 3, option(le, 9, 9)), simple(le, 9, "abc"), oldPacket(le, 0, 2, "d"), secret(le, 7, "key"), packet(le, 0, 1, "", option(le, 1, 'x')),
			statistics(le, 0, counter(le, 7, 2)), secret(le, 7, "late"), secret(le, 8, "later")},
	}
	for name, pieces := range files {
		whole, _ := read(t, join(pieces...))
		for cut := range len(join(pieces...)) + 1 {
			end, records, late, clean := 0, 0, 0, false
			for i, p := range pieces {
				if end += len(p); end > cut {
					break
				}
				clean = end == cut && !(name == "pcapng" && i == 0)
				if name == "pcap" && i > 0 || slices.Contains([]int{3, 7, 8, 10}, i) && name == "pcapng" {
					records++
				}
				if name == "pcapng" && (i == 9 || i > 11) {
					late++
				}
			}
			expect := slices.Clone(whole[:records])
			switch { // Secrets behind the last record.
			case name == "pcapng" && records < 4 && late == 1:
				expect = append(expect, seen{Beside: `secret 0x7 "key"`})
			case late == 2:
				expect = append(expect, seen{Beside: `secret 0x7 "late"`})
			case late == 3:
				expect = append(expect, whole[records])
			}
			got, in := read(t, join(pieces...)[:cut])
			if !slices.Equal(got, expect) {
				t.Errorf("%s cut to %d: %d records, want %d", name, cut, len(got), records)
			}
			want := capture.ErrCutShort
			if clean {
				want = nil
			} else if cut < len(pieces[0]) {
				want = capture.ErrUnreadable
			}
			if !errors.Is(in.Err, want) {
				t.Errorf("%s cut to %d: %v, want %v", name, cut, in.Err, want)
			}
			if in.Bytes > int64(cut) || in.Packets != records {
				t.Errorf("%s cut to %d: the account is %+v", name, cut, in)
			}
		}
	}
}

// A length that a file only claims costs no memory.
func TestHostileLengthsCostNothing(t *testing.T) {
	for name, file := range map[string][]byte{
		"pcap, 768 MiB":          join(pcapHead(le, 0xa1b2c3d4), words(le, 1, 0, 768<<20, 5), make([]byte, 100)),
		"pcap, the bound":        join(pcapHead(le, 0xa1b2c3d4), words(le, 1, 0, maxRecord, 5), make([]byte, 100)),
		"pcapng, packet":         join(section(le), words(le, 6, 0xfffffffc, 0), make([]byte, 100)),
		"pcapng, the bound":      join(section(le), words(le, 6, maxRecord, 0), make([]byte, 100)),
		"pcapng, unknown, 4 GiB": join(section(le), words(le, 66, 0xfffffffc, 0), make([]byte, 100)),
	} {
		path := tempFile(t, file)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, inputs := readFiles(t, path); inputs[0].Err == nil {
			t.Errorf("%s: no error", name)
		}
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 3*blockSize {
			t.Errorf("%s: %d bytes were allocated", name, n)
		}
	}
}

// breaks is a reader that fails after some bytes.
type breaks struct {
	io.Reader
	err error
}

func (b breaks) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		err = b.err
	}
	return n, err
}

// A read error keeps what came before, also between two records.
func TestReadError(t *testing.T) {
	whole := join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 1, 0, "abc"), pcapRec(le, 2, 0, "d"))
	for _, tt := range []struct {
		give    int
		records int
		want    string
	}{
		{0, 0, "not readable as a capture: the cable is out"},
		{10, 0, "not readable as a capture: the cable is out"},
		{24, 0, "cut short in frame 1, at byte 24: the cable is out"},
		{45, 1, "cut short in frame 2, at byte 43: the cable is out"},
		{len(whole), 2, "cut short in frame 3, at byte 60: the cable is out"},
	} {
		from := breaks{strings.NewReader(string(whole[:tt.give])), errors.New("the cable is out")}
		for name, src := range map[string]capture.Source{
			"file": sourceOf(file{io.NopCloser(from)}),
			"pipe": Open([]string{"-"}, breaks{strings.NewReader(string(whole[:tt.give])), errors.New("the cable is out")}),
		} {
			got := drain(t, src)
			if err := src.Close(); err != nil {
				t.Error(err)
			}
			if text := fmt.Sprint(src.Inputs()[0].Err); len(got) != tt.records || text != tt.want {
				t.Errorf("%s of %d bytes: %d records, %s\nwant %d, %s", name, tt.give, len(got), text, tt.records, tt.want)
			}
		}
	}
}
