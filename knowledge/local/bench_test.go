package local_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// generated returns articles of some 300 words in English and Ukrainian, with words as frequent as they are in speech.
func generated(n int) []knowledge.Article {
	random := rand.New(rand.NewPCG(1, 2))
	vocabulary := map[string][]string{}
	for lang, syllables := range map[string]string{
		"en": "re con ter pay ment rout er card ing tion al ser vice pro ma le ta bo",
		"uk": "пе ре ка рта пла ті ж роу тер по вер не ння ліч ба мо бі ль ний",
	} {
		parts := strings.Fields(syllables)
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
		for h := range 3 {
			a.Body += fmt.Sprintf("## %s\n\n%s\n\n", vocabulary[lang][i%100+h], text(lang, 100))
		}
		out[i] = a
	}
	return out
}

// asked returns questions made of words of the articles, every third word with a slip.
func asked(articles []knowledge.Article, n int) []string {
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

func memory() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

func BenchmarkSearch10000(b *testing.B) {
	articles := generated(10000)
	questions := asked(articles, 500)
	before := memory()
	start := time.Now()
	index := local.New()
	if err := index.Put(context.Background(), articles); err != nil {
		b.Fatal(err)
	}
	filled, used := time.Since(start), memory()-before
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		hits, err := index.Search(context.Background(), knowledge.Query{Text: questions[i%len(questions)], Lang: "uk"})
		times = append(times, time.Since(start))
		if err != nil || len(hits) == 0 {
			b.Fatalf("%d hits, %v", len(hits), err)
		}
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(filled.Seconds(), "fill-s")
	b.ReportMetric(used, "MB-beside-the-texts")
	runtime.KeepAlive(articles)
}

func BenchmarkPut(b *testing.B) {
	articles := generated(2000)
	index := local.New()
	if err := index.Put(context.Background(), articles); err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		if err := index.Put(context.Background(), articles[i%len(articles):][:1]); err != nil {
			b.Fatal(err)
		}
	}
}
