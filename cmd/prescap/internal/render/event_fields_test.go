package render

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"prescap/decode/document"
	"prescap/decode/presence"
	"prescap/decode/schema"
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

// The numbers of LCS are told in those of enhanced presence.
func TestEnhanced(t *testing.T) {
	number := func(n uint32) document.Aggregate { return document.Aggregate{Number: schema.Number{N: n, Set: true}} }
	for want, v := range map[string]document.Value{
		`"enhanced":{"availability":6500,"class":"busy","token":"on-the-phone","grade":"S"}`: &document.Presentity{Availability: number(300), Activity: number(500)},
		`"enhanced":{"availability":15500,"class":"away","grade":"I"}`: &document.SOAP{Set: &document.SetPresence{Device: &document.Device{
			Availability: number(200), Activity: number(150)}}},
	} {
		j, err := json.Marshal(kindsOf(&presence.Document{Value: v}))
		if err != nil || !strings.Contains(string(j), want) {
			t.Errorf("no %s in %s, %v", want, j, err)
		}
	}
	if j, _ := json.Marshal(kindsOf(&presence.Document{Value: &document.PIDF{}})); strings.Contains(string(j), "enhanced") {
		t.Errorf("what has no numbers has %s", j)
	}
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
