package document

import "github.com/aymanbagabas/go-udiff/lcs"

// Bounds of a comparison.
const (
	mostCompared = 20_000 // Lines of one document between what both begin and end with.
	mostRounds   = 32     // How often a replaced stretch is looked at again.
	worthARound  = 50     // Lines of such a stretch, in both documents.
)

// Diff returns all lines of two documents, with what changed from a to b: of each
// stretch that differs first the lines that are removed, then those that are
// added. Lines are the same when their texts are. Each begins with a piece of kind
// Margin: "- ", "+ " or two spaces. The offset of a removed line is that in the
// message of a, and of every other line that in the message of b.
func Diff(a, b []Line) []Line {
	numbers := make(map[string]rune)
	x, y := number(numbers, a), number(numbers, b)
	out := make([]Line, 0, len(a)+len(b))
	same := func(to int, from []Line) {
		for _, l := range from[:to] {
			out = append(out, signed(l, Same, "  "))
		}
	}
	at, bt := 0, 0
	for _, d := range differences(x, y) {
		same(d.ReplStart-bt, b[bt:])
		for _, l := range a[d.Start:d.End] {
			out = append(out, signed(l, Removed, "- "))
		}
		for _, l := range b[d.ReplStart:d.ReplEnd] {
			out = append(out, signed(l, Added, "+ "))
		}
		at, bt = d.End, d.ReplEnd
	}
	same(len(a)-at, b[bt:])
	return out
}

// signed returns a line of a difference.
func signed(l Line, c Change, sign string) Line {
	pieces := make([]Piece, 0, 1+len(l.Pieces))
	return Line{Pieces: append(append(pieces, Piece{Margin, sign}), l.Pieces...), Offset: l.Offset, Change: c}
}

// number returns a number for each line, the same for the same text, so that to
// compare two lines costs nothing.
func number(numbers map[string]rune, lines []Line) []rune {
	out := make([]rune, len(lines))
	for i, l := range lines {
		text := l.String()
		n, ok := numbers[text]
		if !ok {
			n = rune(len(numbers))
			numbers[text] = n
		}
		out[i] = n
	}
	return out
}

// differences returns the stretches of a that b has others for.
func differences(a, b []rune) []lcs.Diff {
	from := 0
	for from < len(a) && from < len(b) && a[from] == b[from] {
		from++
	}
	to, until := len(a), len(b)
	for to > from && until > from && a[to-1] == b[until-1] {
		to, until = to-1, until-1
	}
	whole := lcs.Diff{Start: from, End: to, ReplStart: from, ReplEnd: until}
	if max(to, until)-from > mostCompared {
		return []lcs.Diff{whole}
	}
	return refine(nil, a, b, whole, mostRounds)
}

// refine appends what differs in a stretch. The library gives up behind some 100
// differences, and calls what is left one: as long as that gets smaller, it is
// asked again.
func refine(out []lcs.Diff, a, b []rune, d lcs.Diff, rounds int) []lcs.Diff {
	for _, e := range lcs.DiffRunes(a[d.Start:d.End], b[d.ReplStart:d.ReplEnd]) {
		e = lcs.Diff{Start: d.Start + e.Start, End: d.Start + e.End, ReplStart: d.ReplStart + e.ReplStart, ReplEnd: d.ReplStart + e.ReplEnd}
		if e == d || rounds == 0 || e.Start == e.End || e.ReplStart == e.ReplEnd || e.End-e.Start+e.ReplEnd-e.ReplStart < worthARound {
			out = append(out, e)
			continue
		}
		out = refine(out, a, b, e, rounds-1)
	}
	return out
}
