package captext

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"prescap/capture"
)

// options are what a statement says beyond its verb; nil and empty mean that
// the model decides.
type options struct {
	seq, ack     *int64
	isn, peerISN *uint32
	flags        *capture.TCPFlags
	id, vlan     *uint16
	ttl          *uint8

	cut      []int
	mss      int
	order    []int
	lose     []int
	again    []int
	twice    []int
	allTwice bool
	copyVLAN *uint16
	noACK    bool
	off      bool // Of "span".
}

// set reads one option.
func (o *options) set(key, value string) error {
	var err error
	switch key {
	case "seq":
		o.seq, err = parseOffset(value)
	case "ack":
		o.ack, err = parseOffset(value)
	case "isn":
		o.isn, err = parseUint[uint32](value, 32)
	case "peerisn":
		o.peerISN, err = parseUint[uint32](value, 32)
	case "id":
		o.id, err = parseUint[uint16](value, 16)
	case "ttl":
		o.ttl, err = parseUint[uint8](value, 8)
	case "vlan":
		o.vlan, err = parseUint[uint16](value, 12)
	case "copyvlan":
		o.copyVLAN, err = parseUint[uint16](value, 12)
	case "flags":
		o.flags, err = parseFlags(value)
	case "cut":
		o.cut, err = parseList(value)
	case "order":
		o.order, err = parseList(value)
	case "lose":
		o.lose, err = parseList(value)
	case "again":
		o.again, err = parseList(value)
	case "twice":
		if o.allTwice = value == "all"; !o.allTwice {
			o.twice, err = parseList(value)
		}
	case "mss":
		o.mss, err = parseCount(value)
	case "noack", "off":
		if value != "" {
			return errors.New("it takes no value")
		}
		o.noACK = o.noACK || key == "noack"
		o.off = o.off || key == "off"
	}
	return err
}

// parseUint reads a number of that many bits.
func parseUint[T uint8 | uint16 | uint32](value string, bits int) (*T, error) {
	n, err := strconv.ParseUint(value, 10, bits)
	if err != nil {
		return nil, fmt.Errorf("give a number from 0 to %d", uint64(1)<<bits-1)
	}
	return new(T(n)), nil
}

// parseOffset reads a number of bytes before or after a place.
func parseOffset(value string) (*int64, error) {
	n, err := strconv.ParseInt(value, 10, 33)
	if err != nil {
		return nil, errors.New("give a number of bytes")
	}
	return &n, nil
}

// parseCount reads a size, or the number of a segment.
func parseCount(value string) (int, error) {
	n, err := strconv.ParseUint(value, 10, 16)
	if err != nil || n == 0 {
		return 0, errors.New("give numbers from 1 to 65535")
	}
	return int(n), nil
}

// parseList reads counts with commas between them.
func parseList(value string) ([]int, error) {
	var list []int
	for word := range strings.SplitSeq(value, ",") {
		n, err := parseCount(word)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

// words returns the options that canonical text has, in their order.
func (o *options) words() []string {
	var words []string
	say := func(key string, value any) { words = append(words, fmt.Sprint(key, "=", value)) }
	if o.isn != nil {
		say("isn", *o.isn)
	}
	if o.peerISN != nil {
		say("peerisn", *o.peerISN)
	}
	if o.seq != nil {
		say("seq", *o.seq)
	}
	if o.ack != nil {
		say("ack", *o.ack)
	}
	if o.flags != nil {
		say("flags", formatFlags(*o.flags))
	}
	if o.id != nil {
		say("id", *o.id)
	}
	if o.ttl != nil {
		say("ttl", *o.ttl)
	}
	if o.vlan != nil {
		say("vlan", *o.vlan)
	}
	if o.cut != nil {
		say("cut", formatList(o.cut))
	}
	if o.mss != 0 {
		say("mss", o.mss)
	}
	if o.noACK {
		words = append(words, "noack")
	}
	return words
}

func formatList(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ",")
}

// flagLetters are the TCP flags from the lowest bit up.
const flagLetters = "FSRPAUEC"

func formatFlags(f capture.TCPFlags) string {
	var letters []byte
	for i := range len(flagLetters) {
		if f&(1<<i) != 0 {
			letters = append(letters, flagLetters[i])
		}
	}
	if letters == nil {
		return "none"
	}
	return string(letters)
}

func parseFlags(value string) (*capture.TCPFlags, error) {
	var flags capture.TCPFlags
	if value == "none" {
		return &flags, nil
	}
	for _, letter := range value {
		i := strings.IndexRune(flagLetters, letter)
		if i < 0 {
			return nil, fmt.Errorf("flags are letters of %s, or none", flagLetters)
		}
		flags |= 1 << i
	}
	if value == "" {
		return nil, fmt.Errorf("flags are letters of %s, or none", flagLetters)
	}
	return &flags, nil
}
