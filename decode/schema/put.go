package schema

import (
	"strings"
	"time"

	"prescap/decode/defect"
	"prescap/decode/lexical"
)

// put checks a text or an attribute and keeps it; attr is the name of the attribute, as
// sent.
func (r *Reader) put(n *node, s string, at int, attr string, dst any) {
	var to any
	if n.keep.at != nil {
		to = n.keep.at(dst)
	}
	switch n.Type.form {
	case formVerbatim:
		keepString(to, strings.Clone(s))
	case formString:
		keepString(to, r.words.Of(lexical.Trim(s)))
	case formToken, formCheck:
		s = lexical.Trim(s)
		r.check(&n.Type, s, at, attr)
		keepString(to, r.words.Of(s))
	case formList:
		r.list(n, s, at, attr, to)
	case formBool:
		r.boolean(s, at, attr, to)
	case formNumber:
		v, ok := lexical.ParseNumber(s)
		if !ok {
			r.value(DefectNumber, at, attr, "an unsigned number of 32 bits", s)
		} else if p, is := to.(*Number); is {
			*p = Number{v, true}
		}
	case formInteger:
		v, ok := lexical.ParseInteger(s)
		if !ok {
			r.value(DefectNumber, at, attr, "a number", s)
		} else if p, is := to.(*Integer); is {
			*p = Integer{v, true}
		} else if p, is := to.(*int); is {
			*p = int(v)
		}
	case formTime:
		v, ok := lexical.ParseTime(s)
		if !ok {
			r.value(DefectTime, at, attr, "a time", s)
		} else if p, is := to.(*time.Time); is {
			*p = v
		}
	}
}

func keepString(to any, s string) {
	if p, ok := to.(*string); ok {
		*p = s
	}
}

// list keeps words with white space between them.
func (r *Reader) list(n *node, s string, at int, attr string, to any) {
	all, _ := to.(*[]string)
	for word := range strings.FieldsSeq(s) {
		r.check(&n.Type, word, at, attr)
		if all != nil && len(*all) < r.most {
			*all = append(*all, r.words.Of(word))
		}
	}
}

// boolean keeps a boolean; in another letter case it is understood.
func (r *Reader) boolean(s string, at int, attr string, to any) {
	v, exact, ok := lexical.ParseBool(s)
	switch {
	case !ok:
		r.value(DefectBoolean, at, attr, "true, false, 1 or 0", s)
		return
	case !exact:
		r.value(DefectCase, at, attr, "true or false", s)
	}
	switch p := to.(type) {
	case *bool:
		*p = v
	case *Flag:
		if *p = No; v {
			*p = Yes
		}
	}
}

// check notes a word that is none of an enumeration, and text that has not the form of
// its type.
func (r *Reader) check(t *Type, s string, at int, attr string) {
	if t.form == formCheck {
		if want := t.expected(s); want != "" {
			r.value(DefectForm, at, attr, want, s)
		}
		return
	}
	if len(t.Known) == 0 || s == "" && !t.closed {
		return
	}
	ok, almost := t.known(s)
	switch {
	case ok:
	case almost != "":
		r.value(DefectCase, at, attr, almost, s)
	case t.closed:
		r.value(DefectEnumeration, at, attr, "one of "+strings.Join(t.Known, ", "), s)
	default:
		r.value(DefectToken, at, attr, "one of "+strings.Join(t.Known, ", "), s)
	}
}

// value notes a value that is not what it must be.
func (r *Reader) value(kind defect.Kind, at int, attr, want, found string) {
	behind := ""
	if attr != "" {
		behind = "/@" + attr
	}
	r.odd(kind, at, behind, "expected "+want+", found "+lexical.Quote(found))
}
