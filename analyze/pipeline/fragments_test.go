package pipeline

import (
	"context"
	"encoding/binary"
	"testing"

	"prescap/capture"
)

// A message in IP fragments that come in the wrong order is one message, and both frames
// prove it; a fragment whose others are missing is counted.
func TestFragmentedMessage(t *testing.T) {
	text := []byte(request(1, 1, 1800))
	be := binary.BigEndian
	data := be.AppendUint16(be.AppendUint16(nil, 5060), 5060)
	data = append(be.AppendUint16(be.AppendUint16(data, uint16(8+len(text))), 0), text...)
	fragment := func(at, end, id int) capture.Record {
		flags := uint16(at / 8)
		if end < len(data) {
			flags |= 0x2000
		}
		b := append(make([]byte, 12), 0x08, 0, 0x45, 0)
		b = be.AppendUint16(b, uint16(20+end-at))
		b = be.AppendUint16(be.AppendUint16(b, uint16(id)), flags)
		b = append(b, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2)
		b = append(b, data[at:end]...)
		return capture.Record{Link: 1, Data: b, Length: len(b)}
	}
	records := []capture.Record{fragment(1200, len(data), 1), fragment(0, 1200, 2), fragment(0, 1200, 1)}
	for i := range records {
		records[i].Frame = capture.Frame{Num: i + 1, Time: at(i)}
	}
	var messages []*Item
	acc, err := Run(context.Background(), &memory{records: records}, config(2, 0), func(it *Item) error {
		if it.Message != nil {
			kept := *it
			messages = append(messages, &kept)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(messages) != 1 || acc.Loss.Fragments != 1 || acc.Loss.NotTransport+acc.Loss.Malformed != 0 {
		t.Fatalf("%d messages, %+v", len(messages), acc.Loss)
	}
	if m := messages[0].Message; string(m.Raw) != string(text) || m.Lost != 0 || len(m.Frames) != 2 || m.Frames[0].Num != 1 || m.Frames[1].Num != 3 {
		t.Errorf("%d bytes, %d lost, of frames %v", len(m.Raw), m.Lost, m.Frames)
	}
}
