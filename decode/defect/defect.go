package defect

// Kind is a stable name of a sort of defect, in kebab case, prefixed by the
// decoder's area: "sip-no-content-length".
type Kind string

// Defect is something odd at one place of one message.
type Defect struct {
	Kind   Kind
	Offset int    // Bytes from the first byte of the message's start line.
	Path   string // Where in the structure: a header's name, an XML path; may be empty.
	Text   string // What was expected and what was found, for people; one line.
}
