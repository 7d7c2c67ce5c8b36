package main

import (
	"fmt"
	"runtime/debug"

	"prescap/analyze"
	"prescap/analyze/pipeline"
	"prescap/decode/presence"
)

// study is what a run learns of its items.
type study struct {
	analyzer *analyze.Analyzer // Nil where nobody asks what events mean.
	events   int               // What messages say about presence.
	until    *moment           // Behind which nothing is analysed; nil for the end.
}

func newStudy(cfg *analyze.Config) *study {
	if cfg == nil {
		return &study{}
	}
	return &study{analyzer: analyze.New(*cfg)}
}

// take takes an item. A panic of the analysis ends the run like one of its other
// parts.
func (s *study) take(it *pipeline.Item) (err error) {
	for _, e := range it.Events {
		if _, undecoded := e.(*presence.Undecoded); !undecoded {
			s.events++
		}
	}
	if s.analyzer == nil || s.until != nil && s.until.passed(it) {
		return nil
	}
	defer func() {
		if v := recover(); v != nil {
			where := "analysing"
			if it.Message != nil {
				where = fmt.Sprintf("analysing frame %d", it.Message.Frames[0].Num)
			}
			err = &pipeline.InternalError{Where: where, Value: v, Stack: debug.Stack()}
		}
	}()
	return s.analyzer.Take(it)
}

// report is the result of the run.
func (s *study) report(acc pipeline.Account) analyze.Report {
	if s.analyzer == nil {
		return analyze.Report{Account: acc}
	}
	return s.analyzer.Report(acc)
}

// close gives back what messages are kept in.
func (s *study) close() error {
	if s.analyzer == nil {
		return nil
	}
	return s.analyzer.Close()
}
