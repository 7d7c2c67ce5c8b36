package pipeline

import (
	"cmp"
	"context"
	"time"

	"prescap/capture"
	"prescap/capture/link"
)

// reader turns records into orders for shards. It runs in a goroutine of its
// own and is the only one that numbers anything.
type reader struct {
	src   capture.Source
	free  <-chan *batch
	full  func(*batch)
	size  int
	seq   uint64
	clock clock
	table *table

	twice  *link.Duplicates
	pieces *link.Fragments
	loss   Loss
	frames int
	batch  *batch
}

// newReader returns a reader that takes empty batches from free and gives full
// ones to full.
func newReader(src capture.Source, cfg Config, free <-chan *batch, full func(*batch)) *reader {
	return &reader{
		src: src, free: free, full: full, size: cmp.Or(cfg.Batch, batchSize),
		table: newTable(cfg.Capture), twice: link.NewDuplicates(cfg.Capture.Duplicate), pieces: link.NewFragments(cfg.Capture.Fragments),
	}
}

// run reads the source to its end, or to that of ctx.
func (r *reader) run(ctx context.Context) error {
	var rec capture.Record
	for {
		rec.Frame.Time = time.Time{}
		status, err := r.src.Next(ctx, &rec)
		switch status {
		case capture.Ready:
			r.secrets(&rec)
			r.take(&rec)
			if r.batch.packets >= r.size {
				r.flush()
			}
		case capture.Idle:
			if !rec.Frame.Time.IsZero() {
				r.advance(rec.Frame.Time)
			}
			r.flush()
		case capture.End:
			r.secrets(&rec)
			r.finish()
			return err
		}
	}
}

// secrets tells all shards of the key material that comes before a record, or with the end.
// It takes it off the record, since not every source answers the end with a new one.
func (r *reader) secrets(rec *capture.Record) {
	if len(rec.Secrets) == 0 {
		return
	}
	r.tellAll(capture.Control{From: r.clock.now, To: r.clock.now, Secrets: rec.Secrets})
	rec.Secrets = nil
}

// take makes orders of one record.
func (r *reader) take(rec *capture.Record) {
	b := r.open()
	b.packets++
	r.frames++
	if !rec.Frame.Untimed {
		r.advance(rec.Frame.Time)
	}
	var p link.Packet
	verdict := link.Decode(rec, &p)
	var frames []capture.Frame
	if verdict == link.Fragment {
		if verdict, frames = r.pieces.Add(&p, rec.Frame, rec.Frame.Time); frames == nil {
			return
		}
	}
	if verdict != link.Transport {
		r.passed(verdict)
		return
	}
	if frames == nil {
		frames = b.frame(rec.Frame)
	}
	if p.Cut > 0 {
		r.loss.Cut++
	}
	b.hold(rec.Block)
	packet := capture.Packet{
		Frames: frames, Time: rec.Frame.Time,
		Flow: p.Flow, TCP: p.TCP, Payload: p.Payload, Cut: p.Cut,
		Duplicate: r.twice.Seen(&p, rec.Frame.Time),
	}
	if packet.Duplicate {
		r.loss.Duplicates++
	}
	reused, label := r.table.look(&packet, r.clock.now)
	if reused != 0 {
		r.retire(reused, capture.Reused, packet.Time)
	}
	packet.Seq = r.next()
	r.tell(packet.Conn, order{do: take, packet: packet, label: label})
	if id := r.table.overfull(); id != 0 {
		r.retire(id, capture.Evicted, packet.Time)
	}
}

// advance moves the clock on to a time.
func (r *reader) advance(t time.Time) {
	if from, to := r.clock.advance(t); to != 0 {
		r.step(capture.Control{From: from, To: to})
	}
}

// passed counts a record that has nothing for a shard.
func (r *reader) passed(v link.Verdict) {
	switch v {
	case link.Unsupported:
		r.loss.LinkType++
	case link.Malformed:
		r.loss.Malformed++
	default:
		r.loss.NotTransport++
	}
}

// step tells all shards that the clock moved, and forgets who was silent too long.
func (r *reader) step(c capture.Control) {
	r.tellAll(c)
	for id, since := r.table.idle(c.To); id != 0; id, since = r.table.idle(c.To) {
		r.retire(id, capture.ByIdle, since.Time())
	}
}

func (r *reader) retire(id capture.ConnID, why capture.EndKind, t time.Time) {
	r.tell(id, order{do: retire, packet: capture.Packet{Seq: r.next(), Conn: id, Time: t}, why: why})
}

// finish tells all shards that the input ended.
func (r *reader) finish() {
	r.step(capture.Control{From: r.clock.now, To: r.clock.now, End: true})
	r.flush()
	r.loss.ClockJumps, r.loss.Evicted = r.clock.jumps, r.table.evicted
	r.loss.DuplicateWindow = r.twice.Overrun()
	r.pieces.Close()
	r.loss.Fragments = r.pieces.Lost()
}

func (r *reader) next() uint64 {
	r.seq++
	return r.seq
}

// tell gives an order to the shard of a connection.
func (r *reader) tell(id capture.ConnID, o order) {
	b := r.open()
	p := &b.parts[uint64(id)%uint64(len(b.parts))]
	p.orders = append(p.orders, o)
}

// tellAll gives a control item, which it numbers, to all shards.
func (r *reader) tellAll(c capture.Control) {
	c.Seq = r.next()
	b := r.open()
	for i := range b.parts {
		b.parts[i].orders = append(b.parts[i].orders, order{do: step, control: c})
	}
}

// open returns the batch that is being filled.
func (r *reader) open() *batch {
	if r.batch == nil {
		r.batch = <-r.free
	}
	return r.batch
}

// flush closes the batch, unless there is nothing in it.
func (r *reader) flush() {
	if r.batch != nil {
		r.full(r.batch)
		r.batch = nil
	}
}
