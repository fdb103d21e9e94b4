package local_test

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/knowledge/knowledgetest"
	"switchboard/knowledge/local"
)

func memory() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

func BenchmarkSearch10000(b *testing.B) {
	articles := knowledgetest.Generated(10000, 0)
	questions := knowledgetest.Asked(articles, 500)
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
	articles := knowledgetest.Generated(2000, 0)
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
