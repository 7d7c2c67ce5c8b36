package render

import (
	"reflect"
	"strings"
)

// Schema describes a kind of JSON line.
type Schema struct {
	Name   string // As in the field "schema".
	Doc    string
	Fields []Field
}

// Field describes a field of a JSON line.
type Field struct {
	Name     string // With the names of the objects around it: "forward.lost".
	Type     string // string, number, or a list of these: string[].
	Optional bool   // Absent rather than empty, zero or guessed.
	Doc      string
}

// Schemas lists the schemas of what prescap writes, from the types it writes.
func Schemas() []Schema {
	return []Schema{
		{messageSchema, "A SIP message, as written by prescap messages.", fieldsOf("", reflect.TypeFor[messageJSON]())},
		{connectionSchema, "A connection, as written by prescap connections.", fieldsOf("", reflect.TypeFor[connectionJSON]())},
	}
}

// fieldsOf lists the fields of a type, and behind a field those of its own.
func fieldsOf(prefix string, t reflect.Type) []Field {
	var fields []Field
	for f := range t.Fields() {
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		kind, inner := typeName(f.Type)
		fields = append(fields, Field{prefix + name, kind, option == "omitempty", f.Tag.Get("doc")})
		// Both directions have the same fields: they are told once.
		if inner != nil && name != "reverse" {
			fields = append(fields, fieldsOf(prefix+name+".", inner)...)
		}
	}
	return fields
}

// typeName names a type in JSON's words; inner is the type of an object.
func typeName(t reflect.Type) (name string, inner reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer:
		return typeName(t.Elem())
	case reflect.Slice:
		name, inner = typeName(t.Elem())
		return name + "[]", inner
	case reflect.Struct:
		return "object", t
	case reflect.String:
		return "string", nil
	}
	return "number", nil
}
