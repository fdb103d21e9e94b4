package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Answer is what the assistant makes of a question.
type Answer struct {
	Does     string   `json:"does" doc:"What the assistant does"`
	Score    float64  `json:"score" doc:"Probability that the first draft answers"`
	Text     string   `json:"text,omitempty" doc:"The first draft"`
	Articles []string `json:"articles" doc:"Those of the drafts, best first, as project/key"`
}

// Change is a question that would be answered in another way.
type Change struct {
	Text   string `json:"text" doc:"Personal data in it is masked"`
	Lang   string `json:"lang,omitempty"`
	Better bool   `json:"better,omitempty" doc:"More is done for the customer, be it with another article, which may be right or wrong"`
	Worse  bool   `json:"worse,omitempty"`
	Now    Answer `json:"now"`
	Then   Answer `json:"then"`
}

// Break is a stored question that would lose its article.
type Break struct {
	Project string `json:"project"`
	Key     string `json:"key"`
	Text    string `json:"text"`
	Now     Answer `json:"now"`
	Then    Answer `json:"then"`
}

// Trial is what a draft would change.
type Trial struct {
	Asked   int      `json:"asked" doc:"Recent questions that were replayed"`
	Left    int      `json:"left" doc:"Recent questions that were not replayed for want of time, the older ones: ask again with fewer"`
	Changed []Change `json:"changed"`
	Stored  int      `json:"stored" doc:"Stored questions that were asked"`
	Breaks  []Break  `json:"breaks" doc:"Stored questions that would lose their article"`
	Failing int      `json:"failing" doc:"Stored questions that do not find their article already"`
}

// trialWithin bounds a trial. What half of it does not suffice for is left out and counted.
const trialWithin = time.Minute

func answerOut(t knowledge.TrialAnswer) Answer {
	out := Answer{Does: t.Does, Score: t.Score, Text: t.Text, Articles: []string{}}
	for _, s := range t.Found {
		out.Articles = append(out.Articles, s.Project+"/"+s.Key)
	}
	return out
}

func trialOut(t *knowledge.Trial) Trial {
	out := Trial{Asked: t.Asked, Left: t.Left, Stored: t.Stored, Failing: t.Failing, Changed: []Change{}, Breaks: []Break{}}
	for _, c := range t.Changed {
		out.Changed = append(out.Changed, Change{c.Text, c.Lang, c.Better, c.Worse, answerOut(c.Was), answerOut(c.Is)})
	}
	for _, b := range t.Broken {
		out.Breaks = append(out.Breaks, Break{b.Project, b.Key, b.Text, answerOut(b.Was), answerOut(b.Is)})
	}
	return out
}

func (a *api) trials(h huma.API) {
	type tryText struct {
		ArticlePath
		Body struct {
			Written
			Merges string `json:"merges,omitempty" doc:"Another article that the text is to take in and that then goes, as project/lang/key: one of the same project that readers see"`
			Last   *int   `json:"last,omitempty" minimum:"0" maximum:"500" doc:"How many of the last questions to replay; left out: 100"`
		}
	}
	type result struct{ Body Trial }
	huma.Register(h, op(http.MethodPost, "/articles/{project}/{lang}/{key}/try", "try-article", "Replay the last questions and the stored ones against a text, and change nothing"),
		func(ctx context.Context, in *tryText) (*result, error) {
			if _, err := may(ctx, Write); err != nil {
				return nil, err
			}
			if a.trier == nil {
				return nil, huma.Error503ServiceUnavailable("Trying is not possible here.")
			}
			draft, err := a.tried(ctx, in.ArticlePath, in.Body.Written)
			if err != nil {
				return nil, a.said(ctx, err)
			}
			attempt := knowledge.Attempt{Draft: draft}
			if in.Body.Merges != "" {
				other, err := a.absorbed(ctx, knowledge.Document{ID: draft.ID, Project: in.Project, Lang: in.Lang}, in.Body.Merges)
				if err != nil {
					return nil, a.said(ctx, err)
				}
				attempt.Merges = other.ID
			}
			last := 100
			if in.Body.Last != nil {
				last = *in.Body.Last
			}
			var recent []knowledge.Unanswered
			if a.recent != nil && last > 0 {
				if recent, err = a.recent(ctx, last); err != nil {
					return nil, a.said(ctx, err)
				}
			}
			ctx, cancel := context.WithTimeout(ctx, trialWithin)
			defer cancel()
			t, err := a.store.Try(ctx, a.trier, attempt, recent)
			if err != nil {
				return nil, a.said(ctx, err)
			}
			return &result{trialOut(t)}, nil
		})
}

// tried is the article of an address as its readers would see it with a text published, be it there or new.
func (a *api) tried(ctx context.Context, p ArticlePath, text Written) (*knowledge.Article, error) {
	project, err := a.store.Project(ctx, p.Project)
	if err != nil {
		return nil, err
	}
	was, err := a.store.ArticleByKey(ctx, p.Project, p.Key, p.Lang)
	if err != nil && !errors.Is(err, knowledge.ErrNotFound) {
		return nil, err
	}
	d, err := text.over(newestDraft(was))
	if err != nil {
		return nil, err
	}
	return project.Tried(was.ID, p.Key, p.Lang, d), nil
}

// reasonFor is reason for a version that is saved.
func (a *api) reasonFor(ctx context.Context, p ArticlePath, d knowledge.Document, number int, given string) (string, error) {
	v, ok := d.Version(number)
	if !ok {
		return "", knowledge.ErrNotFound
	}
	return a.reason(ctx, p, knowledge.Edit{Article: d.ID, Draft: v.Draft, Reason: given})
}

// reason is why an edit is published although it breaks stored questions, or empty where it breaks none. Where it breaks
// some and no reason is given that is an error which names them.
func (a *api) reason(ctx context.Context, p ArticlePath, e knowledge.Edit) (string, error) {
	if a.trier == nil {
		return "", nil
	}
	project, err := a.store.Project(ctx, p.Project)
	if err != nil {
		return "", nil // what is to be saved says it with the field
	}
	breaks, err := a.store.Breaks(ctx, a.trier, knowledge.Attempt{Draft: project.Tried(e.Article, p.Key, p.Lang, e.Draft), Merges: e.Merges})
	if err != nil {
		return "", a.said(ctx, err)
	}
	if len(breaks) == 0 {
		return "", nil
	}
	if given := strings.TrimSpace(e.Reason); given != "" {
		return given, nil
	}
	details := make([]error, len(breaks))
	for i, b := range breaks {
		details[i] = &huma.ErrorDetail{Location: "body.reason", Message: b.Says(), Value: b.ID}
	}
	return "", huma.Error409Conflict("Stored questions would break: mend the text, or say in reason why it is right all the same. Nothing is published.", details...)
}

// regression is what becomes of the stored questions, where they can be asked.
func (a *api) regression(ctx context.Context) knowledge.Regression {
	r, err := a.store.Regression(ctx, a.trier)
	if err != nil {
		a.log.Warn("the stored questions were not asked about an import", "error", err)
	}
	return r
}
