package recall_test

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
	"switchboard/knowledge/recall"
)

// BenchmarkRecall measures a question over 10,000 articles and 100,000 remembered questions of some ten words, with words
// as frequent as they are in speech.
func BenchmarkRecall(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("re con ter pay ment rout er card ing tion al ser vice pro ma le ta bo")
	words := make([]string, 12000)
	for i := range words {
		for range 2 + random.IntN(3) {
			words[i] += syllables[random.IntN(len(syllables))]
		}
	}
	frequent := rand.NewZipf(random, 1.1, 4, uint64(len(words)-1))
	text := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = words[frequent.Uint64()]
		}
		return strings.Join(out, " ")
	}
	list := make([]knowledge.Article, 10000)
	for i := range list {
		list[i] = knowledge.Article{ID: int64(i + 1), Lang: "en", Title: text(5), Questions: []string{text(8)}}
		for range 10 {
			list[i].Remembered = append(list[i].Remembered, knowledge.Remembered{Text: text(7 + random.IntN(7)), Lang: "en", Weight: 0.5, Count: 1})
		}
	}
	used := func() float64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	before := used()
	x := recall.New()
	if err := x.Put(context.Background(), list); err != nil {
		b.Fatal(err)
	}
	taken := used() - before
	asked := make([]string, 300)
	for i := range asked {
		asked[i] = fmt.Sprint(text(6), " ", list[i].Remembered[0].Text[:10])
	}
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if len(x.Recall(knowledge.Asked{Text: asked[i%len(asked)], Lang: "en", Limit: 20})) == 0 {
			b.Fatal("nothing is recalled")
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(taken, "MB")
}
