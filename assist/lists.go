package assist

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

// Half of the steps is no instruction, and what announces a list is no answer. A list is quoted whole, with what announces it and the notes
// between its items; where that is too long for one reply, it ends between two items and says which are left out.

const (
	mostListed  = 2600 // characters of an answer that has a list, at most: with heading and source it is to fit in one message, and in an operator's window
	longestNote = 200  // characters of a paragraph between two bullets of one list
)

// overNotes finds the lists that go on behind what stands between their items: steps by their numbers, bullets behind a short note.
func overNotes(units []unit) []unit {
	lists, item, step := 0, -1, -1 // the last item, and the last one with a number
	var last, before marked        // how these begin
	for i, u := range units {
		m, ok := itemAt(units, i)
		if !ok || m.indent > 1 {
			continue
		}
		from := -1
		switch {
		case item >= 0 && units[item].block == u.block:
		case m.number > 1 && step >= 0 && m.number == before.number+1:
			from = step
		case m.number == 0 && item >= 0 && m.bullet == last.bullet && isNote(units[item+1:i]):
			from = item
		}
		if from >= 0 {
			list := units[from].whole
			if list == 0 {
				lists++
				list = lists
			}
			setWhole(units, from, i, list)
		}
		if item, last = i, m; m.number > 0 {
			step, before = i, m
		}
	}
	return units
}

// setWhole has a list go from the block of one unit to that of another.
func setWhole(units []unit, from, to, list int) {
	for from > 0 && units[from-1].block == units[from].block {
		from--
	}
	for i := from; i < endOfBlock(units, to+1); i++ {
		units[i].whole = list
	}
}

// isNote tells whether what stands between two bullets is a note, and announces nothing.
func isNote(between []unit) bool {
	return len(between) > 0 && length(between) <= longestNote && between[0].block == between[len(between)-1].block &&
		!between[0].list && excepts(between[0].text)
}

// listed tells whether a unit is of a list.
func (u unit) listed() bool { return u.list || u.whole > 0 }

// sameList tells whether two units are not to be torn apart.
func sameList(a, b unit) bool {
	return a.block == b.block && (a.list || b.list) || a.whole > 0 && a.whole == b.whole
}

// wholeLists widens a range so that it tears no list apart, and begins with what announces a list.
func (w wanted) wholeLists(units []unit, from, to int) (int, int) {
	for from > 0 && sameList(units[from-1], units[from]) {
		from--
	}
	if units[from].listed() && from > 0 && length(units[from-1:to]) < mostListed {
		from--
	}
	for to < len(units) && sameList(units[to-1], units[to]) {
		to++
	}
	if to < len(units) && units[to].listed() && (strings.HasSuffix(units[to-1].text, ":") || w.announces(units, from, to)) {
		return w.wholeLists(units, from, to+1)
	}
	return from, to
}

// announces tells whether a range is the paragraph right before a list, which it announces though it ends with a full stop: where nothing is
// asked that the paragraph alone may answer. A table says by itself what it is of.
func (w wanted) announces(units []unit, from, list int) bool {
	table := units[list].row != nil && units[list].row.heads != nil
	return !table && !w.asksFirmly() && !slices.ContainsFunc(units[from:list], unit.listed)
}

// cut is a range that is too long for one reply up to the last item that fits, and what is said of the rest; 0: it is not to be cut.
func (w wanted) cut(units []unit) (to int, rest string) {
	if length(units) <= mostListed {
		return 0, ""
	}
	from, last := 0, 0 // numbers of the steps that are left out
	for i, u := range units {
		m, ok := itemAt(units, i)
		switch {
		case !ok && u.row == nil || m.indent > 1:
			continue
		case i > 0 && length(units[:i]) <= mostListed:
			to, from = i, m.number
		}
		last = max(last, m.number)
	}
	if to == 0 {
		return 0, ""
	}
	if w.torn {
		from = 0 // there are more than these
	}
	return to, restOf(w.lang, from, last)
}

// leftSteps and leftItems say, by language, where the rest of a list is.
var (
	leftSteps = map[string]string{"en": "Steps %s are in the article.", "uk": "Кроки %s — у статті.", "ru": "Шаги %s — в статье.", "pl": "Kroki %s są w artykule.", "de": "Die Schritte %s stehen im Artikel."}
	leftStep  = map[string]string{"en": "Step %s is in the article.", "uk": "Крок %s — у статті.", "ru": "Шаг %s — в статье.", "pl": "Krok %s jest w artykule.", "de": "Schritt %s steht im Artikel."}
	leftItems = map[string]string{"en": "The rest of the list is in the article.", "uk": "Решта списку — у статті.", "ru": "Остальная часть списка — в статье.", "pl": "Reszta listy jest w artykule.", "de": "Der Rest der Liste steht im Artikel."}
)

// restOf says that some steps, or items without numbers, are in the article.
func restOf(lang string, from, to int) string {
	said := func(by map[string]string) string {
		if s, ok := by[knowledge.Base(lang)]; ok {
			return s
		}
		return by["en"]
	}
	switch {
	case from == 0:
		return said(leftItems)
	case from == to:
		return fmt.Sprintf(said(leftStep), strconv.Itoa(to))
	}
	return fmt.Sprintf(said(leftSteps), fmt.Sprintf("%d–%d", from, to))
}

func length(units []unit) int {
	n := 0
	for _, u := range units {
		n += utf8.RuneCountInString(u.text) + 1
	}
	return n
}
