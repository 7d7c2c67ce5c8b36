package intake

import (
	"context"
	"errors"
	"fmt"
	"time"

	"prescap/capture"
	"prescap/capture/bpf"
	"prescap/capture/pcapfile"
)

// Config says what of a source is wanted. Zero values want all of it.
type Config struct {
	Filter   *bpf.Filter   // What fits is taken; nil for all.
	Snaplen  int           // Bytes that are kept of each packet.
	Packets  int           // How many are taken.
	Duration time.Duration // From the first packet on.
	File     *File         // Where what is taken is written to.
}

// Source is a source of which not everything is wanted.
type Source struct {
	capture.Source
	cfg      Config
	matchers map[capture.LinkType]*bpf.Matcher
	secrets  pcapfile.Secrets // Of records that were not taken.
	taken    int
	first    time.Time
	filtered []int // By input.
	over     bool
	closed   bool
}

// New returns what is wanted of src, which it closes with itself.
func New(src capture.Source, cfg Config) *Source {
	return &Source{Source: src, cfg: cfg, matchers: map[capture.LinkType]*bpf.Matcher{}, secrets: pcapfile.NewSecrets(maxSecrets)}
}

// Next implements capture.Source.
func (s *Source) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	for !s.over && !s.enough() {
		status, err := s.Source.Next(ctx, r)
		switch status {
		case capture.Idle:
			if err := s.cfg.File.flush(); err != nil {
				s.over = true
				return capture.End, err
			}
			return status, nil
		case capture.End:
			s.over = true
			s.give(r, r.Secrets)
			return status, err
		}
		fits, err := s.fits(r)
		if err != nil {
			s.over = true
			return capture.End, err
		}
		if !fits {
			for _, secret := range r.Secrets {
				s.secrets.Add(secret)
			}
			continue
		}
		if s.late(r) {
			break
		}
		s.give(r, r.Secrets)
		if n := s.cfg.Snaplen; n > 0 && len(r.Data) > n {
			r.Data = r.Data[:n:n]
		}
		if err := s.cfg.File.take(s.Source, r); err != nil {
			s.over = true
			return capture.End, err
		}
		s.taken++
		return capture.Ready, nil
	}
	s.over = true
	s.give(r, nil)
	return capture.End, nil
}

// maxSecrets bounds the bytes of secrets that wait for a record that is taken.
const maxSecrets = 12 << 20

// give hands over all secrets that wait, and those of the record at hand.
func (s *Source) give(r *capture.Record, own []capture.Secret) {
	r.Secrets = own
	if waiting := s.secrets.Take(); waiting != nil {
		r.Secrets = append(waiting, own...)
	}
}

// fits reports whether a record is one that the filter takes.
func (s *Source) fits(r *capture.Record) (bool, error) {
	if s.cfg.Filter == nil {
		return true, nil
	}
	m := s.matchers[r.Link]
	if m == nil {
		var err error
		if m, err = s.cfg.Filter.Matcher(r.Link); err != nil {
			return false, fmt.Errorf("frame %d of %s: %w", r.Frame.Num, s.Source.Inputs()[r.Frame.File].Name, err)
		}
		s.matchers[r.Link] = m
	}
	if m.Match(r.Data, r.Length) {
		return true, nil
	}
	for len(s.filtered) <= r.Frame.File {
		s.filtered = append(s.filtered, 0)
	}
	s.filtered[r.Frame.File]++
	return false, nil
}

// enough reports whether no more is wanted.
func (s *Source) enough() bool {
	return s.cfg.Packets > 0 && s.taken >= s.cfg.Packets || s.cfg.File.full()
}

// late reports whether a record came after what is wanted.
func (s *Source) late(r *capture.Record) bool {
	if s.taken == 0 {
		s.first = r.Frame.Time
	}
	return s.cfg.Duration > 0 && r.Frame.Time.Sub(s.first) > s.cfg.Duration
}

// Close implements capture.Source. It ends the file, too; the error says what is wrong with
// that. Closing twice is fine.
func (s *Source) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	return errors.Join(s.cfg.File.close(s.Source), s.Source.Close())
}

// Inputs implements capture.Source.
func (s *Source) Inputs() []capture.Input {
	all := s.Source.Inputs()
	for i, n := range s.filtered {
		all[i].Filtered, all[i].Packets = n, all[i].Packets-n
	}
	return all
}
