package pcapfile

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"prescap/capture"
)

// Files are merged by time; at the same time the earlier named comes first; a
// file whose times go backwards keeps its own order.
func TestMerge(t *testing.T) {
	times := func(seconds ...uint32) string {
		file := pcapHead(le, 0xa1b2c3d4)
		for _, s := range seconds {
			file = append(file, pcapRec(le, s, 0, "x")...)
		}
		return tempFile(t, file)
	}
	untimed := tempFile(t, join(section(le), device(le, 1, 0), simple(le, 1, "x"), packet(le, 0, 2_000_000, "x"), simple(le, 1, "x"), packet(le, 0, 5_000_000, "x")))
	tests := []struct {
		name  string
		files []string
		want  string // file.frame@second
	}{
		{"none", nil, ""},
		{"ties", []string{times(1, 2, 3), times(2, 2, 4), times(2)}, "0.1@1 0.2@2 1.1@2 1.2@2 2.1@2 0.3@3 1.3@4"},
		{"backwards", []string{times(5, 1, 6), times(2, 4, 7)}, "1.1@2 1.2@4 0.1@5 0.2@1 0.3@6 1.3@7"},
		{"one after the other", []string{times(8, 9), times(1, 2)}, "1.1@1 1.2@2 0.1@8 0.2@9"},
		{"an empty one", []string{times(), times(1)}, "1.1@1"},
		{"untimed", []string{times(1, 3), untimed}, "1.1@never 0.1@1 1.2@2 1.3@2 0.2@3 1.4@5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := Open(tt.files, nil)
			var got []string
			var r capture.Record
			for {
				status, err := src.Next(context.Background(), &r)
				if err != nil {
					t.Fatal(err)
				}
				if status == capture.End {
					break
				}
				at := "never"
				if !r.Frame.Time.IsZero() {
					at = fmt.Sprint(r.Frame.Time.Unix())
				}
				got = append(got, fmt.Sprintf("%d.%d@%s", r.Frame.File, r.Frame.Num, at))
				handed := 0
				for _, in := range src.Inputs() {
					handed += in.Packets
				}
				if handed != len(got) {
					t.Errorf("%d records were handed out, and %d told", len(got), handed)
				}
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
			if status, err := src.Next(context.Background(), &r); status != capture.End || err != nil {
				t.Errorf("after the end: %v, %v", status, err)
			}
			if err := src.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Whoever holds a block may read it for as long as it wants, whatever is read
// meanwhile and through whatever blocks.
func TestHeldBlocks(t *testing.T) {
	file := pcapHead(le, 0xa1b2c3d4)
	var want []string
	for i := range 300 {
		data := strings.Repeat(fmt.Sprint(i, " "), 4000)
		if i == 100 {
			data = strings.Repeat(data, 100)
		}
		want = append(want, data)
		file = append(file, pcapRec(le, uint32(i), 0, data)...)
	}
	src := Open([]string{tempFile(t, file), "-"}, strings.NewReader(string(file)))
	var held []capture.Record
	check := func() {
		for i, r := range held {
			if w := want[r.Frame.Num-1]; string(r.Data) != w {
				t.Fatalf("record %d has changed", i)
			}
			r.Block.Release()
		}
		held = held[:0]
	}
	var r capture.Record
	read := [2]int{}
	for {
		status, err := src.Next(context.Background(), &r)
		if err != nil {
			t.Fatal(err)
		}
		if status == capture.End {
			break
		}
		if status == capture.Ready {
			r.Block.Retain()
			held = append(held, r)
			read[r.Frame.File]++
		}
		if len(held) == 200 {
			check()
		}
	}
	if err := src.Close(); err != nil {
		t.Error(err)
	}
	check()
	if !slices.Equal(read[:], []int{300, 300}) {
		t.Errorf("read %v records", read)
	}
}
