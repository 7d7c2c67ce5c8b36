package xmlscan

import (
	"fmt"
	"strings"
	"testing"
)

// category is a document of several publications, as a notification carries
// them, of about the given length.
func category(size int) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\r\n" +
		`<categories xmlns="http://schemas.microsoft.com/2006/09/sip/categories" uri="sip:alice@contoso.com">` + "\r\n")
	for i := 0; b.Len() < size-len("</categories>"); i++ {
		switch i % 3 {
		case 0:
			fmt.Fprintf(&b, `  <category name="state" instance="%d" publishTime="2026-03-02T08:02:31.617" container="2" version="%d" expireType="user">`, 805306368+i, i+1)
			b.WriteString(`<state xmlns="http://schemas.microsoft.com/2006/09/sip/state" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
				`manual="true" xsi:type="userState"><availability>6500</availability>` +
				`<activity token="in-a-meeting" minAvailability="6500" maxAvailability="8999"><custom LCID="1033">Caf&#xe9; &amp; talk</custom></activity>` +
				`<endpointLocation/></state></category>` + "\r\n")
		case 1:
			fmt.Fprintf(&b, `  <category name="note" instance="%d" publishTime="2026-03-02T08:02:31.617" container="200" version="%d" expireType="static">`, i, i+1)
			b.WriteString("\r\n    " + `<note xmlns="http://schemas.microsoft.com/2006/09/sip/note">` + "\r\n      " + `<body type="personal" uri="">Out for lunch until one, back after that in the afternoon</body>` + "\r\n    </note>\r\n  </category>\r\n")
		case 2:
			fmt.Fprintf(&b, `  <category name="services" instance="%d" publishTime="2026-03-02T08:02:31.617" container="2" version="%d" expireType="endpoint" endpointId="7A1C0F52-3B64-5E10-9C0D-2F6B8E4D1A77">`, i, i+1)
			b.WriteString(`<services xmlns="http://schemas.microsoft.com/2006/09/sip/service"><service uri="sip:alice@contoso.com"><capabilities>` +
				`<text render="true" capture="true" deviceAvailability="0"/><gifInk render="true" capture="false"/><voice capture="true" render="true" deviceAvailability="0"/>` +
				`<video capture="true" render="true"/></capabilities></service></services></category>` + "\r\n")
		}
	}
	b.WriteString("</categories>")
	return []byte(b.String())
}

// plainCategory is category without anything that needs decoding.
func plainCategory(size int) []byte {
	return []byte(strings.ReplaceAll(string(category(size)), "Caf&#xe9; &amp; talk", "Coffee and a talk"))
}

// readAll reads what there is, all elements and all text, as a decoder would.
func readAll(s *Scanner) (elements int) {
	if _, ok := s.Root(); !ok {
		return 0
	}
	for e := range s.Children() {
		if name, _ := e.Attr("name"); name == "" {
			elements--
		}
		elements++
		for range s.Children() {
			elements++
			for e := range s.Children() {
				elements++
				if e.Local == "body" || e.Local == "availability" {
					elements += len(s.Text())
					continue
				}
				for range s.Children() {
					elements++
				}
			}
		}
	}
	return elements
}

func BenchmarkScanner(b *testing.B) {
	for _, size := range []int{1 << 10, 4 << 10, 20 << 10} {
		doc := plainCategory(size)
		b.Run(fmt.Sprintf("%dK", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			s := New(DefaultLimits())
			for b.Loop() {
				s.Reset(doc, 1000)
				readAll(s)
				if d := s.Close(); d != nil {
					b.Fatal(d)
				}
			}
		})
	}
	doc := plainCategory(4 << 10)
	b.Run("skip", func(b *testing.B) {
		b.SetBytes(int64(len(doc)))
		b.ReportAllocs()
		s := New(DefaultLimits())
		for b.Loop() {
			s.Reset(doc, 1000)
			s.Close()
		}
	})
	b.Run("prepare", func(b *testing.B) {
		b.SetBytes(int64(len(doc)))
		s := New(DefaultLimits())
		for b.Loop() {
			s.Reset(doc, 1000)
		}
	})
}
