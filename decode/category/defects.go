package category

import "prescap/decode/defect"

// The kinds of defects that a Reader finds in category documents.
const (
	// DefectRoot: an element that is not that of the category. Its content is kept
	// as it was sent.
	DefectRoot defect.Kind = "category-root"

	// DefectExtra: something behind the document in its element. It is not read.
	DefectExtra defect.Kind = "category-extra"

	// DefectNamespace: an element with a name that is known, in a namespace that is
	// not that of the category. It is read all the same.
	DefectNamespace defect.Kind = "category-namespace"

	// DefectNoType: a state without xsi:type, which is abstract (category schemas
	// 3.12).
	DefectNoType defect.Kind = "category-no-type"

	// DefectType: an xsi:type that is none of the six of state, or of another
	// namespace. Its local name is kept.
	DefectType defect.Kind = "category-type"

	// DefectNumber: what is to be an unsigned number of 32 bits is not. It counts as
	// absent.
	DefectNumber defect.Kind = "category-number"

	// DefectBoolean: what is to be a boolean is none of true, false, 1 and 0. In
	// another letter case it is understood, else it counts as absent.
	DefectBoolean defect.Kind = "category-boolean"

	// DefectTime: what is to be a time is not. It counts as absent.
	DefectTime defect.Kind = "category-time"

	// DefectRepeated: an element that may be there once is there again. The first
	// counts.
	DefectRepeated defect.Kind = "category-repeated"

	// DefectLimit: more activities, texts or capabilities than are kept.
	DefectLimit defect.Kind = "category-limit"
)

// DefectKinds lists every kind of defect of this package, in no special order.
func DefectKinds() []defect.Kind {
	return []defect.Kind{
		DefectRoot, DefectExtra, DefectNamespace, DefectNoType, DefectType,
		DefectNumber, DefectBoolean, DefectTime, DefectRepeated, DefectLimit,
	}
}
