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
	about   float64 // how much nearer in meaning the article is than is usual where one answers, by what that counts; 0: not known

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
		e.taught, e.text, e.most, e.meaning, e.about = r.Taught, r.Text, most, r.Meaning, beyondUsual(r.About, f.lang, h.Lang)
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
		list[i].anyhow, list[i].lead, list[i].sensed = anyhow, lead, f.lang == meaningful
	}
	tellLikely(f, list)
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

// tellLikely tells of each hit how likely its questions have the question's letters; those of which it is not known are the least likely.
func tellLikely(f found, list []evidence) {
	likeliest, least := math.Inf(-1), 0.0
	for _, h := range f.hits {
		if l := f.recalled[h.Article].Likely; l < 0 {
			likeliest, least = max(likeliest, l), min(least, l)
		}
	}
	if least == 0 {
		return
	}
	for i, h := range f.hits {
		list[i].likely = least - likeliest
		if l := f.recalled[h.Article].Likely; l < 0 {
			list[i].likely = l - likeliest
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
