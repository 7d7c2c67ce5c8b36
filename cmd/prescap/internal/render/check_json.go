package render

import "io"

const checkSchema = "prescap.check/1"

// checkJSON is the result of a check in JSON.
type checkJSON struct {
	Schema  string      `json:"schema" doc:"prescap.check/1"`
	Verdict verdictJSON `json:"verdict" doc:"what the result is worth"`
	resultJSON
}

type verdictJSON struct {
	Result  string   `json:"result" doc:"fail: there are findings at or above failOn; else inconclusive: there are reasons why some may be missing; else pass"`
	FailOn  string   `json:"failOn" doc:"error, warning, info or never: the severity from which on findings that are certain fail"`
	Failing int      `json:"failing" doc:"how many do"`
	Reasons []string `json:"reasons,omitempty" doc:"why it is inconclusive, or would be without findings"`
}

type checkDocument struct {
	atEnd
	w io.Writer
	o Options
}

func newCheckJSON(w io.Writer, o Options) Renderer { return &checkDocument{w: w, o: o} }

// Close writes the document.
func (r *checkDocument) Close(end *Result) error {
	v := &end.Verdict
	return encoder(r.w).Encode(&checkJSON{
		Schema:     checkSchema,
		Verdict:    verdictJSON{string(v.Word()), v.FailOn, v.Failing, v.Reasons},
		resultJSON: r.o.resultJSON(&end.Report),
	})
}
