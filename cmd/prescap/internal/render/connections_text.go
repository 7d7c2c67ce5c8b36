package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"prescap/analyze/pipeline"
	"prescap/capture"
	"prescap/decode/printable"
)

// connectionsText shows a connection as a row of a table. What matters comes
// first, so that 80 columns show what a connection is and whether some of it is
// missing.
type connectionsText struct {
	connections
	w io.Writer
	o Options
}

func newConnectionsText(w io.Writer, o Options) Renderer { return &connectionsText{w: w, o: o} }

const connectionsHead = "CONN\tSTREAM\tFROM → TO\tIS\tMSGS →/←\tLOST →/←\tRETR →/←\tDUP →/←\tFRAMES →/←\tBYTES →/←\tBEGAN\tENDED\tFIRST SEEN\tREMARK\n"

// Close writes the table.
func (r *connectionsText) Close(*Result) error {
	if len(r.all) == 0 {
		return nil
	}
	var table bytes.Buffer
	t := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	io.WriteString(t, connectionsHead)
	for _, c := range r.sorted() {
		f, b := &c.Sides[capture.Forward], &c.Sides[capture.Reverse]
		lost, again := pair(lostText(f), lostText(b)), pair(f.Retransmitted, b.Retransmitted)
		if !counted(c) {
			lost, again = "-", "-"
		}
		fmt.Fprintf(t, "%d\t%s\t%s → %s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			c.ID, r.labelText(c), c.Flow.Src, c.Flow.Dst, kindText(c), pair(f.Messages, b.Messages),
			lost, again, pair(f.Duplicates, b.Duplicates), pair(f.Frames, b.Frames), pair(f.Bytes, b.Bytes),
			begin(c), c.How, clockText(c.First), remark(c))
	}
	t.Flush()
	return r.paintRows(table.String())
}

// paintRows writes the table: its head and what is not SIP dim, rows that tell
// of trouble yellow.
func (r *connectionsText) paintRows(table string) error {
	for i, line := range strings.Split(strings.TrimSuffix(table, "\n"), "\n") {
		color := dim
		if i > 0 {
			color = rowColor(r.all[i-1])
		}
		line = strings.TrimRight(line, " ")
		if color != "" {
			line = r.o.paint(color, line)
		}
		if _, err := io.WriteString(r.w, line+"\n"); err != nil {
			return err
		}
	}
	return nil
}

func rowColor(c *pipeline.Connection) string {
	f, b := &c.Sides[0], &c.Sides[1]
	switch c.Kind {
	case pipeline.Other, pipeline.Silent, pipeline.Unknown:
		return dim
	case pipeline.SIP:
		if f.Holes+b.Holes == 0 && c.Why() == "" && !oneSided(c) {
			return ""
		}
	}
	return yellow
}

func pair[T any](a, b T) string { return fmt.Sprintf("%v/%v", a, b) }

// lostText marks that more is missing than could be counted.
func lostText(s *pipeline.Side) string {
	if s.Unknown > 0 {
		return fmt.Sprintf("%d+?", s.Lost)
	}
	return fmt.Sprint(s.Lost)
}

// labelText is Wireshark's stream number; of several inputs with their names.
func (r *connectionsText) labelText(c *pipeline.Connection) string {
	var parts []string
	for _, l := range c.Labels {
		label := fmt.Sprintf("%s.%d", c.Flow.Transport, l.Stream)
		if r.o.Files.Several() {
			label = printable.Line(r.o.Files.Name(l.File)) + ":" + label
		}
		parts = append(parts, label)
	}
	return strings.Join(parts, ",")
}

func kindText(c *pipeline.Connection) string {
	if c.ServerName != "" {
		return c.Kind.String() + "(" + printable.Line(c.ServerName) + ")"
	}
	return c.Kind.String()
}

// remark says what to know of a connection beyond its figures.
func remark(c *pipeline.Connection) string {
	f, b := &c.Sides[0], &c.Sides[1]
	var parts []string
	if why := c.Why(); why != "" {
		parts = append(parts, why)
	}
	if oneSided(c) {
		parts = append(parts, "only one direction captured")
	}
	if n := f.KeepAlives + b.KeepAlives; n > 0 {
		parts = append(parts, plural(n, "keep-alive"))
	}
	if n := f.Cut + b.Cut; n > 0 {
		parts = append(parts, plural(n, "packet")+" cut by the snaplen")
	}
	if n := f.GivenUp + b.GivenUp; n > 0 {
		parts = append(parts, plural(n, "hole")+" given up for lack of room")
	}
	return strings.Join(parts, "; ")
}

// oneSided reports whether payload went by and only one direction was captured.
func oneSided(c *pipeline.Connection) bool {
	f, b := &c.Sides[0], &c.Sides[1]
	return c.Flow.Transport == capture.TCP && (f.Frames == 0) != (b.Frames == 0) && f.Bytes+b.Bytes > 0
}
