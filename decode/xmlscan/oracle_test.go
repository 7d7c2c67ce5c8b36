package xmlscan

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// theirs reads a document with encoding/xml.
func theirs(doc string) ([]node, error) {
	d := xml.NewDecoder(strings.NewReader(doc))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var all []node
	var open []int
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			n := node{level: len(open) + 1, space: token.Name.Space, local: token.Name.Local}
			for _, a := range token.Attr {
				if a.Name.Space != "xmlns" && (a.Name.Space != "" || a.Name.Local != "xmlns") {
					n.attrs = append(n.attrs, attrString(a.Name.Space, a.Name.Local, a.Value))
				}
			}
			open = append(open, len(all))
			all = append(all, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				all[open[len(open)-1]].text += string(token)
			}
		}
	}
}

// agree compares with encoding/xml: where we have no defect it must accept, and
// see the same; where it refuses, we must have one. It knows names only of the
// fourth edition of XML 1.0, and no version but 1.0.
func agree(s *Scanner, doc []byte) error {
	ours, defects := tree(s, doc, 0)
	text := string(s.appendText(nil, s.src)) // What it is in UTF-8.
	if s.wide {
		text = strings.TrimSuffix(text, "\x00")
	}
	other, err := theirs(text)
	switch {
	case len(defects) > 0:
		return nil
	case err != nil && strings.Contains(err.Error(), "unsupported version"),
		err != nil && strings.Contains(err.Error(), "invalid XML name") && !isASCII(doc):
		return nil
	case err != nil:
		return fmt.Errorf("encoding/xml: %w", err)
	case len(ours) != len(other):
		return fmt.Errorf("%d elements, encoding/xml has %d", len(ours), len(other))
	}
	spaces := strings.NewReplacer("\t", " ", "\r", " ", "\n", " ")
	for i, n := range ours {
		o := other[i]
		// encoding/xml does not normalise white space in values.
		if a, b := spaces.Replace(n.String()), spaces.Replace(o.String()); a != b || n.level != o.level {
			return fmt.Errorf("level %d %q, encoding/xml %d %q", n.level, a, o.level, b)
		}
		if n.text != o.text {
			return fmt.Errorf("%s: text %q, encoding/xml %q", n, n.text, o.text)
		}
	}
	return nil
}

// random writes documents.
type random struct {
	*rand.Rand
	b strings.Builder
}

func (r *random) pick(all ...string) string { return all[r.IntN(len(all))] }

func (r *random) name() string {
	return r.pick("a", "b", "p:a", "q:b", "p:c", "été", "_x-1.2", "state", "xmlns1", "x")
}

// document writes a document that is well-formed, but may have two of the same
// attribute by different prefixes.
func (r *random) document() string {
	r.b.Reset()
	r.b.WriteString(r.pick("", "", "\ufeff", `<?xml version="1.0"?>`, "<?xml version='1.0' encoding='utf-8' standalone='no' ?>\r\n"))
	r.b.WriteString(r.pick("", "<!-- c -->", "<?p d?> \n"))
	r.element(1)
	r.b.WriteString(r.pick("", "\r\n", "<!-- c -->", "<?p d?>"))
	return r.b.String()
}

func (r *random) element(level int) {
	name := r.name()
	r.b.WriteString("<" + name)
	if level == 1 {
		r.b.WriteString(` xmlns:p="u" xmlns:q='v'`)
	}
	names := []string{"a", "b", "p:a", "q:b", "p:c", "été", "xmlns1", "xml:lang", "d", "xmlns"}
	if level > 1 {
		names = append(names, "xmlns:p", "xmlns:r")
	}
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names[:r.IntN(4)] {
		value := strings.NewReplacer(`"`, "&quot;").Replace(r.pick("", "1", "x y", "&lt;&amp;", "é😀", "it's", "a\r\nb\tc", "&#10;", "]]>", "u"))
		if strings.HasPrefix(name, "xmlns:") {
			value += "u"
		}
		r.b.WriteString(r.pick(" ", "\n\t") + name + r.pick("=", " = ") + `"` + value + `"`)
	}
	if r.IntN(4) == 0 {
		r.b.WriteString(r.pick("/>", " />"))
		return
	}
	r.b.WriteString(r.pick(">", " >"))
	for range r.IntN(5) {
		switch {
		case level < 5 && r.IntN(2) == 0:
			r.element(level + 1)
		default:
			r.b.WriteString(r.pick("text", " \r\n ", "\r", "é", "😀", "&amp;", "&#x41;", "]]", "<![CDATA[<&>]]]]>", "<!-- - -->", "<?p ?>", "a=\"b\""))
		}
	}
	r.b.WriteString("</" + name + r.pick(">", " >"))
}

// damage changes a document a little, mostly for the worse.
func (r *random) damage(doc string) string {
	b := []byte(doc)
	for range 1 + r.IntN(3) {
		at := r.IntN(len(b) + 1)
		switch r.IntN(4) {
		case 0:
			b = b[:at]
		case 1:
			b = append(b[:at:at], b[min(len(b), at+1+r.IntN(4)):]...)
		case 2:
			b = append(b[:at:at], append([]byte(r.pick("<", ">", "&", "\"", "'", "/", "-", "--", "]]>", "=", " ", ":", "?", "!", "\x00", "\xff", "<a>", "</a>", "<!--", "<![CDATA[", "x", "&#0;", "&b;", "xmlns:")), b[at:]...)...)
		case 3:
			if at < len(b) {
				b = bytes.Clone(b)
				b[at] = byte(r.IntN(256))
			}
		}
	}
	return string(b)
}

// TestOracle compares with encoding/xml, documents that are well-formed and
// others.
func TestOracle(t *testing.T) {
	s := New(DefaultLimits())
	whole, damaged := 0, 0
	for seed := range uint64(3000) {
		r := &random{Rand: rand.New(rand.NewPCG(seed, 3))}
		doc := r.document()
		for i, doc := range []string{doc, r.damage(doc), r.damage(doc)} {
			if err := agree(s, []byte(doc)); err != nil {
				t.Errorf("seed %d.%d: %v in\n%q", seed, i, err, doc)
			}
			s.Reset([]byte(doc), 0)
			if d := s.Close(); d == nil && i == 0 {
				whole++
			} else if d == nil {
				damaged++
			}
		}
	}
	if whole < 1500 || damaged < 200 {
		t.Errorf("only %d of 3000 documents have no defect, and %d of 6000 damaged ones", whole, damaged)
	}
	t.Logf("%d of 3000 documents have no defect, and %d of 6000 damaged ones", whole, damaged)
	for _, doc := range cutDocs() {
		if err := agree(s, []byte(doc)); err != nil {
			t.Errorf("%v in\n%q", err, doc)
		}
	}
}
