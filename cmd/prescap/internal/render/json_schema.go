package render

import (
	"encoding/json"
	"io"
	"maps"
	"reflect"
	"strings"
)

// JSONSchema writes the JSON Schema of what prescap writes under a name, such as
// "prescap.event/2" or in short "event"; ok is false when there is none.
func JSONSchema(w io.Writer, name string) (ok bool, err error) {
	for _, o := range outputs() {
		if name != o.name && name != strings.TrimPrefix(o.short(), "prescap.") {
			continue
		}
		s := jsonSchemaOf(o.of)
		s["properties"].(map[string]any)["schema"] = map[string]any{"const": o.name}
		maps.Copy(s, map[string]any{
			"$schema": "https://json-schema.org/draft/2020-12/schema", "title": o.name, "description": o.doc,
		})
		if o.name == eventSchema {
			s["$defs"] = documentSchemas()
		}
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return true, e.Encode(s)
	}
	return false, nil
}

// short is the name of an output without its version.
func (o *output) short() string { return o.name[:strings.IndexByte(o.name, '/')] }

// documentSchemas describes the values of categories, by name.
func documentSchemas() map[string]any {
	all := map[string]any{}
	for _, d := range Documents() {
		all[d.Name] = d.JSONSchema()
	}
	return all
}

// jsonSchemaOf describes a type that is written as JSON.
func jsonSchemaOf(t reflect.Type) map[string]any {
	switch {
	case t == reflect.TypeFor[json.RawMessage]():
		var refs []map[string]string
		for _, d := range Documents() {
			refs = append(refs, map[string]string{"$ref": "#/$defs/" + d.Name})
		}
		return map[string]any{"anyOf": refs}
	case t.Kind() == reflect.Pointer:
		return jsonSchemaOf(t.Elem())
	case t.Kind() == reflect.Slice:
		return map[string]any{"type": "array", "items": jsonSchemaOf(t.Elem())}
	case t.Kind() == reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": jsonSchemaOf(t.Elem())}
	case t.Kind() == reflect.Struct:
		return objectSchema(t)
	case t.Kind() == reflect.String:
		return map[string]any{"type": "string"}
	case t.Kind() == reflect.Bool:
		return map[string]any{"type": "boolean"}
	case t.Kind() == reflect.Float64:
		return map[string]any{"type": "number"}
	case t.Kind() == reflect.Interface:
		return map[string]any{}
	}
	return map[string]any{"type": "integer"}
}

// objectSchema describes a struct: fields that may be absent are not required.
func objectSchema(t reflect.Type) map[string]any {
	properties, required := map[string]any{}, []string{}
	var add func(t reflect.Type)
	add = func(t reflect.Type) {
		for f := range t.Fields() {
			if f.Anonymous {
				add(f.Type)
				continue
			}
			name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
			s := jsonSchemaOf(f.Type)
			s["description"] = f.Tag.Get("doc")
			properties[name] = s
			if !strings.HasPrefix(option, "omit") {
				required = append(required, name)
			}
		}
	}
	add(t)
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties, "required": required}
}
