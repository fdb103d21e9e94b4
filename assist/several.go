package assist

import (
	"context"
	"maps"
	"slices"
	"strings"

	"switchboard/knowledge"
)

const (
	mostParts = 4   // questions of one message that are looked at apart
	partFinds = 3   // articles that are looked at for one of them
	asMuch    = 0.5 // of the best article's probability, from which another answers a part as well
)

// refers are the words by which a question speaks of what was said before it: it does not stand by itself. They are told apart by
// language: what is "it" in Polish is "to" in English.
var refers = map[string]*knowledge.Pattern{
	"en": knowledge.MustPattern(`\s(it|its|this|that|these|those|they|them|there|otherwise|instead)\s`),
	"uk": knowledge.MustPattern(`\s(це|цього|цьому|цим|його|йому|нього|її|їй|їх|ним|нею|там|туди|інакше)\s`),
	"ru": knowledge.MustPattern(`\s(это|этого|этому|этим|его|ему|него|её|ее|ей|их|ним|ней|там|туда|иначе)\s`),
	"de": knowledge.MustPattern(`\s(es|das|dies|diese[nrms]?|ihn|ihm|ihr|dafür|damit|davon|dazu|dort|sonst)\s`),
	"pl": knowledge.MustPattern(`\s(to|tego|temu|tym|go|jego|jemu|ją|jej|je|ich|nim|nią|tam)\s`),
}

// idle are words like those that refer to nothing: "is there a fee", "how long does it take to send one", "gibt es Rabatt".
var idle = knowledge.MustPattern(`\s(?:(?:is|are|was|were|will|would|be) there|there (?:is|are|s|was|were|will)|it (?:costs?|takes?|possible|necessary|allowed|safe|ok|okay)(?: for \S+)? to|(?:gibt|ist|geht) es|es (?:gibt|ist möglich))\s`)

// speaksOfMore tells whether a sentence speaks of what was said before it, in a language; empty: in whichever.
func speaksOfMore(said, lang string) bool {
	said = idle.ReplaceAllString(said, " ")
	if words, ok := refers[knowledge.Base(lang)]; ok {
		return words.MatchString(said)
	}
	for _, words := range refers {
		if words.MatchString(said) {
			return true
		}
	}
	return false
}

// also are the words that a further question begins with.
var also = knowledge.MustPattern(`^\s((and|also|but|or|so|і|й|та|а|але|ще|и|но|ещё|еще|und|auch|aber|oder|i|a|oraz|ale)\s)+`)

// goesOn are the words that a short question begins with that goes on with the one before: "on a black router?"
var goesOn = knowledge.MustPattern(`^\s(a|an|the|on|in|at|with|without|for|from|to|of|by|у|в|на|з|із|до|для|від|по|без|с|со|к|от|из|auf|im|mit|ohne|für|von|zu|bei|ein|eine|einen|w|we|z|ze|dla|od|bez|po)\s`)

// announces is how people say that several questions follow: "Hi, I have two questions".
var announces = knowledge.MustPattern(`^\s((i have|i ve|ive|i ve got|ive got|just|we have|у мене є|у мене|маю|є|у меня есть|у меня|есть|ich habe|ich hätte|hätte|mam) )?` +
	`((another|some|a few|a couple of|several|two|three|four|2|3|4|кілька|декілька|пару|два|дві|три|чотири|несколько|четыре|ein paar|mehrere|einige|zwei|drei|vier|kilka|parę|dwa|trzy|cztery) )` +
	`(more |other |different |short |quick |ще |швидких |коротких |ещё |еще |kurze |weitere |krótkie |krótkich )*(questions|things|питання|запитання|вопроса|вопросов|fragen|pytania|pytań)( (for you|please|до вас|к вам|an sie|do państwa))?\s$`)

// numbered is what lists of questions begin their lines with.
var numbered = knowledge.MustPattern(`^\s*(?:[-–—•*·+]\s*)?(?:\(?[0-9]{1,2}[.)](?:\s+|$))?`)

// questionsOf are what a customer asks at once.
type questionsOf struct {
	parts []string // in his words; none: he asks one thing, or it cannot be told apart
	whole bool     // he says nothing but these
	split bool     // some of them stand in one sentence
	leans []string // clauses, or sentences beside one question, that speak of what is asked before them: "can I return it"
	apart bool     // one of them is one by itself only if each has a sure answer by itself
}

// several are the questions in the customer's last words, if there are two or more that stand by themselves.
func several(d Dialogue) (q questionsOf) {
	if d.Call {
		return q
	}
	last, _ := lastWords(d)
	q.whole = true
	var leaning []string // sentences that ask for more of what a question before them is about
	for _, text := range last {
		for _, s := range partsOf(text) {
			s = numbered.ReplaceAllString(s, "")
			if c := clausesOf(s, d.Lang); len(c.list) > 1 && len(q.parts)+len(c.list) <= mostParts {
				q.parts, q.split, q.apart, q.whole = append(q.parts, c.list...), true, q.apart || c.short || len(c.leans) > 0, q.whole && len(c.leans) == 0
				q.leans = append(q.leans, c.leans...)
				continue
			}
			switch {
			case len(q.parts) < mostParts && standsAlone(s, d.Lang):
				q.parts = append(q.parts, s)
			case len(q.parts) < mostParts && wishesAlone(s, d.Lang):
				q.parts, q.apart, q.whole = append(q.parts, s), true, false
			case !asksNothing(s):
				q.whole = false
				if len(q.parts) > 0 && strings.HasSuffix(s, "?") && speaksOfMore(simple(s), d.Lang) && contentWords(s) > 0 && !AsksForPerson(s) && !Nudges(s) {
					leaning = append(leaning, s)
				}
			}
		}
	}
	if len(q.parts) < 2 {
		return questionsOf{leans: leaning}
	}
	return q
}

// Parts are the questions that a customer's words ask, if they ask two or more that stand by themselves.
func Parts(text, lang string) []string {
	return several(Dialogue{Turns: []Turn{{Customer: true, Text: text}}, Lang: lang}).parts
}

// standsAlone tells whether a sentence is a question that can be answered without the others around it.
func standsAlone(sentence, lang string) bool {
	said := also.ReplaceAllString(simple(sentence), " ")
	if !strings.HasSuffix(sentence, "?") && !questionFirst.MatchString(said) || speaksOfMore(said, lang) || AsksForPerson(sentence) || Nudges(sentence) {
		return false
	}
	words := contentWords(sentence)
	return words > 2 || words > 1 && !goesOn.MatchString(said) || len(codesOf([]string{sentence})) > 0
}

// wishesFor is how people say what they want done, in en, uk, ru, de and pl.
var wishesFor = knowledge.MustPattern(`^\s(i |we )?(also |please )?(want|need|wish|would like|d like|id like) (\S+ )?to|^\s(і |й |та |а )?(ще |також )?(хочу|хотів би|хотіла б|мені (треба|потрібно)|потрібно)|^\s(и |а )?(ещё |еще |также )?(хочу|хотел бы|хотела бы|мне (надо|нужно)|нужно)|` +
	`^\s(und )?(ich|wir) (möchte|möchten|will|wollen|muss)|^\s(i |a )?(też |także )?(chcę|chciał(bym|abym)|muszę|potrzebuję)`)

// wishesAlone tells whether a sentence says, and can be understood by itself, what somebody wants done: "I also want to change the
// address". What people tell before a question begins so, too: it is something of its own only if it has a sure answer.
func wishesAlone(sentence, lang string) bool {
	said := also.ReplaceAllString(simple(sentence), " ")
	return wishesFor.MatchString(said) && contentWords(sentence) > 1 && !speaksOfMore(said, lang) && !AsksForPerson(sentence)
}

// asksNothing tells whether a sentence beside questions says nothing that their answers could depend on.
func asksNothing(sentence string) bool {
	said := simple(sentence)
	return said == " " || Greeting(sentence) || Rests(sentence) || Preamble(sentence)
}

// beside adds to the drafts for all of the customer's words those for each of his questions, and marks them where the best one
// does not answer all.
func (a *Assistant) beside(ctx context.Context, d Dialogue, q questionsOf, out []Suggestion, read wholes) ([]Suggestion, error) {
	known := len(d.Projects) > 0
	if !known { // what one question names counts for those that name nothing
		d.Projects = slices.Sorted(maps.Keys(named(a.allProjects(ctx), strings.Join(q.parts, "\n"))))
	}
	half, other, each, projects := false, false, make([]Suggestion, 0, len(q.parts)), map[string]bool{}
	for _, part := range q.parts {
		alone := d
		alone.Turns = []Turn{{Customer: true, Text: part}}
		ranked, err := a.Rank(ctx, alone, searched)
		if err != nil {
			return nil, err
		}
		missed := len(ranked) == 0 || len(out) == 0 || !slices.ContainsFunc(ranked[:min(len(ranked), partFinds)], func(r Ranked) bool {
			return r.Hit.Article == out[0].Sources[0].Article && r.Probability >= asMuch*ranked[0].Probability
		})
		half = half || missed
		if q.apart && (len(ranked) == 0 || ranked[0].Probability < clauseSure) {
			if other || a.leftOpen(ctx, d, q, out, read) {
				halve(out)
			}
			return out, nil
		}
		other = other || missed // what another article surely answers
		own := a.suggestions(ctx, ranked, read)
		if len(own) == 0 {
			q.whole = false
			continue
		}
		_, vague := Ambiguous(own)
		vague = vague || len(a.orElse(ctx, alone, ranked, read)) > 0
		strange := len(d.Projects) > 0 && !slices.Contains(d.Projects, own[0].Sources[0].Project)
		q.whole = q.whole && (known || !vague && !strange)
		projects[own[0].Sources[0].Project] = true
		own[0].Part = part
		each = withPart(each, own[0])
	}
	if !half {
		return out, nil
	}
	out = slices.DeleteFunc(out, func(s Suggestion) bool {
		return slices.ContainsFunc(each, func(x Suggestion) bool { return x.Sources[0].Article == s.Sources[0].Article })
	})
	out = slices.Concat(each, out)
	out = out[:min(len(out), mostParts)]
	slices.SortStableFunc(out, byScore)
	halve(out)
	if q.split && len(projects) > 1 { // what one clause is about the other may be, too
		q.whole = false
	}
	if q.whole && len(each) > 1 {
		out[0].Each = each
	}
	return out, nil
}

// leftOpen tells whether a clause that leans on the one before it asks for what the article of the best draft does not speak of:
// "what is the password of the router and can I return it". Then that draft is half an answer.
func (a *Assistant) leftOpen(ctx context.Context, d Dialogue, q questionsOf, out []Suggestion, read wholes) bool {
	if len(q.leans) == 0 || len(out) == 0 || knowledge.Speaks(out[0].Lang, d.Lang) == 0 {
		return false
	}
	src := out[0].Sources[0]
	articles := read.of(ctx, []knowledge.Hit{{Article: src.Article}})
	if len(articles) == 0 { // what is not read may speak of it
		return false
	}
	passages := passagesOf(knowledge.Hit{Article: src.Article, Version: src.Version, Heading: src.Heading, Passage: src.Passage}, articles)
	text := allOf(articles[0])
	there := bagOf(terms(text, src.Lang))
	there.others = a.synonyms()
	return slices.ContainsFunc(q.leans, func(clause string) bool {
		return !wantedOf(question{text: clause}, src.Title, passages, src.Lang).looks(text) &&
			slices.ContainsFunc(terms(clause, src.Lang), func(t term) bool { return !t.stop() && there.found(t) == 0 })
	})
}

// halve marks drafts as halves of an answer: none of them is answered with unseen.
func halve(out []Suggestion) {
	for i := range out {
		out[i].Half = true
	}
}

// withPart adds what answers one of several questions. What answers another one as well, in the same words, answers both no
// surer than either.
func withPart(each []Suggestion, s Suggestion) []Suggestion {
	i := slices.IndexFunc(each, func(x Suggestion) bool { return x.Text == s.Text && x.Sources[0].Article == s.Sources[0].Article })
	if i < 0 {
		return append(each, s)
	}
	x := &each[i]
	x.Part, x.Score, x.Lone, x.Like = x.Part+" "+s.Part, min(x.Score, s.Score), max(x.Lone, s.Lone), max(x.Like, s.Like)
	return each
}
