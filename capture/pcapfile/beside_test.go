package pcapfile

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"prescap/capture"
)

// Comments of packets are read, however many and of whatever length, and kept with their
// frames.
func TestComments(t *testing.T) {
	long := strings.Repeat("ä", 32_767) + "!" // 65,535 bytes.
	for _, o := range []order{le, be} {
		file := join(section(o), device(o, 1, 0),
			packet(o, 0, 1, "a"),
			packet(o, 0, 1, "", option(o, 1, []byte("one")...), option(o, 2, 0, 0, 0, 0), option(o, 1, []byte("two\nlines")...), option(o, 1), option(o, 0), option(o, 1, 'x')),
			packet(o, 0, 1, "abc", option(o, 1, []byte(long)...)),
			oldComment(o, 0, 1, "abcde", "old"),
			simple(o, 1, "a"),
			packet(o, 0, 1, "abcd", option(o, 1, 'x', 0xff, 0xfe, 'y')),
			packet(o, 0, 1, "abcd", option(o, 1, 'x'), o.AppendUint16(o.AppendUint16(nil, 1), 9), make([]byte, 8)))
		got, in := read(t, file)
		want := []string{"", `"one" "two\nlines" ""`, `"` + long + `"`, `"old"`, "", `"x�y"`, `"x"`}
		for i, s := range got {
			if s.Beside != want[i] {
				t.Errorf("frame %d: %.50s, want %.50s", i+1, s.Beside, want[i])
			}
		}
		kept := []capture.Comment{{Frame: 2, Text: "one"}, {Frame: 2, Text: "two\nlines"}, {Frame: 2}, {Frame: 3, Text: long}, {Frame: 4, Text: "old"}, {Frame: 6, Text: "x�y"}, {Frame: 7, Text: "x"}}
		if !slices.Equal(in.Comments, kept) || len(got) != len(want) || in.Skipped != 0 || in.Err != nil {
			t.Errorf("%d records; the account is %.2000s", len(got), fmt.Sprintf("%+v", in))
		}
	}
}

// What does not fit is counted, and the packets are read all the same.
func TestBoundOfComments(t *testing.T) {
	head := join(section(le), device(le, 1, 0))
	many := slices.Repeat(option(le, 1, 'x'), 20_000)
	file := slices.Clone(head)
	for range 4 {
		file = append(file, packet(le, 0, 1, "a", many)...)
	}
	got, in := read(t, file)
	if len(got) != 4 || len(in.Comments) != maxComments || in.Skipped != 80_000-maxComments || strings.Count(got[3].Beside, "x") != 20_000 {
		t.Errorf("%d records, %d comments, %d passed over", len(got), len(in.Comments), in.Skipped)
	}
	large := slices.Repeat(option(le, 1, make([]byte, 65_532)...), 100)
	file = slices.Clone(head)
	for range 3 {
		file = append(file, packet(le, 0, 1, "a", large)...)
	}
	file = append(file, packet(le, 0, 1, "a", option(le, 1, 'x'))...)
	got, in = read(t, file)
	if fit := maxCommentBytes / 65_532; len(got) != 4 || len(in.Comments) != fit+1 || in.Skipped != 300-fit || in.Comments[fit].Frame != 4 {
		t.Errorf("%d records, %d comments, %d passed over", len(got), len(in.Comments), in.Skipped)
	}
	got, in = read(t, join(head, packet(le, 0, 1, "a", slices.Repeat(option(le, 1), maxComments+5))))
	if len(got) != 1 || len(in.Comments) != maxComments || in.Skipped != 5 {
		t.Errorf("%d records, %d comments, %d passed over", len(got), len(in.Comments), in.Skipped)
	}
}

// Secrets come once, with the record behind them; those behind the last with the end.
func TestSecrets(t *testing.T) {
	for _, o := range []order{le, be} {
		got, in := read(t, join(section(o), secret(o, 1, "early"), device(o, 1, 0), secret(o, 2, ""), packet(o, 0, 1, "a"), packet(o, 0, 2, "b"),
			secret(o, 3, "abcde"), simple(o, 1, "c"), secret(o, 4, "late"), section(le), secret(le, 5, "later")))
		var beside []string
		for _, s := range got {
			beside = append(beside, s.Beside)
		}
		want := []string{`secret 0x1 "early" secret 0x2 ""`, "", `secret 0x3 "abcde"`, `secret 0x4 "late" secret 0x5 "later"`}
		if !slices.Equal(beside, want) || in.Packets != 3 || in.Skipped != 0 || in.Err != nil {
			t.Errorf("%q; the account is %+v", beside, in)
		}
	}
}

// What a block of secrets or statistics says wrongly is passed over and counted.
func TestOddBlocks(t *testing.T) {
	huge := make([]byte, maxRecord)
	for name, odd := range map[string][]byte{
		"no secret":                      block(le, secretsBlock, words(le, 1)),
		"a secret longer than its block": block(le, secretsBlock, words(le, 1, 5), []byte("abcd")),
		"a secret of 4 GiB":              block(le, secretsBlock, words(le, 1, 0xffffffff), []byte("abcd")),
		"a secret too large":             block(le, secretsBlock, words(le, 1, maxRecord), huge),
		"statistics too large":           block(le, interfaceStats, words(le, 0, 0, 0), huge),
		"statistics without a time":      block(le, interfaceStats, words(le, 0, 0)),
		"statistics of another":          statistics(le, 1, counter(le, 5, 4)),
		"statistics of the last of all":  statistics(le, 0xffffffff, counter(le, 5, 4)),
	} {
		got, in := read(t, join(section(le), device(le, 1, 0), odd, packet(le, 0, 1, "a")))
		if len(got) != 1 || got[0].Beside != "" || in.Skipped != 1 || in.Dropped != 0 || in.Err != nil {
			t.Errorf("%s: %d records; the account is %+v", name, len(got), in)
		}
	}
}

// More secrets than may wait are passed over and counted.
func TestBoundOfSecrets(t *testing.T) {
	file := section(le)
	for range 5 {
		file = append(file, secret(le, 1, strings.Repeat("x", 4<<20))...)
	}
	file = append(file, secret(le, 1, "small")...)
	got, in := read(t, file)
	if len(got) != 1 || strings.Count(got[0].Beside, "x") != 5+4*(4<<20) || !strings.Contains(got[0].Beside, "small") || in.Skipped != 1 {
		t.Errorf("%d records; the account is %+v", len(got), in)
	}
	got, in = read(t, join(section(le), slices.Repeat(secret(le, 1, ""), maxSecrets+3)))
	if len(got) != 1 || in.Skipped != 3 {
		t.Errorf("%d records; the account is %+v", len(got), in)
	}
}

// Of several inputs each secret comes once, before or with the end, also those of inputs
// that are over before the others, and of one that is cut short.
func TestSecretsOfSeveralInputs(t *testing.T) {
	ng := func(times []uint64, first, last string) string {
		file := join(section(le), device(le, 1, 0), secret(le, 1, first))
		for _, at := range times {
			file = append(file, packet(le, 0, at, "x")...)
		}
		return tempFile(t, append(file, secret(le, 1, last)...))
	}
	whole := join(section(le), device(le, 1, 0), secret(le, 1, "g"), packet(le, 0, 9, "x"))
	cut := tempFile(t, whole[:len(whole)-2])
	src := Open([]string{ng([]uint64{1, 2}, "a", "b"), ng([]uint64{3, 6}, "c", "d"), ng(nil, "e", "f"), cut}, nil)
	defer src.Close()
	var got []string
	var r capture.Record
	for status := capture.Ready; status == capture.Ready; {
		var err error
		if status, err = src.Next(context.Background(), &r); err != nil {
			t.Fatal(err)
		}
		var s []byte
		for _, one := range r.Secrets {
			s = append(s, one.Data...)
		}
		got = append(got, string(s))
	}
	// Frames 0.1, 0.2, 1.1, 1.2, and the end.
	if want := []string{"efga", "", "bc", "", "d"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if status, err := src.Next(context.Background(), &r); status != capture.End || err != nil || r.Secrets != nil {
		t.Errorf("after the end: %v, %v, %v", status, err, r.Secrets)
	}
}

// Secrets and comments may be kept: no later record changes them.
func TestSecretsAreCopies(t *testing.T) {
	file := join(section(le), device(le, 1, 0), secret(le, 1, "keep this"), packet(le, 0, 1, "a", option(le, 1, []byte("and this")...)))
	for range 5000 {
		file = append(file, packet(le, 0, 1, strings.Repeat("z", 1000))...)
	}
	src := Open([]string{tempFile(t, file)}, nil)
	defer src.Close()
	var first, r capture.Record
	src.Next(t.Context(), &first)
	for status := capture.Ready; status == capture.Ready; {
		status, _ = src.Next(t.Context(), &r)
	}
	if beside := besideOf(&first); beside != `"and this" secret 0x1 "keep this"` {
		t.Errorf("kept %s", beside)
	}
}

// Interfaces are named by the numbers that records have.
func TestInterfaces(t *testing.T) {
	long := strings.Repeat("long ", 100)
	got, in := read(t, join(section(le), device(le, 1, 0, option(le, 2, []byte("eth0")...)), device(le, 101, 0), packet(le, 1, 1, "a"),
		section(be), device(be, 113, 0, option(be, 3, 'x'), option(be, 2, []byte(long)...)), packet(be, 0, 1, "b"), device(be, 228, 0, option(be, 2, 0xff)), packet(be, 1, 1, "c")))
	want := []capture.Interface{{Name: "eth0", Link: 1}, {Link: 101}, {Name: long[:maxName], Link: 113}, {Name: "�", Link: 228}}
	if !slices.Equal(in.Interfaces, want) {
		t.Errorf("%+v", in.Interfaces)
	}
	for i, number := range []int{1, 2, 3} {
		if got[i].Interface != number || got[i].Link != want[number].Link {
			t.Errorf("%+v", got[i])
		}
	}
	if _, in = read(t, pcapHead(be, 0xa1b2c3d4)); !slices.Equal(in.Interfaces, []capture.Interface{{Link: 1}}) {
		t.Errorf("of pcap %+v", in.Interfaces)
	}
	if _, in = read(t, []byte("text")); in.Interfaces != nil {
		t.Errorf("of text %+v", in.Interfaces)
	}
}

// More interfaces than the account keeps are read all the same, where they are in sections.
func TestBoundOfInterfaces(t *testing.T) {
	one := join(section(le), slices.Repeat(device(le, 101, 0), maxInterfaces-1))
	got, in := read(t, join(one, section(le), device(le, 1, 0), device(le, 113, 0), packet(le, 1, 1, "a")))
	if len(got) != 1 || got[0].Link != 113 || got[0].Untimed || got[0].Interface != maxInterfaces || len(in.Interfaces) != maxInterfaces || in.Skipped != 1 {
		t.Errorf("%+v, %d interfaces, %d passed over", got, len(in.Interfaces), in.Skipped)
	}
}

// Of each interface the latest statistics count, and nothing twice.
func TestDropped(t *testing.T) {
	two := join(section(le), device(le, 1, 0), device(le, 1, 0))
	for _, tt := range []struct {
		name string
		file []byte
		want int
	}{
		{"none", two, 0},
		{"as dumpcap", join(two, statistics(le, 0, option(le, 1, []byte("Counters provided by dumpcap")...), counter(le, 2, 1), counter(le, 3, 1), counter(le, 4, 1000), counter(le, 5, 17))), 17},
		{"two places", join(two, statistics(le, 0, counter(le, 5, 17), counter(le, 6, 900), counter(le, 7, 3), counter(le, 8, 880))), 20},
		{"latest", join(two, statistics(le, 0, counter(le, 5, 1)), statistics(le, 0, counter(le, 5, 4)), statistics(le, 0, counter(le, 5, 9))), 9},
		{"latest, smaller", join(two, statistics(le, 0, counter(le, 5, 9)), statistics(le, 0, counter(le, 5, 4))), 4},
		{"latest, without", join(two, statistics(le, 0, counter(le, 5, 9)), statistics(le, 0, counter(le, 4, 100))), 9},
		{"two interfaces", join(two, statistics(le, 1, counter(le, 5, 9)), statistics(le, 0, counter(le, 7, 4)), statistics(le, 1, counter(le, 5, 10))), 14},
		{"two sections", join(two, statistics(le, 1, counter(le, 5, 9)), section(be), device(be, 1, 0), statistics(be, 0, counter(be, 5, 2))), 11},
		{"not known", join(two, statistics(le, 0, counter(le, 4, math.MaxUint64), counter(le, 5, math.MaxUint64))), 0},
		{"four bytes", join(two, statistics(le, 0, option(le, 5, 9, 0, 0, 0))), 0},
		{"in the middle", join(two, packet(le, 0, 1, "a"), statistics(le, 0, counter(le, 5, 9)), packet(le, 0, 1, "b")), 9},
	} {
		if _, in := read(t, tt.file); in.Dropped != tt.want || in.Skipped != 0 || in.Err != nil {
			t.Errorf("%s: %+v, want %d", tt.name, in, tt.want)
		}
	}
}

// What dumpcap wrote (its file, but for the number) is read as it meant it.
func TestDumpcap(t *testing.T) {
	data, err := os.ReadFile("testdata/dumpcap.pcapng")
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(data), string(counter(le, 5, 0)))
	if at < 0 {
		t.Fatal("there is no counter")
	}
	data[at+4] = 12
	_, in := read(t, data)
	if in.Dropped != 12 || in.Packets != 2 || !slices.Equal(in.Interfaces, []capture.Interface{{Name: "lo", Link: 1}}) || in.Err != nil {
		t.Errorf("%+v", in)
	}
}

// Blocks that arrive byte by byte are read as if they were there at once, and no byte of
// them makes a record too many.
func TestBesideInPieces(t *testing.T) {
	defer goleak.VerifyNone(t)
	file := join(section(le), device(le, 1, 0, option(le, 2, []byte("eth0")...)), secret(le, 1, "abc"), packet(le, 0, 1, "a", option(le, 1, []byte("note")...)),
		statistics(le, 0, counter(le, 5, 9)), secret(le, 2, "de"), oldComment(le, 0, 2, "b", "other"), statistics(le, 0, counter(le, 5, 10)), secret(le, 3, "f"))
	want, account := read(t, file)
	account.Name = "-"
	pr, pw := io.Pipe()
	go func() {
		for i := range file {
			pw.Write(file[i : i+1])
		}
		pw.Close()
	}()
	src := Open([]string{"-"}, pr)
	if got := drain(t, src); !slices.Equal(got, want) || len(got) != 3 {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if in := src.Inputs()[0]; !reflect.DeepEqual(in, account) || in.Dropped != 10 {
		t.Errorf("the account is %+v, want %+v", in, account)
	}
	src.Close()
}

// A source that is idle brings no secrets, also not those it brought before.
func TestNoSecretsWhenIdle(t *testing.T) {
	defer goleak.VerifyNone(t)
	pr, pw := io.Pipe()
	src := Open([]string{"-"}, pr)
	defer src.Close()
	go pw.Write(join(section(le), device(le, 1, 0), secret(le, 1, "abc"), packet(le, 0, 1, "a"), secret(le, 1, "d")))
	var r capture.Record
	for status := capture.Idle; status != capture.Ready; {
		status, _ = src.Next(t.Context(), &r)
	}
	if besideOf(&r) != `secret 0x1 "abc"` {
		t.Errorf("with the record: %s", besideOf(&r))
	}
	if status, _ := src.Next(t.Context(), &r); status != capture.Idle || r.Secrets != nil {
		t.Errorf("%v with %s", status, besideOf(&r))
	}
	pw.Close()
}

// What editcap puts beside packets is read, and what a Writer wrote it passes on.
func TestEditcap(t *testing.T) {
	if _, err := exec.LookPath("editcap"); err != nil {
		t.Skip("SKIPPED: editcap is not installed")
	}
	dir := t.TempDir()
	keys := filepath.Join(dir, "keys")
	const line = "CLIENT_RANDOM 00112233 44556677\n"
	if err := os.WriteFile(keys, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := NewWriter(&b, Head{})
	w.Interface(Interface{Name: "eth0", Link: 1})
	for i := range 3 {
		r := capture.Record{Frame: capture.Frame{Time: time.Unix(unix1, int64(i))}, Link: 1, Data: make([]byte, 60), Length: 70}
		if i == 1 {
			r.Comments = []string{"ours"}
		}
		w.Packet(0, &r)
	}
	w.Flush()
	out := filepath.Join(dir, "out")
	cmd := exec.Command("editcap", "--inject-secrets", "tls,"+keys, "-a", "3:theirs", tempFile(t, b.Bytes()), out)
	if told, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, told)
	}
	got, inputs := readFiles(t, out)
	in := inputs[0]
	if len(got) != 3 || got[0].Beside != fmt.Sprintf("secret 0x544c534b %q", line) || got[1].Beside != `"ours"` || got[2].Beside != `"theirs"` || got[2].Length != 70 {
		t.Errorf("%+v", got)
	}
	if in.Skipped != 0 || in.Err != nil || !slices.Equal(in.Interfaces, []capture.Interface{{Name: "eth0", Link: 1}}) {
		t.Errorf("the account is %+v", in)
	}
}
