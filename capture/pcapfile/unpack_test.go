package pcapfile

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"prescap/capture"
)

// gzipped packs with the standard library's gzip, in so many members.
func gzipped(t *testing.T, data []byte, members int) []byte {
	var b bytes.Buffer
	for i := range members {
		z := gzip.NewWriter(&b)
		z.Write(data[len(data)*i/members : len(data)*(i+1)/members])
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func zstded(t *testing.T, data []byte) []byte {
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return z.EncodeAll(data, nil)
}

// count reads an input, from a file or from standard input, and returns its account.
func count(t *testing.T, data []byte, stdin bool) capture.Input {
	name, from := "-", io.Reader(bytes.NewReader(data))
	if !stdin {
		name = filepath.Join(t.TempDir(), "packed.pcap") // The name says nothing.
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	src := Open([]string{name}, from)
	defer src.Close()
	for {
		var r capture.Record
		switch status, err := src.Next(t.Context(), &r); {
		case err != nil:
			t.Fatal(err)
		case status == capture.End:
			return src.Inputs()[0]
		}
	}
}

// What is packed is read like what is not, whatever its name, from a file and from a
// pipe; what is cut off gives what was there.
func TestPacked(t *testing.T) {
	plain, err := os.ReadFile("../../samples/morning.pcapng")
	if err != nil {
		t.Fatal(err)
	}
	want := count(t, plain, false)
	for name, data := range map[string][]byte{
		"gzip": gzipped(t, plain, 1), "gzip in three members": gzipped(t, plain, 3), "zstd": zstded(t, plain),
	} {
		for _, stdin := range []bool{false, true} {
			in := count(t, data, stdin)
			if in.Err != nil || in.Packets != want.Packets || in.Bytes != int64(len(data)) {
				t.Errorf("%s, from stdin %v: %d packets of %d, %d bytes of %d, %v", name, stdin, in.Packets, want.Packets, in.Bytes, len(data), in.Err)
			}
			cut := count(t, data[:len(data)/2], stdin)
			if !errors.Is(cut.Err, capture.ErrCutShort) || !strings.Contains(cut.Err.Error(), "and ends too early") || cut.Packets == 0 || cut.Packets >= want.Packets {
				t.Errorf("%s cut off, from stdin %v: %d packets, %v", name, stdin, cut.Packets, cut.Err)
			}
		}
	}
	if in := count(t, gzipped(t, gzipped(t, plain, 1), 1), false); !errors.Is(in.Err, capture.ErrUnreadable) || !strings.Contains(in.Err.Error(), "packed twice") {
		t.Errorf("packed twice: %v", in.Err)
	}
	damaged := bytes.Clone(gzipped(t, plain, 1))
	copy(damaged[len(damaged)/2:], "damaged damaged damaged")
	if in := count(t, damaged, false); !errors.Is(in.Err, capture.ErrCutShort) || in.Packets == 0 {
		t.Errorf("damaged: %d packets, %v", in.Packets, in.Err)
	}
}

// Whatever calls itself packed is read as far as it goes: no panic, no end without a
// reason, and never more of the input than there is.
func FuzzUnpack(f *testing.F) {
	plain := join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 1, 0, "abc"), pcapRec(le, 2, 0, "d"))
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(plain)
	z.Close()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{b.Bytes(), w.EncodeAll(plain, nil), plain, {0x1f, 0x8b}, []byte(magicZstd + "\x00\x88\x01")} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4<<10 {
			return
		}
		src := sourceOf(newPipe(newUnpacker(io.NopCloser(bytes.NewReader(data)))))
		defer src.Close()
		n := len(drain(t, src))
		in := src.Inputs()[0]
		if in.Packets != n || packed(data) && in.Bytes > int64(len(data)) || n == 0 && in.Err == nil && in.Bytes == 0 {
			t.Errorf("%d records, and the account is %+v", n, in)
		}
	})
}
