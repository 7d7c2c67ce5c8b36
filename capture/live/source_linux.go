package live

import (
	"context"
	"errors"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"prescap/capture"
)

const (
	// late is how far behind the clock on the wall the time is that the source tells
	// while nothing comes. No packet takes as long to get here.
	late = time.Second
	// settle is how long a packet waits for older ones of other interfaces: longer than
	// these may wait in a block, and for a processor.
	settle = retire + 20*time.Millisecond
)

// source merges the packets of sockets by time.
type source struct {
	sockets []*socket
	polled  []unix.PollFd // The sockets, and behind them wake.
	wake    *os.File      // Readable when waiting is to end,
	rouse   *os.File      // by what is written here.
	account capture.Input
	idle    bool      // The last answer was Idle.
	due     time.Time // When it is to be told anew how late it is.
	last    time.Time // Until when the end of what was captured may come; zero before the end.

	closed atomic.Bool
	turn   sync.Mutex // Held by Next.
}

// Open begins to capture. The source has one input, named by the interfaces; its frames
// are numbered from 1 in the order in which they are handed out. Record.Interface counts
// Config.Interfaces. An interface that goes away is told by Input.Err, which then wraps
// capture.ErrCutShort; Next answers End when none is left.
//
// When its context is over, Next hands out what was captured until then, and answers End.
// Close may be called while it waits, and then it answers End at once. Blocks that are still
// held stay valid.
//
// The error is ErrPermission, or says what is wrong with which interface.
func Open(cfg Config) (capture.Source, error) {
	s := &source{account: capture.Input{Name: cfg.Name()}}
	var err error
	if s.wake, s.rouse, err = os.Pipe(); err != nil {
		return nil, err
	}
	for i, name := range cfg.Interfaces {
		k, err := open(&cfg, name)
		if err != nil {
			s.Close()
			return nil, err
		}
		k.number = i
		s.sockets = append(s.sockets, k)
		s.account.Interfaces = append(s.account.Interfaces, capture.Interface{Name: name, Link: k.link()})
	}
	s.polled = make([]unix.PollFd, len(s.sockets)+1)
	return s, nil
}

// Next implements capture.Source.
func (s *source) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	for {
		if s.closed.Load() || s.deaf() {
			return capture.End, nil
		}
		if ctx.Err() != nil {
			return s.rest(r, context.Cause(ctx))
		}
		first, wait := s.earliest()
		switch {
		case first != nil && wait <= 0:
			s.hand(first, r)
			return capture.Ready, nil
		case !s.idle || time.Until(s.due) <= 0:
			s.quiet(first, r)
			return capture.Idle, nil
		}
		if err := s.sleep(ctx, min(wait, time.Until(s.due))); err != nil {
			return capture.End, err
		}
	}
}

// rest hands out what was captured before the end, and then answers End.
func (s *source) rest(r *capture.Record, why error) (capture.Status, error) {
	if s.last.IsZero() {
		for _, k := range s.sockets {
			k.mute()
		}
		s.last = time.Now().Add(settle)
	}
	for {
		if first, _ := s.earliest(); first != nil {
			s.hand(first, r)
			return capture.Ready, nil
		}
		if time.Now().After(s.last) {
			return capture.End, why
		}
		time.Sleep(settle / 20)
	}
}

// deaf reports whether no interface is left.
func (s *source) deaf() bool {
	return !slices.ContainsFunc(s.sockets, func(k *socket) bool { return !k.closed })
}

// earliest returns the socket with the earliest packet, nil when there is none, and how
// long that has to wait for others that might be earlier.
func (s *source) earliest() (first *socket, wait time.Duration) {
	var earliest time.Time
	empty := false
	for _, k := range s.sockets {
		if k.closed {
			continue
		}
		h := k.ring.peek()
		if h == nil {
			empty = true
			s.bury(k)
		} else if t := timeOf(h); first == nil || t.Before(earliest) {
			first, earliest = k, t
		}
	}
	switch {
	case first == nil:
		return nil, capture.Tick
	case empty:
		return first, time.Until(earliest.Add(settle))
	}
	return first, 0
}

// hand fills in the next record of a socket.
func (s *source) hand(k *socket, r *capture.Record) {
	s.idle = false
	*r = capture.Record{Link: k.link(), Interface: k.number}
	k.ring.take(k.kind, r)
	s.account.Packets++
	s.account.Bytes += int64(len(r.Data))
	r.Frame.Num = s.account.Packets
}

// quiet tells how late it is.
func (s *source) quiet(first *socket, r *capture.Record) {
	now := time.Now()
	s.idle, s.due = true, now.Add(capture.Tick)
	r.Frame.Time = now.Add(-late).UTC()
	if first != nil {
		if t := timeOf(first.ring.peek()); t.Before(r.Frame.Time) {
			r.Frame.Time = t
		}
	}
}

// sleep waits until something comes where nothing is waiting, but not for long.
func (s *source) sleep(ctx context.Context, most time.Duration) error {
	stop := context.AfterFunc(ctx, s.awake)
	defer stop()
	for i, k := range s.sockets {
		s.polled[i] = unix.PollFd{Fd: -1}
		if !k.closed && k.ring.peek() == nil {
			s.polled[i] = unix.PollFd{Fd: int32(k.fd), Events: unix.POLLIN}
		}
	}
	last := len(s.sockets)
	s.polled[last] = unix.PollFd{Fd: int32(s.wake.Fd()), Events: unix.POLLIN}
	n, err := poll(s.polled, most)
	if n <= 0 || err != nil || s.polled[last].Revents != 0 {
		return err
	}
	came := false
	for i, k := range s.sockets {
		if s.polled[i].Revents&(unix.POLLERR|unix.POLLHUP|unix.POLLNVAL) != 0 {
			if k.gone = k.broken(); k.gone != nil {
				k.last = time.Now().Add(settle)
			}
		}
		came = came || !k.closed && k.ring.peek() != nil
	}
	if !came {
		// A socket counts as readable until the block before is given back, too.
		const moment = 2 * time.Millisecond
		_, err = poll(s.polled[last:], moment)
	}
	return err
}

func poll(fds []unix.PollFd, most time.Duration) (int, error) {
	n, err := unix.Poll(fds, int(max(0, most)/time.Millisecond)+1)
	if errors.Is(err, unix.EINTR) {
		err = nil
	}
	return n, err
}

// bury closes the socket of an interface that is gone, when the last of what it captured has
// been read.
func (s *source) bury(k *socket) {
	if k.gone != nil && time.Now().After(k.last) {
		k.close()
		s.account.Err = errors.Join(s.account.Err, k.gone)
	}
}

// awake ends waiting.
func (s *source) awake() { s.rouse.Write([]byte{0}) }

// Inputs implements capture.Source.
func (s *source) Inputs() []capture.Input {
	in := s.account
	for _, k := range s.sockets {
		k.ask()
		in.Dropped += k.dropped
	}
	return []capture.Input{in}
}

// Close implements capture.Source.
func (s *source) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.awake()
	s.turn.Lock()
	defer s.turn.Unlock()
	for _, k := range s.sockets {
		k.close()
	}
	return errors.Join(s.wake.Close(), s.rouse.Close())
}
