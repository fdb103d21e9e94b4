package knowledge

// longestMistyped is how many letters of a word are compared.
const longestMistyped = 40

// Mistyped tells whether two words may be one with a typo: one edit for words from five letters, two from nine, and none in the first.
func Mistyped(a, b string) bool {
	if d := len(a) - len(b); d > 4 || d < -4 || a[0] != b[0] {
		return false
	}
	var left, right [longestMistyped]rune
	x, y := runes(a, &left), runes(b, &right)
	if len(x) < 5 || len(y) < 5 {
		return false
	}
	allowed := 1
	if min(len(x), len(y)) >= 9 {
		allowed = 2
	}
	if d := len(x) - len(y); d > allowed || d < -allowed || x[0] != y[0] {
		return false
	}
	return edits(x, y) <= allowed
}

// runes are the letters of a word in a given array; none if there is no room for them.
func runes(s string, in *[longestMistyped]rune) []rune {
	n := 0
	for _, c := range s {
		if n == longestMistyped {
			return nil
		}
		in[n] = c
		n++
	}
	return in[:n]
}

// edits is the edit distance of two words, a swap of neighbours counting as one.
func edits(x, y []rune) int {
	var rows [3][longestMistyped + 1]int
	for j := range len(y) + 1 {
		rows[1][j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, last, row := &rows[(i+2)%3], &rows[i%3], &rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return rows[(len(x)+1)%3][len(y)]
}
