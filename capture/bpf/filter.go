package bpf

import (
	"fmt"

	"golang.org/x/net/bpf"

	"prescap/capture"
)

// Filter is a capture filter that was read: an expression, or a program as "tcpdump -ddd"
// prints it. It knows nothing of link types yet.
type Filter struct {
	text    string
	node    node                 // nil for a program and for the empty expression.
	program []bpf.RawInstruction // nil for an expression.
}

// Parse reads a capture filter in the language of pcap-filter(7), or a program as
// "tcpdump -ddd" prints it: its number of instructions and four numbers for each. The empty
// expression accepts everything. The error is an [*Error] with the position of what is wrong.
func Parse(expr string) (*Filter, error) {
	f := &Filter{text: expr}
	if isProgram(expr) {
		var err error
		if f.program, err = parseProgram(expr); err != nil {
			return nil, err
		}
		return f, nil
	}
	all, err := tokens(expr)
	if err != nil {
		return nil, err
	}
	if len(all) == 1 {
		return f, nil
	}
	p := &parser{tokens: all}
	if f.node, err = p.whole(); err != nil {
		return nil, err
	}
	return f, nil
}

// String is the filter as the user wrote it.
func (f *Filter) String() string { return f.text }

// lower is the condition of an expression for a layout.
func (f *Filter) lower(l *layout) (cond, error) {
	if f.node == nil {
		return all{}, nil
	}
	return f.node.lower(l)
}

// Matcher compiles the filter for records of one link type. The error is an [*Error]: not
// every filter can be used on records of every type. The empty expression and programs can be
// used on all; but a program that asks the kernel for what it keeps beside the frame cannot
// be used here.
func (f *Filter) Matcher(link capture.LinkType) (*Matcher, error) {
	if f.program != nil {
		for i, ins := range f.program {
			if asksKernel(ins) {
				return nil, &Error{Pos: -1, Text: fmt.Sprintf("instruction %d of the program asks the kernel; it can be used on an interface only", i)}
			}
		}
		return &Matcher{f.program}, nil
	}
	l, known := recordLayout(link)
	if !known {
		if f.node != nil {
			return nil, &Error{Pos: -1, Text: fmt.Sprintf("it cannot be used on records of link type %d", link)}
		}
		l = &layout{}
	}
	c, err := f.lower(l)
	if err != nil {
		return nil, err
	}
	program, err := assemble(c, 1)
	if err != nil {
		return nil, err
	}
	return &Matcher{program}, nil
}
