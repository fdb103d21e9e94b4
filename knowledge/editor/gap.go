package editor

import (
	"net/http"
	"slices"
	"strconv"

	"switchboard/knowledge"
)

// gapPage is one gap with its questions and how operators answered them.
type gapPage struct {
	Me        Editor
	Done      string
	Todo      knowledge.Todo
	Gap       knowledge.Gap
	Name      string // of the project
	Questions []knowledge.GapQuestion
	Replies   []knowledge.OwnReply // masked
	Projects  []knowledge.Project
	Others    []knowledge.Gap // that it may be merged into
	Doc       *knowledge.Document
	Mine      bool     // this editor is to write it
	People    []string // who may be: those who own articles
	Again     again
	Asks      bool      // the assistant can be asked
	Now       *askedNow // what it makes of the questions; nil: it was not asked
}

// gap reads the gap of the address.
func (e *editor) gap(c call) (knowledge.Gap, []knowledge.GapQuestion, error) {
	id, err := strconv.ParseInt(c.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return knowledge.Gap{}, nil, knowledge.ErrNotFound
	}
	return e.store.Gap(c.Context(), id)
}

func (e *editor) showGap(c call) error { return e.gapAgain(c, http.StatusOK, again{}) }

// gapAgain shows a gap, with a form as it was typed.
func (e *editor) gapAgain(c call, status int, typed again) error {
	p := gapPage{Me: c.me, Done: done(c.Form.Get("done")), Again: typed}
	var err error
	if p.Gap, p.Questions, err = e.gap(c); err != nil {
		return err
	}
	if p.Replies, err = e.replies(c, p.Questions); err != nil {
		return err
	}
	if p.Projects, err = e.store.Projects(c.Context()); err != nil {
		return err
	}
	p.Name = nameOf(p.Projects, p.Gap.Project)
	others, err := e.store.Gaps(c.Context(), "open", "", p.Gap.Lang)
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.ID != p.Gap.ID && (o.Project == p.Gap.Project || o.Project == "" || p.Gap.Project == "") && len(p.Others) < 100 {
			p.Others = append(p.Others, o)
		}
	}
	if p.People, _, err = e.store.Labels(c.Context()); err != nil {
		return err
	}
	p.Mine, p.Asks = c.me.is(p.Gap.Assignee), e.trier != nil && p.Gap.State == "open" && len(p.Questions) > 0
	if p.Asks && c.Form.Get("now") != "" {
		if p.Now, err = e.askNow(c.Context(), p.Gap.Project, p.Questions, p.Gap.Lang); err != nil {
			e.log.Warn("the questions of a gap were not asked", "gap", p.Gap.ID, "error", err)
		}
	}
	if p.Gap.Article != 0 {
		d, err := e.store.Article(c.Context(), p.Gap.Article)
		if err != nil {
			return err
		}
		p.Doc = &d
	}
	if p.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	return e.show(c, status, "gap", "Gap: "+p.Gap.Title, p)
}

// replies are the operators' own answers to a gap's questions, masked, the best first.
func (e *editor) replies(c call, questions []knowledge.GapQuestion) ([]knowledge.OwnReply, error) {
	if e.talks == nil || len(questions) == 0 {
		return nil, nil
	}
	var conversations, seqs []int64
	for _, q := range questions[:min(len(questions), 50)] {
		if q.Conversation != 0 {
			conversations, seqs = append(conversations, q.Conversation), append(seqs, q.Seq)
		}
	}
	list, err := e.talks.OwnReplies(c.Context(), conversations, seqs)
	for i := range list {
		list[i].Text = knowledge.Mask(list[i].Text)
	}
	said := map[string]bool{}
	return slices.DeleteFunc(list, func(r knowledge.OwnReply) bool { // what was said to several is read once
		again := said[r.Text]
		said[r.Text] = true
		return again
	}), err
}
