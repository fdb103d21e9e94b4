package editor

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"switchboard/knowledge"
)

// checkup is the page of what may be wrong with the articles as a whole.
type checkup struct {
	Me       Editor
	Done     string
	Todo     knowledge.Todo
	Opposed  []pairLine // they contradict each other
	Repeated []pairLine
	Settled  []settledLine
	Disliked []dislikedLine
	Readers  []readersLine       // of the help centre, whom they did not help
	Old      []knowledge.Article // unchanged for a year
}

// pairLine is two articles that are alike, with the places where they are, and the words that differ in them.
type pairLine struct {
	knowledge.Alike
	InA, InB []part // contradictions: the paragraphs of the two sentences
}

// settledLine is a pair that somebody found right as it is.
type settledLine struct {
	knowledge.Settled
	DocA, DocB knowledge.Article
}

// dislikedLine is an article that fared badly, with its name.
type dislikedLine struct {
	knowledge.Disliked
	Doc knowledge.Article
}

// readersLine is an article that did not help readers, with its name.
type readersLine struct {
	knowledge.ReadersSay
	Doc knowledge.Article
}

// old is after how long an article should be looked at again, mostOld how many are shown.
const (
	old     = 365 * 24 * time.Hour
	mostOld = 100
)

// slowCheckup is how long the page may take: on a busy machine all texts are not compared at once.
const slowCheckup = 3 * time.Minute

func (e *editor) showCheckup(c call) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context()), slowCheckup) // what was compared is kept when the page is left
	defer cancel()
	p := checkup{Me: c.me, Done: done(c.Form.Get("done"))}
	alike, err := e.alike.Now(ctx)
	if err != nil {
		return err
	}
	if p.Old, err = e.store.OldTexts(ctx, time.Now().Add(-old), mostOld); err != nil {
		return err
	}
	settled, err := e.settledPairs(ctx)
	if err != nil {
		return err
	}
	open, contradict := unsettled(alike, settled), map[pairKey]bool{}
	for _, a := range open {
		if a.Contradict {
			contradict[keyOf(a.A.ID, a.B.ID)] = true
		}
	}
	for _, a := range open {
		if a.Contradict {
			p.Opposed = append(p.Opposed, opposed(a))
		} else if !contradict[keyOf(a.A.ID, a.B.ID)] { // which of them is right comes first
			p.Repeated = append(p.Repeated, pairLine{Alike: a})
		}
	}
	readers, err := e.store.NotHelpful(ctx, time.Now().Add(-since))
	if err != nil {
		return err
	}
	var disliked []knowledge.Disliked
	if e.talks != nil {
		if disliked, err = e.talks.DislikedArticles(ctx, time.Now().Add(-since)); err != nil {
			return err
		}
	}
	named, err := e.named(ctx, settled, readers, disliked)
	if err != nil {
		return err
	}
	for _, s := range settled {
		p.Settled = append(p.Settled, settledLine{s, named[s.A], named[s.B]})
	}
	for _, say := range readers {
		p.Readers = append(p.Readers, readersLine{say, named[say.Article]})
	}
	for _, d := range disliked {
		if a, ok := named[d.Article]; ok {
			p.Disliked = append(p.Disliked, dislikedLine{d, a})
		}
	}
	if p.Todo, err = e.store.Todo(ctx); err != nil {
		return err
	}
	return e.show(c, http.StatusOK, "checkup", "Check-up", p)
}

// named are the articles of settled pairs and of what was said of articles, by id.
func (e *editor) named(ctx context.Context, settled map[pairKey]knowledge.Settled, readers []knowledge.ReadersSay, disliked []knowledge.Disliked) (map[int64]knowledge.Article, error) {
	var ids []int64
	for _, s := range settled {
		ids = append(ids, s.A, s.B)
	}
	for _, r := range readers {
		ids = append(ids, r.Article)
	}
	for _, d := range disliked {
		ids = append(ids, d.Article)
	}
	list, err := e.store.Texts(ctx, ids)
	out := make(map[int64]knowledge.Article, len(list))
	for _, a := range list {
		out[a.ID] = a
	}
	return out, err
}

// pairKey names two articles, the lower id first.
type pairKey struct{ a, b int64 }

func keyOf(a, b int64) pairKey { return pairKey{min(a, b), max(a, b)} }

// settledPairs are those that were found right and have not changed since.
func (e *editor) settledPairs(ctx context.Context) (map[pairKey]knowledge.Settled, error) {
	list, err := e.store.SettledPairs(ctx)
	out := make(map[pairKey]knowledge.Settled, len(list))
	for _, s := range list {
		out[keyOf(s.A, s.B)] = s
	}
	return out, err
}

// unsettled leaves out the pairs that were found right.
func unsettled(found []knowledge.Alike, settled map[pairKey]knowledge.Settled) (out []knowledge.Alike) {
	for _, a := range found {
		if _, ok := settled[keyOf(a.A.ID, a.B.ID)]; !ok {
			out = append(out, a)
		}
	}
	return out
}

// opposed is a contradiction with the paragraphs that the two sentences stand in, and the words that differ marked.
func opposed(a knowledge.Alike) pairLine {
	was, now, _ := compareWords(a.SaysA, a.SaysB)
	return pairLine{a, inParagraph(a.A.Body, a.SaysA, was), inParagraph(a.B.Body, a.SaysB, now)}
}

// inParagraph is the paragraph of a text that a sentence stands in, with the sentence's own marks.
func inParagraph(body, sentence string, marked []part) []part {
	for p := range strings.SplitSeq(body, "\n\n") {
		before, after, ok := strings.Cut(p, sentence)
		if !ok {
			continue
		}
		if len(p) > 700 { // a table or a list without end
			return marked
		}
		return append(append([]part{{Text: before}}, marked...), part{Text: after})
	}
	return marked
}

// pair is the page of two articles side by side.
type pair struct {
	Me      Editor
	A, B    knowledge.Article
	Body    []hunk
	Settled *knowledge.Settled
	KeepA   string // where the first stays and takes the second one in; empty: they cannot be merged
	KeepB   string
}

func (e *editor) showPair(c call) error {
	p := pair{Me: c.me}
	for name, to := range map[string]*knowledge.Article{"a": &p.A, "b": &p.B} {
		id, err := number(c.Form.Get(name))
		if err != nil {
			return err
		}
		a, err := e.store.Published(c.Context(), id)
		if err != nil {
			return err
		}
		if a == nil {
			return knowledge.ErrNotFound
		}
		*to = *a
	}
	p.Body = compare(p.A.Body, p.B.Body)
	if c.me.Publish && p.A.Project == p.B.Project && p.A.ID != p.B.ID {
		p.KeepA, p.KeepB = keepLink(p.A, p.B), keepLink(p.B, p.A)
	}
	settled, err := e.settledPairs(c.Context())
	if err != nil {
		return err
	}
	if s, ok := settled[keyOf(p.A.ID, p.B.ID)]; ok {
		p.Settled = &s
	}
	return e.show(c, http.StatusOK, "pair", "Two articles side by side", p)
}

// settle notes that two articles that look alike are both right.
func (e *editor) settle(c call) error {
	return e.settling(c, "settled", func(a, b int64) error {
		return e.store.Settle(c.Context(), a, b, c.me.by(), typed(c.PostForm.Get("why")))
	})
}

func (e *editor) unsettle(c call) error {
	return e.settling(c, "unsettled", func(a, b int64) error { return e.store.Unsettle(c.Context(), a, b) })
}

func (e *editor) settling(c call, code string, do func(a, b int64) error) error {
	a, err := number(c.PostForm.Get("a"))
	if err != nil {
		return err
	}
	b, err := number(c.PostForm.Get("b"))
	if err != nil {
		return err
	}
	if err := do(a, b); err != nil {
		return err
	}
	return c.redirect("/knowledge/check-up?%s", url.Values{"done": {code}}.Encode())
}
