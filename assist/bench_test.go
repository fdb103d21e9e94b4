package assist_test

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/knowledgetest"
	"switchboard/knowledge/local"
	"switchboard/knowledge/recall"
)

// BenchmarkRank measures a written question over 10,000 articles of some 300 words and 100,000 remembered questions, and
// the memory of the index and of what is remembered beside the articles' own texts.
func BenchmarkRank(b *testing.B) {
	articles := knowledgetest.Generated(10000, 10)
	questions := knowledgetest.Asked(articles, 500)
	for i, a := range articles {
		for j := range a.Remembered {
			if j%2 == 0 { // the others one person alone taught
				a.Remembered[j].Seconded = a.Remembered[j].Weight
			}
		}
		if i < len(questions) && i%2 == 0 { // as was asked before, but for its first word
			_, questions[i], _ = strings.Cut(a.Remembered[i%len(a.Remembered)].Text, " ")
		}
	}
	by := make(map[int64]*knowledge.Article, len(articles))
	for i := range articles {
		by[articles[i].ID] = &articles[i]
	}
	used := func() float64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	before := used()
	index, memory := local.New(), recall.New()
	if err := index.Put(context.Background(), articles); err != nil {
		b.Fatal(err)
	}
	found := used()
	if err := memory.Put(context.Background(), articles); err != nil {
		b.Fatal(err)
	}
	recalled := used()
	a := assist.New(assist.Config{Index: index, Memory: memory, Articles: func(_ context.Context, ids []int64) (list []knowledge.Article, err error) {
		for _, id := range ids {
			list = append(list, *by[id])
		}
		return list, nil
	}})
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		d := assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: questions[i%len(questions)]}}, Lang: []string{"en", "uk"}[i%2]}
		start := time.Now()
		ranked, err := a.Rank(context.Background(), d, 10)
		times = append(times, time.Since(start))
		if err != nil || len(ranked) == 0 {
			b.Fatalf("%d articles, %v", len(ranked), err)
		}
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(found-before, "MB-index")
	b.ReportMetric(recalled-found, "MB-memory")
	runtime.KeepAlive(articles)
}
