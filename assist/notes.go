package assist

import (
	"slices"

	"switchboard/knowledge"
)

// note is one below a passage, which is quoted with what has its figure.
type note struct {
	figure string
	units  []unit
	ofAll  bool // nothing in the passage has its figure: it is of the heading, and quoted with all
}

// noteFigures are the small figures of notes, and areaBefore what stands before those that are none: "12 m²".
var (
	noteFigures = knowledge.MustPattern(`[⁰¹²³⁴⁵⁶⁷⁸⁹]+`)
	areaBefore  = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])[kcdкс]?[mм]$`)
)

// withoutNotes are the units of a passage without its notes, and these, which an author may have numbered himself, above other text.
func withoutNotes(units []unit) (rest []unit, notes []note) {
	open := false // the paragraph is a note
	for i, u := range units {
		figure := knowledge.NoteFigure(u.text)
		if i == 0 || u.block != units[i-1].block {
			open = i > 0 && !u.list && figure != ""
		}
		switch {
		case !open:
			rest = append(rest, u)
			continue
		case figure != "":
			notes = append(notes, note{figure: figure})
		}
		last := &notes[len(notes)-1]
		last.units = append(last.units, u)
	}
	had := figuresIn(rest)
	for _, n := range notes {
		had = append(had, n.others()...)
	}
	for i, n := range notes {
		notes[i].ofAll = !slices.Contains(had, n.figure)
	}
	return rest, notes
}

// others are the figures of other notes in a note.
func (n note) others() []string {
	return slices.DeleteFunc(figuresIn(n.units), func(figure string) bool { return figure == n.figure })
}

// figuresIn are the figures of notes that some units have.
func figuresIn(units []unit) (figures []string) {
	for _, u := range units {
		for _, at := range noteFigures.FindAllStringIndex(u.text, -1) {
			if !areaBefore.MatchString(u.text[max(0, at[0]-8):at[0]]) {
				figures = append(figures, u.text[at[0]:at[1]])
			}
		}
	}
	return figures
}

// withNotes are units with the notes of which they have the figures, or these notes, and those of all.
func withNotes(units []unit, notes []note) []unit {
	if len(notes) == 0 {
		return units
	}
	figures, own := figuresIn(units), make([]bool, len(notes))
	for again := true; again; {
		again = false
		for i, n := range notes {
			if !own[i] && (n.ofAll || slices.Contains(figures, n.figure)) {
				own[i], again, figures = true, true, append(figures, n.others()...)
			}
		}
	}
	out := slices.Clone(units)
	for i, n := range notes {
		if own[i] {
			out = append(out, n.units...)
		}
	}
	return out
}
