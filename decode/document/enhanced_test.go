package document_test

import (
	"testing"

	"prescap/decode/document"
	"prescap/decode/schema"
)

func TestClasses(t *testing.T) {
	for n, want := range map[uint32]string{
		0: "cannot receive calls", 99: "cannot receive calls", 100: "maybe online", 199: "maybe online", 200: "device connected",
		299: "device connected", 300: "near a device", 399: "near a device", 400: "", 1 << 31: "",
	} {
		if got := document.AvailabilityClass(n); got != want {
			t.Errorf("availability %d is %q, want %q", n, got, want)
		}
	}
	for n, want := range map[uint32]string{
		0: "not known", 99: "not known", 100: "away", 149: "away", 150: "out to lunch", 199: "out to lunch", 200: "idle", 299: "idle",
		300: "be right back", 399: "be right back", 400: "active", 499: "active", 500: "in a session", 599: "in a session",
		600: "busy", 699: "busy", 700: "away", 799: "away", 800: "active", 999: "active", 1000: "", 1 << 31: "",
	} {
		if got := document.ActivityClass(n); got != want {
			t.Errorf("activity %d is %q, want %q", n, got, want)
		}
	}
}

// The pairs of wire reference 11.2, and what lies between.
func TestEnhancedOf(t *testing.T) {
	const sipe, inferred = document.GradeSIPE, document.GradeInferred
	for _, c := range []struct {
		availability, activity uint32
		want                   document.Enhanced
	}{
		{0, 0, document.Enhanced{Availability: 18500, Grade: sipe}},
		{0, 100, document.Enhanced{Availability: 18500, Grade: sipe}},
		{0, 400, document.Enhanced{Availability: 18500, Grade: inferred}},
		{99, 0, document.Enhanced{Availability: 18500, Grade: inferred}},
		{300, 400, document.Enhanced{Availability: 3500, Grade: sipe}},
		{300, 200, document.Enhanced{Availability: 5000, Grade: inferred}},
		{300, 600, document.Enhanced{Availability: 6500, Grade: sipe}},
		{300, 500, document.Enhanced{Availability: 6500, Token: "on-the-phone", Grade: sipe}},
		{300, 300, document.Enhanced{Availability: 12500, Grade: sipe}},
		{300, 100, document.Enhanced{Availability: 15500, Grade: sipe}},
		{300, 150, document.Enhanced{Availability: 15500, Grade: inferred}},
		{300, 750, document.Enhanced{Availability: 15500, Grade: inferred}},
		{200, 450, document.Enhanced{Availability: 3500, Grade: inferred}},
		{200, 600, document.Enhanced{Availability: 6500, Grade: inferred}},
		{300, 999, document.Enhanced{Availability: 3500, Grade: inferred}},
	} {
		got, ok := document.EnhancedOf(c.availability, c.activity)
		if !ok || got != c.want {
			t.Errorf("%d/%d is %+v %v, want %+v", c.availability, c.activity, got, ok, c.want)
		}
	}
	for _, c := range [][2]uint32{{300, 0}, {100, 99}, {300, 1000}, {1000, 400}} {
		if got, ok := document.EnhancedOf(c[0], c[1]); ok {
			t.Errorf("%v is %+v", c, got)
		}
	}
	set := &document.SOAP{Set: &document.SetPresence{Device: &document.Device{
		Availability: document.Aggregate{Number: schema.Number{N: 300, Set: true}}, Activity: document.Aggregate{Number: schema.Number{N: 300, Set: true}}}}}
	if e, ok := set.Enhanced(); !ok || e.Class().String() != "be right back" {
		t.Errorf("what is set is %+v", e)
	}
	if _, ok := (&document.SOAP{}).Enhanced(); ok {
		t.Error("what sets nothing has a class")
	}
	if _, ok := (&document.Presentity{}).Enhanced(); ok {
		t.Error("what is absent has a class")
	}
}

func TestText(t *testing.T) {
	level := func(n uint32) document.Aggregate { return document.Aggregate{Number: schema.Number{N: n, Set: true}} }
	for want, v := range map[string]document.Value{
		"": &document.Presentity{},
		"near a device, busy (300/600), chose 9500, [OOF] “Back on Monday”": &document.Presentity{Availability: level(300), Activity: level(600), UserInfo: &document.UserInfo{
			Notes: []string{"Back\non Monday "}, OOF: &document.OutOfOffice{}, States: []document.State{{Availability: schema.Number{N: 9500, Set: true}}, {Availability: schema.Number{N: 1, Set: true}, Nil: true}}}},
		"(1000/-)":              &document.Presentity{Availability: level(1000)},
		"near a device (300/-)": &document.Presentity{Availability: level(300)},
		"setPresence active (-/400), “in town”, ALICE-PC": &document.SOAP{Set: &document.SetPresence{Device: &document.Device{Name: "ALICE-PC", Activity: document.Aggregate{Number: schema.Number{N: 400, Set: true}, Note: "in town"}}}},
		"Fault Client, “Bad request”":                     &document.SOAP{Fault: &document.SOAPFault{Code: "Client", Text: "Bad request"}},
		"open, busy, “In a meeting”, on-the-phone, reading, “a”": &document.PIDF{
			Tuples:  []document.Tuple{{Basic: "open", Activities: &document.Activities{All: []schema.Other{{Name: "activity", Text: "busy"}}}, Notes: []document.Note{{Text: "In a meeting"}}}},
			Persons: []document.Person{{Activities: []document.Activities{{All: []schema.Other{{Name: "on-the-phone"}, {Name: "other", Text: "reading"}}}}, Notes: []document.Note{{Text: "a"}}}}},
		"inuse, onthephone, “a”": &document.XPIDF{Atoms: []document.Atom{{Addresses: []document.Address{{Status: "inuse", Substatus: "onthephone", Note: "a"}}}}},
		"open, open, open, open, open, open, open, open, open, open, open, open, …": &document.XPIDF{Atoms: []document.Atom{{Addresses: make13("open")}}},
	} {
		if got := document.Text(v); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func make13(status string) (all []document.Address) {
	for range 13 {
		all = append(all, document.Address{Status: status})
	}
	return all
}
