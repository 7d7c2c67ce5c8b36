package category

import (
	"sync"

	"prescap/decode/schema"
)

// prefix is what the namespaces of categories begin with (category schemas 1).
const prefix = "http://schemas.microsoft.com/2006/09/sip/"

// Documents lists the schemas of the categories that have a decoder. All others are Opaque. The list is not to be changed.
func Documents() []*schema.Document { return documents().all }

// table is all documents, and the one by which values of a kind are written.
type table struct {
	all []*schema.Document
	of  [kinds]*schema.Document
}

// documents makes the schemas ready, once. Of those that share a kind of value the first
// is the one by which it is written.
var documents = sync.OnceValue(func() *table {
	t := &table{}
	for _, s := range []schema.Schema{
		state(), dndState(), note(), noteHistory(), device(), services(), calendarData(), workingHours(), contactCard(), routing(),
		legacyInterop(), mwi(), userInformation(), userProperties(), otherOptions(), rccOptions(), alerts(),
	} {
		d := schema.Compile(s)
		t.all = append(t.all, d)
		if k := d.New().(Value).kind(); t.of[k] == nil {
			t.of[k] = d
		}
	}
	return t
})

// documentOf returns the schema by which a value is written.
func documentOf(v Value) *schema.Document { return documents().of[v.kind()] }

// find returns the schema of a category; nil for one that has none.
func (t *table) find(name string) *schema.Document {
	for _, d := range t.all {
		if d.Name == name {
			return d
		}
	}
	return nil
}
