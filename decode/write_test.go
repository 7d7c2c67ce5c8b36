package decode_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"prescap/decode"
	"prescap/decode/body"
	"prescap/decode/category"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// again writes an event and reads it again. It returns nil for one that is not written.
func again(t *testing.T, d *decode.Decoder, e presence.Event) (read presence.Event, m *sip.Message) {
	t.Helper()
	mediaType, b, ok := body.Write(e)
	if !ok {
		return nil, nil
	}
	m = made(mediaType, "", b)
	events := d.Decode(m)
	if len(events) != 1 {
		t.Fatalf("%d events of what was written: %s", len(events), b)
	}
	return events[0], m
}

// told returns what events say: all but where it stands and what is odd in it. A
// document without a decoder is what opaque makes of it.
func told(events []presence.Event, opaque func(category.Opaque) category.Value) string {
	var b strings.Builder
	for _, e := range events {
		for i := range instances(e) {
			c := &instances(e)[i]
			c.Defects, c.Offset, c.Length, c.Cut = nil, 0, 0, false
			if o, ok := c.Value.(category.Opaque); ok {
				c.Value = opaque(o)
			} else if c.Value != nil {
				c.Value = category.Opaque{XML: category.Write(c.Value)} // What may stand in any order has one then.
			}
		}
		j, err := json.Marshal(e)
		fmt.Fprintf(&b, "%T %s %v\n", e, j, err)
	}
	return b.String()
}

// verbatim is a document as it is.
func verbatim(o category.Opaque) category.Value { return o }

// sameAgain writes the events of a body, and has them read again as they are.
func sameAgain(t *testing.T, d *decode.Decoder, contentType string, events []presence.Event) (n int) {
	t.Helper()
	for _, e := range events {
		read, m := again(t, d, e)
		if read == nil {
			continue
		}
		n++
		if len(m.Defects) > 0 && !opaque(e) {
			t.Errorf("%s: wrote\n%s\nwith %v", contentType, m.Body, m.Defects)
		}
		got, want := told([]presence.Event{read}, verbatim), told([]presence.Event{e}, verbatim)
		if got != want {
			t.Errorf("%s: read\n%s\nwrote\n%s\nread again\n%s", contentType, want, m.Body, got)
		}
	}
	return n
}

// opaque reports whether there is a document without a decoder in an event: it may need
// prefixes that were declared around it.
func opaque(e presence.Event) bool {
	return slices.ContainsFunc(instances(e), func(c presence.CategoryInstance) bool {
		_, ok := c.Value.(category.Opaque)
		return ok
	})
}

// TestWriteCases writes what the cases say that are sound.
func TestWriteCases(t *testing.T) {
	d := decode.New(decode.DefaultLimits())
	kinds := map[string]bool{}
	seeds(t, func(contentType string, body []byte) {
		m := made(contentType, "", body)
		events := d.Decode(m)
		if len(m.Defects) == 0 && sameAgain(t, d, contentType, events) > 0 {
			for _, e := range events {
				kinds[typeName(e)] = true
			}
		}
	})
	for _, e := range []presence.Event{
		&presence.Publish{}, &presence.Notify{}, &presence.SelfData{}, &presence.SelfSubscribe{}, &presence.ContainerEdit{},
		&presence.SubscriberEdit{}, &presence.DelegateEdit{}, &presence.BatchSubscribe{}, &presence.ResourceList{},
		&presence.Fault{}, &presence.Deregistered{},
	} {
		if !kinds[typeName(e)] {
			t.Errorf("no case without defects has %s", typeName(e))
		}
	}
}

// TestWriteTraffic writes what captures say.
func TestWriteTraffic(t *testing.T) {
	paths := []string{"../samples/clean-morning.pcapng", "../samples/clean-block.pcapng", "../samples/clean-conflict.pcapng",
		"../samples/clean-endpoints.pcapng", "../samples/clean-signin.pcapng", "../samples/clean-watch.pcapng"}
	if sipe := "/work/shared/captures/sipe-tcp-auth-multi.pcap"; exists(sipe) {
		paths = append(paths, sipe)
	}
	d := decode.New(decode.DefaultLimits())
	for _, path := range paths {
		n := 0
		for _, m := range messages(t, path) {
			if events := d.Decode(m); len(m.Defects) == 0 {
				n += sameAgain(t, d, m.Header.ContentType().Name, events)
			}
		}
		if n == 0 {
			t.Errorf("%s: nothing was written", path)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// FuzzWrite reads anything, and writes what it says: when it is sound, and its addresses
// are the same when they are read again, what is written says the same.
func FuzzWrite(f *testing.F) {
	seeds(f, func(contentType string, body []byte) { f.Add(contentType, body) })
	d := decode.New(decode.DefaultLimits())
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		m := made(contentType, "", body)
		for _, e := range d.Decode(m) {
			if len(m.Defects) == 0 && plain(e) {
				sameAgain(t, d, contentType, []presence.Event{e})
			} else {
				again(t, d, e)
			}
		}
	})
}

// plain reports whether what an event says can be written so that it is read the same: its
// addresses of record make sense, and its times have years of four digits.
func plain(e presence.Event) bool {
	for _, a := range addresses(e) {
		if sip.AoR("sip:"+a) != a || sip.AoR(a) != a {
			return false
		}
	}
	for _, c := range instances(e) {
		if y := c.PublishTime.Year(); y < 0 || y > 9999 {
			return false
		}
	}
	return true
}

// addresses returns the addresses of record of an event of which the URI is not kept.
func addresses(e presence.Event) (all []string) {
	switch e := e.(type) {
	case *presence.SelfData:
		all = addresses(&presence.ContainerEdit{Containers: e.Containers})
		all = append(all, addresses(&presence.SubscriberEdit{Subscribers: e.Subscribers})...)
		return append(all, addresses(&presence.DelegateEdit{Delegates: e.Delegates})...)
	case *presence.ContainerEdit:
		for _, c := range e.Containers {
			for _, m := range c.Members {
				all = append(all, m.Value)
			}
		}
	case *presence.SubscriberEdit:
		for _, s := range e.Subscribers {
			all = append(all, s.User)
		}
	case *presence.DelegateEdit:
		for _, d := range e.Delegates {
			all = append(all, d.User)
		}
	case *presence.BatchSubscribe:
		for _, a := range e.Actions {
			all = append(all, a.Resources...)
		}
	case *presence.ResourceList:
		for _, r := range e.Resources {
			all = append(all, r.URI)
		}
	}
	return all
}

// TestWriteOdd writes what is markup, or white space, and events without anything.
func TestWriteOdd(t *testing.T) {
	const odd = "a\tb\nc\rd \"e\" <f> &amp; 'g' ]]> é"
	d := decode.New(decode.DefaultLimits())
	for _, e := range []presence.Event{
		&presence.BatchSubscribe{URI: odd, Watcher: sip.AoR(odd), Name: odd},
		&presence.BatchSubscribe{Adhoc: true},
		&presence.Fault{Code: odd, Text: odd},
		&presence.Fault{},
		&presence.ResourceList{Names: []presence.Label{{Lang: "x", Text: odd}}},
		&presence.SelfSubscribe{Sets: []string{odd}},
		&presence.SelfSubscribe{},
		&presence.SelfData{},
		&presence.SelfData{Containers: []presence.Container{}, Subscribers: []presence.Subscriber{}, Delegates: []presence.Delegate{}},
		&presence.SelfData{Delegates: []presence.Delegate{{User: "bob@contoso.com", Publish: "ask", Redelegate: presence.Deny}}},
		&presence.Deregistered{Reason: `odd; "as" can \ be`},
		&presence.Deregistered{Reason: "rejected"},
	} {
		read, m := again(t, d, e)
		if read == nil || !reflect.DeepEqual(read, e) {
			t.Errorf("read\n%+v\nof\n%s\nwant\n%+v", read, m.Body, e)
		}
	}
}

// TestWriteRefuses has nothing written that cannot be read again.
func TestWriteRefuses(t *testing.T) {
	kept := []presence.CategoryInstance{{Value: category.Kept(category.Opaque{XML: "<x/>", Length: 4, Sum: 1})}}
	for _, e := range []presence.Event{
		&presence.Publish{Instances: kept}, &presence.Notify{Instances: kept}, &presence.SelfData{Instances: kept},
		&presence.Register{}, &presence.Diagnostics{}, &presence.Undecoded{},
	} {
		if mediaType, b, ok := body.Write(e); ok || mediaType != "" || b != nil {
			t.Errorf("%T is written: %s", e, b)
		}
	}
}
