package intake_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"prescap/capture"
	"prescap/capture/bpf"
	"prescap/capture/intake"
	"prescap/capture/pcapfile"
)

// made is a source of UDP packets to ports 1, 2, 3, …, a second apart, each with a secret.
type made struct {
	n, at int
	idle  bool // It says Idle before each.
}

func (m *made) Next(_ context.Context, r *capture.Record) (capture.Status, error) {
	if m.idle = !m.idle; m.idle {
		return capture.Idle, nil
	}
	if m.at == m.n {
		*r = capture.Record{Secrets: []capture.Secret{secret(m.at)}}
		return capture.End, nil
	}
	m.at++
	data := make([]byte, 60)
	data[12], data[14], data[17], data[23] = 8, 0x45, 46, 17
	binary.BigEndian.PutUint16(data[36:], uint16(m.at))
	data[39] = 26
	*r = capture.Record{
		Frame: capture.Frame{Num: m.at, Time: time.Unix(int64(m.at), 0).UTC()}, Link: 1, Data: data, Length: 60,
		Secrets: []capture.Secret{secret(m.at - 1)}, Comments: []string{"c"},
	}
	return capture.Ready, nil
}

func secret(n int) capture.Secret { return capture.Secret{Kind: 1, Data: []byte{byte(n)}} }

func (m *made) Inputs() []capture.Input {
	return []capture.Input{{Name: "made", Packets: m.at, Interfaces: []capture.Interface{{Name: "eth7", Link: 1}}}}
}
func (m *made) Close() error { return nil }

// taken reads all there is: the frames, and the secrets in their order.
func taken(t *testing.T, src capture.Source) (frames []int, secrets []byte) {
	t.Helper()
	for r := new(capture.Record); ; {
		status, err := src.Next(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if status == capture.Idle {
			continue
		}
		for _, s := range r.Secrets {
			secrets = append(secrets, s.Data...)
		}
		if status == capture.End {
			return frames, secrets
		}
		frames = append(frames, r.Frame.Num)
	}
}

func filter(t *testing.T, text string) *bpf.Filter {
	f, err := bpf.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// What is left out takes no number and no secret with it.
func TestWanted(t *testing.T) {
	for _, c := range []struct {
		name    string
		cfg     intake.Config
		frames  []int
		secrets []byte
		left    int
	}{
		{"all", intake.Config{}, []int{1, 2, 3, 4, 5, 6}, []byte{0, 1, 2, 3, 4, 5, 6}, 0},
		{"some", intake.Config{Filter: filter(t, "port 3 or port 5")}, []int{3, 5}, []byte{0, 1, 2, 3, 4, 5, 6}, 4},
		{"none", intake.Config{Filter: filter(t, "tcp")}, nil, []byte{0, 1, 2, 3, 4, 5, 6}, 6},
		{"so many", intake.Config{Packets: 2, Filter: filter(t, "udp dst portrange 2-9")}, []int{2, 3}, []byte{0, 1, 2}, 1},
		{"so long", intake.Config{Duration: 2 * time.Second}, []int{1, 2, 3}, []byte{0, 1, 2}, 0},
	} {
		src := intake.New(&made{n: 6}, c.cfg)
		frames, secrets := taken(t, src)
		if !slices.Equal(frames, c.frames) || !bytes.Equal(secrets, c.secrets) || src.Inputs()[0].Filtered != c.left {
			t.Errorf("%s: frames %v, secrets %v, %d left out; want %v, %v, %d", c.name, frames, secrets, src.Inputs()[0].Filtered, c.frames, c.secrets, c.left)
		}
		if again, _ := taken(t, src); again != nil {
			t.Errorf("%s: after the end come %v", c.name, again)
		}
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	}
}

// Who looks for so many packets does not wait for one more.
func TestEnoughAtOnce(t *testing.T) {
	m := &made{n: 6}
	taken(t, intake.New(m, intake.Config{Packets: 3}))
	if m.at != 3 {
		t.Errorf("%d packets were read for 3", m.at)
	}
}

// A filter that means nothing for a link type is an error that says where.
func TestFilterWithoutMeaning(t *testing.T) {
	src := intake.New(odd{&made{n: 1}}, intake.Config{Filter: filter(t, "tcp")})
	r := new(capture.Record)
	status, err := src.Next(t.Context(), r)
	for status == capture.Idle {
		status, err = src.Next(t.Context(), r)
	}
	if status != capture.End || err == nil || !bytes.HasPrefix([]byte(err.Error()), []byte("frame 1 of made: ")) {
		t.Errorf("status %d, %v", status, err)
	}
}

// odd is a source of a link type that nobody knows.
type odd struct{ *made }

func (o odd) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	status, err := o.made.Next(ctx, r)
	r.Link = 147
	return status, err
}

// The file has what was taken, cut as it was; and live frames are named by it.
func TestFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "copy.pcapng")
	ring, err := pcapfile.NewRing(pcapfile.RingConfig{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	f := &intake.File{Ring: ring, Filter: "port 3 or port 5", Naming: true}
	src := intake.New(&made{n: 6}, intake.Config{Filter: filter(t, f.Filter), Snaplen: 50, File: f})
	if frames, _ := taken(t, src); !slices.Equal(frames, []int{1, 2}) {
		t.Errorf("frames are %v", frames)
	}
	if err := src.Close(); err != nil {
		t.Fatal(err)
	}
	file := pcapfile.Open([]string{name}, nil)
	defer file.Close()
	n := 0
	for r := new(capture.Record); ; n++ {
		status, err := file.Next(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if status == capture.End {
			break
		}
		if len(r.Data) != 50 || r.Length != 60 || r.Frame.Time.Unix() != int64(3+2*n) || !slices.Equal(r.Comments, []string{"c"}) {
			t.Errorf("frame %d is %+v", n+1, r)
		}
	}
	if in := file.Inputs()[0]; n != 2 || len(in.Interfaces) != 1 || in.Interfaces[0].Name != "eth7" {
		t.Errorf("%d frames, %+v", n, in)
	}
}

// A file that cannot be written ends the source, and says why.
func TestFileFull(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("nothing is always full here")
	}
	ring, err := pcapfile.NewRing(pcapfile.RingConfig{Name: "/dev/full"})
	if err != nil {
		t.Fatal(err)
	}
	src := intake.New(&made{n: 6}, intake.Config{File: &intake.File{Ring: ring}})
	defer src.Close()
	for r := new(capture.Record); err == nil; {
		var status capture.Status
		if status, err = src.Next(t.Context(), r); status == capture.End {
			break
		}
	}
	if err == nil || err.Error() != "cannot write /dev/full: no space left on device" {
		t.Errorf("%v", err)
	}
}
