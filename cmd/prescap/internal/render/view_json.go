package render

import (
	"io"

	"prescap/analyze/fact"
	"prescap/analyze/state"
)

// viewJSON is what a watcher saw, in JSON.
type viewJSON struct {
	Schema  string     `json:"schema" doc:"prescap.view/1"`
	Watcher string     `json:"watcher" doc:"address of record"`
	At      string     `json:"at,omitempty" doc:"up to when, as it was given; absent for the end of the capture"`
	Seen    []seenJSON `json:"seen" doc:"what was told last, by presentity, endpoint, subscription and category"`
}

type seenJSON struct {
	Presentity string          `json:"presentity" doc:"address of record"`
	Endpoint   string          `json:"endpoint,omitempty" doc:"epid of the watcher's endpoint, as sent"`
	CallID     string          `json:"callId" doc:"of the subscription"`
	Category   string          `json:"category" doc:"its name"`
	Told       string          `json:"told" doc:"when, on the capture's clock"`
	Carrier    string          `json:"carrier" doc:"NOTIFY, BENOTIFY, or piggybacked in 200"`
	Values     []seenValueJSON `json:"values" doc:"by instance; empty when it was told that there is none"`
	Missing    string          `json:"missing,omitempty" doc:"why more may have been told since than the capture shows"`
	Ended      string          `json:"ended,omitempty" doc:"how the subscription ended, where it did"`
	Containers []int32         `json:"containers,omitempty" doc:"those in which the owner has just that"`
	Owner      []ownerJSON     `json:"owner,omitempty" doc:"what the owner has, by container; absent where the capture does not show it"`
	Admits     []admissionJSON `json:"admits,omitempty" doc:"into which container the watcher falls, by both readings of the sources; absent where no members are known"`
	framesJSON
}

type seenValueJSON struct {
	Instance    uint32 `json:"instance" doc:"its number"`
	Text        string `json:"text" doc:"the value in words"`
	PublishTime string `json:"publishTime,omitempty" doc:"the server's clock"`
	Since       string `json:"since" doc:"when it was told first"`
}

type ownerJSON struct {
	Container int32  `json:"container" doc:"its number"`
	Text      string `json:"text" doc:"the values in words"`
}

type admissionJSON struct {
	Container int32  `json:"container" doc:"its number; 0 where no member fits"`
	Reading   string `json:"reading" doc:"which container counts by it"`
	Because   string `json:"because,omitempty" doc:"the member that it rests on"`
}

type viewDocument struct {
	atEnd
	w           io.Writer
	o           Options
	watcher, at string
}

// Close writes the document.
func (r *viewDocument) Close(end *Result) error {
	j := viewJSON{Schema: viewSchema, Watcher: r.watcher, At: r.at, Seen: []seenJSON{}}
	for i := range end.Seen {
		j.Seen = append(j.Seen, r.seen(&end.Seen[i]))
	}
	return encoder(r.w).Encode(&j)
}

func (r *viewDocument) seen(s *state.Seen) seenJSON {
	j := seenJSON{
		Presentity: s.Presentity, Endpoint: s.Endpoint, CallID: s.Dialog, Category: string(s.Category), Told: momentJSON(s.Told, nil), Carrier: s.Carrier.String(),
		Values: listOf(s.Values, func(v state.SeenValue) seenValueJSON {
			return seenValueJSON{v.Instance, v.Text, momentJSON(v.Publish, nil), momentJSON(v.Since, nil)}
		}),
		framesJSON: r.o.framesJSON(s.Frames),
	}
	if s.Missing != fact.Whole {
		j.Missing = s.Missing.String()
	}
	if s.Ended.End != fact.Alive {
		j.Ended = s.Ended.How
	}
	for _, c := range s.Containers {
		j.Containers = append(j.Containers, int32(c))
	}
	for _, o := range s.Owner {
		j.Owner = append(j.Owner, ownerJSON{int32(o.Container), o.Text})
	}
	for _, a := range s.Admits {
		j.Admits = append(j.Admits, admissionJSON{int32(a.Container), a.Reading, a.Because})
	}
	return j
}
