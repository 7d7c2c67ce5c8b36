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
	Schema      string   `json:"schema"`
	N           int      `json:"n"`
	File        string   `json:"file"`
	Files       []string `json:"files,omitempty"` // Parallel to Frames where they differ.
	Frames      []int    `json:"frames"`
	FirstFrame  int      `json:"firstFrame"`
	LastFrame   int      `json:"lastFrame"`
	Time        string   `json:"time"`
	Src         string   `json:"src"`
	Dst         string   `json:"dst"`
	Transport   string   `json:"transport"`
	Layers      []string `json:"layers"` // Outermost first; empty for plain SIP.
	StartLine   string   `json:"startLine"`
	Method      string   `json:"method,omitempty"`
	Status      int      `json:"status,omitempty"`
	CallID      string   `json:"callId,omitempty"`
	CSeq        string   `json:"cseq,omitempty"`
	ContentType string   `json:"contentType,omitempty"`
	Length      int      `json:"length"`
	Lost        *int     `json:"lost,omitempty"` // Absent when unknown.
	Defects     []string `json:"defects,omitempty"`
}

type messagesJSON struct {
	enc *json.Encoder
	o   Options
	n   int
}

func newMessagesJSON(w io.Writer, o Options) Renderer {
	return &messagesJSON{enc: encoder(w), o: o}
}

func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
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
		Time: clockJSON(m.Time),
		Src:  m.Flow.Src.String(), Dst: m.Flow.Dst.String(), Transport: m.Flow.Transport.String(),
		Layers: layerNames(m.Layers), StartLine: m.StartLine, Method: string(m.Method), Status: m.Status,
		CallID: m.Header.Get(sip.HeaderCallID), CSeq: m.Header.Get(sip.HeaderCSeq), ContentType: m.Header.Get(sip.HeaderContentType),
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

// Close has nothing to add.
func (r *messagesJSON) Close() error { return nil }

// frames returns frames for JSON: their file, and where they are not all of one
// file the file of each.
func (o Options) frames(frames []capture.Frame) (file string, files []string, nums []int) {
	file = o.Files[frames[0].File]
	for _, f := range frames {
		nums = append(nums, f.Num)
		files = append(files, o.Files[f.File])
		if o.Files[f.File] != file {
			file = ""
		}
	}
	if file != "" {
		return file, nil, nums
	}
	return files[0], files, nums
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
