package body

import (
	"strings"

	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

// TypeContainers is the media type of a change of membership (wire reference 7.4).
const TypeContainers = "application/msrtc-setcontainermembers+xml"

const containersSpace = "http://schemas.microsoft.com/2006/09/sip/container-management"

// Containers reads a change of membership.
func Containers(r *Reader) {
	if _, ok := r.begin(containersSpace, "setContainerMembers"); ok {
		e := &presence.ContainerEdit{}
		r.emit(e)
		e.Containers = r.containers(nil, area{DefectContainerMissing, DefectContainerInvalid}, containersSpace)
	}
	r.end()
}

// containers reads containers, behind those that are there. An edit has a namespace,
// one's own data have none that is known.
func (r *Reader) containers(all []presence.Container, a area, space string) []presence.Container {
	if all == nil {
		all = []presence.Container{}
	}
	n := 0
	for el := range r.scan.Children() {
		if el.Local != "container" {
			continue
		}
		if n++; r.full(n-1, el) {
			continue
		}
		r.enter(el, n)
		r.inSpace(el, space)
		c := presence.Container{ID: presence.NoContainer}
		id, version := false, false
		for i := range el.Attrs {
			at := &el.Attrs[i]
			switch {
			case at.Space != "":
			case at.Local == "id":
				id = true
				c.ID, _ = r.container(a, at)
			case at.Local == "version":
				version = true
				c.Version, c.HasVersion = r.number(a, at)
			}
		}
		if !id {
			r.missing(a, el, "id")
		}
		if !version {
			r.missing(a, el, "version")
		}
		c.Members = r.members(a, space)
		all = append(all, c)
		r.leave()
	}
	return all
}

// members reads the members of the current container, or edits of them.
func (r *Reader) members(a area, space string) []presence.Member {
	var all []presence.Member
	n := 0
	for el := range r.scan.Children() {
		if el.Local != "member" {
			continue
		}
		if n++; r.full(n-1, el) {
			continue
		}
		r.enter(el, n)
		r.inSpace(el, space)
		all = append(all, r.member(el, a, space != anySpace))
		r.leave()
	}
	return all
}

// member reads a member or an edit of one.
func (r *Reader) member(el *xmlscan.Element, a area, edit bool) presence.Member {
	m := presence.Member{}
	value := ""
	for i := range el.Attrs {
		at := &el.Attrs[i]
		if at.Space != "" {
			continue
		}
		switch at.Local {
		case "action":
			m.Action = r.action(at.Value)
		case "type":
			m.Type = r.words.Of(strings.TrimSpace(at.Value))
		case "value":
			value = strings.TrimSpace(at.Value)
		}
	}
	if m.Type == "" {
		r.missing(a, el, "type")
	}
	if edit && m.Action == "" {
		r.missing(a, el, "action")
	}
	if m.Value = r.words.Of(value); m.Type == "user" {
		m.Value = r.memo.AoR(value)
	}
	if value == "" && (m.Type == "user" || m.Type == "domain") {
		r.missing(a, el, "value")
	}
	return m
}

// action returns what an edit does; another word is kept as it is.
func (r *Reader) action(s string) presence.MemberAction {
	switch a := presence.MemberAction(strings.TrimSpace(s)); a {
	case presence.AddMember:
		return presence.AddMember
	case presence.RemoveMember:
		return presence.RemoveMember
	default:
		return presence.MemberAction(r.words.Of(string(a)))
	}
}
