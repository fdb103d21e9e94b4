package routing_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/routing"
)

// writing is an Author whose drafts grow when the test says so: each is told every sentence that comes on said, until it
// is closed; then it ends with err. What it was asked and how each ended comes out.
type writing struct {
	said      chan string
	mu        sync.Mutex
	asked     []assist.Dialogue
	forgotten []string // keys
	ended     chan error
}

func newWriting() *writing { return &writing{said: make(chan string), ended: make(chan error, 10)} }

// say has the draft that is written go on, or end.
func (w *writing) say(t *testing.T, s string) {
	t.Helper()
	select {
	case w.said <- s:
	case <-time.After(20 * time.Second):
		t.Fatalf("nobody writes %q", s)
	}
}

func (w *writing) Write(ctx context.Context, d assist.Dialogue, sources []assist.Source, grows func(assist.Written) error) (assist.Written, error) {
	w.mu.Lock()
	w.asked = append(w.asked, d)
	w.mu.Unlock()
	out := assist.Written{Lang: "en", Sources: sources[:1], Key: "kept", Asked: true}
	for {
		select {
		case <-ctx.Done():
			return out, ctx.Err()
		case s := <-w.said:
			switch s {
			case "end":
				w.ended <- nil
				return out, nil
			case "kept":
				out.Asked = false
				return out, nil
			case "fail":
				return assist.Written{}, errors.New("the model is down")
			case "filter":
				return assist.Written{}, &assist.ModelError{Why: "The filter stopped it.", Until: assist.UntilModel, Err: errors.New("the server's own words")}
			case "spent":
				return assist.Written{}, &assist.ModelError{Why: "It is spent.", Until: assist.UntilDay, Err: errors.New("the server's own words")}
			case "none":
				return assist.Written{}, &assist.ModelError{Why: "There is no answer.", Until: assist.Never, Err: errors.New("the server's own words")}
			case "break":
				out.Asked = false
				return out, &assist.ModelError{Why: "The model did not answer in time.", Err: errors.New("the server's own words")}
			case "refuse":
				return assist.Written{}, &assist.ModelError{Why: "The account is used up.", Until: assist.UntilSetUp, Err: errors.New("the server's own words")}
			}
			out.Text += s
			if err := grows(out); err != nil {
				w.ended <- err
				return out, err
			}
		}
	}
}

func (w *writing) Reword(_ context.Context, r assist.Rewording) (assist.Reworded, error) {
	if r.Text == "down" {
		return assist.Reworded{}, errors.New("the model is down")
	}
	if r.Text == "spent" {
		return assist.Reworded{}, errors.Join(assist.RewordError{Why: "The account is used up."}, &assist.ModelError{Err: errors.New("the server's own words")})
	}
	return assist.Reworded{Text: r.Tone + " " + r.Lang + ": " + r.Text}, nil
}

func (w *writing) Forget(_ context.Context, key string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.forgotten = append(w.forgotten, key)
	return nil
}

// draftsRig is a rig with an author, and a second replica without workers of jobs, whose desk is looked at.
func draftsRig(t *testing.T) (r *rig, author *writing, desk *routing.Router) {
	t.Helper()
	author = newWriting()
	r, _ = newJobsRig(t, routing.Policy{}, author)
	r.suggest.by = map[string][]assist.Suggestion{
		"maybe":  {suggestion("It may be so.", 0.5, "net"), suggestion("Or so.", 0.3, "net")},
		"router": {suggestion("Hold the button for ten seconds.", 0.95, "net")},
		"hidden": {{Text: "Discount up to 20 %.", Score: 0.5, Sources: []assist.Source{{Project: "net", Name: "NET", Title: "Discounts", Internal: true, Article: 4}}}},
	}
	log := slog.New(slog.DiscardHandler)
	insert, err := river.NewClient(riverpgxv5.New(r.pool), &river.Config{Logger: log})
	if err != nil {
		t.Fatal(err)
	}
	desk = routing.New(routing.Config{Pool: r.pool, Jobs: insert, Log: log, Author: author})
	w := routing.NewWorkers(routing.WorkersConfig{Router: desk, Suggest: r.suggest, Channels: map[string]channels.Channel{"chat": r.out}})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = w.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	return r, author, desk
}

// drafts waits until a desk shows drafts as wanted: state and text of each.
func (r *rig) drafts(desk *routing.Router, conv int64, want ...string) []routing.Draft {
	r.t.Helper()
	var last []routing.Draft
	r.eventually(func() bool {
		var err error
		if last, err = desk.Drafts(r.t.Context(), r.op, conv); err != nil {
			r.t.Fatal(err)
		}
		if len(last) != len(want) {
			return false
		}
		for i, d := range last {
			if d.State+": "+d.Text != want[i] {
				return false
			}
		}
		return true
	}, func() string {
		text := "the desk shows"
		for _, d := range last {
			text += " | " + d.State + ": " + d.Text
		}
		return text
	})
	return last
}

func TestADraftGrowsOnEveryReplicasDeskBesideTheQuotedOnes(t *testing.T) {
	r, author, desk := draftsRig(t)
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	updates, stop := desk.Updates(r.op)
	defer stop()
	r.drafts(desk, h.ID, "offered: It may be so.", "writing: ", "offered: Or so.")
	for len(updates) > 0 {
		<-updates
	}
	author.say(t, "It is so.")
	r.eventually(func() bool { // the other replica's desks are told
		select {
		case u := <-updates:
			return u.Conv == h.ID || u.Conv == 0
		default:
			return false
		}
	}, func() string { return "the other replica's desks are not told" })
	growing := r.drafts(desk, h.ID, "offered: It may be so.", "writing: It is so.", "offered: Or so.")[1]
	var stale routing.StaleError
	for _, seq := range []int64{0, growing.ForSeq} {
		if _, err := desk.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: growing.Text, Draft: growing.ID, LastSeq: seq}); !errors.As(err, &stale) {
			t.Errorf("half a draft was sent: %v", err)
		}
	}
	marks, err := desk.Marks(t.Context(), []int64{h.ID}, 0)
	if err != nil {
		t.Fatal(err)
	}
	author.say(t, " Surely.")
	author.say(t, "end")
	written := r.drafts(desk, h.ID, "offered: It may be so.", "offered: It is so. Surely.", "offered: Or so.")[1]
	if !written.Model || written.ID != growing.ID || len(written.Sources) != 1 || !written.Public {
		t.Errorf("%+v", written)
	}
	if now, err := desk.Marks(t.Context(), []int64{h.ID}, 0); err != nil || now[h.ID] == marks[h.ID] {
		t.Errorf("other desks are not told of the draft: %v %v", now, err)
	}
	if last := author.asked[0].Turns; last[len(last)-1].Text != "maybe you know?" {
		t.Errorf("written for %+v", last)
	}
	if _, err := desk.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: written.Text, Draft: written.ID, LastSeq: written.ForSeq}); err != nil {
		t.Fatal(err)
	}
	if r.count(`SELECT count(*) FROM suggestions WHERE state = 'sent' AND model`) != 1 {
		t.Error("it does not count as sent")
	}
}

func TestADismissedDraftIsWrittenAnewForWhoAsksTheSame(t *testing.T) {
	r, author, desk := draftsRig(t)
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	author.say(t, "It is so.")
	author.say(t, "end")
	drafts := r.drafts(desk, h.ID, "offered: It may be so.", "offered: It is so.", "offered: Or so.")
	for _, d := range drafts { // the quoted ones are not kept
		if err := desk.Dismiss(t.Context(), r.op, d.ID, "wrong"); err != nil {
			t.Fatal(err)
		}
	}
	if err := desk.Dismiss(t.Context(), r.op, drafts[0].ID, "wrong again"); err != nil {
		t.Fatal(err)
	}
	if got := author.forgotten; len(got) != 1 || got[0] != "kept" {
		t.Errorf("forgotten: %q", got)
	}
}

func TestAModelThatFailsLeavesTheQuotedDraftsAndSaysWhy(t *testing.T) {
	r, author, desk := draftsRig(t)
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	before := r.drafts(desk, h.ID, "offered: It may be so.", "writing: ", "offered: Or so.")
	author.say(t, "It is")
	marks, err := desk.Marks(t.Context(), []int64{h.ID}, 0)
	if err != nil {
		t.Fatal(err)
	}
	author.say(t, "fail")
	failed := r.drafts(desk, h.ID, "offered: It may be so.", "unwritten: ", "offered: Or so.")[1]
	if failed.ID != before[1].ID || failed.Trouble != "The model does not answer just now." || !failed.Again {
		t.Errorf("operators are told %+v", failed)
	}
	if now, err := desk.Marks(t.Context(), []int64{h.ID}, 0); err != nil || now[h.ID] == marks[h.ID] {
		t.Errorf("other desks are not told: %v %v", now, err)
	}
	if n := r.Counts()["write_failures"]; n != 1 {
		t.Errorf("counted %d", n)
	}
	var stale routing.StaleError
	if _, err := desk.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "x", Draft: failed.ID, LastSeq: failed.ForSeq}); !errors.As(err, &stale) {
		t.Errorf("what was not written was sent: %v", err)
	}

	for range 2 { // pressed twice
		if err := desk.WriteAgain(t.Context(), r.op, failed.ID); err != nil {
			t.Fatal(err)
		}
	}
	r.drafts(desk, h.ID, "offered: It may be so.", "writing: ", "offered: Or so.")
	author.say(t, "It is so.")
	author.say(t, "end")
	if written := r.drafts(desk, h.ID, "offered: It may be so.", "offered: It is so.", "offered: Or so.")[1]; written.Trouble != "" || written.Again || written.Unfinished() {
		t.Errorf("%+v", written)
	}
	if n := r.count(`SELECT count(*) FROM river_job WHERE kind = 'write'`); n != 2 {
		t.Errorf("written %d times", n)
	}
}

// What stood the checks of a draft that broke off is offered as unfinished, and whether it is sent is the operator's choice.
func TestADraftThatBrokeOffIsOfferedAsUnfinished(t *testing.T) {
	r, author, desk := draftsRig(t)
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	author.say(t, "It is so.")
	author.say(t, "break")
	half := r.drafts(desk, h.ID, "offered: It may be so.", "offered: It is so.", "offered: Or so.")[1]
	if !half.Unfinished() || half.Trouble != "The model did not answer in time." || !half.Again || !half.Model {
		t.Errorf("%+v", half)
	}
	if n := r.count(`SELECT count(*) FROM suggestions WHERE kept_key IS NOT NULL`); n != 0 {
		t.Error("half a draft is kept for others")
	}
	if err := desk.WriteAgain(t.Context(), r.op, half.ID); err != nil {
		t.Fatal(err)
	}
	author.say(t, "It is so.")
	author.say(t, "break")
	r.drafts(desk, h.ID, "offered: It may be so.", "offered: It is so.", "offered: Or so.")
	if _, err := desk.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: half.Text, Draft: half.ID, LastSeq: half.ForSeq}); err != nil {
		t.Fatal(err)
	}
	if r.count(`SELECT count(*) FROM suggestions WHERE state = 'sent' AND model`) != 1 {
		t.Error("it does not count as sent")
	}
}

func TestADraftIsWrittenAgainOnlyWhereThatMayHelp(t *testing.T) {
	r, author, desk := draftsRig(t)
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	author.say(t, "refuse")
	refused := r.drafts(desk, h.ID, "offered: It may be so.", "unwritten: ", "offered: Or so.")[1]
	if refused.Trouble != "The account is used up." || refused.Again {
		t.Errorf("%+v", refused)
	}
	if err := desk.WriteAgain(t.Context(), r.op, refused.ID); err == nil || !strings.HasPrefix(err.Error(), "it is not written again: ") {
		t.Errorf("it is asked for again: %v", err)
	}
	if err := desk.WriteAgain(t.Context(), r.op, refused.ID+1000); !errors.Is(err, routing.ErrNotFound) {
		t.Errorf("there is none: %v", err)
	}
	r.says("c1", "maybe you know now?")
	author.say(t, "fail")
	failed := r.drafts(desk, h.ID, "offered: It may be so.", "unwritten: ", "offered: Or so.")
	if _, err := r.pool.Exec(t.Context(), `UPDATE conversations SET department_id = (SELECT id FROM departments WHERE key = 'support')`); err != nil {
		t.Fatal(err)
	}
	stranger := r.operator("sal@lumen.example", "Sal", routing.RoleOperator, "sales")
	if err := desk.WriteAgain(t.Context(), stranger, failed[1].ID); !errors.Is(err, routing.ErrNotFound) {
		t.Errorf("a stranger: %v", err)
	}
	for _, d := range []routing.Draft{failed[0], failed[2]} {
		if err := desk.Dismiss(t.Context(), r.op, d.ID, "wrong"); err != nil {
			t.Fatal(err)
		}
	}
	if err := desk.WriteAgain(t.Context(), r.op, failed[1].ID); err == nil || !strings.HasPrefix(err.Error(), "it is not written again: ") {
		t.Errorf("written from drafts that are gone: %v", err)
	}
}

func TestWhatAModelWritesIsNotOfferedTwice(t *testing.T) {
	r, author, desk := draftsRig(t)
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	author.say(t, "It may  be so.")
	author.say(t, "end")
	same := r.drafts(desk, h.ID, "offered: It may be so.", "unwritten: ", "offered: Or so.")[1]
	if same.Trouble != "The model says the same as a draft that is here." || same.Again {
		t.Errorf("operators are told %+v", same)
	}
}

func TestWritingEndsWhenTheConversationGoesOn(t *testing.T) {
	r, author, desk := draftsRig(t)
	for name, goesOn := range map[string]func(conv int64){
		"the customer": func(int64) { r.says("the customer", "no matter") },
		"the operator": func(conv int64) {
			if _, err := desk.Reply(t.Context(), r.op, conv, routing.Reply{Text: "Let me see."}); err != nil {
				t.Fatal(err)
			}
		},
		"the end": func(conv int64) {
			if err := desk.Take(t.Context(), r.op, conv); err != nil {
				t.Fatal(err)
			}
			if err := desk.CloseConversation(t.Context(), r.op, conv, routing.Closing{Disposition: desk.Dispositions()[0]}); err != nil {
				t.Fatal(err)
			}
		},
	} {
		r.says(name, "maybe you know?")
		h := r.head(name, state(routing.Queued))
		author.say(t, "It")
		goesOn(h.ID)
		r.eventually(func() bool { return r.count(`SELECT count(*) FROM suggestions WHERE state = 'writing'`) == 0 }, func() string { return name + ": it is still written" })
		for ended := false; !ended; {
			select {
			case author.said <- " is so.": // unless what was said before ends it
			case err := <-author.ended:
				if ended = true; err == nil {
					t.Errorf("%s: it was written to its end", name)
				}
			case <-time.After(20 * time.Second):
				t.Fatalf("%s: it is still written", name)
			}
		}
		if n := r.count(`SELECT count(*) FROM suggestions WHERE model`); n != 0 {
			t.Errorf("%s: %d are left", name, n)
		}
	}
}

func TestNothingIsWrittenWhereItIsNotWanted(t *testing.T) {
	r, _, _ := draftsRig(t)
	r.says("c1", "the router")
	r.sent("Hold the button")
	r.says("c2", "hidden")
	r.head("c2", state(routing.Queued))
	if n := r.count(`SELECT count(*) FROM river_job WHERE kind = 'write'`); n != 0 {
		t.Errorf("%d drafts are written beside an automatic answer and an internal article", n)
	}
	r.says("c3", "maybe you know?")
	h := r.head("c3", state(routing.Queued))
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO suggestions (conversation_id, for_seq, rank, text, score, sources, model)
		SELECT $1, 0, n, 'x', 0, '[{}]', true FROM generate_series(1, 60) n`, h.ID); err != nil {
		t.Fatal(err)
	}
	r.says("c3", "maybe you know now?")
	r.eventually(func() bool {
		return r.count(`SELECT count(*) FROM suggestions WHERE text = 'It may be so.' AND conversation_id = $1`, h.ID) == 2
	}, func() string { return "no drafts" })
	if n := r.count(`SELECT count(*) FROM river_job WHERE kind = 'write'`); n != 1 {
		t.Errorf("%d drafts are written for one customer in a day", n)
	}
}

// Whoever writes a draft may be killed: it does not stay at "being written".
func TestADraftWhoseWriterDiedIsWrittenByAnotherOnceAndThenSaidToBeInterrupted(t *testing.T) {
	r, author, desk := draftsRig(t)
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	author.say(t, "It is")
	r.drafts(desk, h.ID, "offered: It may be so.", "writing: It is", "offered: Or so.")
	dies := func() { // killed, it writes no more and River does not know yet
		r.stop()
		if _, err := r.pool.Exec(t.Context(), `DELETE FROM river_job WHERE kind = 'write'`); err != nil {
			t.Fatal(err)
		}
		if _, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET writes_until = now() - interval '1 second' WHERE state = 'writing'`); err != nil {
			t.Fatal(err)
		}
	}
	dies()
	if err := desk.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.drafts(desk, h.ID, "offered: It may be so.", "writing: ", "offered: Or so.")
	if n := r.count(`SELECT count(*) FROM river_job WHERE kind = 'write'`); n != 1 {
		t.Fatalf("%d jobs follow", n)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET text = 'It is so.' WHERE state = 'writing'`); err != nil {
		t.Fatal(err)
	}
	dies()
	if err := desk.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if half := r.drafts(desk, h.ID, "offered: It may be so.", "offered: It is so.", "offered: Or so.")[1]; half.Trouble != "The writing did not come to an end." || !half.Again {
		t.Errorf("operators are told %+v", half)
	}
	if err := desk.WriteAgain(t.Context(), r.op, r.drafts(desk, h.ID, "offered: It may be so.", "offered: It is so.", "offered: Or so.")[1].ID); err != nil {
		t.Fatal(err)
	}
	none := routing.New(routing.Config{Pool: r.pool, Log: slog.New(slog.DiscardHandler)}) // a start without a model
	dies()
	if _, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET writes_until = NULL, at = now() - interval '3 minutes' WHERE state = 'writing'`); err != nil {
		t.Fatal(err) // as an older version of the program leaves it
	}
	if err := none.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if gone := r.drafts(desk, h.ID, "offered: It may be so.", "unwritten: ", "offered: Or so.")[1]; gone.Trouble != "The writing did not come to an end." {
		t.Errorf("operators are told %+v", gone)
	}
}

// Who writes a draft for long is alive, and operators are told why nothing comes yet.
func TestADraftThatIsLongInComingIsNotGivenUp(t *testing.T) {
	r, author, desk := draftsRig(t)
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	r.drafts(desk, h.ID, "offered: It may be so.", "writing: ", "offered: Or so.")
	if _, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET at = now() - interval '3 minutes', writes_until = now() + interval '1 second' WHERE state = 'writing'`); err != nil {
		t.Fatal(err)
	}
	r.eventually(func() bool {
		d, err := desk.Drafts(t.Context(), r.op, h.ID)
		return err == nil && len(d) == 3 && d[1].State == "writing" && strings.Contains(d[1].Trouble, "its server may be loading it")
	}, func() string { return "operators are not told that the model may be loading" })
	author.say(t, "It is so.")
	if d := r.drafts(desk, h.ID, "offered: It may be so.", "writing: It is so.", "offered: Or so.")[1]; d.Trouble != "" {
		t.Errorf("it has begun: %+v", d)
	}
	author.say(t, "end")
	r.drafts(desk, h.ID, "offered: It may be so.", "offered: It is so.", "offered: Or so.")
}

func TestAnotherReplicaWritesWhatOneLeftBehind(t *testing.T) {
	r, author, desk := draftsRig(t)
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	author.say(t, "It is")
	r.drafts(desk, h.ID, "offered: It may be so.", "writing: It is", "offered: Or so.")
	r.stop()
	w, chores, log := routing.NewWorkers(routing.WorkersConfig{Router: desk}), river.NewWorkers(), slog.New(slog.DiscardHandler)
	w.AddJobs(chores)
	jobs, err := river.NewClient(riverpgxv5.New(r.pool), &river.Config{Logger: log, Workers: chores,
		Queues: map[string]river.QueueConfig{routing.QueueWriting: {MaxWorkers: 2}}, FetchPollInterval: 100 * time.Millisecond, TestOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if err := jobs.Start(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); <-jobs.Stopped() })
	author.say(t, "It is so.")
	author.say(t, "end")
	r.drafts(desk, h.ID, "offered: It may be so.", "offered: It is so.", "offered: Or so.")
}

func TestARewordingIsAskedForByWhoSeesTheConversation(t *testing.T) {
	r, _, _ := draftsRig(t)
	none := routing.New(routing.Config{Pool: r.pool, Log: slog.New(slog.DiscardHandler)})
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	got, err := r.Reword(t.Context(), r.op, h.ID, "hello", assist.Shorter, 0)
	if err != nil || got.Text != "shorter en: hello" || !r.Rewords() {
		t.Errorf("%+v, %v", got, err)
	}
	var why assist.RewordError
	if _, err := r.Reword(t.Context(), r.op, h.ID, "down", assist.Shorter, 0); !errors.As(err, &why) {
		t.Errorf("a model that is down: %v", err)
	}
	if _, err := r.Reword(t.Context(), r.op, h.ID, "spent", assist.Shorter, 0); !errors.As(err, &why) || err.Error() != "The account is used up." {
		t.Errorf("an account that is used up: %v", err)
	}
	if _, err := none.Reword(t.Context(), r.op, h.ID, "hello", assist.Shorter, 0); !errors.As(err, &why) || none.Rewords() {
		t.Errorf("without a model: %v", err)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE conversations SET department_id = (SELECT id FROM departments WHERE key = 'support')`); err != nil {
		t.Fatal(err)
	}
	stranger := r.operator("sal@lumen.example", "Sal", routing.RoleOperator, "sales")
	if _, err := r.Reword(t.Context(), stranger, h.ID, "hello", assist.Shorter, 0); !errors.Is(err, routing.ErrNotFound) {
		t.Errorf("a stranger: %v", err)
	}
}

// TestADraftComesAfterAllOthersWhicheverOfThemAreGone: those that were being written are deleted, and leave a hole in the order.
func TestADraftComesAfterAllOthersWhicheverOfThemAreGone(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.stop()
	r.says("c1", "maybe you can help")
	for _, text := range []string{"Perhaps.", "It may be otherwise."} {
		if err := r.Offer(t.Context(), 1, "Sal", text); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.pool.Exec(t.Context(), `DELETE FROM suggestions WHERE rank = 0`); err != nil {
		t.Fatal(err)
	}
	r.start()
	r.head("c1", state(routing.Queued))
	if n := r.count(`SELECT count(*) FROM suggestions WHERE text = 'It may be so.' AND rank = 2`); n != 1 {
		t.Errorf("%d drafts come after the one that is left", n)
	}
}
