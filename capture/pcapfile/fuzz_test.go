package pcapfile

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"testing"
)

// Whatever the bytes are, reading ends, every record lies within them, and a
// pipe that gives them in any pieces gives the same as a file.
func FuzzRead(f *testing.F) {
	for _, seed := range [][]byte{
		join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 1, 0, "abc"), pcapRec(le, 2, 0, "d")),
		join(pcapHead(be, 0xa1b23c4d), pcapRec(be, 1, 0, "abc")),
		join(pcapHead(le, 0xa1b2cd34), words(le, 1, 5, 3, 3, 9, 9), []byte("abc")),
		join(section(le), device(le, 1, 0, option(le, 9, 9), option(le, 14, 1, 0, 0, 0, 0, 0, 0, 0)), packet(le, 0, 1, "abc"), simple(le, 2, "de"), oldPacket(le, 0, 3, "f")),
		join(section(le), device(le, 1, 0), section(be), device(be, 101, 2), block(be, 5, make([]byte, 20)), packet(be, 0, 1, "abc"), simple(be, 9, "d")),
		join(section(be), words(be, 66, 0xfffffffc, 0)),
		join(section(le), device(le, 1, 0, option(le, 2, []byte("eth0")...)), secret(le, 0x544c534b, "CLIENT_RANDOM 1 2"), packet(le, 0, 1, "abc", option(le, 1, []byte("note")...), option(le, 1, 0xff, 'x')), statistics(le, 0, counter(le, 4, 9), counter(le, 5, 3)), secret(le, 1, "late")),
		join(section(be), device(be, 1, 0), oldComment(be, 0, 1, "abcde", "old note"), statistics(be, 0, counter(be, 7, 1<<63)), statistics(be, 9), block(be, secretsBlock, words(be, 1, 99))),
	} {
		f.Add(seed, uint64(len(seed)))
	}
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		whole := sourceOf(file{io.NopCloser(bytes.NewReader(data))})
		want := drain(t, whole)
		account := whole.Inputs()[0]
		records := len(want)
		if records > 0 && want[records-1].Num == 0 { // Secrets at the end.
			records--
		}
		left := data
		for _, s := range want[:records] {
			i := bytes.Index(left, []byte(s.Data))
			if i < 0 {
				t.Fatalf("frame %d is not in the file, or not behind the one before", s.Num)
			}
			left = left[i+len(s.Data):]
		}
		if account.Packets != records || account.Bytes > int64(len(data)) {
			t.Errorf("%d records, and the account is %+v", len(want), account)
		}
		if err := whole.Close(); err != nil {
			t.Error(err)
		}
		piped := sourceOf(newPipe(io.NopCloser(&pieces{data, 1 + int(seed%64), rand.New(rand.NewPCG(seed, 0))})))
		got := drain(t, piped)
		if !slices.Equal(got, want) {
			t.Errorf("as a pipe %+v\nas a file %+v", got, want)
		}
		if again := piped.Inputs()[0]; fmt.Sprint(again) != fmt.Sprint(account) {
			t.Errorf("as a pipe %+v\nas a file %+v", again, account)
		}
		if err := piped.Close(); err != nil {
			t.Error(err)
		}
	})
}
