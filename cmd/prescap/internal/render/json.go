package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"

	"prescap/capture"
)

// encoder writes JSON lines that are harmless on a terminal too.
func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(escaped{w})
	enc.SetEscapeHTML(false)
	return enc
}

// escaped writes JSON with everything as an escape that could steer a terminal and that
// encoding/json lets through: DEL, the C1 controls, what turns the direction of
// writing, and the like. Each Write is whole lines.
type escaped struct{ w io.Writer }

// Write implements io.Writer.
func (e escaped) Write(b []byte) (int, error) {
	if bytes.IndexFunc(b, steers) < 0 {
		return e.w.Write(b)
	}
	var out bytes.Buffer
	for _, r := range string(b) {
		switch {
		case !steers(r):
			out.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	if _, err := e.w.Write(out.Bytes()); err != nil {
		return 0, err
	}
	return len(b), nil
}

// steers reports whether r is none that people can see, line ends aside.
func steers(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }

// clockJSON is how JSON output writes the time of a frame; "" when it has none.
func clockJSON(f capture.Frame) string {
	if f.Untimed {
		return ""
	}
	return f.Time.UTC().Format("2006-01-02T15:04:05.000000000Z")
}

// frames returns frames for JSON: their file, and where they are not all of one
// file the file of each.
func (o Options) frames(frames []capture.Frame) (file string, files []string, nums []int) {
	file = o.Files.Name(frames[0].File)
	differ := false
	for _, f := range frames {
		nums = append(nums, f.Num)
		files = append(files, o.Files.Name(f.File))
		differ = differ || f.File != frames[0].File
	}
	if !differ {
		files = nil
	}
	return file, files, nums
}
