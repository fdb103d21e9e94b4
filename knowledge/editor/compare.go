package editor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// part is a piece of a line; Mark says that it differs.
type part struct {
	Text string
	Mark bool
}

// line is one line of a difference.
type line struct {
	Kind  string // "same", "gone" or "added"
	Parts []part
}

// hunk is a run of lines; one that is only context far from any change is Folded.
type hunk struct {
	Lines  []line
	Folded bool
}

// around is how many unchanged lines are shown around a change.
const around = 3

// compare tells the lines of two texts apart, and the words of lines that were changed.
func compare(a, b string) []hunk {
	lines := compareLines(a, b)
	near := make([]bool, len(lines))
	for i, l := range lines {
		if l.Kind != "same" {
			for j := max(i-around, 0); j <= min(i+around, len(lines)-1); j++ {
				near[j] = true
			}
		}
	}
	var out []hunk
	for i, l := range lines {
		if i == 0 || near[i] != near[i-1] {
			out = append(out, hunk{Folded: !near[i]})
		}
		out[len(out)-1].Lines = append(out[len(out)-1].Lines, l)
	}
	return out
}

func compareLines(a, b string) []line {
	edits := knowledge.DiffLines(a, b)
	var out []line
	for i := 0; i < len(edits); {
		if edits[i].Step == knowledge.DiffSame {
			out = append(out, line{"same", []part{{Text: edits[i].Item}}})
			i++
			continue
		}
		var was, now []string
		for ; i < len(edits) && edits[i].Step == knowledge.DiffGone; i++ {
			was = append(was, edits[i].Item)
		}
		for ; i < len(edits) && edits[i].Step == knowledge.DiffAdded; i++ {
			now = append(now, edits[i].Item)
		}
		out = append(out, changed(was, now)...)
	}
	return out
}

// changed shows lines that were replaced by others with the words that differ marked, and whole ones where hardly a
// word is the same.
func changed(was, now []string) []line {
	before, after, alike := compareWords(strings.Join(was, "\n"), strings.Join(now, "\n"))
	if !alike {
		before, after = []part{{Text: strings.Join(was, "\n")}}, []part{{Text: strings.Join(now, "\n")}}
	}
	var out []line
	if len(was) > 0 {
		out = append(out, cut("gone", before)...)
	}
	if len(now) > 0 {
		out = append(out, cut("added", after)...)
	}
	return out
}

// cut makes lines of parts that run over several of them.
func cut(kind string, parts []part) []line {
	out := []line{{Kind: kind}}
	for _, p := range parts {
		for i, text := range strings.Split(p.Text, "\n") {
			if i > 0 {
				out = append(out, line{Kind: kind})
			}
			if last := &out[len(out)-1]; text != "" {
				last.Parts = append(last.Parts, part{text, p.Mark})
			}
		}
	}
	return out
}

// compareWords marks the words that differ on each side, and says whether a third of the letters is the same.
func compareWords(a, b string) (before, after []part, alike bool) {
	kept := 0
	for _, e := range knowledge.Diff(words(a), words(b)) {
		if e.Step != knowledge.DiffAdded {
			before = join(before, part{e.Item, e.Step == knowledge.DiffGone})
		}
		if e.Step != knowledge.DiffGone {
			after = join(after, part{e.Item, e.Step == knowledge.DiffAdded})
		}
		if e.Step == knowledge.DiffSame {
			kept += len(strings.TrimSpace(e.Item))
		}
	}
	return before, after, 3*kept >= max(len(a), len(b))
}

func join(parts []part, p part) []part {
	if n := len(parts); n > 0 && parts[n-1].Mark == p.Mark {
		parts[n-1].Text += p.Text
		return parts
	}
	return append(parts, p)
}

// words cuts a text into words, the spaces between them and single signs.
func words(s string) []string {
	var out []string
	for len(s) > 0 {
		end := 0
		class := runeClass(s)
		for end < len(s) && runeClass(s[end:]) == class {
			_, size := utf8.DecodeRuneInString(s[end:])
			end += size
			if class == 0 {
				break
			}
		}
		out, s = append(out, s[:end]), s[end:]
	}
	return out
}

func runeClass(s string) int {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r), r == '\'', r == '’':
		return 1
	case r == ' ', r == '\t':
		return 2
	}
	return 0
}
