package decode

import "prescap/decode/xmlscan"

// Limits bounds what decoding one message may cost. What a bound cuts off is told
// in a defect of the message.
type Limits struct {
	XML       xmlscan.Limits
	Parts     int // Parts of one multipart body.
	Nesting   int // Multipart bodies within each other.
	Inflated  int // Bytes of a body that Content-Encoding unpacks.
	Ratio     int // Such bytes for each packed one, where that is more than 64 KB; XML packs 5 to 20 to 1.
	Instances int // Category instances, resources, containers, members of one document each.
	Words     int // Words, and addresses, that a Decoder remembers, so as not to copy them again; when it is full it forgets them all.
}

// inflated bounds what a body of that many packed bytes is unpacked to.
func (l *Limits) inflated(packed int) int {
	return min(l.Inflated, max(64<<10, l.Ratio*packed))
}

// DefaultLimits returns the limits every command starts from.
func DefaultLimits() Limits {
	return Limits{XML: xmlscan.DefaultLimits(), Parts: 2000, Nesting: 4, Inflated: 16 << 20, Ratio: 100, Instances: 5000, Words: 8192}
}
