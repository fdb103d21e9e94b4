package assist_test

import (
	_ "embed"
	"strings"
	"testing"

	"switchboard/assist/eval"
	"switchboard/knowledge"
)

// quotedFile are questions with the article that answers and words of the passage that does; most were looked at while passages were
// chosen.
//
//go:embed testdata/quoted.jsonl
var quotedFile string

// Who asks how to do something is not told what to do instead.
func TestWhatToDoInsteadIsNoAnswer(t *testing.T) {
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	for text, c := range map[string]struct{ lang, says string }{
		"I was charged twice for my TV subscription, how do I cancel": {"en", "yourself in one minute"},
		"двічі зняли гроші за підписку на телебачення, як скасувати":  {"uk", "за хвилину"},
		"can I pause my tv subscription instead of cancelling":        {"en", "pause for 1, 2 or 3 months"},
	} {
		out := ask(t, a, c.lang, text)
		if len(out) == 0 || !eval.Says(out[0].Text, c.says) {
			t.Errorf("%q: %s %q", text, describe(out), out[0].Text)
		}
	}
}

// Whoever asks sees the passage that answers, not the one that the article begins with.
func TestThePassageThatAnswersIsQuoted(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	quoted, err := eval.Read(strings.NewReader(quotedFile))
	if err != nil {
		t.Fatal(err)
	}
	found, right := 0, 0
	for _, q := range quoted {
		for _, s := range ask(t, a, q.Lang, q.Text) {
			if s.Sources[0].Project+"/"+s.Sources[0].Key != q.Relevant[0] {
				continue
			}
			if found++; eval.Says(s.Text, q.Says...) {
				right++
			} else {
				t.Logf("%q: %.2f %q", q.Text, s.Score, s.Text)
			}
			break
		}
	}
	t.Logf("of %d drafts of the article that answers %d quote the passage that does", found, right)
	if found < len(quoted)-5 || right < found-8 {
		t.Errorf("of %d drafts %d quote the passage that answers", found, right)
	}
}

// Where two passages answer about as likely, both are quoted: which is meant may stand in neither.
func TestTwoPassagesThatAnswerAlikeAreBothQuoted(t *testing.T) {
	t.Parallel()
	const asked = "чи можна каву після відбілювання"
	a := reading(t, knowledge.Article{Lang: "uk", Key: "cleaning", Title: "Чистка та відбілювання", Body: "Чистка триває годину, відбілювання — дві. Дві години потім кава під забороною.\n\n" +
		"## Відбілювання\n\nВідбілювання робимо не раніше ніж за тиждень після чистки. Після відбілювання дві доби — біла дієта.\n\n## Оплата\n\nКарткою або готівкою."})
	got := ask(t, a, "uk", asked)
	if len(got) == 0 || !strings.Contains(got[0].Text, "Дві години потім кава") || !strings.Contains(got[0].Text, "дві доби") || strings.Contains(got[0].Text, "Карткою") {
		t.Errorf("%+v", got)
	}
}
