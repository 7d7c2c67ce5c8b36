package render

import (
	"bytes"
	"fmt"
	"io"
	"text/tabwriter"

	"prescap/analyze/rule"
)

// rulesText shows rules as a table, by area.
type rulesText struct {
	atEnd
	w   io.Writer
	o   Options
	all []*rule.Rule
}

// Close writes the table.
func (r *rulesText) Close(*Result) error {
	for _, area := range rule.Areas() {
		var table bytes.Buffer
		t := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
		for _, x := range r.all {
			if x.Area == area.Area {
				fmt.Fprintf(t, "  %s\t%s\t%s\n    %s\n", x.ID, x.Severity, x.Name, x.Title)
			}
		}
		t.Flush()
		if table.Len() == 0 {
			continue
		}
		if _, err := fmt.Fprintf(r.w, "%s\n%s", r.o.paint(bold, string(area.Area)+": "+area.Doc), &table); err != nil {
			return err
		}
	}
	return nil
}
