package main

import (
	"prescap/capture"
	"prescap/cmd/prescap/internal/render"
	"prescap/decode"
	"prescap/decode/sip"
	"prescap/tui"
	"prescap/tui/document"
)

// inspect reads a message of a snapshot once more, for what it says and what is odd
// about it.
func inspect(s *tui.Snapshot, i int) (*tui.Message, error) {
	raw, err := s.Messages.Raw(i)
	if err != nil {
		return nil, err
	}
	shown := &tui.Message{Source: document.Source{Raw: raw}}
	m := reframed(raw, s.Messages.At(i).Flow)
	if m == nil {
		return shown, nil
	}
	for _, e := range decode.New(decode.DefaultLimits()).Decode(m) {
		kind, text := render.EventWords(e)
		shown.Says = append(shown.Says, tui.Saying{Kind: kind, Text: text})
	}
	shown.Lost = m.Lost
	for _, d := range m.Defects {
		shown.Defects = append(shown.Defects, document.Defect{Offset: d.Offset, Kind: string(d.Kind), Path: d.Path, Text: d.Text})
	}
	return shown, nil
}

// reframed is the message that bytes are; nil where they are none.
func reframed(raw []byte, flow capture.Flow) *sip.Message {
	var sink single
	f := sip.NewFramer(sip.DefaultLimits(), &sink)
	f.Push(capture.Segment{Flow: flow, Start: capture.Opened, Data: raw, Marks: []capture.Mark{{Frames: []capture.Frame{{Num: 1}}}}})
	f.Close()
	return sink.m
}

// single keeps the first message that a framer finds.
type single struct{ m *sip.Message }

func (s *single) Message(m *sip.Message) {
	if s.m == nil {
		s.m = m
	}
}

func (*single) KeepAlive(sip.KeepAlive) {}
func (*single) Junk(int)                {}
