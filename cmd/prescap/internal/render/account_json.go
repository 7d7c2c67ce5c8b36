package render

import (
	"fmt"

	"prescap/analyze"
	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/analyze/rule"
)

// resultJSON is the part of a document that tells what a run found, and what it
// could not see.
type resultJSON struct {
	Findings []findingJSON  `json:"findings" doc:"by input, frame and rule"`
	Coverage []coverageJSON `json:"coverage" doc:"of each rule, how much it had to look at"`
	Counts   countsJSON     `json:"counts" doc:"what was decoded, and what there was no room for"`
	Account  accountJSON    `json:"account" doc:"what was read, and what was not understood"`
	Bugs     []bugJSON      `json:"bugs,omitempty" doc:"rules that failed for a bug of prescap: what they would have found is missing"`
}

type coverageJSON struct {
	Rule     string       `json:"rule" doc:"its ID"`
	Name     string       `json:"name" doc:"its name"`
	Checked  int          `json:"checked" doc:"cases that it judged"`
	Silent   []silentJSON `json:"silent,omitempty" doc:"cases that it could not judge, by what the capture does not show"`
	Certain  int          `json:"certain" doc:"findings"`
	Possible int          `json:"possible" doc:"findings that the capture may not show everything about"`
	Evicted  int          `json:"evicted,omitempty" doc:"what it forgot for lack of room: it may have missed something"`
}

type silentJSON struct {
	Lack  string `json:"lack" doc:"what would have to be seen"`
	Cases int    `json:"cases" doc:"how many"`
}

type countsJSON struct {
	Methods       []namedJSON    `json:"methods" doc:"messages by method, requests and their answers, without copies on their way through servers"`
	Copies        int            `json:"copies" doc:"such copies"`
	Events        int            `json:"events" doc:"what messages say about presence"`
	Publications  int            `json:"publications" doc:"requests"`
	Refused       int            `json:"refused" doc:"publications with a final answer of 300 or above"`
	Notifications int            `json:"notifications" doc:"NOTIFY, BENOTIFY, and piggybacked"`
	Undecoded     []namedJSON    `json:"undecoded,omitempty" doc:"bodies without a decoder, by media type"`
	Severities    []severityJSON `json:"severities" doc:"findings by severity"`
	Forgotten     int            `json:"forgotten,omitempty" doc:"dialogs, presentities and the like that were forgotten for lack of room"`
	FindingsLost  int            `json:"findingsLost,omitempty" doc:"findings that were not kept for lack of room"`
	Untold        int            `json:"untold,omitempty" doc:"presentities without a timeline for lack of room, at least"`
}

type namedJSON struct {
	Name  string `json:"name,omitempty" doc:"absent where there is none"`
	Count int    `json:"count" doc:"how many"`
}

type severityJSON struct {
	Severity string `json:"severity" doc:"error, warning or info"`
	Certain  int    `json:"certain" doc:"how many"`
	Possible int    `json:"possible" doc:"how many more only may be"`
}

type accountJSON struct {
	Inputs       []inputJSON `json:"inputs" doc:"in the order in which they were named"`
	Packets      int         `json:"packets" doc:"frames read"`
	Connections  int         `json:"connections" doc:"TCP connections and UDP address pairs"`
	Messages     int         `json:"messages" doc:"SIP messages, copies included"`
	KeepAlives   int         `json:"keepAlives" doc:"runs of line ends between messages"`
	Carried      int64       `json:"carried" doc:"bytes of streams that carry or may carry SIP"`
	Lost         *int64      `json:"lost,omitempty" doc:"bytes of these missing in the capture; absent when not known"`
	Junk         int64       `json:"junk" doc:"bytes of these that belong to no message"`
	Hidden       int64       `json:"hidden" doc:"bytes that TLS or compression hides, of connections that could be SIP"`
	Duplicates   int         `json:"duplicates" doc:"frames that were captured twice"`
	Cut          int         `json:"cut" doc:"packets that a snaplen cut"`
	NotTransport int         `json:"notTransport" doc:"frames neither TCP nor UDP"`
	Fragments    int         `json:"fragments" doc:"IP fragments that could not be put together"`
	Malformed    int         `json:"malformed" doc:"packets with unusable headers"`
	LinkType     int         `json:"linkType" doc:"frames of a link type that is not supported"`
	ClockJumps   int         `json:"clockJumps" doc:"time stamps too far ahead to be believed"`
	Evicted      int         `json:"evicted" doc:"connections forgotten for lack of room"`
	GivenUp      int         `json:"givenUp" doc:"gaps given up for lack of room"`
	Window       int         `json:"window" doc:"frames captured twice that may have been missed for lack of room"`
}

type inputJSON struct {
	File    string `json:"file" doc:"as it was named"`
	Packets int    `json:"packets" doc:"frames read"`
	Bytes   int64  `json:"bytes" doc:"bytes read"`
	Skipped int    `json:"skipped,omitempty" doc:"blocks of the file passed over"`
	Dropped int    `json:"dropped,omitempty" doc:"packets that were dropped while capturing, as the file says"`
	Error   string `json:"error,omitempty" doc:"why it could not be read to its end"`

	Comments []commentJSON `json:"comments,omitempty" doc:"what somebody wrote on packets, by frame"`
}

type commentJSON struct {
	Frame int    `json:"frame" doc:"its number in the file"`
	Text  string `json:"text,omitempty" doc:"what was written"`
}

type bugJSON struct {
	Rule  string `json:"rule" doc:"its ID"`
	File  string `json:"file,omitempty" doc:"the input that it was at"`
	Frame int    `json:"frame,omitempty" doc:"the frame of it"`
	Value string `json:"value" doc:"what went wrong"`
}

func (o Options) resultJSON(r *analyze.Report) resultJSON {
	j := resultJSON{Findings: o.findingsJSON(r.Findings), Coverage: []coverageJSON{}, Counts: countsOf(r), Account: accountOf(&r.Account)}
	for i := range r.Coverage {
		c := &r.Coverage[i]
		line := coverageJSON{Rule: c.Rule.ID, Name: c.Rule.Name, Checked: c.Checked, Certain: c.Certain, Possible: c.Possible, Evicted: c.Evicted}
		for _, s := range silences(c.Skipped) {
			line.Silent = append(line.Silent, silentJSON(s))
		}
		j.Coverage = append(j.Coverage, line)
	}
	for _, b := range r.Bugs {
		bug := bugJSON{Rule: b.Rule.ID, Frame: b.Frame.Num, Value: fmt.Sprint(b.Value)}
		if b.Frame.Num > 0 {
			bug.File = o.Files.Name(b.Frame.File)
		}
		j.Bugs = append(j.Bugs, bug)
	}
	return j
}

// silence is how many cases could not be judged for lack of something.
type silence struct {
	Lack  string
	Cases int
}

// silences lists what rules lacked, in the order of rule.NeedNames.
func silences(skipped [fact.Reasons]int) []silence {
	var all []silence
	for i, name := range rule.NeedNames() {
		if skipped[i] > 0 {
			all = append(all, silence{name, skipped[i]})
		}
	}
	return all
}

func countsOf(r *analyze.Report) countsJSON {
	c := &r.Counts
	j := countsJSON{
		Methods: named(c.Methods), Copies: c.Hops, Events: c.Events, Publications: c.Publications, Refused: c.Refused,
		Notifications: c.Notifications, Undecoded: named(c.Undecoded),
		Forgotten: c.Forgotten, FindingsLost: c.Findings, Untold: c.Presentities,
	}
	t := tallyOf(r.Findings)
	for _, s := range severities() {
		j.Severities = append(j.Severities, severityJSON{s.String(), t[s].certain, t[s].possible})
	}
	return j
}

func named(counts []analyze.Count) []namedJSON {
	list := []namedJSON{}
	for _, c := range counts {
		list = append(list, namedJSON{c.Name, c.N})
	}
	return list
}

func accountOf(a *pipeline.Account) accountJSON {
	l := &a.Loss
	j := accountJSON{
		Inputs: []inputJSON{}, Packets: a.Packets, Connections: a.Connections, Messages: a.Messages, KeepAlives: a.KeepAlives,
		Carried: l.Carried, Junk: l.Junk, Hidden: l.Undecrypted, Duplicates: l.Duplicates, Cut: l.Cut,
		NotTransport: l.NotTransport, Fragments: l.Fragments, Malformed: l.Malformed, LinkType: l.LinkType,
		ClockJumps: l.ClockJumps, Evicted: l.Evicted, GivenUp: l.Reorder, Window: l.DuplicateWindow,
	}
	if l.Unknown == 0 {
		j.Lost = &l.Bytes
	}
	for _, in := range a.Inputs {
		input := inputJSON{File: in.Name, Packets: in.Packets, Bytes: in.Bytes, Skipped: in.Skipped, Dropped: in.Dropped}
		for _, c := range in.Comments {
			input.Comments = append(input.Comments, commentJSON(c))
		}
		if in.Err != nil {
			input.Error = in.Err.Error()
		}
		j.Inputs = append(j.Inputs, input)
	}
	return j
}
