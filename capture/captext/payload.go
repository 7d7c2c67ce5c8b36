package captext

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// payloadMarks are the characters that begin payload lines.
const payloadMarks = `|/\=`

// A payload collects the payload lines of a statement.
type payload struct {
	data   []byte
	auto   int // Where the length goes, if waits.
	waits  bool
	header int // Length of data up to the end of the header, if ended.
	ended  bool
}

// add takes one payload line.
func (p *payload) add(line string) error {
	mark, text := line[0], line[1:]
	if text != "" {
		if text[0] != ' ' {
			return fmt.Errorf("put a space after %q", mark)
		}
		text = text[1:]
	}
	switch mark {
	case '=':
		data, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
		if err != nil {
			return fmt.Errorf("%q is not hex, two digits for each byte", text)
		}
		p.data = append(p.data, data...)
	case '\\':
		p.data = append(p.data, text...)
	case '|':
		p.addLine(text, "\r\n")
	case '/':
		p.addLine(text, "\n")
	}
	return nil
}

// addLine takes a line that may be a header line.
func (p *payload) addLine(text, ending string) {
	name, value, _ := strings.Cut(text, ":")
	name = strings.TrimSpace(name)
	if !p.ended && !p.waits && strings.TrimSpace(value) == "auto" &&
		(strings.EqualFold(name, "Content-Length") || strings.EqualFold(name, "l")) {
		text = text[:strings.LastIndex(text, "auto")]
		p.auto, p.waits = len(p.data)+len(text), true
	}
	p.data = append(append(p.data, text...), ending...)
	if text == "" && p.waits && !p.ended {
		p.header, p.ended = len(p.data), true
	}
}

// finish returns the bytes, the length filled in.
func (p *payload) finish() ([]byte, error) {
	if !p.waits {
		return p.data, nil
	}
	if !p.ended {
		return nil, errors.New("a length is auto, but no empty line ends the header")
	}
	return slices.Insert(p.data, p.auto, []byte(strconv.Itoa(len(p.data)-p.header))...), nil
}

// writePayload prints a payload in canonical form.
func writePayload(w io.Writer, data []byte) {
	var lines [][]byte
	readable := 0
	for line := range bytes.Lines(data) {
		lines = append(lines, line)
		if text, _ := splitLine(line); printable(text) {
			readable += len(line)
		}
	}
	if readable*2 < len(data) {
		writeHex(w, data)
		return
	}
	var raw []byte // Lines that wait to be printed as hex.
	for _, line := range lines {
		text, mark := splitLine(line)
		if !printable(text) {
			raw = append(raw, line...)
			continue
		}
		writeHex(w, raw)
		raw = raw[:0]
		if len(text) == 0 {
			fmt.Fprintf(w, "%c\n", mark)
		} else {
			fmt.Fprintf(w, "%c %s\n", mark, text)
		}
	}
	writeHex(w, raw)
}

// splitLine returns a line without its end, and the mark that tells the end.
func splitLine(line []byte) (text []byte, mark byte) {
	if text, ok := bytes.CutSuffix(line, []byte("\r\n")); ok {
		return text, '|'
	}
	if text, ok := bytes.CutSuffix(line, []byte("\n")); ok {
		return text, '/'
	}
	return line, '\\'
}

// printable reports whether text can be told as text and read back.
func printable(text []byte) bool {
	if !utf8.Valid(text) {
		return false
	}
	for _, r := range string(text) {
		if !unicode.IsPrint(r) && r != '\t' {
			return false
		}
	}
	name, value, _ := strings.Cut(string(text), ":")
	name = strings.TrimSpace(name)
	return strings.TrimSpace(value) != "auto" || !strings.EqualFold(name, "Content-Length") && !strings.EqualFold(name, "l")
}

// writeHex prints bytes, 32 to a line.
func writeHex(w io.Writer, data []byte) {
	for row := range slices.Chunk(data, 32) {
		fmt.Fprintf(w, "= %x\n", row)
	}
}
