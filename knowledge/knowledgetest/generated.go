package knowledgetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// Generated returns articles of some 300 words in English and Ukrainian, with words as frequent as they are
// in speech, and so many remembered questions each.
func Generated(n, remembered int) []knowledge.Article {
	random := rand.New(rand.NewPCG(1, 2))
	vocabulary := map[string][]string{}
	for _, spoken := range [][2]string{
		{"en", "re con ter pay ment rout er card ing tion al ser vice pro ma le ta bo"},
		{"uk", "пе ре ка рта пла ті ж роу тер по вер не ння ліч ба мо бі ль ний"},
	} {
		lang, parts := spoken[0], strings.Fields(spoken[1])
		for range 12000 {
			word := ""
			for range 2 + random.IntN(3) {
				word += parts[random.IntN(len(parts))]
			}
			vocabulary[lang] = append(vocabulary[lang], word)
		}
	}
	text := func(lang string, words int) string {
		frequent := rand.NewZipf(random, 1.1, 4, uint64(len(vocabulary[lang])-1))
		var b strings.Builder
		for i := range words {
			b.WriteString(vocabulary[lang][frequent.Uint64()])
			if i%14 == 13 {
				b.WriteString(". ")
			} else {
				b.WriteString(" ")
			}
		}
		return b.String()
	}
	out := make([]knowledge.Article, n)
	for i := range out {
		lang := []string{"en", "uk"}[i%2]
		a := knowledge.Article{
			ID: int64(i + 1), Key: fmt.Sprint("a", i/2), Project: fmt.Sprint("p", i%20), Lang: lang, Title: text(lang, 6), Audience: knowledge.Public,
			Questions: []string{text(lang, 7), text(lang, 7), text(lang, 7)},
		}
		for range remembered {
			a.Remembered = append(a.Remembered, knowledge.Remembered{Text: text(lang, 7+random.IntN(7)), Lang: lang, Weight: 0.5, Count: 1})
		}
		for h := range 3 {
			a.Body += fmt.Sprintf("## %s\n\n%s\n\n", vocabulary[lang][i%100+h], text(lang, 100))
		}
		out[i] = a
	}
	return out
}

// Asked returns questions made of words of the articles, every third word with a slip.
func Asked(articles []knowledge.Article, n int) []string {
	random := rand.New(rand.NewPCG(3, 4))
	out := make([]string, n)
	for i := range out {
		words := strings.Fields(articles[random.IntN(len(articles))].Body)
		for w := range 8 {
			word := []rune(words[random.IntN(len(words))])
			if w%3 == 0 && len(word) > 4 {
				word = slices.Delete(word, 2, 3)
			}
			out[i] += string(word) + " "
		}
	}
	return out
}
