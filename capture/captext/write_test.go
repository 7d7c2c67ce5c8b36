package captext

import (
	"slices"
	"strings"
	"testing"
)

// TestPacketsCanBeDroppedAndReordered is how tests make the trouble that the
// language has no word for.
func TestPacketsCanBeDroppedAndReordered(t *testing.T) {
	packets, err := Packets([]byte(peers + `
open alice > fe
alice > fe cut=4,4 noack
\ 0123456789`))
	if err != nil {
		t.Fatal(err)
	}
	if len(packets) != 6 {
		t.Fatalf("%d packets, not 6", len(packets))
	}
	packets = slices.Delete(packets, 3, 4)
	packets[3], packets[4] = packets[4], packets[3]
	file, err := Write(packets)
	if err != nil {
		t.Fatal(err)
	}
	text, err := Decompile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"seq=8", `\ 89`, "-0.00005", "seq=4", `\ 4567`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	checkLaws(t, text)
}

// TestWriteIsDeterministic keeps the machine out of the captures.
func TestWriteIsDeterministic(t *testing.T) {
	text := []byte(peers + conversations()["everything"])
	first, err := Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	if string(first) != string(second) {
		t.Error("two compilations differ")
	}
	for _, word := range []string{"linux", "amd64", "gopacket"} {
		if strings.Contains(string(first), word) {
			t.Errorf("the capture says %q", word)
		}
	}
}
