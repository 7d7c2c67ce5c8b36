package category

import "prescap/decode/xmlscan"

// Device is a document of the category device: one signed-in endpoint and what
// it can do (device-category-instance-value-element).
type Device struct {
	EndpointID   string // As sent; letter case does not matter.
	MachineName  string
	TimeZone     string // As sent.
	Capabilities []Capability
}

// Capability is something that a device can do: voice, video, text, ...
type Capability struct {
	Name                     string
	Render, Capture, Publish bool
}

// device reads a document whose root is device (category schemas 3.5). Several
// groups of capabilities are one.
func (r *Reader) device(el *xmlscan.Element) Value {
	d := &Device{}
	if id, ok := el.Attr("endpointId"); ok {
		d.EndpointID = r.words.Of(trim(id))
	}
	r.capabilities = r.capabilities[:0]
	seen, groups, all := 0, 0, 0
	for el := range r.scan.Children() {
		switch el.Local {
		case "capabilities":
			if r.own(el, r.root) {
				groups++
				all = r.group(groups, all)
			}
		case "timezone":
			if r.once(&seen, 1, el) {
				d.TimeZone = r.word()
			}
		case "machineName":
			if r.once(&seen, 2, el) {
				d.MachineName = r.word()
			}
		case "delimiter", "end":
			r.layer(el)
		}
	}
	if len(r.capabilities) > 0 {
		d.Capabilities = append(make([]Capability, 0, len(r.capabilities)), r.capabilities...)
	}
	return d
}

// group reads the capabilities of the group of that number. Any element is one,
// but for those of other namespaces. all is how many there were before; it returns
// how many there are with them.
func (r *Reader) group(n, all int) int {
	for el := range r.scan.Children() {
		if el.Space != r.space && el.Space != r.want {
			continue
		}
		if all++; r.limit(all-1, el, "device/capabilities") {
			continue
		}
		c := Capability{Name: r.words.Of(el.Local)}
		for i := range el.Attrs {
			a := &el.Attrs[i]
			if a.Space != "" {
				continue
			}
			switch a.Local {
			case "render":
				c.Render = r.can(a, c.Name, n)
			case "capture":
				c.Capture = r.can(a, c.Name, n)
			case "publish":
				c.Publish = r.can(a, c.Name, n)
			}
		}
		r.capabilities = append(r.capabilities, c)
	}
	return all
}

// can reads an attribute of a capability in the group of that number.
func (r *Reader) can(a *xmlscan.Attr, name string, n int) bool {
	if v, exact, ok := ParseBool(a.Value); ok && exact {
		return v
	}
	return r.boolean(a.Value, a.Offset, numbered("device/capabilities", n)+"/"+name, "@"+a.Local)
}
