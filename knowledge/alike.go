package knowledge

import (
	"cmp"
	"hash/fnv"
	"regexp"
	"slices"
	"strings"
)

// Alike are two articles that say nearly the same, or that contradict each other.
type Alike struct {
	A, B       Article
	Contradict bool    // they differ in a number; else they are near-duplicates
	Share      float64 // duplicates: share of the shorter one's word triples that stands in the other
	SaysA      string  // contradictions: the two sentences
	SaysB      string
}

const (
	likeDuplicate = 0.6  // share of triples from which two articles are near-duplicates
	likeSentence  = 0.75 // share of words from which two sentences say the same
	likeNumbered  = 0.6  // the same, where one of their numbers is the same and another is not
	maxAlike      = 200  // of each kind
	minTriples    = 8    // an article with fewer says too little to be compared
	maxHolders    = 40   // what more texts have is a phrase of the house
)

// FindAlike compares articles of the same language with each other: those that say nearly the same, and those of one
// project that say it with another number, price or time. Language variants of one article are not compared.
func FindAlike(articles []Article) []Alike {
	same, opposed := duplicates(articles), contradictions(articles)
	return append(same[:min(len(same), maxAlike)], opposed[:min(len(opposed), maxAlike)]...)
}

func duplicates(articles []Article) []Alike {
	triples := make([]map[uint64]bool, len(articles))
	holders := map[uint64][]int{}
	for i, a := range articles {
		triples[i] = wordTriples(a.Body, a.Lang)
		for t := range triples[i] {
			holders[t] = append(holders[t], i)
		}
	}
	var out []Alike
	for pair, n := range together(holders, func(i, j int) bool { return differ(articles[i], articles[j]) }) {
		small := min(len(triples[pair[0]]), len(triples[pair[1]]))
		if share := float64(n) / float64(small); small >= minTriples && share >= likeDuplicate {
			out = append(out, Alike{A: articles[pair[0]], B: articles[pair[1]], Share: share})
		}
	}
	slices.SortFunc(out, func(x, y Alike) int {
		return cmp.Or(cmp.Compare(y.Share, x.Share), cmp.Compare(x.A.ID, y.A.ID), cmp.Compare(x.B.ID, y.B.ID))
	})
	return out
}

// together counts what each two holders have in common.
func together[K comparable](holders map[K][]int, of func(i, j int) bool) map[[2]int]int {
	shared := map[[2]int]int{}
	for _, list := range holders {
		if len(list) > maxHolders {
			continue
		}
		for n, i := range list {
			for _, j := range list[n+1:] {
				if of(i, j) {
					shared[[2]int{i, j}]++
				}
			}
		}
	}
	return shared
}

// differ tells whether two articles are to be compared.
func differ(a, b Article) bool {
	return a.Lang == b.Lang && (a.Project != b.Project || a.Key != b.Key)
}

// wordTriples are the hashes of every three words in a row.
func wordTriples(body, lang string) map[uint64]bool {
	words := Analyze(body, lang)
	out := map[uint64]bool{}
	for i := 0; i+2 < len(words); i++ {
		h := fnv.New64a()
		for _, w := range words[i : i+3] {
			h.Write([]byte(w.Term + " "))
		}
		out[h.Sum64()] = true
	}
	return out
}

// claim is a sentence with numbers.
type claim struct {
	article int
	text    string
	words   map[string]bool
	numbers []string
}

var (
	sentenceEnd = regexp.MustCompile(`[.!?…]+[)"»”]*(?:\s+|$)|\n+|\s*\|\s*`)
	anyNumber   = regexp.MustCompile(`\d+(?:[.,:]\d+)*`)
)

// contradictions finds sentences of different articles of one project whose words are nearly the same and whose numbers
// are not.
func contradictions(articles []Article) []Alike {
	type word struct{ project, lang, term string }
	var claims []claim
	holders := map[word][]int{}
	for i, a := range articles {
		for _, c := range claimsOf(i, a) {
			for w := range c.words {
				key := word{a.Project, a.Lang, w}
				holders[key] = append(holders[key], len(claims))
			}
			claims = append(claims, c)
		}
	}
	var out []Alike
	for pair := range together(holders, func(i, j int) bool { return differ(articles[claims[i].article], articles[claims[j].article]) }) {
		a, b := claims[pair[0]], claims[pair[1]]
		if slices.Equal(a.numbers, b.numbers) || len(a.numbers) != len(b.numbers) || !nearlySame(a, b) {
			continue
		}
		out = append(out, Alike{A: articles[a.article], B: articles[b.article], Contradict: true, SaysA: a.text, SaysB: b.text})
	}
	slices.SortFunc(out, func(x, y Alike) int {
		return cmp.Or(cmp.Compare(x.A.ID, y.A.ID), cmp.Compare(x.B.ID, y.B.ID), strings.Compare(x.SaysA, y.SaysA), strings.Compare(x.SaysB, y.SaysB))
	})
	return out
}

func claimsOf(n int, a Article) []claim {
	var out []claim
	for _, s := range sentenceEnd.Split(a.Body, -1) {
		s = strings.Trim(strings.TrimSpace(s), "-*#> ")
		numbers := anyNumber.FindAllString(s, -1)
		if len(numbers) == 0 || len(s) > 400 {
			continue
		}
		words := map[string]bool{}
		for _, t := range Analyze(anyNumber.ReplaceAllString(s, " "), a.Lang) {
			if !t.Stop {
				words[t.Term] = true
			}
		}
		if len(words) >= 3 {
			out = append(out, claim{article: n, text: s, words: words, numbers: numbers})
		}
	}
	return out
}

// nearlySame tells whether two claims speak of the same.
func nearlySame(a, b claim) bool {
	both, least := 0, likeSentence
	for w := range a.words {
		if b.words[w] {
			both++
		}
	}
	if slices.ContainsFunc(a.numbers, func(n string) bool { return slices.Contains(b.numbers, n) }) {
		least = likeNumbered
	}
	return float64(both) >= least*float64(len(a.words)+len(b.words)-both)
}
