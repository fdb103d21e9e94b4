package assist

import (
	"math"
	"slices"

	"switchboard/knowledge"
)

// evidence is what speaks for a hit. All of it is the same for every index, and between 0 and 1 unless said otherwise.
type evidence struct {
	all    float64 // share of the question's weight that stands anywhere in the hit
	title  float64 // similarity with the title, both ways
	alike  float64 // likeness of the nearest question that people ask
	code   float64 // 1: a number or code of the question stands in the hit
	codes  float64 // 1: a number or code of the question is missing in the hit
	sign   float64 // 1: that is a code of letters and digits, E-104, and no count or price
	coded  float64 // 1: no other article has such a code of the question that it has, -1: it lacks one that another has
	rival  float64 // 1: another code of its kind stands there instead
	missed float64 // share of a short follow-up's words that the hit lacks
	words  int     // content words of the question
	nobody float64 // share of the question's weight that no hit has

	score float64 // the index's score beside the best one's
	ahead float64 // how far it is ahead of the next one, or (negative) behind the first
	lead  float64 // how far the first one is ahead

	fit    float64 // what earlier questions say: about a probability, not bounded
	fits   float64 // how far that is ahead of the next one, or (negative) behind the first
	sensed bool    // questions are compared by what they mean
	behind float64 // how far fit is behind the first (negative), where they are; else 0
	taught float64 // the part of fit that is not the title's
	dense  float64 // likeness of the nearest earlier question of all articles
	idle   float64 // what speaks for no article: how the question is like what people ask anybody
	stray  float64 // the same where it is not English: how much likelier it is to that than to what the company is asked

	shares      float64 // how far its questions have more of the question's words than the next one's, or fewer than the first one's
	lettered    float64 // the same of its letters
	likely      float64 // logarithm of how likely its questions have the question's letters, behind (negative) the likeliest hit's
	anyhow      float64 // the largest of all hits' shares of the question's weight
	text, texts float64 // the share of its letters in a passage, and how far that is ahead or behind
	most        float64 // the largest such share of all hits
	rich        float64 // how many questions the hits have that are known to be meant for them: 0 none, 1 very many

	means float64 // how near in meaning the hit's words are to those of the question's that it lacks, as a share of the question's weight

	named  float64 // 1: the question names its project, -1: it names another
	before float64 // 1: the conversation is about its project, -1: about another
	others float64 // 1: the question names what hits of one other project say, and no other hit does
	near   float64 // how near the meanings are beyond chance, when an embedder tells

	unmeant float64 // share of the question's weight of which it is not known what it means
	about   float64 // how much nearer in meaning the article is than is usual where one answers; 0: not known

	said float64 // how much nearer in meaning a sentence of it is than is usual where one answers; 0: not known

	meaning  float64 // how near its nearest question or title in another language is in meaning; 0: not told
	meanings float64 // how far that is ahead of the next one, or (negative) behind the first
	foreign  float64 // 1: it is in another language than the question, and other hits are not
}

// enough is how many known questions make an article half rich.
const enough = 5

// gather returns the evidence for each hit; what the dialogue tells is not in it yet.
func gather(q question, f found) []evidence {
	best, most, dense, rich := 0.0, 0.0, 0.0, 0.0
	for _, h := range f.hits {
		best, most = max(best, h.Score), max(most, f.recalled[h.Article].Text)
	}
	for _, r := range f.recalled {
		dense = max(dense, r.Near)
	}
	list := make([]evidence, len(f.hits))
	spoken := slices.ContainsFunc(f.hits, func(h knowledge.Hit) bool { return knowledge.Speaks(h.Lang, f.lang) > 0 })
	somewhere := map[string]bool{} // words of the question that a hit has
	saidBy := map[string]string{}  // words that a hit has as they stand, by project; by several: everyone
	for i, h := range f.hits {
		e := &list[i]
		asked, p := f.asked[h.Lang], f.pages[i]
		ask := bag{list: terms(h.Question, h.Lang), others: q.others}
		has := make([]float64, len(p.has))
		for j, t := range asked.list {
			if has[j] = max(p.has[j], ask.found(t)); has[j] > 0 {
				somewhere[t.Word] = true
			}
			switch by, ok := saidBy[t.Word]; {
			case has[j] <= ofTypo: // it may be another word
			case !ok:
				saidBy[t.Word] = h.Project
			case by != h.Project:
				saidBy[t.Word] = everyone
			}
		}
		*e = weigh(asked.bag, has)
		for j, rival := range p.rival {
			if rival && has[j] < 0.5 {
				e.rival = 1
			}
		}
		e.title, e.alike, e.near = similar(asked.bag, p.title), similar(asked.bag, ask), max(h.Near-byChance, 0)
		e.means = inOtherWords(asked.bag, has, p.means)
		if q.recent != "" {
			e.missed = missed(terms(q.recent, h.Lang), asked.bag, has)
		}
		if best > 0 {
			e.score = h.Score / best
		}
		if spoken && knowledge.Speaks(h.Lang, f.lang) == 0 {
			e.foreign = 1
		}
		r := f.recalled[h.Article]
		e.fit, e.dense, e.alike, e.idle, e.stray = r.Fit, dense, max(e.alike, r.Near), r.Idle, r.Stray
		e.taught, e.text, e.most, e.meaning, e.about = r.Taught, r.Text, most, r.Meaning, beyondUsual(r.About, f.lang)
		if r.Said > 0 {
			e.said = r.Said - usualSaid
		}
		e.shares, e.lettered = r.Share, r.Letters // until they are compared
		rich += float64(r.Known) / (float64(r.Known) + enough) / float64(len(f.hits))
	}
	leads(list, func(e *evidence) (float64, *float64) { return e.score, &e.ahead })
	leads(list, func(e *evidence) (float64, *float64) { return e.fit, &e.fits })
	leads(list, func(e *evidence) (float64, *float64) { return e.shares, &e.shares })
	leads(list, func(e *evidence) (float64, *float64) { return e.lettered, &e.lettered })
	leads(list, func(e *evidence) (float64, *float64) { return e.text, &e.texts })
	leads(list, func(e *evidence) (float64, *float64) { return e.meaning, &e.meanings })
	anyhow, lead := 0.0, 0.0
	for i := range list {
		anyhow, lead = max(anyhow, list[i].all), max(lead, list[i].ahead)
	}
	for i := range list {
		list[i].anyhow, list[i].lead = anyhow, lead
	}
	tellLikely(f, list)
	if f.lang == meaningful {
		for i := range list {
			list[i].sensed, list[i].behind = true, min(list[i].fits, 0)
		}
	}
	tellUnmeant(q, f, list)
	tellCoded(f, list)
	tellOtherErrors(q.text, f, list)
	knows := knowing(f, saidBy)
	for i, h := range f.hits {
		if list[i].rich = rich; len(knows) > 0 && !knows[h.Project] {
			list[i].others = 1
		}
		var sum, none float64
		for _, t := range f.asked[h.Lang].list {
			if sum += t.weight; !somewhere[t.Word] {
				none += t.weight
			}
		}
		if sum > 0 {
			list[i].nobody = none / sum
		}
	}
	return list
}

// tellLikely tells of each hit how likely its questions have the question's letters; those of which nothing is recalled are the least likely.
func tellLikely(f found, list []evidence) {
	likeliest, least := math.Inf(-1), math.Inf(1)
	for _, h := range f.hits {
		if r, ok := f.recalled[h.Article]; ok {
			likeliest, least = max(likeliest, r.Likely), min(least, r.Likely)
		}
	}
	for i, h := range f.hits {
		if r, ok := f.recalled[h.Article]; ok {
			list[i].likely = r.Likely - likeliest
		} else if likeliest >= least {
			list[i].likely = least - likeliest
		}
	}
}

// tellCoded tells of each hit whether its article alone has a code of the question, or lacks one that another has.
func tellCoded(f found, list []evidence) {
	var has []string
	for i, h := range f.hits {
		if name := h.Project + "/" + h.Key; list[i].sign > 0 && !slices.Contains(has, name) {
			has = append(has, name)
		}
	}
	for i := range list {
		switch {
		case len(has) == 1 && list[i].sign > 0:
			list[i].coded = 1
		case len(has) > 0 && list[i].sign == 0:
			list[i].coded = -1
		}
	}
}

// everyone stands for several projects.
const everyone = "*"

// knowing are the projects whose hits alone say a telling word of the question.
func knowing(f found, saidBy map[string]string) map[string]bool {
	knows := map[string]bool{}
	for lang, asked := range f.asked {
		for _, t := range asked.list {
			if by, ok := saidBy[t.Word]; ok && by != everyone && tells(t, lang) {
				knows[by] = true
			}
		}
	}
	return knows
}

// leads sets how far a value of each is ahead of the next lower one if it is the first, or (negative) behind the first.
func leads(list []evidence, of func(*evidence) (value float64, lead *float64)) {
	first, second := 0.0, 0.0
	for i := range list {
		if v, _ := of(&list[i]); v > first {
			first, second = v, first
		} else {
			second = max(second, v)
		}
	}
	for i := range list {
		v, lead := of(&list[i])
		if *lead = v - first; v == first {
			*lead = v - second
		}
	}
}

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
// the question was asked before: less where many questions are known. How rich hits are, at most, that it counts in full, and from
// where in part. Set by hand on validation rows and customers' own words.
const (
	ofAbout      = 7
	aboutInPart  = 0.25
	aboutFull    = 0.4
	aboutLess    = 0.6
	usualEnglish = 0.57
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
		e.ahead += leadLess * (1 - share) * (e.lead - e.ahead)
	}
	for i, term := range e.terms() {
		x += term * (withFew[i]*(1-share) + withMany[i]*share)
	}
	x += (behindOfFew*(1-between(e.rich, behindLess, behindNone)) + behindOfMany*plain) * e.behind
	x += otherWords * (1 - e.dense) * (1 - between(e.rich, sparse, plenty)) * e.means
	x += (ofAbout*e.about + ofSaid*e.said*(1-e.codes)) * (1 - e.dense) * (1 - (1-aboutInPart)*between(e.rich, aboutFull, aboutLess))
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

// beyondUsual is how much nearer in meaning an article is to a question in a language than is usual; 0 if it is not known.
func beyondUsual(about float64, lang string) float64 {
	switch {
	case about == 0:
		return 0
	case lang == meaningful:
		return about - usualEnglish
	}
	return about - usualOther
}

// usual is how much the company's own questions are like what people ask anybody.
func (e evidence) usual() float64 {
	share := between(e.rich, idleSome, idleMost)
	return idleOfFew*(1-share) + idleOfAll*share
}

// meant is what it tells, instead of words and letters, that something in another language means the same. The weights were
// fitted on the sample questions in Ukrainian, asked of the English articles, and the other way round, with and without the
// article that answers, and on English questions that nothing answers. Where articles in the customer's language are found as
// well, more of the questions are theirs: that weight was set by hand.
func (e evidence) meant() float64 {
	return -7.84 + 13.09*e.meaning + 3.93*max(e.meanings, 0) + 8.07*min(e.meanings, 0) - 0.5*e.foreign
}
