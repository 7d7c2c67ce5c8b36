package render

import (
	"encoding/json"
	"io"

	"prescap/analyze/pipeline"
	"prescap/capture"
)

const connectionSchema = "prescap.connection/1"

// connectionJSON is a line of connections in JSON, in the order of its fields.
type connectionJSON struct {
	Schema     string      `json:"schema" doc:"prescap.connection/1"`
	Conn       uint64      `json:"conn" doc:"number of the connection in this run, from 1; a port pair used again gets a new one"`
	Streams    []labelJSON `json:"streams,omitempty" doc:"its number in each file it was seen in"`
	File       string      `json:"file" doc:"the input of its first frame, as it was named"`
	Files      []string    `json:"files,omitempty" doc:"the inputs of its first and its last frame, where they differ"`
	FirstFrame int         `json:"firstFrame" doc:"its first frame, equal to Wireshark's frame.number"`
	LastFrame  int         `json:"lastFrame" doc:"its last frame"`
	FirstTime  string      `json:"firstTime,omitempty" doc:"time of the first frame: RFC 3339, UTC, nine digits"`
	LastTime   string      `json:"lastTime,omitempty" doc:"time of the last frame"`
	Src        string      `json:"src" doc:"address and port of who opened it, or was seen first"`
	Dst        string      `json:"dst" doc:"address and port of the other side"`
	Transport  string      `json:"transport" doc:"tcp or udp"`
	Kind       string      `json:"kind" doc:"what it turned out to be: sip, tls, compressed, other, silent (no payload), unknown (too little to tell)"`
	ServerName string      `json:"serverName,omitempty" doc:"of a TLS connection: the name that the client asked for (SNI)"`
	Start      string      `json:"start,omitempty" doc:"opened (its SYN was seen) or joined; absent for UDP"`
	End        string      `json:"end" doc:"fin, rst, reused, idle, evicted, or eof: the capture ended first"`
	Reason     string      `json:"reason,omitempty" doc:"why something of it was not decoded"`
	Forward    sideJSON    `json:"forward" doc:"figures from src to dst"`
	Reverse    sideJSON    `json:"reverse" doc:"figures from dst to src"`
}

type labelJSON struct {
	File   string `json:"file" doc:"the input"`
	Stream int    `json:"stream" doc:"Wireshark's tcp.stream or udp.stream there"`
}

type sideJSON struct {
	Frames        int    `json:"frames" doc:"captured frames, duplicates included"`
	Bytes         int64  `json:"bytes" doc:"transport payload that went by, duplicates not included"`
	Messages      int    `json:"messages" doc:"SIP messages"`
	KeepAlives    int    `json:"keepAlives" doc:"runs of line ends between messages"`
	Junk          int64  `json:"junk" doc:"bytes of a SIP connection that belong to no message"`
	Hidden        int64  `json:"hidden" doc:"bytes that TLS or compression hides"`
	Duplicates    int    `json:"duplicates" doc:"frames that were captured twice"`
	Cut           int    `json:"cut" doc:"packets that a snaplen cut"`
	Lost          *int64 `json:"lost,omitempty" doc:"bytes missing in the capture; absent when not counted or not known"`
	Holes         *int   `json:"holes,omitempty" doc:"stretches of missing bytes; absent when not counted"`
	Retransmitted *int   `json:"retransmitted,omitempty" doc:"packets that brought what had been seen; absent when not counted"`
	End           string `json:"end" doc:"how this direction ended; open: no end was seen"`
}

type connectionsJSON struct {
	connections
	enc *json.Encoder
	o   Options
}

func newConnectionsJSON(w io.Writer, o Options) Renderer {
	return &connectionsJSON{enc: encoder(w), o: o}
}

// Close writes the lines.
func (r *connectionsJSON) Close(*Result) error {
	for _, c := range r.sorted() {
		line := connectionJSON{
			Schema: connectionSchema, Conn: uint64(c.ID),
			FirstFrame: c.First.Num, LastFrame: c.Last.Num, FirstTime: clockJSON(c.First), LastTime: clockJSON(c.Last),
			Src: c.Flow.Src.String(), Dst: c.Flow.Dst.String(), Transport: c.Flow.Transport.String(),
			Kind: c.Kind.String(), ServerName: c.ServerName, End: c.How.String(), Reason: c.Why(),
			Forward: sideOf(c, capture.Forward), Reverse: sideOf(c, capture.Reverse),
		}
		line.File, line.Files, _ = r.o.frames([]capture.Frame{c.First, c.Last})
		if s := begin(c); s != "-" {
			line.Start = s
		}
		for _, l := range c.Labels {
			line.Streams = append(line.Streams, labelJSON{r.o.Files.Name(l.File), l.Stream})
		}
		if err := r.enc.Encode(&line); err != nil {
			return err
		}
	}
	return nil
}

func sideOf(c *pipeline.Connection, d capture.Dir) sideJSON {
	s := &c.Sides[d]
	j := sideJSON{
		Frames: s.Frames, Bytes: s.Bytes, Messages: s.Messages, KeepAlives: s.KeepAlives,
		Junk: s.Junk, Hidden: s.Hidden, Duplicates: s.Duplicates, Cut: s.Cut, End: s.End.String(),
	}
	if !counted(c) {
		return j
	}
	j.Holes, j.Retransmitted = &s.Holes, &s.Retransmitted
	if s.Unknown == 0 {
		j.Lost = &s.Lost
	}
	return j
}
