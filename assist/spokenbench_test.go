package assist_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/recall"
)

// manyPlaces are places with invented names, each with eighteen questions in words of its own.
func manyPlaces(n int) (projects []knowledge.Project, articles []knowledge.Article) {
	r := rand.New(rand.NewPCG(5, 6))
	syllables := strings.Fields("bal ko mer ti san ro lu ven da pi gor ne sta mi cal fen do ra zel hu tam bri")
	subjects := strings.Fields("wifi parking pets breakfast check-in check-out smoking languages pool gym spa elevator luggage payment deposit heating shuttle delivery")
	ways := []string{"Is there %s at %s?", "What about %[1]s?", "Do you offer %s at %s?", "Tell me about the %[1]s.", "How does %[1]s work here?"}
	for i := range n {
		var words []string
		for range 1 + r.IntN(2) {
			word := ""
			for range 2 + r.IntN(2) {
				word += syllables[r.IntN(len(syllables))]
			}
			words = append(words, strings.ToUpper(word[:1])+word[1:])
		}
		p := knowledge.Project{Key: fmt.Sprint("p", i), Name: strings.Join(append(words, []string{"Hotel", "Inn", "Restaurant", "Cafe"}[r.IntN(4)]), " ")}
		projects = append(projects, p)
		for j, s := range subjects {
			articles = append(articles, knowledge.Article{ID: int64(len(articles) + 1), Key: fmt.Sprint(p.Key, "-", j), Project: p.Key, Name: p.Name, Lang: "en",
				Title: fmt.Sprintf(ways[r.IntN(len(ways))], s, p.Name), Body: fmt.Sprintf("Ask at the desk of %s for %s.", p.Name, s), Audience: knowledge.Public})
		}
	}
	return projects, articles
}

// A call of twenty turns over 12,000 articles of 668 projects.
func BenchmarkSpoken(b *testing.B) {
	projects, articles := manyPlaces(668)
	index, memory := local.New(), recall.New()
	if err := index.Put(b.Context(), articles); err != nil {
		b.Fatal(err)
	}
	if err := memory.Put(b.Context(), articles); err != nil {
		b.Fatal(err)
	}
	a := assist.New(assist.Config{Index: index, Memory: memory, Projects: func(context.Context) ([]knowledge.Project, error) { return projects, nil }})
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		p := projects[i%len(projects)]
		turns := []assist.Turn{{Customer: true, Text: "hi uh i'm looking for a place to stay in the moderat price range somewhere nise"}, {Text: "sure there is one it's called " + p.Name}}
		for range 8 {
			turns = append(turns, assist.Turn{Customer: true, Text: "ok great and could you umm give me the fone number and the zip code for that wan"},
				assist.Turn{Text: "of course it's four one five six six four zero zero nine five"})
		}
		turns = append(turns, assist.Turn{Customer: true, Text: "perfect thank you and do you know if they have wi fi therre"}, assist.Turn{Text: "one moment"})
		start := time.Now()
		got, err := a.Suggest(b.Context(), assist.Dialogue{Call: true, Lang: "en", Turns: turns})
		times = append(times, time.Since(start))
		if err != nil || len(got) == 0 {
			b.Fatal(describe(got), err)
		}
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "median-ms")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
}
