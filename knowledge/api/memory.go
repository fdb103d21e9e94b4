package api

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Lesson is one thing that was learned: a question that an article answered, or did not.
type Lesson struct {
	ID       int64     `json:"id"`
	Text     string    `json:"text" doc:"The customer's words, personal data masked"`
	Lang     string    `json:"lang" doc:"Of the question"`
	Solved   bool      `json:"solved" doc:"The article answered it; else it is evidence against the article"`
	Article  int64     `json:"article" doc:"Id of the article"`
	Project  string    `json:"project"`
	Key      string    `json:"key" doc:"Of the article"`
	Title    string    `json:"title" doc:"Of the article, in the version that it is about"`
	Version  int       `json:"version"`
	Void     bool      `json:"void" doc:"It no longer counts: readers see another version now"`
	State    string    `json:"state" enum:"learned,quarantined,rejected"`
	Role     string    `json:"role" enum:"editor,operator,customer"`
	Person   string    `json:"person" doc:"Who taught it, as the filter person takes it"`
	Who      string    `json:"who" doc:"The same by name, where there is one"`
	Inferred bool      `json:"inferred" doc:"Nobody said so: it follows from how a conversation ended, and counts half"`
	Judge    string    `json:"judge,omitempty" doc:"Who let it count, rejected or corrected it"`
	At       time.Time `json:"at"`
	TaughtOf string    `json:"taught_of,omitempty" doc:"Title of the article that it was taught about, where that was merged into this one"`
	Weight   Weight    `json:"weight"`
	Alone    bool      `json:"alone" doc:"It waits for a second voice: nobody else taught the same, so drafts follow it and nothing is answered by it alone, until somebody else does or an editor lets it count"`
}

// Weight is what a lesson counts, and why.
type Weight struct {
	Counts float64  `json:"counts" doc:"What it counts now, beside 1 for a question that an editor wrote; below 0: against its article; 0: it does not count"`
	Alone  float64  `json:"alone" doc:"What it would count if nothing else were taught: role times age, half of it where it is inferred"`
	Role   float64  `json:"role" doc:"What a new word of who taught it weighs: 1 of an editor, less of an operator, least of a customer; below 0 where it says that the article did not answer"`
	Age    float64  `json:"age" doc:"What its age leaves of that: 1 all, 0.5 after half a year. An editor's word does not age"`
	Limits []string `json:"limited_by" enum:"same_words,person,customers,all,little,rejected,changed,person_a_day,person_an_article,customers_at_once" doc:"Why it counts less than alone. same_words: the same person taught the same words, and that counts; person: what one person says in much the same words counts as much as once; customers: as much as all customers together may; all: as much as all operators, or all customers, may on one question; little: what is left of the question is too little, or the article remembers newer ones; rejected: by an editor; changed: readers see another version. It waits for an editor by person_a_day, person_an_article, customers_at_once: more was taught in a day than counts unseen"`
}

func weightOut(w knowledge.Weighed) Weight {
	out := Weight{w.Counts, w.Alone, w.Role, w.Age, []string{}}
	for _, l := range w.Limits {
		out.Limits = append(out.Limits, string(l))
	}
	return out
}

func lessonOut(l knowledge.Taught, w knowledge.Weighed) Lesson {
	return Lesson{l.ID, l.Text, l.Lang, l.Solved, l.Article, l.Project, l.ArtKey, l.Title, l.Version, l.Void, l.State, l.Role, l.Person, l.Who, l.Inferred, l.Judge, l.At, l.Of, weightOut(w), l.Alone}
}

// Waits is a person whose lessons wait for an editor, because much came at once.
type Waits struct {
	Person   string    `json:"person"`
	Who      string    `json:"who"`
	Role     string    `json:"role"`
	Lessons  int       `json:"lessons"`
	Articles int       `json:"articles"`
	Against  int       `json:"against" doc:"Of the lessons: they say that the article did not answer"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
}

// Earlier is a question that was asked before and that an article answered.
type Earlier struct {
	Text   string  `json:"text" doc:"Personal data masked"`
	Lang   string  `json:"lang"`
	Count  int     `json:"count" doc:"How often it was asked and answered"`
	Weight float64 `json:"weight" doc:"As evidence: 1 is a question that an editor wrote"`
}

// mostEarlier is how many earlier questions explain a likeness at most.
const mostEarlier = 100

func (a *api) memory(h huma.API) {
	a.listMemory(h)
	a.explainMemory(h)
	a.changeMemory(h)
	a.clearMemory(h)
	a.forgottenMemory(h)
}

func (a *api) listMemory(h huma.API) {
	type which struct {
		Text    string `query:"q" doc:"Text that the question contains" maxLength:"500"`
		Project string `query:"project"`
		Article int64  `query:"article" minimum:"0" doc:"Id of an article"`
		State   string `query:"state" enum:"learned,alone,quarantined,rejected" doc:"alone: of those that are learned, what waits for a second voice"`
		Person  string `query:"person" doc:"Who taught it, such as operator/7"`
		Sort    string `query:"sort" enum:"newest,id" default:"newest" doc:"id: the first taught first, an order that nothing changes which is done meanwhile"`
		Limit   int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
		Walk
	}
	type lessons struct {
		Body struct {
			Lessons []Lesson `json:"lessons"`
			Next
		}
	}
	huma.Register(h, op(http.MethodGet, "/memory", "list-memory", "What was learned from drafts, customers' words and ended conversations"), func(ctx context.Context, in *which) (*lessons, error) {
		if _, err := may(ctx, Read); err != nil {
			return nil, err
		}
		state := in.State
		if state == "alone" {
			state = knowledge.AloneState
		}
		list, err := a.store.Lessons(ctx, knowledge.LessonFilter{Article: in.Article, Project: in.Project, State: state, Person: in.Person, Text: in.Text, ByID: in.Sort == byID, After: in.After, Limit: in.Limit + 1, Skip: in.Offset})
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &lessons{}
		out.Body.Lessons = []Lesson{}
		list, out.Body.Next = pageOf(list, in.Sort, in.Walk, in.Limit, func(l knowledge.Taught) int64 { return l.ID })
		ids := make([]int64, len(list))
		for i, l := range list {
			ids[i] = l.ID
		}
		weighed, err := a.store.Weighed(ctx, ids)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		for _, l := range list {
			out.Body.Lessons = append(out.Body.Lessons, lessonOut(l, weighed[l.ID]))
		}
		return out, nil
	})
	type waiting struct {
		Body struct {
			People []Waits `json:"people" doc:"Those with most lessons first"`
		}
	}
	huma.Register(h, op(http.MethodGet, "/memory/waiting", "list-waiting-memory", "Who taught so much at once that an editor is to look at it"), func(ctx context.Context, _ *struct{}) (*waiting, error) {
		if _, err := may(ctx, Read); err != nil {
			return nil, err
		}
		list, err := a.store.WaitingLessons(ctx)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &waiting{}
		out.Body.People = []Waits{}
		for _, w := range list {
			out.Body.People = append(out.Body.People, Waits(w))
		}
		return out, nil
	})
}

// explainMemory tells why an article is said to answer a question: the earlier ones that are like it.
func (a *api) explainMemory(h huma.API) {
	type like struct {
		ArticlePath
		Text  string `query:"q" required:"true" minLength:"1" maxLength:"2000" doc:"A question as a customer asks it"`
		As    string `query:"question_lang" doc:"Language of the question; the article's if empty"`
		Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
	}
	type earlier struct {
		Body struct {
			Earlier []Earlier `json:"earlier" doc:"Nearest first; none: nothing that was asked before is like it"`
		}
	}
	huma.Register(h, op(http.MethodGet, "/articles/{project}/{lang}/{key}/earlier", "explain-memory", "Earlier questions that the article answered and that a question is like"),
		func(ctx context.Context, in *like) (*earlier, error) {
			if _, err := may(ctx, Read); err != nil {
				return nil, err
			}
			d, err := a.store.ArticleByKey(ctx, in.Project, in.Key, in.Lang)
			if err != nil {
				return nil, a.said(ctx, err)
			}
			list, err := a.store.Earlier(ctx, d.ID, knowledge.Mask(in.Text), cmp.Or(in.As, d.Lang), min(in.Limit, mostEarlier))
			if err != nil {
				return nil, a.said(ctx, err)
			}
			out := &earlier{}
			out.Body.Earlier = []Earlier{}
			for _, r := range list {
				out.Body.Earlier = append(out.Body.Earlier, Earlier{r.Text, r.Lang, r.Count, r.Weight})
			}
			return out, nil
		})
}

// LessonPath is the lesson that an address names.
type LessonPath struct {
	ID int64 `path:"id" minimum:"1"`
}

func (a *api) changeMemory(h huma.API) {
	change := func(method, path, name, summary string, do func(context.Context, int64, Caller) error) {
		huma.Register(h, op(method, path, name, summary), func(ctx context.Context, in *LessonPath) (*struct{}, error) {
			caller, err := may(ctx, Publish)
			if err != nil {
				return nil, err
			}
			return nil, a.saidOf(ctx, do(ctx, in.ID, caller), fmt.Sprintf("There is no lesson %d. It may have been forgotten.", in.ID))
		})
	}
	change(http.MethodPost, "/memory/{id}/approve", "approve-lesson", "Let a lesson count", func(ctx context.Context, id int64, c Caller) error {
		return a.store.JudgeLesson(ctx, id, true, c.Name)
	})
	change(http.MethodPost, "/memory/{id}/reject", "reject-lesson", "Do not let a lesson count", func(ctx context.Context, id int64, c Caller) error {
		return a.store.JudgeLesson(ctx, id, false, c.Name)
	})
	change(http.MethodDelete, "/memory/{id}", "forget-lesson", "Forget a lesson; for 30 days it can be brought back", func(ctx context.Context, id int64, c Caller) error {
		return a.store.Forget(ctx, id, c.Name)
	})
	type correction struct {
		LessonPath
		Body struct {
			Key string `json:"key" minLength:"1" maxLength:"250" doc:"Of the article that answers the question: project and key, or the key alone where it is of the same project, or its title where one article has it" example:"shop/return-an-order"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/memory/{id}/correct", "correct-lesson", "Make a lesson evidence for another article, of whichever project"), func(ctx context.Context, in *correction) (*struct{}, error) {
		caller, err := may(ctx, Publish)
		if err != nil {
			return nil, err
		}
		return nil, a.saidOf(ctx, a.store.CorrectLesson(ctx, in.ID, in.Body.Key, caller.Name),
			fmt.Sprintf("There is no lesson %d.", in.ID))
	})
	type verdict struct {
		Body struct {
			Person  string `json:"person" minLength:"1" doc:"As the list of those that wait names him"`
			Verdict string `json:"verdict" enum:"approve,reject"`
		}
	}
	type judged struct {
		Body struct {
			Lessons int64 `json:"lessons" doc:"How many were judged"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/memory/waiting", "judge-waiting-memory", "Let all that waits of one person count, or nothing of it"), func(ctx context.Context, in *verdict) (*judged, error) {
		caller, err := may(ctx, Publish)
		if err != nil {
			return nil, err
		}
		out := &judged{}
		out.Body.Lessons, err = a.store.JudgeWaiting(ctx, in.Body.Person, in.Body.Verdict == "approve", caller.Name)
		return out, a.saidOf(ctx, err, fmt.Sprintf("Nothing that %s taught waits.", in.Body.Person))
	})
}

func (a *api) clearMemory(h huma.API) {
	type what struct {
		Article int64  `query:"article" minimum:"0" doc:"Id of an article: all that was taught about it"`
		Project string `query:"project" doc:"Key of a project: all that was taught about its articles"`
		Person  string `query:"person" doc:"All that this person taught"`
	}
	type forgotten struct {
		Body struct {
			Lessons int64 `json:"lessons" doc:"How many were forgotten"`
		}
	}
	huma.Register(h, op(http.MethodDelete, "/memory", "clear-memory", "Forget all that was taught about one article or one project, or by one person; for 30 days it can be brought back"), func(ctx context.Context, in *what) (*forgotten, error) {
		caller, err := may(ctx, Publish)
		if err != nil {
			return nil, err
		}
		person := strings.TrimSpace(in.Person)
		if person != "" && (in.Article != 0 || in.Project != "") || person == "" && (in.Article == 0) == (in.Project == "") {
			return nil, huma.Error422UnprocessableEntity("Name exactly one of article, project and person: nothing forgets everything at once.")
		}
		var n int64
		if person != "" {
			n, err = a.store.ForgetPerson(ctx, person, caller.Name)
		} else {
			n, err = a.store.ClearLessons(ctx, in.Article, in.Project, caller.Name)
		}
		if err != nil {
			return nil, a.saidOf(ctx, err, "There is no such article or project.")
		}
		out := &forgotten{}
		out.Body.Lessons = n
		return out, nil
	})
}
