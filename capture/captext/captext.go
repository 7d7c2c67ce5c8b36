package captext

import (
	"bytes"
	"fmt"
	"time"
)

// Packet is one compiled packet, before it is written to a capture. Tests may
// drop, reorder or change packets and then [Write] them.
type Packet struct {
	Time time.Time
	Data []byte // The frame, from the Ethernet header on.
}

// Compile returns the pcapng capture of the conversation that text tells. An
// error names the line of the text.
func Compile(text []byte) ([]byte, error) {
	packets, err := Packets(text)
	if err != nil {
		return nil, err
	}
	return Write(packets)
}

// Packets returns the captured packets of the conversation that text tells, in
// the order of capture.
func Packets(text []byte) ([]Packet, error) {
	told, err := tell(text)
	if err != nil {
		return nil, err
	}
	packets := make([]Packet, len(told))
	for i, p := range told {
		data, err := encode(p)
		if err != nil {
			return nil, fmt.Errorf("captext: packet %d: %w", i+1, err)
		}
		packets[i] = Packet{Time: p.time, Data: data}
	}
	return packets, nil
}

// Decompile returns the canonical text of a capture, pcapng or pcap. It reads
// packets only. Packets that the language cannot tell are left out and counted
// in a comment at the end.
func Decompile(capture []byte) ([]byte, error) {
	packets, left, err := read(capture)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := describe(&out, packets); err != nil {
		return nil, err
	}
	if left > 0 {
		fmt.Fprintf(&out, "# left out: %d packets that are not whole TCP or UDP over IP\n", left)
	}
	return out.Bytes(), nil
}

// Format returns the canonical text of the conversation that text tells.
func Format(text []byte) ([]byte, error) {
	told, err := tell(text)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := describe(&out, told); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
