package assist

import (
	"slices"

	"switchboard/knowledge"
)

// An article that has a row for a dog, one for a rabbit and one for a bird has none for a horse, though that is near to all of them. Another
// word for one of them, a kitten or a parrot, is nearer to that one than to the others.

const (
	likeRow     = 0.4  // cosine from which a word means something of the sort that a row is on
	likeOneRow  = 0.08 // how much nearer it is at least, that means the same as one of them
	meansTheRow = 0.82 // cosine from which it does, whatever else is near
)

// namesRowLike tells whether a question names what an article never says, and is like what several rows or columns of it are on, and
// nothing more like one of them. A year is twelve months, and today is a day of the week.
func namesRowLike(article knowledge.Article, words []term, there bag) bool {
	var lists [][]string
	for _, w := range words {
		if !tells(w, article.Lang) || interrogative[w.Word] || dayNamed(w.Word) != 0 || oneDay.MatchString(w.Word) || pointless[w.Word] || askedWith[w.Word] || aWhile.MatchString("1 "+w.Word) || says(there, w) {
			continue
		}
		m, known := knowledge.MeaningOf(w.Term, article.Lang)
		if !known {
			continue
		}
		if lists == nil {
			lists = rowsNamed(article)
		}
		if slices.ContainsFunc(lists, func(names []string) bool { return likeSeveral(names, m, article.Lang) }) {
			return true
		}
	}
	return false
}

// rowsNamed are what the rows of each table or list of an article are on, and its columns.
func rowsNamed(article knowledge.Article) (lists [][]string) {
	for _, p := range knowledge.WholePassages(article.Body) {
		for _, list := range listsOf(unitsOf(p.Text)) {
			if list[0].row != nil {
				lists = append(lists, rowNames(list), list[0].row.heads)
			}
		}
	}
	return lists
}

// likeSeveral tells whether a word is about as like one of some names as like another one.
func likeSeveral(names []string, m knowledge.Meaning, lang string) bool {
	first, second := 0.0, 0.0
	var had []term
	for _, name := range names {
		list := slices.DeleteFunc(terms(name, lang), func(t term) bool { return t.stop() || isNumber(t.Word) })
		if len(list) == 0 || says(bagOf(had), list[0]) {
			continue // a dog up to 10 kg, and one over 10
		}
		had = append(had, list[0])
		switch near := nearestOf(list, m, lang); {
		case near > first:
			first, second = near, first
		default:
			second = max(second, near)
		}
	}
	return second >= likeRow && first < meansTheRow && first-second < likeOneRow
}
