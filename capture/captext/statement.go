package captext

import (
	"fmt"
	"io"
	"strings"
	"time"

	"prescap/capture"
)

// A statement is one parsed line with its payload. The verb of a data
// statement is empty in the text and "data" here.
type statement struct {
	line    int
	verb    string
	wait    *time.Duration // nil where the model's is right.
	flow    capture.Flow
	start   time.Time // Of "time".
	options options
	payload []byte
}

// A grammar says what a statement with a verb may have.
type grammar struct {
	flow, wait, payload bool
	options             string // Space-separated.
}

// single lists the options that every TCP packet has.
const single = " seq ack isn peerisn flags id ttl vlan "

// grammarOf returns the grammar of a verb, and whether it is one.
func grammarOf(verb string) (grammar, bool) {
	switch verb {
	case "data":
		return grammar{true, true, true, single + "cut mss order lose again twice copyvlan noack"}, true
	case "open":
		return grammar{true, true, true, "isn peerisn ttl vlan"}, true
	case "fin":
		return grammar{true, true, true, single + "noack"}, true
	case "close":
		return grammar{true, true, false, "ttl vlan"}, true
	case "reset", "ack", "syn", "synack":
		return grammar{true, true, verb != "ack", single}, true
	case "udp":
		return grammar{true, true, true, "id ttl vlan"}, true
	case "copy":
		return grammar{false, true, false, "ttl vlan"}, true
	case "hide", "show":
		return grammar{flow: true}, true
	case "span":
		return grammar{options: "vlan off"}, true
	case "time", "peer", "begin", "end":
		return grammar{}, true
	}
	return grammar{}, false
}

// usualFlags returns the flags that packets of a verb have.
func usualFlags(verb string) capture.TCPFlags {
	switch verb {
	case "data":
		return capture.PSH | capture.ACK
	case "fin", "close":
		return capture.FIN | capture.ACK
	case "reset":
		return capture.RST | capture.ACK
	case "ack":
		return capture.ACK
	case "open", "syn":
		return capture.SYN
	case "synack":
		return capture.SYN | capture.ACK
	}
	return 0
}

// write prints the statement in canonical form.
func (s *statement) write(w io.Writer) {
	var words []string
	if s.wait != nil {
		words = append(words, formatWait(*s.wait))
	}
	if s.verb != "data" {
		words = append(words, s.verb)
	}
	if s.verb != "copy" {
		words = append(words, s.flow.Src.String(), ">", s.flow.Dst.String())
	}
	words = append(words, s.options.words()...)
	fmt.Fprintln(w, strings.Join(words, " "))
	writePayload(w, s.payload)
}

// formatWait prints seconds with three to nine digits behind the point.
func formatWait(d time.Duration) string {
	sign := "+"
	if d < 0 {
		sign = "-"
	}
	sec, nano := d/time.Second, d%time.Second
	digits := fmt.Sprintf("%09d", max(nano, -nano))
	digits = digits[:3] + strings.TrimRight(digits[3:], "0")
	return fmt.Sprintf("%s%d.%s", sign, max(sec, -sec), digits)
}
