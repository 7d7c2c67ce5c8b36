package render

import (
	"strings"
	"unicode/utf8"
)

// columns is how wide text is that is to be read, not searched.
const columns = 80

// wrap breaks a text between words, so that with the indentation it fits the
// columns. Its first line follows what stands there already, which is as wide as
// the indentation; a word that is too long stands alone.
func wrap(text string, indent int) string {
	var b strings.Builder
	at := indent
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case at+1+n > columns:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			at = indent
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String()
}

// indented puts so many spaces before each line of a text that is laid out.
func indented(text string, indent int) string {
	prefix := strings.Repeat(" ", indent)
	return prefix + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n"+prefix)
}

// row is a line with a label, the text broken beside it.
func row(label string, wide int, text string) string {
	return pad(label, wide) + wrap(text, wide) + "\n"
}
