package document

import (
	"fmt"

	"prescap/decode/schema"
)

// TypePresentity is the media type of presence as LCS has it (wire reference 11.1).
const TypePresentity = "text/xml+msrtc.pidf"

// Presentity is the presence of a user as LCS has it: the aggregate of all devices, what
// the user entered, and the devices one by one.
type Presentity struct {
	schema.Base
	URI          string // Without scheme.
	Availability Aggregate
	Activity     Aggregate
	DisplayName  string
	Email        string
	Phone        string
	User         UserInfo
	Devices      []DevicePresence
}

// Aggregate is a number that says how available somebody is, or what somebody does.
type Aggregate struct {
	Number      schema.Number
	EPID        string // Of the endpoint that it comes from.
	Note        string
	Description string
}

// UserInfo is what a user entered.
type UserInfo struct {
	States []UserStateInfo
	Note   string
	OOF    string
	Phone  string // Of contact.
}

// UserStateInfo is a state that the user chose.
type UserStateInfo struct {
	Availability schema.Number
	Since        string
	Device       string
	Nil          schema.Flag
	Text         string
}

// DevicePresence is the presence of one device.
type DevicePresence struct {
	EPID         string
	Age          schema.Number // In seconds.
	Availability Aggregate
	Activity     Aggregate
	DeviceName   string
	Calendar     CalendarInfo
	States       []UserStateInfo
}

// CalendarInfo is what the calendar has, in base64.
type CalendarInfo struct{ Start, Granularity, Slots string }

// availability says what the number means (wire reference 11.1).
func (a *Aggregate) availability() string {
	switch n := a.Number.N; {
	case !a.Number.Set:
		return ""
	case n < 100:
		return "cannot be called"
	case n < 200:
		return "may be online"
	case n < 300:
		return "a device is connected"
	case n < 400:
		return "near a device"
	}
	return "undefined"
}

// activity says what the number means (wire reference 11.1).
func (a *Aggregate) activity() string {
	if !a.Number.Set {
		return ""
	}
	for _, c := range []struct {
		to   uint32
		text string
	}{
		{100, "none"}, {150, "away"}, {200, "out to lunch"}, {300, "idle"}, {400, "be right back"}, {500, "active"},
		{600, "in a call"}, {700, "busy"}, {800, "away"}, {1000, "active"},
	} {
		if a.Number.N < c.to {
			return c.text
		}
	}
	return "undefined"
}

// Text says how available somebody is, and what that user does.
func (p *Presentity) Text() string {
	text := ""
	if p.Availability.Number.Set {
		text = fmt.Sprintf("%s (%d)", p.Availability.availability(), p.Availability.Number.N)
	}
	if p.Activity.Number.Set {
		if text != "" {
			text += ", "
		}
		text += fmt.Sprintf("%s (%d)", p.Activity.activity(), p.Activity.Number.N)
	}
	return text
}

// aggregate is the rows of availability and activity.
func aggregate(path string, f func(*Presentity) *Aggregate, means func(*Aggregate) string) []schema.Row {
	return aggregateOf(path, schema.Row{Path: path, Flags: schema.AnyAttr, Keep: schema.In(f), Doc: "the aggregate of all devices", Source: legacySource}, means)
}

const legacySource = "wire reference 11.1"

func aggregateOf(path string, row schema.Row, means func(*Aggregate) string) []schema.Row {
	return []schema.Row{
		row,
		{Path: path + "/@aggregate", Occurs: schema.Once, Type: schema.UnsignedInt(), Keep: schema.At(func(a *Aggregate) any { return &a.Number }), Means: schema.Meaning(means), Doc: "the number", Source: legacySource},
		{Path: path + "/@epid", Type: schema.Token(), Keep: schema.At(func(a *Aggregate) any { return &a.EPID }), Doc: "the endpoint that it comes from", Source: legacySource},
		{Path: path + "/@note", Type: schema.String(), Keep: schema.At(func(a *Aggregate) any { return &a.Note }), Doc: "a text beside it", Source: legacySource},
		{Path: path + "/@description", Type: schema.String(), Keep: schema.At(func(a *Aggregate) any { return &a.Description }), Doc: "in words", Source: "MS-SIP, example of setPresence"},
	}
}

// userStateInfo is what is in a state of userInfo and of devices.
func userStateInfo() []schema.Row {
	return []schema.Row{
		{Path: ".", Type: schema.String(), Keep: schema.At(func(s *UserStateInfo) any { return &s.Text }), Doc: "its text", Source: legacySource},
		{Path: "@avail", Type: schema.UnsignedInt(), Keep: schema.At(func(s *UserStateInfo) any { return &s.Availability }), Doc: "availability, as categories have it", Source: legacySource},
		{Path: "@since", Type: schema.Token(), Keep: schema.At(func(s *UserStateInfo) any { return &s.Since }), Doc: "from when on", Source: legacySource},
		{Path: "@deviceId", Type: schema.Token(), Keep: schema.At(func(s *UserStateInfo) any { return &s.Device }), Doc: "the device", Source: legacySource},
		{Path: "@nil", Type: schema.Boolean(), Keep: schema.At(func(s *UserStateInfo) any { return &s.Nil }), Doc: "there is none", Source: legacySource},
	}
}

// presentity describes presence as LCS has it. What it says of elements that it does not
// list has no source: they are no defect.
func presentity() schema.Schema {
	const source = legacySource
	text := func(path, doc string, f func(*Presentity) any) schema.Row {
		return schema.Row{Path: path, Type: schema.String(), Flags: schema.AnyAttr, Keep: schema.At(f), Doc: doc, Source: source}
	}
	// Pages and SIPE have these names with the text as content, or in an attribute of the
	// element, which is kept as it is.
	rows := []schema.Row{
		{Path: "@uri", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(p *Presentity) any { return &p.URI }), Doc: "the user, without scheme", Source: source},
	}
	rows = append(rows, aggregate("availability", func(p *Presentity) *Aggregate { return &p.Availability }, (*Aggregate).availability)...)
	rows = append(rows, aggregate("activity", func(p *Presentity) *Aggregate { return &p.Activity }, (*Aggregate).activity)...)
	rows = append(rows,
		schema.Row{Path: "displayName", Flags: schema.AnyAttr, Doc: "the name", Source: source},
		schema.Row{Path: "displayName/@displayName", Type: schema.String(), Keep: schema.At(func(p *Presentity) any { return &p.DisplayName }), Doc: "the name", Source: source},
		schema.Row{Path: "email", Flags: schema.AnyAttr, Doc: "the mail address", Source: source},
		schema.Row{Path: "email/@email", Type: schema.String(), Keep: schema.At(func(p *Presentity) any { return &p.Email }), Doc: "the mail address", Source: source},
		schema.Row{Path: "phoneNumber", Flags: schema.AnyAttr, Doc: "the phone", Source: source},
		schema.Row{Path: "phoneNumber/@number", Type: schema.String(), Keep: schema.At(func(p *Presentity) any { return &p.Phone }), Doc: "the phone", Source: source},
		schema.Row{Path: "userInfo", Flags: schema.AnyAttr | schema.AnyChild, Doc: "what the user entered", Source: source},
		schema.Row{Path: "userInfo/states", Flags: schema.AnyAttr, Doc: "states", Source: source},
		schema.Row{Path: "userInfo/states/state", Occurs: schema.Any, Flags: schema.AnyAttr, Keep: schema.Many(func(p *Presentity) *[]UserStateInfo { return &p.User.States }), Rows: userStateInfo(), Doc: "a state that the user chose", Source: source},
		text("userInfo/note", "the note", func(p *Presentity) any { return &p.User.Note }),
		text("userInfo/oof", "the note of who is out of office", func(p *Presentity) any { return &p.User.OOF }),
		schema.Row{Path: "userInfo/contact", Flags: schema.AnyAttr | schema.AnyChild, Doc: "how to reach the user", Source: source},
		text("userInfo/contact/tel", "the phone", func(p *Presentity) any { return &p.User.Phone }),
		schema.Row{Path: "devices", Flags: schema.AnyAttr, Doc: "the devices", Source: source},
		schema.Row{Path: "devices/devicePresence", Occurs: schema.Any, Flags: schema.AnyAttr | schema.AnyChild, Keep: schema.Many(func(p *Presentity) *[]DevicePresence { return &p.Devices }), Doc: "a device", Source: source},
		schema.Row{Path: "devices/devicePresence/@epid", Type: schema.Token(), Keep: schema.At(func(d *DevicePresence) any { return &d.EPID }), Doc: "the endpoint", Source: source},
		schema.Row{Path: "devices/devicePresence/@ageOfPresence", Type: schema.UnsignedInt(), Keep: schema.At(func(d *DevicePresence) any { return &d.Age }), Doc: "for how many seconds it has been so", Source: source},
	)
	const device = "devices/devicePresence/"
	rows = append(rows, aggregateOf(device+"availability", schema.Row{Path: device + "availability", Flags: schema.AnyAttr, Keep: schema.In(func(d *DevicePresence) *Aggregate { return &d.Availability }), Doc: "of the device", Source: source}, (*Aggregate).availability)...)
	rows = append(rows, aggregateOf(device+"activity", schema.Row{Path: device + "activity", Flags: schema.AnyAttr, Keep: schema.In(func(d *DevicePresence) *Aggregate { return &d.Activity }), Doc: "of the device", Source: source}, (*Aggregate).activity)...)
	rows = append(rows,
		schema.Row{Path: device + "deviceName", Flags: schema.AnyAttr, Doc: "its name", Source: source},
		schema.Row{Path: device + "deviceName/@name", Type: schema.String(), Keep: schema.At(func(d *DevicePresence) any { return &d.DeviceName }), Doc: "its name", Source: source},
		schema.Row{Path: device + "calendarInfo", Flags: schema.AnyAttr, Keep: schema.In(func(d *DevicePresence) *CalendarInfo { return &d.Calendar }), Doc: "what the calendar has", Source: source},
		schema.Row{Path: device + "calendarInfo/.", Type: schema.Base64(), Keep: schema.At(func(c *CalendarInfo) any { return &c.Slots }), Doc: "two bits a slot", Source: source},
		schema.Row{Path: device + "calendarInfo/@startTime", Type: schema.Token(), Keep: schema.At(func(c *CalendarInfo) any { return &c.Start }), Doc: "when the first slot begins", Source: source},
		schema.Row{Path: device + "calendarInfo/@granularity", Type: schema.Token(), Keep: schema.At(func(c *CalendarInfo) any { return &c.Granularity }), Doc: "how long a slot is", Source: source},
		schema.Row{Path: device + "states", Flags: schema.AnyAttr, Doc: "states", Source: source},
		schema.Row{Path: device + "states/state", Occurs: schema.Any, Flags: schema.AnyAttr, Keep: schema.Many(func(d *DevicePresence) *[]UserStateInfo { return &d.States }), Rows: userStateInfo(), Doc: "a state of the device", Source: source},
	)
	return schema.Schema{
		Name: "presentity", Roots: []string{"presentity"}, Space: "http://schemas.microsoft.com/2002/09/sip/presence", Anywhere: true, Flags: schema.AnyAttr | schema.AnyChild,
		Doc: "presence as LCS has it", Source: source, New: func() any { return &Presentity{} }, Rows: rows,
	}
}
