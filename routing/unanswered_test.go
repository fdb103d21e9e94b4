package routing_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/routing"
)

// older makes what happened so far two minutes older: the newest minute is not read.
func (r *rig) older() {
	r.t.Helper()
	for _, sql := range []string{`ALTER TABLE events DISABLE TRIGGER USER`, `UPDATE events SET at = at - interval '2 minutes'`, `ALTER TABLE events ENABLE TRIGGER USER`} {
		if _, err := r.pool.Exec(r.t.Context(), sql); err != nil {
			r.t.Fatal(err)
		}
	}
}

func TestWhatNobodyWroteBecomesAGapWithTheOperatorsReply(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("none", "Do you deliver to Lviv on Sundays?")
	none := r.head("none", state(routing.Queued))
	r.says("useful", "where is the button of my router")
	r.head("useful", func(h routing.Head) bool { return h.LastSeq > 1 }) // the assistant answered
	r.says("polite", "Good morning!")
	r.head("polite", func(h routing.Head) bool { return h.LastSeq > 0 })

	store := knowledge.NewStore(r.pool)
	read := func() []knowledge.Unanswered {
		t.Helper()
		r.older()
		list, _, err := r.Unanswered(t.Context(), 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if list, _, err := r.Unanswered(t.Context(), 0, 100); err != nil || len(list) != 0 {
		t.Errorf("the last minute is not read yet, got %+v, %v", list, err)
	}
	if list := read(); len(list) != 1 || list[0].Conversation != none.ID || list[0].Lang != "en" {
		t.Fatalf("unanswered are %+v", list)
	}
	if _, err := r.Reply(t.Context(), r.op, none.ID, routing.Reply{Text: "Yes, from ten to four."}); err != nil {
		t.Fatal(err)
	}
	if err := r.CloseConversation(t.Context(), r.op, none.ID, routing.Closing{Disposition: "solved"}); err != nil {
		t.Fatal(err)
	}
	r.older()
	moved, err := store.GatherGaps(t.Context(), func(ctx context.Context, after int64) ([]knowledge.Unanswered, int64, error) {
		return r.Unanswered(ctx, after, 1)
	})
	if err != nil || !moved {
		t.Fatal(moved, err)
	}
	for moved {
		moved, err = store.GatherGaps(t.Context(), func(ctx context.Context, after int64) ([]knowledge.Unanswered, int64, error) {
			return r.Unanswered(ctx, after, 100)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	gaps, err := store.Gaps(t.Context(), "open", "", "")
	if err != nil || len(gaps) != 1 || gaps[0].Count != 1 {
		t.Fatalf("gaps are %+v, %v", gaps, err)
	}
	replies, err := r.OwnReplies(t.Context(), []int64{none.ID}, []int64{1})
	if err != nil || len(replies) != 1 || replies[0].Text != "Yes, from ten to four." || !replies[0].Solved || replies[0].Operator != "Ann" {
		t.Errorf("operators answered %+v, %v", replies, err)
	}
	q, reply, err := r.Asked(t.Context(), r.op, none.ID)
	if err != nil || q.Text != "Do you deliver to Lviv on Sundays?" || reply != "Yes, from ten to four." {
		t.Errorf("the conversation asked %+v, answered %q, %v", q, reply, err)
	}
	stranger := r.operator("eve@lumen.example", "Eve", routing.RoleOperator, "sales")
	if _, _, err := r.Asked(t.Context(), stranger, none.ID); !errors.Is(err, routing.ErrNotFound) && !errors.Is(err, routing.ErrForbidden) {
		t.Errorf("an operator of another department reads it: %v", err)
	}
}

func TestADraftThatAnOperatorPassedOverIsAGapOnceTheConversationEnds(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("x", "maybe you know the price of it")
	h := r.head("x", state(routing.Queued))
	r.older()
	if list, _, err := r.Unanswered(t.Context(), 0, 100); err != nil || len(list) != 0 {
		t.Fatalf("a draft is offered, yet %+v, %v", list, err)
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "It costs five hryvnias."}); err != nil {
		t.Fatal(err)
	}
	if err := r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{Disposition: "solved"}); err != nil {
		t.Fatal(err)
	}
	r.older()
	list, _, err := r.Unanswered(t.Context(), 0, 100)
	if err != nil || len(list) == 0 || list[0].Text != "maybe you know the price of it" {
		t.Errorf("unanswered are %+v, %v", list, err)
	}
}

func TestAReportLandsWithTheOwnerOfTheArticle(t *testing.T) {
	r := newRig(t, routing.Policy{})
	store := knowledge.NewStore(r.pool)
	if _, err := store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "NET", Summary: "All of it."}); err != nil {
		t.Fatal(err)
	}
	id, _, err := store.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: "price", Lang: "en", Author: "Maria", Publish: true,
		Draft: knowledge.Draft{Title: "The price", Body: "It is 5.", Owner: "Maria"}})
	if err != nil {
		t.Fatal(err)
	}
	r.says("x", "maybe you know the price of it")
	h := r.head("x", state(routing.Queued))
	if err := r.ReportArticle(t.Context(), r.op, h.ID, id, " \u200b"); !errors.Is(err, routing.ErrEmpty) {
		t.Errorf("an empty report: %v", err)
	}
	if err := r.ReportArticle(t.Context(), r.op, h.ID, 4711, "wrong"); !errors.Is(err, routing.ErrNotFound) {
		t.Errorf("a report of no article: %v", err)
	}
	if err := r.ReportArticle(t.Context(), r.op, h.ID, id, "It is 6 since May."); err != nil {
		t.Fatal(err)
	}
	list, err := store.Reports(t.Context(), false, "Maria")
	if err != nil || len(list) != 1 || list[0].Text != "It is 6 since May." || list[0].Operator != "Ann" || list[0].Conversation != h.ID {
		t.Fatalf("the owner has %+v, %v", list, err)
	}
	items, err := r.Timeline(t.Context(), r.op, h.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	if n := r.count(`SELECT count(*) FROM events WHERE what = 'reported an article'`); n != 1 || len(items) == 0 {
		t.Errorf("%d events tell of it", n)
	}
	disliked, err := r.DislikedArticles(t.Context(), time.Now().Add(-time.Hour))
	if err != nil || len(disliked) != 0 {
		t.Errorf("disliked are %+v, %v", disliked, err)
	}
	drafts, err := r.Drafts(t.Context(), r.op, h.ID)
	if err != nil || len(drafts) == 0 {
		t.Fatal(drafts, err)
	}
	if err := r.Dismiss(t.Context(), r.op, drafts[0].ID, "out of date"); err != nil {
		t.Fatal(err)
	}
	disliked, err = r.DislikedArticles(t.Context(), time.Now().Add(-time.Hour))
	if err != nil || len(disliked) != 1 || disliked[0].Dismissed != 1 || disliked[0].Reasons[0] != "out of date" {
		t.Errorf("disliked are %+v, %v", disliked, err)
	}
}

func TestWhatAsksNothingIsNoGap(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("useful", "where is the button of my router")
	r.head("useful", func(h routing.Head) bool { return h.LastAuthor == "assistant" })
	r.says("useful", "thanks, it's working now")
	r.head("useful", state(routing.Closed))
	r.says("none", "Do you deliver to Lviv on Sundays?")
	none := r.head("none", state(routing.Queued))
	r.says("none", "hello? is anybody there?")
	r.says("none", "please answer")
	r.head("none", func(h routing.Head) bool { return h.LastText == "please answer" })
	r.older()
	list, _, err := r.Unanswered(t.Context(), 0, 100)
	if err != nil || len(list) != 1 || list[0].Conversation != none.ID || list[0].Text != "Do you deliver to Lviv on Sundays?" {
		t.Errorf("gaps are %+v, %v", list, err)
	}
}

// TestWhatCouldNotBeLookedUpIsNoGap: while the index was down nothing was found, which says nothing of what is written.
func TestWhatCouldNotBeLookedUpIsNoGap(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.suggest.mu.Lock()
	r.suggest.err = errors.New("the index is down")
	r.suggest.mu.Unlock()
	r.says("down", "how do I restart my router")
	down := r.head("down", state(routing.Queued))
	if _, err := r.Reply(t.Context(), r.op, down.ID, routing.Reply{Text: "Hold the button."}); err != nil {
		t.Fatal(err)
	}
	r.suggest.mu.Lock()
	r.suggest.err = nil
	r.suggest.mu.Unlock()
	r.says("down", "And do you deliver to Lviv on Sundays?")
	r.eventually(func() bool {
		return r.count(`SELECT count(*) FROM lanes WHERE tail > done`) == 0 && r.count(`SELECT count(*) FROM messages WHERE author = 'customer'`) == 2
	}, func() string { return "the second question is not looked up" })
	if err := r.CloseConversation(t.Context(), r.op, down.ID, routing.Closing{Disposition: "solved"}); err != nil {
		t.Fatal(err)
	}
	r.older()
	list, _, err := r.Unanswered(t.Context(), 0, 100)
	if err != nil || len(list) == 0 {
		t.Fatalf("unanswered are %+v, %v", list, err)
	}
	for _, q := range list {
		if q.Text != "And do you deliver to Lviv on Sundays?" {
			t.Errorf("unanswered is %q", q.Text)
		}
	}
}

// A draft from an article that was just reported stands marked, whoever it was reported by and wherever, until somebody answers that.
func TestDraftsFromAReportedArticleAreMarked(t *testing.T) {
	r := newRig(t, routing.Policy{})
	article := r.article()
	s, other := suggestion("It is 5.", 0.5, "net"), suggestion("Or so.", 0.3, "net")
	s.Sources[0].Article, s.Sources[0].Version, other.Sources[0].Article = article, 1, article+1
	r.suggest.by = map[string][]assist.Suggestion{"maybe": {s, other}}
	r.says("x", "maybe you know the price of it")
	r.says("y", "maybe you know it")
	here, there := r.head("x", state(routing.Queued)), r.head("y", state(routing.Queued))
	updates, stop := r.Updates(r.op)
	defer stop()
	marks := func() string {
		t.Helper()
		var out []string
		for _, d := range r.drafts(r.Router, there.ID, "offered: It is 5.", "offered: Or so.") {
			out = append(out, d.Sources[0].Doubt)
		}
		return strings.Join(out, ", ")
	}
	if got := marks(); got != ", " {
		t.Fatalf("before: %s", got)
	}
	for len(updates) > 0 {
		<-updates
	}
	if err := r.ReportArticle(t.Context(), r.op, here.ID, article, "It is 6 since May."); err != nil {
		t.Fatal(err)
	}
	told := map[int64]bool{}
	for deadline := time.After(20 * time.Second); !told[there.ID]; {
		select {
		case u := <-updates:
			told[u.Conv] = true
		case <-deadline:
			t.Fatalf("desks are told of %v", told)
		}
	}
	if got := marks(); got != knowledge.ReportedWrong+", " {
		t.Errorf("reported: %s", got)
	}
	store := knowledge.NewStore(r.pool)
	doubts, err := store.Doubts(t.Context(), []int64{article})
	if err != nil || doubts[article] != knowledge.ReportedWrong {
		t.Errorf("it may be answered with: %v, %v", doubts, err)
	}
	list, err := store.Reports(t.Context(), false)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	r.suggest.mu.Lock()
	s.Sources[0].Doubt = knowledge.ReportedWrong
	r.suggest.by = map[string][]assist.Suggestion{"maybe": {s, other}}
	r.suggest.mu.Unlock()
	r.says("z", "maybe you know it, too") // its drafts are made while the article is in doubt
	then := r.head("z", state(routing.Queued))
	r.drafts(r.Router, then.ID, "offered: It is 5.", "offered: Or so.")
	for len(updates) > 0 {
		<-updates
	}
	if answered, err := store.ResolveReport(t.Context(), list[0].ID, "Maria", "It is 5 until June."); err != nil || answered != article {
		t.Fatal(answered, err)
	}
	r.ReportAnswered(t.Context(), article)
	told = map[int64]bool{}
	for deadline := time.After(20 * time.Second); !told[there.ID] || !told[then.ID]; {
		select {
		case u := <-updates:
			told[u.Conv] = true
		case <-deadline:
			t.Fatalf("of the answer desks are told in %v", told)
		}
	}
	for _, unverified := range []bool{false, true} {
		want := ""
		if unverified {
			want = "not verified"
			if err := store.Doubt(t.Context(), article, "Maria", "Is it?"); err != nil {
				t.Fatal(err)
			}
		}
		if d, err := r.Drafts(t.Context(), r.op, then.ID); err != nil || d[0].Sources[0].Doubt != want {
			t.Errorf("a draft that was made in doubt says %q once that is answered, not %q, %v", d[0].Sources[0].Doubt, want, err)
		}
		if unverified {
			if err := store.Verify(t.Context(), article, "Maria", time.Time{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if doubts, err = store.Doubts(t.Context(), []int64{article}); err != nil || len(doubts) != 0 || marks() != ", " {
		t.Errorf("answered: %v %s, %v", doubts, marks(), err)
	}
}
