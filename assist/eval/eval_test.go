package eval_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/assist/eval"
	"switchboard/knowledge"
)

// scripted answers by what is asked.
type scripted map[string][]assist.Ranked

func (s scripted) Rank(_ context.Context, d assist.Dialogue, _ int) ([]assist.Ranked, error) {
	text := d.Turns[len(d.Turns)-1].Text
	switch text {
	case "fail":
		return nil, errors.New("no index")
	case "poison":
		panic("poison")
	}
	return s[text], nil
}

// Told does as the assistant: what comes first is answered with, but where it is for operators only.
func (s scripted) Told(_ context.Context, _ assist.Dialogue, ranked []assist.Ranked) (t eval.Telling, err error) {
	if len(ranked) == 0 {
		return t, nil
	}
	first := ranked[0]
	told := eval.Told{Articles: []string{first.Hit.Project + "/" + first.Hit.Key}}
	if t.Likely, t.Drafts, t.Shown = first.Probability, []eval.Told{told}, true; first.Hit.Audience != knowledge.Internal {
		t.Freely, t.From = told, first.Probability
	}
	return t, nil
}

func hit(key string, p float64) assist.Ranked {
	return assist.Ranked{Hit: knowledge.Hit{Project: "shop", Key: key}, Probability: p}
}

func TestFiguresAreWhatTheyAreCalled(t *testing.T) {
	t.Parallel()
	r := scripted{
		"first":  {hit("a", .9), hit("a", .4), hit("b", .1)}, // a in two languages is one article
		"second": {hit("b", .6), hit("a", .3)},
		"none":   {hit("c", .2)},
	}
	set := []eval.Question{
		{Text: "first", Relevant: []string{"shop/a"}}, {Text: "second", Relevant: []string{"a"}}, {Text: "nothing found", Relevant: []string{"a"}}, {Text: "none"},
	}
	list, err := eval.Run(t.Context(), r, set, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := eval.Measure(list)
	want := eval.Figures{Questions: 4, Known: 3, R1: 1. / 3, R3: 2. / 3, R5: 2. / 3, MRR: .5, NDCG: (1 + 1/math.Log2(3)) / 3, AUROC: 2. / 3, ECE: f.ECE}
	if math.Abs(f.NDCG-want.NDCG) > 1e-9 || math.Abs(f.AUROC-want.AUROC) > 1e-9 {
		t.Errorf("%+v", f)
	}
	f.NDCG, f.AUROC, want.NDCG, want.AUROC = 0, 0, 0, 0
	if f != want {
		t.Errorf("%+v, not %+v", f, want)
	}
	twice, err := eval.Run(t.Context(), r, []eval.Question{{Text: "first", Relevant: []string{"shop/a", "a", "shop/a"}}}, nil)
	if err != nil || eval.Measure(twice).NDCG != 1 {
		t.Errorf("an article that is named twice: %+v, %v", eval.Measure(twice), err)
	}
	curve := eval.Curve(list)
	if len(curve) != 3 || curve[0] != (eval.Point{Threshold: .9, Answered: .25, Wrong: 0, Count: 1}) || curve[1].Wrong != .5 {
		t.Errorf("%+v", curve)
	}
	if best, ok := eval.AtMost(curve, .05); !ok || best.Threshold != .9 {
		t.Errorf("%+v", best)
	}
	internal := scripted{"first": {{Hit: knowledge.Hit{Project: "shop", Key: "a", Audience: knowledge.Internal}, Probability: .9}}}
	if list, err = eval.Run(t.Context(), internal, set[:1], nil); err != nil || list[0].Place != 1 || len(eval.Curve(list)) != 0 {
		t.Errorf("what is for operators only counts as answered alone: %+v, %v", list, err)
	}
	if _, err := eval.Run(t.Context(), r, []eval.Question{{Text: "fail"}}, nil); err == nil || !strings.Contains(err.Error(), "no index") {
		t.Errorf("a failing index: %v", err)
	}
	if _, err := eval.Run(t.Context(), r, []eval.Question{{Text: "poison"}}, nil); err == nil || !strings.Contains(err.Error(), "poison") {
		t.Errorf("a question that the assistant panics over: %v", err)
	}
}

func TestSetsAreReadAndBadOnesNameTheLine(t *testing.T) {
	t.Parallel()
	list, err := eval.Read(strings.NewReader("{\"text\": \"a\", \"relevant\": [\"x/y\"]}\n\n{\"text\": \"b\", \"lang\": \"uk\"}\n"))
	if one, err := eval.Read(strings.NewReader(`{"text": "a", "relevant": "shop/returns"}`)); err != nil || len(one) != 1 || len(one[0].Relevant) != 1 || one[0].Relevant[0] != "shop/returns" {
		t.Errorf("one article: %+v, %v", one, err)
	}
	var wide strings.Builder
	for _, c := range "\ufeff{\"text\": \"як повернути\"}\n" {
		wide.WriteString(string([]byte{byte(c), byte(c >> 8)}))
	}
	if utf16, err := eval.Read(strings.NewReader(wide.String())); err != nil || utf16[0].Text != "як повернути" {
		t.Errorf("UTF-16: %+v, %v", utf16, err)
	}
	if marked, err := eval.Read(strings.NewReader("\ufeff{\"text\": \"a\"}\r\n")); err != nil || len(marked) != 1 {
		t.Errorf("a file with a mark at its beginning: %+v, %v", marked, err)
	}
	if err != nil || len(list) != 2 || list[1].Lang != "uk" {
		t.Errorf("%+v, %v", list, err)
	}
	for bad, want := range map[string]string{"": "no question", "{}": "line 1: text is missing", "{\"text\":\"a\"}\nnonsense": "line 2", "{\"text\":\"a\",\"relevent\":[]}": "unknown field",
		"{\"text\":\"a\"} {\"text\":\"b\"}":                       "line 1: has something after its object",
		"{\"text\":\"a\"}\n{\"text\":\"b\",\"lang\":\"English\"}": "line 2: lang \"English\" is no language tag",
		"\n{\"text\":\"" + strings.Repeat("a", 1<<20) + "\"}\n{}": "line 2: is longer than 1048576 bytes\nline 3: text is missing",
		strings.Repeat("no\n", 13):                                "line 10: ",
		strings.Repeat("no\n", 14):                                "and 4 more lines",
		"{\"text\":\"a\",\"relevant\":7}":                         "line 1: relevant is an article or a list",
		"{\"text\":7}":                                            "line 1: text is a text in quotes",
		"{\"text\":\"a\",\"call\":\"yes\"}":                       "line 1: call is true or false",
		"null":                                                    "line 1: is no JSON object",
		"{\n  \"text\": \"a\"\n}\n{\n  \"text\": \"b\"\n}":        "one JSON text over several lines",
		"[{\"text\":\"a\"},\n{\"text\":\"b\"}]":                   "one JSON text over several lines",
		"{\"text\":\"\xe4\xc3\x81\"}":                             "is not UTF-8",
	} {
		if _, err := eval.Read(strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// A name that is not there is told with the one that may be meant.
func TestNamesThatAreNotThereAreToldWithThoseThatAre(t *testing.T) {
	t.Parallel()
	questions := []eval.Question{{Relevant: []string{"shop/Returns", "shop/en/returns", "shop/returns.md", "RETURNS", "shop/refunds", "shop/returns", "returns"}, Project: "Shop"}, {Project: "net"}}
	got := strings.Join(eval.Strangers(questions, []string{"shop/returns"}, []string{"shop"}), ", ")
	want := `"shop/Returns" (is "shop/returns" meant?), "shop/en/returns" (is "shop/returns" meant?), "shop/returns.md" (is "shop/returns" meant?), "RETURNS" (is "returns" meant?), "shop/refunds", ` +
		`the project "Shop" (is "shop" meant?), the project "net"`
	if got != want {
		t.Error(got)
	}
}
