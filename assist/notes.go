package assist

import (
	"slices"

	"switchboard/knowledge"
)

// withoutNotes are the units of a passage, and those of the notes below it, which are quoted with what has their figures alone.
func withoutNotes(units []unit) (rest, notes []unit) {
	from := slices.IndexFunc(units, func(u unit) bool { return !u.list && knowledge.NoteFigure(u.text) != "" })
	if from <= 0 || slices.ContainsFunc(units[from:], func(u unit) bool { return u.list }) {
		return units, nil
	}
	return units[:from], units[from:]
}

// noteFigures are the small figures of notes.
var noteFigures = knowledge.MustPattern(`[⁰¹²³⁴⁵⁶⁷⁸⁹]+`)

// withNotes are units with the notes of which they have the figures.
func withNotes(units, notes []unit) []unit {
	if len(notes) == 0 {
		return units
	}
	var figures []string
	for _, u := range units {
		figures = append(figures, noteFigures.FindAllString(u.text, -1)...)
	}
	out, own := slices.Clone(units), false
	for i, n := range notes {
		if i == 0 || n.block != notes[i-1].block {
			own = slices.Contains(figures, knowledge.NoteFigure(n.text))
		}
		if own {
			out = append(out, n)
		}
	}
	return out
}
