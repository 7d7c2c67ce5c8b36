package render

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"prescap/analyze/pipeline"
	"prescap/capture"
)

const connectionSchema = "prescap.connection/1"

// connections gathers the accounts of connections, which come in the order of
// their ends, to show them in the order of their beginnings.
type connections struct {
	o   Options
	all []*pipeline.Connection
}

// Item keeps an account for Close.
func (c *connections) Item(it *pipeline.Item) error {
	if it.Connection != nil {
		c.all = append(c.all, it.Connection)
	}
	return nil
}

func (c *connections) sorted() []*pipeline.Connection {
	slices.SortFunc(c.all, func(a, b *pipeline.Connection) int { return int(a.ID) - int(b.ID) })
	return c.all
}

type connectionsText struct {
	connections
	w io.Writer
}

func newConnectionsText(w io.Writer, o Options) Renderer {
	return &connectionsText{connections{o: o}, w}
}

// Close writes the table.
func (r *connectionsText) Close() error {
	if len(r.all) == 0 {
		return nil
	}
	t := tabwriter.NewWriter(r.w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "CONN\tSTREAM\tFIRST SEEN\tFORWARD DIRECTION\tIS\tBEGAN\tENDED\tMESSAGES →/←\tFRAMES →/←\tBYTES →/←\tLOST →/←\tRETRANS →/←\tDUP →/←\tREMARK")
	for _, c := range r.sorted() {
		f, b := &c.Sides[capture.Forward], &c.Sides[capture.Reverse]
		lost, again := pair(lostText(f), lostText(b)), pair(f.Retransmitted, b.Retransmitted)
		if c.Dismissed || c.Flow.Transport == capture.UDP {
			lost, again = "-", "-"
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s → %s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			c.ID, labelText(c), clockText(c.First.Time), c.Flow.Src, c.Flow.Dst, kindText(c), begin(c), c.How,
			pair(f.Messages, b.Messages), pair(f.Frames, b.Frames), pair(f.Bytes, b.Bytes),
			lost, again, pair(f.Duplicates, b.Duplicates), remark(c))
	}
	return t.Flush()
}

func pair[T any](a, b T) string { return fmt.Sprintf("%v/%v", a, b) }

// lostText marks that more is missing than could be counted.
func lostText(s *pipeline.Side) string {
	if s.Unknown > 0 {
		return fmt.Sprintf("%d+?", s.Lost)
	}
	return fmt.Sprint(s.Lost)
}

func labelText(c *pipeline.Connection) string {
	var parts []string
	for _, l := range c.Labels {
		parts = append(parts, fmt.Sprintf("%s.%d", c.Flow.Transport, l.Stream))
	}
	return strings.Join(parts, ",")
}

func kindText(c *pipeline.Connection) string {
	if c.ServerName != "" {
		return c.Kind.String() + "(" + Printable(c.ServerName) + ")"
	}
	return c.Kind.String()
}

// begin says whether the beginning was seen.
func begin(c *pipeline.Connection) string {
	switch f, b := c.Sides[0].Start, c.Sides[1].Start; {
	case c.Flow.Transport == capture.UDP:
		return "-"
	case f == capture.Opened || b == capture.Opened:
		return "opened"
	default:
		return "joined"
	}
}

// remark says what to know of a connection beyond its figures.
func remark(c *pipeline.Connection) string {
	var parts []string
	if why := c.Why(); why != "" {
		parts = append(parts, why)
	}
	if f, b := &c.Sides[0], &c.Sides[1]; (f.Frames == 0) != (b.Frames == 0) && f.Bytes+b.Bytes > 0 && c.Flow.Transport == capture.TCP {
		parts = append(parts, "only one direction captured")
	}
	if n := c.Sides[0].KeepAlives + c.Sides[1].KeepAlives; n > 0 {
		parts = append(parts, fmt.Sprintf("%d keep-alives", n))
	}
	if n := c.Sides[0].Cut + c.Sides[1].Cut; n > 0 {
		parts = append(parts, fmt.Sprintf("%d packets cut by the snaplen", n))
	}
	if n := c.Sides[0].GivenUp + c.Sides[1].GivenUp; n > 0 {
		parts = append(parts, fmt.Sprintf("%d holes given up for lack of room", n))
	}
	return strings.Join(parts, "; ")
}

// connectionJSON is a line of connections in JSON, in the order of its fields.
type connectionJSON struct {
	Schema     string      `json:"schema"`
	Conn       uint64      `json:"conn"`
	Streams    []labelJSON `json:"streams,omitempty"`
	Transport  string      `json:"transport"`
	Src        string      `json:"src"`
	Dst        string      `json:"dst"`
	FirstTime  string      `json:"firstTime"`
	LastTime   string      `json:"lastTime"`
	Kind       string      `json:"kind"`
	ServerName string      `json:"serverName,omitempty"`
	Start      string      `json:"start,omitempty"`
	End        string      `json:"end"`
	Reason     string      `json:"reason,omitempty"` // Why something was not decoded.
	Forward    sideJSON    `json:"forward"`
	Reverse    sideJSON    `json:"reverse"`
}

type labelJSON struct {
	File   string `json:"file"`
	Stream int    `json:"stream"`
}

type sideJSON struct {
	Frames        int    `json:"frames"`
	Bytes         int64  `json:"bytes"`
	Messages      int    `json:"messages"`
	KeepAlives    int    `json:"keepAlives"`
	Junk          int64  `json:"junk"`
	Hidden        int64  `json:"hidden"`
	Duplicates    int    `json:"duplicates"`
	Cut           int    `json:"cut"`
	Lost          *int64 `json:"lost,omitempty"` // Absent when not counted, or not known.
	Holes         *int   `json:"holes,omitempty"`
	Retransmitted *int   `json:"retransmitted,omitempty"`
	End           string `json:"end"`
}

type connectionsJSON struct {
	connections
	enc *json.Encoder
}

func newConnectionsJSON(w io.Writer, o Options) Renderer {
	return &connectionsJSON{connections{o: o}, encoder(w)}
}

// Close writes the lines.
func (r *connectionsJSON) Close() error {
	for _, c := range r.sorted() {
		line := connectionJSON{
			Schema: connectionSchema, Conn: uint64(c.ID),
			Transport: c.Flow.Transport.String(), Src: c.Flow.Src.String(), Dst: c.Flow.Dst.String(),
			FirstTime: clockJSON(c.First.Time), LastTime: clockJSON(c.Last.Time),
			Kind: c.Kind.String(), ServerName: c.ServerName, End: c.How.String(), Reason: c.Why(),
			Forward: sideOf(c, capture.Forward), Reverse: sideOf(c, capture.Reverse),
		}
		if s := begin(c); s != "-" {
			line.Start = s
		}
		for _, l := range c.Labels {
			line.Streams = append(line.Streams, labelJSON{r.o.Files[l.File], l.Stream})
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
	if c.Dismissed || c.Flow.Transport == capture.UDP {
		return j
	}
	j.Holes, j.Retransmitted = &s.Holes, &s.Retransmitted
	if s.Unknown == 0 {
		j.Lost = &s.Lost
	}
	return j
}
