package body_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/txtar"

	"prescap/capture"
	"prescap/decode"
	"prescap/decode/category"
	"prescap/decode/document"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

var update = flag.Bool("update", false, "rewrite the expected events")

// TestCases decodes a message each: testdata/*.txtar has it in "message", and what
// is made of it in "events". The comment has lines of how it is sent:
//
//	lf            line ends are LF
//	utf-16        the body, in little endian with a byte order mark
//	utf-16be      the body, in big endian without
//	bom           the body, in UTF-8 with a byte order mark
//	latin-1       the body
//	gzip          the body
//	deflate       the body, with the header of zlib
//	raw-deflate   the body, without
//	cut N         the last N bytes of the body are never sent
//	lost N        the last N bytes are not captured
//	limit N       Instances and Parts are N, XML.Defects 3
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil || len(a.Files) == 0 || a.Files[0].Name != "message" {
			t.Fatalf("%s: no file message first: %v", path, err)
		}
		limits := decode.DefaultLimits()
		raw, lost := compose(t, path, string(a.Comment), string(a.Files[0].Data), &limits)
		m := framed(t, raw, lost)
		got := print(decode.New(limits).Decode(m), m)
		if *update {
			a.Files = append(a.Files[:1], txtar.File{Name: "events", Data: []byte(got)})
			if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if len(a.Files) < 2 || string(a.Files[1].Data) != got {
			t.Errorf("%s:\n%s", path, got)
		}
	}
}

// compose makes the bytes of a message of its text.
func compose(t *testing.T, path, how, text string, limits *decode.Limits) (raw []byte, lost int) {
	t.Helper()
	head, body, _ := strings.Cut(text, "\n\n")
	if strings.TrimSpace(body) == "" {
		body = ""
	}
	end := "\r\n"
	var b []byte
	for i, line := range strings.Split("\n"+how, "\n") {
		verb, arg, _ := strings.Cut(line, " ")
		n, _ := strconv.Atoi(arg)
		if i == 1 || b == nil {
			if strings.Contains("\n"+how, "\nlf\n") {
				end = "\n"
			}
			b = []byte(strings.ReplaceAll(body, "\n", end))
		}
		switch verb {
		case "utf-16":
			b = wide(b, binary.LittleEndian, true)
		case "utf-16be":
			b = wide(b, binary.BigEndian, false)
		case "bom":
			b = append([]byte("\xef\xbb\xbf"), b...)
		case "latin-1":
			var l []byte
			for _, r := range string(b) {
				l = append(l, byte(r))
			}
			b = l
		case "gzip":
			b = packed(b, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
		case "deflate":
			b = packed(b, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
		case "raw-deflate":
			b = packed(b, func(w io.Writer) io.WriteCloser { f, _ := flate.NewWriter(w, 6); return f })
		case "cut":
			b = b[:len(b)-n]
		case "lost":
			lost = n
		case "limit":
			limits.Instances, limits.Parts, limits.XML.Defects = n, n, 3
		case "nesting":
			limits.Nesting = n
		case "inflated":
			limits.Inflated = n
		}
	}
	head = strings.ReplaceAll(head, "\n", "\r\n")
	return append(fmt.Appendf(nil, "%s\r\nContent-Length: %d\r\n\r\n", head, len(b)), b...), lost
}

func wide(b []byte, order binary.AppendByteOrder, mark bool) (w []byte) {
	if mark {
		w = order.AppendUint16(w, 0xfeff)
	}
	for _, u := range utf16.Encode([]rune(string(b))) {
		w = order.AppendUint16(w, u)
	}
	return w
}

func packed(b []byte, by func(io.Writer) io.WriteCloser) []byte {
	var to bytes.Buffer
	w := by(&to)
	w.Write(b)
	w.Close()
	return to.Bytes()
}

// sink keeps messages.
type sink struct{ all []*sip.Message }

func (s *sink) Message(m *sip.Message)  { s.all = append(s.all, m) }
func (s *sink) KeepAlive(sip.KeepAlive) {}
func (s *sink) Junk(int)                {}

// framed makes a message of bytes, the last of which are lost.
func framed(t testing.TB, raw []byte, lost int) *sip.Message {
	t.Helper()
	var s sink
	f := sip.NewFramer(sip.DefaultLimits(), &s)
	f.Push(capture.Segment{Start: capture.Opened, Flow: capture.Flow{Transport: capture.TCP}, Data: raw[:len(raw)-lost]})
	f.Close()
	if len(s.all) != 1 {
		t.Fatalf("%d messages of %q", len(s.all), raw)
	}
	return s.all[0]
}

// print writes events and defects, one line each or a few. Offsets count from the
// beginning of the body.
func print(events []presence.Event, m *sip.Message) string {
	var b strings.Builder
	start := m.Length - len(m.Body)
	for _, e := range events {
		v := reflect.ValueOf(e).Elem()
		fmt.Fprint(&b, v.Type().Name())
		var all []presence.CategoryInstance
		for i := range v.NumField() {
			f := v.Field(i)
			if c, ok := f.Interface().([]presence.CategoryInstance); ok {
				all = c
				continue
			}
			if d, ok := f.Interface().(document.Value); ok {
				fmt.Fprintf(&b, " %s “%s”\n  %s\n  %s", document.Of(d).Name, document.Text(d), document.Of(d).AppendJSON(nil, d), document.Of(d).Write(d))
				continue
			}
			if f.IsZero() || f.Kind() == reflect.Slice && f.Len() == 0 && f.IsNil() {
				continue
			}
			fmt.Fprintf(&b, " %s=%s", v.Type().Field(i).Name, show(f))
		}
		b.WriteString("\n")
		for i := range all {
			b.WriteString("  " + line(&all[i], start) + "\n")
		}
	}
	for _, d := range m.Defects {
		fmt.Fprintf(&b, "%s @%d %s: %s\n", d.Kind, d.Offset-start, d.Path, d.Text)
	}
	return b.String()
}

// show writes a field of an event.
func show(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return strconv.Quote(v.String())
	case reflect.Pointer:
		if v.IsNil() {
			return "-"
		}
		return show(v.Elem())
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = show(v.Index(i))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case reflect.Struct:
		var parts []string
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() {
				parts = append(parts, v.Type().Field(i).Name+"="+show(f))
			}
		}
		return "{" + strings.Join(parts, " ") + "}"
	}
	return fmt.Sprint(v.Interface())
}

// line writes an instance.
func line(c *presence.CategoryInstance, start int) string {
	key := c.Key.String()
	if !c.Has.Has(presence.HasInstance) {
		key = strings.TrimSuffix(key, "/0") + "/-"
	}
	s := fmt.Sprintf("%s @%d+%d %s", c.Where(), c.Offset-start, c.Length, key)
	add := func(f presence.Fields, name string, v any) {
		if c.Has.Has(f) {
			s += fmt.Sprintf(" %s=%v", name, v)
		}
	}
	add(presence.HasVersion, "version", c.Version)
	add(presence.HasExpireType, "expireType", c.Expire)
	add(presence.HasExpires, "expires", c.Expires)
	add(presence.HasPublishTime, "publishTime", c.PublishTime.Format(time.RFC3339Nano))
	add(presence.HasEndpointID, "endpointId", c.EndpointID)
	if c.Has.Has(presence.HasValue) {
		s += ": " + category.Text(c.Value)
		if st, ok := c.Value.(*category.State); ok {
			s += " (" + string(st.Type) + ")"
		}
	}
	if c.Cut {
		s += " (cut)"
	}
	if len(c.Defects) > 0 {
		s += fmt.Sprintf(" (%d defects)", len(c.Defects))
	}
	return s
}
