package assist

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
)

const (
	mostParts = 4   // questions of one message that are looked at apart
	partFinds = 3   // articles that are looked at for one of them
	asMuch    = 0.5 // of the best article's probability, from which another answers a part as well
)

// refers are the words by which a question speaks of what was said before it: it does not stand by itself.
var refers = regexp.MustCompile(`\s(it|its|this|that|these|those|they|them|there|otherwise|instead|` +
	`це|цього|цьому|цим|його|йому|нього|її|їй|їх|ним|нею|там|туди|інакше|` +
	`это|этого|этому|этим|его|ему|него|её|ее|ей|их|ним|ней|там|туда|иначе|` +
	`es|das|dies|diese[nrms]?|ihn|ihm|ihr|dafür|damit|davon|dazu|dort|sonst|` +
	`to|tego|temu|tym|go|jego|jemu|ją|jej|je|ich|nim|nią|tam)\s`)

// also are the words that a further question begins with.
var also = regexp.MustCompile(`^\s((and|also|but|or|so|і|й|та|а|але|ще|и|но|ещё|еще|und|auch|aber|oder|i|a|oraz|ale)\s)+`)

// goesOn are the words that a short question begins with that goes on with the one before: "on a black router?"
var goesOn = regexp.MustCompile(`^\s(a|an|the|on|in|at|with|without|for|from|to|of|by|у|в|на|з|із|до|для|від|по|без|с|со|к|от|из|auf|im|mit|ohne|für|von|zu|bei|ein|eine|einen|w|we|z|ze|dla|od|bez|po)\s`)

// several are the questions in the customer's last words, if there are two or more that stand by themselves.
func several(d Dialogue) []string {
	if d.Call {
		return nil
	}
	last, _ := lastWords(d)
	var out []string
	for _, text := range last {
		for _, s := range partsOf(text) {
			if len(out) < mostParts && standsAlone(s) {
				out = append(out, s)
			}
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// standsAlone tells whether a sentence is a question that can be answered without the others around it.
func standsAlone(sentence string) bool {
	said := also.ReplaceAllString(simple(sentence), " ")
	if !strings.HasSuffix(sentence, "?") && !questionFirst.MatchString(said) || refers.MatchString(said) || AsksForPerson(sentence) || Nudges(sentence) {
		return false
	}
	words := contentWords(sentence)
	return words > 2 || words > 1 && !goesOn.MatchString(said) || len(codesOf([]string{sentence})) > 0
}

// beside adds to the drafts for all of the customer's words those for each of his questions, and marks them where the best one
// does not answer all.
func (a *Assistant) beside(ctx context.Context, d Dialogue, parts []string, out []Suggestion) ([]Suggestion, error) {
	half := false
	for _, part := range parts {
		alone := d
		alone.Turns = []Turn{{Customer: true, Text: part}}
		ranked, err := a.Rank(ctx, alone, partFinds)
		if err != nil {
			return nil, err
		}
		if len(ranked) == 0 {
			half = true
			continue
		}
		if len(out) > 0 && slices.ContainsFunc(ranked, func(r Ranked) bool {
			return r.Hit.Article == out[0].Sources[0].Article && r.Probability >= asMuch*ranked[0].Probability
		}) {
			continue
		}
		half = true
		s := suggestion(ranked[0])
		if s.Text != "" && !slices.ContainsFunc(out, func(x Suggestion) bool { return x.Sources[0].Article == s.Sources[0].Article && x.Score >= s.Score }) {
			out = append(out, s)
		}
	}
	if !half {
		return out, nil
	}
	slices.SortStableFunc(out, func(x, y Suggestion) int { return cmp.Compare(y.Score, x.Score) })
	out = out[:min(len(out), mostParts)]
	for i := range out {
		out[i].Half = true
	}
	return out, nil
}
