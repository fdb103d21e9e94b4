package eval_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/assist/eval"
	"switchboard/knowledge"
)

// found is a question in English that found articles of the shop, the first with a probability.
func found(text string, sure float64, relevant string, articles ...string) eval.Outcome {
	o := eval.Outcome{Question: eval.Question{Text: text, Lang: "en"}}
	if relevant != "" {
		o.Relevant = []string{"shop/" + relevant}
	}
	for i, a := range articles {
		o.Found = append(o.Found, eval.Found{Article: "shop/" + a, Title: "=cmd() of " + a, Probability: sure / float64(i+1)})
		if a == relevant && o.Place == 0 {
			o.Place = i + 1
		}
	}
	if len(articles) > 0 {
		o.Drafts = append(o.Drafts, eval.Told{Articles: []string{"shop/" + articles[0]}})
		o = likely(o, sure)
	}
	return o
}

// likely is a question whose first draft is so likely, and answers alone from there on, if it is likely enough at all.
func likely(o eval.Outcome, sure float64) eval.Outcome {
	o.Likely, o.By = sure, eval.Limits{Answer: .83, Draft: .1}
	o.Shown = sure >= o.By.Draft
	if sure >= knowledge.LeastAnswers {
		o.Freely, o.From = o.Drafts[0], sure
	}
	if sure >= o.By.Answer {
		o.Alone = o.Freely
	}
	return o
}

func TestAReportShowsFiguresPlotsChangesAndMissesAndTrustsNobody(t *testing.T) {
	t.Parallel()
	before := []eval.Outcome{found("where is my order", .9, "order", "order"), found("refund <script>alert(1)</script>", .6, "refund", "order", "refund"), found("bagpipes", .2, ""), found("tubas", .7, "", "card"), found("oboes", .1, "", "card")}
	after := []eval.Outcome{found("where is my order", .8, "order", "card", "order"), found("refund <script>alert(1)</script>", .7, "refund", "refund"), found("bagpipes", .3, "", "card"), found("tubas", .7, "", "card"), found("oboes", .1, "", "card")}
	changes := eval.Compare(before, after)
	if better, worse := eval.Tally(changes); len(changes) != 3 || better != 1 || worse != 1 || changes[0].Mark != eval.Worse || changes[2].Was.Article != "" {
		t.Errorf("%+v", changes)
	}
	var b bytes.Buffer
	if err := (eval.Report{Title: "A & B", Outcomes: before, Other: after}).WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, want := range []string{"A &amp; B", "<polyline", "<circle", "3 questions fare otherwise", "1 better", "1 worse", "refund &lt;script&gt;", "nothing answers", "the other version"} {
		if !strings.Contains(page, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if strings.Contains(page, "<script") || strings.Contains(page, "NaN") || strings.Contains(page, "oboes") { // what nothing answers, and was hardly thought to
		t.Error("the report has what it must not have")
	}
	b.Reset()
	private := append(slices.Clone(after), found("my card is 4111 1111 1111 1111, why was it refused", .95, "gone", "card"))
	report := eval.Report{Title: "Private", Outcomes: private, Other: private, Lacking: []string{"shop/gone"}, Link: func(article, lang string) string {
		return map[string]string{"shop/card en": "https://desk.example/knowledge/a/7"}[article+" "+lang]
	}}
	if err := report.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	page = b.String()
	for _, want := range []string{"•••• 1111", `<a href="https://desk.example/knowledge/a/7">shop/card</a>`, "=cmd() of card", "not in the knowledge base, or not in force today, so they cannot find what answers them: shop/gone."} {
		if !strings.Contains(page, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if strings.Contains(page, "4111 1111") {
		t.Error("the report tells a card's number")
	}
	b.Reset()
	if err := eval.WriteCSV(&b, private); err != nil || strings.Contains(b.String(), "4111 1111") {
		t.Errorf("the table tells a card's number: %v", err)
	}
	b.Reset()
	if err := (eval.Report{Title: "Nothing", Outcomes: nil}).WriteHTML(&b); err != nil || strings.Contains(b.String(), "NaN") {
		t.Errorf("a report of nothing: %v", err)
	}
	b.Reset()
	if err := eval.WriteCSV(&b, append(after, found("=1+1", .1, "", "card"))); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 7 || rows[1][3] != "2" || rows[6][0] != "'=1+1" || rows[4][6] != "'=cmd() of card" {
		t.Errorf("%q, %v", rows, err)
	}
}

func TestThresholdsAreChosenWithCareOrNotAtAll(t *testing.T) {
	t.Parallel()
	goal := eval.Goal{Wrong: .02, Useful: .2, Usual: .83, Shown: .1}
	many := func(n int, sure func(int) float64, right func(int) bool) (list []eval.Outcome) {
		for i := range n {
			o := found("a question", sure(i), "order", "card", "order")
			if right(i) {
				o = found("a question", sure(i), "order", "order")
			}
			list = append(list, o)
		}
		return list
	}
	falling := func(n int) func(int) float64 { return func(i int) float64 { return 1 - float64(i)/float64(n) } }
	for name, c := range map[string]struct {
		list   []eval.Outcome
		answer [2]float64 // from, to
		enough bool
	}{
		"too few questions":                       {many(eval.LeastPast-1, falling(40), func(int) bool { return true }), [2]float64{0, 0}, false},
		"all right":                               {many(100, falling(100), func(int) bool { return true }), [2]float64{0, 0}, true}, // nothing shows where errors begin
		"all right but what nobody would see":     {append(many(100, falling(100), func(int) bool { return true }), many(30, func(int) float64 { return .005 }, func(int) bool { return false })...), [2]float64{0, 0}, true},
		"all right but what is not sure":          {append(many(100, falling(100), func(int) bool { return true }), many(12, func(int) float64 { return .2 }, func(int) bool { return false })...), [2]float64{.3, .301}, true}, // never less
		"halfway to the first error":              {append(many(50, func(int) float64 { return .8 }, func(int) bool { return true }), many(12, func(int) float64 { return .4 }, func(int) bool { return false })...), [2]float64{.599, .601}, true},
		"eleven are too few to show it":           {append(many(100, falling(100), func(int) bool { return true }), many(11, func(int) float64 { return .2 }, func(int) bool { return false })...), [2]float64{0, 0}, true},
		"sure and right, or not sure at all":      {append(many(50, func(int) float64 { return .95 }, func(int) bool { return true }), many(50, func(int) float64 { return .1 }, func(int) bool { return false })...), [2]float64{.83, .83}, true}, // no need for more than usual
		"right where it is sure":                  {many(100, falling(100), func(i int) bool { return i < 40 }), [2]float64{.6, .62}, true},
		"wrong where it is surest":                {many(100, falling(100), func(i int) bool { return i > 3 }), [2]float64{eval.Never, eval.Never}, true},
		"a dozen right answers are no proof":      {many(100, falling(100), func(i int) bool { return i < 12 }), [2]float64{.88, .9}, true}, // but more careful than usual
		"a dozen right, less careful than usual":  {many(60, func(i int) float64 { return .8 - float64(i)/100 }, func(i int) bool { return i < 12 }), [2]float64{0, 0}, true},
		"unknown questions count against answers": {append(many(50, falling(50), func(int) bool { return true }), many(50, falling(50), func(int) bool { return false })...), [2]float64{eval.Never, eval.Never}, true},
	} {
		all := eval.Tune(c.list, goal)
		if len(all) != 1 || all[0].Name() != "shop/en" || all[0].Enough() != c.enough || all[0].Answer < c.answer[0] || all[0].Answer > c.answer[1] {
			t.Errorf("%s: %v, %d groups", name, all[0].Answer, len(all))
		}
		s := all[0].At(.5, .2)
		if sum := s.Answered + s.Drafted + s.Unknown; sum < .999 || sum > 1.001 {
			t.Errorf("%s: the three outcomes add up to %v", name, sum)
		}
	}
}

// What one person alone taught is no answer at any threshold, though it is a draft.
func TestThresholdsGoByWhatIsAnsweredAlone(t *testing.T) {
	t.Parallel()
	var list []eval.Outcome
	for i := range 100 {
		o := found("a question", .99-float64(i)/1000, "order", "order")
		if i%2 == 0 {
			o.From = .41 - float64(i)/1000
		}
		list = append(list, o)
	}
	tuned := eval.Tune(list, eval.Goal{Wrong: .02, Useful: .2, Usual: .83})[0]
	if s := tuned.At(.8, .15); s.Answered != .5 || s.Drafted != .5 {
		t.Errorf("%+v", s)
	}
	for _, curve := range [][]eval.Point{tuned.Curve(), eval.Curve(list)} {
		if p, ok := eval.AtMost(curve, 0); !ok || p.Answered != 1 || p.Threshold > .4 || curve[49].Answered != .5 || curve[49].Threshold < .8 {
			t.Errorf("%+v", p)
		}
	}
}

func TestDraftsAreShownAsLongAsTheyHelp(t *testing.T) {
	t.Parallel()
	var list []eval.Outcome
	for i := range 200 {
		sure := 1 - float64(i)/200
		article := "card"
		if i < 60 || i < 120 && i%3 == 0 { // right, then one in three, then never
			article = "order"
		}
		list = append(list, found("a question", sure, "order", article))
	}
	tuned := eval.Tune(list, eval.Goal{Wrong: .02, Useful: .2, Usual: .83})[0]
	if tuned.Draft < .3 || tuned.Draft > .45 {
		t.Errorf("drafts from %v", tuned.Draft)
	}
	if s := tuned.At(tuned.Answer, tuned.Draft); s.Unknown < .3 || s.Wrong > .02 || s.Useful < .25 {
		t.Errorf("%+v", s)
	}
}

// What an article would answer that was written after it was asked is neither right nor wrong: nobody has said which.
func TestWhatWasWrittenSinceItWasAskedCountsForNothing(t *testing.T) {
	t.Parallel()
	asked := time.Now()
	var list []eval.Outcome
	for i := range 50 {
		list = append(list, found(fmt.Sprint("question ", i), .9, "order", "order"))
	}
	for i, written := range []time.Time{asked.Add(time.Hour), asked.Add(-time.Hour)} {
		o := found("bagpipes", .95, "", "card")
		o.Project, o.Gap, o.At, o.Freely.Written = "shop", int64(i+3), asked, written
		list = append(list, o)
	}
	settled, open := eval.Settled(list)
	tuned := eval.Tune(list, eval.Goal{Wrong: .02, Useful: .2, Usual: .83, Shown: .1})[0]
	if open != 1 || len(settled) != 51 || len(tuned.Asked) != 51 || len(tuned.Open) != 1 || tuned.Open[0].Gap != 3 || tuned.Open[0].By != "shop/card" {
		t.Errorf("%d open, %+v", open, tuned.Open)
	}
	if wrong := tuned.Wrong(.5); len(wrong) != 1 || wrong[0].Gap != 4 || tuned.Plain().Wrong(.5)[0].Gap != 0 || tuned.Asked[0].Gap == 0 {
		t.Errorf("wrong: %+v", wrong)
	}
}
