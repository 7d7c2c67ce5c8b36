package schema

import (
	"strings"

	"prescap/decode/lexical"
)

// Type is the type of a text or an attribute.
type Type struct {
	Name   string   // As schemas write it.
	Known  []string // The tokens of an enumeration.
	form   form
	closed bool // No other tokens are allowed.
}

type form uint8

const (
	formNone form = iota
	formString
	formVerbatim
	formToken
	formBool
	formNumber
	formInteger
	formTime
	formCheck // Text that check looks at.
	formList
)

// None reports whether there is no type: the element holds others.
func (t Type) None() bool { return t.form == formNone }

// Closed reports whether the tokens are all that are allowed; of other enumerations
// they are those that are known.
func (t Type) Closed() bool { return t.closed }

// String is any text, without the white space around it.
func String() Type { return Type{Name: "xs:string", form: formString} }

// Verbatim is any text, as it is.
func Verbatim() Type { return Type{Name: "xs:string", form: formVerbatim} }

// Token is a word.
func Token() Type { return Type{Name: "xs:token", form: formToken} }

// URI is an address.
func URI() Type { return Type{Name: "xs:anyURI", form: formToken} }

// Boolean is true, false, 1 or 0.
func Boolean() Type { return Type{Name: "xs:boolean", form: formBool} }

// UnsignedInt is a number of 32 bits.
func UnsignedInt() Type { return Type{Name: "xs:unsignedInt", form: formNumber} }

// Long is a number with a sign, named as the schema does: xs:int, xs:short.
func Long(name string) Type { return Type{Name: name, form: formInteger} }

// DateTime is a time.
func DateTime() Type { return Type{Name: "xs:dateTime", form: formTime} }

// Enum is a word that is known; closed when no other is allowed.
func Enum(name string, closed bool, known ...string) Type {
	return Type{Name: name, Known: known, form: formToken, closed: closed}
}

// List is words with white space between them; closed when no other words are allowed.
func List(name string, closed bool, known ...string) Type {
	return Type{Name: name, Known: known, form: formList, closed: closed}
}

// Duration is a length of time without years and months.
func Duration() Type { return Type{Name: "xs:duration", form: formCheck} }

// Clock is a time of day with or without an offset from UTC.
func Clock() Type { return Type{Name: "xs:time", form: formCheck} }

// Base64 is bytes.
func Base64() Type { return Type{Name: "xs:base64Binary", form: formCheck} }

// GUID is the identity of an endpoint in text: with or without braces, in any letter
// case.
func GUID() Type { return Type{Name: "GUID", form: formCheck} }

// expected says what text of the type must be; "" when it is.
func (t *Type) expected(s string) string {
	switch t.Name {
	case "xs:duration":
		if _, ok := lexical.ParseDuration(s); !ok {
			return "a duration without years and months"
		}
	case "xs:time":
		if !lexical.IsClock(s) {
			return "a time of day"
		}
	case "xs:base64Binary":
		if !lexical.IsBase64(s) {
			return "bytes in base64"
		}
	case "xs:unsignedLong":
		if n, ok := lexical.ParseInteger(s); !ok || n < 0 {
			return "an unsigned number"
		}
	case "GUID":
		if !lexical.IsGUID(s) {
			return "a GUID"
		}
	}
	return ""
}

// known reports whether a word is one of the enumeration; almost the one that it is but
// for its letter case.
func (t *Type) known(word string) (ok bool, almost string) {
	for _, k := range t.Known {
		if k == word {
			return true, ""
		}
	}
	for _, k := range t.Known {
		if strings.EqualFold(k, word) {
			return false, k
		}
	}
	return false, ""
}

// UnsignedLong is a number of 64 bits, kept as sent.
func UnsignedLong() Type { return Type{Name: "xs:unsignedLong", form: formCheck} }
