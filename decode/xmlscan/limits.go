package xmlscan

// Limits bound what is kept of one document. Reading itself never stops early.
type Limits struct {
	// Depth is the number of levels of elements that are given, the root's being
	// the first; below 1 counts as 1. What lies deeper is passed over.
	Depth int

	// Attrs is the number of attributes, declarations of namespaces included, that
	// are kept of one element, and the number of declarations that are in scope at
	// one place. Further ones are passed over.
	Attrs int

	// Defects is the number of defects that are kept of one document, besides the one
	// that says that the document breaks off, which always is. Further ones
	// are counted: a last defect says how many.
	Defects int
}

// DefaultLimits returns limits that no document of presence comes near.
func DefaultLimits() Limits { return Limits{Depth: 64, Attrs: 256, Defects: 32} }
