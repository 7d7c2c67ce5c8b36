package main

import "strings"

// nearest returns the word that s is most likely a slip of, "" when it is none.
func nearest(s string, words []string) string {
	best, near := 1+len(s)/3, ""
	for _, w := range words {
		if d := distance(strings.ToLower(s), strings.ToLower(w)); d < best || d == best && near == "" {
			best, near = d, w
		}
	}
	return near
}

// distance is how many letters have to be put in, left out or replaced to make b
// of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
