package intake

import (
	"fmt"
	"time"

	"prescap/capture"
	"prescap/capture/pcapfile"
)

// File is where what is taken is written to. A nil File is none.
type File struct {
	*pcapfile.Ring

	Filter  string // What to note of the capture: its filter,
	Snaplen int    // and its snaplen.
	Most    int64  // Bytes, after which it is enough; 0 for any number.
	Naming  bool   // Frames are named by the file from now on.

	numbers map[place]int
	last    time.Time // Of what was written.
}

// place is what has an interface of its own in the file.
type place struct {
	file, number int
	link         capture.LinkType
}

// take writes a record, if there is a file to write it to.
func (f *File) take(src capture.Source, r *capture.Record) error {
	if f == nil {
		return nil
	}
	for _, s := range r.Secrets {
		if err := f.Secret(s); err != nil {
			return failed(err)
		}
	}
	file, num, err := f.Packet(f.number(src, r), r)
	if err != nil {
		return failed(err)
	}
	f.last = r.Frame.Time
	if f.Naming {
		r.Frame.File, r.Frame.Num = file, num
	}
	return nil
}

// number is the interface of a record in the file.
func (f *File) number(src capture.Source, r *capture.Record) int {
	p := place{r.Frame.File, r.Interface, r.Link}
	n, known := f.numbers[p]
	if !known {
		i := pcapfile.Interface{Link: r.Link, Snaplen: f.Snaplen, Filter: f.Filter}
		if all := src.Inputs()[p.file].Interfaces; p.number < len(all) {
			i.Name = all[p.number].Name
		}
		if f.numbers == nil {
			f.numbers = map[place]int{}
		}
		n = f.Interface(i)
		f.numbers[p] = n
	}
	return n
}

// flush lets others see what was written.
func (f *File) flush() error {
	if f == nil {
		return nil
	}
	if err := f.Flush(); err != nil {
		return failed(err)
	}
	return nil
}

// full reports whether enough was written.
func (f *File) full() bool { return f != nil && f.Most > 0 && f.Size() >= f.Most }

// close notes what was dropped, and ends the file. That is told of the first interface of each
// input: nobody counts for each of several.
func (f *File) close(src capture.Source) error {
	if f == nil {
		return nil
	}
	inputs := src.Inputs()
	for p, n := range f.numbers {
		if in := &inputs[p.file]; p.number == 0 && in.Dropped > 0 {
			f.Statistics(n, f.last, int64(in.Packets+in.Dropped), int64(in.Dropped))
		}
	}
	if err := f.Close(); err != nil {
		return failed(err)
	}
	return nil
}

func failed(err error) error { return fmt.Errorf("cannot write %w", err) }
