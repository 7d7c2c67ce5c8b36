package schema

import (
	"reflect"
	"slices"
	"time"

	"prescap/decode/words"
)

// Equal reports whether two values of the schema say the same. A long text is the same
// as what Kept keeps of it.
func (d *Document) Equal(a, b any) bool {
	if d.Root != nil && *d.Root(a) != *d.Root(b) {
		return false
	}
	return d.root.equal(a, b) && slices.EqualFunc(a.(interface{ base() *Base }).base().Extra, b.(interface{ base() *Base }).base().Extra, Extra.equal)
}

func (e Extra) equal(o Extra) bool {
	return e.Path == o.Path && e.Attr == o.Attr && sameText(e.XML, o.XML)
}

func (n *node) equal(a, b any) bool {
	if n.text != nil && !n.text.same(a, b) {
		return false
	}
	for _, at := range n.attrs {
		if !at.same(a, b) {
			return false
		}
	}
	if n.others != nil && !slices.Equal(*n.others(a), *n.others(b)) {
		return false
	}
	for _, k := range n.kids {
		if k.keep.count == nil {
			if !k.equal(a, b) {
				return false
			}
			continue
		}
		count := k.keep.count(a)
		if count != k.keep.count(b) {
			return false
		}
		for i := range count {
			if !k.equal(k.keep.item(a, i), k.keep.item(b, i)) {
				return false
			}
		}
	}
	return true
}

// same reports whether two values have the same text or attribute.
func (n *node) same(a, b any) bool {
	if n.keep.at == nil {
		return true
	}
	switch p := n.keep.at(a).(type) {
	case *string:
		return sameText(*p, *n.keep.at(b).(*string))
	case *bool:
		return *p == *n.keep.at(b).(*bool)
	case *Flag:
		return *p == *n.keep.at(b).(*Flag)
	case *Number:
		return *p == *n.keep.at(b).(*Number)
	case *Integer:
		return *p == *n.keep.at(b).(*Integer)
	case *int:
		return *p == *n.keep.at(b).(*int)
	case *time.Time:
		return p.Equal(*n.keep.at(b).(*time.Time))
	case *[]string:
		return slices.EqualFunc(*p, *n.keep.at(b).(*[]string), sameText)
	}
	return true
}

// sameText reports whether two texts are the same, or one is what is kept of the other.
func sameText(a, b string) bool {
	return a == b || len(a) >= words.Longest/2 && len(b) >= words.Longest/2 && words.Short(a) == words.Short(b)
}

// Kept returns what may be kept of a value for long: the value itself, or where it has
// texts longer than words.Longest a copy with only the beginning of them. It is Equal
// to the value.
func Kept[V any](v V) V {
	if from := reflect.ValueOf(v); long(from) {
		return short(from).Interface().(V)
	}
	return v
}

// long reports whether there is a long text in a value.
func long(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return v.Len() > words.Longest
	case reflect.Pointer:
		return !v.IsNil() && long(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			if long(v.Index(i)) {
				return true
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if long(v.Field(i)) {
				return true
			}
		}
	}
	return false
}

// short copies a value, with its texts shortened.
func short(v reflect.Value) reflect.Value {
	to := reflect.New(v.Type()).Elem()
	to.Set(v)
	switch v.Kind() {
	case reflect.String:
		to.SetString(words.Short(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			to.Set(reflect.New(v.Type().Elem()))
			to.Elem().Set(short(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			to.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				to.Index(i).Set(short(v.Index(i)))
			}
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			break
		}
		for i := range v.NumField() {
			to.Field(i).Set(short(v.Field(i)))
		}
	}
	return to
}
