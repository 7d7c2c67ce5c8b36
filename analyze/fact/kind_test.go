package fact

import (
	"os"
	"strings"
	"testing"
)

// all is one of each kind, in the order of the kinds.
func all() []Fact {
	return []Fact{
		(*MessageSeen)(nil),
		(*HopSeen)(nil),
		(*RequestUnanswered)(nil),
		(*ResponseSeen)(nil),
		(*ConnectionOpened)(nil),
		(*ConnectionEnded)(nil),
		(*Gap)(nil),
		(*KeepAlive)(nil),
		(*Quiet)(nil),
		(*Unreadable)(nil),
		(*Published)(nil),
		(*PublishAnswered)(nil),
		(*InstanceAnswered)(nil),
		(*Subscribed)(nil),
		(*SubscribeAnswered)(nil),
		(*NotificationSeen)(nil),
		(*Notified)(nil),
		(*SelfNotified)(nil),
		(*SelfSnapshot)(nil),
		(*ContainersEdited)(nil),
		(*ContainersAnswered)(nil),
		(*Registered)(nil),
		(*Deregistered)(nil),
		(*DialogEnded)(nil),
		(*Change)(nil),
		(*EndpointChanged)(nil),
		(*MembersChanged)(nil),
		(*Expiry)(nil),
	}
}

// Every type of fact has a kind of its own, and every kind a type.
func TestKinds(t *testing.T) {
	for i, f := range all() {
		if int(f.Kind()) != i {
			t.Errorf("%T has kind %d, not %d", f, f.Kind(), i)
		}
	}
	source, err := os.ReadFile("kind.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(source), ") isFact()"); n != int(Kinds) || n != len(all()) {
		t.Errorf("%d types, %d kinds, %d listed", n, Kinds, len(all()))
	}
}

func TestKnowledgeInWords(t *testing.T) {
	for k, want := range map[Knowledge]string{
		Whole: "whole", Lossy: "bytes missing", JoinedLate | NoBaseline: "joined late, no baseline",
		Disordered: "captured out of order",
	} {
		if got := k.String(); got != want {
			t.Errorf("%d is %q", k, got)
		}
	}
	if Knowledge(1<<Reasons-1).String() == "" || !(Lossy | OneSided).Has(Lossy) || Lossy.Has(Lossy|OneSided) {
		t.Error("reasons")
	}
}
