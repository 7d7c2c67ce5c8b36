package body

import (
	"strings"

	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

// TypeBatch is the media type of a batch subscription (wire reference 9.1).
const TypeBatch = "application/msrtc-adrl-categorylist+xml"

const (
	batchSpace        = "http://schemas.microsoft.com/2006/01/sip/batch-subscribe"
	categoryListSpace = "http://schemas.microsoft.com/2006/09/sip/categorylist"
)

// Batch reads a batch subscription.
func Batch(r *Reader) {
	if root, ok := r.begin(batchSpace, "batchSub"); ok {
		b := r.batch(root)
		r.emit(b)
		n := 0
		for el := range r.scan.Children() {
			if el.Local != "action" {
				continue
			}
			if n++; r.full(n-1, el) {
				continue
			}
			r.enter(el, n)
			r.inSpace(el, batchSpace)
			b.Actions = append(b.Actions, r.batchAction(el))
			r.leave()
		}
		if n == 0 && !r.scan.Cut() {
			r.flaw(DefectSubscribeMissing, r.base, "/action", "expected an element action")
		}
	}
	r.end()
}

// batch begins the event of a batch subscription at the root of its document.
func (r *Reader) batch(root *xmlscan.Element) *presence.BatchSubscribe {
	b := &presence.BatchSubscribe{}
	if uri, _ := root.Attr("uri"); uri != "" {
		b.URI, b.Watcher = r.words.Of(uri), r.memo.AoR(uri)
	}
	if name, _ := root.Attr("name"); name != "" {
		b.Name = r.words.Of(name)
	}
	return b
}

// batchAction reads one action.
func (r *Reader) batchAction(el *xmlscan.Element) presence.BatchAction {
	a := presence.BatchAction{}
	if id, ok := el.Attr("id"); ok {
		a.ID = r.words.Of(strings.TrimSpace(id))
	}
	if name, ok := el.Attr("name"); ok {
		a.Name = r.words.Of(strings.TrimSpace(name))
	} else {
		r.missing(area{missing: DefectSubscribeMissing}, el, "name")
	}
	lists, categories := 0, 0
	for el := range r.scan.Children() {
		switch el.Local {
		case "adhocList":
			lists++
			r.enter(el, lists)
			r.inSpace(el, batchSpace)
			r.resources(&a, batchSpace)
			r.leave()
		case "categoryList":
			categories++
			r.enter(el, categories)
			r.inSpace(el, categoryListSpace)
			r.categoryList(&a)
			r.leave()
		}
	}
	return a
}

// resources reads the resources of the current list.
func (r *Reader) resources(a *presence.BatchAction, space string) {
	n := 0
	for el := range r.scan.Children() {
		if el.Local != "resource" {
			continue
		}
		if n++; r.full(n-1, el) {
			continue
		}
		r.enter(el, n)
		r.inSpace(el, space)
		if uri, ok := r.uri(el, area{missing: DefectSubscribeMissing}); ok {
			r.resource(a, r.memo.AoR(uri), space)
		}
		r.leave()
	}
}

// resource adds the current element, a resource, to an action.
func (r *Reader) resource(a *presence.BatchAction, uri, space string) {
	c, ok := r.context(space)
	if c != nil && a.Subscriptions == nil {
		a.Subscriptions = make([]*presence.SubscriptionContext, len(a.Resources))
	}
	a.Resources = append(a.Resources, uri)
	a.Context = append(a.Context, ok)
	if a.Subscriptions != nil {
		a.Subscriptions = append(a.Subscriptions, c)
	}
}

// categoryList reads the categories of the current list.
func (r *Reader) categoryList(a *presence.BatchAction) {
	if a.Categories == nil {
		a.Categories = []presence.Name{}
	}
	n := 0
	for el := range r.scan.Children() {
		if el.Local != "category" {
			continue
		}
		if n++; r.full(n-1, el) {
			continue
		}
		r.enter(el, n)
		r.inSpace(el, categoryListSpace)
		if name, _ := el.Attr("name"); name != "" {
			a.Categories = append(a.Categories, presence.Name(r.words.Of(strings.TrimSpace(name))))
		} else {
			r.missing(area{missing: DefectSubscribeMissing}, el, "name")
		}
		r.leave()
	}
}
