package render

import (
	"encoding/json"
	"io"

	"prescap/analyze/pipeline"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

const eventSchema = "prescap.event/2"

// eventJSON is a line of events in JSON, in the order of its fields.
type eventJSON struct {
	Schema    string   `json:"schema" doc:"prescap.event/2"`
	N         int      `json:"n" doc:"number of the event in this run, from 1"`
	Message   int      `json:"message" doc:"number of the message that says it, as prescap messages counts"`
	File      string   `json:"file" doc:"the input that the message's first frame is in, as it was named"`
	Files     []string `json:"files,omitempty" doc:"the input of each frame, parallel to frames, where they differ"`
	Frames    []int    `json:"frames" doc:"the message's frames, ascending, equal to Wireshark's frame.number"`
	Time      string   `json:"time,omitempty" doc:"time of the last frame: RFC 3339, UTC, nine digits; absent when the capture has none"`
	Src       string   `json:"src" doc:"address and port of the sender"`
	Dst       string   `json:"dst" doc:"address and port of the receiver"`
	Transport string   `json:"transport" doc:"tcp or udp"`
	Method    string   `json:"method,omitempty" doc:"of a request; of a response the method in its CSeq"`
	Status    int      `json:"status,omitempty" doc:"responses only"`
	CallID    string   `json:"callId,omitempty" doc:"header field Call-ID"`
	Lost      *int     `json:"lost,omitempty" doc:"bytes of the message that are missing; 0 when it is whole, absent when nobody knows"`
	Kind      string   `json:"kind" doc:"what sort of event it is: the name of the one object that follows"`
	kindsJSON
}

// kindsJSON has one field set, that of the kind.
type kindsJSON struct {
	Publish           *documentJSON          `json:"publish,omitempty" doc:"a publication request"`
	Notify            *documentJSON          `json:"notify,omitempty" doc:"a watcher is told about a presentity; a category without instance states that there is none"`
	SelfData          *selfDataJSON          `json:"self-data,omitempty" doc:"a user is told about the user's own data"`
	ContainerEdit     *containerEditJSON     `json:"container-edit,omitempty" doc:"a request to change container membership"`
	SubscriberEdit    *subscriberEditJSON    `json:"subscriber-edit,omitempty" doc:"subscriber records are acknowledged"`
	DelegateEdit      *delegateEditJSON      `json:"delegate-edit,omitempty" doc:"a request to change delegates"`
	BatchSubscribe    *batchJSON             `json:"batch-subscribe,omitempty" doc:"a subscription to several presentities"`
	SelfSubscribe     *selfSubscribeJSON     `json:"self-subscribe,omitempty" doc:"a subscription to one's own data"`
	Register          *registerJSON          `json:"register,omitempty" doc:"a REGISTER, its 200, or a redirection of it"`
	Authentication    *authenticationJSON    `json:"authentication,omitempty" doc:"a step of authentication, without credentials; a signature alone is none"`
	ResourceList      *resourceListJSON      `json:"resource-list,omitempty" doc:"the state of subscriptions within a batch (RLMI)"`
	Deregistered      *deregisteredJSON      `json:"deregistered,omitempty" doc:"the server ended the registration"`
	Document          *documentValueJSON     `json:"document,omitempty" doc:"a body that is a document of its own: a contact list, provisioning, presence in another format"`
	EventStatePublish *eventStatePublishJSON `json:"event-state-publish,omitempty" doc:"a PUBLISH of RFC 3903, its 2xx or its 412"`
	Fault             *faultJSON             `json:"fault,omitempty" doc:"a server's refusal in detail (msrtc-fault)"`
	Diagnostics       *diagnosticsJSON       `json:"diagnostics,omitempty" doc:"one of the ms-diagnostics header fields, or a value of Warning"`
	Undecoded         *undecodedJSON         `json:"undecoded,omitempty" doc:"a body, or a part of one, that prescap has no decoder for"`
}

type eventsJSON struct {
	itemwise
	enc      *json.Encoder
	o        Options
	n        int
	messages int
}

func newEventsJSON(w io.Writer, o Options) Renderer { return &eventsJSON{enc: encoder(w), o: o} }

// Item writes a line for each event.
func (r *eventsJSON) Item(it *pipeline.Item) error {
	m := it.Message
	if m == nil {
		return nil
	}
	r.messages++
	for _, e := range it.Events {
		if err := r.event(m, e); err != nil {
			return err
		}
	}
	return nil
}

func (r *eventsJSON) event(m *sip.Message, e presence.Event) error {
	r.n++
	line := eventJSON{
		Schema: eventSchema, N: r.n, Message: r.messages, Time: clockJSON(m.Frames[len(m.Frames)-1]),
		Src: m.Flow.Src.String(), Dst: m.Flow.Dst.String(), Transport: m.Flow.Transport.String(),
		Method: string(m.Method), Status: m.Status, CallID: m.Header.Get(sip.HeaderCallID), Kind: kindOf(e),
	}
	line.File, line.Files, line.Frames = r.o.frames(m.Frames)
	if m.Lost >= 0 {
		line.Lost = &m.Lost
	}
	line.kindsJSON = kindsOf(e)
	return r.enc.Encode(&line)
}

// kindOf names the kind of an event.
func kindOf(e presence.Event) string {
	switch e.(type) {
	case *presence.Publish:
		return "publish"
	case *presence.Notify:
		return "notify"
	case *presence.SelfData:
		return "self-data"
	case *presence.ContainerEdit:
		return "container-edit"
	case *presence.SubscriberEdit:
		return "subscriber-edit"
	case *presence.DelegateEdit:
		return "delegate-edit"
	case *presence.BatchSubscribe:
		return "batch-subscribe"
	case *presence.SelfSubscribe:
		return "self-subscribe"
	case *presence.Register:
		return "register"
	case *presence.Authentication:
		return "authentication"
	case *presence.ResourceList:
		return "resource-list"
	case *presence.Deregistered:
		return "deregistered"
	case *presence.Document:
		return "document"
	case *presence.EventStatePublish:
		return "event-state-publish"
	case *presence.Fault:
		return "fault"
	case *presence.Diagnostics:
		return "diagnostics"
	case *presence.Undecoded:
		return "undecoded"
	}
	return ""
}
