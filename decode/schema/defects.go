package schema

import "prescap/decode/defect"

// The kinds of defects that a Reader finds.
const (
	// DefectRoot: the root element is not that of the document. Its content is kept as
	// it was sent.
	DefectRoot defect.Kind = "schema-root"

	// DefectNamespace: an element with a name that is known, in a namespace that is not
	// that of the schema. It is read all the same.
	DefectNamespace defect.Kind = "schema-namespace"

	// DefectElement: an element that the schema does not know, where it allows none.
	DefectElement defect.Kind = "schema-element"

	// DefectForeign: an element of another namespace outside of an extension.
	DefectForeign defect.Kind = "schema-foreign"

	// DefectAttribute: an attribute that the schema does not know, where it allows none.
	DefectAttribute defect.Kind = "schema-attribute"

	// DefectMissing: a required element or attribute is not there.
	DefectMissing defect.Kind = "schema-missing"

	// DefectRepeated: an element that may be there once is there again. The first
	// counts.
	DefectRepeated defect.Kind = "schema-repeated"

	// DefectOrder: an element behind one that it is to precede.
	DefectOrder defect.Kind = "schema-order"

	// DefectNoType: no xsi:type where the type of the root is abstract (category schemas
	// 3.12).
	DefectNoType defect.Kind = "schema-no-type"

	// DefectType: an xsi:type that the schema does not know, or of another namespace.
	// Its local name is kept.
	DefectType defect.Kind = "schema-type"

	// DefectOtherType: an element or attribute that belongs to another xsi:type, or to
	// another root.
	DefectOtherType defect.Kind = "schema-other-type"

	// DefectNumber: what is to be a number is none. It counts as absent.
	DefectNumber defect.Kind = "schema-number"

	// DefectBoolean: what is to be a boolean is none of true, false, 1 and 0. It counts
	// as absent.
	DefectBoolean defect.Kind = "schema-boolean"

	// DefectTime: what is to be a time is none. It counts as absent.
	DefectTime defect.Kind = "schema-time"

	// DefectForm: text that has not the form of its type: a duration, a time of day,
	// base64, a GUID. It is kept as sent.
	DefectForm defect.Kind = "schema-form"

	// DefectEnumeration: a word outside of an enumeration that is closed. It is kept.
	DefectEnumeration defect.Kind = "schema-enumeration"

	// DefectToken: a word that is none of those known, of an enumeration that allows
	// others (category schemas 2.1). It is kept.
	DefectToken defect.Kind = "schema-token"

	// DefectCase: a word that is known, in another letter case; a boolean too.
	DefectCase defect.Kind = "schema-case"

	// DefectContent: elements in what is to be text. They are not read.
	DefectContent defect.Kind = "schema-content"

	// DefectBehindEnd: an element behind the end of the layers, or a second end.
	DefectBehindEnd defect.Kind = "schema-behind-end"

	// DefectLimit: more elements than are kept.
	DefectLimit defect.Kind = "schema-limit"
)

// The kinds of defects that real clients or the samples of documentation are known to
// have (category schemas 2.2, 2.4). No rule above info rests on one.
const (
	// DefectUndelimited: an element of a later schema without a delimiter before it.
	DefectUndelimited defect.Kind = "schema-undelimited"

	// DefectNoEnd: layers without an end.
	DefectNoEnd defect.Kind = "schema-no-end"

	// DefectExtension: an extension before a delimiter or an end, or another one.
	DefectExtension defect.Kind = "schema-extension"

	// DefectBeside: an element of another namespace behind the end, without an
	// extension around it.
	DefectBeside defect.Kind = "schema-beside"

	// DefectOmitted: something is not there that the schema requires and real clients
	// leave out.
	DefectOmitted defect.Kind = "schema-omitted"

	// DefectSpelling: a name as some page misspells it. It is read as what it means.
	DefectSpelling defect.Kind = "schema-spelling"

	// DefectNamespaceOther: a namespace in which some page has the element.
	DefectNamespaceOther defect.Kind = "schema-namespace-other"
)

// DefectKinds lists every kind of defect of this package, in no special order.
func DefectKinds() []defect.Kind {
	return append([]defect.Kind{
		DefectRoot, DefectNamespace, DefectElement, DefectForeign, DefectAttribute, DefectMissing, DefectRepeated,
		DefectOrder, DefectNoType, DefectType, DefectOtherType, DefectNumber, DefectBoolean, DefectTime, DefectForm,
		DefectEnumeration, DefectToken, DefectCase, DefectContent, DefectBehindEnd, DefectLimit,
	}, Deviations()...)
}

// Deviations lists the kinds of defects that real clients are known to have. They say
// that somebody is not strict, never that something is wrong: no rule above info rests
// on one.
func Deviations() []defect.Kind {
	return []defect.Kind{
		DefectUndelimited, DefectNoEnd, DefectExtension, DefectBeside, DefectOmitted, DefectSpelling, DefectNamespaceOther,
	}
}
