package render

import (
	"io"

	"prescap/analyze/timeline"
)

const reportSchema = "prescap.report/2"

// reportJSON is a report in JSON.
type reportJSON struct {
	Schema       string           `json:"schema" doc:"prescap.report/2"`
	Inconclusive []string         `json:"inconclusive,omitempty" doc:"why what was found may not be all there is"`
	Presentities []presentityJSON `json:"presentities" doc:"by address of record"`
	resultJSON
}

type presentityJSON struct {
	Presentity string      `json:"presentity" doc:"address of record"`
	State      string      `json:"state,omitempty" doc:"the last aggregate state that was seen, in words; absent when none was"`
	Since      string      `json:"since,omitempty" doc:"when it was seen first"`
	Gone       bool        `json:"gone,omitempty" doc:"true when every endpoint that was seen to sign in has left"`
	Dropped    int         `json:"dropped,omitempty" doc:"older entries that there was no room for"`
	Entries    []entryJSON `json:"entries" doc:"what changed, in the order in which it did"`
}

type entryJSON struct {
	Time       string  `json:"time,omitempty" doc:"capture clock: RFC 3339, UTC, nine digits; absent when the capture has none"`
	Lane       string  `json:"lane" doc:"what changed: user state, aggregate, note, endpoint 5f1c2a9b07, seen by bob@contoso.com, ..."`
	Containers []int32 `json:"containers,omitempty" doc:"where"`
	From       string  `json:"from,omitempty" doc:"in words; absent when nothing was there, or nobody knows what"`
	To         string  `json:"to,omitempty" doc:"in words; absent when nothing is there any more"`
	Cause      string  `json:"cause,omitempty" doc:"why"`
	Unknown    bool    `json:"unknown,omitempty" doc:"true when nobody knows what was there before"`
	Refused    bool    `json:"refused,omitempty" doc:"true when it did not come to pass: to says what was refused"`
	Initial    bool    `json:"initial,omitempty" doc:"true when it is no change, but the first that was seen of it"`
	Detail     bool    `json:"detail,omitempty" doc:"true when it is of a category that goes with presence: services, contactCard, ..."`
	framesJSON
}

type reportDocument struct {
	atEnd
	w io.Writer
	o Options
}

func newReportJSON(w io.Writer, o Options) Renderer { return &reportDocument{w: w, o: o} }

// Close writes the document.
func (r *reportDocument) Close(end *Result) error {
	j := reportJSON{
		Schema: reportSchema, Inconclusive: end.Verdict.Reasons,
		Presentities: []presentityJSON{}, resultJSON: r.o.resultJSON(&end.Report),
	}
	for i := range end.Presentities {
		j.Presentities = append(j.Presentities, r.presentity(&end.Presentities[i]))
	}
	return encoder(r.w).Encode(&j)
}

func (r *reportDocument) presentity(t *timeline.Timeline) presentityJSON {
	j := presentityJSON{Presentity: t.Name, State: t.State, Since: momentJSON(t.Since, nil), Gone: t.Gone, Dropped: t.Dropped, Entries: []entryJSON{}}
	for i := range t.Entries {
		e := &t.Entries[i]
		line := entryJSON{
			Time: momentJSON(e.Time, e.Frames), Lane: e.Lane, Containers: e.Containers, From: e.From, To: e.To, Cause: e.Cause,
			Refused: e.Refused, Initial: e.Initial, Detail: e.Detail, framesJSON: r.o.framesJSON(e.Frames),
		}
		if e.From == timeline.Unknown {
			line.From, line.Unknown = "", true
		}
		j.Entries = append(j.Entries, line)
	}
	return j
}
