package assist_test

import (
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// What an article itself says, sent as a reply to a question of its own, is not disputed by the other articles; with
// one figure changed it is.
func TestTrueRepliesAreSeldomDisputedAndChangedOnesOften(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	a := b.assistant(t, false)
	replies, disputed, differing, caught := 0, 0, 0, 0
	for i, article := range b.articles {
		if i%4 != 0 && !testing.Verbose() { // enough to tell
			continue
		}
		if len(article.Questions) == 0 || !article.Valid(now()) {
			continue
		}
		d := assist.Dialogue{Lang: article.Lang, Projects: []string{article.Project}, At: now(), Turns: []assist.Turn{{Customer: true, Text: article.Questions[0]}}}
		for _, p := range knowledge.Passages(article.Body) {
			if len(assist.Claims(p.Text)) == 0 {
				continue
			}
			found, err := a.Check(t.Context(), p.Text, d, nil)
			if err != nil {
				t.Fatal(err)
			}
			if replies++; len(found) > 0 {
				disputed++
				t.Logf("%s/%s: %v (%s)", article.Project, article.Key, found, found[0].Says)
			}
			text := changed(p.Text)
			if text == p.Text {
				continue
			}
			differing++
			if found, err = a.Check(t.Context(), text, d, nil); err != nil {
				t.Fatal(err)
			}
			if len(found) > 0 {
				caught++
			}
		}
	}
	t.Logf("of %d true replies %d disputed, of %d with one digit changed %d", replies, disputed, differing, caught)
	if replies == 0 || disputed > 0 || share(caught, differing) < 0.9 {
		t.Errorf("of %d true replies %d disputed, of %d with one digit changed %d", replies, disputed, differing, caught)
	}
}

// changed is a text with another digit in its first claim that has one; the same text if none has.
func changed(text string) string {
	b := []byte(text)
	for _, c := range assist.Claims(text) {
		for i := c.Start; i < c.End; i++ {
			if b[i] >= '0' && b[i] <= '9' {
				b[i] = '0' + (b[i]-'0'+3)%10
				return string(b)
			}
		}
	}
	return text
}
