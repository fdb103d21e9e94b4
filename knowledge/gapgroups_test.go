package knowledge_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// askedAlike are the groups of testdata/gapgroups.txt, by their sets.
func askedAlike(t *testing.T) map[string][][]knowledge.Unanswered {
	t.Helper()
	text, err := os.ReadFile("testdata/gapgroups.txt")
	if err != nil {
		t.Fatal(err)
	}
	sets, set, lang, fresh := map[string][][]knowledge.Unanswered{}, "", "", true
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "== "):
			set, lang, _ = strings.Cut(line[3:], " ")
		case line == "":
			fresh = true
		default:
			if fresh {
				sets[set], fresh = append(sets[set], nil), false
			}
			last := len(sets[set]) - 1
			sets[set][last] = append(sets[set][last], knowledge.Unanswered{Text: line, Lang: lang, Project: "velo-hub"})
		}
	}
	return sets
}

// sampleArticles are the questions of the sample articles, by article: most of them ask something of their own, often of the same thing.
func sampleArticles(t *testing.T) (groups [][]knowledge.Unanswered, projects []knowledge.Project) {
	t.Helper()
	articles, projects, err := knowledge.ReadFolder(t.Context(), os.DirFS("samples"))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		var g []knowledge.Unanswered
		for _, q := range a.Questions {
			g = append(g, knowledge.Unanswered{Text: q, Lang: a.Lang, Project: a.Project})
		}
		groups = append(groups, g)
	}
	return groups, projects
}

// TestGapsAreWhatAsksTheSame counts, over five orders of the questions, how many gaps they make for each thing that is asked, and what
// different things are asked in one.
func TestGapsAreWhatAsksTheSame(t *testing.T) {
	t.Parallel()
	velo := []knowledge.Project{{Key: "velo-hub", Name: "Velo Hub", Aliases: []string{"Вело Хаб"}}}
	sets := askedAlike(t)
	samples, projects := sampleArticles(t)
	for _, of := range []struct {
		set      string
		projects []knowledge.Project
		groups   [][]knowledge.Unanswered
		each     float64 // gaps for a thing, at most; 0: not measured
		together int     // at most
	}{
		{"seen", velo, sets["seen"], 1.23, 0},
		{"counted", velo, sets["counted"], 1.12, 1},
		{"samples", projects, samples, 0, 14},
	} {
		gaps, together := 0, map[string]bool{}
		for turn := range uint64(5) {
			for _, asked := range gapsOf(t, of.projects, of.groups, turn) {
				gaps++
				if len(asked) > 1 {
					together[strings.Join(asked, " | ")] = true
				}
			}
		}
		each := float64(gaps) / float64(5*len(of.groups))
		t.Logf("%s: %.2f gaps for each of %d things that are asked, different things together: %d", of.set, each, len(of.groups), len(together))
		if of.each > 0 && each > of.each || len(together) > of.together {
			t.Errorf("%s: %.2f gaps for each, at most %.2f; together: %v, at most %d", of.set, each, of.each, together, of.together)
		}
	}
}

// gapsOf puts the questions of groups into gaps in one order, and returns what is asked in each gap: the first questions of the groups
// that its questions are of.
func gapsOf(t *testing.T, projects []knowledge.Project, groups [][]knowledge.Unanswered, turn uint64) (out [][]string) {
	t.Helper()
	pool := pgtest.New(t)
	store := knowledge.NewStore(pool)
	for _, p := range projects {
		if _, err := store.SaveProject(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	asks := map[string]string{}
	for _, g := range groups {
		for _, q := range g {
			asks[q.Lang+q.Text] = g[0].Text
		}
	}
	all := slices.Concat(groups...)
	rand.New(rand.NewPCG(turn, 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for i := range all {
		all[i].Conversation, all[i].At = int64(i+1), time.Now()
	}
	talked(t, pool, len(all))
	if _, err := store.AddUnanswered(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	list, err := store.FindGaps(t.Context(), knowledge.GapFilter{State: "open", Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range list {
		_, questions, err := store.Gap(t.Context(), g.ID)
		if err != nil {
			t.Fatal(err)
		}
		var asked []string
		for _, q := range questions {
			asked = append(asked, asks[g.Lang+q.Text])
		}
		slices.Sort(asked)
		out = append(out, slices.Compact(asked))
	}
	return out
}

// TestTheNameOfAProjectTellsWhoseAGapIs: who names one project alone asks of it, whatever was found, and the name is no part of what he
// asks. A common word may be a name.
func TestTheNameOfAProjectTellsWhoseAGapIs(t *testing.T) {
	t.Parallel()
	ctx, pool := t.Context(), pgtest.New(t)
	store := knowledge.NewStore(pool)
	for _, p := range []knowledge.Project{{Key: "velo-hub", Name: "Velo Hub", Aliases: []string{"Вело Хаб"}}, {Key: "kino", Name: "Kino Club"}, {Key: "home", Name: "Home Net", Aliases: []string{"password"}}} {
		if _, err := store.SaveProject(ctx, p); err != nil {
			t.Fatal(err)
		}
	}
	questions := []knowledge.Unanswered{
		{Text: "Velo Hub, do you have tandems?", Lang: "en"},
		{Text: "is there a tandem", Lang: "en", Project: "velo-hub"},
		{Text: "do you have tandems at Kino Club", Lang: "en"},
		{Text: "tandems at velohub or at kino club?", Lang: "en"},
		{Text: "тандем у Вело Хабі є?", Lang: "uk"},
		{Text: "чи є тандеми", Lang: "uk", Project: "velo-hub"},
		{Text: "reset my password", Lang: "en", Project: "home"},
		{Text: "reset my router", Lang: "en", Project: "home"},
	}
	talked(t, pool, len(questions))
	for i := range questions {
		questions[i].Conversation, questions[i].At = int64(i+1), time.Now()
	}
	if _, err := store.AddUnanswered(ctx, questions); err != nil {
		t.Fatal(err)
	}
	gaps, err := store.Gaps(ctx, "open", "", "")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, g := range gaps {
		got[g.Project+": "+g.Title] = g.Count
	}
	want := map[string]int{"velo-hub: " + questions[0].Text: 2, "kino: " + questions[2].Text: 1, ": " + questions[3].Text: 1, "velo-hub: " + questions[4].Text: 2,
		"home: " + questions[6].Text: 1, "home: " + questions[7].Text: 1}
	if len(got) != len(want) {
		t.Errorf("%d gaps: %v", len(got), got)
	}
	for title, n := range want {
		if got[title] != n {
			t.Errorf("%q: %d questions, want %d of %v", title, got[title], n, got)
		}
	}
}
