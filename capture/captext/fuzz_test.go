package captext

import (
	"testing"
)

// FuzzFormat checks that no text makes the package panic, and that the laws
// hold for every text that compiles.
func FuzzFormat(f *testing.F) {
	for _, text := range conversations() {
		f.Add([]byte(peers + text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := Format(text); err != nil {
			return
		}
		checkLaws(t, text)
	})
}

// FuzzDecompile checks that no capture makes the package panic, and that the
// text of every capture it reads keeps the laws.
func FuzzDecompile(f *testing.F) {
	for _, text := range conversations() {
		compiled, err := Compile([]byte(peers + text))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(compiled)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		text, err := Decompile(file)
		if err != nil {
			return
		}
		checkLaws(t, text)
	})
}
