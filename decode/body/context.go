package body

import (
	"strings"

	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

const contextSpace = "http://schemas.microsoft.com/2008/09/sip/SubscriptionContext"

// context reads the context of the current element, a resource or a subscriber, and
// reports whether there is one. It may hold any element (wire reference 9.1, MS-PRES
// 2.2.2.6.1): only a subscriptionContext is understood.
func (r *Reader) context(space string) (c *presence.SubscriptionContext, ok bool) {
	for el := range r.scan.Children() {
		if el.Local != "context" || ok {
			continue
		}
		ok = true
		r.enter(el, 1)
		r.inSpace(el, space)
		for el := range r.scan.Children() {
			if el.Local == "subscriptionContext" && c == nil {
				c = r.subscriptionContext(el)
			}
		}
		r.leave()
	}
	return c, ok
}

// subscriptionContext reads why somebody subscribes. The reference does not tell
// whether its version stands in attributes or in elements: it is read in either.
func (r *Reader) subscriptionContext(el *xmlscan.Element) *presence.SubscriptionContext {
	c := &presence.SubscriptionContext{}
	r.enter(el, 1)
	r.inSpace(el, contextSpace)
	for i := range el.Attrs {
		if at := &el.Attrs[i]; at.Space == "" {
			r.version(c, at.Local, at.Value)
		}
	}
	for el := range r.scan.Children() {
		switch name := el.Local; name {
		case "majorVersion", "minorVersion":
			r.inside(el, contextSpace)
			r.version(c, name, r.scan.Text())
		case "watcher":
			r.enter(el, 1)
			r.inSpace(el, contextSpace)
			for el := range r.scan.Children() {
				if el.Local == "contactList" {
					r.inside(el, contextSpace)
					c.ContactList = true
				}
			}
			r.leave()
		}
	}
	r.leave()
	return c
}

// version takes a part of a version by its name; of several the first counts.
func (r *Reader) version(c *presence.SubscriptionContext, name, value string) {
	switch value = strings.TrimSpace(value); {
	case name == "majorVersion" && c.Major == "":
		c.Major = r.words.Of(value)
	case name == "minorVersion" && c.Minor == "":
		c.Minor = r.words.Of(value)
	}
}
