package slackdesk_test

import (
	"context"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/routing"
	"switchboard/routing/slackdesk"
)

// withBooks gives the desk a knowledge base.
func withBooks(c *slackdesk.Config) {
	store := knowledge.NewStore(c.Pool)
	c.SaveArticle = store.SaveVersion
	c.Projects = func(ctx context.Context) (map[string]string, error) {
		list, err := store.Projects(ctx)
		names := map[string]string{}
		for _, p := range list {
			names[p.Key] = p.Name
		}
		return names, err
	}
}

// article makes projects, and an article in the first that an operator owns.
func (r *rig) article(owner string) int64 {
	r.t.Helper()
	s := knowledge.NewStore(r.pool)
	for key, name := range map[string]string{"net": "Lumen Net", "shop": "Lumen Shop"} {
		if _, err := s.SaveProject(r.t.Context(), knowledge.Project{Key: key, Name: name}); err != nil {
			r.t.Fatal(err)
		}
	}
	id, _, err := s.SaveVersion(r.t.Context(), knowledge.Edit{Project: "net", Key: "lamp", Lang: "en", Author: "Ed", Publish: true,
		Draft: knowledge.Draft{Title: "Lamps <!channel> | *all*", Body: "We sell lamps.", Audience: "public", Owner: owner}})
	if err != nil {
		r.t.Fatal(err)
	}
	return id
}

func TestTheEmojiClosesAsProposedAndTheEndingCanBeChanged(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "do you sell green lamps?")
	card := r.card("c1", "queue")
	r.olha.Join(card.Channel)
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	if _, err := r.router.Reply(t.Context(), r.op, 1, routing.Reply{Text: "Yes, from March on."}); err != nil {
		t.Fatal(err)
	}
	r.card("c1", "from March on")
	r.olha.React(card.Channel, card.TS, "white_check_mark", true)
	r.card("c1", "closed: informed")
	r.whispered(r.olha, "Closed as *informed*", "we answered, and the customer asked no more")
	if list := r.slack.Whispers(r.olha); list[len(list)-1].Thread != "" {
		t.Error("it is whispered in a thread that may not be open")
	}
	r.ok(r.olha.PressWhisper("Choose another ending"))
	if text, _ := r.slack.Modal(r.olha); !has(text, "How it ended", "It stands as *informed*") {
		t.Errorf("modal: %s", text)
	}
	r.ok(r.olha.Submit(map[string]any{"how": "sold"}))
	r.card("c1", "closed: sold")
	r.reply(card, "the ending was changed by Olha: sold")
	var proposed, chosen string
	if err := r.pool.QueryRow(t.Context(), `SELECT proposed, chosen FROM closings`).Scan(&proposed, &chosen); err != nil || proposed != "informed" || chosen != "sold" {
		t.Errorf("%s, %s: %v", proposed, chosen, err)
	}
	_, petro := r.hire("Petro", routing.RoleOperator, "support")
	r.ok(petro.Press(card.Channel, card.TS, "Change the ending"))
	if ack := petro.Submit(map[string]any{"how": "spam"}); ack.Status != 200 {
		t.Errorf("%+v", ack)
	}
	if _, errors := r.slack.Modal(petro); !strings.Contains(errors["how"]+errors["text"], "only whoever closed") && !strings.Contains(errors["how"]+errors["text"], "Only whoever closed") {
		t.Errorf("somebody else changes the ending: %v", errors)
	}
	_, boss := r.hire("Sue", routing.RoleSupervisor, "support")
	r.ok(boss.Press(card.Channel, card.TS, "Change the ending"))
	r.ok(boss.Submit(map[string]any{"how": "solved"}))
	r.card("c1", "closed: solved")
	r.ok(r.olha.Press(card.Channel, card.TS, "Reopen"))
	r.card("c1", "taken")
	r.ok(r.olha.PressWhisper("Choose another ending"))
	r.whispered(r.olha, "open again")
}

func TestAConversationBecomesAnArticle(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{change: withBooks})
	r.article("Olha")
	r.says("c1", "My name is Eva Longwood. Do you sell <!channel> *green* lamps? write to maria@home.example")
	card := r.card("c1", "queue")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	if _, err := r.router.Reply(t.Context(), r.op, 1, routing.Reply{Text: "Yes, from *March* on. I wrote to maria@home.example."}); err != nil {
		t.Fatal(err)
	}
	r.card("c1", "March")
	open := func() {
		t.Helper()
		r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
		r.ok(r.olha.PressModal("Save as article"))
	}
	open()
	shown := r.slack.ModalSource(r.olha)
	if !has(shown, "Save as article", "green* lamps", "Yes, from *March* on.", "Lumen Net", "Lumen Shop", "m•••@home.example") || strings.Contains(shown, "maria@") || strings.Contains(shown, "Longwood") {
		t.Errorf("modal: %s", shown)
	}
	r.olha.Submit(map[string]any{"title": strings.Repeat("x", 300), "project": "shop", "text": strings.Repeat("ö", 17_000)})
	if _, errors := r.slack.Modal(r.olha); errors["text"] == "" {
		t.Errorf("what is too long is not told: %v", errors)
	}
	ack := r.olha.Submit(map[string]any{"title": "Green *lamps* <!here>", "project": "shop", "text": "Yes, from *March* on."})
	r.ok(ack)
	if text, _ := r.slack.Modal(r.olha); !has(text, "Green ∗lamps∗ &lt;!here&gt;", "asked to review", "Go on with it") {
		t.Errorf("after it: %s", text)
	}
	r.olha.CloseModal()
	var title, body, owner, project, author string
	var questions []string
	var submitted, published *int
	err := r.pool.QueryRow(t.Context(), `SELECT v.title, v.body, v.owner, v.author, v.questions, p.key, a.submitted, a.published FROM articles a JOIN article_versions v ON v.article_id = a.id
		JOIN projects p ON p.id = a.project_id WHERE a.key = 'green-lamps-here'`).Scan(&title, &body, &owner, &author, &questions, &project, &submitted, &published)
	if err != nil || title != "Green *lamps* <!here>" || body != "Yes, from *March* on." || owner != "Olha" || author != "Olha" || project != "shop" || submitted == nil || published != nil || len(questions) != 1 {
		t.Errorf("%q %q %q %q %q %q %v %v: %v", title, body, owner, author, project, questions, submitted, published, err)
	}
	var begun int
	if err := r.pool.QueryRow(t.Context(), `SELECT count(*) FROM article_origins o JOIN articles a ON a.id = o.article_id WHERE a.key = 'green-lamps-here' AND o.conversation_id = 1`).Scan(&begun); err != nil || begun != 1 {
		t.Errorf("%d times it is known from which conversation it was begun, %v", begun, err)
	}
	open() // another one of the same name is another article
	r.ok(r.olha.Submit(map[string]any{"title": "Green lamps here", "project": "shop", "text": "Yes.", "review": []string{}}))
	if text, _ := r.slack.Modal(r.olha); !has(text, "saved as a draft") {
		t.Errorf("after it: %s", text)
	}
	var n int
	if err := r.pool.QueryRow(t.Context(), `SELECT count(*) FROM articles WHERE key IN ('green-lamps-here', 'green-lamps-here-2')`).Scan(&n); err != nil || n != 2 {
		t.Errorf("%d articles, %v", n, err)
	}
}

// What was sent says from where it is, and that its article is wrong can be said there: the draft is gone by then.
func TestAnArticleIsReportedFromWhatWasSent(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{change: withBooks})
	article := r.article("petro@lumen.example")
	r.says("c1", "my router is broken")
	card := r.card("c1", "queue")
	offer := r.reply(card, "Hold the button", "Article is wrong")
	if _, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET sources = jsonb_set(sources, '{0,version}', to_jsonb((SELECT published FROM articles WHERE id = $1)))`, article); err != nil {
		t.Fatal(err)
	}
	r.ok(r.olha.Press(offer.Channel, offer.TS, "Send"))
	sent := r.reply(card, "Hold the button", "from ", "Take back", "Article is wrong")
	r.ok(r.olha.PressOn(sent, "Article is wrong"))
	r.ok(r.olha.Submit(map[string]any{"why": "out of date", "text": "It is gone."}))
	list, err := knowledge.NewStore(r.pool).Reports(t.Context(), false, "petro@lumen.example")
	if err != nil || len(list) != 1 || list[0].Article != article {
		t.Errorf("%+v %v", list, err)
	}
}

func TestTheOwnerIsToldThatAnArticleIsWrong(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{replicas: 2, change: withBooks})
	_, petro := r.hire("Petro", routing.RoleOperator, "support")
	article := r.article("petro@LUMEN.example")
	petro.OpenHome() // so that he is known in Slack
	r.until("the Home tab", func() bool { return r.slack.Home(petro) != "" })
	r.says("c1", "my router is broken")
	card := r.card("c1", "queue")
	offer := r.reply(card, "Hold the button", "Article is wrong")
	r.ok(r.olha.PressOn(offer, "Article is wrong"))
	r.olha.Submit(map[string]any{"why": "other"})
	if _, errors := r.slack.Modal(r.olha); errors["text"] == "" {
		t.Error("nothing is said of what is wrong")
	}
	r.ok(r.olha.Submit(map[string]any{"why": "out of date", "text": "The *button* is gone <!channel>\nsince May, ask anna@home.example"}))
	told := func(words ...string) {
		t.Helper()
		r.until("a direct message", func() bool {
			list := r.slack.Directs(petro)
			return len(list) > 0 && has(list[len(list)-1].Shown(), words...)
		})
	}
	told("*Olha* says that your article", "/knowledge/a/", "Lamps &lt;!channel&gt;", "Out of date: The ∗button∗ is gone &lt;!channel&gt;", "> since May", "a•••@home.example", "The conversation", "Reports on your articles")
	petro.OpenHome()
	r.until("the Home tab tells", func() bool { return has(r.slack.Home(petro), "1 report on your articles") })
	store := knowledge.NewStore(r.pool)
	list, err := store.Reports(t.Context(), false, "petro@lumen.example")
	if err != nil || len(list) != 1 || list[0].Article != article {
		t.Fatalf("%+v %v", list, err)
	}
	if _, err := store.ResolveReport(t.Context(), list[0].ID, "Petro", "It says *June* now"); err != nil {
		t.Fatal(err)
	}
	r.until("the reporter is told", func() bool {
		list := r.slack.Directs(r.olha)
		return len(list) == 1 && has(list[0].Shown(), "*Petro* looked at what you reported", "It says ∗June∗ now")
	})
	if n := len(r.slack.Directs(petro)); n != 1 {
		t.Errorf("the owner was told %d times", n)
	}
	boss, _ := r.hire("Sue", routing.RoleSupervisor, "support")
	var subscriber int64
	err = r.pool.QueryRow(t.Context(), `WITH o AS (INSERT INTO article_origins (article_id, conversation_id) VALUES ($1, 1)) SELECT subscriber_id FROM conversations WHERE id = 1`, article).Scan(&subscriber)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.router.Erase(t.Context(), boss, subscriber, "asked by letter"); err != nil {
		t.Fatal(err)
	}
	told("*Sue* erased a customer and asks you to read your article", "/knowledge/a/", "take out what is only of that customer", "Edit the article")
}
