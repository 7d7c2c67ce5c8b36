package body

import (
	"time"

	"prescap/decode/category"
	"prescap/decode/presence"
)

// publish writes a publication request.
func (m *markup) publish(e *presence.Publish) {
	m.begin(publishSpace, "publish")
	m.begin(publishSpace, "publications")
	m.given("uri", addressOf(e.URI, e.Presentity))
	for i := range e.Instances {
		m.begin(publishSpace, "publication")
		m.instance("categoryName", &e.Instances[i])
		m.end()
	}
	m.end()
	m.end()
}

// categories writes the instances of a presentity.
func (m *markup) categories(uri, presentity string, all []presence.CategoryInstance) {
	m.begin(categoriesSpace, "categories")
	m.given("uri", addressOf(uri, presentity))
	for i := range all {
		m.begin(categoriesSpace, "category")
		m.instance("name", &all[i])
		m.end()
	}
	m.end()
}

// instance writes what there is of an instance into the element that was begun; name is
// the attribute with its category.
func (m *markup) instance(name string, c *presence.CategoryInstance) {
	m.attr(name, string(c.Key.Category))
	m.number("instance", c.Key.Instance, c.Has.Has(presence.HasInstance))
	if c.Has.Has(presence.HasPublishTime) {
		m.attr("publishTime", c.PublishTime.UTC().Format("2006-01-02T15:04:05.999999999"))
	}
	m.number("container", uint32(c.Key.Container), c.Has.Has(presence.HasContainer))
	m.number("version", c.Version, c.Has.Has(presence.HasVersion))
	if c.Has.Has(presence.HasExpireType) {
		m.attr("expireType", string(c.Expire))
	}
	m.number("expires", uint32(c.Expires/time.Second), c.Has.Has(presence.HasExpires))
	if c.Has.Has(presence.HasEndpointID) {
		m.attr("endpointId", c.EndpointID)
	}
	m.raw(category.Write(c.Value))
}
