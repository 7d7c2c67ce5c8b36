package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"prescap/capture"
)

// Whatever brings secrets, every shard is told of them once, in their place between the
// packets, however many shards there are.
func TestSecretsReachShardsInTheirPlace(t *testing.T) {
	records := recordsOf(told(t, "../../samples/clean-morning.pcapng"))
	at := []int{0, 1, 30, len(records) - 1}
	for i, n := range at {
		records[n].Secrets = []capture.Secret{{Kind: 1, Data: fmt.Append(nil, i)}}
	}
	for _, shards := range []int{1, 2, 7} {
		free := make(chan *batch, 1)
		free <- newBatch(shards)
		seqOf := map[int]uint64{} // Of the packet of a record.
		orders := make([][]order, shards)
		r := newReader(&memory{records: records}, config(shards, 3), free, func(b *batch) {
			for i := range b.parts {
				orders[i] = append(orders[i], slices.Clone(b.parts[i].orders)...)
				for _, o := range b.parts[i].orders {
					if o.do == take {
						seqOf[o.packet.Frames[0].Num-1] = o.packet.Seq
					}
				}
			}
			b.reset()
			free <- b
		})
		if err := r.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		for i := range orders {
			var secrets []string
			for _, o := range orders[i] {
				if o.do != step || len(o.control.Secrets) == 0 {
					continue
				}
				c := o.control
				if c.From != c.To || c.End || len(c.Secrets) != 1 {
					t.Errorf("%d shards: %+v", shards, c)
				}
				n := at[len(secrets)]
				if seq := seqOf[n]; c.Seq >= seq || n > 0 && c.Seq <= seqOf[n-1] {
					t.Errorf("%d shards: secrets before record %d have Seq %d; it has %d, and the one before %d", shards, n, c.Seq, seq, seqOf[n-1])
				}
				secrets = append(secrets, string(c.Secrets[0].Data))
			}
			if strings.Join(secrets, " ") != "0 1 2 3" {
				t.Errorf("%d shards: shard %d was told %q", shards, i, secrets)
			}
			if !slices.IsSortedFunc(orders[i], func(a, b order) int { return int(seq(a)) - int(seq(b)) }) {
				t.Errorf("%d shards: shard %d is not told in order", shards, i)
			}
		}
	}
}

func seq(o order) uint64 {
	if o.do == step {
		return o.control.Seq
	}
	return o.packet.Seq
}

// ending is a source that has secrets behind its last record.
type ending struct{ memory }

func (e *ending) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	status, err := e.memory.Next(ctx, r)
	if status == capture.End {
		r.Secrets = []capture.Secret{{Kind: 1, Data: []byte("late")}}
	}
	return status, err
}

// Secrets behind the last record are told before the end is.
func TestSecretsAtTheEnd(t *testing.T) {
	free, got := make(chan *batch, 1), []order(nil)
	free <- newBatch(1)
	src := &ending{memory{records: recordsOf(told(t, "../../samples/udp.pcapng"))}}
	src.records[2].Secrets = []capture.Secret{{Kind: 1, Data: []byte("early")}}
	r := newReader(src, config(1, 0), free, func(b *batch) { got = slices.Clone(b.parts[0].orders) })
	if err := r.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	last := got[len(got)-2:]
	if s := last[0].control.Secrets; len(s) != 1 || string(s[0].Data) != "late" || !last[1].control.End || last[0].control.Seq+1 != last[1].control.Seq {
		t.Errorf("%+v", last)
	}
}

// Secrets change nothing of what comes out, as long as nothing is decrypted.
func TestSecretsChangeNothing(t *testing.T) {
	plain := damaged(t, 3)
	secret := slices.Clone(plain)
	for i := range secret {
		if i%3 == 0 {
			secret[i].Secrets = []capture.Secret{{Kind: 1, Data: []byte("x")}}
		}
	}
	cfg := config(2, 16)
	cfg.Clock = true
	items := func(records []capture.Record) string {
		var b strings.Builder
		acc, err := Run(t.Context(), &memory{records: records}, cfg, func(it *Item) error {
			it.Seq = 0 // Secrets are numbered too.
			var one bytes.Buffer
			write(&one, it)
			b.Write(one.Bytes())
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%+v\n", acc)
		return b.String()
	}
	if with, without := items(secret), items(plain); with != without {
		t.Error(firstDifference(with, without))
	}
}
