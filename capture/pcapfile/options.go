package pcapfile

import (
	"strings"

	"prescap/capture"
)

// Options of pcapng blocks (draft-ietf-opsawg-pcapng 3.5, 4.1, 4.2, 4.6). Their meaning
// depends on the block, but for those that end the options and that comment.
const (
	optEnd         = 0
	optComment     = 1
	optName        = 2 // Of interface descriptions: if_name,
	optResolution  = 9 // if_tsresol,
	optFilter      = 11
	optOffset      = 14 // and if_tsoffset.
	optReceived    = 4  // Of interface statistics: isb_ifrecv,
	optDropped     = 5  // isb_ifdrop,
	optOSDropped   = 7  // and isb_osdrop.
	optApplication = 4  // Of section headers: shb_userappl.
)

// padded is how many bytes n bytes take in a block.
func padded(n int) int { return (n + 3) &^ 3 }

// option takes the first option from those of a block. ok is false at their end, also where
// that is in the middle of one.
func (p *pcapng) option(opts []byte) (code uint16, value, rest []byte, ok bool) {
	if len(opts) < 4 {
		return 0, nil, nil, false
	}
	code, size := p.order.Uint16(opts), int(p.order.Uint16(opts[2:]))
	if code == optEnd || 4+padded(size) > len(opts) {
		return 0, nil, nil, false
	}
	return code, opts[4 : 4+size], opts[4+padded(size):], true
}

// Bounds of the comments of an input that its account keeps. The number bounds those of a
// packet as well. What is beyond them is counted as skipped.
const (
	maxComments     = 1 << 16
	maxCommentBytes = 16 << 20
)

// comments reads the comments among the options of a packet.
func (p *pcapng) comments(opts []byte, r *capture.Record) {
	for {
		code, value, rest, ok := p.option(opts)
		switch {
		case !ok:
			return
		case code != optComment:
		case len(r.Comments) == maxComments:
			p.odd++
		default:
			r.Comments = append(r.Comments, valid(value))
		}
		opts = rest
	}
}

// valid makes text of bytes that should be UTF-8.
func valid(b []byte) string { return strings.ToValidUTF8(string(b), "\uFFFD") }
