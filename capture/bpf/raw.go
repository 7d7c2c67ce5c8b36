package bpf

import (
	"strconv"
	"strings"

	"golang.org/x/net/bpf"
)

// isProgram reports whether a text can only be a program: there are but numbers in it.
func isProgram(s string) bool {
	return strings.Trim(s, "0123456789"+separators) == "" && strings.Trim(s, separators) != ""
}

// separators may stand between the numbers of a program.
const separators = " \t\r\n;,"

// parseProgram reads a program as "tcpdump -ddd" prints it: how many instructions, then for
// each its code, how many to skip if a test holds and if not, and its number.
func parseProgram(s string) ([]bpf.RawInstruction, error) {
	var places []place
	var numbers []uint32
	for pos := 0; pos < len(s); {
		if strings.IndexByte(separators, s[pos]) >= 0 {
			pos++
			continue
		}
		stop := pos
		for stop < len(s) && strings.IndexByte(separators, s[stop]) < 0 {
			stop++
		}
		at := place{pos, s[pos:stop]}
		n, err := strconv.ParseUint(at.word, 10, 32)
		if err != nil {
			return nil, at.fail("the number needs more than 32 bits")
		}
		places, numbers = append(places, at), append(numbers, uint32(n))
		pos = stop
	}
	count := uint64(numbers[0])
	switch given := uint64(len(numbers) - 1); {
	case given == 0:
		return nil, places[0].fail("a value has a word before it that says what it is, such as host or port")
	case count == 0 || count > longest:
		return nil, places[0].fail("a program has 1 to %d instructions", longest)
	case given < 4*count:
		return nil, place{len(s), ""}.fail("a program of %d instructions has %d numbers behind the first; there are %d", count, 4*count, given)
	case given > 4*count:
		return nil, places[1+4*count].fail("a program of %d instructions has %d numbers behind the first; there are %d", count, 4*count, given)
	}
	program := make([]bpf.RawInstruction, count)
	for i := range program {
		n, at := numbers[1+4*i:][:4], places[1+4*i:][:4]
		switch {
		case n[0] > 0xffff:
			return nil, at[0].fail("this is no instruction")
		case n[1] > 0xff:
			return nil, at[1].fail("a program cannot jump so far")
		case n[2] > 0xff:
			return nil, at[2].fail("a program cannot jump so far")
		}
		program[i] = bpf.RawInstruction{Op: uint16(n[0]), Jt: uint8(n[1]), Jf: uint8(n[2]), K: n[3]}
		if wrong, text := invalid(program[i], len(program)-1-i); text != "" {
			return nil, at[wrong].fail("%s", text)
		}
	}
	if last := program[count-1].Op; last != retK && last != retA {
		return nil, places[1+4*(count-1)].fail("the last instruction must return")
	}
	return program, nil
}

// invalid says what is wrong with an instruction that has so many behind it, and which of its
// four numbers that is. What is valid is what the kernel takes (net/core/filter.c,
// bpf_check_classic).
func invalid(ins bpf.RawInstruction, behind int) (wrong int, text string) {
	switch ins.Op {
	case ldImm, ldLen, ldWord, ldHalf, ldByte, ldWordX, ldHalfX, ldByteX, ldxImm, ldxLen, ldxHeader,
		neg, retK, retA, tax, txa:
		return 0, ""
	case ldMem, ldxMem, st, stx:
		if ins.K >= scratchWords {
			return 3, "there are 16 words to store in"
		}
		return 0, ""
	case ja:
		if uint64(ins.K) >= uint64(behind) {
			return 3, "this jumps out of the program"
		}
		return 0, ""
	}
	operation := ins.Op &^ withX
	switch operation {
	case jeq, jgt, jge, jset:
		switch {
		case int(ins.Jt) >= behind:
			return 1, "this jumps out of the program"
		case int(ins.Jf) >= behind:
			return 2, "this jumps out of the program"
		}
		return 0, ""
	case add, sub, mul, or, and, xor:
		return 0, ""
	case div, mod:
		if ins.Op == operation && ins.K == 0 {
			return 3, "division by zero"
		}
		return 0, ""
	case lsh, rsh:
		if ins.Op == operation && ins.K > 31 {
			return 3, "a shift by more than 31 bits"
		}
		return 0, ""
	}
	return 0, "this is no instruction"
}

// asksKernel reports whether an instruction loads what only the kernel has: such loads have
// offsets below zero (SKF_AD_OFF, SKF_NET_OFF and SKF_LL_OFF of linux/filter.h).
func asksKernel(ins bpf.RawInstruction) bool {
	switch ins.Op {
	case ldWord, ldHalf, ldByte, ldxHeader:
		return int32(ins.K) < 0
	}
	return false
}
