package pcapfile

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// names is the names of the files of a ring. Of each it keeps the second in which it was
// begun, eight bytes; the rest they have in common.
type names struct {
	whole string
	ring  bool
	at    []int64
}

// add adds a file.
func (n *names) add(begun time.Time) { n.at = append(n.at, between(begun).Unix()) }

// name returns the name of a file, "" when there is none yet.
func (n *names) name(file int) string {
	if file < 0 || file >= len(n.at) {
		return ""
	}
	return n.made(file, time.Unix(n.at[file], 0))
}

// made makes the name of a file.
func (n *names) made(file int, begun time.Time) string {
	if !n.ring {
		return n.whole
	}
	extension := filepath.Ext(n.whole)
	stem := strings.TrimSuffix(n.whole, extension)
	return fmt.Sprintf("%s_%05d_%s%s", stem, file+1, between(begun).UTC().Format("20060102150405"), extension)
}
