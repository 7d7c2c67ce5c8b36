package captext

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"prescap/capture"
)

// parse returns the statements of a text, with names resolved.
func parse(text []byte) ([]*statement, error) {
	var (
		list  []*statement
		body  payload
		peers = map[string]netip.AddrPort{}
		line  int
	)
	fail := func(line int, err error) error { return fmt.Errorf("captext: line %d: %w", line, err) }
	finish := func() error {
		if len(list) == 0 {
			return nil
		}
		s := list[len(list)-1]
		data, err := body.finish()
		if err != nil {
			return fail(s.line, err)
		}
		s.payload = data
		body = payload{}
		if s.verb == "data" && len(data) == 0 {
			return fail(s.line, errors.New("data without payload; add payload lines, or write \"ack\""))
		}
		return nil
	}
	for raw := range strings.Lines(string(text)) {
		line++
		raw = strings.TrimSuffix(strings.TrimSuffix(raw, "\n"), "\r")
		if raw != "" && strings.ContainsRune(payloadMarks, rune(raw[0])) {
			if len(list) == 0 {
				return nil, fail(line, errors.New("payload before any statement"))
			}
			if g, _ := grammarOf(list[len(list)-1].verb); !g.payload {
				return nil, fail(line, fmt.Errorf("%q takes no payload", list[len(list)-1].verb))
			}
			if err := body.add(raw); err != nil {
				return nil, fail(line, err)
			}
			continue
		}
		if i := strings.Index(raw, " #"); i >= 0 {
			raw = raw[:i]
		}
		words := strings.Fields(raw)
		if len(words) == 0 || words[0][0] == '#' {
			continue
		}
		if err := finish(); err != nil {
			return nil, err
		}
		s, err := parseStatement(words, peers)
		if err != nil {
			return nil, fail(line, err)
		}
		s.line = line
		list = append(list, s)
	}
	if err := finish(); err != nil {
		return nil, err
	}
	return list, nil
}

// parseStatement reads the line of a statement. A "peer" adds to peers.
func parseStatement(words []string, peers map[string]netip.AddrPort) (*statement, error) {
	s := &statement{verb: "data"}
	if c := words[0][0]; c == '+' || c == '-' {
		wait, err := parseWait(words[0])
		if err != nil {
			return nil, err
		}
		s.wait, words = &wait, words[1:]
	}
	if len(words) == 0 {
		return nil, errors.New("a time without a statement")
	}
	isData := len(words) > 1 && words[1] == ">"
	if _, ok := grammarOf(words[0]); ok && !isData && words[0] != "data" {
		s.verb, words = words[0], words[1:]
	} else if !isData {
		return nil, fmt.Errorf("%q is no statement; packets are told as \"NAME > NAME\"", words[0])
	}
	g, _ := grammarOf(s.verb)
	if s.wait != nil && !g.wait {
		return nil, fmt.Errorf("%q takes no time", s.verb)
	}
	switch s.verb {
	case "peer":
		return s, parsePeer(words, peers)
	case "time":
		return s, s.parseTime(words)
	}
	if g.flow {
		if len(words) < 3 || words[1] != ">" {
			return nil, fmt.Errorf("%q needs two peers: %s NAME > NAME", s.verb, s.verb)
		}
		if err := s.parseFlow(words[0], words[2], peers); err != nil {
			return nil, err
		}
		words = words[3:]
	}
	for _, word := range words {
		key, value, _ := strings.Cut(word, "=")
		if !slices.Contains(strings.Fields(g.options), key) {
			return nil, fmt.Errorf("%q is no option of %q; it has: %s", key, s.verb, strings.Join(strings.Fields(g.options), " "))
		}
		if err := s.options.set(key, value); err != nil {
			return nil, fmt.Errorf("option %s: %w", word, err)
		}
	}
	return s, nil
}

func parsePeer(words []string, peers map[string]netip.AddrPort) error {
	if len(words) != 2 {
		return errors.New("a peer is: peer NAME ADDRESS:PORT")
	}
	if _, ok := grammarOf(words[0]); ok {
		return fmt.Errorf("%q is a word of the language; choose another name", words[0])
	}
	if r, _ := utf8.DecodeRuneInString(words[0]); !unicode.IsLetter(r) {
		return fmt.Errorf("%q is no name; begin it with a letter", words[0])
	}
	addr, err := parseAddr(words[1])
	if err != nil {
		return err
	}
	peers[words[0]] = addr
	return nil
}

func (s *statement) parseTime(words []string) error {
	if len(words) != 1 {
		return errors.New("a time is: time 2026-03-02T08:00:00Z")
	}
	t, err := time.Parse(time.RFC3339Nano, words[0])
	if err != nil {
		return fmt.Errorf("%q is no time; write it as 2026-03-02T08:00:00Z", words[0])
	}
	if !tellable(t) {
		return fmt.Errorf("%s is outside the years 1970 to 2199", words[0])
	}
	s.start = t.UTC()
	return nil
}

func (s *statement) parseFlow(src, dst string, peers map[string]netip.AddrPort) error {
	resolve := func(word string) (netip.AddrPort, error) {
		if addr, ok := peers[word]; ok {
			return addr, nil
		}
		addr, err := parseAddr(word)
		if err != nil {
			return addr, fmt.Errorf("%q is neither a peer told above nor ADDRESS:PORT", word)
		}
		return addr, nil
	}
	from, err := resolve(src)
	if err != nil {
		return err
	}
	to, err := resolve(dst)
	if err != nil {
		return err
	}
	if from.Addr().Is4() != to.Addr().Is4() {
		return fmt.Errorf("%s and %s are of different IP versions", from, to)
	}
	if from == to {
		return fmt.Errorf("%s cannot send to itself", from)
	}
	s.flow = capture.Flow{Src: from, Dst: to}
	if s.verb == "udp" {
		s.flow.Transport = capture.UDP
	}
	return nil
}

func parseAddr(word string) (netip.AddrPort, error) {
	addr, err := netip.ParseAddrPort(word)
	if err != nil || addr.Addr().Zone() != "" || addr.Addr().Is4In6() {
		return addr, fmt.Errorf("%q is no ADDRESS:PORT", word)
	}
	return addr, nil
}

// parseWait reads signed seconds without rounding.
func parseWait(word string) (time.Duration, error) {
	bad := fmt.Errorf("%q is no time in seconds; write it as +0.250", word)
	whole, part, _ := strings.Cut(word[1:], ".")
	sec, err := strconv.ParseUint(whole, 10, 33)
	if err != nil || len(part) > 9 {
		return 0, bad
	}
	nano, err := strconv.ParseUint((part + "000000000")[:9], 10, 32)
	if err != nil {
		return 0, bad
	}
	wait := time.Duration(sec)*time.Second + time.Duration(nano)
	if word[0] == '-' {
		wait = -wait
	}
	return wait, nil
}

// tellable reports whether captures and text can both hold the time.
func tellable(t time.Time) bool { return t.Year() >= 1970 && t.Year() < 2200 }

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

func parseUint[T uint8 | uint16 | uint32](value string, bits int) (*T, error) {
	n, err := strconv.ParseUint(value, 10, bits)
	if err != nil {
		return nil, fmt.Errorf("give a number from 0 to %d", uint64(1)<<bits-1)
	}
	return new(T(n)), nil
}

func parseOffset(value string) (*int64, error) {
	n, err := strconv.ParseInt(value, 10, 33)
	if err != nil {
		return nil, errors.New("give a number of bytes")
	}
	return &n, nil
}

func parseCount(value string) (int, error) {
	n, err := strconv.ParseUint(value, 10, 16)
	if err != nil || n == 0 {
		return 0, errors.New("give numbers from 1 to 65535")
	}
	return int(n), nil
}

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
