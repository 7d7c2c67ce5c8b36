package document

import (
	"strconv"
	"time"

	"prescap/decode/category"
	"prescap/decode/schema"
)

// TypePresentity is the media type of presence as LCS has it (wire reference 11.1).
const TypePresentity = "text/xml+msrtc.pidf"

// The namespaces of presence as LCS has it.
const (
	presenceSpace = "http://schemas.microsoft.com/2002/09/sip/presence"
	clientSpace   = "http://schemas.microsoft.com/2002/09/sip/client/presence" // In the samples of MS-SIP.
)

// Presentity is presence as LCS has it: what a server tells watchers about a user. It is
// always whole (wire reference 11.1).
type Presentity struct {
	schema.Base
	URI          string    // Of the user, mostly without scheme.
	Availability Aggregate // Of the most available device.
	Activity     Aggregate
	DisplayName  string
	Email        string
	PhoneLabel   string
	PhoneNumber  string
	UserInfo     *UserInfo // Nil when absent.
	Devices      []Device
}

// Aggregate is an availability or an activity as a number.
type Aggregate struct {
	Number      schema.Number // See AvailabilityClass and ActivityClass.
	Description string        // From clients; servers leave it empty.
	EPID        string        // Of the device that it comes from.
	Note        string        // Of an activity.
}

// Device is what one device says of its user.
type Device struct {
	URI          string        // Of the user; in a setPresence.
	EPID         string        // In a document of a server.
	Age          schema.Number // In seconds, since the device last told it; likewise.
	Availability Aggregate
	Activity     Aggregate
	Email        string
	Name         string // Of the host.
	Data         []DeviceData
	Calendar     *Calendar // Nil when absent.
	States       []State
	Input        *Input // Nil when absent.
	UserInfo     *UserInfo
}

// DeviceData is what an application keeps with a device.
type DeviceData struct {
	Namespace string // Of the application.
	Text      string
}

// Calendar is the free/busy times of a user, with the mailbox that has them.
type Calendar struct {
	category.FreeBusy
	Mailbox string // A mail address, or a distinguished name of Exchange.
}

// Input says whether somebody uses a device.
type Input struct {
	DeviceID    string    // The epid of the device.
	DeviceSince time.Time // Zero when absent, as the next one.
	Since       time.Time
	Text        string // active, idle.
}

// UserInfo is what the server keeps for a user, whatever devices there are.
type UserInfo struct {
	States []State
	Notes  []string
	OOF    *OutOfOffice // Nil when the user is not out of office.
	Phones []Phone
}

// OutOfOffice tells that a note is about being out of office.
type OutOfOffice struct {
	Text string // SIPE leaves it empty.
}

// State is a state of a user or a device, with an availability of enhanced presence.
type State struct {
	Availability schema.Number
	Since        time.Time // Zero when absent.
	DeviceID     string    // The epid of the device.
	ValidWith    string    // any-device.
	Set          string    // manual.
	Type         string    // The xsi:type, as sent.
	Nil          bool      // It counts for nothing.
	Activity     string    // A token, or a text.
}

// Phone is a phone number of a user.
type Phone struct {
	Type   string // work, mobile, home, other.
	Number string // A tel URI.
}

// Enhanced maps the availability and the activity; ok is false when one is absent.
func (p *Presentity) Enhanced() (Enhanced, bool) { return enhanced(p.Availability, p.Activity) }

func enhanced(availability, activity Aggregate) (Enhanced, bool) {
	if !availability.Number.Set || !activity.Number.Set {
		return Enhanced{}, false
	}
	return EnhancedOf(availability.Number.N, activity.Number.N)
}

// presentity describes presence as LCS has it (MS-SIP 6; wire reference 11.1). MS-SIP
// requires more than servers send in its samples, and has three namespaces for it, so that
// none is looked at.
func presentity() schema.Schema {
	const source = "MS-SIP 6"
	at := func(f func(*Presentity) any) schema.Keep { return schema.At(f) }
	return schema.Schema{
		Name: "presentity", Roots: []string{"presentity"}, Space: presenceSpace, Anywhere: true, Flags: schema.AnyChild | schema.AnyAttr,
		Doc: "presence of a user as LCS has it, from all devices", Source: source, New: func() any { return &Presentity{} },
		Rows: []schema.Row{
			{Path: "@uri", Occurs: schema.Once, Type: schema.URI(), Keep: at(func(p *Presentity) any { return &p.URI }), Doc: "the user, mostly without scheme", Source: source},
			{Path: "availability", Occurs: schema.Once, Check: inRange(), Rows: aggregate(AvailabilityClass), Keep: schema.In(func(p *Presentity) *Aggregate { return &p.Availability }),
				Doc: "whether the user can receive a call, on the most available device", Source: source},
			{Path: "activity", Occurs: schema.Once, Check: inRange(), Rows: aggregate(ActivityClass), Keep: schema.In(func(p *Presentity) *Aggregate { return &p.Activity }),
				Doc: "whether the user wants to be disturbed", Source: source},
			{Path: "displayName", Doc: "name of the user", Source: source},
			{Path: "displayName/@displayName", Occurs: schema.Once, Type: schema.String(), Keep: at(func(p *Presentity) any { return &p.DisplayName }), Doc: "name of the user, from the directory", Source: source},
			{Path: "email", Doc: "mail address of the user", Source: source},
			{Path: "email/@email", Occurs: schema.Once, Type: schema.String(), Keep: at(func(p *Presentity) any { return &p.Email }), Doc: "mail address, from the directory", Source: source},
			{Path: "phoneNumber", Doc: "phone of the user", Source: source},
			{Path: "phoneNumber/@label", Type: schema.String(), Keep: at(func(p *Presentity) any { return &p.PhoneLabel }), Doc: "how to show it; empty from servers", Source: source},
			{Path: "phoneNumber/@number", Occurs: schema.Once, Type: schema.String(), Keep: at(func(p *Presentity) any { return &p.PhoneNumber }), Doc: "number, from the directory", Source: source},
			{Path: "userInfo", Rows: userInfo(), Flags: schema.AnyChild | schema.AnyAttr, Keep: schema.One(func(p *Presentity) **UserInfo { return &p.UserInfo }),
				Doc: "what the server keeps for the user, whatever the devices", Source: source},
			{Path: "devices", Doc: "the devices of the user", Source: source},
			{Path: "devices/devicePresence", Occurs: schema.Some, Flags: schema.AnyChild, Keep: schema.Many(func(p *Presentity) *[]Device { return &p.Devices }), Rows: append([]schema.Row{
				{Path: "@epid", Type: schema.Token(), Keep: schema.At(func(d *Device) any { return &d.EPID }), Doc: "the device", Source: source},
				{Path: "@ageOfPresence", Occurs: schema.Once, Type: schema.UnsignedInt(), Keep: schema.At(func(d *Device) any { return &d.Age }),
					Doc: "seconds since the device last told it", Source: source},
			}, device("", "")...), Doc: "what one device says", Source: source},
		},
	}
}

// aggregate is what is in an availability or an activity.
func aggregate(class func(uint32) string) []schema.Row {
	const source = "MS-SIP 6"
	return []schema.Row{
		{Path: "@aggregate", Occurs: schema.Once, Type: schema.UnsignedInt(), Keep: schema.At(func(a *Aggregate) any { return &a.Number }),
			Means: schema.Meaning(func(a *Aggregate) string {
				if !a.Number.Set {
					return ""
				}
				return class(a.Number.N)
			}), Doc: "as a number, 0 to 999", Source: "MS-SIP 2.2.1"},
		{Path: "@description", Type: schema.String(), Keep: schema.At(func(a *Aggregate) any { return &a.Description }), Doc: "in words, from clients", Source: source},
		{Path: "@epid", Type: schema.Token(), Keep: schema.At(func(a *Aggregate) any { return &a.EPID }), Doc: "the device that it comes from", Source: source},
		{Path: "@note", Type: schema.String(), Keep: schema.At(func(a *Aggregate) any { return &a.Note }), Doc: "note of the user; of an activity", Source: source},
	}
}

// inRange tells that a number is above 999.
func inRange() func(any, func(text string)) {
	return schema.Checking(func(a *Aggregate, tell func(text string)) {
		if a.Number.N > 999 {
			tell("expected a number up to 999, found " + strconv.FormatUint(uint64(a.Number.N), 10))
		}
	})
}

// device is what a device says. In a setPresence the two numbers have the namespace of the
// request, what MS-SIP has beside them that of client, what else there is that of space, each
// also the other; elsewhere they have that of the document.
func device(space, client string) []schema.Row {
	const (
		source = "MS-SIP 6"
		sample = "MS-SIP 4.5"
		sipe   = "SIPE"
	)
	also, alsoClient := []string{clientSpace, winrtcSpace}, []string{presenceSpace, winrtcSpace}
	return []schema.Row{
		{Path: "availability", Occurs: schema.Once, Check: inRange(), Rows: aggregate(AvailabilityClass), Keep: schema.In(func(d *Device) *Aggregate { return &d.Availability }),
			Doc: "whether the user can receive a call on it", Source: source},
		{Path: "activity", Occurs: schema.Once, Check: inRange(), Rows: aggregate(ActivityClass), Keep: schema.In(func(d *Device) *Aggregate { return &d.Activity }),
			Doc: "whether the user wants to be disturbed", Source: source},
		{Path: "email", Space: client, Also: alsoClient, Doc: "mail address", Source: sample},
		{Path: "email/@email", Occurs: schema.Once, Type: schema.String(), Keep: schema.At(func(d *Device) any { return &d.Email }), Doc: "mail address", Source: sample},
		{Path: "deviceName", Space: client, Also: alsoClient, Doc: "the host", Source: sample},
		{Path: "deviceName/@name", Occurs: schema.Once, Type: schema.String(), Keep: schema.At(func(d *Device) any { return &d.Name }), Doc: "name of the host", Source: sample},
		{Path: "devicedata", Occurs: schema.Any, Space: client, Also: alsoClient, Keep: schema.Many(func(d *Device) *[]DeviceData { return &d.Data }), Rows: []schema.Row{
			{Path: ".", Type: schema.String(), Keep: schema.At(func(d *DeviceData) any { return &d.Text }), Doc: "what it keeps, often markup", Source: sample},
			{Path: "@namespace", Type: schema.String(), Keep: schema.At(func(d *DeviceData) any { return &d.Namespace }), Doc: "the application", Source: sample},
		}, Doc: "what an application keeps with the device", Source: sample},
		{Path: "userInfo", Space: space, Also: also, Rows: userInfo(), Flags: schema.AnyChild | schema.AnyAttr, Keep: schema.One(func(d *Device) **UserInfo { return &d.UserInfo }),
			Doc: "what the server is to keep for the user; 1024 characters at most", Source: source},
		{Path: "states", Space: space, Also: also, Doc: "states of the device", Source: "wire reference 11.1"},
		{Path: "states/state", Occurs: schema.Any, Rows: state(), Keep: schema.Many(func(d *Device) *[]State { return &d.States }), Doc: "a state of the device", Source: "wire reference 11.1"},
		{Path: "calendarInfo", Space: space, Also: also, Keep: schema.One(func(d *Device) **Calendar { return &d.Calendar }), Rows: []schema.Row{
			{Path: ".", Type: schema.Base64(), Keep: schema.At(func(c *Calendar) any { return &c.Slots }), Doc: "two bits for each slot", Source: "wire reference 11.1"},
			{Path: "@mailboxId", Type: schema.String(), Keep: schema.At(func(c *Calendar) any { return &c.Mailbox }), Doc: "mail address or distinguished name", Source: sipe},
			{Path: "@startTime", Occurs: schema.Once, Type: schema.DateTime(), Keep: schema.At(func(c *Calendar) any { return &c.Start }), Doc: "of the first slot", Source: "wire reference 11.1"},
			{Path: "@granularity", Occurs: schema.Once, Type: schema.Duration(), Keep: schema.At(func(c *Calendar) any { return &c.Granularity }), Doc: "how long a slot is", Source: "wire reference 11.1"},
		}, Means: schema.Meaning(func(c *Calendar) string { return c.FreeBusy.Text() }), Doc: "when the user is free and busy", Source: "wire reference 11.1"},
		{Path: "device", Space: space, Also: also, Keep: schema.One(func(d *Device) **Input { return &d.Input }), Rows: []schema.Row{
			{Path: "@deviceId", Type: schema.Token(), Keep: schema.At(func(i *Input) any { return &i.DeviceID }), Doc: "epid of the device", Source: sipe},
			{Path: "@since", Type: schema.DateTime(), Keep: schema.At(func(i *Input) any { return &i.DeviceSince }), Doc: "since when", Source: sipe},
			{Path: "userInput", Type: schema.Enum("userInput", false, "active", "idle"), Keep: schema.At(func(i *Input) any { return &i.Text }), Doc: "whether somebody uses it", Source: sipe},
			{Path: "userInput/@since", Type: schema.DateTime(), Keep: schema.At(func(i *Input) any { return &i.Since }), Doc: "since when", Source: sipe},
		}, Doc: "whether somebody uses the device", Source: sipe},
	}
}

// userInfo is what the server keeps for a user. MS-SIP allows anything in it.
func userInfo() []schema.Row {
	const source = "wire reference 11.1"
	return []schema.Row{
		{Path: "note", Occurs: schema.Any, Type: schema.String(), Keep: schema.Many(func(u *UserInfo) *[]string { return &u.Notes }), Doc: "note of the user", Source: source},
		{Path: "oof", Keep: schema.One(func(u *UserInfo) **OutOfOffice { return &u.OOF }), Rows: []schema.Row{
			{Path: ".", Type: schema.String(), Keep: schema.At(func(o *OutOfOffice) any { return &o.Text }), Doc: "nothing from SIPE", Source: source},
		}, Doc: "the note is about being out of office", Source: source},
		{Path: "states", Doc: "states of the user", Source: source},
		{Path: "states/state", Occurs: schema.Any, Rows: state(), Keep: schema.Many(func(u *UserInfo) *[]State { return &u.States }), Doc: "a state of the user", Source: source},
		{Path: "contact", Doc: "phones that the user entered", Source: source},
		{Path: "contact/tel", Occurs: schema.Any, Keep: schema.Many(func(u *UserInfo) *[]Phone { return &u.Phones }), Rows: []schema.Row{
			{Path: ".", Type: schema.String(), Keep: schema.At(func(p *Phone) any { return &p.Number }), Doc: "its number", Source: source},
			{Path: "@type", Type: schema.Token(), Keep: schema.At(func(p *Phone) any { return &p.Type }), Doc: "work, mobile, home, other", Source: "SIPE"},
		}, Doc: "a phone", Source: source},
	}
}

// state is what is in a state.
func state() []schema.Row {
	const (
		source = "wire reference 11.1"
		sipe   = "SIPE"
	)
	return []schema.Row{
		{Path: "@avail", Type: schema.UnsignedInt(), Keep: schema.At(func(s *State) any { return &s.Availability }), Means: schema.Meaning(func(s *State) string {
			if !s.Availability.Set {
				return ""
			}
			return category.ClassOf(s.Availability.N).String()
		}), Doc: "availability of enhanced presence", Source: source},
		{Path: "@since", Type: schema.DateTime(), Keep: schema.At(func(s *State) any { return &s.Since }), Doc: "since when", Source: source},
		{Path: "@validWith", Type: schema.Token(), Keep: schema.At(func(s *State) any { return &s.ValidWith }), Doc: "any-device", Source: sipe},
		{Path: "@deviceId", Type: schema.Token(), Keep: schema.At(func(s *State) any { return &s.DeviceID }), Doc: "epid of the device", Source: source},
		{Path: "@set", Type: schema.Token(), Keep: schema.At(func(s *State) any { return &s.Set }), Doc: "manual", Source: sipe},
		{Path: "@nil", Space: schema.InstanceSpace, Type: schema.Boolean(), Keep: schema.At(func(s *State) any { return &s.Nil }), Doc: "it counts for nothing", Source: source},
		{Path: "@type", Space: schema.InstanceSpace, Type: schema.Token(), Keep: schema.At(func(s *State) any { return &s.Type }), Doc: "userState", Source: sipe},
		{Path: ".", Type: schema.String(), Keep: schema.At(func(s *State) any { return &s.Activity }), Doc: "the activity: a token, or a text", Source: sipe},
	}
}
