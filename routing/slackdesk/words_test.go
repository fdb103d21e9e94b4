package slackdesk_test

import (
	"fmt"
	"testing"

	"switchboard/routing"
)

// TestDraftsWhoseArticleHasChangedSaySo and an old button of theirs does not blame the customer.
func TestDraftsWhoseArticleHasChangedSaySo(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "my router is dead")
	card := r.card("c1")
	offer := r.reply(card, "Hold the button")
	if _, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET state = 'withdrawn', reason = 'an article it quotes has changed', decided_at = now()`); err != nil {
		t.Fatal(err)
	}
	r.reply(card, "Suggested answers", "withdrawn: an article that they quote has changed")
	if _, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET found = true`); err != nil { // others have taken their place
		t.Fatal(err)
	}
	r.ok(r.olha.PressOn(offer, "Send"))
	r.whispered(r.olha, "this draft was withdrawn: others have taken its place")
}

// TestEditorsAreToldOfAnArticleWithoutAnOwnerHere when its owner is an address that nobody signs in with.
func TestEditorsAreToldOfAnArticleWithoutAnOwnerHere(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{change: withBooks})
	_, eva := r.hire("Eva", routing.RoleEditor, "support")
	_, petro := r.hire("Petro", routing.RoleOperator, "support")
	eva.OpenHome()
	petro.OpenHome()
	r.until("they are known", func() bool { return r.slack.Home(eva) != "" && r.slack.Home(petro) != "" })
	article := r.article("content@agency.example")
	r.says("c1", "my router is dead")
	r.card("c1")
	if err := r.router.ReportArticle(t.Context(), r.op, 1, article, "The button is gone."); err != nil {
		t.Fatal(err)
	}
	r.directly(eva, 1, "*Olha* says that an article that nobody here owns", "The button is gone.", "Reports on articles")
	if n := len(r.slack.Directs(petro)); n != 0 {
		t.Error("an operator is told of an article that is not his")
	}
}

// TestTheThreadNamesWhatWasSentDespiteTheKnowledgeBase beside the reason.
func TestTheThreadNamesWhatWasSentDespiteTheKnowledgeBase(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "what is shipping to Poland?")
	card := r.card("c1")
	if _, err := r.router.Reply(t.Context(), r.op, 1, routing.Reply{Text: "Shipping to Poland costs 8 €.", Despite: "prices rise today"}); err != nil {
		t.Fatal(err)
	}
	r.reply(card, "sent what the knowledge base says otherwise by Olha: “8 €” · prices rise today")
}

// TestTheQueueIsToldByItsNumber of which the first are shown.
func TestTheQueueIsToldByItsNumber(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	for i := range 13 {
		r.says(fmt.Sprint("c", i), "unsure about my bill")
	}
	r.until("all wait", func() bool {
		list, err := r.router.Heads(t.Context(), r.op, routing.Filter{State: routing.Queued})
		return err == nil && len(list) == 13
	})
	if a := r.olha.Command(r.slack.ChannelNamed("switchboard"), "/switchboard", "queue"); !has(a.Body, "10 of 13 in the queue") {
		t.Errorf("%+v", a)
	}
}
