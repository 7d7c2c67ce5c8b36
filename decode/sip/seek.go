package sip

import "bytes"

const (
	// longestStart bounds a start line that is looked for out of step. It bounds
	// what is kept of a stream that is not SIP.
	longestStart = 8 << 10

	// lookBack is how much may lie before the version of a start line and still
	// matter: the line, and the byte before it.
	lookBack = longestStart + 8

	version = "SIP/2.0"
)

// knownMethods returns the methods that are recognised although other text is
// glued to their front: those of the IANA registry, and the extensions that are
// seen.
func knownMethods() [17]string {
	return [...]string{
		"ACK", "BENOTIFY", "BYE", "CANCEL", "INFO", "INVITE", "MESSAGE", "NEGOTIATE",
		"NOTIFY", "OPTIONS", "PRACK", "PUBLISH", "REFER", "REGISTER", "SERVICE", "SUBSCRIBE", "UPDATE",
	}
}

// verdict is what can be said about a place in the stream.
type verdict uint8

const (
	no verdict = iota
	yes
	wait // It depends on bytes that are not there yet.
)

// seek looks for a start line at any byte. The header behind it is then on
// trial: it must look like that of a SIP message.
func (f *Framer) seek() bool {
	for {
		i := bytes.Index(f.win[f.scan:], []byte(version))
		if i < 0 {
			f.scan = max(f.scan, len(f.win)-len(version)+1)
			f.forgo()
			return false
		}
		at := f.scan + i
		from, to, v := candidate(f.win, at, f.before)
		switch v {
		case no:
			f.scan = at + len(version)
			continue
		case wait:
			f.scan = at
			f.forgo()
			return false
		}
		f.junk(from)
		if f.begin(f.win[:to-from], true) {
			method := f.head.start.method.of(f.win)
			f.unsure = len(method) > 0 && (f.before == 0 || isToken(f.before) || knownSuffix(method) < len(method))
			return true
		}
		f.scan = at - from + len(version) // candidate lets nothing pass that cannot begin.
	}
}

// forgo gives up what cannot be part of a start line any more: all before the
// line in which the search goes on, and what is too far from there. It does so
// rarely enough for a stream that comes byte by byte.
func (f *Framer) forgo() {
	if f.buffered && len(f.win) < 4*lookBack {
		return
	}
	n := max(0, f.scan-lookBack)
	n += bytes.LastIndexByte(f.win[n:f.scan], '\n') + 1
	scan := f.scan - n
	f.junk(n)
	f.scan = scan
}

// candidate judges the place at which w has the version: whether it is in a
// status line or ends a request line, and from where to where the line goes, its
// end included. before is the byte before w, 0 when nobody knows it.
func candidate(w []byte, at int, before byte) (from, to int, v verdict) {
	rest := w[at+len(version):]
	if len(rest) == 0 {
		return 0, 0, wait
	}
	switch rest[0] {
	case ' ':
		return statusAt(w, at)
	case '\r':
		if len(rest) < 2 {
			return 0, 0, wait
		}
		if rest[1] == '\n' {
			return requestBefore(w, at, at+len(version)+2, before)
		}
	case '\n':
		return requestBefore(w, at, at+len(version)+1, before)
	}
	return 0, 0, no
}

// statusAt judges a place as the beginning of a status line.
func statusAt(w []byte, at int) (from, to int, v verdict) {
	code := w[at+len(version)+1:]
	for i := range 4 {
		if i == len(code) {
			return 0, 0, wait
		}
		switch c := code[i]; {
		case i < 3 && (c < '0' || c > '9'), i == 0 && c == '0', i == 3 && c != ' ' && c != '\r' && c != '\n':
			return 0, 0, no
		}
	}
	line := w[at:min(len(w), at+longestStart)]
	switch end := bytes.IndexByte(line, '\n'); {
	case end >= 0:
		return at, at + end + 1, yes
	case len(line) < longestStart:
		return 0, 0, wait
	}
	return 0, 0, no
}

// requestBefore judges a place as the end of a request line, reading backwards
// over the Request-URI and the method: the longest known one, because other text
// may be glued to it, or any token at the beginning of a line or of what is there.
func requestBefore(w []byte, at, to int, before byte) (from, end int, v verdict) {
	low := max(0, at-longestStart)
	uri := at - 1
	if uri < low || w[uri] != ' ' {
		return 0, 0, no
	}
	for uri > low && w[uri-1] > ' ' && w[uri-1] != 0x7f {
		uri--
	}
	if uri == low || w[uri-1] != ' ' || bytes.IndexByte(w[uri:at-1], ':') <= 0 {
		return 0, 0, no
	}
	space := uri - 1
	method := space
	for method > low && isToken(w[method-1]) {
		method--
	}
	if method > 0 {
		before = w[method-1]
	}
	if n := knownSuffix(w[method:space]); n > 0 {
		return space - n, to, yes
	}
	if (before == '\n' || before == 0 && method == 0) && method < space && space-method <= longestMethod {
		return method, to, yes
	}
	return 0, 0, no
}

// knownSuffix returns the length of the longest known method that b ends with.
func knownSuffix(b []byte) int {
	n := 0
	for _, m := range knownMethods() {
		if len(m) > n && bytes.HasSuffix(b, []byte(m)) {
			n = len(m)
		}
	}
	return n
}
