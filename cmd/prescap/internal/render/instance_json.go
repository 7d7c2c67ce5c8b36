package render

import (
	"encoding/json"

	"prescap/decode/category"
	"prescap/decode/presence"
)

// instanceJSON is a category instance in JSON. At most one of the values is there.
type instanceJSON struct {
	Where       string          `json:"where" doc:"its element in the document, counted from 1: publication[3]"`
	Category    string          `json:"category" doc:"name of the category"`
	Container   *int32          `json:"container,omitempty" doc:"number of the container"`
	Instance    *uint32         `json:"instance,omitempty" doc:"number of the instance"`
	Class       string          `json:"class,omitempty" doc:"what an instance with that number is, where that is known: userState, machineState, OOF note, ..."`
	Version     *uint32         `json:"version,omitempty" doc:"in a publication the one that it is to follow"`
	ExpireType  string          `json:"expireType,omitempty" doc:"static, endpoint, user or time"`
	Expires     *int64          `json:"expires,omitempty" doc:"in seconds; a publication with 0 deletes"`
	PublishTime string          `json:"publishTime,omitempty" doc:"the server's clock, not the capture's"`
	EndpointID  string          `json:"endpointId,omitempty" doc:"of the endpoint that published it, as sent"`
	Cut         bool            `json:"cut,omitempty" doc:"true when the document ends within it: what it says is incomplete"`
	Defects     []string        `json:"defects,omitempty" doc:"what is odd in it"`
	Document    string          `json:"document,omitempty" doc:"what the value is: state, note, device, ...; see below"`
	Value       json.RawMessage `json:"value,omitempty" doc:"the document, where its category has a decoder"`
	Opaque      *opaqueJSON     `json:"opaque,omitempty" doc:"the document, where its category has no decoder, and where it is not what the category has"`
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
	if c.Has.Has(presence.HasInstance) {
		j.Class = presence.InstanceClassOf(c.Key.Category, c.Key.Instance).Name
	}
	if c.Has.Has(presence.HasExpires) {
		j.Expires = seconds(c.Expires)
	}
	for _, d := range c.Defects {
		j.Defects = append(j.Defects, string(d.Kind))
	}
	if o, ok := c.Value.(category.Opaque); ok {
		j.Opaque = &opaqueJSON{o.Length, o.XML}
	} else {
		j.Value, j.Document = category.AppendJSON(nil, c.Value)
	}
	return j
}
