package pcapfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/gopacket/pcapgo"

	"prescap/capture"
)

// script is interfaces, and records to be written by them, with secrets before some.
type script struct {
	devices []Interface
	records []capture.Record
}

// randomScript makes up what can be written: several interfaces and link types, cut packets,
// empty ones, comments of many lengths.
func randomScript(seed uint64, n int) script {
	r := rand.New(rand.NewPCG(seed, 9))
	s := script{devices: []Interface{
		{Name: "eth0", Link: 1, Snaplen: 262144, Filter: "tcp port 5061"},
		{Name: "any äöü", Link: 276},
		{Link: 101, Filter: "x"},
		{Name: "never used", Link: 1},
		{Name: "lo", Link: 1},
	}}
	at := time.Unix(unix1, 0).UTC()
	for i := range n {
		at = at.Add(time.Duration(r.IntN(2_000_000_000)))
		device := []int{2, 0, 1, 4}[min(3, r.IntN(1+i/3))]
		data := make([]byte, r.IntN(300))
		for j := range data {
			data[j] = byte(r.IntN(256))
		}
		rec := capture.Record{
			Frame: capture.Frame{Num: i + 1, Time: at}, Interface: device, Link: s.devices[device].Link, Data: slices.Clip(data), Length: len(data),
		}
		if r.IntN(4) == 0 {
			rec.Length += r.IntN(100_000)
		}
		for range max(0, r.IntN(5)-2) {
			rec.Comments = append(rec.Comments, strings.Repeat("ä!x", r.IntN(40)))
		}
		if r.IntN(10) == 0 {
			rec.Secrets = append(rec.Secrets, capture.Secret{Kind: 0x544c534b, Data: data[:len(data)/2]})
		}
		s.records = append(s.records, rec)
	}
	return s
}

// written is what a Writer makes of a script.
func written(t testing.TB, s script) []byte {
	t.Helper()
	var b bytes.Buffer
	w := NewWriter(&b, Head{Application: "prescap test"})
	for _, d := range s.devices {
		w.Interface(d)
	}
	for i := range s.records {
		for _, secret := range s.records[i].Secrets {
			if err := w.Secret(secret); err != nil {
				t.Fatal(err)
			}
		}
		before := w.Size() + w.cost(s.records[i].Interface, &s.records[i])
		if err := w.Packet(s.records[i].Interface, &s.records[i]); err != nil {
			t.Fatal(err)
		}
		if w.Size() != before {
			t.Fatalf("record %d: the file has %d bytes; %d were announced", i, w.Size(), before)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if w.Size() != int64(b.Len()) {
		t.Errorf("%d bytes were written, %d told", b.Len(), w.Size())
	}
	return b.Bytes()
}

// expected is the records of a script as they are read back. Interfaces are numbered as they
// were used.
func expected(t testing.TB, s script) ([]seen, []capture.Interface) {
	numbers := map[int]int{}
	var used []capture.Interface
	var all []seen
	for _, r := range s.records {
		if _, ok := numbers[r.Interface]; !ok {
			numbers[r.Interface] = len(used)
			used = append(used, capture.Interface{Name: s.devices[r.Interface].Name, Link: r.Link})
		}
		r.Interface = numbers[r.Interface]
		all = append(all, seenOf(t, &r))
	}
	return all, used
}

// What is written is read back as it was.
func TestRoundTrip(t *testing.T) {
	for seed := range uint64(50) {
		s := randomScript(seed, 60)
		data := written(t, s)
		if again := written(t, s); !bytes.Equal(again, data) {
			t.Fatal("writing the same twice gives two files")
		}
		got, in := read(t, data)
		want, used := expected(t, s)
		if !slices.Equal(got, want) {
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Fatalf("seed %d: record %d\n%+v\n%+v", seed, i, got[i], want[i])
				}
			}
			t.Fatalf("seed %d: %d records of %d", seed, len(got), len(want))
		}
		if in.Err != nil || in.Skipped != 0 || !slices.Equal(in.Interfaces, used) || in.Bytes != int64(len(data)) {
			t.Errorf("seed %d: the account is %+v", seed, in)
		}
	}
}

// gopacket reads it too.
func TestRoundTripByGopacket(t *testing.T) {
	s := randomScript(1, 200)
	from, err := pcapgo.NewNgReader(bytes.NewReader(written(t, s)), pcapgo.NgReaderOptions{WantMixedLinkType: true})
	if err != nil {
		t.Fatal(err)
	}
	if app := from.SectionInfo().Application; app != "prescap test" {
		t.Errorf("written by %q", app)
	}
	want, used := expected(t, s)
	for i, w := range want {
		data, info, err := from.ReadPacketData()
		if err != nil {
			t.Fatal(err)
		}
		if string(data) != w.Data || info.Length != w.Length || info.InterfaceIndex != w.Interface || !info.Timestamp.Equal(s.records[i].Frame.Time) {
			t.Fatalf("packet %d: %+v, want %+v", i, info, w)
		}
	}
	if _, _, err := from.ReadPacketData(); !errors.Is(err, io.EOF) {
		t.Errorf("at the end: %v", err)
	}
	for i, u := range used {
		n, err := from.Interface(i)
		if err != nil || n.Name != u.Name || u.Link < 256 && int(n.LinkType) != int(u.Link) { // It knows none above.
			t.Errorf("interface %d: %+v, %v; want %+v", i, n, err, u)
		}
		if u.Name == "eth0" && (n.Filter != "tcp port 5061" || n.SnapLength != 262144) {
			t.Errorf("eth0: %+v", n)
		}
	}
}

// So does tshark.
func TestRoundTripByTshark(t *testing.T) {
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("SKIPPED: tshark is not installed")
	}
	s := randomScript(2, 200)
	out, err := exec.Command("tshark", "-r", tempFile(t, written(t, s)), "-T", "fields", "-E", "separator=\x1f", "-E", "aggregator=|",
		"-e", "frame.number", "-e", "frame.time_epoch", "-e", "frame.len", "-e", "frame.cap_len", "-e", "frame.interface_name", "-e", "frame.comment").Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(lines) != len(s.records) {
		t.Fatalf("tshark shows %d packets of %d", len(lines), len(s.records))
	}
	for i, r := range s.records {
		name := s.devices[r.Interface].Name
		got := strings.Split(lines[i], "\x1f")
		if name == "" { // tshark makes one up.
			got[4] = ""
		}
		want := []string{strconv.Itoa(i + 1), fmt.Sprintf("%d.%09d", r.Frame.Time.Unix(), r.Frame.Time.Nanosecond()), strconv.Itoa(r.Length), strconv.Itoa(len(r.Data)), name, strings.Join(r.Comments, "|")}
		if !slices.Equal(got, want) {
			t.Errorf("tshark shows %q, want %q", got, want)
		}
	}
}

// capinfos reads names, filters and statistics.
func TestCapinfos(t *testing.T) {
	if _, err := exec.LookPath("capinfos"); err != nil {
		t.Skip("SKIPPED: capinfos is not installed")
	}
	var b bytes.Buffer
	w := NewWriter(&b, Head{Application: "prescap v1.2.3"})
	w.Interface(Interface{Name: "eth0", Link: 1, Snaplen: 1500, Filter: "tcp port 5061"})
	w.Secret(capture.Secret{Kind: 0x544c534b, Data: []byte("CLIENT_RANDOM 00 11\n")})
	w.Packet(0, &capture.Record{Frame: capture.Frame{Time: time.Unix(unix1, 123456789)}, Link: 1, Data: make([]byte, 60), Length: 60})
	w.Statistics(0, time.Unix(unix1, 0), 1000, 17)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("capinfos", tempFile(t, b.Bytes())).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{
		"Capture application: prescap v1.2.3", "Name = eth0", "Capture length = 1500", "Filter string = tcp port 5061", "Time precision = nanoseconds (9)",
		"Number of stat entries = 1", "Number of decryption secrets in file: 1", "Number of packets:   1", "2026-03-02 08:00:00.123456789",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("capinfos does not show %q:\n%s", want, out)
		}
	}
	if _, in := read(t, b.Bytes()); in.Dropped != 17 {
		t.Errorf("the account is %+v", in)
	}
}

// Statistics may come more than once, say too little, and be of an interface without packets.
func TestStatistics(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b, Head{})
	w.Interface(Interface{Link: 1})
	w.Interface(Interface{Name: "quiet", Link: 101})
	w.Statistics(1, time.Time{}, 10, 3)
	w.Statistics(1, time.Unix(unix1, 0), -1, 5)
	w.Statistics(0, time.Unix(unix1, 0), 4, -1)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if _, in := read(t, b.Bytes()); in.Dropped != 5 || in.Skipped != 0 || in.Err != nil || len(in.Interfaces) != 2 || in.Interfaces[0].Name != "quiet" {
		t.Errorf("the account is %+v", in)
	}
}

// Times that the format cannot tell become the nearest that it can.
func TestTimesBeyond(t *testing.T) {
	for _, tt := range []struct {
		at   time.Time
		want string
	}{
		{time.Time{}, "1970-01-01T00:00:00Z"},
		{time.Unix(-1, 999_999_999), "1970-01-01T00:00:00Z"},
		{time.Unix(0, 1), "1970-01-01T00:00:00.000000001Z"},
		{time.Date(2262, 1, 1, 0, 0, 0, 1, time.UTC), "2262-01-01T00:00:00.000000001Z"},
		{time.Date(2263, 1, 1, 0, 0, 0, 0, time.UTC), "2262-04-11T23:47:15Z"},
		{time.Unix(1<<62, 0), "2262-04-11T23:47:15Z"},
		{time.Unix(-1<<62, 0), "1970-01-01T00:00:00Z"},
	} {
		var b bytes.Buffer
		w := NewWriter(&b, Head{})
		w.Interface(Interface{Link: 1})
		w.Packet(0, &capture.Record{Frame: capture.Frame{Time: tt.at, Untimed: tt.at.IsZero()}, Link: 1})
		w.Flush()
		if got, in := read(t, b.Bytes()); len(got) != 1 || got[0].Time != tt.want || got[0].Untimed || in.Err != nil {
			t.Errorf("%v: %+v, %v; want %s", tt.at, got, in.Err, tt.want)
		}
	}
}

// What cannot be written is told, and the file is as if nobody had tried.
func TestNotWritten(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b, Head{})
	w.Interface(Interface{Link: 1})
	good := capture.Record{Link: 1, Data: []byte("abc"), Length: 3}
	if err := w.Packet(0, &good); err != nil {
		t.Fatal(err)
	}
	size := w.Size()
	for want, err := range map[string]error{
		"nothing was told of interface 1":                w.Packet(1, &good),
		"nothing was told of interface -1":               w.Statistics(-1, time.Time{}, 0, 0),
		"frame 7 has link type 101, and its interface 1": w.Packet(0, &capture.Record{Frame: capture.Frame{Num: 7}, Link: 101}),
		"frame 8 takes 17039392 bytes with its comments, and 17039360 is the most that can be read again": w.Packet(0, &capture.Record{Frame: capture.Frame{Num: 8}, Link: 1, Data: make([]byte, maxRecord)}),
		"frame 9 takes 17039372 bytes with its comments, and 17039360 is the most that can be read again": w.Packet(0, &capture.Record{Frame: capture.Frame{Num: 9}, Link: 1, Data: make([]byte, maxRecord-36), Comments: []string{"x", ""}}),
		"key material takes 17039364 bytes, and 17039360 is the most that can be read again":              w.Secret(capture.Secret{Data: make([]byte, maxRecord-17)}),
	} {
		if fmt.Sprint(err) != want {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
	if w.Size() != size {
		t.Errorf("%d bytes were written", w.Size()-size)
	}
	largest := capture.Record{Link: 1, Data: make([]byte, maxRecord-32), Length: 1 << 40}
	if err := w.Packet(0, &largest); err != nil {
		t.Fatal(err)
	}
	if err := w.Secret(capture.Secret{Data: make([]byte, maxRecord-20)}); err != nil {
		t.Fatal(err)
	}
	w.Packet(0, &good)
	w.Flush()
	if got, in := read(t, b.Bytes()); len(got) != 3 || len(got[1].Data) != maxRecord-32 || got[1].Length != 1<<32-1 || in.Err != nil || in.Skipped != 0 {
		t.Errorf("%d records, %v", len(got), in.Err)
	}
}

// Texts that are too long for an option are cut between runes.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("ä", 40_000)
	var b bytes.Buffer
	w := NewWriter(&b, Head{Application: long})
	w.Interface(Interface{Link: 1, Name: long, Filter: long})
	w.Packet(0, &capture.Record{Link: 1, Comments: []string{long, "next"}})
	w.Flush()
	_, in := read(t, b.Bytes())
	want := []capture.Comment{{Frame: 1, Text: long[:65534]}, {Frame: 1, Text: "next"}}
	if !slices.Equal(in.Comments, want) || in.Err != nil || in.Interfaces[0].Name != long[:maxName] {
		t.Errorf("the account is %.300s", fmt.Sprintf("%+v", in))
	}
}

// full is a destination with room for so many bytes.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	n := min(len(b), f.room)
	if f.room -= n; n < len(b) {
		return n, errors.New("no room")
	}
	return n, nil
}

// A destination that fails is told by the call that notices, and by all that follow.
func TestWriteError(t *testing.T) {
	w := NewWriter(&full{room: 1 << 20}, Head{})
	w.Interface(Interface{Link: 1})
	r := capture.Record{Link: 1, Data: make([]byte, 1000), Length: 1000}
	n := 0
	for n < 5000 && w.Packet(0, &r) == nil {
		n++
	}
	if n < 1000 || n > 2000 {
		t.Errorf("noticed after %d packets", n)
	}
	for _, err := range []error{w.Packet(0, &r), w.Secret(capture.Secret{}), w.Statistics(0, time.Time{}, 0, 0), w.Flush()} {
		if fmt.Sprint(err) != "no room" {
			t.Error(err)
		}
	}
}

// A packet costs no allocation, with comments or without.
func TestWritingAllocatesNothing(t *testing.T) {
	w := NewWriter(io.Discard, Head{})
	w.Interface(Interface{Link: 1})
	r := capture.Record{Frame: capture.Frame{Time: time.Unix(unix1, 0)}, Link: 1, Data: make([]byte, 1000), Length: 1000}
	noted := r
	noted.Comments = []string{"one", strings.Repeat("two", 1000)}
	for _, r := range []*capture.Record{&r, &noted} {
		if n := testing.AllocsPerRun(1000, func() { w.Packet(0, r) }); n > 0 {
			t.Errorf("%v allocations for a packet with %d comments", n, len(r.Comments))
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	w := NewWriter(io.Discard, Head{})
	w.Interface(Interface{Link: 1})
	r := capture.Record{Frame: capture.Frame{Time: time.Unix(unix1, 0)}, Link: 1, Data: make([]byte, 1000), Length: 1000}
	b.SetBytes(1000)
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Packet(0, &r); err != nil {
			b.Fatal(err)
		}
	}
}

// Whatever is read and written again is read as before; but for what writing cannot tell:
// that there was no time, and interfaces that nobody described.
func FuzzRewrite(f *testing.F) {
	f.Add(written(f, randomScript(3, 10)))
	f.Add(join(section(be), device(be, 1, 2), simple(be, 9, "abc"), packet(be, 0, 1<<63, "a", option(be, 1, 0xff)), packet(be, 7, 1, "b"), secret(be, 1, "x")))
	f.Fuzz(func(t *testing.T, data []byte) {
		rewrite := func(data []byte) ([]byte, []seen) {
			var b bytes.Buffer
			w := NewWriter(&b, Head{})
			src := sourceOf(file{io.NopCloser(bytes.NewReader(data))})
			defer src.Close()
			numbers := map[[2]int]int{}
			var all []seen
			var r capture.Record
			for {
				status, err := src.Next(context.Background(), &r)
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range r.Secrets {
					if err := w.Secret(s); err != nil {
						t.Fatal(err)
					}
				}
				if status == capture.End {
					w.Flush()
					return b.Bytes(), all
				}
				key := [2]int{r.Interface, int(r.Link)}
				number, ok := numbers[key]
				if !ok {
					number = w.Interface(Interface{Link: r.Link})
					numbers[key] = number
				}
				for i, text := range r.Comments { // It may have become longer when it was made valid.
					r.Comments[i] = cutText(text, maxOption)
				}
				if err := w.Packet(number, &r); err != nil {
					t.Fatal(err)
				}
				s := seenOf(t, &r)
				s.Interface, s.Untimed, s.Time = number, false, ""
				all = append(all, s)
			}
		}
		once, want := rewrite(data)
		twice, got := rewrite(once)
		if !slices.Equal(got, want) {
			t.Errorf("read again %+v\nwas %+v", got, want)
		}
		if !bytes.Equal(once, twice) {
			t.Error("writing again changes something")
		}
	})
}
