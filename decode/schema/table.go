package schema

// Schema describes a kind of document.
type Schema struct {
	Name      string            // Of what carries it: a category, a media type.
	Doc       string            // What it says, one line.
	Roots     []string          // The names of its root element; the first is written.
	Space     string            // The namespace of all its elements that have none of their own.
	Also      []string          // Other namespaces in which sources have it.
	Root      func(any) *string // Where the name of the root is kept, if it is one of several.
	Qualified bool              // Attributes may have the namespace of their element.
	Anywhere  bool              // No source says which namespace it has: any is right.
	Flags     Flags             // Of the root.
	Version   bool              // The root has majorVersion and minorVersion.
	Types     []string          // Of a root that has an xsi:type: what that may be.
	Source    string            // The page that describes the root.
	New       func() any
	Rows      []Row
}

// Row is one element or attribute, or the text of an element.
type Row struct {
	Path   string // From the element that the rows are about: "activity/@token"; "." is its text, "*" all else.
	Occurs Occurs
	Type   Type     // Of the text or the attribute; none of an element that holds others.
	Rows   []Row    // What is in it: types that several elements have.
	Keep   Keep     // Where it is kept; what is in an element without is kept with what is around it.
	Space  string   // Its namespace and that of what is in it, where it is another.
	Also   []string // Other namespaces in which sources have it.
	Spelt  []string // Other spellings in sources.
	Only   []string // The xsi:types that have it, or the roots where it is one of several; all when empty.
	Layer  int      // The layer of extensions in which later schemas declare it; 0 is the base.
	Flags  Flags
	Means  func(any) string             // What what was read means, in words: of the value that keeps what is in it.
	Check  func(any, func(text string)) // Tells what else is odd in what was read, as DefectForm: of the value that keeps what is in it.
	Doc    string                       // What it is, for people; starts in lower case, no full stop.
	Source string                       // The page, or the section of the reference, that says so.
}

// Occurs says how often something may be there.
type Occurs uint8

// How often something may be there.
const (
	Optional Occurs = iota // 0..1
	Once                   // 1
	Any                    // 0..*
	Some                   // 1..*
)

// String returns it as schemas write it.
func (o Occurs) String() string { return [...]string{"0..1", "1", "0..*", "1..*"}[o] }

func (o Occurs) least() int {
	if o == Once || o == Some {
		return 1
	}
	return 0
}

// Flags say more of an element.
type Flags uint16

// What may be said of an element.
const (
	Tail     Flags = 1 << iota // Layers of extensions may follow its children.
	AnyAttr                    // Attributes that the schema does not know are no defect.
	AnyChild                   // So are children.
	Foreign                    // So are children of other namespaces.
	Ordered                    // Its children come in the order of the rows.
	Blank                      // Of a root: without children it is complete.
	Omitted                    // It is required, but real clients leave it out.
	Markup                     // Its content is a document of its own, or text, kept as it is in XML.

	Open = Tail | AnyAttr
)

// Keep says where something is kept in a Go value.
type Keep struct {
	at    func(any) any
	grow  func(any) any      // Makes room for one more element, and returns it.
	count func(any) int      // How many there are.
	item  func(any, int) any // One of them.

	others func(any) *[]Other
}

// At keeps text or an attribute where f says: in a *string, *bool, *Flag, *Number,
// *Integer, *int (of what is never absent), *time.Time or *[]string.
func At[P any](f func(*P) any) Keep {
	return Keep{at: func(p any) any { return f(p.(*P)) }}
}

// Many keeps elements in a list: what is in each is kept in an element of the list.
func Many[P, C any](f func(*P) *[]C) Keep {
	return Keep{
		grow: func(p any) any {
			list := f(p.(*P))
			var more C
			*list = append(*list, more)
			return &(*list)[len(*list)-1]
		},
		count: func(p any) int { return len(*f(p.(*P))) },
		item:  func(p any, i int) any { return &(*f(p.(*P)))[i] },
	}
}

// One keeps an element in a value of its own, nil when there is none.
func One[P, C any](f func(*P) **C) Keep {
	return Keep{
		grow: func(p any) any {
			at := f(p.(*P))
			if *at == nil {
				*at = new(C)
			}
			return *at
		},
		count: func(p any) int {
			if *f(p.(*P)) == nil {
				return 0
			}
			return 1
		},
		item: func(p any, _ int) any { return *f(p.(*P)) },
	}
}

// Meaning says what a value means, as Row.Means.
func Meaning[P any](f func(*P) string) func(any) string {
	return func(p any) string { return f(p.(*P)) }
}

// In keeps an element in a field of its own, whose zero value says that there is none.
func In[P any, C comparable](f func(*P) *C) Keep {
	return Keep{
		grow: func(p any) any { return f(p.(*P)) },
		count: func(p any) int {
			var none C
			if *f(p.(*P)) == none {
				return 0
			}
			return 1
		},
		item: func(p any, _ int) any { return f(p.(*P)) },
	}
}

// Within is In for a field that some says to have something in it.
func Within[P, C any](f func(*P) *C, some func(*C) bool) Keep {
	return Keep{
		grow: func(p any) any { return f(p.(*P)) },
		count: func(p any) int {
			if some(f(p.(*P))) {
				return 1
			}
			return 0
		},
		item: func(p any, _ int) any { return f(p.(*P)) },
	}
}

// Named keeps elements of one name in a list that others of other names share: name says
// where an element of the list has it.
func Named[P, C any](list func(*P) *[]C, name func(*C) *string, is string) Keep {
	return Keep{
		grow: func(p any) any {
			all := list(p.(*P))
			var more C
			*name(&more) = is
			*all = append(*all, more)
			return &(*all)[len(*all)-1]
		},
		count: func(p any) (n int) {
			all := *list(p.(*P))
			for i := range all {
				if *name(&all[i]) == is {
					n++
				}
			}
			return n
		},
		item: func(p any, nth int) any {
			all := *list(p.(*P))
			for i := range all {
				if *name(&all[i]) == is {
					if nth == 0 {
						return &all[i]
					}
					nth--
				}
			}
			return nil
		},
	}
}

// Checking tells what is odd in a value, as Row.Check.
func Checking[P any](f func(*P, func(text string))) func(any, func(text string)) {
	return func(p any, tell func(text string)) { f(p.(*P), tell) }
}
