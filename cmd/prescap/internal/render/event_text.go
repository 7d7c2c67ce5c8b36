package render

import (
	"fmt"
	"io"

	"prescap/analyze/pipeline"
	"prescap/decode/document"
	"prescap/decode/presence"
	"prescap/decode/printable"
)

// eventsText shows an event as a line. Of a long list in it the first few are
// shown; JSON has all.
type eventsText struct {
	itemwise
	w        io.Writer
	o        Options
	messages int
	wide     int // Columns for frames; 0 before the first.
}

func newEventsText(w io.Writer, o Options) Renderer {
	r := &eventsText{w: w, o: o}
	return r
}

// Item writes a line for each event.
func (r *eventsText) Item(it *pipeline.Item) error {
	m := it.Message
	if m == nil {
		return nil
	}
	if r.wide == 0 { // Only now is it known what files there are, live.
		r.wide = r.o.frameColumn()
	}
	r.messages++
	for _, e := range it.Events {
		kind := kindOf(e)
		if _, ok := e.(*presence.Undecoded); ok {
			kind = r.o.paint(dim, kind)
		}
		line := fmt.Sprintf("%5d  %s  %s  %s%s\n", r.messages, clockText(m.Frames[len(m.Frames)-1]),
			pad(r.o.frameList(m.Frames), r.wide), kind, suffix(" ", printable.Line(eventText(e)), ""))
		if _, err := io.WriteString(r.w, line); err != nil {
			return err
		}
	}
	return nil
}

// EventWords returns what kind of event it is, and what it says. The text may hold what
// steers a terminal.
func EventWords(e presence.Event) (kind, text string) { return kindOf(e), eventText(e) }

// eventText says what an event says.
func eventText(e presence.Event) string {
	switch e := e.(type) {
	case *presence.Publish:
		return of(e.Presentity, few(e.Instances, instanceText))
	case *presence.Notify:
		return of(e.Presentity, few(e.Instances, instanceText))
	case *presence.SelfData:
		return of(e.Presentity, few(e.Instances, instanceText), few(e.Containers, containerText),
			few(e.Subscribers, subscriberText), suffix("delegates ", versionText(e.DelegatesVersion, e.HasDelegatesVersion), ""),
			few(e.Delegates, delegateText))
	case *presence.ContainerEdit:
		return few(e.Containers, containerText)
	case *presence.SubscriberEdit:
		return few(e.Subscribers, subscriberText)
	case *presence.DelegateEdit:
		return of("", versionText(e.Version, e.HasVersion), few(e.Delegates, delegateText))
	case *presence.BatchSubscribe:
		return of(e.Watcher, few(e.Actions, func(a presence.BatchAction) string {
			return a.Name + suffix(" ", list(a.Resources), "") + suffix(" (", list(a.Categories), ")")
		}))
	case *presence.SelfSubscribe:
		return list(e.Sets)
	case *presence.Register:
		return registerText(e)
	case *presence.Authentication:
		return of(string(e.Step), few(e.Schemes, schemeText))
	case *presence.ResourceList:
		return resourcesText(e)
	case *presence.Deregistered:
		return e.Reason
	case *presence.Document:
		return of(e.Presentity, document.Of(e.Value).Name+suffix(" ", document.Text(e.Value), ""))
	case *presence.EventStatePublish:
		return of(e.Presentity, e.Event, suffix("etag ", e.ETag, ""), suffix("if-match ", e.IfMatch, ""), within(e.Expires))
	case *presence.Fault:
		return of(e.Code, e.Text, few(e.Operations, operationText))
	case *presence.Diagnostics:
		return diagnosticsText(e)
	case *presence.Undecoded:
		return suffix("", e.MediaType, " ") + plural(e.Length, "byte")
	}
	return ""
}
