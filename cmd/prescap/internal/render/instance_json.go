package render

import (
	"prescap/decode/category"
	"prescap/decode/presence"
)

// instanceJSON is a category instance in JSON. At most one of the values is there.
type instanceJSON struct {
	Where       string      `json:"where" doc:"its element in the document, counted from 1: publication[3]"`
	Category    string      `json:"category" doc:"name of the category"`
	Container   *int32      `json:"container,omitempty" doc:"number of the container"`
	Instance    *uint32     `json:"instance,omitempty" doc:"number of the instance"`
	Version     *uint32     `json:"version,omitempty" doc:"in a publication the one that it is to follow"`
	ExpireType  string      `json:"expireType,omitempty" doc:"static, endpoint, user or time"`
	Expires     *int64      `json:"expires,omitempty" doc:"in seconds; a publication with 0 deletes"`
	PublishTime string      `json:"publishTime,omitempty" doc:"the server's clock, not the capture's"`
	EndpointID  string      `json:"endpointId,omitempty" doc:"of the endpoint that published it, as sent"`
	Cut         bool        `json:"cut,omitempty" doc:"true when the document ends within it: what it says is incomplete"`
	Defects     []string    `json:"defects,omitempty" doc:"what is odd in it"`
	State       *stateJSON  `json:"state,omitempty" doc:"the value, of state and dndState"`
	Note        *noteJSON   `json:"note,omitempty" doc:"the value, of note and noteHistory"`
	Device      *deviceJSON `json:"device,omitempty" doc:"the value, of device"`
	Opaque      *opaqueJSON `json:"opaque,omitempty" doc:"the value, of any other category, and where it is not what the category has"`
}

type stateJSON struct {
	Type             string         `json:"type,omitempty" doc:"xsi:type: userState, machineState, aggregateState, ..."`
	Availability     *uint32        `json:"availability,omitempty" doc:"the number"`
	Class            string         `json:"class,omitempty" doc:"what people see: available, inactive, busy, busy (inactive), do not disturb, be right back, away, offline"`
	Activities       []activityJSON `json:"activities,omitempty" doc:"the first is the one that is shown"`
	Manual           bool           `json:"manual,omitempty" doc:"true when the user chose it"`
	EndpointLocation string         `json:"endpointLocation,omitempty" doc:"as sent"`
	Device           string         `json:"device,omitempty" doc:"computer, deskphone, mobile, web, ..."`
	MeetingSubject   string         `json:"meetingSubject,omitempty" doc:"as sent"`
	MeetingLocation  string         `json:"meetingLocation,omitempty" doc:"as sent"`
	TimeZoneBias     string         `json:"timeZoneBias,omitempty" doc:"in minutes, as sent"`
	TimeZoneName     string         `json:"timeZoneName,omitempty" doc:"as sent"`
	URI              string         `json:"uri,omitempty" doc:"of phone and calendar states"`
	EndpointID       string         `json:"endpointId,omitempty" doc:"of aggregate machine states: the most active endpoint, as sent"`
	StartTime        string         `json:"startTime,omitempty" doc:"as the document has it, in UTC"`
	LastActive       string         `json:"lastActive,omitempty" doc:"as the document has it, in UTC"`
}

type activityJSON struct {
	Token  string  `json:"token,omitempty" doc:"such as on-the-phone; letter case matters"`
	Custom string  `json:"custom,omitempty" doc:"the first custom text"`
	Min    *uint32 `json:"min,omitempty" doc:"the availability from which on it may be shown"`
	Max    *uint32 `json:"max,omitempty" doc:"the availability up to which it may be shown"`
}

type noteJSON struct {
	Bodies []noteBodyJSON `json:"bodies" doc:"none in a blank note"`
}

type noteBodyJSON struct {
	Type  string `json:"type,omitempty" doc:"personal, OOF, ..."`
	Text  string `json:"text,omitempty" doc:"as sent"`
	Start string `json:"start,omitempty" doc:"of a note that is bound in time"`
	End   string `json:"end,omitempty" doc:"of a note that is bound in time"`
}

type deviceJSON struct {
	EndpointID   string           `json:"endpointId,omitempty" doc:"as sent"`
	MachineName  string           `json:"machineName,omitempty" doc:"as sent"`
	TimeZone     string           `json:"timeZone,omitempty" doc:"as sent"`
	Capabilities []capabilityJSON `json:"capabilities,omitempty" doc:"what it can do"`
}

type capabilityJSON struct {
	Name    string `json:"name" doc:"voice, video, text, ..."`
	Render  bool   `json:"render" doc:"it can show it"`
	Capture bool   `json:"capture" doc:"it can record it"`
	Publish bool   `json:"publish" doc:"others are to know"`
}

type opaqueJSON struct {
	Length int    `json:"length" doc:"bytes of the document"`
	XML    string `json:"xml,omitempty" doc:"the document as it was sent"`
}

func instancesOf(all []presence.CategoryInstance) []instanceJSON {
	list := make([]instanceJSON, len(all))
	for i := range all {
		list[i] = instanceOf(&all[i])
	}
	return list
}

func instanceOf(c *presence.CategoryInstance) instanceJSON {
	j := instanceJSON{
		Where: c.Where(), Category: string(c.Key.Category),
		Container:  given(int32(c.Key.Container), c.Has.Has(presence.HasContainer) && c.Key.Container != presence.NoContainer),
		Instance:   given(c.Key.Instance, c.Has.Has(presence.HasInstance)),
		Version:    given(c.Version, c.Has.Has(presence.HasVersion)),
		ExpireType: string(c.Expire), PublishTime: momentJSON(c.PublishTime, nil), EndpointID: c.EndpointID, Cut: c.Cut,
	}
	if c.Has.Has(presence.HasExpires) {
		j.Expires = seconds(c.Expires)
	}
	for _, d := range c.Defects {
		j.Defects = append(j.Defects, string(d.Kind))
	}
	switch v := c.Value.(type) {
	case *category.State:
		j.State = stateOf(v)
	case *category.Note:
		j.Note = &noteJSON{listOf(v.Bodies, func(b category.NoteBody) noteBodyJSON {
			return noteBodyJSON{b.Type, b.Text, momentJSON(b.Start, nil), momentJSON(b.End, nil)}
		})}
	case *category.Device:
		j.Device = &deviceJSON{v.EndpointID, v.MachineName, v.TimeZone, listOf(v.Capabilities, func(c category.Capability) capabilityJSON { return capabilityJSON(c) })}
	case category.Opaque:
		j.Opaque = &opaqueJSON{v.Length, v.XML}
	}
	return j
}

func stateOf(s *category.State) *stateJSON {
	j := &stateJSON{
		Type: string(s.Type), Availability: given(s.Availability, s.HasAvailability), Manual: s.Manual,
		Activities: listOf(s.Activities, func(a category.Activity) activityJSON {
			return activityJSON{a.Token, a.Custom, given(a.Min, a.HasMin), given(a.Max, a.HasMax)}
		}),
		EndpointLocation: s.EndpointLocation, Device: s.Device, MeetingSubject: s.MeetingSubject, MeetingLocation: s.MeetingLocation,
		TimeZoneBias: s.TimeZoneBias, TimeZoneName: s.TimeZoneName, URI: s.URI, EndpointID: s.EndpointID,
		StartTime:  momentJSON(s.StartTime, nil),
		LastActive: momentJSON(s.LastActive, nil),
	}
	if s.HasAvailability {
		j.Class = category.ClassOf(s.Availability).String()
	}
	return j
}
