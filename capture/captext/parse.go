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
	p := parser{peers: map[string]netip.AddrPort{}}
	for line := range strings.Lines(string(text)) {
		p.line++
		if err := p.add(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")); err != nil {
			return nil, err
		}
	}
	return p.list, p.finish()
}

// atLine says on which line of the text an error is.
func atLine(line int, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("captext: line %d: %w", line, err)
}

// A parser collects statements line by line.
type parser struct {
	line  int // Number of the line at work.
	list  []*statement
	last  *statement // The end of the list, or nil.
	body  payload    // Of last.
	peers map[string]netip.AddrPort
}

// add takes one line.
func (p *parser) add(line string) error {
	if line != "" && strings.IndexByte(payloadMarks, line[0]) >= 0 {
		return atLine(p.line, p.addPayload(line))
	}
	if i := strings.Index(line, " #"); i >= 0 {
		line = line[:i]
	}
	words := strings.Fields(line)
	if len(words) == 0 || words[0][0] == '#' {
		return nil
	}
	if err := p.finish(); err != nil {
		return err
	}
	s, err := parseStatement(words, p.peers)
	if err != nil {
		return atLine(p.line, err)
	}
	s.line = p.line
	p.list, p.last, p.body = append(p.list, s), s, payload{}
	return nil
}

// addPayload takes one payload line.
func (p *parser) addPayload(line string) error {
	if p.last == nil {
		return errors.New("payload before any statement")
	}
	if g, _ := grammarOf(p.last.verb); !g.payload {
		return fmt.Errorf("%q takes no payload", p.last.verb)
	}
	return p.body.add(line)
}

// finish completes the last statement.
func (p *parser) finish() error {
	if p.last == nil {
		return nil
	}
	data, err := p.body.finish()
	if err == nil && p.last.verb == "data" && len(data) == 0 {
		err = errors.New("data without payload; add payload lines, or write \"ack\"")
	}
	if err != nil {
		return atLine(p.last.line, err)
	}
	p.last.payload = data
	return nil
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

// parsePeer reads a name and its address.
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

// parseTime reads the time of "time".
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

// parseFlow reads who sends to whom.
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

// parseAddr reads ADDRESS:PORT.
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
