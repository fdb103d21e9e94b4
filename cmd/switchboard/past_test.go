package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/spf13/cobra"

	"switchboard/assist"
	"switchboard/assist/eval"
	"switchboard/channels"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/recall"
	"switchboard/knowledge/samples"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

// past is a company's past in PostgreSQL: customers asked, operators answered from drafts or in their own words.
type past struct {
	*testing.T
	pool      *pgxpool.Pool
	store     *knowledge.Store
	assistant *assist.Assistant
	operators []int64
	n         int
}

// strange are questions that the company has written nothing about.
var strange = map[string][]string{
	"en": {"who repairs bagpipes in the old town", "what is the best bait for catching pike", "how long does sourdough have to rise", "which mushrooms grow under birch trees",
		"can I learn the violin at fifty", "why do cats knead blankets", "how do I get red wine out of a carpet", "what time does the museum of clocks open", "is it safe to paint over wallpaper",
		"how many strings does a harp have", "when should I prune my apple tree", "who wrote the song about the blue scarf", "how do you fold a paper crane", "do bees sleep in winter"},
	"uk": {"хто лагодить волинки у старому місті", "на що краще ловити щуку", "скільки має підходити тісто на заквасці", "які гриби ростуть під березою", "чи можна навчитися грати на скрипці в п'ятдесят",
		"чому коти мнуть ковдру лапами", "як вивести вино з килима", "о котрій відчиняється музей годинників", "чи можна фарбувати поверх шпалер", "скільки струн у арфи", "коли обрізати яблуню",
		"хто написав пісню про синій шарф", "як скласти журавля з паперу", "чи сплять бджоли взимку"},
}

// newPast publishes what the samples say of two projects, without the questions that people ask, and returns those.
func newPast(t *testing.T) (p *past, questions map[string][]eval.Question) {
	t.Helper()
	ctx := t.Context()
	p = &past{T: t, pool: pgtest.New(t)}
	p.store = knowledge.NewStore(p.pool)
	articles, projects, err := knowledge.ReadFolder(ctx, samples.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range projects {
		if x.Key == "lumen-net" || x.Key == "lumen-parcel" {
			if _, err := p.store.SaveProject(ctx, x); err != nil {
				t.Fatal(err)
			}
		}
	}
	questions = map[string][]eval.Question{}
	for _, a := range articles {
		if a.Project != "lumen-net" && a.Project != "lumen-parcel" || a.Audience != knowledge.Public {
			continue
		}
		_, _, err := p.store.SaveVersion(ctx, knowledge.Edit{Project: a.Project, Key: a.Key, Lang: a.Lang, Author: "maria", Publish: true,
			Draft: knowledge.Draft{Title: a.Title, Body: a.Body, Audience: a.Audience, Tags: a.Tags}})
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range a.Questions {
			name := a.Project + "/" + a.Lang
			questions[name] = append(questions[name], eval.Question{Text: q, Lang: a.Lang, Project: a.Project, Relevant: []string{a.Project + "/" + a.Key}})
		}
	}
	published, _, _, err := p.store.Changes(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	index, memory := local.New(), recall.New()
	if err := index.Put(ctx, published); err != nil {
		t.Fatal(err)
	}
	if err := memory.Put(ctx, published); err != nil {
		t.Fatal(err)
	}
	p.assistant = (&bases{log: slog.New(slog.DiscardHandler)}).over(index, memory, base{articles: published, projects: projects})
	for i := range 8 {
		var id int64
		if err := p.pool.QueryRow(ctx, `INSERT INTO operators (email, name, display_name, role, presence, seen_at) VALUES ('o' || $1 || '@lumen.example', 'Operator ' || $1, 'O', 'administrator', 'online', now()) RETURNING id`,
			fmt.Sprint(i)).Scan(&id); err != nil {
			t.Fatal(err)
		}
		p.operators = append(p.operators, id)
	}
	return p, questions
}

// nowhere takes what is sent.
type nowhere struct{}

func (nowhere) Send(_ context.Context, out channels.Outbound) (string, error) { return out.Key, nil }

// serve runs a router with its workers until the test ends, or stop is called.
func (p *past) serve(policy routing.Policy) (r *routing.Router, stop func()) {
	r = routing.New(routing.Config{Pool: p.pool, Policy: policy, Kinds: map[string]string{"site": "webchat"}, Log: slog.New(slog.DiscardHandler)})
	if err := r.EnsureDepartments(p.Context(), departments("")); err != nil {
		p.Fatal(err)
	}
	w := routing.NewWorkers(routing.WorkersConfig{Router: r, Suggest: p.assistant, Channels: map[string]channels.Channel{"site": nowhere{}}, Log: slog.New(slog.DiscardHandler)})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = w.Run(ctx) }()
	stop = sync.OnceFunc(func() { cancel(); <-done })
	p.Cleanup(stop)
	return r, stop
}

// asks lets a new customer ask, and returns the conversation once it is looked at.
func (p *past) asks(r *routing.Router, q eval.Question) (conv int64) {
	p.Helper()
	p.n++
	from := fmt.Sprint("visitor-", p.n)
	if err := r.Receive(p.Context(), channels.Inbound{Account: "site", ID: from, From: from, Text: q.Text, Lang: q.Lang, Project: q.Project, Raw: []byte("x")}); err != nil {
		p.Fatal(err)
	}
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		err := p.pool.QueryRow(p.Context(), `SELECT c.id FROM conversations c JOIN addresses a ON a.id = c.address_id
			JOIN lanes l ON l.conversation_id = c.id AND l.consumer = 'desk' WHERE a.value = $1 AND l.done >= l.tail`, from).Scan(&conv)
		if err == nil {
			return conv
		}
		if time.Now().After(end) {
			p.Fatalf("nobody looks at %q: %v", q.Text, err)
		}
	}
}

// answers is what an operator does: he sends the draft that answers, or dismisses the first and writes something.
func (p *past) answers(r *routing.Router, conv int64, q eval.Question) {
	p.Helper()
	ctx, op := p.Context(), p.operators[p.n%len(p.operators)]
	drafts, err := r.Drafts(ctx, op, conv)
	if err != nil {
		p.Fatal(err)
	}
	reply := routing.Reply{Text: "Let me look into this for you."}
	for _, d := range drafts {
		if len(q.Relevant) > 0 && d.Sources[0].Project+"/"+d.Sources[0].Key == q.Relevant[0] {
			reply = routing.Reply{Text: d.Text, Draft: d.ID}
		}
	}
	if reply.Draft == 0 && len(drafts) > 0 {
		if err := r.Dismiss(ctx, op, drafts[0].ID, "another question"); err != nil {
			p.Fatal(err)
		}
	}
	if _, err := r.Reply(ctx, op, conv, reply); err != nil {
		p.Fatal(err)
	}
	if err := r.CloseConversation(ctx, op, conv, routing.Closing{Disposition: "solved"}); err != nil {
		p.Fatal(err)
	}
}

// learned brings what happened to the memory and to the gaps, as the program does.
func (p *past) learned(r *routing.Router) {
	p.Helper()
	ctx := p.Context()
	for {
		list, err := r.Lessons(ctx, 200)
		if err != nil {
			p.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		for _, l := range list {
			if _, err := p.store.Teach(ctx, l); err != nil {
				p.Fatal(err)
			}
		}
	}
	for _, sql := range []string{`ALTER TABLE events DISABLE TRIGGER USER`, `UPDATE events SET at = at - interval '2 minutes'`, `ALTER TABLE events ENABLE TRIGGER USER`} {
		if _, err := p.pool.Exec(ctx, sql); err != nil {
			p.Fatal(err)
		}
	}
	for moved := true; moved; {
		var err error
		moved, err = p.store.GatherGaps(ctx, func(ctx context.Context, after int64) ([]knowledge.Unanswered, int64, error) {
			return r.Unanswered(ctx, after, 200)
		})
		if err != nil {
			p.Fatal(err)
		}
	}
}

// TestThresholdsAreTunedFromARealPast: customers ask in two languages what the knowledge base answers and what it does
// not, operators answer; tune asks the same questions, shows the curve, refuses where there is too little, and sets
// thresholds for each project and language; the assistant goes by them from then on.
func TestThresholdsAreTunedFromARealPast(t *testing.T) {
	t.Parallel()
	p, questions := newPast(t)
	ctx := t.Context()
	r, stop := p.serve(routing.Policy{Answer: 2}) // people answered everything
	for _, past := range []struct {
		name string
		most int
	}{{"lumen-net/en", 100}, {"lumen-net/uk", 100}, {"lumen-parcel/en", 12}} {
		for _, q := range questions[past.name][:min(past.most, len(questions[past.name]))] {
			p.answers(r, p.asks(r, q), q)
		}
	}
	for _, lang := range []string{"en", "uk"} {
		for _, text := range strange[lang] {
			q := eval.Question{Text: text, Lang: lang, Project: "lumen-net"}
			p.answers(r, p.asks(r, q), q)
		}
	}
	p.learned(r)
	stop()

	run := func(apply bool) string {
		t.Helper()
		var out bytes.Buffer
		cmd := &cobra.Command{}
		cmd.SetOut(&out)
		cmd.SetErr(&out)
		if err := tune(ctx, cmd, nil, p.pool, &bases{log: slog.New(slog.DiscardHandler)}, usualGoal, apply); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	said := run(false)
	t.Log("\n" + said)
	for _, want := range []string{"lumen-net/en: ", "lumen-net/uk: ", "lumen-parcel/en: ", "too few for thresholds of its own: 40 are needed", "nothing was changed"} {
		if !strings.Contains(said, want) {
			t.Errorf("tune does not say %q", want)
		}
	}
	if now, err := routing.ReadThresholds(ctx, p.pool); err != nil || len(now) != 0 {
		t.Errorf("without --apply: %v, %v", now, err)
	}
	run(true)
	now, err := routing.ReadThresholds(ctx, p.pool)
	if err != nil || len(now) != 2 || now["lumen-net/en"].Draft == 0 || now["lumen-net/uk"].Draft == 0 {
		t.Fatalf("%v, %v", now, err)
	}
	if list, err := routing.ThresholdChanges(ctx, p.pool, 5); err != nil || len(list) != 1 || !strings.Contains(list[0].By, "command") {
		t.Errorf("who set it: %+v, %v", list, err)
	}
	tuned, _, _, err := lastTuned(ctx, p.pool)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range tuned {
		set, ok := now[g.Name()]
		if !ok {
			continue
		}
		set = orUsual(set, routing.Threshold{Answer: usualGoal.Usual, Draft: 0.1})
		s := g.At(set.Answer, set.Draft)
		if s.Wrong > usualGoal.Wrong || len(g.Asked) < eval.LeastPast || g.Known() == len(g.Asked) {
			t.Errorf("%s: %d questions, %d known, %+v", g.Name(), len(g.Asked), g.Known(), s)
		}
		if curve := g.Curve(); len(curve) < 10 {
			t.Errorf("%s: a curve of %d points", g.Name(), len(curve))
		}
	}
	p.obeyed()
	set := routing.Threshold{Answer: .5, Draft: .3}
	if err := routing.SaveThresholds(ctx, p.pool, routing.Thresholds{"lumen-net/en": set, "lumen-net/uk": set}, "eva", "to see a difference"); err != nil {
		t.Fatal(err)
	}
	if seen, differ := p.obeyed(); seen["answered"] == 0 || seen["draft"] == 0 || seen["unknown"] == 0 || differ == 0 {
		t.Errorf("not all outcomes were seen: %v, %d differ", seen, differ)
	}
	p.evaluated() // by now the assistant has answered by itself, too
	if said := run(false); !strings.Contains(said, "what customers were answered in the last 30 days:\n  lumen-") {
		t.Errorf("tune does not say what customers were answered:\n%s", said)
	}
}

// evaluated measures the company's own past, without a file of questions.
func (p *past) evaluated() {
	p.Helper()
	var out bytes.Buffer
	cmd := &cobra.Command{}
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	dir := p.TempDir()
	o := evalOptions{csv: filepath.Join(dir, "outcomes.csv"), html: filepath.Join(dir, "report.html")}
	b := &bases{log: slog.New(slog.DiscardHandler)}
	if err := errors.Join(b.asServed(p.Context(), p.pool), evalSet(p.Context(), cmd, o, nil, p.store, b)); err != nil {
		p.Fatal(err)
	}
	for _, want := range []string{"what customers were answered in the last 30 days:\n  lumen-", " answered alone: ", "questions ", "with an answer ", "R@1 ", "R@5 ", "MRR ", "nDCG@10 ", "calibration error ", "AUROC ", "answered alone"} {
		if !strings.Contains(out.String(), want) {
			p.Errorf("eval does not say %q:\n%s", want, out.String())
		}
	}
	for file, want := range map[string]string{o.csv: "text,lang,relevant,place,probability,first,title", o.html: "<h2>What customers were answered</h2>"} {
		if b, err := os.ReadFile(file); err != nil || !bytes.Contains(b, []byte(want)) {
			p.Errorf("%s lacks %q: %v", file, want, err)
		}
	}
}

// obeyed asks anew, and sees that what happens is what the thresholds say.
func (p *past) obeyed() (seen map[string]int, differ int) {
	p.Helper()
	ctx := p.Context()
	r, stop := p.serve(routing.Policy{})
	defer stop()
	usual := r.Policy()
	seen = map[string]int{}
	list := []eval.Question{{Text: strange["en"][0], Lang: "en"}, {Text: strange["uk"][1], Lang: "uk"}}
	answered, err := p.store.AnsweredQuestions(ctx, 1000)
	if err != nil {
		p.Fatal(err)
	}
	for i, q := range answered {
		if i%5 == 0 {
			list = append(list, eval.Question{Text: q.Text, Lang: q.Lang})
		}
	}
	for _, q := range list {
		q.Project = "lumen-net"
		drafts, err := p.assistant.Suggest(ctx, assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: q.Text}}, Lang: q.Lang, Projects: []string{q.Project}})
		if err != nil {
			p.Fatal(err)
		}
		want := func(answer, draft float64) string {
			switch {
			case len(drafts) == 0 || drafts[0].Score < draft:
				return "unknown"
			case drafts[0].Score < answer || drafts[0].Beside:
				return "draft"
			}
			return "answered"
		}
		policy := usual
		if len(drafts) > 0 {
			if policy, err = r.PolicyOf(ctx, drafts[0].Sources[0].Project, drafts[0].Lang); err != nil {
				p.Fatal(err)
			}
		}
		expected := want(policy.Answer, policy.Draft)
		if expected != want(usual.Answer, usual.Draft) {
			differ++
		}
		conv := p.asks(r, q)
		got := "unknown"
		var state string
		var offered int
		if err := p.pool.QueryRow(ctx, `SELECT state, (SELECT count(*) FROM suggestions WHERE conversation_id = c.id) FROM conversations c WHERE id = $1`, conv).Scan(&state, &offered); err != nil {
			p.Fatal(err)
		}
		switch {
		case state == "assistant":
			got = "answered"
		case offered > 0:
			got = "draft"
		}
		if seen[got]++; got != expected {
			p.Errorf("%q: %s, not %s (by %+v)", q.Text, got, expected, policy)
		}
	}
	p.Logf("asked again: %v; %d of %d end otherwise than by the usual thresholds", seen, differ, len(list))
	return seen, differ
}
