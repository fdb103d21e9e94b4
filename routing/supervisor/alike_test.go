package supervisor_test

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
)

func TestTestQuestionsLikeTheWordsOfWhoIsErasedAreNamed(t *testing.T) {
	r := newRig(t)
	err := r.router.Receive(t.Context(), channels.Inbound{Account: "chat", ID: "1", From: "c1", Name: "Bob", Text: "The lamp over the kitchen table blinks since the storm", At: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.pool.Exec(t.Context(), `WITH p AS (INSERT INTO projects (key, name) VALUES ('net', 'Net') RETURNING id),
		a AS (INSERT INTO articles (project_id, key, lang, latest, owner, rev) SELECT id, 'lamps', 'en', 1, '', 0 FROM p RETURNING id),
		v AS (INSERT INTO article_versions (article_id, version, title, body, audience, author) SELECT id, 1, 'Lamps', 'They blink.', 'public', 'Ann' FROM a)
		INSERT INTO must_find (project_id, key, text, by) SELECT p.id, 'lamps', text, 'Ann' FROM p, unnest(ARRAY['Since the storm my <b>lamp</b> over the kitchen table is blinking', 'Which lamps fit a bath?']) text`)
	if err != nil {
		t.Fatal(err)
	}
	var id int64
	if err := r.pool.QueryRow(t.Context(), `SELECT subscriber_id FROM addresses WHERE value = 'c1'`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	q := httptest.NewRequestWithContext(t.Context(), "POST", fmt.Sprintf("/customers/%d/erase", id), strings.NewReader(url.Values{"why": {"asked"}, "sure": {"yes"}}.Encode()))
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	r.serve(r.boss).Config.Handler.ServeHTTP(w, q)
	page := w.Body.String()
	for _, want := range []string{"Test questions to read", "much like what the customer wrote", "Since the storm my &lt;b&gt;lamp&lt;/b&gt; over the kitchen table is blinking", ">Lamps</a>"} {
		if !strings.Contains(page, want) {
			t.Errorf("%d, without %q: %s", w.Code, want, page)
		}
	}
	if strings.Contains(page, "fit a bath") {
		t.Error("a question that nobody erased asked is named")
	}
}
