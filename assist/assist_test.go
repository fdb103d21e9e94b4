package assist_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/recall"
)

// small is an assistant over a few articles.
func small(t testing.TB, articles ...knowledge.Article) *assist.Assistant {
	t.Helper()
	return assist.New(smallConfig(t, articles))
}

// reading is one that reads articles whole, too.
func reading(t testing.TB, articles ...knowledge.Article) *assist.Assistant {
	t.Helper()
	c := smallConfig(t, articles)
	c.Articles = among(articles)
	return assist.New(c)
}

func smallConfig(t testing.TB, articles []knowledge.Article) assist.Config {
	t.Helper()
	index := local.New()
	for i := range articles {
		a := &articles[i]
		a.ID, a.Version = int64(i+1), 1
		if a.Lang == "" {
			a.Lang = "en"
		}
		if a.Audience == "" {
			a.Audience = knowledge.Public
		}
		if a.Key == "" {
			a.Key = strings.ReplaceAll(strings.ToLower(a.Title), " ", "-")
		}
	}
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	return assist.Config{Index: index, Memory: remembered(t, articles)}
}

// remembered is the memory beside an index, as the program has it.
func remembered(t testing.TB, articles []knowledge.Article) *recall.Index {
	t.Helper()
	memory := recall.New()
	if err := memory.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	return memory
}

var (
	refundNet = knowledge.Article{Project: "net", Name: "Net", Title: "Refund", Questions: []string{"how do I get a refund"},
		Body: "A refund for the internet is paid within 14 days to the account that paid."}
	refundShop = knowledge.Article{Project: "shop", Name: "Shop", Title: "Refund", Questions: []string{"how do I get a refund"},
		Body: "A refund for goods is paid within 3 days after the parcel came back."}
	routerRestart = knowledge.Article{Project: "net", Name: "Net", Title: "Restart the router", Questions: []string{"how to restart the router"},
		Body: "Restarting takes two minutes and loses no settings. To restart the router:\n\n1. Pull the plug.\n2. Wait ten seconds.\n3. Plug it in again.\n\nIf the lamp stays red, call us. The lamp may be red for a minute, e.g. after a power cut."}
	discounts = knowledge.Article{Project: "net", Name: "Net", Title: "Secret discounts", Audience: knowledge.Internal,
		Questions: []string{"what secret discounts are there"}, Body: "Operators may give 15 % by code RET-15."}
)

func TestSuggestionsHaveSourcesAndQuoteThem(t *testing.T) {
	t.Parallel()
	a := small(t, refundNet, routerRestart, discounts)
	got := ask(t, a, "en", "how to restart the router?")
	if len(got) == 0 || got[0].Score < answer || !got[0].Public {
		t.Fatalf("%+v", got)
	}
	for _, want := range []string{"To restart the router:", "1. Pull the plug.\n2. Wait ten seconds.\n3. Plug it in again."} {
		if !strings.Contains(got[0].Text, want) {
			t.Errorf("%q lacks %q", got[0].Text, want)
		}
	}
	if src := got[0].Sources[0]; src.Title != "Restart the router" || src.Name != "Net" || src.Version != 1 || src.Internal {
		t.Errorf("source %+v", src)
	}
}

func TestInternalArticlesAreNeverPublic(t *testing.T) {
	t.Parallel()
	got := ask(t, small(t, refundNet, discounts), "en", "what secret discounts are there")
	if len(got) == 0 || got[0].Public || !got[0].Sources[0].Internal {
		t.Fatalf("%+v", got)
	}
}

func TestInternalArticlesOfTheSamplesAreNeverPublic(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	all := b.assistant(t, false)
	for _, article := range b.articles {
		for _, q := range article.Questions {
			for _, s := range ask(t, all, article.Lang, q) {
				if s.Public == s.Sources[0].Internal {
					t.Errorf("%q: public %v, internal %v", q, s.Public, s.Sources[0].Internal)
				}
			}
		}
	}
}

func TestTwoProjectsThatAnswerAlikeAreAskedBack(t *testing.T) {
	t.Parallel()
	a := small(t, refundNet, refundShop, routerRestart)
	got := ask(t, a, "en", "how do I get a refund")
	projects, ok := assist.Ambiguous(got)
	if !ok || len(projects) != 2 || got[0].Score >= answer {
		t.Errorf("ambiguous %v %v, best %.2f", projects, ok, got[0].Score)
	}
	chosen, err := a.Suggest(t.Context(), assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: "how do I get a refund"}}, Projects: []string{"shop"}})
	if err != nil || chosen[0].Sources[0].Project != "shop" {
		t.Errorf("%+v %v", chosen, err)
	}
	if _, ok := assist.Ambiguous(ask(t, a, "en", "how to restart the router")); ok {
		t.Error("one project that answers is not ambiguous")
	}
}

func TestShortFollowUpsAreReadWithTheQuestionBefore(t *testing.T) {
	t.Parallel()
	a := small(t,
		knowledge.Article{Project: "mobile", Name: "Mobile", Title: "Roaming in Poland", Body: "Roaming in Poland costs 2 euro a day."},
		knowledge.Article{Project: "mobile", Name: "Mobile", Title: "Roaming in Turkey", Body: "Roaming in Turkey costs 5 euro a day."},
		knowledge.Article{Project: "travel", Name: "Travel", Title: "Trains to Poland", Body: "Trains to Poland leave at 9:00."})
	got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: "en", Turns: []assist.Turn{
		{Customer: true, Text: "What does roaming cost in Turkey?"}, {Text: "Roaming in Turkey costs 5 euro a day."}, {Customer: true, Text: "and in Poland?"}}})
	if err != nil || len(got) == 0 || got[0].Sources[0].Title != "Roaming in Poland" {
		t.Errorf("%s %v", describe(got), err)
	}
}

func TestNothingToAnswerMakesNoDraft(t *testing.T) {
	t.Parallel()
	a := small(t, refundNet)
	for name, d := range map[string]assist.Dialogue{
		"no words":        {},
		"only ours":       {Turns: []assist.Turn{{Text: "Good day"}}},
		"another thing":   {Turns: []assist.Turn{{Customer: true, Text: "zebra xylophone quantum"}}},
		"invalid UTF-8":   {Turns: []assist.Turn{{Customer: true, Text: "\xff\xfe"}}},
		"only punctation": {Turns: []assist.Turn{{Customer: true, Text: "???"}}},
	} {
		got, err := a.Suggest(t.Context(), d)
		if err != nil || (len(got) > 0 && got[0].Score >= draft) {
			t.Errorf("%s: %s %v", name, describe(got), err)
		}
	}
	if _, err := a.Suggest(t.Context(), assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: strings.Repeat("refund please ", 10_000)}}}); err != nil {
		t.Error(err)
	}
}

type broken struct{ knowledge.Index }

func (broken) Search(context.Context, knowledge.Query) ([]knowledge.Hit, error) {
	return nil, errors.New("index down")
}

func TestAnIndexThatIsDownIsAnError(t *testing.T) {
	t.Parallel()
	a := assist.New(assist.Config{Index: broken{}})
	if _, err := a.Suggest(t.Context(), assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: "refund"}}}); err == nil || !strings.Contains(err.Error(), "index down") {
		t.Error(err)
	}
}

func TestSummaryTellsTheQuestionAndItsNumbers(t *testing.T) {
	t.Parallel()
	got := assist.Summary(assist.Dialogue{Turns: []assist.Turn{
		{Customer: true, Text: "My box shows error E-104 since Monday."}, {Text: "Restart it."}, {Customer: true, Text: "That changed nothing, order 55017 is still waiting"}}})
	for _, want := range []string{"Asks: That changed nothing", "E-104", "55017", "Asked before: My box", "Answered: by the assistant: “"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if got := assist.Summary(assist.Dialogue{}); got != "" {
		t.Errorf("of nothing: %q", got)
	}
}

func FuzzSuggest(f *testing.F) {
	for _, seed := range []string{"how to restart", "a\x00b", "| a |", "```", "1. ", strings.Repeat("> ", 200), "\u202eabc", "¿? !."} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, body, asked string) {
		if len(body) > knowledge.MaxBody {
			return
		}
		index := local.New()
		err := index.Put(t.Context(), []knowledge.Article{{ID: 1, Key: "k", Project: "p", Name: "P", Lang: "en", Title: "T", Audience: knowledge.Public, Body: body + "\n\nrestart"}})
		if err != nil {
			t.Fatal(err)
		}
		got, err := assist.New(assist.Config{Index: index}).Suggest(t.Context(), assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: asked + " restart"}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range got {
			if len(s.Sources) == 0 || s.Text == "" || s.Score < 0 || s.Score > 1 {
				t.Errorf("%+v", s)
			}
		}
	})
}

func TestSpokenQuestionsAreFoundAmongTalk(t *testing.T) {
	t.Parallel()
	a := small(t, refundNet, routerRestart, discounts)
	got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: "en", Call: true, Turns: []assist.Turn{
		{Text: "lumen good day"}, {Customer: true, Text: "hello um so i was away the whole weekend with the kids you know"},
		{Customer: true, Text: "and now how do i restart the router"}, {Text: "one moment"}, {Customer: true, Text: "yes i am waiting here with the box in my hand"}}})
	if err != nil || len(got) == 0 || got[0].Sources[0].Title != "Restart the router" || got[0].Score < 0.5 {
		t.Errorf("%s %v", describe(got), err)
	}
}

func TestWhatMayNotBeTrueIsMarkedForTheOperator(t *testing.T) {
	t.Parallel()
	var asked []int64
	fail := false
	index := local.New()
	articles := []knowledge.Article{
		{ID: 1, Key: "return", Project: "shop", Name: "Shop", Lang: "en", Title: "Return an order", Body: "You can return an order within 14 days.", Audience: knowledge.Public},
	}
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	a := assist.New(assist.Config{Index: index, Doubts: func(_ context.Context, ids []int64) (map[int64]string, error) {
		if asked = ids; fail {
			return nil, errors.New("the database is down")
		}
		return map[int64]string{1: "not verified"}, nil
	}})
	for _, c := range []struct {
		fail bool
		want string
	}{{false, "not verified"}, {true, "not known to be verified"}} {
		fail = c.fail
		list, err := a.Suggest(t.Context(), assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: "how can i return an order"}}, Lang: "en"})
		if err != nil || len(list) == 0 || list[0].Doubt() != c.want || len(asked) == 0 || asked[0] != 1 {
			t.Errorf("%+v, %v, asked of %v", list, err, asked)
		}
	}
	if (assist.Suggestion{Sources: []assist.Source{{}}}).Doubt() != "" {
		t.Error("a source without a doubt is doubted")
	}
}
