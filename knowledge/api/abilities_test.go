package api_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// words answers a question with the articles that have one of its words in their title.
func (r *rig) words(ctx context.Context, try knowledge.Attempt, questions []knowledge.TrialQuestion) (before, after []knowledge.TrialAnswer, err error) {
	now, _, _, err := r.store.Changes(ctx, 0)
	if err != nil {
		return nil, nil, err
	}
	var then []knowledge.Article
	for _, a := range now {
		if a.ID != try.Merges && (try.Draft == nil || a.ID != try.Draft.ID) {
			then = append(then, a)
		}
	}
	if try.Draft != nil {
		then = append(then, *try.Draft)
	}
	answer := func(articles []knowledge.Article, text string) knowledge.TrialAnswer {
		a := knowledge.TrialAnswer{Does: knowledge.DoesNothing}
		for _, art := range articles {
			for _, w := range strings.Fields(text) {
				if strings.Contains(strings.ToLower(art.Title), w) {
					a.Does, a.Text = knowledge.DoesOffer, art.Body
					a.Found = append(a.Found, knowledge.TrialSource{Article: art.ID, Project: art.Project, Key: art.Key, Title: art.Title})
					break
				}
			}
		}
		return a
	}
	for _, q := range questions {
		before, after = append(before, answer(now, q.Text)), append(after, answer(then, q.Text))
	}
	return before, after, nil
}

func TestATrialSaysHowManyQuestionsItLeftOut(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	text := object{"title": "The router", "body": "Hold the button."}
	if tried := r.do("write", "POST", router+"/try", text, 200); tried["asked"] != 2.0 || tried["left"] != 0.0 {
		t.Errorf("with time it tried %v", tried)
	}
	r.hurry.Store(true)
	if tried := r.do("write", "POST", router+"/try", text, 200); tried["asked"] != 0.0 || tried["left"] != 2.0 {
		t.Errorf("without time it tried %v", tried)
	}
	described := r.do("", "GET", "/api/openapi.json", nil, 200)["components"].(object)["schemas"].(object)["Trial"].(object)["properties"].(object)
	if left, ok := described["left"].(object); !ok || left["description"] == "" {
		t.Errorf("a trial is described as %v", described)
	}
}

func TestTheAssistantIsAsked(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.do("publish", "PUT", router, object{"title": "The router", "body": "Hold the button.", "publish": true}, 200)
	got := r.do("read", "POST", "/api/v1/ask", object{"questions": []string{"my router is dead, I am bob@mail.example", "weather"}, "project": "net", "lang": "en"}, 200)
	answers := got["answers"].([]any)
	first, second := answers[0].(object)["now"].(object), answers[1].(object)["now"].(object)
	if len(answers) != 2 || fmt.Sprint(first["articles"]) != "[net/router]" || first["text"] != "Hold the button." || strings.Contains(fmt.Sprint(got), "bob@") || second["does"] == first["does"] {
		t.Errorf("answers are %v", got)
	}
	for says, wrong := range map[string]object{"body.questions": {"questions": []string{}}, "body.questions[1]": {"questions": []string{"my router", " "}}, "body.project": {"questions": []string{"x"}, "project": "none"},
		"body.lang": {"questions": []string{"x"}, "lang": "klingon"}} {
		if p := fmt.Sprint(r.do("read", "POST", "/api/v1/ask", wrong, 422)); !strings.Contains(p, says) {
			t.Errorf("%v says %s", wrong, p)
		}
	}
}

func TestPublishingABreakTakesAReason(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	text := func(title string, more ...any) object {
		o := object{"title": title, "body": "Hold the button."}
		for i := 0; i < len(more); i += 2 {
			o[more[i].(string)] = more[i+1]
		}
		return o
	}
	r.do("publish", "PUT", router, text("The router", "publish", true), 200)
	r.do("write", "POST", "/api/v1/must-find", object{"project": "net", "key": "router", "text": "my router is dead"}, 204)
	r.do("read", "POST", router+"/try", text("The modem"), 403)
	tried := r.do("write", "POST", router+"/try", text("The modem"), 200)
	if breaks := tried["breaks"].([]any); len(breaks) != 1 || breaks[0].(object)["text"] != "my router is dead" || tried["asked"] != 2.0 || len(tried["changed"].([]any)) != 1 {
		t.Errorf("tried %v", tried)
	}
	if tried = r.do("write", "POST", router+"/try", text("The router and the invoice", "last", 0), 200); tried["asked"] != 0.0 || len(tried["breaks"].([]any)) != 0 {
		t.Errorf("tried %v", tried)
	}
	p := r.do("publish", "PUT", router, text("The modem", "publish", true, "based_on", 1), 409)
	if s := fmt.Sprint(p); !strings.Contains(s, "Nothing is published") || !strings.Contains(s, `"my router is dead" would not find net/router`) {
		t.Errorf("a break says %v", p)
	}
	got := r.do("publish", "PUT", router, text("The modem", "based_on", 1), 200)
	if got["published"] != 1.0 || got["latest"] != 2.0 {
		t.Errorf("a draft: %v", got)
	}
	r.do("publish", "POST", router+"/publish", object{"version": 2}, 409)
	r.do("publish", "POST", router+"/publish", object{"version": 2, "reason": " "}, 409)
	r.do("publish", "POST", router+"/plan", object{"version": 2, "publish_at": time.Now().Add(time.Hour)}, 409)
	r.do("publish", "POST", router+"/plan", object{"version": 2, "publish_at": time.Now().Add(time.Hour), "reason": "Modems."}, 200)
	if got = r.do("publish", "POST", router+"/publish", object{"version": 2, "reason": "Modems replaced them."}, 200); got["published"] != 2.0 {
		t.Errorf("published: %v", got)
	}
	steps := r.do("read", "GET", router+"/history", nil, 200)["steps"].([]any)
	if first := steps[0].(object); first["what"] != "published" || first["note"] != "Modems replaced them." {
		t.Errorf("the history is %v", steps)
	}
	r.do("publish", "POST", router+"/publish", object{"version": 9}, 404)
}

func TestTranslationsReviewDaysAndStates(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.do("publish", "PUT", router, object{"title": "The router", "body": "x", "publish": true, "review_by": "2099-05-01"}, 200)
	uk := strings.Replace(router, "/en/", "/uk/", 1)
	got := r.do("publish", "PUT", uk, object{"title": "Роутер", "body": "x", "translates": object{"lang": "en", "version": 1}}, 200)
	if got["translates"] != "en" || got["behind"] != nil {
		t.Errorf("a translation: %v", got)
	}
	got = r.do("publish", "PUT", router, object{"title": "The router", "body": "y", "publish": true, "based_on": 1, "review_by": ""}, 200)
	if got["review_by"] != nil {
		t.Errorf("the day of the review is taken away: %v", got)
	}
	r.do("publish", "PUT", router, object{"title": "The router", "body": "y", "based_on": 2, "review_by": "soon"}, 422)
	r.do("write", "PUT", router, object{"title": "The router", "body": "y", "based_on": 2, "review_by": "2099-06-01"}, 403)
	list := r.do("read", "GET", "/api/v1/articles?state=behind&key=router", nil, 200)["articles"].([]any)
	if len(list) != 1 || list[0].(object)["lang"] != "uk" {
		t.Errorf("behind are %v", list)
	}
	r.do("write", "POST", uk+"/submit", object{}, 200)
	if got = r.do("write", "POST", uk+"/withdraw", nil, 200); got["submitted"] != nil {
		t.Errorf("withdrawn: %v", got)
	}
}

func TestACardHasVersionsAndComesBack(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	const path = "/api/v1/projects/net"
	if p := r.do("read", "GET", path, nil, 200); p["version"] != 1.0 {
		t.Errorf("read %v", p)
	}
	r.do("publish", "PUT", path+"?based_on=1", object{"name": "Net"}, 200)
	if p := r.do("publish", "PUT", path+"?based_on=1", object{"name": "Mine"}, 409); !strings.Contains(fmt.Sprint(p["detail"]), "based_on 2") {
		t.Errorf("a conflict says %v", p)
	}
	list := r.do("read", "GET", path+"/versions", nil, 200)["versions"].([]any)
	if len(list) != 2 || list[0].(object)["author"] != "site" || list[1].(object)["name"] != "Home Internet" {
		t.Errorf("the versions are %v", list)
	}
	r.raw("publish", "DELETE", path, nil, 204)
	r.do("publish", "POST", path+"/restore", nil, 200)
	r.do("publish", "POST", path+"/restore", nil, 404)
}

func TestFilesAreStoredAndRead(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	png := []byte("\x89PNG\r\n\x1a\nx")
	r.do("read", "POST", "/api/v1/files?name=lamp.png", png, 403)
	r.do("write", "POST", "/api/v1/files?name=lamp.svg", png, 422)
	f := r.do("write", "POST", "/api/v1/files?name=lamp.png", png, 200)
	if f["url"] != "https://gw.example/knowledge-files/"+fmt.Sprint(f["key"])+"/lamp.png" {
		t.Errorf("stored %v", f)
	}
	if got := r.raw("read", "GET", "/api/v1/files/"+fmt.Sprint(f["key"]), nil, 200); string(got) != string(png) {
		t.Errorf("read %q", got)
	}
	r.do("read", "GET", "/api/v1/files/"+strings.Repeat("0", 32), nil, 404)
}

func TestATextIsPreviewed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	p := r.do("read", "POST", "/api/v1/preview", object{"body": "Hold **it**."}, 200)
	if seen := p["channels"].([]any); p["page"] != "<p>Hold <strong>it</strong>.</p>\n" || len(seen) != 1 || seen[0].(object)["messages"].([]any)[0] != "HOLD **IT**." {
		t.Errorf("previewed %v", p)
	}
}

func TestGapsAndReportsAreWorkedOff(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	r := newRigOver(t, pool)
	var conversation, operator int64
	err := pool.QueryRow(t.Context(), `INSERT INTO operators (email, name, display_name, role) VALUES ('o@x.example', 'Oleh', 'Oleh', 'operator') RETURNING id`).Scan(&operator)
	if err == nil {
		err = pool.QueryRow(t.Context(), `
		WITH s AS (INSERT INTO subscribers DEFAULT VALUES RETURNING id),
			a AS (INSERT INTO addresses (subscriber_id, account, kind, value) SELECT id, 'site', 'webchat', 'x' FROM s RETURNING id, subscriber_id)
		INSERT INTO conversations (subscriber_id, address_id, account, state, closed_at)
		SELECT a.subscriber_id, a.id, 'site', 'closed', now() FROM a RETURNING id`).Scan(&conversation)
	}
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range []string{"do you tune bagpipes", "are drums sold here", "tuning of a bagpipe wanted quickly"} {
		if _, err := r.store.AddUnanswered(t.Context(), []knowledge.Unanswered{{Conversation: conversation, Seq: int64(i + 1), Text: q, Lang: "en", Project: "net", At: time.Now()}}); err != nil {
			t.Fatal(err)
		}
	}
	list := r.do("read", "GET", "/api/v1/gaps", nil, 200)["gaps"].([]any)
	if len(list) < 2 {
		t.Fatalf("gaps are %v", list)
	}
	id := func(n int) string { return fmt.Sprint("/api/v1/gaps/", list[n].(object)["id"]) }
	g := r.do("read", "GET", id(0), nil, 200)
	if len(g["questions"].([]any)) == 0 || g["replies"].([]any)[0].(object)["text"] != "Call •••• 34" {
		t.Errorf("a gap is %v", g)
	}
	r.do("write", "POST", id(0)+"/dismiss", object{"reason": "no"}, 403)
	r.do("publish", "POST", id(0)+"/dismiss", object{"reason": ""}, 422)
	if g = r.do("publish", "POST", id(0)+"/dismiss", object{"reason": "not our business"}, 200); g["state"] != "dismissed" || g["closed_by"] != "site" {
		t.Errorf("dismissed: %v", g)
	}
	if g = r.do("publish", "POST", id(0)+"/reopen", nil, 200); g["state"] != "open" || g["closed_by"] != nil {
		t.Errorf("reopened: %v", g)
	}
	if g = r.do("publish", "POST", id(0)+"/merge", object{"into": list[1].(object)["id"]}, 200); g["count"].(float64) < 2 {
		t.Errorf("merged: %v", g)
	}
	r.do("publish", "PUT", router, object{"title": "Bagpipes", "body": "We tune them.", "publish": true, "gap": g["id"]}, 200)
	if done := r.do("read", "GET", "/api/v1/gaps?state=written", nil, 200); len(done["gaps"].([]any)) != 1 || done["written"] != 1.0 {
		t.Errorf("written: %v", done)
	}
	_, err = pool.Exec(t.Context(), `INSERT INTO article_reports (article_id, version, conversation_id, operator_id, text) SELECT id, 1, $1, $2, 'It is dearer.' FROM articles`, conversation, operator)
	if err != nil {
		t.Fatal(err)
	}
	reports := r.do("read", "GET", "/api/v1/reports", nil, 200)["reports"].([]any)
	if len(reports) != 1 || reports[0].(object)["operator"] != "Oleh" {
		t.Fatalf("reports are %v", reports)
	}
	resolve := fmt.Sprint("/api/v1/reports/", reports[0].(object)["id"], "/resolve")
	if c := r.do("read", "GET", "/api/v1/check-up", nil, 200); c["reports"] != 1.0 || c["disliked"].([]any)[0].(object)["dismissed"] != 3.0 {
		t.Errorf("the check-up is %v", c)
	}
	r.do("write", "POST", resolve, object{"answer": "Corrected."}, 403)
	r.raw("publish", "POST", resolve, object{"answer": "Corrected."}, 204)
	if r.told.Load() != 1 {
		t.Errorf("desks are told of article %d", r.told.Load())
	}
	r.do("publish", "POST", resolve, object{"answer": "Corrected."}, 404)
}

// talk is what conversations are known to hold.
type talk struct{}

func (talk) OwnReplies(context.Context, []int64, []int64) ([]knowledge.OwnReply, error) {
	return []knowledge.OwnReply{{Text: "Call 5551234", Operator: "Oleh"}}, nil
}

func (talk) DislikedArticles(context.Context, time.Time) ([]knowledge.Disliked, error) {
	return []knowledge.Disliked{{Article: 1, Dismissed: 3}}, nil
}

func TestTakingAwayWhatStoredQuestionsFindTakesAReason(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.do("publish", "PUT", router, object{"title": "The router", "body": "Hold the button.", "publish": true}, 200)
	r.do("write", "POST", "/api/v1/must-find", object{"project": "net", "key": "router", "text": "my router is dead"}, 204)
	got := r.do("publish", "POST", "/api/v1/articles/batch", object{"do": "remove", "where": object{"project": "net"}, "dry_run": true}, 200)
	if left := fmt.Sprint(got["left"]); got["changed"] != 0.0 || !strings.Contains(left, "A test question would lose its article: “my router is dead”. Remove it by itself, with a reason.") {
		t.Errorf("a dry run says %v", got)
	}
	for _, ask := range [][2]string{{"POST", router + "/unpublish"}, {"DELETE", router}} {
		if s := fmt.Sprint(r.do("publish", ask[0], ask[1], nil, 409)); !strings.Contains(s, "Nothing is changed") || !strings.Contains(s, `"my router is dead" would lose net/router`) {
			t.Errorf("%s says %s", ask, s)
		}
	}
	if got := r.do("publish", "POST", router+"/unpublish?reason=Sold+out", nil, 200); got["published"] != 0.0 {
		t.Errorf("unpublished %v", got)
	}
	r.do("publish", "DELETE", router, nil, 200)
}
