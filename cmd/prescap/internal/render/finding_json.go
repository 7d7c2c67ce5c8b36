package render

import (
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/presence"
	"prescap/decode/printable"
)

// findingJSON is a finding in JSON.
type findingJSON struct {
	Rule      string         `json:"rule" doc:"ID of the rule, such as PUB001; prescap explain tells about it"`
	Name      string         `json:"name" doc:"name of the rule"`
	Severity  string         `json:"severity" doc:"error, warning or info"`
	Certainty string         `json:"certainty" doc:"certain, or possible: the capture may not show everything"`
	Message   string         `json:"message" doc:"one line with concrete values"`
	Time      string         `json:"time,omitempty" doc:"when it was seen: RFC 3339, UTC, nine digits; absent when the capture has none"`
	Count     int            `json:"count" doc:"how often it was seen"`
	Last      string         `json:"last,omitempty" doc:"when it was seen last, if more than once"`
	Lowered   string         `json:"lowered,omitempty" doc:"why the severity is below that of the rule"`
	Subject   subjectJSON    `json:"subject" doc:"what it is about"`
	Evidence  []evidenceJSON `json:"evidence" doc:"what proves it, the primary evidence first"`
}

type subjectJSON struct {
	Presentity string   `json:"presentity,omitempty" doc:"address of record of whose presence it is"`
	Watcher    string   `json:"watcher,omitempty" doc:"address of record of who subscribed to it"`
	Key        *keyJSON `json:"key,omitempty" doc:"the category instance"`
	Endpoint   string   `json:"endpoint,omitempty" doc:"epid of the client, as sent"`
	CallID     string   `json:"callId,omitempty" doc:"of the dialog"`
}

type keyJSON struct {
	Category  string `json:"category" doc:"name of the category"`
	Container *int32 `json:"container,omitempty" doc:"absent in what watchers are told"`
	Instance  uint32 `json:"instance" doc:"number of the instance"`
}

type evidenceJSON struct {
	Role string `json:"role" doc:"what it shows"`
	framesJSON
	Path  string `json:"path,omitempty" doc:"where in the message"`
	Quote string `json:"quote,omitempty" doc:"the words themselves"`
}

// framesJSON is the part of an object that names frames.
type framesJSON struct {
	File   string   `json:"file,omitempty" doc:"the input that the first frame is in, as it was named"`
	Files  []string `json:"files,omitempty" doc:"the input of each frame, parallel to frames, where they differ"`
	Frames []int    `json:"frames,omitempty" doc:"the frames that prove it, ascending, equal to Wireshark's frame.number; absent where only the clock does"`
}

func (o Options) framesJSON(frames []capture.Frame) (j framesJSON) {
	if len(frames) > 0 {
		j.File, j.Files, j.Frames = o.frames(frames)
	}
	return j
}

func (o Options) findingsJSON(all []rule.Finding) []findingJSON {
	list := []findingJSON{}
	for _, f := range ordered(all) {
		j := findingJSON{
			Rule: f.Rule.ID, Name: f.Rule.Name, Severity: f.Severity.String(), Certainty: f.Certainty.String(),
			Message: printable.Text(f.Message), Time: momentJSON(f.Time, f.Evidence[0].Frames), Count: f.Count,
			Lowered: f.Lowered, Subject: subjectOf(&f.Subject),
		}
		if f.Count > 1 {
			j.Last = momentJSON(f.Last, f.Evidence[0].Frames)
		}
		for _, e := range f.Evidence {
			j.Evidence = append(j.Evidence, evidenceJSON{e.Role, o.framesJSON(e.Frames), e.Path, e.Quote})
		}
		list = append(list, j)
	}
	return list
}

func subjectOf(s *fact.Subject) subjectJSON {
	j := subjectJSON{Presentity: s.Presentity, Watcher: s.Watcher, Endpoint: s.Endpoint, CallID: s.Dialog.CallID}
	if s.HasKey {
		j.Key = &keyJSON{Category: string(s.Key.Category), Instance: s.Key.Instance}
		if s.Key.Container != presence.NoContainer {
			container := int32(s.Key.Container)
			j.Key.Container = &container
		}
	}
	return j
}

// momentJSON is how JSON output writes the time of something that frames prove;
// "" when it has none.
func momentJSON(t time.Time, frames []capture.Frame) string {
	if t.IsZero() {
		return ""
	}
	f := capture.Frame{Time: t}
	if len(frames) > 0 {
		f.Untimed = frames[len(frames)-1].Untimed
	}
	return clockJSON(f)
}
