package render

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"prescap/decode/presence"
)

// filler sets every field of a value to what is nowhere else, and knows what it set.
type filler struct{ tokens []string }

func (f *filler) fill(v reflect.Value) {
	n := 7000 + 11*len(f.tokens)
	token := fmt.Sprint(n)
	switch v.Kind() {
	case reflect.String:
		token = fmt.Sprintf("word%d", n)
		v.SetString(token)
	case reflect.Bool:
		v.SetBool(true)
		return
	case reflect.Int:
		v.SetInt(int64(n))
	case reflect.Int64:
		v.SetInt(int64(time.Duration(n) * time.Second))
	case reflect.Uint32:
		v.SetUint(uint64(n))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		f.fill(v.Index(0))
		return
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
		return
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i))
		}
		return
	default:
		panic(v.Kind())
	}
	f.tokens = append(f.tokens, token)
}

// What headers say is shown whole, in text and in JSON.
func TestEveryFieldOfHeaders(t *testing.T) {
	for _, e := range []presence.Event{&presence.Register{}, &presence.Authentication{}, &presence.Diagnostics{}, &presence.EventStatePublish{}} {
		var f filler
		f.fill(reflect.ValueOf(e).Elem())
		j, err := json.Marshal(kindsOf(e))
		if err != nil {
			t.Fatal(err)
		}
		for _, token := range f.tokens {
			if !strings.Contains(string(j), token) {
				t.Errorf("%T: no %s in %s", e, token, j)
			}
			if !strings.Contains(eventText(e), token) {
				t.Errorf("%T: no %s in %s", e, token, eventText(e))
			}
		}
	}
	scheme := presence.AuthenticationScheme{Leg: true, Signed: true}
	if text := schemeText(scheme); !strings.Contains(text, "leg") || !strings.Contains(text, "signed") {
		t.Errorf("%q is neither leg nor signed", text)
	}
}
