package pcapfile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"prescap/capture"
)

// pieces is a reader that gives a random number of bytes at a time.
type pieces struct {
	data []byte
	most int
	rand *rand.Rand
}

func (p *pieces) Read(b []byte) (int, error) {
	if len(p.data) == 0 {
		return 0, io.EOF
	}
	n := copy(b, p.data[:min(len(p.data), 1+p.rand.IntN(p.most))])
	p.data = p.data[n:]
	return n, nil
}

// A pipe gives the same records as a file, however its bytes come.
func TestPipeLikeFile(t *testing.T) {
	defer goleak.VerifyNone(t)
	data, err := os.ReadFile("../../samples/morning.pcapng")
	if err != nil {
		t.Fatal(err)
	}
	data = append(data, block(le, 0xbad, make([]byte, 3*blockSize))...)
	data = append(data, packet(le, 0, 1, strings.Repeat("large ", blockSize/2))...)
	data = append(data, secret(le, 1, strings.Repeat("key ", blockSize/3))...)
	data = append(data, packet(le, 0, 1, "last", option(le, 1, []byte(strings.Repeat("note", 16_000))...))...)
	data = append(data, statistics(le, 0, counter(le, 5, 3))...)
	data = append(data, secret(le, 1, "late")...)
	want, account := read(t, data)
	account.Name = "-"
	for _, most := range []int{500, 5_000, 100_000, 10_000_000} {
		file, err := os.CreateTemp(t.TempDir(), "")
		if err != nil {
			t.Fatal(err)
		}
		file.Write(data)
		file.Seek(0, io.SeekStart)
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		pr, pw := io.Pipe()
		for _, to := range []io.WriteCloser{w, pw} {
			from := &pieces{data, most, rand.New(rand.NewPCG(1, uint64(most)))}
			go func() {
				io.Copy(onlyWriter{to}, from)
				to.Close()
			}()
		}
		for _, from := range []io.Reader{r, pr, file} {
			src := Open([]string{"-"}, from)
			if got := drain(t, src); !slices.Equal(got, want) {
				t.Errorf("%T in pieces of %d: %d records differ from %d", from, most, len(got), len(want))
			}
			if in := src.Inputs()[0]; !reflect.DeepEqual(in, account) {
				t.Errorf("%T: the account is %+v, want %+v", from, in, account)
			}
			if err := src.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// onlyWriter hides ReadFrom, which would not copy piece by piece.
type onlyWriter struct{ io.Writer }

// Idle is the answer exactly when nothing is ready, once; then Next waits.
func TestIdle(t *testing.T) {
	defer goleak.VerifyNone(t)
	pr, pw := io.Pipe()
	src := Open([]string{"-"}, pr)
	var r capture.Record
	next := func() capture.Status {
		t.Helper()
		status, err := src.Next(t.Context(), &r)
		if err != nil {
			t.Fatal(err)
		}
		return status
	}
	// later writes when Next is likely to wait already.
	later := func(b ...[]byte) {
		go func() {
			for _, b := range b {
				time.Sleep(5 * time.Millisecond)
				pw.Write(b)
			}
		}()
	}
	want := func(steps string, got ...capture.Status) {
		t.Helper()
		if s := fmt.Sprint(got); s != steps {
			t.Fatalf("got %s, want %s", s, steps)
		}
	}
	const ready, idle, end = "0", "1", "2"
	want("["+idle+"]", next())
	rec := pcapRec(le, 1, 0, "abc")
	later(pcapHead(le, 0xa1b2c3d4)[:10], pcapHead(le, 0xa1b2c3d4)[10:], rec[:3], rec[3:18], rec[18:])
	want("["+ready+"]", next()) // It waited until all was there.
	want("["+idle+"]", next())
	later(join(rec, rec, rec[:5]))
	want("["+ready+" "+ready+" "+idle+"]", next(), next(), next())
	later(rec[5:])
	want("["+ready+" "+idle+"]", next(), next())
	go pw.Close()
	want("["+end+" "+end+"]", next(), next())
	if in := src.Inputs()[0]; in.Packets != 4 || in.Err != nil {
		t.Errorf("the account is %+v", in)
	}
	src.Close()
}

// A file beside a silent pipe waits for it: its next record could be the later.
func TestIdleBesideFile(t *testing.T) {
	defer goleak.VerifyNone(t)
	pr, pw := io.Pipe()
	name := tempFile(t, join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 2, 0, "file")))
	src := Open([]string{name, "-"}, pr)
	var r capture.Record
	if status, err := src.Next(t.Context(), &r); status != capture.Idle || err != nil {
		t.Fatal(status, err)
	}
	go func() {
		pw.Write(join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 1, 0, "pipe")))
		pw.Close()
	}()
	if got := drain(t, src); len(got) != 2 || got[0].Data != "pipe" || got[1].Data != "file" {
		t.Errorf("got %+v", got)
	}
	src.Close()
}

// Who stops waiting is answered at once, and that is no fault of the input.
func TestCancel(t *testing.T) {
	defer goleak.VerifyNone(t)
	for name, before := range map[string][]byte{
		"nothing": nil, "a magic number": pcapHead(le, 0xa1b2c3d4)[:4], "a header": section(le), "half a record": join(section(le), make([]byte, 5)),
		"half a block to pass over": join(section(le), words(le, 5, 4000, 1, 2)),
	} {
		for _, early := range []bool{true, false} {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			w.Write(before)
			src := Open([]string{"-"}, r)
			why := errors.New("enough")
			ctx, cancel := context.WithCancelCause(t.Context())
			if early {
				cancel(why)
			} else {
				time.AfterFunc(10*time.Millisecond, func() { cancel(why) })
			}
			var rec capture.Record
			status, began := capture.Idle, time.Now()
			for status == capture.Idle {
				status, err = src.Next(ctx, &rec)
			}
			if status != capture.End || err != why || time.Since(began) > time.Second {
				t.Errorf("%s: %v, %v after %v", name, status, err, time.Since(began))
			}
			if err := src.Inputs()[0].Err; err != nil {
				t.Errorf("%s: the input is to blame: %v", name, err)
			}
			if err := src.Close(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			w.Close()
		}
	}
}

// Close ends the goroutine of a pipe, whatever it was doing.
func TestCloseEndsReading(t *testing.T) {
	defer goleak.VerifyNone(t)
	for _, n := range []int{0, 30, 60_000} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		w.Write(make([]byte, n))
		src := Open([]string{"-"}, r)
		if err := src.Close(); err != nil {
			t.Error(err)
		}
		w.Close()
	}
	src := Open([]string{"-"}, &pieces{make([]byte, 100<<20), 1 << 20, rand.New(rand.NewPCG(1, 2))})
	src.Close()
	src.Close()
}

// A record that trickles in does not cost a block for each of its bytes.
func TestTrickle(t *testing.T) {
	data := join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 1, 0, strings.Repeat("x", 3<<20)))
	from := file{io.NopCloser(&pieces{data, 200, rand.New(rand.NewPCG(3, 4))})}
	src := sourceOf(from)
	blocks := map[*capture.Block]bool{}
	r := src.inputs[0]
	src.inputs[0].feed.from = spy{from, func() { blocks[r.feed.block] = true }}
	if got := drain(t, src); len(got) != 1 || len(blocks) > 4 {
		t.Errorf("%d records through %d blocks", len(got), len(blocks))
	}
}

// spy calls a function whenever bytes are asked for.
type spy struct {
	filler
	look func()
}

func (s spy) fill(ctx context.Context, p []byte, wait bool) (int, capture.Status, error) {
	s.look()
	return s.filler.fill(ctx, p, wait)
}

// A reader that gives bytes together with the end, or nothing at all for a
// while, is read to its end.
func TestOddReaders(t *testing.T) {
	data := join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 1, 0, "abc"))
	want, _ := read(t, data)
	for name, from := range map[string]io.Reader{
		"bytes with EOF":  &odd{data: slices.Clone(data)},
		"nothing between": &odd{data: slices.Clone(data), pause: 3},
	} {
		src := Open([]string{"-"}, from)
		if got := drain(t, src); !slices.Equal(got, want) || src.Inputs()[0].Err != nil {
			t.Errorf("%s: %+v, %v", name, got, src.Inputs()[0].Err)
		}
		src.Close()
	}
}

type odd struct {
	data        []byte
	pause, turn int
}

func (o *odd) Read(p []byte) (int, error) {
	if o.turn++; o.turn <= o.pause {
		return 0, nil
	}
	n := copy(p, o.data)
	o.data = o.data[n:]
	return n, io.EOF
}
