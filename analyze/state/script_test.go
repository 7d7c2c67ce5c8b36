package state

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
	"prescap/decode/category"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

// TestScripts runs testdata/*.txt. A script has a statement a line, and behind each
// what the model tells because of it, as lines that begin with ">". Statements:
//
//	conn N                                on which connection the rest is
//	gap                                   bytes are missing from here on
//	advance 15m                           the clock moves
//	publish alice e1 INSTANCE; INSTANCE   a publication
//	answer 200                            ... and its answer
//	answer 409 1=8 2=9                    ... with the versions that the server has, by index
//	unanswered                            ... that did not come
//	self alice notify INSTANCE; ...       the server tells the owner; also snapshot and inanswer
//	members alice 200 v3 user:bob@contoso.com sameEnterprise
//	told bob alice INSTANCE; ...          the server tells a watcher
//	signin alice e1, signout alice e1, hangup
//	close                                 the run ends
//
// An INSTANCE is state/2/1 v4 aggregateState 3500, note/200/0 v1 "text", state/2/1 v4
// delete, state/2 for a pair with nothing in it; with time=86400, endpoint, user or
// static for what ends its life.
func TestScripts(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := run(t, string(text))
			if got == string(text) {
				return
			}
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("got\n%s", got)
		})
	}
}

// script is a script at work.
type script struct {
	t      *testing.T
	model  *Model
	out    strings.Builder
	moment uint64
	now    time.Time
	conn   capture.ConnID
	gap    uint64
	last   *fact.Published
}

func run(t *testing.T, text string) string {
	s := &script{t: t, now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), conn: 1}
	s.model = New(DefaultLimits(), s.tell, func(a *fact.About) fact.Knowledge {
		if s.gap > a.Moment {
			return fact.Lossy
		}
		return fact.Whole
	})
	s.model.Clock(s.now)
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, ">") {
			continue
		}
		s.out.WriteString(line)
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		s.moment++
		verb, rest, _ := strings.Cut(line, " ")
		s.do(verb, rest)
	}
	return s.out.String()
}

func (s *script) about(user string) fact.About {
	return fact.About{
		Time: s.now, Moment: s.moment, Conn: s.conn, Subject: fact.Subject{Presentity: aor(user)},
		Frames: []capture.Frame{{Num: int(s.moment), Time: s.now}},
	}
}

func aor(user string) string { return user + "@contoso.com" }

func (s *script) do(verb, rest string) {
	words := strings.Fields(rest)
	switch verb {
	case "conn":
		n, _ := strconv.Atoi(rest)
		s.conn = capture.ConnID(n)
	case "gap":
		s.gap = s.moment
	case "advance":
		d, err := time.ParseDuration(rest)
		if err != nil {
			s.t.Fatal(err)
		}
		s.now = s.now.Add(d)
		s.model.Clock(s.now)
	case "publish":
		a := s.about(words[0])
		a.Subject.Endpoint = words[1]
		s.last = &fact.Published{About: a, Message: &sip.Message{Method: "SERVICE", Frames: a.Frames}, Publish: &presence.Publish{
			Presentity: a.Subject.Presentity, Instances: s.instances(strings.Join(words[2:], " "), "publication"),
		}}
		s.model.Take(s.last)
	case "answer":
		s.answer(words)
	case "unanswered":
		a := s.about("")
		a.Subject = s.last.Subject
		s.model.Take(&fact.RequestUnanswered{About: a, Request: s.last.Message})
	case "close":
		s.model.Close()
	case "self":
		s.self(words[0], words[1], strings.Join(words[2:], " "))
	case "members":
		s.members(words)
	case "told":
		a := s.about(words[1])
		a.Subject.Watcher, a.Subject.Dialog = aor(words[0]), fact.DialogID{CallID: words[0]}
		s.model.Take(&fact.Notified{About: a, Message: &sip.Message{}, Carrier: fact.ByBenotify, Notify: &presence.Notify{
			Presentity: a.Subject.Presentity, Instances: s.instances(strings.Join(words[2:], " "), "category"),
		}})
	case "signin", "signout":
		a := s.about(words[0])
		a.Subject.Endpoint = words[1]
		if verb == "signin" {
			r := &presence.Register{Expires: -1}
			if len(words) > 2 { // For so many seconds.
				n, _ := strconv.Atoi(words[2])
				r.Expires = time.Duration(n) * time.Second
			}
			s.model.Take(&fact.Registered{About: a, Register: r})
		} else {
			s.model.Take(&fact.Deregistered{About: a, Reason: "signed out"})
		}
	case "hangup":
		s.model.Take(&fact.ConnectionEnded{About: s.about(""), How: capture.ByRST})
	default:
		s.t.Fatalf("no verb %q", verb)
	}
}

func (s *script) answer(words []string) {
	a := s.about("")
	a.Subject = s.last.Subject
	status, _ := strconv.Atoi(words[0])
	f := &fact.PublishAnswered{
		About: a, Publish: s.last.Publish,
		Exchange: fact.Exchange{Request: s.last.Message, Answer: &sip.Message{Status: status, Frames: a.Frames}},
	}
	for _, w := range words[1:] {
		if f.Fault == nil {
			f.Fault = &presence.Fault{}
		}
		index, current, _ := strings.Cut(w, "=")
		i, _ := strconv.Atoi(index)
		c, _ := strconv.Atoi(current)
		f.Fault.Operations = append(f.Fault.Operations, presence.FaultOperation{Index: i, CurrentVersion: uint32(c), HasCurrentVersion: true})
	}
	s.model.Take(f)
}

func (s *script) self(user, how, instances string) {
	a := s.about(user)
	data := &presence.SelfData{Presentity: a.Subject.Presentity, Instances: s.instances(instances, "category")}
	carrier := fact.ByBenotify
	switch how {
	case "snapshot":
		carrier = fact.Piggybacked
	case "inanswer":
		carrier = fact.InAnswer
	}
	s.model.Take(&fact.SelfNotified{About: a, Message: &sip.Message{}, Carrier: carrier, Data: data})
	if how == "snapshot" {
		s.model.Take(&fact.SelfSnapshot{About: a, Message: &sip.Message{}, Data: data})
	}
}

func (s *script) members(words []string) {
	a := s.about(words[0])
	id, _ := strconv.Atoi(words[1])
	version, _ := strconv.Atoi(words[2][1:])
	c := presence.Container{ID: presence.ContainerID(id), Version: uint32(version)}
	for _, w := range words[3:] {
		kind, value, _ := strings.Cut(w, ":")
		c.Members = append(c.Members, presence.Member{Type: kind, Value: value})
	}
	data := &presence.SelfData{Presentity: a.Subject.Presentity, Containers: []presence.Container{c}}
	s.model.Take(&fact.SelfNotified{About: a, Message: &sip.Message{}, Carrier: fact.ByBenotify, Data: data})
}

// instances reads "state/2/1 v4 aggregateState 3500; note/200/0 v1 text".
func (s *script) instances(text, element string) []presence.CategoryInstance {
	var all []presence.CategoryInstance
	for i, part := range strings.Split(text, ";") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		c := presence.CategoryInstance{Element: element, Index: i + 1}
		path := strings.Split(words[0], "/")
		c.Key = presence.InstanceKey{Category: presence.Name(path[0]), Container: presence.NoContainer}
		number := func(s string) int { n, _ := strconv.Atoi(s); return n }
		switch {
		case element == "category" && len(path) == 2 && len(words) > 1: // As a watcher is told.
			c.Key.Instance, c.Has = uint32(number(path[1])), presence.HasInstance
		case len(path) > 1:
			c.Key.Container, c.Has = presence.ContainerID(number(path[1])), presence.HasContainer
			if len(path) > 2 {
				c.Key.Instance, c.Has = uint32(number(path[2])), c.Has|presence.HasInstance
			}
		}
		for _, w := range words[1:] {
			n, err := strconv.Atoi(w)
			seconds, timed := strings.CutPrefix(w, "time=")
			switch {
			case w == "delete":
				c.Has |= presence.HasExpires
			case w == "endpoint" || w == "user" || w == "static":
				c.Expire = presence.ExpireType(w)
			case timed:
				c.Has |= presence.HasExpires
				c.Expire, c.Expires = presence.Timed, time.Duration(number(seconds))*time.Second
			case w[0] == 'v' && len(w) > 1 && w[1] >= '0' && w[1] <= '9':
				c.Version, c.Has = uint32(number(w[1:])), c.Has|presence.HasVersion
			case err == nil:
				st := c.Value.(*category.State)
				st.Availability = category.Number{N: uint32(n), Set: true}
			case c.Key.Category == "state":
				c.Value = &category.State{Type: category.StateType(w)}
			default:
				c.Value = &category.Note{Bodies: []category.NoteBody{{Type: "personal", Text: strings.Trim(w, `"`)}}}
			}
		}
		all = append(all, c)
	}
	return all
}

// tell writes what the model tells.
func (s *script) tell(f fact.Fact) {
	a := f.Common()
	who := strings.TrimSuffix(a.Subject.Presentity, "@contoso.com")
	switch f := f.(type) {
	case *fact.Change:
		if f.Layer == fact.ToWatcher {
			who += " for " + strings.TrimSuffix(a.Subject.Watcher, "@contoso.com")
		}
		from := words(f.From)
		if f.Unknown {
			from = "?"
		}
		fmt.Fprintf(&s.out, "> %s %s: %s → %s (%s)\n", who, a.Subject.Key, from, words(f.To), f.Cause)
	case *fact.InstanceAnswered:
		fmt.Fprintf(&s.out, "> %s %s: %d, v%d asked, %s at request, %s at answer, %s\n", who, a.Subject.Key, f.Answer.Status, f.Asked.Version,
			number(f.AtRequest), number(f.AtAnswer), f.Knowledge)
	case *fact.MembersChanged:
		fmt.Fprintf(&s.out, "> %s container %d v%d: %v → %v, unknown %t\n", who, f.Container, f.Version, f.From, f.To, f.Unknown)
	case *fact.EndpointChanged:
		fmt.Fprintf(&s.out, "> %s endpoint %s: %q → %q (%s)\n", who, a.Subject.Endpoint, f.From, f.To, f.Cause)
	case *fact.Expiry:
		fmt.Fprintf(&s.out, "> %s: %s ran out\n", who, f.What)
	}
}

func words(v *fact.Version) string {
	if v == nil {
		return "none"
	}
	return category.Text(v.Value)
}

func number(v *fact.Version) string {
	if v == nil {
		return "none"
	}
	return fmt.Sprintf("v%d", v.Number)
}
