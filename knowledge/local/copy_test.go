package local_test

import (
	"reflect"
	"runtime"
	"sync"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/knowledgetest"
	"switchboard/knowledge/local"
)

func TestACopyIsAnIndex(t *testing.T) {
	knowledgetest.Run(t, func(*testing.T) knowledge.Index { return local.New().Copy() })
}

// TestACopyGoesItsOwnWay: what comes and goes on one side, until it tidies up, changes no answer of the other, and each finds
// its own.
func TestACopyGoesItsOwnWay(t *testing.T) {
	t.Parallel()
	all := knowledgetest.Generated(180, 0)
	begun, more := all[:120], all[120:]
	x := local.New()
	if err := x.Put(t.Context(), begun); err != nil {
		t.Fatal(err)
	}
	y := x.Copy()
	asked := knowledgetest.Asked(all, 30)
	answers := func(x *local.Index) (out [][]knowledge.Hit) {
		for _, q := range asked {
			hits, err := x.Search(t.Context(), knowledge.Query{Text: q, Lang: "uk"})
			if err != nil {
				t.Error(err)
			}
			out = append(out, hits)
		}
		return out
	}
	before := answers(x)
	if !reflect.DeepEqual(answers(y), before) {
		t.Error("a copy answers otherwise")
	}
	change := func(x *local.Index, more []knowledge.Article) {
		if err := x.Put(t.Context(), more); err != nil {
			t.Error(err)
		}
		for _, a := range begun[:70] {
			if err := x.Delete(t.Context(), []int64{a.ID}); err != nil {
				t.Error(err)
			}
		}
	}
	change(x, more[:30])
	if !reflect.DeepEqual(answers(y), before) {
		t.Error("what the first learned and lost is seen in the copy")
	}
	z := y.Copy()
	var both sync.WaitGroup
	both.Go(func() { change(y, more[30:]) })
	both.Go(func() { answers(z); answers(y) })
	both.Wait()
	if !reflect.DeepEqual(answers(z), before) {
		t.Error("what one copy learned and lost is seen in another")
	}
	for i, own := range more {
		for _, side := range []struct {
			index *local.Index
			has   bool
		}{{x, i < 30}, {y, i >= 30}, {z, false}} {
			hits, err := side.index.Search(t.Context(), knowledge.Query{Text: own.Title, Lang: "uk", Limit: 10})
			found := false
			for _, h := range hits {
				found = found || h.Article == own.ID
			}
			if err != nil || found != side.has {
				t.Fatalf("article %d is found: %v, %v", own.ID, found, err)
			}
		}
	}
}

// BenchmarkAnother measures what another index takes, copied and filled.
func BenchmarkAnother(b *testing.B) {
	articles := knowledgetest.Generated(10000, 0)
	x := local.New()
	if err := x.Put(b.Context(), articles); err != nil {
		b.Fatal(err)
	}
	for _, way := range []struct {
		name string
		make func() *local.Index
	}{{"copied", x.Copy}, {"filled", func() *local.Index {
		y := local.New()
		if err := y.Put(b.Context(), articles); err != nil {
			b.Fatal(err)
		}
		return y
	}}} {
		b.Run(way.name, func(b *testing.B) {
			before := memory()
			var y *local.Index
			for b.Loop() {
				y = way.make()
			}
			b.ReportMetric(memory()-before, "MB")
			runtime.KeepAlive(y)
		})
	}
	runtime.KeepAlive(x)
}
