package assist

import (
	"math"

	"switchboard/knowledge"
)

// evident is how many weights are fitted, those of terms.
const evident = 16

// terms are what is weighed. What the words and letters say counts otherwise where something like the question was asked
// before.
func (e evidence) terms() [evident]float64 {
	single := 0.0
	if e.words < 2 {
		single = 1
	}
	strange := 1 - e.dense
	return [evident]float64{
		strange * e.all, e.dense * e.all, e.title, e.nobody, e.dense * e.score, e.ahead, e.taught, e.fit - e.taught, e.dense,
		e.shares, e.lettered, strange * e.text, strange * e.texts, single, 1 / float64(max(e.words, 1)), 1,
	}
}

// The weights where hits have few known questions and where they have many. They are those of multinomial models whose
// choices are the hits and none of them, fitted on the sample questions, with none to most of their articles' other
// questions known, written by editors or taught, on help centres in languages that nothing is measured in, and on training
// rows of public sets of intents with and without examples; with many, questions that nothing answers count twice. What
// speaks for a hit has no weight below 0, so that nobody makes an answer less likely by what speaks for it; with few, what is
// taught has at least 4. There the weights of the title and of its part of the fit were set anew by hand when the table of what English texts
// mean came, and the last one with them: on validation rows, and on customers' own words and questions that are not known, of companies in
// four languages.
var (
	withFew  = [evident]float64{1.00, 7.14, 0.50, -2.24, 1.78, 1.91, 4.00, 3.00, 1.06, 0, 0, 9.32, 0, -0.05, -5.60, -2.20}
	withMany = [evident]float64{4.55, 3.19, 0.21, -2.16, 0, 0.85, 7.72, 9.20, 3.07, 0.94, 1.81, 8.67, 2.07, 1.03, -5.65, -4.42}
)

// How rich hits are, at most, to have few known questions, and at least, to have many. Between them both models count.
const (
	few  = 0.3
	many = 0.45
)

// What other words for the same count, where nothing like the question was asked before, and how rich hits are, at most, that they
// count in full, and from where for nothing: many known questions tell more. Set by hand on validation rows, sample questions and
// customers' own words.
const (
	otherWords = 3
	sparse     = 0.42
	plenty     = 0.5
)

// What it speaks against all hits that a question is like what people ask anybody, and how much of that the company's own questions
// have: more, where few of them are known, and where more of the question's letters than usual stand in a passage. How rich hits are
// that have some and the most. Set by hand on validation rows, sample questions and customers' own words.
const (
	ofIdle       = 10
	idleOfFew    = 0.5
	idleOfAll    = 0.1
	idleSome     = 0.45
	idleMost     = 0.8
	lettersUsual = 0.3
)

// What it speaks against all hits that a question that is not English is likelier to what people ask anybody than to what the company is
// asked, and how much likelier many of the company's own are: of customers' own words in Ukrainian one in forty is likelier than that.
// Who asks in an article's very letters asks it and not anybody, and it is told less surely where few of his words are known. Set by
// hand on customers' own words.
const (
	ofStray      = 25
	strayUsual   = 0.1
	strayLetters = 0.5 // of the share that stands in a hit
	strayUnmeant = 0.5
)

// What it counts that an article is about what the question is about, more or less than is usual where one answers, and nothing like
// the question was asked before: more where both are English, whose texts are known more truly, and nothing where many questions are known.
// How rich hits are, at most, that it counts in full, and from where it counts nothing. Set by hand on validation rows, customers' own words, and
// former titles of companies in English of which nothing but titles and texts was known.
const (
	ofAbout      = 7
	ofText       = 12
	aboutFull    = 0.4
	aboutLess    = 0.6
	usualText    = 0.56
	usualEnglish = 0.57 // of an English question beside an article in another language
	usualOther   = 0.46 // their words' points are less true
)

// What it counts, as far as that does, that a sentence of it means what the question does, more or less than is usual where one answers.
// What a code means it does not tell. How much less than elsewhere it counts there, where few questions are known, that the index, which
// goes by words, has a hit ahead of the others. Set by hand on validation rows, and on customers' own words and questions that are not known,
// of companies in English.
const (
	leadLess  = 0.3
	ofSaid    = 8
	usualSaid = 0.58
)

// What it speaks against a hit that the questions known of another article are nearer in meaning: where few are known, mostly titles, and
// where many are. How rich hits are, at most, and at least. Between them, where the nearest is often another article's, it counts nothing.
// Set by hand on validation rows and sample questions.
const (
	behindOfFew  = 2
	behindOfMany = 8
	behindNone   = 0.4
	behindLess   = 0.2
	behindSome   = 0.48
	behindAll    = 0.62
)

// What it speaks against a hit, where many questions are known of the hits and where nearly all are that anybody asks, that its questions
// have the question's letters less likely than another's. There that tells more than whose question has a word at all, and than where
// else the words stand. How rich hits are, at least, that it counts in full. Set by hand on validation rows.
const (
	ofLikely    = 0.02
	ofLikeliest = 0.03 // beside it
	likeliestOf = 0.95
)

// rounded is how far apart values may be by rounding alone.
const rounded = 1e-9

// ofSole is what it says that an article alone has a code of the question; that it lacks one that another has speaks as much against it.
const ofSole = 2

// odds are those of the hit to answer, beside nothing else. The weights of codes, of a question that was asked in the same
// words, of the dialogue and of meanings were set by hand.
func (e evidence) odds() float64 {
	x := 12*e.near - 3*e.missed
	if e.fits > -rounded { // no other article's questions are nearer
		x += 7.5 * max(e.alike-0.8, 0)
	}
	share, plain := between(e.rich, few, many), between(e.rich, behindSome, behindAll)
	e.all += plain * (e.anyhow - e.all)
	e.shares, e.lettered = e.shares*(1-plain), e.lettered*(1-plain)
	x += (ofLikely*plain + ofLikeliest*between(e.rich, behindAll, likeliestOf)) * e.likely
	if e.sign == 0 { // nobody else is asked about the company's codes
		x -= ofIdle * max(e.idle-e.usual()-max(e.most-lettersUsual, 0), 0)
	}
	if e.sensed {
		x += (behindOfFew*(1-between(e.rich, behindLess, behindNone)) + behindOfMany*plain) * min(e.fits, 0)
		e.ahead += leadLess * (1 - share) * (e.lead - e.ahead)
	}
	for i, term := range e.terms() {
		x += term * (withFew[i]*(1-share) + withMany[i]*share)
	}
	x += otherWords * (1 - e.dense) * (1 - between(e.rich, sparse, plenty)) * e.means
	x += (e.about + ofSaid*e.said) * (1 - e.codes) * (1 - e.dense) * (1 - between(e.rich, aboutFull, aboutLess))
	if e.meaning > 0 {
		x = max(x, e.meant())
	}
	if e.near == 0 && e.sign == 0 { // else an embedder tells that it means the article
		x -= ofStray * max(e.stray-strayUsual-strayLetters*e.text, 0) * (1 - strayUnmeant*e.unmeant)
	}
	x += ofSole*e.coded + 1.6*e.code - 1.48*e.codes - 3*e.rival + 3.35*min(e.named, 0) + 0.89*max(e.named, 0) + 0.6*e.before - 0.8*e.others
	return math.Exp(x)
}

// between is how far a value is on the way from one to another: 0 to 1.
func between(v, from, to float64) float64 { return min(max((v-from)/(to-from), 0), 1) }

// beyondUsual is how much nearer in meaning an article is to a question than is usual, by what that counts; 0 if it is not known.
func beyondUsual(about float64, asked, article string) float64 {
	switch {
	case about == 0:
		return 0
	case asked != meaningful:
		return ofAbout * (about - usualOther)
	case knowledge.Base(article) != meaningful:
		return ofAbout * (about - usualEnglish)
	}
	return ofText * (about - usualText)
}

// usual is how much the company's own questions are like what people ask anybody.
func (e evidence) usual() float64 {
	share := between(e.rich, idleSome, idleMost)
	return idleOfFew*(1-share) + idleOfAll*share
}

// ofUnlearned is what it speaks against something in another language that it was not what somebody asked with such words: as much as
// in the question's own.
const ofUnlearned = 4

// meant is what it tells, instead of words and letters, that something in another language means the same. The weights were
// fitted on the sample questions in Ukrainian, asked of the English articles, and the other way round, with and without the
// article that answers, and on English questions that nothing answers. Where articles in the customer's language are found as
// well, more of the questions are theirs: that weight was set by hand.
func (e evidence) meant() float64 {
	return -7.84 + 13.09*e.meaning + 3.93*max(e.meanings, 0) + 8.07*min(e.meanings, 0) - 0.5*e.foreign + ofUnlearned*min(e.taught, 0)
}
