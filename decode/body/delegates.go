package body

import (
	"strings"

	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

// TypeDelegates is the media type of a change of delegates (wire reference 7.6). No
// source that could be read has it: it is that of an acknowledgement of subscribers,
// MS-PRES 2.2.2.6.2, with the other name.
const TypeDelegates = "application/msrtc-presence-setdelegate+xml"

// delegatesSpace is the namespace of a list of delegates (MS-PRES 2.2.2.10.1). That of
// a change has no source.
const delegatesSpace = "http://schemas.microsoft.com/2007/09/sip/delegates"

// Delegates reads a change of delegates. What it looks like rests on what is said of it
// in passing: a delegate has an address, an action such as remove (MS-PRES 3.9.5.4), and
// publishOperation and redelegateOperation with an attribute authorization, allow or
// deny (MS-PRES 2.2.2.10.1). The reference calls it setDelegates, MS-PRES setDelegate.
func Delegates(r *Reader) {
	if root, ok := r.begin(anySpace, "setDelegates", "setDelegate"); ok {
		e := &presence.DelegateEdit{}
		r.emit(e)
		a := area{DefectDelegatesMissing, DefectDelegatesInvalid}
		e.Version, e.HasVersion = r.listVersion(root, a)
		e.Delegates = r.delegates(nil, a)
	}
	r.end()
}

// listVersion reads the version of a list of delegates.
func (r *Reader) listVersion(el *xmlscan.Element, a area) (uint32, bool) {
	for i := range el.Attrs {
		if at := &el.Attrs[i]; at.Space == "" && at.Local == "version" {
			return r.number(a, at)
		}
	}
	r.missing(a, el, "version")
	return 0, false
}

// delegates reads delegates, behind those that are there. Their namespace is not looked
// at, neither in a change nor in one's own data.
func (r *Reader) delegates(all []presence.Delegate, a area) []presence.Delegate {
	if all == nil {
		all = []presence.Delegate{}
	}
	n := 0
	for el := range r.scan.Children() {
		if el.Local != "delegate" {
			continue
		}
		if n++; r.full(n-1, el) {
			continue
		}
		r.enter(el, n)
		all = append(all, r.delegate(el, a))
		r.leave()
	}
	return all
}

// delegate reads a delegate, or an edit of one: what it may do is a boolean in a list,
// and an element in an edit.
func (r *Reader) delegate(el *xmlscan.Element, a area) presence.Delegate {
	d := presence.Delegate{}
	for i := range el.Attrs {
		at := &el.Attrs[i]
		if at.Space != "" {
			continue
		}
		switch at.Local {
		case "uri", "user":
			d.User = r.memo.AoR(at.Value)
		case "action":
			d.Action = r.words.Of(strings.TrimSpace(at.Value))
		case "publish":
			d.Publish = r.allowed(a, at)
		case "redelegate":
			d.Redelegate = r.allowed(a, at)
		}
	}
	if d.User == "" {
		r.missing(a, el, "uri")
	}
	for el := range r.scan.Children() {
		switch el.Local {
		case "publishOperation":
			d.Publish = r.authorization(el)
		case "redelegateOperation":
			d.Redelegate = r.authorization(el)
		}
	}
	return d
}

// allowed reads an authorization that is a boolean.
func (r *Reader) allowed(a area, at *xmlscan.Attr) presence.Authorization {
	switch allow, ok := r.boolean(a, at); {
	case !ok:
		return ""
	case allow:
		return presence.Allow
	}
	return presence.Deny
}

// authorization reads what an operation of an edit is to be.
func (r *Reader) authorization(el *xmlscan.Element) presence.Authorization {
	word, _ := el.Attr("authorization")
	return presence.Authorization(r.words.Of(strings.TrimSpace(word)))
}
