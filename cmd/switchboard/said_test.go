package main

import (
	"bytes"
	"encoding/csv"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

// boats is a knowledge base of one project, with an hour's price of a canoe.
func boats(t *testing.T, canoe string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for name, text := range map[string]string{
		"river/project.md": "---\nname: River\n---\n",
		"river/en/prices.md": "---\ntitle: \"Prices of boats\"\nquestions:\n  - how much is a kayak\n  - how much is a canoe\n  - what does a rowing boat cost\n---\n" +
			"- Kayak: €15 an hour\n- Canoe: " + canoe + " an hour\n- Rowing boat: €1\u202f150 a week\n\n## Deposit\n\nThe deposit is €50 a boat. You get it back when you bring the boat home.\n",
		"river/en/hours.md": "---\ntitle: \"Opening hours\"\nquestions:\n  - when are you open\n  - until when can I hire\n---\n" +
			"We open at 8:00 and close at 19:00 from May to September.\n\n## Winter\n\nIn winter the jetty is closed for repair.\n",
	} {
		name = filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// What is quoted is judged, not the article alone: another passage of the right article is wrong wherever answers are counted.
func TestEvalJudgesWhatIsQuoted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	measured := func(against, questions string) (out, table, page string) {
		t.Helper()
		file := filepath.Join(dir, "questions.jsonl")
		if err := os.WriteFile(file, []byte(questions), 0o600); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		cmd := &cobra.Command{}
		cmd.SetOut(&b)
		cmd.SetErr(&bytes.Buffer{})
		o := evalOptions{base: boats(t, "€18"), against: against, csv: filepath.Join(dir, "table.csv"), html: filepath.Join(dir, "page.html")}
		if err := evalSet(t.Context(), cmd, o, []string{file}, nil, &bases{log: slog.New(slog.DiscardHandler)}); err != nil {
			t.Fatal(err)
		}
		text := func(name string) string {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		return b.String(), text(o.csv), text(o.html)
	}
	out, table, page := measured(boats(t, "€20"), `{"text": "how much is a kayak", "lang": "en", "relevant": ["river/prices"], "says": "15 EUR"}
{"text": "how much is a kayak", "lang": "en", "relevant": ["river/prices"], "says": ["15 EUR", "€ 15 AN HOUR"]}
{"text": "how much is a canoe", "lang": "en", "relevant": ["river/prices"], "says": "€18"}
{"text": "how much is a canoe", "lang": "en", "relevant": ["river/prices"], "says": "€18", "never": "€15"}
{"text": "what does a rowing boat cost", "lang": "en", "relevant": ["river/prices"], "says": "150 a week"}
{"text": "when are you open", "lang": "en", "relevant": ["river/hours"], "says": "closed for repair"}
{"text": "when are you open", "lang": "en", "relevant": ["river/hours"]}
{"text": "when are you open", "lang": "en", "relevant": ["river/prices"], "says": "8:00"}
{"text": "can I bring my bagpipes", "lang": "en", "relevant": ["river/hours"], "says": "bagpipes"}
`)
	for _, want := range []string{
		"\n8 questions tell what an answer says\n                 says it  wrong passage  another article  nothing\nanswered alone         3              3                1        1\nfirst draft            3              3                1        1\n\nthe other one: questions 9,",
		"\nanswered alone         1              5                1        1\nfirst draft            1              5                1        1\nwith it 2 questions fare otherwise: 0 better, 2 worse\n" +
			"- \"how much is a canoe\": another passage of river/prices; answered wrongly, was answered rightly\n",
		"R@1 0.778", // by article, as before
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the figures lack %q:\n%s", want, out)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"right article, wrong passage", "", "", "", "right article, wrong passage", "right article, wrong passage", "", "another article", "another article"} {
		if rows[i+1][7] != want {
			t.Errorf("%q is %q, not %q", rows[i+1][0], rows[i+1][7], want)
		}
	}
	if got := rows[5][8:]; got[0] != "150 a week" || got[1] != "" || got[2] != "Rowing boat: €1 150 a week" || rows[4][9] != "€15" || rows[7][10] != "" {
		t.Errorf("what was expected and quoted: %q", rows)
	}
	for _, want := range []string{"3 of them the right article and a passage of it that does not say it", "<q class=\"small\" dir=\"auto\">Rowing boat: €1 150 a week</q>", "says <q dir=\"auto\">150 a week</q>", "1, wrong passage",
		"<th scope=\"row\">answered alone, the other version</th><td>1</td><td>5</td><td>1</td><td>1</td>", "Prices of boats</span>, another passage"} {
		if !strings.Contains(page, want) {
			t.Errorf("the report lacks %q", want)
		}
	}

	by, _, _ := measured("", `{"text": "how much is a kayak", "lang": "en", "relevant": ["river/prices"]}
{"text": "when are you open", "lang": "en", "relevant": ["river/hours"]}
`)
	if strings.Contains(by, "tell what an answer says") || !strings.Contains(by, "        1.000   0.000") {
		t.Errorf("without a word of what an answer says:\n%s", by)
	}
	by, _, _ = measured("", `{"text": "how much is a kayak", "lang": "en", "relevant": ["river/prices"], "says": "€15"}
{"text": "when are you open", "lang": "en", "relevant": ["river/hours"], "never": "8:00"}
`)
	if !strings.Contains(by, "        0.500   0.000") || !strings.Contains(by, "        1.000   0.500  by the thresholds in force") {
		t.Errorf("an answer that says what it must not is no error:\n%s", by)
	}
}

// Thresholds are chosen from a file of questions by what is quoted, and the page of the past stays as it is.
func TestThresholdsAreTunedByWhatAFileSays(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	store := knowledge.NewStore(pool)
	if _, err := knowledge.Import(t.Context(), store, os.DirFS(boats(t, "€18")), knowledge.ImportOptions{Author: "Maria"}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "questions.jsonl")
	tuned := func(hours string, apply bool) string {
		t.Helper()
		lines := strings.Repeat(`{"text": "how much is a kayak", "lang": "en", "relevant": ["prices"], "says": "€15"}`+"\n", 30) +
			strings.Repeat(`{"text": "when are you open", "lang": "en", "relevant": ["river/hours"], "says": "`+hours+`"}`+"\n", 15)
		if err := os.WriteFile(file, []byte(lines+`{"text": "bagpipes", "relevant": ["river/pipes"]}`), 0o600); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		cmd := &cobra.Command{}
		cmd.SetOut(&b)
		cmd.SetErr(&bytes.Buffer{})
		if err := tune(t.Context(), cmd, []string{file}, pool, &bases{log: slog.New(slog.DiscardHandler)}, usualGoal, apply); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for hours, want := range map[string]string{"8:00": "answered 0.978 (wrong 0.000)", "closed for repair": "answered 0.978 (wrong 0.333)"} {
		out := tuned(hours, false)
		for _, want := range []string{"river/en: 46 asked, 46 with an answer\n", "  usual     answers from 0.830, drafts from 0.100: " + want, "cannot find what answers them: \"river/pipes\"\n", "nothing was changed; --apply"} {
			if !strings.Contains(out, want) {
				t.Errorf("%s: it lacks %q:\n%s", hours, want, out)
			}
		}
	}
	tuned("closed for repair", true)
	now, err := routing.ReadThresholds(t.Context(), pool)
	if err != nil || now["river/en"].Answer < .9999 {
		t.Errorf("%v, %v", now, err)
	}
	if list, err := routing.ThresholdChanges(t.Context(), pool, 5); err != nil || len(list) != 1 || list[0].Why != "chosen from questions of questions.jsonl" {
		t.Errorf("%+v, %v", list, err)
	}
	if past, _, _, err := lastTuned(t.Context(), pool); err != nil || past != nil {
		t.Errorf("the page shows %+v, %v", past, err)
	}
}
