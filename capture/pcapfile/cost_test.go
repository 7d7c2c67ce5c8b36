package pcapfile

import (
	"context"
	"strings"
	"testing"

	"prescap/capture"
)

// many is a file of n records of 1000 bytes.
func many(n int, pcapng bool) []byte {
	data := strings.Repeat("0123456789", 100)
	file := pcapHead(le, 0xa1b2c3d4)
	if pcapng {
		file = join(section(le), device(le, 1, 0))
	}
	for i := range n {
		if pcapng {
			file = append(file, packet(le, 0, uint64(i), data)...)
		} else {
			file = append(file, pcapRec(le, uint32(i), 0, data)...)
		}
	}
	return file
}

// A record costs no allocation; a block of a thousand records costs two.
func TestAllocations(t *testing.T) {
	for name, pcapng := range map[string]bool{"pcap": false, "pcapng": true} {
		src := Open([]string{tempFile(t, many(20_000, pcapng))}, nil)
		var r capture.Record
		if n := testing.AllocsPerRun(10, func() {
			for range 1500 {
				if status, err := src.Next(context.Background(), &r); status != capture.Ready {
					t.Fatal(status, err)
				}
			}
		}); n > 6 {
			t.Errorf("%s: %v allocations for 1500 records", name, n)
		}
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for name, pcapng := range map[string]bool{"pcap": false, "pcapng": true} {
		b.Run(name, func(b *testing.B) {
			const n = 20_000
			data := many(n, pcapng)
			path := tempFile(b, data)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				src := Open([]string{path}, nil)
				var r capture.Record
				records := 0
				for {
					status, err := src.Next(context.Background(), &r)
					if err != nil {
						b.Fatal(err)
					}
					if status == capture.End {
						break
					}
					records++
				}
				if records != n {
					b.Fatal(records)
				}
				src.Close()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/record")
		})
	}
}
