package assist_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// answers is a model that answers with these words, letter by letter.
func answers(text string) *streaming {
	return &streaming{scripted: &scripted{answer: func(assist.Prompt) (string, error) { return text, nil }}}
}

// TestWhatSmallModelsWriteIsReadAsItIsMeant: what stands the checks is not lost for how it is written.
func TestWhatSmallModelsWriteIsReadAsItIsMeant(t *testing.T) {
	t.Parallel()
	item := func(text, passage, quote string) string {
		return `{"text":"` + text + `","passage":` + passage + `,"quote":"` + quote + `"}`
	}
	good := refundGood.Text
	for name, answer := range map[string]string{
		"a passage in quotes":          `{"sentences":[` + item(good, `"1"`, refundQuote) + `]}`,
		"a passage in words":           `{"sentences":[` + item(good, `"passage 1"`, refundQuote) + `]}`,
		"a passage in a list":          `{"sentences":[` + item(good, `[1]`, refundQuote) + `]}`,
		"a passage with a point":       `{"sentences":[` + item(good, `1.0`, refundQuote) + `]}`,
		"a comma too many":             `{"sentences":[` + item(good, `1`, refundQuote) + `,]}`,
		"a list alone":                 "Here you are:\n```json\n[" + item(good, `1`, refundQuote) + "]\n```",
		"a quote in quotes":            `{"sentences":[` + item(good, `1`, `\"`+refundQuote+`.\"`) + `]}`,
		"a source behind it":           `{"sentences":[` + item(strings.TrimSuffix(good, ".")+" [1].", `1`, refundQuote) + `]}`,
		"a source behind the end":      `{"sentences":[` + item(good+" [1]", `1`, refundQuote) + `]}`,
		"a source in words":            `{"sentences":[` + item(good+" (passage 1)", `1`, refundQuote) + `]}`,
		"OpenAI's marks of a source":   `{"sentences":[` + item(good+"【1†source】", `1`, refundQuote) + `]}`,
		"strong":                       `{"sentences":[` + item("The **refund** for the internet is paid within **14 days**.", `1`, refundQuote) + `]}`,
		"a code":                       `{"sentences":[` + item("The refund for the internet is paid within `14 days`.", `1`, refundQuote) + `]}`,
		"half of it strong":            `{"sentences":[` + item("**"+good, `1`, refundQuote) + `]}`,
		"underlined":                   `{"sentences":[` + item("The __refund__ for the internet is paid within _14 days_.", `1`, refundQuote) + `]}`,
		"a heading":                    `{"sentences":[` + item("## "+good, `1`, refundQuote) + `]}`,
		"an item of a list":            `{"sentences":[` + item("- "+good, `1`, refundQuote) + `]}`,
		"null bytes":                   `{"sentences":[` + item(strings.ReplaceAll(good, " ", ` \u0000`), `1`, refundQuote) + `]}`,
		"thoughts that nobody marked":  `I could say {"sentences":[` + item("It is paid to the account that paid.", `1`, `to the account that paid`) + `]} but "that` + "\n</think>\n" + `{"sentences":[` + item(good, `1`, refundQuote) + `]}`,
		"thoughts with half an object": `{"sentences":[{"text":"The` + "</think>" + `{"sentences":[` + item(good, `1`, refundQuote) + `]}`,
		"the same said twice":          `{"sentences":[` + item(good, `1`, refundQuote) + `,` + item(good, `1`, refundQuote) + `]}`,
		"a source that is not there":   `{"sentences":[` + item("It is paid to the account that paid.", `7`, `to the account that paid`) + `,` + item(good, `1`, refundQuote) + `]}`,
		"a megabyte of nothing behind": `{"sentences":[` + item(good, `1`, refundQuote) + `]}` + strings.Repeat("\n", 60_000),
		"a name of somebody's":         `{"sentences":[` + item("Dear Anna, "+good, `1`, refundQuote) + `,` + item(good, `1`, refundQuote) + `]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, out, err := grown(t, answers(answer), customer("how do I get a refund?"), refundNet)
			if err != nil || out.Text != good {
				t.Errorf("%q, %v", out.Text, err)
			}
		})
	}
}

// TestSignsThatAModelHasAlteredAreFoundAgain: small models write other brackets.
func TestSignsThatAModelHasAlteredAreFoundAgain(t *testing.T) {
	t.Parallel()
	article := knowledge.Article{Title: "Confirmation", Body: "The confirmation is sent to your e-mail within 10 minutes."}
	quote := "The confirmation is sent to your e-mail within 10 minutes"
	for _, as := range []string{"⟦EMAIL_1⟧", "[EMAIL_1]", "[[EMAIL_1]]", "⟦email_1⟧", "{EMAIL_1}", "EMAIL_1", "⟦EMAIL_1]", "⟦ EMAIL_1 ⟧", "⟦EMAIL 1⟧", "`EMAIL_1`"} {
		m := says(t, sentence{"The confirmation is sent to your e-mail " + as + " within 10 minutes.", 1, quote})
		_, out, err := grown(t, m, customer("I am anna@lumen.example, where is the confirmation?"), article)
		if want := "The confirmation is sent to your e-mail anna@lumen.example within 10 minutes."; err != nil || out.Text != want {
			t.Errorf("%s: %q, %v", as, out.Text, err)
		}
	}
	for _, as := range []string{"⟦ПОШТА_1⟧", "⟦EMAIL_2⟧", "[EMAIL_2]", "⟦EMAIL_11⟧"} { // whose is that?
		m := says(t, sentence{"The confirmation is sent to your e-mail " + as + " within 10 minutes.", 1, quote})
		if _, out, err := grown(t, m, customer("I am anna@lumen.example, where is the confirmation?"), article); err == nil {
			t.Errorf("%s: %q", as, out.Text)
		}
	}
}

// TestWhatAModelDoesNotWriteIsNotAskedForAgain: a refusal costs one call.
func TestWhatAModelDoesNotWriteIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err   error
		calls int
	}{
		"the line broke":   {errors.New("the line broke"), 2},
		"a filter stopped": {&assist.ModelError{Why: "x", Until: assist.UntilSetUp, Err: errors.New("the filter stopped it")}, 1},
	} {
		m := answers(`{"sentences":[`)
		n := 0
		_, _, err := grown(t, breaking{m, func() error { n++; return c.err }}, customer("how do I get a refund?"), refundNet)
		if !errors.Is(err, c.err) || n != c.calls {
			t.Errorf("%s: %v after %d calls", name, err, n)
		}
	}
}

// breaking is a model whose answer breaks off at its end.
type breaking struct {
	*streaming
	breaks func() error
}

func (b breaking) Stream(ctx context.Context, p assist.Prompt, tell func(string) error) (assist.Completion, error) {
	if c, err := b.streaming.Stream(ctx, p, tell); err != nil {
		return c, err
	}
	return assist.Completion{}, b.breaks()
}

// reworded asks for a shorter wording by a model that answers with these words.
func reworded(t *testing.T, text, answer string, err error) (assist.Reworded, error) {
	t.Helper()
	m := &scripted{answer: func(assist.Prompt) (string, error) { return answer, err }}
	return assist.New(assist.Config{Index: local.New(), Writer: assist.Writer{Model: m, Tone: "rules"}}).Reword(t.Context(), assist.Rewording{Text: text, Tone: assist.Shorter, Lang: "en"})
}

func TestAWordingIsReadAsItIsMeant(t *testing.T) {
	t.Parallel()
	const mine, good = "Please be so kind as to wait for 14 days, as the refund is then paid.\nIt goes to anna@lumen.example after that, as it always does.", "Wait for 14 days.\nIt goes to anna@lumen.example."
	for name, answer := range map[string]string{
		"line ends within the words": "{\"text\":\"Wait for 14 days.\nIt goes to ⟦EMAIL_1⟧.\"}",
		"a comma too many":           "{\"text\":\"Wait for 14 days.\\nIt goes to ⟦EMAIL_1⟧.\",\n}",
		"thoughts":                   "<think>{\"text\": maybe \"wait\"}</think>{\"text\":\"Wait for 14 days.\\nIt goes to ⟦EMAIL_1⟧.\"}",
		"braces around it":           "Of {course}: {\"text\":\"Wait for 14 days.\\nIt goes to ⟦EMAIL_1⟧.\"} Is {this} all right?",
		"strong":                     `{"text":"Wait for **14 days**.\nIt goes to *[EMAIL_1]*."}`,
		"strong over two lines":      `{"text":"**Wait for 14 days.\nIt goes to ⟦EMAIL_1⟧.**"}`,
		"a heading":                  `{"text":"## Wait for 14 days.\nIt goes to EMAIL_1."}`,
		"quotes around it":           `{"text":"\"Wait for 14 days.\nIt goes to ⟦EMAIL_1⟧.\""}`,
	} {
		if got, err := reworded(t, mine, answer, nil); err != nil || got.Text != good {
			t.Errorf("%s: %q, %v", name, got.Text, err)
		}
	}
	if got, err := reworded(t, "Dial *100# or **21*380# and be so kind as to wait a moment.", `{"text":"Dial *100# or **21*380# and wait."}`, nil); err != nil || got.Text != "Dial *100# or **21*380# and wait." {
		t.Errorf("%q, %v", got.Text, err)
	}
	down := &assist.ModelError{Why: "The account is used up.", Err: errors.New("429")}
	why := assist.RewordError{}
	if _, err := reworded(t, mine, "", down); !errors.Is(err, down) || !errors.As(err, &why) || why.Why != "The account is used up. Your text is as it was." {
		t.Error(err)
	}
}

// TestASalutationIsNoPartOfADraft: who is greeted by a name that nobody has said.
func TestASalutationIsNoPartOfADraft(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ asked, said, want string }{
		"in one language":  {"how do I get a refund?", "Dear Anna, the refund for the internet is paid within 14 days.", refundGood.Text},
		"in another":       {"як мені повернути гроші за інтернет?", "Шановна Олено, повернення за інтернет виплачується протягом 14 днів.", "Повернення за інтернет виплачується протягом 14 днів."},
		"with a good day":  {"як мені повернути гроші за інтернет?", "Добрий день, Олено Петрівно! Повернення за інтернет виплачується протягом 14 днів.", "Повернення за інтернет виплачується протягом 14 днів."},
		"without any name": {"wie bekomme ich mein Geld für das Internet zurück?", "Sehr geehrte Damen und Herren, die Erstattung für das Internet wird innerhalb von 14 Tagen gezahlt.", "Die Erstattung für das Internet wird innerhalb von 14 Tagen gezahlt."},
	} {
		_, out, err := grown(t, says(t, sentence{c.said, 1, refundQuote}), customer(c.asked), refundNet)
		if err != nil || out.Text != c.want {
			t.Errorf("%s: %q, %v", name, out.Text, err)
		}
	}
}

// TestAQuestionThatIsTooLongIsAskedShorter: a server with a small context has the last words and the best passage alone.
func TestAQuestionThatIsTooLongIsAskedShorter(t *testing.T) {
	t.Parallel()
	good := says(t, refundGood)
	m := &scripted{}
	m.answer = func(p assist.Prompt) (string, error) {
		if len(p.Data) > 3000 {
			return "", &assist.ModelError{Why: "too long", Long: true, Until: assist.UntilModel, Err: errors.New("the context")}
		}
		return good.answer(p)
	}
	d := customer(strings.Repeat("I have tried so many things already. ", 200), "how do I get a refund to anna@lumen.example?")
	_, out, err := grown(t, m, d, refundNet, knowledge.Article{Title: "Other", Body: strings.Repeat("Something else is written here at length. ", 60)})
	if err != nil || out.Text != refundGood.Text || len(m.asked) != 2 {
		t.Fatalf("%q, %v after %d calls", out.Text, err, len(m.asked))
	}
	if short := m.asked[1].Data; !strings.Contains(short, "how do I get a refund") || strings.Contains(short, "anna@") || strings.Contains(short, "Something else") {
		t.Error(short)
	}
	m.asked = nil
	m.answer = func(assist.Prompt) (string, error) {
		return "", &assist.ModelError{Why: "too long", Long: true, Until: assist.UntilModel, Err: errors.New("the context")}
	}
	if _, _, err := grown(t, m, d, refundNet); err == nil || len(m.asked) != 2 {
		t.Errorf("%v after %d calls", err, len(m.asked))
	}
}

// TestASummaryIsReadAsItIsMeant: numbers in quotes, items that are none and a megabyte of nonsense cost no summary.
func TestASummaryIsReadAsItIsMeant(t *testing.T) {
	t.Parallel()
	asks := `{"label":"asks","text":"The customer ordered a lamp on 12 March, order 55017, and nothing came.","line":"1","quote":"I ordered a lamp on 12 March, order 55017, and nothing came"}`
	flood := `{"label":"open","text":"` + strings.Repeat("I ordered a lamp. ", 60_000) + `","line":1,"quote":"I ordered a lamp"}`
	for name, answer := range map[string]string{
		"a number in quotes":  `{"lines":[` + asks + `],"facts":[],"ending":{}}`,
		"items that are none": `{"lines":["I ordered a lamp",{"label":7},` + asks + `,null],"facts":[{"field":"name"}],"ending":"solved"}`,
		"no facts, no ending": `{"lines":[` + asks + `],"facts":null}`,
		"a megabyte":          `{"lines":[` + flood + `,` + asks + `,` + flood + `],"facts":[],"ending":{}}`,
		"thoughts":            `It is {"lines":[]} perhaps</think>{"lines":[` + asks + `],"facts":[],"ending":{},}`,
	} {
		got, err := summarizer(t, answers(answer)).Digest(t.Context(), lateLamp(), ends)
		if err != nil || strings.Count(got.Summary, "ordered a lamp on 12 March") != 1 || strings.Contains(got.Summary, "Open: I ordered") {
			t.Errorf("%s: %q, %v", name, got.Summary, err)
		}
	}
}
