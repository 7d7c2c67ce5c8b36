package schema

// JSONSchema describes the JSON objects of values, as JSON Schema does: what it returns
// is to be marshalled.
func (d *Document) JSONSchema() map[string]any {
	s := d.root.jsonSchema()
	s["description"] = d.Doc
	if d.Root != nil {
		s["properties"].(map[string]any)["root"] = map[string]any{"enum": d.Roots}
	}
	text := map[string]any{"type": "string"}
	s["properties"].(map[string]any)["extra"] = map[string]any{
		"description": "elements and attributes that the schema does not know", "type": "array",
		"items": map[string]any{"type": "object", "additionalProperties": false, "properties": map[string]any{"path": text, "attribute": text, "xml": text}},
	}
	return s
}

// jsonSchema describes an element that holds others or has attributes.
func (n *node) jsonSchema() map[string]any {
	properties := map[string]any{}
	for _, a := range n.attrs {
		a.property(properties, a.name, a.Doc, false)
	}
	if n.text != nil {
		n.text.property(properties, "text", n.text.Doc, false)
	}
	for _, k := range n.kids {
		if k.plain() {
			k.text.property(properties, k.name, k.Doc, k.most == 0)
			continue
		}
		s := k.jsonSchema()
		if k.Means != nil {
			s["properties"].(map[string]any)["meaning"] = map[string]any{"type": "string"}
		}
		if k.most == 0 {
			s = map[string]any{"type": "array", "items": s}
		}
		s["description"] = k.Doc
		properties[k.name] = s
	}
	if n.others != nil {
		text := map[string]any{"type": "string"}
		properties["others"] = map[string]any{"description": n.rest.Doc, "type": "array", "items": map[string]any{
			"type": "object", "additionalProperties": false, "properties": map[string]any{"name": text, "text": text, "xml": text},
		}}
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
}

// property describes a text or an attribute.
func (n *node) property(properties map[string]any, name, doc string, many bool) {
	if n.keep.at == nil {
		return
	}
	s := map[string]any{"type": "string"}
	switch n.Type.form {
	case formBool:
		s["type"] = "boolean"
	case formNumber, formInteger:
		s["type"] = "integer"
	case formTime:
		s["format"] = "date-time"
	case formList:
		s = map[string]any{"type": "array", "items": s}
	}
	if many {
		s = map[string]any{"type": "array", "items": s}
	}
	s["description"] = doc
	properties[name] = s
	if n.Means != nil {
		properties[name+"Meaning"] = map[string]any{"type": "string"}
	}
}
