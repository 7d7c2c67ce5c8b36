package pcapfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"prescap/capture"
)

// RingConfig says which files a Ring writes. With only a name it is one file of that name.
type RingConfig struct {
	// Name is the file; of several, what their names are made of: out.pcapng becomes
	// out_00001_20261125013000.pcapng, as dumpcap names them, with the number of the file
	// and the time of its first record in UTC.
	Name string

	// Files is how many are kept, the newest; 0 for all.
	Files int
	// Size is how many bytes a file may have with its last record; 0 for any number. The
	// statistics behind it, some 60 bytes for an interface, are not counted.
	Size int64
	// Duration is how long after the first record of a file the next file is begun; 0 for
	// never.
	Duration time.Duration

	Overwrite bool // Files that exist already are written over.
	Head      Head
}

// several reports whether there is to be more than one file.
func (c *RingConfig) several() bool { return c.Files > 0 || c.Size > 0 || c.Duration > 0 }

// Ring writes captures, one after the other. Each of them is whole by itself: it describes
// the interfaces it needs, begins with the secrets there were so far, and ends with the
// statistics of its own time.
//
// A file is begun with the first record that goes to it, but for a file that is to be the only
// one. Files are created for their owner only (0600), as dumpcap does it and tcpdump does not:
// a capture holds what others said, and may hold the keys to it.
//
// An error of a file names it and says what went wrong; what was written before can be read.
// After that, the ring writes nothing more and repeats the error. An error that says what is
// wrong with a record leaves everything as it was. Only Name and Several may be called from
// other goroutines.
type Ring struct {
	config  RingConfig
	devices []Interface
	secrets Secrets
	tallies []tally // By interface.

	file    *os.File // That is being written; nil before the first and after the last.
	name    string   // Of it.
	to      *Writer
	begun   time.Time // The time of its first record.
	packets int       // In it.
	err     error     // What ended it all.

	mu     sync.Mutex // Of opened.
	opened names
}

// NewRing begins a ring. A file that is to be the only one is created now, so that whatever is
// wrong with it is known before anything is captured.
func NewRing(c RingConfig) (*Ring, error) {
	r := &Ring{config: c, secrets: NewSecrets(maxSecretBytes), opened: names{whole: c.Name, ring: c.several()}}
	switch {
	case !c.several():
		if err := r.open(time.Time{}); err != nil {
			return nil, err
		}
		return r, nil
	case c.Size <= 0 && c.Duration <= 0:
		return nil, errors.New("to keep the newest files it has to be said when one is full: by its size, or by a duration")
	}
	dir := filepath.Dir(c.Name)
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("%s: %w", dir, reason(err))
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a directory", dir)
	}
	return r, nil
}

// Interface tells of an interface, and returns the number to write its packets by.
func (r *Ring) Interface(i Interface) int {
	r.devices, r.tallies = append(r.devices, i), append(r.tallies, tally{})
	if r.to != nil {
		r.to.Interface(i)
	}
	return len(r.devices) - 1
}

// Packet writes a record as Writer.Packet does, and returns its place: the file, from 0, and
// the frame in it, from 1. Where it would make the file too large, or is too late for it, it is
// the first of the next file; so a record that is too large for any file has one to itself.
func (r *Ring) Packet(number int, rec *capture.Record) (file, frame int, err error) {
	switch {
	case r.err != nil:
		return 0, 0, r.err
	case number < 0 || number >= len(r.devices):
		return 0, 0, unknownInterface(number)
	}
	if err := r.devices[number].fits(rec); err != nil {
		return 0, 0, err
	}
	if r.to != nil && r.full(number, rec) {
		r.finish()
	}
	if r.err == nil && r.to == nil {
		r.open(rec.Frame.Time)
	}
	if r.err != nil {
		return 0, 0, r.err
	}
	if r.packets == 0 || r.begun.IsZero() {
		r.begun = rec.Frame.Time
	}
	if err := r.to.Packet(number, rec); err != nil {
		return 0, 0, r.told(err)
	}
	r.packets++
	return len(r.opened.at) - 1, r.packets, nil
}

// full reports whether a record belongs to the next file.
func (r *Ring) full(number int, rec *capture.Record) bool {
	if r.packets == 0 {
		return false
	}
	return r.config.Size > 0 && r.to.Size()+r.to.cost(number, rec) > r.config.Size ||
		r.config.Duration > 0 && !r.begun.IsZero() && rec.Frame.Time.Sub(r.begun) >= r.config.Duration
}

// Secret writes key material, and repeats it in each file to come. Of that, no more than
// 16 MiB and half the size of a file are repeated, the newest.
func (r *Ring) Secret(s capture.Secret) error {
	if r.err != nil {
		return r.err
	}
	if err := secretFits(s); err != nil {
		return err
	}
	if r.to != nil {
		if err := r.to.Secret(s); err != nil {
			return r.told(err)
		}
	}
	if r.config.several() {
		r.secrets.Add(s)
	}
	return nil
}

// Size returns how many bytes there are of the file that is being written, those that wait to
// be written included.
func (r *Ring) Size() int64 {
	if r.to == nil {
		return 0
	}
	return r.to.Size()
}

// Flush hands what was written to the file, so that who follows it sees whole packets.
func (r *Ring) Flush() error {
	if r.err != nil || r.to == nil {
		return r.err
	}
	return r.told(r.to.Flush())
}

// Close ends the file that is being written. It must be called once; nothing can be written
// after it.
func (r *Ring) Close() error {
	if r.to != nil {
		r.finish()
	}
	if r.err != nil {
		return r.err
	}
	r.err = errors.New("the capture is closed")
	return nil
}

// Name implements capture.Names: it returns the name of each file there has been so far, also
// of those that were deleted.
func (r *Ring) Name(file int) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.opened.name(file)
}

// Several implements capture.Names.
func (r *Ring) Several() bool { return r.config.several() }

// open begins a file, with what every file begins with, and deletes the one that is now too
// many.
func (r *Ring) open(at time.Time) error {
	index := len(r.opened.at)
	r.name = r.opened.made(index, at)
	file, err := create(r.name, r.config.Overwrite)
	if err != nil {
		return r.told(err)
	}
	r.mu.Lock()
	r.opened.add(at)
	r.mu.Unlock()
	r.file, r.to, r.packets = file, NewWriter(file, r.config.Head), 0
	for _, i := range r.devices {
		r.to.Interface(i)
	}
	for _, s := range r.secrets.list {
		if err := r.to.Secret(s); err != nil {
			return r.told(err)
		}
	}
	if r.config.Size > 0 { // Files are for packets: those to come repeat no more than that.
		r.secrets.limit(int(min(r.config.Size/2, maxSecretBytes)))
	}
	if n := r.config.Files; n > 0 && index >= n {
		old := r.opened.name(index - n)
		if err := os.Remove(old); err != nil && !errors.Is(err, fs.ErrNotExist) {
			r.err = fmt.Errorf("%s: it could not be deleted to make room: %w", old, reason(err))
		}
	}
	return r.err
}

// finish writes the statistics of the file, and closes it.
func (r *Ring) finish() {
	var err error
	if r.err == nil {
		err = r.statistics()
	}
	for _, do := range []func() error{r.to.Flush, r.file.Close} { // Both, whatever becomes of one.
		if failed := do(); err == nil {
			err = failed
		}
	}
	r.to, r.file = nil, nil
	if r.err == nil {
		r.told(err)
	}
}

// told makes an error one of the file, and the end of the ring.
func (r *Ring) told(err error) error {
	if err == nil {
		return nil
	}
	r.err = fmt.Errorf("%s: %w", r.name, reason(err))
	return r.err
}
