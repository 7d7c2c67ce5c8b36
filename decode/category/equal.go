package category

import (
	"slices"

	"prescap/decode/words"
)

// Equal reports whether two values say the same. Documents without a decoder are
// the same when their lengths and sums are.
func Equal(a, b Value) bool {
	switch a := a.(type) {
	case *State:
		b, ok := b.(*State)
		return ok && (a == b || a.equal(b))
	case *Note:
		b, ok := b.(*Note)
		return ok && (a == b || slices.EqualFunc(a.Bodies, b.Bodies, NoteBody.equal))
	case *Device:
		b, ok := b.(*Device)
		return ok && (a == b || a.equal(b))
	case Opaque:
		b, ok := b.(Opaque)
		return ok && a.Length == b.Length && a.Sum == b.Sum
	}
	return a == nil && b == nil
}

// equal reports whether two documents say the same.
func (s *State) equal(o *State) bool {
	return s.Type == o.Type && s.Manual == o.Manual &&
		s.HasAvailability == o.HasAvailability && s.Availability == o.Availability &&
		slices.Equal(s.Activities, o.Activities) &&
		s.EndpointLocation == o.EndpointLocation && s.Device == o.Device &&
		s.MeetingSubject == o.MeetingSubject && s.MeetingLocation == o.MeetingLocation &&
		s.TimeZoneBias == o.TimeZoneBias && s.TimeZoneName == o.TimeZoneName &&
		s.URI == o.URI && s.EndpointID == o.EndpointID &&
		s.StartTime.Equal(o.StartTime) && s.LastActive.Equal(o.LastActive)
}

// equal reports whether two texts say the same.
func (n NoteBody) equal(o NoteBody) bool {
	return n.Type == o.Type && (n.Text == o.Text || len(n.Text) >= words.Longest/2 && words.Short(n.Text) == words.Short(o.Text)) && n.Start.Equal(o.Start) && n.End.Equal(o.End)
}

// equal reports whether two documents say the same.
func (d *Device) equal(o *Device) bool {
	return d.EndpointID == o.EndpointID && d.MachineName == o.MachineName && d.TimeZone == o.TimeZone &&
		slices.Equal(d.Capabilities, o.Capabilities)
}
