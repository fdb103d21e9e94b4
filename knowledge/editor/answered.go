package editor

import (
	"context"
	"fmt"
	"time"

	"switchboard/knowledge"
)

// What was published for one gap may answer another: the assistant is asked a gap's questions as things stand, and the gap
// is closed with the article that answers.

// askedNow is what the assistant makes of a gap's questions now.
type askedNow struct {
	List []nowAnswer
	By   *knowledge.TrialSource // article that answers most of them by itself; nil: none does
	Of   int                    // how many it answers
}

// nowAnswer is a question with what the assistant makes of it.
type nowAnswer struct {
	Text   string
	Answer knowledge.TrialAnswer
}

// mostAskedNow is how many questions of a gap are asked, the newest.
const mostAskedNow = 20

// askNow asks the assistant a gap's questions.
func (e *editor) askNow(ctx context.Context, project string, questions []knowledge.GapQuestion, lang string) (*askedNow, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	var all []knowledge.TrialQuestion
	for _, q := range questions[:min(len(questions), mostAskedNow)] {
		all = append(all, knowledge.TrialQuestion{Text: q.Text, Lang: lang, Project: project, At: q.At})
	}
	answers, _, err := e.trier(ctx, knowledge.Attempt{}, all)
	if err != nil {
		return nil, fmt.Errorf("ask %d questions of a gap: %w", len(all), err)
	}
	now := &askedNow{}
	by := map[int64]int{}
	for i, a := range answers {
		now.List = append(now.List, nowAnswer{all[i].Text, a})
		if a.Does != knowledge.DoesAnswer || len(a.Found) == 0 {
			continue
		}
		source := a.Found[0]
		if by[source.Article]++; 2*by[source.Article] >= len(all) && by[source.Article] > now.Of {
			now.By, now.Of = &source, by[source.Article]
		}
	}
	return now, nil
}

// answeredGap closes a gap with an article that readers see already.
func (e *editor) answeredGap(c call) error {
	id, err := number(c.PathValue("id"))
	if err != nil {
		return err
	}
	article, err := number(c.PostForm.Get("article"))
	if err != nil {
		return err
	}
	if err := e.store.AnswerGap(c.Context(), id, article, c.me.by()); err != nil {
		return err
	}
	return c.redirect("/knowledge/gaps/%d?done=gapanswered", id)
}
