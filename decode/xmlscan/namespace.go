package xmlscan

import "strings"

// Space is the namespace of the prefix xml: that of xml:lang.
const Space = "http://www.w3.org/XML/1998/namespace"

const xmlnsSpace = "http://www.w3.org/2000/xmlns/"

// binding is a prefix and the namespace that it stands for.
type binding struct{ prefix, space string }

// lookUp returns the namespace of a prefix at the current element.
func (s *Scanner) lookUp(prefix string) (space string, ok bool) {
	for i := len(s.bound) - 1; i >= 0; i-- {
		if b := &s.bound[i]; b.prefix == prefix {
			return b.space, true
		}
	}
	if prefix == "xml" {
		return Space, true
	}
	return "", false
}

// Resolve takes a name with or without prefix, as it may be the value of an
// attribute (xsi:type) or of an element, by the namespaces in scope of the
// current element, also when it has been read to its end. White space around it
// does not count. A name without prefix is of the default namespace. ok is false
// when it is no name or its prefix is not declared; space is then empty, and
// local what is behind the prefix.
func (s *Scanner) Resolve(qname string) (space, local string, ok bool) {
	qname = strings.Trim(qname, " \t\r\n")
	prefix, local, found := strings.Cut(qname, ":")
	if !found && qname != "" {
		return s.defaultSpace(), qname, true
	}
	if prefix == "" || local == "" || strings.Contains(local, ":") {
		return "", local, false
	}
	space, ok = s.lookUp(prefix)
	return space, local, ok
}

// defaultSpace returns the default namespace at the current element.
func (s *Scanner) defaultSpace() string {
	if len(s.stack) == 0 {
		return ""
	}
	return s.stack[len(s.stack)-1].space
}

// isDeclaration reports whether the name of an attribute declares a namespace.
func (s *Scanner) isDeclaration(n name) bool {
	b := s.src[n.from:n.to]
	return len(b) >= 5 && b[0] == 'x' && string(b[:5]) == "xmlns" && (len(b) == 5 || n.colon == n.from+5)
}

// declare puts the declaration of a prefix into scope. own is how many were there
// before the element.
func (s *Scanner) declare(n name, space string, own int) {
	prefix := s.str(n.local(), n.to)
	for _, b := range s.bound[own:] {
		if b.prefix == prefix {
			s.flaw(DefectMalformed, n.from, "an attribute that is there already: ", n.from, n.to)
			return
		}
	}
	if space == "" || prefix == "xmlns" || (prefix == "xml") != (space == Space) || space == xmlnsSpace {
		s.flaw(DefectNamespace, n.from, "a declaration that is not allowed: ", n.from, n.to)
		return
	}
	if len(s.bound) >= s.limits.Attrs {
		s.flaw(DefectLimit, n.from, "too many declarations of namespaces: ", n.from, n.to)
		return
	}
	s.bound = append(s.bound, binding{prefix, space})
}
