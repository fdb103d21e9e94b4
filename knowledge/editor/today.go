package editor

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"switchboard/knowledge"
)

// today is an editor's home: what waits for him, what waits for anybody, what comes of itself, what people ask.
type today struct {
	Me      Editor
	Done    string
	Todo    knowledge.Todo
	Wrong   []knowledge.Report  // of articles that he keeps true
	Unsaved []knowledge.MyDraft // what he has typed and not saved
	Drafts  []knowledge.Row     // that he saved last and nobody awaits
	Back    []told              // of these, what reviewers sent back
	Shown   []told              // what others published lately of his
	Told    []knowledge.Report  // of his, that others answered lately
	Mine    []knowledge.Gap     // that he is to write
	AllMine int                 // how many these are
	Overdue rows                // of his, whose review is
	Doubted rows                // of his, that nobody has verified
	Behind  rows                // of his, that say what an older text said
	Unloved []unloved           // of his, that were dismissed by operators or of no help to readers
	Due     rows                // of his, whose review is due in two weeks
	Ending  rows                // of his, whose last day comes this week
	Offers  []endingOffer       // of projects that are his, or nobody's, that end this week
	Review  rows                // that await anybody's, but his own
	Reviews int                 // how many these are
	Sent    []knowledge.Row     // of his, that await somebody else's
	Coming  rows                // whose publication or end is near
	Ended   rows                // that ended as planned lately
	Asked   []knowledge.Gap     // that people ask most, and nobody writes yet
	Pairs   int                 // that contradict each other or say the same; 0: none, or not compared lately
	Clear   bool                // nothing waits for him
	Again   again               // a form on it that could not be taken
}

// unloved is an article that fared badly in the last 90 days.
type unloved struct {
	Row                          knowledge.Row
	Dismissed, NotHelped, Helped int
}

// told is what somebody did with an article of his.
type told struct {
	Row  knowledge.Row
	Step knowledge.Step
}

// rows are some of a list of articles.
type rows struct {
	List []knowledge.Row
	More bool
}

// IDs are those of the articles, as a change of many wants them.
func (r rows) IDs() string {
	var ids []string
	for _, row := range r.List {
		ids = append(ids, strconv.FormatInt(row.ID, 10))
	}
	return strings.Join(ids, " ")
}

const (
	shownToday = 8                  // of each kind
	soon       = 7 * 24 * time.Hour // how far ahead it is looked
)

func (e *editor) showToday(c call) error { return e.todayPage(c, http.StatusOK, again{}) }

// todayPage shows what waits for an editor, with a form as it was typed.
func (e *editor) todayPage(c call, status int, typed again) (err error) {
	t := today{Me: c.me, Done: done(c.Form.Get("done")), Again: typed}
	if t.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	if err := e.todaysOwn(c, &t); err != nil {
		return err
	}
	for _, want := range []struct {
		to *rows
		f  knowledge.Filter
	}{
		{&t.Overdue, e.owned(c.me, knowledge.Stale)}, {&t.Doubted, e.owned(c.me, knowledge.Unverified)}, {&t.Behind, e.owned(c.me, knowledge.Behind)},
		{&t.Due, e.owned(c.me, knowledge.Due)}, {&t.Ending, e.owned(c.me, knowledge.Ending)}, {&t.Review, knowledge.Filter{State: knowledge.InReview}}, {&t.Coming, knowledge.Filter{State: knowledge.Planned}},
		{&t.Ended, knowledge.Filter{State: knowledge.Ended}},
	} {
		want.f.Limit = 100
		list, err := e.store.Articles(c.Context(), want.f)
		if err != nil {
			return err
		}
		if want.f.State == knowledge.Planned {
			list = slices.DeleteFunc(list, func(r knowledge.Row) bool { return next(r).After(time.Now().Add(soon)) })
			slices.SortFunc(list, func(a, b knowledge.Row) int { return next(a).Compare(next(b)) })
		}
		if want.f.State == knowledge.Ended {
			slices.SortFunc(list, func(a, b knowledge.Row) int { return b.Ended.Compare(a.Ended) })
		}
		if want.f.State == knowledge.InReview {
			list = t.apart(list)
		}
		*want.to = rows{list[:min(len(list), shownToday)], len(list) > shownToday}
	}
	if t.Offers, err = e.endingOffers(c); err != nil {
		return err
	}
	if t.Unloved, err = e.unloved(c); err != nil {
		return err
	}
	mine := knowledge.GapFilter{State: "open", Assignees: c.me.names(), Limit: shownToday}
	if t.Mine, err = e.store.FindGaps(c.Context(), mine); err != nil {
		return err
	}
	if t.AllMine, err = e.store.CountGaps(c.Context(), mine); err != nil {
		return err
	}
	if t.Asked, err = e.store.FindGaps(c.Context(), knowledge.GapFilter{State: "open", Nobody: true, Unbegun: true, Limit: 5}); err != nil {
		return err
	}
	if t.Pairs, err = e.pairsWaiting(c); err != nil {
		return err
	}
	now := e.clock.Today()
	last := slices.ContainsFunc(t.Due.List, func(r knowledge.Row) bool { return r.ReviewBy.Equal(now) }) ||
		slices.ContainsFunc(t.Ending.List, func(r knowledge.Row) bool { return r.ValidUntil.Equal(now) })
	t.Clear = !last && len(t.Wrong)+len(t.Unsaved)+len(t.Drafts)+len(t.Back)+len(t.Mine)+len(t.Overdue.List)+len(t.Doubted.List)+len(t.Behind.List)+len(t.Unloved)+len(t.Offers) == 0 &&
		(len(t.Review.List) == 0 && t.Todo.Quarantined == 0 || !c.me.Publish)
	return e.show(c, status, "today", "Today", t)
}

// apart takes out of the drafts that await a review those that the editor asked it for.
func (t *today) apart(list []knowledge.Row) []knowledge.Row {
	others := slices.DeleteFunc(list, func(r knowledge.Row) bool {
		own := t.Me.is(r.SubmittedBy)
		if own {
			t.Sent = append(t.Sent, r)
		}
		return own
	})
	t.Reviews = max(t.Todo.Reviews-len(t.Sent), len(others))
	return others
}

// owned are an editor's own articles of a state.
func (e *editor) owned(me Editor, state knowledge.State) knowledge.Filter {
	return knowledge.Filter{Owner: me.by(), Owners: []string{me.Email}, State: state}
}

// next is when something happens to an article by itself.
func next(r knowledge.Row) time.Time {
	if r.ExpireAt.IsZero() || !r.PublishAt.IsZero() && r.PublishAt.Before(r.ExpireAt) {
		return r.PublishAt
	}
	return r.ExpireAt
}

// todaysOwn reads what an editor was told of his articles, and what he began.
func (e *editor) todaysOwn(c call, t *today) (err error) {
	if names := []string{c.me.Name, c.me.Email}; strings.Join(names, "") != "" {
		if t.Wrong, err = e.store.Reports(c.Context(), false, names...); err != nil {
			return err
		}
	}
	if t.Told, err = e.store.ReportsAnswered(c.Context(), c.me.ID, time.Now().Add(-soon)); err != nil {
		return err
	}
	if t.Unsaved, err = e.store.MyDrafts(c.Context(), c.me.ID); err != nil {
		return err
	}
	for _, state := range []knowledge.State{knowledge.Drafted, knowledge.Unpublished} {
		list, err := e.store.Articles(c.Context(), knowledge.Filter{State: state, Author: c.me.by(), Limit: 500})
		if err != nil {
			return err
		}
		for _, r := range list {
			if c.me.by() != "" && r.Submitted == 0 && r.PublishAt.IsZero() && !r.Ended.After(r.At) { // what ended as planned is no unfinished work
				t.Drafts = append(t.Drafts, r)
			}
		}
	}
	slices.SortFunc(t.Drafts, func(a, b knowledge.Row) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.ID, a.ID)) })
	var ids []int64
	for _, r := range t.Drafts {
		ids = append(ids, r.ID)
	}
	back, err := e.store.SentBack(c.Context(), ids...)
	if err != nil {
		return err
	}
	t.Drafts = slices.DeleteFunc(t.Drafts, func(r knowledge.Row) bool {
		step, ok := back[r.ID]
		if ok {
			t.Back = append(t.Back, told{r, step})
		}
		return ok
	})
	t.Drafts = t.Drafts[:min(len(t.Drafts), shownToday)]
	t.Shown, err = e.publishedFor(c)
	return err
}

// publishedFor are the articles whose text is the editor's and that somebody else published within a week.
func (e *editor) publishedFor(c call) ([]told, error) {
	steps, err := e.store.PublishedFor(c.Context(), c.me.by(), time.Now().Add(-soon))
	if err != nil || len(steps) == 0 {
		return nil, err
	}
	rows, err := e.store.Named(c.Context(), slices.Collect(maps.Keys(steps)))
	var out []told
	for _, r := range rows {
		if r.Removed.IsZero() {
			out = append(out, told{r, steps[r.ID]})
		}
	}
	slices.SortFunc(out, func(a, b told) int { return b.Step.At.Compare(a.Step.At) })
	return out[:min(len(out), shownToday)], err
}

// pairsWaiting is how many pairs of articles somebody should look at, as far as that is known: comparing them is for the
// check-up.
func (e *editor) pairsWaiting(c call) (int, error) {
	found := e.alike.Last()
	var ids []int64
	for _, a := range found {
		ids = append(ids, a.A.ID, a.B.ID)
	}
	rows, err := e.store.Named(c.Context(), ids)
	if err != nil {
		return 0, err
	}
	shown := map[int64]int{}
	for _, r := range rows {
		if r.Removed.IsZero() {
			shown[r.ID] = r.Published
		}
	}
	found = slices.DeleteFunc(slices.Clone(found), func(a knowledge.Alike) bool { return shown[a.A.ID] != a.A.Version || shown[a.B.ID] != a.B.Version })
	settled, err := e.settledPairs(c.Context())
	return len(unsettled(found, settled)), err
}

// unloved are an editor's own articles that operators dismissed, or that did not help customers or readers of the help
// centre.
func (e *editor) unloved(c call) ([]unloved, error) {
	found := map[int64]*unloved{}
	at := func(id int64) *unloved {
		if found[id] == nil {
			found[id] = &unloved{}
		}
		return found[id]
	}
	readers, err := e.store.NotHelpful(c.Context(), time.Now().Add(-since))
	if err != nil {
		return nil, err
	}
	for _, r := range readers {
		u := at(r.Article)
		u.NotHelped, u.Helped = u.NotHelped+r.NotHelped, u.Helped+r.Helped
	}
	if e.talks != nil {
		disliked, err := e.talks.DislikedArticles(c.Context(), time.Now().Add(-since))
		if err != nil {
			return nil, err
		}
		for _, d := range disliked {
			u := at(d.Article)
			u.Dismissed, u.NotHelped, u.Helped = d.Dismissed, u.NotHelped+d.NotHelped, u.Helped+d.Used
		}
	}
	list, err := e.store.Named(c.Context(), slices.Collect(maps.Keys(found)))
	if err != nil {
		return nil, err
	}
	var out []unloved
	for _, r := range list {
		if u := found[r.ID]; c.me.is(r.Owner) && r.Removed.IsZero() {
			u.Row = r
			out = append(out, *u)
		}
	}
	slices.SortStableFunc(out, func(a, b unloved) int { return cmp.Compare(b.Dismissed+b.NotHelped, a.Dismissed+a.NotHelped) })
	return out[:min(len(out), shownToday)], nil
}
