package body

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"prescap/decode/lexical"
	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

// mostContainer is the highest container there is (MS-PRES).
const mostContainer = 32767

// shape says how an instance stands in a kind of document.
type shape struct {
	element string // Its element,
	start   string // and what that begins with.
	name    string // The attribute with the category's name.
	full    bool   // All attributes that tell where it belongs are required.
	area    area
}

// room makes room for the instances that a body seems to have.
func (r *Reader) room(s *shape) []presence.CategoryInstance {
	n := min(bytes.Count(r.body, []byte(s.start)), r.limits.Instances)
	if n == 0 {
		return nil
	}
	return make([]presence.CategoryInstance, 0, n)
}

// instance reads the instance of the current element into c, to its end.
func (r *Reader) instance(c *presence.CategoryInstance, el *xmlscan.Element, s *shape, index int) {
	c.Element, c.Index, c.Offset = s.element, index, el.Offset
	c.Key.Container = presence.NoContainer
	named := false
	for i := range el.Attrs {
		a := &el.Attrs[i]
		if a.Space != "" {
			continue
		}
		switch a.Local {
		case s.name:
			named = true
			c.Key.Category = presence.Name(r.words.Of(strings.TrimSpace(a.Value)))
		case "instance":
			if n, ok := parseInstance(a.Value); ok {
				c.Key.Instance, c.Has = n, c.Has|presence.HasInstance
			} else {
				r.invalid(s.area, a, "an unsigned number of 32 bits")
			}
		case "container":
			if id, ok := r.container(s.area, a); ok {
				c.Key.Container, c.Has = id, c.Has|presence.HasContainer
			}
		case "version":
			if n, ok := r.number(s.area, a); ok {
				c.Version, c.Has = n, c.Has|presence.HasVersion
			}
		case "expireType":
			c.Expire, c.Has = r.expireType(a.Value), c.Has|presence.HasExpireType
		case "expires":
			if n, ok := r.number(s.area, a); ok {
				c.Expires, c.Has = time.Duration(n)*time.Second, c.Has|presence.HasExpires
			}
		case "publishTime":
			if t, ok := lexical.ParseTime(a.Value); ok {
				c.PublishTime, c.Has = t, c.Has|presence.HasPublishTime
			} else {
				r.invalid(s.area, a, "a time")
			}
		case "endpointId":
			c.EndpointID, c.Has = r.words.Of(strings.TrimSpace(a.Value)), c.Has|presence.HasEndpointID
		}
	}
	if !named || c.Key.Category == "" {
		r.missing(s.area, el, s.name)
	}
	if s.full {
		r.complete(c, el, s.area)
	}
	if c.Value = r.values.Read(string(c.Key.Category)); c.Value != nil {
		c.Has |= presence.HasValue
	}
	c.Length = r.scan.End() - c.Offset
}

// complete notes which attributes of a publication are missing.
func (r *Reader) complete(c *presence.CategoryInstance, el *xmlscan.Element, a area) {
	const all = presence.HasInstance | presence.HasContainer | presence.HasVersion | presence.HasExpireType
	if c.Has.Has(all) && (c.Expire != presence.Timed || c.Has.Has(presence.HasExpires)) {
		return
	}
	for _, name := range []string{"instance", "container", "version", "expireType", "expires"} {
		if _, ok := el.Attr(name); !ok && (name != "expires" || c.Expire == presence.Timed) {
			r.missing(a, el, name)
		}
	}
}

// missing notes an attribute that is required and not there.
func (r *Reader) missing(a area, el *xmlscan.Element, name string) {
	r.flaw(a.missing, el.Offset, "/@"+name, "expected an attribute "+name)
}

// invalid notes an attribute that is not what it must be.
func (r *Reader) invalid(a area, at *xmlscan.Attr, want string) {
	r.flaw(a.invalid, at.Offset, "/@"+at.Local, "expected "+want+", found "+lexical.Quote(at.Value))
}

// number reads an attribute that is an unsigned number of 32 bits.
func (r *Reader) number(a area, at *xmlscan.Attr) (uint32, bool) {
	n, ok := lexical.ParseNumber(at.Value)
	if !ok {
		r.invalid(a, at, "an unsigned number of 32 bits")
	}
	return n, ok
}

// boolean reads an attribute that is a boolean; in a wrong letter case it is
// understood.
func (r *Reader) boolean(a area, at *xmlscan.Attr) (v, ok bool) {
	v, exact, ok := lexical.ParseBool(at.Value)
	if !ok || !exact {
		r.invalid(a, at, "true, false, 1 or 0")
	}
	return v, ok
}

// container reads an attribute that is a container. One that is too high is taken
// as it is.
func (r *Reader) container(a area, at *xmlscan.Attr) (presence.ContainerID, bool) {
	n, ok := lexical.ParseNumber(at.Value)
	if ok = ok && n < 1<<31; !ok || n > mostContainer {
		r.invalid(a, at, "a container, 0 to 32767")
	}
	if !ok {
		return presence.NoContainer, false
	}
	return presence.ContainerID(n), true
}

// expireType returns an expire type; another word is kept as it is.
func (r *Reader) expireType(s string) presence.ExpireType {
	switch t := presence.ExpireType(strings.TrimSpace(s)); t {
	case presence.Static:
		return presence.Static
	case presence.Endpoint:
		return presence.Endpoint
	case presence.User:
		return presence.User
	case presence.Timed:
		return presence.Timed
	default:
		return presence.ExpireType(r.words.Of(string(t)))
	}
}

// parseInstance reads the number of an instance. A negative one is taken for its
// two's complement of 32 bits, as clients write what they keep in an int.
func parseInstance(s string) (uint32, bool) {
	if n, ok := lexical.ParseNumber(s); ok {
		return n, true
	}
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 32)
	return uint32(int32(n)), err == nil
}
