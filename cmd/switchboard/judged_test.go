package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// knowing speaks OpenAI's API for a model that knows which article answers which question, and judges drafts by that.
func knowing(t *testing.T, articles []knowledge.Article, questions []eval.Question) string {
	t.Helper()
	keys, answered := map[string]string{}, map[string][]string{}
	for _, a := range articles {
		keys[a.Title] = a.Project + "/" + a.Key
	}
	for _, q := range questions {
		answered[q.Text] = q.Relevant
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Messages []struct{ Content string } }
		var data struct {
			Answer   struct{ Title, Text string }
			Dialogue []struct{ Text string }
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil || len(in.Messages) != 2 || json.Unmarshal([]byte(in.Messages[1].Content), &data) != nil || len(data.Dialogue) == 0 {
			http.Error(w, "{}", http.StatusBadRequest)
			return
		}
		verdict := map[string]any{"answers": false, "quote": ""}
		if slices.Contains(answered[data.Dialogue[len(data.Dialogue)-1].Text], keys[data.Answer.Title]) {
			verdict = map[string]any{"answers": true, "quote": strings.Join(strings.Fields(data.Answer.Text)[:4], " ")}
		}
		said, _ := json.Marshal(verdict)
		_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": string(said)}}}})
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1"
}

// evaluated runs the command of a measurement, and returns what it says.
func evaluated(t *testing.T, env []string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(os.Args[0], append([]string{"knowledge", "eval"}, args...)...)
	cmd.Env = append(os.Environ(), append([]string{asProgram + "=yes", "SWITCHBOARD_DATA=" + t.TempDir()}, env...)...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// A model that is never wrong shows what its verdict can change: more is answered alone, and nothing wrong.
func TestEvalSaysWhatAVerdictChanges(t *testing.T) {
	t.Parallel()
	samples := t.TempDir()
	for _, project := range []string{"lumen-care", "lumen-cloud"} {
		if err := os.CopyFS(filepath.Join(samples, project), os.DirFS("../../knowledge/samples/"+project)); err != nil {
			t.Fatal(err)
		}
	}
	articles, _, err := knowledge.ReadFolder(t.Context(), os.DirFS(samples))
	if err != nil {
		t.Fatal(err)
	}
	all, err := os.ReadFile("../../assist/testdata/customers.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	some := strings.Join(slices.Collect(strings.Lines(string(all)))[:20], "")
	questions, err := eval.Read(strings.NewReader(some))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "questions.jsonl")
	if err := os.WriteFile(file, []byte(some), 0o600); err != nil {
		t.Fatal(err)
	}
	model := []string{"OPENAI_MODEL=knowing", "OPENAI_BASE_URL=" + knowing(t, articles, questions)}
	out, err := evaluated(t, model, file, "--base", samples, "--judged", "0.3")
	if err != nil {
		t.Fatal(err, out)
	}
	without, with := alone(t, out, "by probability, from 0.83"), alone(t, out, "by the model's verdict, from 0.3")
	if !(with.Answered > without.Answered) || with.Wrong != 0 || !strings.Contains(out, "questions a model read the drafts\n") {
		t.Errorf("without %+v, with %+v", without, with)
	}

	if out, err = evaluated(t, model, file, "--base", samples, "--judged", "3"); err == nil || !strings.Contains(out, "--judged 0.5") {
		t.Errorf("no probability: %v, %s", err, out)
	}
	if out, err = evaluated(t, nil, file, "--base", samples, "--judged", "0.5"); err == nil || !strings.Contains(out, "OPENAI_MODEL=gpt-4o-mini") {
		t.Errorf("no model: %v, %s", err, out)
	}
	broken := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(broken.Close)
	out, err = evaluated(t, []string{"OPENAI_MODEL=gone", "OPENAI_BASE_URL=" + broken.URL + "/v1"}, file, "--base", samples, "--judged", "0.8")
	if err != nil || !strings.Contains(out, "times it said nothing, last because: ") || alone(t, out, "by the model's verdict, from 0.8") != without {
		t.Errorf("without a server: %v, %s", err, out)
	}
}

// alone reads a line of what is answered alone.
func alone(t *testing.T, out, how string) (a eval.Alone) {
	t.Helper()
	m := regexp.MustCompile(`(?m)^ *([0-9.]+) +([0-9.]+)  ` + regexp.QuoteMeta(how) + `$`).FindStringSubmatch(out)
	if m == nil {
		t.Fatalf("nothing is said of %q: %s", how, out)
	}
	a.Answered, _ = strconv.ParseFloat(m[1], 64)
	a.Wrong, _ = strconv.ParseFloat(m[2], 64)
	return a
}

// The running program asks the model before it answers: what is likely enough by its verdict alone is answered with the
// article's words, and what it denies goes to a person, whose desk says so.
func TestAModelIsAskedBeforeTheAssistantAnswers(t *testing.T) {
	t.Parallel()
	const asked, denied = "do you post a sim card to Germany", "How do I restart my router?" // of a probability of .6, and of one beyond doubt
	articles, _, err := knowledge.ReadFolder(t.Context(), os.DirFS("../../knowledge/samples"))
	if err != nil {
		t.Fatal(err)
	}
	url := knowing(t, articles, []eval.Question{{Text: asked, Relevant: []string{"lumen-mobile/sim-delivery"}}})
	p := newProgram(t, "DATABASE_URL="+pgtest.New(t).Config().ConnString(), "OPENAI_MODEL=knowing", "OPENAI_BASE_URL="+url, "SWITCHBOARD_ANSWER_JUDGED=0.4")
	p.start()
	for text, want := range map[string]string{asked: "A SIM card is delivered free of charge", denied: "in line"} {
		v := p.visitor()
		if err := v.write(t.Context(), "m1", text); err != nil {
			t.Fatal(err)
		}
		var said []entry
		found := false
		for end := time.Now().Add(30 * time.Second); !found && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			if said, err = v.history(); err != nil {
				t.Fatal(err)
			}
			found = slices.ContainsFunc(said, func(e entry) bool { return e.Out && strings.Contains(e.Text, want) })
		}
		if !found {
			t.Errorf("%q is answered with %+v; %s", text, said, p.output())
		}
	}
	resp, err := http.Get(p.base + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if ready, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(ready), "2 verdicts, 0 failures") {
		t.Errorf("it is ready so: %s, %v", ready, err)
	}
}
