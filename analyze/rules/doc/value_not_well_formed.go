package doc

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/decode/body"
	"prescap/decode/defect"
	"prescap/decode/mime"
	"prescap/decode/presence"
	"prescap/decode/sip"
	"prescap/decode/xmlscan"
)

// broken is a document that somebody sends again and again.
type broken struct {
	presentity, watcher, endpoint string
	request                       bool
	key                           presence.InstanceKey
}

func valueNotWellFormed() *rule.Rule {
	return &rule.Rule{
		ID: "DOC001", Name: "value-not-well-formed", Area: rule.DOC, Severity: rule.Error,
		Title: "A category document is not well-formed XML",
		Basis: []rule.Citation{
			{Doc: "enhanced-presence-categories", Tier: 2, Row: "EP-108"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `The server refuses the publication with 400, or watchers show nothing, or an old
state, of that user.`,
			Bad:  `<note xmlns="..."><body type="personal">R&D</body></note>`,
			Good: `<note xmlns="..."><body type="personal">R&amp;D</body></note>`,
			Fix: `Whatever writes the document is to escape &, < and characters that XML does not
allow, and to close what it opens; best by an XML library instead of by joining
strings. Where the document breaks off at its end, compare the Content-Length with
what was meant to be sent.`,
			Harmless: `Never by itself, but most clients pass over what they cannot read.`,
		},
		Watch: func(h *rule.Hooks) {
			told := rule.NewTold[broken](h)
			rule.On(h, func(p *rule.Pass, f *fact.MessageSeen) {
				if !ofPresence(f.Events) || !p.CheckedAlone(f.Message.Lost == 0) || doubtful(f.Message) {
					return
				}
				if len(f.Message.Defects) == 0 {
					return
				}
				for _, same := range rule.Together(flaws(f), (*flaw).like) {
					report(p, told, f, same)
				}
			})
		},
	}
}

// flaw is a breach of well-formedness in a document.
type flaw struct {
	broken
	instance *presence.CategoryInstance // Nil where none can be made out in the document.
	defect   *defect.Defect
}

// like reports whether two flaws of a message are one, published into two containers.
func (a *flaw) like(b *flaw) bool {
	return a.presentity == b.presentity && rule.SameInstance(a.key, b.key) && a.defect.Kind == b.defect.Kind && a.defect.Text == b.defect.Text
}

// flaws returns what is not well-formed in a message: in each of its instances the
// first thing, or in the document where no instance can be made out.
func flaws(f *fact.MessageSeen) []flaw {
	s := f.Subject
	who := broken{presentity: s.Presentity, watcher: s.Watcher, endpoint: s.Endpoint, request: f.Message.IsRequest()}
	var all []flaw
	survived := false
	for _, e := range f.Events {
		presentity, instances := instances(e)
		for i := range instances {
			survived = true
			if d := wellFormed(instances[i].Defects); d != nil {
				x := flaw{who, &instances[i], d}
				x.presentity, x.key = cmp.Or(presentity, s.Presentity), instances[i].Key
				all = append(all, x)
			}
		}
	}
	if d := wellFormed(f.Message.Defects); d != nil && !survived {
		all = append(all, flaw{who, nil, d})
	}
	return all
}

// instances returns the category instances of an event and whose they are.
func instances(e presence.Event) (presentity string, all []presence.CategoryInstance) {
	switch e := e.(type) {
	case *presence.Publish:
		return e.Presentity, e.Instances
	case *presence.SelfData:
		return e.Presentity, e.Instances
	case *presence.Notify:
		return e.Presentity, e.Instances
	}
	return "", nil
}

// ofPresence reports whether a message publishes or notifies, or was to: whether a
// document that carries categories is in it.
func ofPresence(events []presence.Event) bool {
	return slices.ContainsFunc(events, func(e presence.Event) bool {
		switch e := e.(type) {
		case *presence.Publish, *presence.SelfData, *presence.Notify:
			return true
		case *presence.Undecoded:
			return e.MediaType == body.TypePublish || e.MediaType == body.TypeRoaming || e.MediaType == body.TypeCategories
		}
		return false
	})
}

// doubtful reports whether it is in doubt where the body, or a part of it, ends, so
// that a document that breaks off may be none of the sender's.
func doubtful(m *sip.Message) bool {
	return slices.ContainsFunc(m.Defects, func(d defect.Defect) bool {
		switch d.Kind {
		case sip.DefectNoLength, sip.DefectNoLengthTyped, sip.DefectLengthInvalid, sip.DefectLengthContradictory,
			sip.DefectFieldsLimit, sip.DefectHeaderLimit, sip.DefectBodyLimit, sip.DefectDatagramShort, sip.DefectDatagramRest,
			sip.DefectHoleInHeader, sip.DefectHoleInBody, sip.DefectEndInHeader, sip.DefectEndInBody,
			mime.DefectNoBoundary, mime.DefectNoPart, mime.DefectNotTerminated, mime.DefectPartHeader,
			mime.DefectEncoding, mime.DefectInflate, mime.DefectLimit:
			return true
		}
		return false
	})
}

// wellFormed returns the first breach of well-formedness, nil when there is none.
func wellFormed(defects []defect.Defect) *defect.Defect {
	for i := range defects {
		if k := defects[i].Kind; k == xmlscan.DefectMalformed || k == xmlscan.DefectTruncated {
			return &defects[i]
		}
	}
	return nil
}

// report reports a document that is not well-formed, in all containers that it is
// published into, or counts it where the same one was sent before.
func report(p *rule.Pass, told rule.Told[broken], f *fact.MessageSeen, same []flaw) {
	same = slices.DeleteFunc(same, func(x flaw) bool { return told.Again(x.broken, &f.About, x.proof(f)) })
	if len(same) == 0 {
		return
	}
	first := &same[0]
	at := f.About
	at.Subject.Presentity = first.presentity
	what := "the document"
	var all []broken
	var keys []presence.InstanceKey
	for i := range same {
		all, keys = append(all, same[i].broken), append(keys, same[i].key)
	}
	if first.instance != nil {
		at.Subject.Key, at.Subject.HasKey = first.key, true
		if what = rule.Keys(keys) + ", "; len(keys) > 1 {
			what += "first in "
		}
		what += first.instance.Where()
	}
	message := fmt.Sprintf("%s: at byte %d of the message: %s", what, first.defect.Offset, first.defect.Text)
	told.Put(p.Report(&at, message, first.proof(f)), &f.About, all...)
}

// proof is where the flaw is.
func (a *flaw) proof(f *fact.MessageSeen) rule.Evidence {
	path := a.defect.Path
	if path == "" && a.instance != nil {
		path = a.instance.Where()
	}
	return rule.Evidence{Role: "the document", Frames: f.Frames, Path: path, Quote: quote(f.Message, a.defect.Offset)}
}

// quote returns what stands around an offset of a message, on one line; nothing of a
// body that is not sent as the text that it is.
func quote(m *sip.Message, at int) string {
	const before, behind = 24, 24
	if m.Header.Has(sip.HeaderContentEncoding) || slices.Contains(m.Body, 0) {
		return ""
	}
	start := m.Length - len(m.Body)
	from, to := max(at-before-start, 0), min(at+behind-start, len(m.Body))
	if from >= to {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, strings.ToValidUTF8(string(m.Body[from:to]), ""))
}
