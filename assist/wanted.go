package assist

import (
	"math"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// interrogative are the words for how something is asked. One heading tells how to pay, another when.
var interrogative = setOf(`how when where which who why як коли де куди який яка які хто чому скільки как когда где куда какой какая какие кто почему сколько wie wann wo wohin welche wer warum jak kiedy gdzie który kto dlaczego ile`)

const (
	fewWords = 3.0  // of a question that asks in general, at most
	ofTitle  = 0.3  // of a word's weight that all of the article is about, or that tells the sort of thing that is asked for
	ofBefore = 0.25 // of a word's weight that only the question before has
)

// wanted is what a quotation has to say.
type wanted struct {
	asked   string
	recent  bag    // the words of a question that goes on with the one before it; none: it stands alone
	now     string // what he says now who goes on
	lang    string
	name    string // of the project; empty: not known
	going   []going
	forms   *knowledge.Forms
	doing   string // the word that says what somebody wants to do
	title   bag    // its words
	about   bag    // those of them that all of the article is about
	words   []term
	days    week // that they name
	kinds   []sort
	further []sort // those that somebody asks for who goes on
	told    bool   // in few words that something happened, and nothing is asked
	torn    bool   // what is quoted is a part of a list
	money   bool   // its title or heading names prices or money
}

// wantedOf is what a question wants of an article with a title and passages.
func wantedOf(q question, title string, passages []knowledge.Passage, lang string) wanted {
	w := wanted{asked: q.text, doing: toBeDone(q.text), lang: lang, forms: knowledge.FormsOf(lang), words: terms(q.text, lang)}
	w.title, w.about = bagOf(terms(title, lang)), w.aboutAll(title, passages)
	w.now, w.money = q.recent, namesMoney(title)
	w.words = dated(w.words, q.text, lang)
	w.days = daysOf(w.words)
	w.recent, w.further = bagOf(dated(terms(q.recent, lang), q.recent, lang)), sortsOf(q.recent)
	if w.kinds = w.further; len(w.kinds) == 0 {
		w.kinds = sortsOf(q.text)
	}
	for i, t := range w.words {
		word := simple(q.text[t.Start:t.End])
		tellsSort := slices.ContainsFunc(w.kinds, func(s sort) bool { return s.asks.MatchString(word) })
		if !t.code && (tellsSort || w.find(w.about, t) > 0) {
			w.words[i].weight *= ofTitle
		}
		if w.goesOn() && w.recent.found(t) == 0 {
			w.words[i].weight *= ofBefore
		}
	}
	w.told = !asks(q.text) && contentWords(q.text) <= fewWords && slices.ContainsFunc(w.words, func(t term) bool { return happenings.MatchString(t.Word) && w.begins(passages, t) })
	return w
}

// begins tells whether an article's title or beginning has a word, or nothing further on does: what is lost is dealt with where that stands.
func (w wanted) begins(passages []knowledge.Passage, t term) bool {
	in := func(p knowledge.Passage) bool { return w.find(w.bagOf(p.Heading+"\n"+p.Text), t) > 0 }
	return w.find(w.title, t) > 0 || in(passages[0]) || !slices.ContainsFunc(passages[1:], in)
}

// sortsOf are the sorts of things that a text asks for.
func sortsOf(text string) (kinds []sort) {
	said := simple(text)
	for _, s := range sorts {
		if s.asks.MatchString(said) {
			kinds = append(kinds, s)
		}
	}
	return kinds
}

// aboutAll are the words of a title that all of the article is about: of the first thing that it names those that the article begins
// with, or that no heading has; of the others those for which both is so. What is left are parts.
func (w wanted) aboutAll(title string, passages []knowledge.Passage) bag {
	var headings strings.Builder
	for _, p := range passages {
		headings.WriteString(p.Heading + "\n")
	}
	begins, parts := bagOf(terms(passages[0].Text, w.lang)), bagOf(terms(headings.String(), w.lang))
	first := bagOf(terms(besideOthers.Split(title, 2)[0], w.lang))
	return bagOf(slices.DeleteFunc(terms(title, w.lang), func(t term) bool {
		begun, headed := begins.found(t) > 0, w.find(parts, t) > 0
		if first.found(t) > 0 {
			return !begun && headed
		}
		return !begun || headed
	}))
}

// doing finds what somebody asks how to do, whether he may, or says that he has to, in en, uk, ru, pl and de.
var doing = knowledge.MustPattern(`(?i)(?:^|[^\p{L}])(?:(?:how (?:do|can|could|should|would) (?:i|we|you)|how to|can (?:i|we)|could (?:i|we)|may (?:i|we)|(?:want|need|have|like) to) (?:\p{L}+ly |just |also )?(\p{L}+)|` +
	`(?:як|чи можна|чи можу|можна|можу|треба|потрібно|хочу|хочемо|как|можно ли|можно|могу|надо|нужно|jak|czy można|czy mogę|czy wolno|można|mogę|wolno|chcę|muszę|trzeba)\s(?:\p{L}+\s){0,2}?(\p{L}+(?:ти|тися|тись|ть|ться|ć))(?:$|[^\p{L}])|` +
	`(?:wie|kann|darf|muss|soll|möchte|will)\s(?:\S+\s){1,6}?(\p{L}+(?:en|ern|eln))[?.!]*$)`)

// toBeDone is the word that says it; empty: there is none.
func toBeDone(text string) string {
	return strings.Join(slices.Concat(doing.FindStringSubmatch(text), []string{""})[1:], "")
}

// goesOn tells whether the question goes on with one that was answered.
func (w wanted) goesOn() bool { return len(w.recent.list) > 0 }

// worth is how much of what is wanted a text says.
func (w wanted) worth(text string) float64 {
	return w.said(w.bagOf(text), nil) + w.sorts(text, true)
}

// said is how much of the question's words stands in a text; where it is told how rare they are among the texts that it is chosen
// from, a word counts the less the more of them have it.
func (w wanted) said(words bag, rare []float64) float64 {
	sum := 0.0
	for i, t := range w.words {
		weight := t.weight
		if rare != nil {
			weight *= rare[i]
		}
		sum += weight * w.find(words, t)
	}
	return sum
}

// ratherThan is how a text speaks of what it tells no more of, in en, uk, ru, de and pl.
var ratherThan = knowledge.MustPattern(`(?i)(?:^|[\s(])(?:instead of|rather than|замість|вместо|(?:an)?statt|anstelle|zamiast)\s+(\S+(?:\s+\S+)?)`)

// avoids tells whether a text says what to do instead of what is asked, "instead of cancelling you can pause", and nobody asked for that.
func (w wanted) avoids(text string) bool {
	if ratherThan.MatchString(w.asked) { // that is what is asked
		return false
	}
	for _, m := range ratherThan.FindAllStringSubmatch(text, -1) {
		instead := bagOf(terms(m[1], w.lang))
		if slices.ContainsFunc(w.words, func(t term) bool { return !t.stop() && w.find(instead, t) > 0 }) {
			return true
		}
	}
	return false
}

// sorts is what it counts that a text looks like what is asked for; of loose sorts only where that may tell.
func (w wanted) sorts(text string, loose bool) (sum float64) {
	for _, k := range w.kinds {
		if (loose || !k.loose) && k.seen(text, w.money) {
			sum += k.worth
		}
	}
	return sum
}

// inRow is what it counts, beside how it looks, that a row has what is asked for by what is said of its table or column.
func (w wanted) inRow(r *row, looks string) (sum float64) {
	for _, k := range w.kinds {
		if r != nil && len(r.heads) > 0 && !k.loose && !k.looks.MatchString(looks) && k.in(*r) {
			sum += k.worth
		}
	}
	return sum
}

// asksFirmly tells whether a sort of thing is asked for that how it looks tells by itself: hours, a price.
func (w wanted) asksFirmly() bool {
	return slices.ContainsFunc(w.kinds, func(k sort) bool { return !k.loose })
}

// asksHow tells whether nothing is asked but how something is done.
func (w wanted) asksHow() bool { return len(w.kinds) > 0 && !w.asksFirmly() }

// looks tells whether a text looks like a sort of thing that is asked for.
func (w wanted) looks(text string) bool {
	return slices.ContainsFunc(w.kinds, func(k sort) bool { return k.looks.MatchString(text) })
}

// leavesOpen tells whether a text has nothing of what somebody asks now who goes on: a word of his that tells something, and does not ask
// for what the text looks like. It would answer the question before once more. Who asks no more than how long wants to know it of the
// thing that he asked about before, which is one of many spans of time that an article may have.
func (w wanted) leavesOpen(text string) bool {
	if w.asksHowLong() && !w.saysHowLong(text) {
		return true
	}
	there := bagOf(terms(text, w.lang))
	seen := slices.DeleteFunc(slices.Clone(w.further), func(k sort) bool { return k.loose || !k.looks.MatchString(text) })
	return slices.ContainsFunc(w.recent.list, func(t term) bool {
		return !t.stop() && !interrogative[t.Word] && !pointless[t.Word] && !isNumber(t.Word) &&
			t.days == 0 && w.find(there, t) == 0 && w.find(w.title, t) == 0 &&
			!slices.ContainsFunc(seen, func(k sort) bool { return k.needs(t, w.now) })
	})
}

// leavesPrice tells whether somebody who goes on asks in so many words for a price, and what is quoted of a source has no amount. A share,
// "below 7.5 %", may be of anything.
func (w wanted) leavesPrice(src Source, quoted string) bool {
	return w.goesOn() && priceAsked.surely.MatchString(simple(w.now)) && !anAmount.MatchString(quoted) && !priceAsked.quotes(src, quoted)
}

// asksHowLong tells whether somebody who goes on asks how long something takes or lasts, and says no more.
func (w wanted) asksHowLong() bool {
	return w.goesOn() && besideAsking(w.now) == 0 && slices.ContainsFunc(w.further, func(s sort) bool { return s.looks == aWhile })
}

// saysHowLong tells whether one sentence or row of a text has both a span of time and a word of what it is to be of.
func (w wanted) saysHowLong(text string) bool {
	return slices.ContainsFunc(unitsOf(text), func(u unit) bool {
		if !aWhile.MatchString(u.text) {
			return false
		}
		there := bagOf(terms(u.text, w.lang))
		of := func(t term) bool { return !t.stop() && !interrogative[t.Word] && w.find(there, t) > 0 }
		return slices.ContainsFunc(w.words, of) || slices.ContainsFunc(w.title.list, of)
	})
}

// askedWith are the verbs and adverbs of questions for a span of time or a price, which an answer can do without, in en, uk, ru, de and pl.
var askedWith = setOf(folded(`long often much many котрій котрої której довго часто долго lange oft viel wieviel długo często діє діють действует действуют gilt gelten wynosi take takes taking last lasts cost costs pay триває тривають тривати займає займе коштує коштують длится длятся занимает займет займёт стоит стоят dauert dauern geht kostet kosten trwa trwają zajmuje zajmie kosztuje kosztują`))

// needs tells whether a word asks for a sort of thing, by itself or together with the others of a question.
func (s sort) needs(t term, question string) bool {
	return askedWith[t.Word] || s.asks.MatchString(simple(question[t.Start:t.End])) || !s.asks.MatchString(simple(question[:t.Start]+" "+question[t.End:]))
}

// find is how well a word stands among others, be it in another form, or a day of the week in short; a code also where it is written with other signs: e104, E-104.
func (w wanted) find(words bag, t term) float64 {
	if t.days&words.days != 0 {
		return 1
	}
	if f := words.found(t); f > 0 {
		return f
	}
	switch {
	case t.code && slices.ContainsFunc(words.list, func(o term) bool { return lettersAndDigits(o.Word) == lettersAndDigits(t.Word) }):
		return 1
	case slices.ContainsFunc(words.list, func(o term) bool { return sameWord(w.forms, t, o) }):
		return ofInflected
	}
	return 0
}

// rarity is what each wanted word counts among some texts: in full where one of them alone has it.
func (w wanted) rarity(texts []bag) []float64 {
	n := make([]float64, len(w.words))
	for _, words := range texts {
		for i, t := range w.words {
			if w.find(words, t) > 0 {
				n[i]++
			}
		}
	}
	for i := range n {
		n[i] = 1 / math.Sqrt(max(n[i], 1))
	}
	return n
}
