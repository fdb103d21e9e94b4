package knowledge_test

import (
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// talked makes conversations for questions to come from.
func talked(t *testing.T, pool *pgxpool.Pool, n int) {
	t.Helper()
	_, err := pool.Exec(t.Context(), `
		WITH s AS (INSERT INTO subscribers DEFAULT VALUES RETURNING id),
			a AS (INSERT INTO addresses (subscriber_id, account, kind, value) SELECT id, 'site', 'webchat', 'x' FROM s RETURNING id, subscriber_id)
		INSERT INTO conversations (subscriber_id, address_id, account, state, closed_at)
		SELECT a.subscriber_id, a.id, 'site', 'closed', now() FROM a, generate_series(1, $1)`, n)
	if err != nil {
		t.Fatal(err)
	}
}

func TestQuestionsThatAskTheSameAreOneGap(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	talked(t, pool, 20)
	store := knowledge.NewStore(pool)
	now := time.Now()
	ask := func(conv int64, lang, project, text string, ago time.Duration) knowledge.Unanswered {
		return knowledge.Unanswered{Conversation: conv, Seq: 1, Text: text, Lang: lang, Project: project, At: now.Add(-ago)}
	}
	questions := []knowledge.Unanswered{
		ask(1, "en", "", "Do you deliver to Lviv on Sundays?", 10*24*time.Hour),
		ask(2, "en", "shop", "is there delivery to Lviv on Sunday", time.Hour),
		ask(3, "en", "shop", "Sunday delivery Lviv?", 2*time.Hour),
		ask(4, "en", "net", "Sunday delivery Lviv?", 2*time.Hour), // another project
		ask(5, "en", "shop", "Can I pay with cryptocurrency?", time.Hour),
		ask(6, "uk", "shop", "Чи доставляєте у неділю до Львова?", time.Hour),
		ask(7, "en", "shop", "??", time.Hour), // says nothing
	}
	added, err := store.AddUnanswered(t.Context(), questions)
	if err != nil || added != 6 {
		t.Fatalf("added %d, %v", added, err)
	}
	if again, err := store.AddUnanswered(t.Context(), questions); err != nil || again != 0 {
		t.Errorf("the second time %d were added, %v", again, err)
	}
	gaps, err := store.Gaps(t.Context(), "open", "", "")
	if err != nil || len(gaps) != 4 {
		t.Fatalf("got %+v, %v", gaps, err)
	}
	if g := gaps[0]; g.Count != 3 || g.Week != 2 || g.Before != 1 || g.Project != "shop" || g.Trend() != 1 {
		t.Errorf("the largest is %+v", g)
	}
	if w := gaps[0].Weeks; len(w) != 8 || w[7] != 2 || w[6] != 1 || w[5] != 0 {
		t.Errorf("by weeks: %v", w)
	}
	if err := store.MergeGaps(t.Context(), gaps[1].ID, gaps[0].ID); err != nil {
		t.Fatal(err)
	}
	if g, qs, err := store.Gap(t.Context(), gaps[0].ID); err != nil || len(qs) != 4 || g.Count != 4 {
		t.Errorf("after the merge %+v, %v, %v", g, qs, err)
	}
}

func TestAQuestionThatSaysMoreIsOfTheSameGap(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	talked(t, pool, 9)
	store := knowledge.NewStore(pool)
	for i, text := range []string{"Do you tune bagpipes?", "can you tune bagpipes for me please, call 067 123 45 67 or write to oleh@example.com", "bagpipes tuning price?", "do you rent out lifeboats",
		"my lifeboat lost its paint in the harbour, do you paint"} {
		q := knowledge.Unanswered{Conversation: int64(i + 1), Seq: 1, Text: text, Lang: "en", At: time.Now()}
		if _, err := store.AddUnanswered(t.Context(), []knowledge.Unanswered{q}); err != nil {
			t.Fatal(err)
		}
	}
	gaps, err := store.Gaps(t.Context(), "open", "", "")
	if err != nil || len(gaps) != 3 || gaps[0].Count != 3 {
		t.Errorf("got %+v, %v", gaps, err)
	}
}

// TestWhatIsAskedInOtherWordsIsOneGap: by what the words mean, by the synonyms, and however often it is asked; what is asked of another
// thing, or something else of the same, is a gap of its own.
func TestWhatIsAskedInOtherWordsIsOneGap(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	store := knowledge.NewStore(pool)
	if err := store.SaveSynonyms(t.Context(), "en", "lute, theorbo", 0, "Maria"); err != nil {
		t.Fatal(err)
	}
	gapsOf := []struct {
		lang  string
		texts []string
	}{
		{"en", []string{"do you sell violins for children", "can I buy a violin for a child", "violins for kids – do you have them", "Are there violins for children?", "I want a violin for my kid", "violin for a child please"}},
		{"en", []string{"do you sell guitars for children"}},
		{"uk", []string{"чи продаєте ви скрипки для дітей", "хочу купити скрипку дитині"}},
		{"en", []string{"do you repair sewing machines", "sewing machine repair?"}},
		{"en", []string{"do you repair washing machines"}},
		{"en", []string{"can I rent a bicycle for a week", "can I rent a bike for a week?"}},
		{"en", []string{"how much is the extended warranty", "what does the extended warranty cost"}},
		{"en", []string{"cancel my extended warranty"}},
		{"en", []string{"where are your lute lessons", "where are your theorbo lessons"}},
		{"en", []string{"when are your lute lessons"}},
		{"en", []string{"do you repair old organs"}},
		{"pl", []string{"czy naprawiacie stare organy"}}, // its article is another one
	}
	var questions []knowledge.Unanswered
	want := map[string]string{}
	for i := range 6 { // in turn, so that all gaps are there before their next questions come
		for _, g := range gapsOf {
			if i < len(g.texts) {
				questions = append(questions, knowledge.Unanswered{Conversation: int64(len(questions) + 1), Seq: 1, Text: g.texts[i], Lang: g.lang, At: time.Now()})
				want[g.texts[i]] = g.texts[0]
			}
		}
	}
	talked(t, pool, len(questions))
	if _, err := store.AddUnanswered(t.Context(), questions); err != nil {
		t.Fatal(err)
	}
	gaps, err := store.Gaps(t.Context(), "open", "", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range gaps {
		_, asked, err := store.Gap(t.Context(), g.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range asked {
			if want[q.Text] != g.Title {
				t.Errorf("%q is asked in the gap %q", q.Text, g.Title)
			}
		}
	}
}

func TestAGapIsWrittenWhenItsArticleIsPublished(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	talked(t, pool, 2)
	store := knowledge.NewStore(pool)
	if _, err := store.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	opened := time.Now().Add(-3 * time.Hour)
	if _, err := store.AddUnanswered(t.Context(), []knowledge.Unanswered{{Conversation: 1, Seq: 4, Text: "How do I measure my ring size?", Lang: "en", Project: "shop", At: opened}}); err != nil {
		t.Fatal(err)
	}
	gaps, err := store.Gaps(t.Context(), "open", "shop", "en")
	if err != nil || len(gaps) != 1 {
		t.Fatal(gaps, err)
	}
	id, _, err := store.SaveVersion(t.Context(), knowledge.Edit{Project: "shop", Key: "ring", Lang: "en", Author: "maria", Draft: knowledge.Draft{Title: "Ring size", Body: "With a thread."}})
	if err != nil {
		t.Fatal(err)
	}
	state := func(want string) {
		t.Helper()
		if g, _, err := store.Gap(t.Context(), gaps[0].ID); err != nil || g.State != want || g.Article != id {
			t.Errorf("the gap is %+v (%v), want %s", g, err, want)
		}
	}
	if err := store.WriteGap(t.Context(), gaps[0].ID, id, "maria"); err != nil {
		t.Fatal(err)
	}
	state("open")
	if err := store.Publish(t.Context(), id, 1, "maria"); err != nil {
		t.Fatal(err)
	}
	state("written") // at once
	if err := store.SettleGaps(t.Context()); err != nil {
		t.Fatal(err)
	}
	state("written")
	if n, median, err := store.GapTimes(t.Context(), time.Now().Add(-time.Hour)); err != nil || n != 1 || median < 2*time.Hour || median > 4*time.Hour {
		t.Errorf("times: %d, %v, %v", n, median, err)
	}
	if err := store.ReopenGap(t.Context(), gaps[0].ID); err != nil {
		t.Fatal(err)
	}
	if g, _, err := store.Gap(t.Context(), gaps[0].ID); err != nil || g.State != "open" || g.ClosedBy != "" {
		t.Errorf("reopened: %+v, %v", g, err)
	}
	if err := store.DismissGap(t.Context(), gaps[0].ID, "maria", " "); err == nil {
		t.Error("dismissed without a reason")
	}
	if err := store.DismissGap(t.Context(), gaps[0].ID, "maria", "we sell no rings"); err != nil {
		t.Error(err)
	}
}

// TestAGapOpensAgainWhenNobodySeesItsArticle: what was answered by an article that an editor took away is asked in vain again.
func TestAGapOpensAgainWhenNobodySeesItsArticle(t *testing.T) {
	t.Parallel()
	ctx, pool := t.Context(), pgtest.New(t)
	talked(t, pool, 1)
	store := knowledge.NewStore(pool)
	if _, err := store.SaveProject(ctx, knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	if _, err := store.AddUnanswered(ctx, []knowledge.Unanswered{{Conversation: 1, Seq: 1, Text: "How do I measure my ring size?", Lang: "en", Project: "shop", At: time.Now()}}); err != nil {
		t.Fatal(err)
	}
	gaps, err := store.Gaps(ctx, "open", "shop", "en")
	if err != nil || len(gaps) != 1 {
		t.Fatal(gaps, err)
	}
	id, _, err := store.SaveVersion(ctx, knowledge.Edit{Project: "shop", Key: "ring", Lang: "en", Author: "maria", Publish: true, Draft: knowledge.Draft{Title: "Ring size", Body: "With a thread."}})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.AnswerGap(ctx, gaps[0].ID, id, "maria"); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		what             string
		do               func() error
		state            string
		article, removed int64
		unbegun          int
	}{
		{"nothing", func() error { return nil }, "written", id, 0, 0},
		{"taken back", func() error { return store.Unpublish(ctx, id, "eva") }, "open", id, 0, 0},
		{"published", func() error { return store.Publish(ctx, id, 1, "eva") }, "written", id, 0, 0},
		{"removed", func() error { return store.Remove(ctx, id, "eva") }, "open", 0, id, 1},
		{"brought back", func() error { _, err := store.Restore(ctx, id, 1, "eva"); return err }, "open", id, 0, 0},
		{"published again", func() error { return store.Publish(ctx, id, 1, "eva") }, "written", id, 0, 0},
		{"removed and brought back at once", func() error {
			if err := store.Remove(ctx, id, "eva"); err != nil {
				return err
			}
			_, err := store.Restore(ctx, id, 1, "eva")
			return err
		}, "open", id, 0, 0},
		{"published a third time", func() error { return store.Publish(ctx, id, 1, "eva") }, "written", id, 0, 0},
		{"imported again, and merged into another one", func() error {
			_, err := pool.Exec(ctx, `WITH steps AS (INSERT INTO article_steps (article_id, what, by) SELECT $1, what, 'eva' FROM unnest('{removed,brought back,merged}'::text[]) AS what)
				UPDATE articles SET removed_at = now() WHERE id = $1`, id)
			return err
		}, "written", id, 0, 0},
		{"brought back after it was merged", func() error { _, err := store.Restore(ctx, id, 1, "eva"); return err }, "open", id, 0, 0},
		{"published a fourth time", func() error { return store.Publish(ctx, id, 1, "eva") }, "written", id, 0, 0},
		{"ended on its day", func() error {
			if _, err := pool.Exec(ctx, `UPDATE articles SET expire_at = now() - interval '1 minute' WHERE id = $1`, id); err != nil {
				return err
			}
			_, err := store.CarryOut(ctx)
			return err
		}, "written", id, 0, 0},
		{"removed after it had ended", func() error { return store.Remove(ctx, id, "eva") }, "written", id, 0, 0},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		if err := store.SettleGaps(ctx); err != nil {
			t.Fatal(err)
		}
		g, _, err := store.Gap(ctx, gaps[0].ID)
		if err != nil || g.State != step.state || g.Article != step.article || g.Removed != step.removed {
			t.Errorf("%s: %+v (%v), want %s, article %d, removed %d", step.what, g, err, step.state, step.article, step.removed)
		}
		if n, err := store.CountGaps(ctx, knowledge.GapFilter{State: "open", Unbegun: true}); err != nil || n != step.unbegun {
			t.Errorf("%s: %d gaps wait for an article (%v), want %d", step.what, n, err, step.unbegun)
		}
	}
}

func TestGapsDoNotSayWhoAsked(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	talked(t, pool, 3)
	store := knowledge.NewStore(pool)
	questions := []knowledge.Unanswered{
		{Conversation: 1, Seq: 1, Lang: "en", At: time.Now(), Text: "I'm Olena Kovalenko, my number is 050 123 45 67, can I pay with cryptocurrency?"},
		{Conversation: 2, Seq: 1, Lang: "en", At: time.Now(), Text: "can i pay with cryptocurrency? Regards, Peter Smith"},
		{Conversation: 3, Seq: 1, Lang: "en", At: time.Now(), Text: "My name is Olena Kovalenko"}, // asks nothing
	}
	if _, err := store.AddUnanswered(t.Context(), questions); err != nil {
		t.Fatal(err)
	}
	gaps, err := store.Gaps(t.Context(), "open", "", "en")
	if err != nil || len(gaps) != 2 {
		t.Fatalf("%+v, %v", gaps, err)
	}
	for _, g := range gaps {
		_, examples, err := store.Gap(t.Context(), g.ID)
		if err != nil {
			t.Fatal(err)
		}
		all := g.Title
		for _, e := range examples {
			all += "\n" + e.Text
		}
		for _, private := range []string{"Olena", "Kovalenko", "Peter", "Smith", "123"} {
			if strings.Contains(all, private) {
				t.Errorf("%q tells %s", all, private)
			}
		}
	}
}

// TestAGapIsCalledByAQuestionThatHidesNothing: what masking left is no title to begin an article with.
func TestAGapIsCalledByAQuestionThatHidesNothing(t *testing.T) {
	t.Parallel()
	ctx, pool := t.Context(), pgtest.New(t)
	talked(t, pool, 3)
	store := knowledge.NewStore(pool)
	titled := func(want string) {
		t.Helper()
		if gaps, err := store.Gaps(ctx, "open", "", "en"); err != nil || len(gaps) != 1 || gaps[0].Title != want {
			t.Errorf("%+v, %v, want %q", gaps, err, want)
		}
	}
	ask := func(conversation int64, text string) {
		t.Helper()
		if _, err := store.AddUnanswered(ctx, []knowledge.Unanswered{{Conversation: conversation, Seq: 1, Lang: "en", Text: text, At: time.Now()}}); err != nil {
			t.Fatal(err)
		}
	}
	ask(1, "can Ms. Emily Clark have the bell engraved")
	titled("can Ms. E••• have the bell engraved")
	ask(2, "bell engraved?")
	titled("bell engraved?")
	ask(3, "engraved bell")
	if err := knowledge.NoGap(ctx, pool, 2, 1); err != nil {
		t.Fatal(err)
	}
	titled("engraved bell")
}

// TestOfManyGapsThoseThatAreAskedMostAreListed: the list is bounded, and what it leaves out is what is asked least, or by
// nobody's filter.
func TestOfManyGapsThoseThatAreAskedMostAreListed(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	store := knowledge.NewStore(pool)
	_, err := pool.Exec(t.Context(), `
		WITH g AS (INSERT INTO gaps (lang, title, assignee) SELECT 'en', 'gap ' || n, CASE WHEN n % 300 = 7 THEN 'Eva@net.example' ELSE '' END FROM generate_series(1, 1500) n RETURNING id, title)
		INSERT INTO gap_questions (gap_id, text, at) SELECT id, title, now() - interval '1 hour' FROM g, generate_series(1, CASE WHEN title LIKE '%77' THEN 5 ELSE 1 END)`)
	if err != nil {
		t.Fatal(err)
	}
	list, err := store.Gaps(t.Context(), "open", "", "")
	if err != nil || len(list) != 500 {
		t.Fatalf("%d gaps, %v", len(list), err)
	}
	for i, g := range list[:15] { // 77, 177 … 1477
		if g.Week != 5 {
			t.Errorf("%d is asked %d times, and others 5 times: %s", i, g.Week, g.Title)
		}
	}
	for want, f := range map[int]knowledge.GapFilter{
		5: {State: "open", Assignees: []string{"", "eva@NET.example"}}, 500: {State: "open", Nobody: true}, 0: {State: "written", Assignees: []string{"eva@net.example"}},
	} {
		if list, err := store.FindGaps(t.Context(), f); err != nil || len(list) != want {
			t.Errorf("%+v finds %d, %v", f, len(list), err)
		}
	}
	if list, err := store.FindGaps(t.Context(), knowledge.GapFilter{State: "open", Assignees: []string{""}}); err != nil || len(list) != 0 {
		t.Errorf("who has no name has %d gaps, %v", len(list), err)
	}
}

// TestAGermanCompoundIsNotWhatItBeginsWith: nor where what it goes on with is no word that is known.
func TestAGermanCompoundIsNotWhatItBeginsWith(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		want        int
		first, then string
	}{
		{2, "Gibt es Geschenkgutscheine?", "Gibt es Geschenkverpackung?"},
		{2, "Gibt es Geschenkverpackung?", "Gibt es Geschenkgutscheine?"},
		{1, "Gibt es Mitgliedschaften?", "Gibt es eine Mitgliedschaft?"},
		{1, "Gibt es Geschenkgutscheine?", "Habt ihr einen Geschenkgutschein?"},
	} {
		pool := pgtest.New(t)
		talked(t, pool, 2)
		store := knowledge.NewStore(pool)
		_, err := store.AddUnanswered(t.Context(), []knowledge.Unanswered{{Conversation: 1, Seq: 1, Text: c.first, Lang: "de", At: time.Now()}, {Conversation: 2, Seq: 1, Text: c.then, Lang: "de", At: time.Now()}})
		if err != nil {
			t.Fatal(err)
		}
		if gaps, err := store.Gaps(t.Context(), "open", "", ""); err != nil || len(gaps) != c.want {
			t.Errorf("%s %s: %d gaps, %v", c.first, c.then, len(gaps), err)
		}
	}
}
