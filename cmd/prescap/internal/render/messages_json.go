package render

import (
	"encoding/json"
	"io"

	"prescap/analyze/pipeline"
	"prescap/capture"
	"prescap/decode/sip"
)

const messageSchema = "prescap.message/1"

// messageJSON is a line of messages in JSON, in the order of its fields.
type messageJSON struct {
	Schema      string   `json:"schema" doc:"prescap.message/1"`
	N           int      `json:"n" doc:"number of the message in this run, from 1"`
	File        string   `json:"file" doc:"the input that its first frame is in, as it was named"`
	Files       []string `json:"files,omitempty" doc:"the input of each frame, parallel to frames, where they differ"`
	Frames      []int    `json:"frames" doc:"the frames whose bytes it used, ascending, equal to Wireshark's frame.number"`
	FirstFrame  int      `json:"firstFrame" doc:"the first of frames"`
	LastFrame   int      `json:"lastFrame" doc:"the last of frames"`
	Time        string   `json:"time,omitempty" doc:"time of the last frame: RFC 3339, UTC, nine digits; absent when the capture has none"`
	Src         string   `json:"src" doc:"address and port of the sender"`
	Dst         string   `json:"dst" doc:"address and port of the receiver"`
	Transport   string   `json:"transport" doc:"tcp or udp"`
	Layers      []string `json:"layers" doc:"what it came through between transport and SIP, outermost first; empty for plain SIP"`
	StartLine   string   `json:"startLine" doc:"request line or status line"`
	Method      string   `json:"method,omitempty" doc:"of a request; of a response the method in its CSeq"`
	Status      int      `json:"status,omitempty" doc:"responses only"`
	CallID      string   `json:"callId,omitempty" doc:"header field Call-ID"`
	CSeq        string   `json:"cseq,omitempty" doc:"header field CSeq, such as 1 SERVICE"`
	ContentType string   `json:"contentType,omitempty" doc:"header field Content-Type"`
	Length      int      `json:"length" doc:"bytes that are present, from the start line to the end of the body"`
	Lost        *int     `json:"lost,omitempty" doc:"bytes of it that are missing; 0 when it is whole, absent when nobody knows"`
	Defects     []string `json:"defects,omitempty" doc:"what is odd in how it was sent or captured"`
}

type messagesJSON struct {
	itemwise
	enc *json.Encoder
	o   Options
	n   int
}

func newMessagesJSON(w io.Writer, o Options) Renderer {
	return &messagesJSON{enc: encoder(w), o: o}
}

// Item writes a line.
func (r *messagesJSON) Item(it *pipeline.Item) error {
	m := it.Message
	if m == nil {
		return nil
	}
	r.n++
	line := messageJSON{
		Schema: messageSchema, N: r.n,
		FirstFrame: m.Frames[0].Num, LastFrame: m.Frames[len(m.Frames)-1].Num,
		Time: clockJSON(m.Frames[len(m.Frames)-1]),
		Src:  m.Flow.Src.String(), Dst: m.Flow.Dst.String(), Transport: m.Flow.Transport.String(),
		Layers: layerNames(m.Layers), StartLine: m.StartLine, Method: string(m.Method), Status: m.Status,
		CallID: m.Header.Get(sip.HeaderCallID), CSeq: m.CSeqText(), ContentType: m.Header.Get(sip.HeaderContentType),
		Length: m.Length,
	}
	line.File, line.Files, line.Frames = r.o.frames(m.Frames)
	if m.Lost >= 0 {
		line.Lost = &m.Lost
	}
	for _, d := range m.Defects {
		line.Defects = append(line.Defects, string(d.Kind))
	}
	return r.enc.Encode(&line)
}

func layerNames(layers []capture.Layer) []string {
	names := []string{}
	for _, l := range layers {
		name := l.Name
		if l.Detail != "" {
			name += "(" + l.Detail + ")"
		}
		names = append(names, name)
	}
	return names
}
