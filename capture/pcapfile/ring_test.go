package pcapfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"prescap/capture"
)

// paced is records of n bytes, one every so often, on one interface.
func paced(count, n int, every time.Duration) []capture.Record {
	var all []capture.Record
	for i := range count {
		data := fmt.Appendf(nil, "%-*d", n, i)
		all = append(all, capture.Record{Frame: capture.Frame{Time: time.Unix(unix1, 0).Add(time.Duration(i) * every).UTC()}, Link: 1, Data: data, Length: n})
	}
	return all
}

// ringOf writes records to a ring, checks their places, and returns it closed.
func ringOf(t testing.TB, c RingConfig, records []capture.Record) *Ring {
	t.Helper()
	r, err := NewRing(c)
	if err != nil {
		t.Fatal(err)
	}
	number := r.Interface(Interface{Name: "eth0", Link: 1})
	file, frame := 0, 0
	for i := range records {
		f, n, err := r.Packet(number, &records[i])
		if err != nil {
			t.Fatal(err)
		}
		if !(f == file && n == frame+1) && !(f == file+1 && n == 1 && frame > 0) {
			t.Fatalf("record %d is at %d.%d, behind %d.%d", i, f, n, file, frame)
		}
		file, frame = f, n
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return r
}

// files is the names of what is in a directory.
func files(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// Without a limit there is one file, of the name that was given, from the beginning on.
func TestOneFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.pcapng")
	r, err := NewRing(RingConfig{Name: name, Head: Head{Application: "prescap test"}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(files(t, dir), []string{"out.pcapng"}) || r.Name(0) != name || r.Name(1) != "" || r.Name(-1) != "" || r.Several() {
		t.Errorf("files %v, name %q", files(t, dir), r.Name(0))
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if got, inputs := readFiles(t, name); len(got) != 0 || inputs[0].Err != nil {
		t.Errorf("an empty capture: %+v", inputs)
	}
	records := paced(2000, 1000, time.Hour)
	r = ringOf(t, RingConfig{Name: name, Overwrite: true}, records)
	got, inputs := readFiles(t, name)
	if len(got) != 2000 || got[1999].Data != string(records[1999].Data) || inputs[0].Err != nil {
		t.Errorf("%d records, %v", len(got), inputs[0].Err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if _, _, err := r.Packet(0, &records[0]); fmt.Sprint(err) != "the capture is closed" {
		t.Errorf("writing to what is closed: %v", err)
	}
}

// Files are switched before they become too large; each is whole, and all together have it all.
func TestRingBySize(t *testing.T) {
	dir := t.TempDir()
	const size = 10_000
	records := paced(100, 700, time.Second/4)
	records[40].Data, records[40].Length = make([]byte, 30_000), 30_000 // Larger than a file may be.
	r := ringOf(t, RingConfig{Name: filepath.Join(dir, "out.pcapng"), Size: size}, records)
	var all []string
	for i := 0; r.Name(i) != ""; i++ {
		got, inputs := readFiles(t, r.Name(i))
		in := inputs[0]
		if len(got) == 0 || in.Err != nil || len(in.Interfaces) != 1 || in.Interfaces[0].Name != "eth0" {
			t.Errorf("%s: %d records, %+v", r.Name(i), len(got), in)
		}
		if in.Bytes > size && len(got) > 1 || in.Bytes < size-1000 && len(got[0].Data) == 700 && i < 5 && len(all)+len(got) != 40 {
			t.Errorf("%s has %d bytes and %d packets", r.Name(i), in.Bytes, len(got))
		}
		at, err := time.Parse(time.RFC3339, got[0].Time)
		if want := fmt.Sprintf("out_%05d_%s.pcapng", i+1, at.Format("20060102150405")); err != nil || filepath.Base(r.Name(i)) != want {
			t.Errorf("%s, want %s (%v)", r.Name(i), want, err)
		}
		for _, s := range got {
			all = append(all, s.Data)
		}
	}
	for i := range records {
		if i >= len(all) || all[i] != string(records[i].Data) {
			t.Fatalf("record %d is missing; there are %d", i, len(all))
		}
	}
	if !r.Several() || len(all) != len(records) {
		t.Errorf("%d records", len(all))
	}
}

// A file of exactly the size is not too large.
func TestRingBySizeExactly(t *testing.T) {
	dir := t.TempDir()
	records := paced(7, 100, time.Second)
	one := ringOf(t, RingConfig{Name: filepath.Join(dir, "one")}, records[:3])
	info, err := os.Stat(one.Name(0))
	if err != nil {
		t.Fatal(err)
	}
	for less, want := range map[int64]string{0: "3 3 1", 1: "2 2 2 1"} {
		r := ringOf(t, RingConfig{Name: filepath.Join(dir, fmt.Sprint("ring", less)), Size: info.Size() - less}, records)
		var counts []string
		for i := 0; r.Name(i) != ""; i++ {
			got, _ := readFiles(t, r.Name(i))
			counts = append(counts, strconv.Itoa(len(got)))
		}
		if s := strings.Join(counts, " "); s != want {
			t.Errorf("%d bytes less: %s, want %s", less, s, want)
		}
	}
}

// Files are switched when their time is over, by the times of the records.
func TestRingByDuration(t *testing.T) {
	dir := t.TempDir()
	records := paced(10, 10, time.Second)
	records[3].Frame.Time = records[0].Frame.Time.Add(-time.Hour)      // Backwards.
	records[5].Frame.Time = records[0].Frame.Time.Add(3 * time.Second) // Just at it.
	untimed := capture.Record{Frame: capture.Frame{Untimed: true}, Link: 1}
	r := ringOf(t, RingConfig{Name: filepath.Join(dir, "o"), Duration: 5 * time.Second}, slices.Insert(records, 0, untimed))
	var counts []string
	for i := 0; r.Name(i) != ""; i++ {
		got, _ := readFiles(t, r.Name(i))
		counts = append(counts, fmt.Sprintf("%s %d", filepath.Base(r.Name(i)), len(got)))
	}
	want := []string{"o_00001_19700101000000 7", "o_00002_20260302080006 4"}
	if !slices.Equal(counts, want) {
		t.Errorf("%q, want %q", counts, want)
	}
	r = ringOf(t, RingConfig{Name: filepath.Join(dir, "exact"), Duration: 3 * time.Second}, paced(7, 10, time.Second))
	if r.Name(2) == "" || r.Name(3) != "" {
		t.Errorf("%q, %q", r.Name(2), r.Name(3))
	}
}

// Only the newest files are kept; the names of the others are known all the same.
func TestRingKeepsTheNewest(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "out_00001_20200101000000.pcapng") // Of an earlier run.
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r := ringOf(t, RingConfig{Name: filepath.Join(dir, "out.pcapng"), Files: 2, Size: 3000}, paced(20, 1000, time.Minute))
	want := []string{"out_00001_20200101000000.pcapng", "out_00009_20260302081600.pcapng", "out_00010_20260302081800.pcapng"}
	if got := files(t, dir); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if name := filepath.Base(r.Name(0)); name != "out_00001_20260302080000.pcapng" {
		t.Errorf("the first was %s", name)
	}
	if _, err := NewRing(RingConfig{Name: filepath.Join(dir, "x"), Files: 2}); fmt.Sprint(err) != "to keep the newest files it has to be said when one is full: by its size, or by a duration" {
		t.Error(err)
	}
}

// What exists is not overwritten unasked.
func TestNoOverwriting(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.pcapng")
	second := filepath.Join(dir, "out_00002_20260302080002.pcapng")
	for _, n := range []string{name, second} {
		if err := os.WriteFile(n, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const exists = ": it exists already; name another file, or overwrite it with --force"
	if _, err := NewRing(RingConfig{Name: name}); fmt.Sprint(err) != name+exists {
		t.Error(err)
	}
	r, err := NewRing(RingConfig{Name: name, Duration: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	r.Interface(Interface{Link: 1})
	records := paced(4, 10, time.Second)
	for i := range records {
		_, _, err = r.Packet(0, &records[i])
		if i < 2 && err != nil || i >= 2 && fmt.Sprint(err) != second+exists {
			t.Errorf("record %d: %v", i, err)
		}
	}
	if err := r.Close(); fmt.Sprint(err) != second+exists {
		t.Error(err)
	}
	if r.Name(1) != "" {
		t.Errorf("there is a second file %s", r.Name(1))
	}
	if got, inputs := readFiles(t, r.Name(0)); len(got) != 2 || inputs[0].Err != nil {
		t.Errorf("%d records, %v", len(got), inputs[0].Err)
	}
	for _, n := range []string{name, second} {
		if data, _ := os.ReadFile(n); string(data) != "mine" {
			t.Errorf("%s has %q", n, data)
		}
	}
	ringOf(t, RingConfig{Name: name, Duration: 2 * time.Second, Overwrite: true}, records)
	if got, _ := readFiles(t, second); len(got) != 2 {
		t.Errorf("overwritten: %d records", len(got))
	}
}

// What cannot be created is told at once, with a name and a reason.
func TestNotCreated(t *testing.T) {
	dir := t.TempDir()
	file := tempFile(t, nil)
	for _, tt := range []struct {
		c    RingConfig
		want string
	}{
		{RingConfig{Name: dir}, dir + ": it is a directory"},
		{RingConfig{Name: dir, Overwrite: true}, dir + ": it is a directory"},
		{RingConfig{Name: filepath.Join(dir, "no", "out")}, filepath.Join(dir, "no", "out") + ": no such file or directory"},
		{RingConfig{Name: filepath.Join(dir, "no", "out"), Size: 1}, filepath.Join(dir, "no") + ": no such file or directory"},
		{RingConfig{Name: filepath.Join(file, "out"), Size: 1}, file + " is not a directory"},
	} {
		if r, err := NewRing(tt.c); fmt.Sprint(err) != tt.want || r != nil {
			t.Errorf("%v, want %s", err, tt.want)
		}
	}
}

// Secrets are in each file in front of the packets, those that came before it again.
func TestRingRepeatsSecrets(t *testing.T) {
	dir := t.TempDir()
	secret := func(s string) capture.Secret { return capture.Secret{Kind: 1, Data: []byte(s)} }
	r, err := NewRing(RingConfig{Name: filepath.Join(dir, "o"), Duration: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	r.Interface(Interface{Link: 1})
	for i, rec := range paced(6, 10, time.Second) {
		if i != 4 {
			if err := r.Secret(secret(fmt.Sprint("s", i))); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := r.Packet(0, &rec); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{
		`secret 0x1 "s0" | secret 0x1 "s1"`,
		`secret 0x1 "s0" secret 0x1 "s1" secret 0x1 "s2" | secret 0x1 "s3"`,
		`secret 0x1 "s0" secret 0x1 "s1" secret 0x1 "s2" secret 0x1 "s3" | secret 0x1 "s5"`,
	} {
		got, _ := readFiles(t, r.Name(i))
		if len(got) < 2 || got[0].Beside+" | "+got[1].Beside != want {
			t.Errorf("file %d: %+v, want %s", i, got, want)
		}
	}
}

// Secrets leave room for packets: half a file, the newest. The first file has them all.
func TestRingBoundsSecrets(t *testing.T) {
	r, err := NewRing(RingConfig{Name: filepath.Join(t.TempDir(), "o"), Size: 2000})
	if err != nil {
		t.Fatal(err)
	}
	r.Interface(Interface{Link: 1})
	for i := range 30 {
		if err := r.Secret(capture.Secret{Kind: 1, Data: fmt.Appendf(nil, "%-100d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, rec := range paced(6, 200, time.Second) {
		if _, _, err := r.Packet(0, &rec); err != nil {
			t.Fatal(err)
		}
	}
	r.Close()
	for i, want := range []struct{ packets, secrets int }{{1, 30}, {3, 10}, {2, 10}} {
		got, _ := readFiles(t, r.Name(i))
		if len(got) != want.packets || strings.Count(got[0].Beside, "secret") != want.secrets || !strings.Contains(got[0].Beside, `"29 `) {
			t.Errorf("file %d: %d packets, %d secrets; want %+v", i, len(got), strings.Count(got[0].Beside, "secret"), want)
		}
	}
}

// Each file tells what was dropped in its time: the sum is what was dropped.
func TestRingStatistics(t *testing.T) {
	r, err := NewRing(RingConfig{Name: filepath.Join(t.TempDir(), "o"), Duration: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	r.Interface(Interface{Link: 1})
	for i, rec := range paced(6, 10, time.Second) {
		r.Statistics(0, rec.Frame.Time, int64(10*i), int64(i*i))
		if _, _, err := r.Packet(0, &rec); err != nil {
			t.Fatal(err)
		}
	}
	r.Statistics(0, time.Unix(unix1, 0), -1, 30)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	var dropped []int
	for i := 0; r.Name(i) != ""; i++ {
		_, inputs := readFiles(t, r.Name(i))
		dropped = append(dropped, inputs[0].Dropped)
	}
	if !slices.Equal(dropped, []int{4, 12, 14}) {
		t.Errorf("dropped %v", dropped)
	}
	if err := r.Statistics(1, time.Time{}, 0, 0); err == nil {
		t.Error("statistics of an interface that there is not")
	}
}

// Flush makes whole packets of what somebody else reads meanwhile.
func TestFlush(t *testing.T) {
	r, err := NewRing(RingConfig{Name: filepath.Join(t.TempDir(), "o")})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	r.Interface(Interface{Link: 1})
	for i, rec := range paced(600, 1000, time.Second) {
		if _, _, err := r.Packet(0, &rec); err != nil {
			t.Fatal(err)
		}
		if i%150 != 0 {
			continue
		}
		if err := r.Flush(); err != nil {
			t.Fatal(err)
		}
		if got, inputs := readFiles(t, r.Name(0)); len(got) != i+1 || inputs[0].Err != nil {
			t.Errorf("behind record %d: %d records, %v", i, len(got), inputs[0].Err)
		}
	}
}

// Names may be asked for while files are written.
func TestNamesWhileWriting(t *testing.T) {
	dir := t.TempDir()
	r, err := NewRing(RingConfig{Name: filepath.Join(dir, "o"), Size: 1000, Files: 2})
	if err != nil {
		t.Fatal(err)
	}
	r.Interface(Interface{Link: 1})
	var names capture.Names = r
	var wg sync.WaitGroup
	stop := make(chan struct{})
	wg.Go(func() {
		for n := 0; ; {
			select {
			case <-stop:
				return
			default:
			}
			if name := names.Name(n); name != "" && names.Several() {
				if !strings.Contains(name, fmt.Sprintf("_%05d_", n+1)) {
					t.Errorf("file %d is %s", n, name)
				}
				n++
			}
		}
	})
	for _, rec := range paced(200, 500, time.Second) {
		file, _, err := r.Packet(0, &rec)
		if err != nil || r.Name(file) == "" {
			t.Error(err)
			break
		}
	}
	close(stop)
	wg.Wait()
	r.Close()
}

// A disk that is full ends the capture, with a name and a reason.
func TestDiskFull(t *testing.T) {
	const device = "/dev/full"
	if info, err := os.Stat(device); err != nil || info.Mode().IsRegular() {
		t.Skip("SKIPPED: there is no " + device)
	}
	r, err := NewRing(RingConfig{Name: device})
	if err != nil {
		t.Fatal(err)
	}
	r.Interface(Interface{Link: 1})
	rec := paced(1, 1000, 0)[0]
	for range 1000 {
		if _, _, err = r.Packet(0, &rec); err != nil {
			break
		}
	}
	for _, err := range []error{err, r.Flush(), r.Secret(capture.Secret{}), r.Close()} {
		if fmt.Sprint(err) != device+": no space left on device" {
			t.Error(err)
		}
	}
}

// A record that cannot be written leaves the files as they were.
func TestRingGoesOnBehindBadRecords(t *testing.T) {
	dir := t.TempDir()
	r, err := NewRing(RingConfig{Name: filepath.Join(dir, "o"), Duration: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	r.Interface(Interface{Link: 1})
	records := paced(2, 10, time.Hour)
	wrong := records[1]
	wrong.Link = 101
	for i, bad := range []func() error{
		func() error { _, _, err := r.Packet(0, &wrong); return err },
		func() error { _, _, err := r.Packet(1, &records[0]); return err },
		func() error { return r.Secret(capture.Secret{Data: make([]byte, maxRecord)}) },
	} {
		if bad() == nil || len(files(t, dir)) != 0 {
			t.Errorf("%d: %v", i, files(t, dir))
		}
	}
	if _, _, err := r.Packet(0, &records[0]); err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.Packet(0, &wrong); err == nil || r.Name(1) != "" {
		t.Errorf("%v, %q", err, r.Name(1))
	}
	if file, frame, err := r.Packet(0, &records[1]); file != 1 || frame != 1 || err != nil {
		t.Errorf("%d.%d, %v", file, frame, err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

// A ring without records leaves no file.
func TestRingOfNothing(t *testing.T) {
	dir := t.TempDir()
	ringOf(t, RingConfig{Name: filepath.Join(dir, "o"), Size: 1000}, nil)
	if got := files(t, dir); got != nil {
		t.Errorf("%v", got)
	}
}

// A file that is gone already need not be deleted.
func TestDeletedByOthers(t *testing.T) {
	dir := t.TempDir()
	r, err := NewRing(RingConfig{Name: filepath.Join(dir, "o"), Files: 1, Duration: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	r.Interface(Interface{Link: 1})
	for i, rec := range paced(3, 10, time.Minute) {
		if _, _, err := r.Packet(0, &rec); err != nil {
			t.Error(err)
		}
		if err := os.Remove(r.Name(i)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Error(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
