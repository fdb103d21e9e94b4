package routing_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/recall"
	"switchboard/routing"
)

// wallet is a knowledge base of a shop that the real assistant ranks; it returns the articles' numbers by their keys.
func (r *rig) wallet() map[string]int64 {
	r.t.Helper()
	store := knowledge.NewStore(r.pool)
	folder := fstest.MapFS{"shop/project.md": {Data: []byte("---\nname: Shop\n---\n\nA shop.\n")}}
	for key, text := range map[string]string{
		"block":   "title: \"Somebody pays from my wallet: block it\"\n---\n\nBlock the wallet in the app at once: open Wallet, Security, Block. We return money that was taken without your consent within five days.",
		"gifts":   "title: Gift cards\n---\n\nGift cards of 200 and 500 hryvnias are sold at every till. A card is valid for a year.",
		"returns": "title: Return an order\n---\n\nAn order may be returned within 14 days, with its receipt, in any shop.",
		"hours":   "title: Opening hours of shops\n---\n\nOur shops are open from nine to nine every day.",
	} {
		folder["shop/en/"+key+".md"] = &fstest.MapFile{Data: []byte("---\n" + text + "\n")}
	}
	if _, err := knowledge.Import(r.t.Context(), store, folder, knowledge.ImportOptions{}); err != nil {
		r.t.Fatal(err)
	}
	ids := map[string]int64{}
	var all []int64
	for _, key := range []string{"block", "gifts", "returns", "hours"} {
		d, err := store.ArticleByKey(r.t.Context(), "shop", key, "en")
		if err != nil {
			r.t.Fatal(err)
		}
		ids[key], all = d.ID, append(all, d.ID)
	}
	articles, err := store.Texts(r.t.Context(), all)
	if err != nil {
		r.t.Fatal(err)
	}
	index, memory := local.New(), recall.New()
	for _, to := range []knowledge.Index{index, memory} {
		if err := to.Put(r.t.Context(), articles); err != nil {
			r.t.Fatal(err)
		}
	}
	r.ranker = assist.New(assist.Config{Index: index, Memory: memory, Articles: store.Texts, Projects: store.Projects})
	return ids
}

const (
	robbed = "someone took 400 hryvnias from my wallet without asking me"
	blocks = "Block the wallet in the app at once: open Wallet, Security, Block."
	sold   = "Gift cards of 200 and 500 hryvnias are sold at every till."
)

// answers replies with what was found, and returns what the articles that it is made of teach, by their numbers.
func (r *rig) answers(conv int64, text string, articles ...int64) map[int64]string {
	r.t.Helper()
	p := routing.Reply{Text: text}
	for _, a := range articles {
		p.Found = append(p.Found, routing.Found{Article: a, Version: 1})
	}
	if _, err := r.Reply(r.t.Context(), r.op, conv, p); err != nil {
		r.t.Fatal(err)
	}
	list, err := r.Lessons(r.t.Context(), 100)
	if err != nil {
		r.t.Fatal(err)
	}
	taught := map[int64]string{}
	for _, l := range list {
		taught[l.Article] += l.Text
	}
	return taught
}

// TestWhatWasFoundTeachesTheQuestionThatItAnswers and no other that the customer asked beside it, last or first.
func TestWhatWasFoundTeachesTheQuestionThatItAnswers(t *testing.T) {
	r := newRig(t, routing.Policy{})
	shop := r.wallet()
	r.says("c1", robbed)
	h := r.head("c1", state(routing.Queued))
	r.says("c1", "by the way do you sell gift cards for kids")
	r.head("c1", func(h routing.Head) bool { return h.LastText != robbed })
	if got := r.answers(h.ID, blocks, shop["block"]); fmt.Sprint(got) != fmt.Sprint(map[int64]string{shop["block"]: robbed}) {
		t.Errorf("the first question is taught as %v", got)
	}
	got := r.answers(h.ID, sold, shop["gifts"])
	if got[shop["gifts"]] != "by the way do you sell gift cards for kids" || len(got) != 2 {
		t.Errorf("the one that is left is taught as %v", got)
	}
}

// TestWhatWasFoundForNeitherOfSeveralQuestionsTeachesNothing: the message has its source all the same, and no question is taken for answered.
func TestWhatWasFoundForNeitherOfSeveralQuestionsTeachesNothing(t *testing.T) {
	r := newRig(t, routing.Policy{})
	shop := r.wallet()
	r.says("c1", robbed)
	h := r.head("c1", state(routing.Queued))
	r.says("c1", "is there somebody who speaks Hungarian with you")
	r.head("c1", func(h routing.Head) bool { return h.LastText != robbed })
	if got := r.answers(h.ID, "Our shops are open from nine to nine every day.", shop["hours"]); len(got) != 0 {
		t.Errorf("taught %v", got)
	}
	if n := r.count(`SELECT count(*) FROM messages WHERE conversation_id = $1 AND author = 'operator' AND sources->0->>'key' = 'hours'`, h.ID); n != 1 {
		t.Error("the reply has no source")
	}
}

// TestEachSubjectOfOneMessageIsTaughtToItsArticle.
func TestEachSubjectOfOneMessageIsTaughtToItsArticle(t *testing.T) {
	r := newRig(t, routing.Policy{})
	shop := r.wallet()
	r.says("c1", "Somebody paid: how do I block my wallet? Do you sell gift cards for children?")
	h := r.head("c1", state(routing.Queued))
	got := r.answers(h.ID, blocks+"\n\n"+sold, shop["block"], shop["gifts"])
	if got[shop["block"]] != "Somebody paid: how do I block my wallet?" || got[shop["gifts"]] != "Do you sell gift cards for children?" {
		t.Errorf("taught %v", got)
	}
}

// TestWhatADraftStoodForIsWhatItsArticleAnswers, though the customer has asked something else since, and nobody can rank.
func TestWhatADraftStoodForIsWhatItsArticleAnswers(t *testing.T) {
	r := newRig(t, routing.Policy{})
	shop := r.wallet()
	r.ranker = nil
	draft := suggestion(blocks, .4, "shop")
	draft.Sources[0].Article, draft.Sources[0].Key = shop["block"], "block"
	r.suggest.by["wallet"] = []assist.Suggestion{draft}
	r.says("c1", robbed)
	h := r.head("c1", state(routing.Queued))
	r.says("c1", "what time does your shop open on Sunday")
	r.head("c1", func(h routing.Head) bool { return h.LastText != robbed })
	if got := r.answers(h.ID, blocks, shop["block"]); fmt.Sprint(got) != fmt.Sprint(map[int64]string{shop["block"]: robbed}) {
		t.Errorf("taught %v", got)
	}
}
