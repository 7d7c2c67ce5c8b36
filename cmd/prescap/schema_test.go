package main

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// What is written as JSON is as its JSON Schema says: for each sample, by another's
// validator.
func TestOutputsFitTheirSchemas(t *testing.T) {
	prescap := func(args ...string) []byte {
		cmd := exec.Command("prescap", args...)
		cmd.Dir = "../.."
		out, _ := cmd.Output()
		return out
	}
	for _, c := range []struct {
		schema string
		args   []string
	}{
		{"event", []string{"events", "-T", "jsonl", "samples"}},
		{"message", []string{"messages", "-T", "jsonl", "samples"}},
		{"connection", []string{"connections", "-T", "jsonl", "samples"}},
		{"report", []string{"report", "-T", "json", "samples/morning.pcapng"}},
		{"check", []string{"check", "-T", "json", "samples/morning.pcapng"}},
		{"rules", []string{"rules", "-T", "json"}},
	} {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(prescap("schema", c.schema)))
		if err != nil {
			t.Fatalf("%s: %v", c.schema, err)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource("s.json", document); err != nil {
			t.Fatal(err)
		}
		schema, err := compiler.Compile("s.json")
		if err != nil {
			t.Fatalf("%s: %v", c.schema, err)
		}
		d := json.NewDecoder(bytes.NewReader(prescap(c.args...)))
		d.UseNumber()
		n := 0
		for ; d.More(); n++ {
			var line any
			if err := d.Decode(&line); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(line); err != nil && n < 100 {
				t.Errorf("%s, object %d: %v", strings.Join(c.args, " "), n+1, err)
			}
			if object, ok := line.(map[string]any); ok && n == 0 {
				object["unheard-of"] = true
				if schema.Validate(object) == nil {
					t.Errorf("%s: anything fits", c.schema)
				}
			}
		}
		if n == 0 {
			t.Errorf("%s writes nothing", strings.Join(c.args, " "))
		}
	}
}
