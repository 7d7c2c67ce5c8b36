package bpf

import (
	"errors"
	"testing"

	"golang.org/x/net/bpf"

	"prescap/capture"
)

// Whatever is asked, the answer is a program that is valid, or an error with a place in the
// expression.
func FuzzFilter(f *testing.F) {
	for _, expr := range expressions(f) {
		f.Add(expr, uint16(1), []byte("0123456789"))
	}
	for _, w := range append(refused(), strict()...) {
		f.Add(w.expr, uint16(101), []byte{0x45})
	}
	f.Add("4;40,0,0,12;21,0,1,2048;6,0,0,262144;6,0,0,0", uint16(113), []byte{})
	f.Fuzz(func(t *testing.T, expr string, link uint16, data []byte) {
		check := func(err error, whole bool) {
			var e *Error
			if !errors.As(err, &e) || e.Text == "" || e.Pos > len(expr) || e.Pos < 0 && !whole {
				t.Fatalf("%q: %#v", expr, err)
			}
			if e.Pos >= 0 && e.Pos+len(e.Word) <= len(expr) && expr[e.Pos:][:len(e.Word)] != e.Word {
				t.Fatalf("%q: at %d there is no %q", expr, e.Pos, e.Word)
			}
		}
		filter, err := Parse(expr)
		if err != nil {
			check(err, false)
			return
		}
		m, err := filter.Matcher(capture.LinkType(link))
		if err != nil {
			check(err, true)
		} else {
			got := m.Match(data, len(data))
			if filter.program == nil && machine(t, m.program)(data) != got {
				t.Fatalf("%q on %x: %v", expr, data, got)
			}
		}
		for kind := range Cooked + 1 {
			code, err := filter.Kernel(Socket{Kind: kind, Loopback: int(link)}, 0)
			if err != nil {
				check(err, true)
				continue
			}
			for i, ins := range code {
				if _, wrong := invalid(ins, len(code)-1-i); wrong != "" || len(code) > longest {
					t.Fatalf("%q: instruction %d %v: %s", expr, i, ins, wrong)
				}
			}
			if _, known := bpf.Disassemble(code); !known && filter.program == nil {
				t.Fatalf("%q: an instruction is unknown", expr)
			}
		}
	})
}
