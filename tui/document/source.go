package document

// Source is a message that is to be shown, and what is known about it.
type Source struct {
	Raw     []byte   // From the start line to the end of the body, as sent. It is not changed, and not kept.
	Defects []Defect // By ascending offset.
	Lost    int      // Bytes that are missing at the end: 0 none, -1 an unknown number.
}

// Defect is something in a message that is not as it should be.
type Defect struct {
	Offset int    // Of the byte that it is about, from the start of Raw. At or beyond the end is told last.
	Kind   string // Such as "xml-malformed".
	Path   string // Where in the document it is. No line shows it: the remark is at that place.
	Text   string // What is wrong.
}
