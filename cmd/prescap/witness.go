package main

import (
	"cmp"
	"context"
	"io"
	"maps"
	"slices"

	"prescap/capture"
	"prescap/capture/link"
)

// witness is a source that remembers in which frames of which input there was
// something that costs us messages, so that it can be named.
type witness struct {
	capture.Source
	seen   map[origin]*notice
	at     origin // Of the record before.
	latest *notice
}

func newWitness(src capture.Source) *witness {
	return &witness{Source: src, seen: map[origin]*notice{}}
}

// origin is what has to be judged only once.
type origin struct {
	file int
	link capture.LinkType
}

// notice is what was seen of an origin.
type notice struct {
	origin
	unsupported   bool
	first, frames int // Number of the first frame; how many.
	firstCut, cut int // Likewise of those that a snaplen cut.
}

// Next implements capture.Source.
func (w *witness) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	status, err := w.Source.Next(ctx, r)
	if status != capture.Ready {
		return status, err
	}
	if at := (origin{r.Frame.File, r.Link}); w.latest == nil || at != w.at {
		w.at, w.latest = at, w.seen[at]
		if w.latest == nil {
			w.latest = &notice{origin: at, first: r.Frame.Num, unsupported: link.Decode(r, new(link.Packet)) == link.Unsupported}
			w.seen[at] = w.latest
		}
	}
	n := w.latest
	n.frames++
	if r.Length > len(r.Data) {
		if n.cut == 0 {
			n.firstCut = r.Frame.Num
		}
		n.cut++
	}
	return status, err
}

// tell names what was seen. It may be called after the end of the run.
func (w *witness) tell(stderr io.Writer) {
	inputs := w.Inputs()
	order := func(a, b *notice) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.first, b.first))
	}
	for _, n := range slices.SortedFunc(maps.Values(w.seen), order) {
		name := inputs[n.file].Name
		switch {
		case n.unsupported:
			tell(stderr, "prescap: %s: frame %d: link type %d is not supported; %s passed over",
				name, n.first, n.link, plural(n.frames, "frame", "frames"))
		case n.cut > 0:
			tell(stderr, "prescap: %s: frame %d: cut by a snaplen (%s in all); capture with a snaplen of 0",
				name, n.firstCut, plural(n.cut, "frame", "frames"))
		}
	}
}
