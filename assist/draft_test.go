package assist_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/assist/prompts"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// scripted is a model that answers what the test says, and keeps what it was asked.
type scripted struct {
	mu     sync.Mutex
	answer func(assist.Prompt) (string, error)
	asked  []assist.Prompt
}

func (s *scripted) Complete(_ context.Context, p assist.Prompt) (assist.Completion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, p)
	text, err := s.answer(p)
	return assist.Completion{Text: text}, err
}

// sentence is one item of a model's answer.
type sentence struct {
	Text    string `json:"text"`
	Passage int    `json:"passage"`
	Quote   string `json:"quote"`
}

func says(t testing.TB, list ...sentence) *scripted {
	t.Helper()
	b, err := json.Marshal(map[string]any{"sentences": list})
	if err != nil {
		t.Fatal(err)
	}
	return &scripted{answer: func(assist.Prompt) (string, error) { return string(b), nil }}
}

// written asks an assistant with a model.
func written(t testing.TB, m assist.Model, articles []knowledge.Article, d assist.Dialogue) []assist.Suggestion {
	t.Helper()
	system, err := prompts.Load("", prompts.Draft)
	if err != nil {
		t.Fatal(err)
	}
	index := local.New()
	for i := range articles {
		articles[i].ID, articles[i].Version, articles[i].Key = int64(i+1), 1, strings.ToLower(articles[i].Title)
		if articles[i].Audience == "" {
			articles[i].Audience = knowledge.Public
		}
		if articles[i].Lang == "" {
			articles[i].Lang = "en"
		}
	}
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	a := assist.New(assist.Config{Index: index, Writer: assist.Writer{Model: m, Prompt: system}})
	got, err := a.Suggest(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	// as an operator sees it: what the model wrote in the place of the best quoted draft, which stays if it wrote nothing
	w, err := a.Write(t.Context(), d, assist.Basis(got), nil)
	for i := range got {
		if got[i].Public && err == nil {
			got[i].Text, got[i].Lang, got[i].Sources = w.Text, w.Lang, w.Sources
			break
		}
	}
	return got
}

func customer(texts ...string) assist.Dialogue {
	var d assist.Dialogue
	for _, text := range texts {
		d.Turns = append(d.Turns, assist.Turn{Customer: true, Text: text})
	}
	return d
}

// Answers of which nothing can be used are told apart from those that find no answer, and from those that stand.
func TestAnAnswerOfNoUseIsTold(t *testing.T) {
	t.Parallel()
	answers := func(text string) *scripted {
		return &scripted{answer: func(assist.Prompt) (string, error) { return text, nil }}
	}
	for name, c := range map[string]struct {
		model *scripted
		told  int
	}{
		"it stands":        {says(t, sentence{"The refund for the internet is paid within 14 days.", 1, refundQuote}), 0},
		"it finds nothing": {answers(`{"sentences":[]}`), 0},
		"it fails":         {&scripted{answer: func(assist.Prompt) (string, error) { return "", errors.New("down") }}, 0},
		"plain words":      {answers("Dear customer, we are glad to help you with that!"), 1},
		"made up":          {says(t, sentence{"The refund for the internet is paid within 3 days.", 1, refundQuote}), 1},
		"in German":        {says(t, sentence{"Die Erstattung für das Internet wird Ihnen innerhalb von 14 Tagen gezahlt.", 1, refundQuote}), 1},
	} {
		told := 0
		a := assist.New(assist.Config{Writer: assist.Writer{Model: c.model, Useless: func(_ context.Context, feature, _ string) {
			if told++; feature != "draft" {
				t.Errorf("%s: told of %s", name, feature)
			}
		}}})
		_, _ = a.Write(t.Context(), customer("how do I get a refund for the internet?"), []assist.Source{{Article: 1, Version: 1, Lang: "en", Title: refundNet.Title, Passage: refundNet.Body}}, nil)
		if told != c.told {
			t.Errorf("%s: told %d times", name, told)
		}
	}
}

const refundQuote = "A refund for the internet is paid within 14 days"

func TestOnlySentencesThatTheArticleSupportsAreKept(t *testing.T) {
	t.Parallel()
	good := sentence{"The refund for the internet is paid within 14 days.", 1, refundQuote}
	for name, bad := range map[string]sentence{
		"another number":       {"The refund for the internet is paid within 15 days.", 1, refundQuote},
		"turned round":         {"The refund for the internet is not paid within 14 days.", 1, refundQuote},
		"another product":      {"A refund for the internet of Lynx is paid within 14 days.", 1, refundQuote},
		"in words":             {"A refund for the internet is paid within fifteen days.", 1, refundQuote},
		"another unit":         {"A refund for the internet is paid within 14 months.", 1, refundQuote},
		"a made-up quote":      {"The refund is paid to the account.", 1, "the refund is paid to any account"},
		"no such passage":      {"The refund is paid to the account that paid.", 7, refundQuote},
		"a quote beside it":    {"Our chief executive invites everybody for dinner in Paris.", 1, refundQuote},
		"a link":               {"The refund for the internet is paid at https://evil.example/.", 1, refundQuote},
		"a hidden link":        {"The [refund](https://evil.example) for the internet is paid.", 1, refundQuote},
		"a picture":            {"A refund for the internet is paid ![x](//evil.example/x.png).", 1, refundQuote},
		"markup":               {"A refund for the internet is paid <img src=x>.", 1, refundQuote},
		"an address":           {"A refund for the internet is paid by pay@evil.example.", 1, refundQuote},
		"a made-up sign":       {"A refund for the internet is paid to ⟦EMAIL_9⟧.", 1, refundQuote},
		"a price":              {"A refund for the internet of $500 is paid.", 1, refundQuote},
		"the system's prompt":  {"You write one answer of a company's support to a customer.", 1, refundQuote},
		"a quote of two signs": {"A refund for the internet is paid.", 1, "A"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := written(t, says(t, bad, good), []knowledge.Article{refundNet}, customer("how do I get a refund?"))
			if len(got) == 0 || got[0].Text != good.Text || len(got[0].Sources) != 1 {
				t.Errorf("%+v", got)
			}
			alone := written(t, says(t, bad), []knowledge.Article{refundNet}, customer("how do I get a refund?"))
			if len(alone) == 0 || !strings.HasPrefix(alone[0].Text, refundQuote) {
				t.Errorf("alone: %+v", alone)
			}
		})
	}
}

func TestAModelThatFailsLeavesTheArticlesWords(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]string{"no JSON": "Sure! A refund is paid.", "torn": `{"sentences":[{"text":"A`, "other JSON": `{"sentences":"x"}`, "nothing": `{"sentences":[]}`, "failing": ""} {
		m := &scripted{answer: func(assist.Prompt) (string, error) {
			if answer == "" {
				return "", errors.New("down")
			}
			return answer, nil
		}}
		got := written(t, m, []knowledge.Article{refundNet}, customer("how do I get a refund?"))
		if len(got) == 0 || !strings.HasPrefix(got[0].Text, refundQuote) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestWhatIsPrivateNeverReachesTheModel(t *testing.T) {
	t.Parallel()
	m := says(t, sentence{"A refund for the internet is paid to the account ⟦EMAIL_1⟧.", 1, refundQuote})
	got := written(t, m, []knowledge.Article{refundNet, discounts},
		customer("I am ann@example.org, card 4111 1111 1111 1111, ⟦EMAIL_2⟧", "how do I get a refund, ann@example.org, and secret discounts?"))
	if len(m.asked) != 1 {
		t.Fatalf("%d prompts", len(m.asked))
	}
	for _, secret := range []string{"ann@example.org", "4111", "RET-15", "⟦EMAIL_2⟧"} {
		if strings.Contains(m.asked[0].Data+m.asked[0].System, secret) {
			t.Errorf("%q left: %s", secret, m.asked[0].Data)
		}
	}
	if !strings.Contains(m.asked[0].Data, "⟦EMAIL_1⟧") {
		t.Errorf("no sign: %s", m.asked[0].Data)
	}
	for _, s := range got {
		if s.Public && !strings.Contains(s.Text, "ann@example.org") {
			t.Errorf("the value is not put back: %q", s.Text)
		}
	}
}

func TestAnswersToWhatIsPrivateDoNotReachTheModel(t *testing.T) {
	t.Parallel()
	m := says(t, sentence{"A refund for the internet is paid within 14 days.", 1, refundQuote})
	d := customer("refund for the internet please")
	d.Turns = append(d.Turns, assist.Turn{Text: "What are the last four digits of your SSN?"}, assist.Turn{Customer: true, Text: "2017"},
		assist.Turn{Text: "And the number of the card?"}, assist.Turn{Customer: true, Text: "four one one one"}, assist.Turn{Customer: true, Text: "then 77 09"},
		assist.Turn{Customer: true, Text: "how do I get a refund for the internet?"})
	written(t, m, []knowledge.Article{refundNet}, d)
	if len(m.asked) != 1 {
		t.Fatalf("%d prompts", len(m.asked))
	}
	for _, secret := range []string{"2017", "one one", "77 09"} {
		if strings.Contains(m.asked[0].Data, secret) {
			t.Errorf("%q left: %s", secret, m.asked[0].Data)
		}
	}
}

func TestADraftInAnotherLanguageIsForTheOperatorToSee(t *testing.T) {
	t.Parallel()
	article := knowledge.Article{Project: "net", Name: "Net", Title: "Refund", Questions: []string{"коли повернуть гроші"}, Body: refundNet.Body}
	d := customer("коли повернуть гроші за інтернет?")
	d.Lang = "uk"
	got := written(t, says(t, sentence{"Гроші за інтернет повертаємо протягом 14 днів.", 1, refundQuote}), []knowledge.Article{article}, d)
	if len(got) == 0 || !strings.Contains(got[0].Text, "протягом 14") || got[0].Lang != "uk" || got[0].Doubt() == "" {
		t.Errorf("%+v", got)
	}
	english := written(t, says(t, sentence{"A refund for the internet is paid within 14 days.", 1, refundQuote}), []knowledge.Article{article}, d)
	if len(english) == 0 || english[0].Lang != "en" || english[0].Doubt() != "" {
		t.Errorf("a draft in the wrong language: %+v", english)
	}
}

// slow is a model that answers when nobody waits any more.
type slow struct{}

func (slow) Complete(ctx context.Context, _ assist.Prompt) (assist.Completion, error) {
	<-ctx.Done()
	return assist.Completion{}, ctx.Err()
}

func TestASlowModelCostsOnlyItsOwnDraft(t *testing.T) {
	t.Parallel()
	index := local.New()
	article := refundNet
	article.ID, article.Version, article.Key, article.Lang, article.Audience = 1, 1, "refund", "en", knowledge.Public
	if err := index.Put(t.Context(), []knowledge.Article{article}); err != nil {
		t.Fatal(err)
	}
	verified := func(ctx context.Context, _ []int64) (map[int64]string, error) { return nil, ctx.Err() }
	a := assist.New(assist.Config{Index: index, Doubts: verified, Writer: assist.Writer{Model: slow{}}})
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	got, err := a.Suggest(ctx, customer("how do I get a refund?"))
	if err != nil || len(got) == 0 || got[0].Doubt() != "" {
		t.Errorf("%+v, %v", got, err)
	}
	short, cancelShort := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancelShort()
	if w, err := a.Write(short, customer("how do I get a refund?"), assist.Basis(got), nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("written: %+v, %v", w, err)
	}
}
