package knowledge

import (
	"cmp"
	"math/bits"
	"regexp"
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"
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
	var analyzer Analyzer
	held := make([]holder, 0, bytesOf(articles)/wordBytes)
	counts := make([]int, len(articles))
	for i, a := range articles {
		for _, t := range wordTriples(&analyzer, a.Body, a.Lang) {
			held = append(held, holder{t, int32(i)})
			counts[i]++
		}
	}
	var out []Alike
	together(len(articles), held, func(i, j, shared int) {
		small := min(counts[i], counts[j])
		if share := float64(shared) / float64(small); small >= minTriples && share >= likeDuplicate && differ(articles[i], articles[j]) {
			out = append(out, Alike{A: articles[i], B: articles[j], Share: share})
		}
	})
	slices.SortFunc(out, func(x, y Alike) int {
		return cmp.Or(cmp.Compare(y.Share, x.Share), cmp.Compare(x.A.ID, y.A.ID), cmp.Compare(x.B.ID, y.B.ID))
	})
	return out
}

// wordBytes is about how long a word is with what is around it.
const wordBytes = 7

func bytesOf(articles []Article) (n int) {
	for _, a := range articles {
		n += len(a.Body)
	}
	return n
}

// holder is that one of some texts has something, by a hash of it.
type holder struct {
	what uint64
	by   int32
}

// together tells of each two of n texts that have something in common how much it is, the lower number first. What many
// have does not count. Held names each thing of a text once; it is put into another order.
func together(n int, held []holder, tell func(i, j, shared int)) {
	slices.SortFunc(held, func(a, b holder) int { return cmp.Or(cmp.Compare(a.what, b.what), cmp.Compare(a.by, b.by)) })
	others := make([][][]holder, n) // of each, those that come after it, for each thing that it has
	for len(held) > 0 {
		end := 1
		for end < len(held) && held[end].what == held[0].what {
			end++
		}
		if end <= maxHolders {
			for k := range end - 1 {
				others[held[k].by] = append(others[held[k].by], held[k+1:end])
			}
		}
		held = held[end:]
	}
	shared, with := make([]int32, n), []int32{}
	for i, things := range others {
		for _, thing := range things {
			for _, h := range thing {
				if shared[h.by] == 0 {
					with = append(with, h.by)
				}
				shared[h.by]++
			}
		}
		for _, j := range with {
			tell(i, int(j), int(shared[j]))
			shared[j] = 0
		}
		with = with[:0]
	}
}

// differ tells whether two articles are to be compared.
func differ(a, b Article) bool {
	return a.Lang == b.Lang && (a.Project != b.Project || a.Key != b.Key)
}

// wordTriples are the hashes of every three words in a row, each once.
func wordTriples(analyzer *Analyzer, body, lang string) []uint64 {
	words := analyzer.Analyze(body, lang)
	var out []uint64
	var three [3]uint64
	for i, w := range words {
		if three[0], three[1], three[2] = three[1], three[2], xxhash.Sum64String(w.Term); i >= 2 {
			out = append(out, hashOf(lang, three))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hashOf is one hash of three, in a language.
func hashOf(lang string, three [3]uint64) uint64 {
	h := xxhash.Sum64String(lang)
	for _, one := range three {
		h = bits.RotateLeft64(h, 23)*0x9e3779b97f4a7c15 + one
	}
	return h
}

// claim is a sentence with numbers.
type claim struct {
	article int
	text    string
	words   []uint64 // hashes, each once, ascending
	numbers []string
}

var (
	sentenceEnd = regexp.MustCompile(`[.!?…]+[)"»”]*(?:\s+|$)|\n+|\s*\|\s*`)
	anyNumber   = regexp.MustCompile(`\d+(?:[.,:]\d+)*`)
)

// contradictions finds sentences of different articles of one project whose words are nearly the same and whose numbers
// are not.
func contradictions(articles []Article) []Alike {
	var analyzer Analyzer
	var claims []claim
	var held []holder
	for i, a := range articles {
		for _, c := range claimsOf(&analyzer, i, a) {
			where := xxhash.Sum64String(a.Project + "/" + a.Lang)
			for _, w := range c.words {
				held = append(held, holder{bits.RotateLeft64(where, 23)*0x9e3779b97f4a7c15 + w, int32(len(claims))})
			}
			claims = append(claims, c)
		}
	}
	var out []Alike
	together(len(claims), held, func(i, j, _ int) {
		a, b := claims[i], claims[j]
		if slices.Equal(a.numbers, b.numbers) || len(a.numbers) != len(b.numbers) || !differ(articles[a.article], articles[b.article]) || !nearlySame(a, b) {
			return
		}
		out = append(out, Alike{A: articles[a.article], B: articles[b.article], Contradict: true, SaysA: a.text, SaysB: b.text})
	})
	slices.SortFunc(out, func(x, y Alike) int {
		return cmp.Or(cmp.Compare(x.A.ID, y.A.ID), cmp.Compare(x.B.ID, y.B.ID), strings.Compare(x.SaysA, y.SaysA), strings.Compare(x.SaysB, y.SaysB))
	})
	return out
}

func claimsOf(analyzer *Analyzer, n int, a Article) []claim {
	var out []claim
	for _, s := range sentenceEnd.Split(a.Body, -1) {
		s = strings.Trim(strings.TrimSpace(s), "-*#> ")
		numbers := anyNumber.FindAllString(s, -1)
		if len(numbers) == 0 || len(s) > 400 {
			continue
		}
		var words []uint64
		for _, t := range analyzer.Analyze(anyNumber.ReplaceAllString(s, " "), a.Lang) {
			if !t.Stop {
				words = append(words, xxhash.Sum64String(t.Term))
			}
		}
		slices.Sort(words)
		if words = slices.Compact(words); len(words) >= 3 {
			out = append(out, claim{article: n, text: s, words: words, numbers: numbers})
		}
	}
	return out
}

// nearlySame tells whether two claims speak of the same.
func nearlySame(a, b claim) bool {
	both, least := 0, likeSentence
	for i, j := 0, 0; i < len(a.words) && j < len(b.words); {
		switch cmp.Compare(a.words[i], b.words[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	if slices.ContainsFunc(a.numbers, func(n string) bool { return slices.Contains(b.numbers, n) }) {
		least = likeNumbered
	}
	return float64(both) >= least*float64(len(a.words)+len(b.words)-both)
}
