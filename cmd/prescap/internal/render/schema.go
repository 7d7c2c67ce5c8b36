package render

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"prescap/decode/category"
	"prescap/decode/document"
	"prescap/decode/schema"
)

// Schema describes a kind of JSON line or document.
type Schema struct {
	Name   string // As in the field "schema".
	Doc    string
	Fields []Field
}

// Field describes a field of a JSON object.
type Field struct {
	Name     string // With the names of the objects around it: "forward.lost".
	Type     string // string, number, boolean, object, or a list of these: string[].
	Optional bool   // Absent rather than empty, zero or guessed.
	Doc      string
}

// output is something that prescap writes as JSON.
type output struct {
	name string // As in the field "schema".
	doc  string
	of   reflect.Type
}

// outputs lists what prescap writes as JSON.
func outputs() []output {
	return []output{
		{messageSchema, "A SIP message: a line of prescap messages.", reflect.TypeFor[messageJSON]()},
		{connectionSchema, "A connection: a line of prescap connections.", reflect.TypeFor[connectionJSON]()},
		{eventSchema, "What a message says about presence in one body or header: a line of prescap events.", reflect.TypeFor[eventJSON]()},
		{reportSchema, "The document of prescap report.", reflect.TypeFor[reportJSON]()},
		{checkSchema, "The document of prescap check.", reflect.TypeFor[checkJSON]()},
		{rulesSchema, "The document of prescap rules.", reflect.TypeFor[catalogueJSON]()},
		{viewSchema, "The document of prescap view.", reflect.TypeFor[viewJSON]()},
	}
}

// Outputs lists what prescap writes as JSON: names, and a line about each.
func Outputs() []Schema {
	var all []Schema
	for _, o := range outputs() {
		all = append(all, Schema{Name: o.name, Doc: o.doc})
	}
	return all
}

// Schemas lists the schemas of what prescap writes, from the types it writes, each with
// its fields, and those of the values in it.
func Schemas() []Schema {
	told := map[reflect.Type]string{}
	var all []Schema
	for _, o := range outputs() {
		all = append(all, Schema{o.name, o.doc, fieldsOf(told, o.name, "", o.of)})
	}
	for _, d := range Documents() {
		s := Schema{Name: "document " + d.Name, Doc: "A value in what prescap events writes: " + d.Doc + " (" + d.Source + ")."}
		for _, f := range d.Fields() {
			s.Fields = append(s.Fields, Field{f.Name, f.Type, true, f.Doc})
		}
		all = append(all, s)
	}
	return all
}

// Documents lists the schemas of the values in events: of categories, and of bodies
// that are documents of their own.
func Documents() []*schema.Document {
	all := slices.Clone(category.Documents())
	for _, d := range document.Documents() {
		all = append(all, d.Document)
	}
	return all
}

// fieldsOf lists the fields of a type, and behind a field those of its own, where
// they have not been told before.
func fieldsOf(told map[reflect.Type]string, schema, prefix string, t reflect.Type) []Field {
	var fields []Field
	for f := range t.Fields() {
		if f.Anonymous {
			fields = append(fields, fieldsOf(told, schema, prefix, f.Type)...)
			continue
		}
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		kind, inner := typeName(f.Type)
		field := Field{prefix + name, kind, strings.HasPrefix(option, "omit") || option == "omitzero", f.Tag.Get("doc")}
		if inner == nil {
			fields = append(fields, field)
			continue
		}
		if place, ok := told[inner]; ok {
			field.Doc += "; with the fields of " + strings.TrimPrefix(place, schema+": ")
			fields = append(fields, field)
			continue
		}
		told[inner] = schema + ": " + field.Name
		fields = append(fields, field)
		fields = append(fields, fieldsOf(told, schema, field.Name+".", inner)...)
	}
	return fields
}

// typeName names a type in JSON's words; inner is the type of an object.
func typeName(t reflect.Type) (name string, inner reflect.Type) {
	if t == reflect.TypeFor[json.RawMessage]() {
		return "object", nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typeName(t.Elem())
	case reflect.Slice:
		name, inner = typeName(t.Elem())
		return name + "[]", inner
	case reflect.Struct:
		return "object", t
	case reflect.Map:
		return "object", nil
	case reflect.String:
		return "string", nil
	case reflect.Bool:
		return "boolean", nil
	}
	return "number", nil
}
