package mime

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"strings"

	"prescap/decode/defect"
)

// Inflate undoes a Content-Encoding (RFC 3261 20.12): gzip, and deflate with or
// without the zlib header. A body that is broken or cut gives what could be
// unpacked of it, at most that many bytes. ok is false when the encoding is
// unknown. Defects lie at base, where the body does.
func Inflate(encoding string, body []byte, base, most int) (plain []byte, defects []defect.Defect, ok bool) {
	flaw := func(kind defect.Kind, text string) {
		defects = append(defects, defect.Defect{Kind: kind, Offset: base, Text: text})
	}
	var (
		r   io.Reader
		err error
	)
	switch strings.ToLower(strings.Trim(encoding, " \t\r\n")) {
	case "", "identity":
		return body, nil, true
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(bytes.NewReader(body))
	case "deflate":
		if r, err = zlib.NewReader(bytes.NewReader(body)); err != nil {
			r, err = flate.NewReader(bytes.NewReader(body)), nil
		}
	default:
		flaw(DefectEncoding, "unknown content encoding "+quote(encoding))
		return nil, defects, false
	}
	if err == nil {
		plain, err = io.ReadAll(io.LimitReader(r, int64(most)+1))
	}
	switch {
	case len(plain) > most:
		plain = plain[:most]
		flaw(DefectLimit, fmt.Sprintf("unpacks to more than %d bytes; the rest is not read", most))
	case err != nil:
		flaw(DefectInflate, fmt.Sprintf("after %d bytes unpacked: %v", len(plain), err))
	}
	return plain, defects, true
}
