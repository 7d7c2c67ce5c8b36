package cnt

import (
	"fmt"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/decode/presence"
)

// edit is an edit of the default container that somebody asks for.
type edit struct {
	presentity, endpoint string
	member               presence.Member
}

func defaultContainerEdited() *rule.Rule {
	return &rule.Rule{
		ID: "CNT001", Name: "default-container-edited", Area: rule.CNT, Severity: rule.Error,
		Title: "A client edits the membership of container 0",
		Basis: []rule.Citation{
			{Doc: "controlling-access-to-presence-publications", Tier: 2, Row: "EP-801"},
			{Doc: "default-container", Tier: 2, Row: "EP-801"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `The user changes who may see what, and nothing changes, or the client reports an
error.`,
			Bad: `<setContainerMembers><container id="0" version="0">
  <member action="add" type="user" value="carol@contoso.com"/></container>`,
			Good: `<setContainerMembers><container id="200" version="1">
  <member action="add" type="user" value="carol@contoso.com"/></container>`,
			Fix: `Container 0 is for everyone who is in no other container; it has no members, and no
client can change that. Put the member into the container that is meant: 100, 200,
300, 400, or 32000 to block. An application uses containers of its own.`,
			Harmless: `Never on purpose; the server does not do it.`,
		},
		Watch: func(h *rule.Hooks) {
			asked := rule.NewTable[edit, *rule.Finding](h)
			rule.On(h, func(p *rule.Pass, f *fact.ContainersEdited) {
				if !p.CheckedAlone(f.Message.Lost == 0) {
					return
				}
				for i, c := range f.Edit.Containers {
					if c.ID != 0 || len(c.Members) == 0 {
						continue
					}
					m := c.Members[0]
					proof := rule.Evidence{Role: "the edit", Frames: f.Frames, Path: fmt.Sprintf("setContainerMembers/container[%d]", i+1), Quote: `id="0"`}
					k := edit{f.Subject.Presentity, f.Subject.Endpoint, m}
					if again := asked.Touch(k); again != nil {
						(*again).Again(&f.About, proof)
						continue
					}
					message := fmt.Sprintf("%s asks to %s %s in container 0", f.Subject.Presentity, action(m), member(m))
					if more := len(c.Members) - 1; more > 0 {
						message += fmt.Sprintf(", and for %d more", more)
					}
					asked.Put(k, p.Report(&f.About, message, proof))
				}
			})
		},
	}
}

// action is what an edit does, as a verb.
func action(m presence.Member) string {
	if m.Action == "" {
		return "edit"
	}
	return string(m.Action)
}

// member names a member for people.
func member(m presence.Member) string {
	if m.Value == "" {
		return m.Type
	}
	return m.Type + " " + m.Value
}
