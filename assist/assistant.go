package assist

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"

	"switchboard/knowledge"
)

// Config is what an Assistant needs.
type Config struct {
	Index knowledge.Index
	// Projects lists the company's projects, to find which one a customer names. May be nil.
	Projects func(context.Context) ([]knowledge.Project, error)
	// Embedder finds what means the same in other words. May be nil; while it fails, words alone are searched.
	Embedder knowledge.Embedder
	// Memory knows what was asked before. May be nil.
	Memory knowledge.Recaller
	// Articles returns those of some articles that readers see, in any order; what people ask may be left out. It is asked for
	// what the memory recalls and the search did not find, and for what a reply is compared with. May be nil.
	Articles func(context.Context, []int64) ([]knowledge.Article, error)
	// Variants returns the languages of an article that customers may read. It is asked where a draft would be in a language that the
	// customer does not write. May be nil.
	Variants func(ctx context.Context, project, key string) ([]knowledge.Article, error)
	// Synonyms are the words that a word also stands for, as it is written or as a stem (knowledge.Synonyms). May be nil.
	Synonyms func() map[string][]string
	// Doubts says which of the articles may not be true, and why. May be nil.
	Doubts func(context.Context, []int64) (map[int64]string, error)
	// Writer is how a model writes, beside the suggestions, which are quoted.
	Writer Writer
	Log    *slog.Logger
}

// Assistant makes drafts from passages.
type Assistant struct {
	index    knowledge.Index
	projects func(context.Context) ([]knowledge.Project, error)
	embedder knowledge.Embedder
	memory   knowledge.Recaller
	synonyms func() map[string][]string
	articles func(context.Context, []int64) ([]knowledge.Article, error)
	variants func(ctx context.Context, project, key string) ([]knowledge.Article, error)
	doubts   func(context.Context, []int64) (map[int64]string, error)
	writer   Writer
	log      *slog.Logger
	spoken   namesCache
	passages readPassages
	drafts   together  // that a model is asked for just now
	readers  sync.Pool // *knowledge.Analyzer
}

// New returns an Assistant.
func New(c Config) *Assistant {
	if c.Synonyms == nil {
		c.Synonyms = func() map[string][]string { return nil }
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Assistant{index: c.Index, projects: c.Projects, embedder: c.Embedder, memory: c.Memory, synonyms: c.Synonyms, articles: c.Articles, variants: c.Variants, doubts: c.Doubts,
		writer: c.Writer, log: c.Log}
}

const (
	searched = 20 // hits that are looked at more closely
	drafts   = 3  // suggestions at most
)

// Suggest returns drafts, best first; see Suggester.
func (a *Assistant) Suggest(ctx context.Context, d Dialogue) ([]Suggestion, error) {
	ranked, err := a.Rank(ctx, d, searched)
	if err != nil {
		return nil, err
	}
	return a.Drafts(ctx, d, ranked)
}

// Drafts are those that a ranking by Rank makes, best first.
func (a *Assistant) Drafts(ctx context.Context, d Dialogue, ranked []Ranked) (out []Suggestion, err error) {
	read := a.wholes()
	ranked = a.ofTheirs(ctx, d, ranked, read)
	out = a.suggestions(ctx, ranked, read)
	if q := several(d); len(q.parts) > 0 {
		if out, err = a.beside(ctx, d, q, out, read); err != nil {
			return nil, err
		}
	} else if a.leftOpen(ctx, d, q, out, read) {
		halve(out)
	}
	if len(out) > 0 && a.asksOfAnother(ctx, d, ranked, out, read) {
		out[0].Beside = true
	}
	if out, ranked, err = a.toldApart(ctx, d, ranked, out, read); err != nil {
		return nil, err
	}
	all := out
	if len(out) > 0 && !out[0].Half && out[0].Sources[0].Article == ranked[0].Hit.Article {
		out[0].Or, out[0].Mentions = a.orElse(ctx, d, ranked, read), !d.Call && onlyMention(ranked)
	}
	out = a.asBefore(ctx, d, ranked, out, read)
	out = a.asMentioned(ctx, d, ranked, out, read)
	a.inHisLanguages(ctx, d, out)
	if len(out) > 0 {
		all = slices.Concat(out, out[0].Each)
	}
	a.doubt(ctx, all)
	a.elsewhere(ctx, d, ranked, out)
	return out, nil
}

// suggestions are the drafts that a ranking makes, best first.
func (a *Assistant) suggestions(ctx context.Context, ranked []Ranked, read wholes) (out []Suggestion) {
	likeliest := make([]knowledge.Hit, min(len(ranked), drafts))
	for i := range likeliest {
		likeliest[i] = ranked[i].Hit
	}
	articles := read.of(ctx, likeliest)
	for _, r := range ranked {
		if len(out) == drafts {
			break
		}
		if s := suggestion(r, articles); s.Text != "" {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, byScore)
	return out
}

// byScore orders drafts, best first.
func byScore(x, y Suggestion) int { return cmp.Compare(y.Score, x.Score) }

// doubt marks the sources that may not be true. If that cannot be known, each of them may not.
func (a *Assistant) doubt(ctx context.Context, list []Suggestion) {
	if a.doubts == nil || len(list) == 0 {
		return
	}
	var ids []int64
	for _, s := range list {
		for _, src := range s.Sources {
			ids = append(ids, src.Article)
		}
	}
	doubts, err := a.doubts(ctx, ids)
	if err != nil {
		a.log.Warn("it is not known whether the articles are verified; nothing is answered with unseen", "error", err)
	}
	for _, s := range list {
		for i := range s.Sources {
			if s.Sources[i].Doubt = doubts[s.Sources[i].Article]; err != nil {
				s.Sources[i].Doubt = "not known to be verified"
			}
		}
	}
}

// suggestion is the draft that one hit makes, of the passage of its article that answers.
func suggestion(r Ranked, articles []knowledge.Article) Suggestion {
	h := r.Hit
	passages := passagesOf(h, articles)
	want := wantedOf(question{text: r.asked, recent: r.recent}, h.Title, passages, h.Lang)
	want.name = h.Name
	want.going = want.ways()
	var text string
	var cut bool
	h.Heading, h.Passage, text, cut = want.quoting(h, passages)
	said := h.Heading + "\n" + text
	repeats := r.recent != "" && want.repeats(text, r.told)
	return Suggestion{
		Text: knowledge.LinkPictures(text), Cut: cut, Lang: h.Lang, Public: h.Audience == knowledge.Public,
		Beside: want.leavesOpen(said) || want.leavesPrice(sourceOf(h), said) || want.leavesDayOpen(said) || want.contrary(said, h.Title) || r.strays || repeats,
		Score:  r.Probability, Like: r.Like, Lone: r.Lone, Raised: r.raised, strength: r.strength,
		Sources: []Source{sourceOf(h)},
	}
}

// sourceOf is what a hit has its words from. Whether it may not be true is asked for all sources at once.
func sourceOf(h knowledge.Hit) Source {
	return Source{
		Article: h.Article, Version: h.Version, Key: h.Key, Project: h.Project, Name: h.Name, Title: h.Title, Heading: h.Heading,
		Link: h.Link, Lang: h.Lang, Internal: h.Audience != knowledge.Public, Published: h.Published, Passage: h.Passage,
	}
}

// allProjects are the company's projects, none if they are not known.
func (a *Assistant) allProjects(ctx context.Context) []knowledge.Project {
	if a.projects == nil {
		return nil
	}
	projects, err := a.projects(ctx)
	if err != nil {
		a.log.Warn("the projects are not known; a name counts for nothing", "error", err)
		return nil
	}
	return projects
}

// named finds the projects whose name or alias stands in the words.
func named(projects []knowledge.Project, asked string) map[string]bool {
	words := " " + folded(asked) + " "
	found := map[string]bool{}
	for _, p := range projects {
		for _, name := range append([]string{p.Name, strings.ReplaceAll(p.Key, "-", " ")}, p.Aliases...) {
			if n := folded(name); len(n) > 2 && strings.Contains(words, " "+n+" ") {
				found[p.Key] = true
			}
		}
	}
	return found
}

// folded is a text as its folded words, a space between them.
func folded(text string) string {
	var b strings.Builder
	for _, t := range wholeWords(text) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Word)
	}
	return b.String()
}

// wholeWords are the words of a text, folded, without the parts of compounds that are there whole.
func wholeWords(text string) []knowledge.Token {
	last := -1
	return slices.DeleteFunc(knowledge.Analyze(text, ""), func(t knowledge.Token) bool {
		part := t.Start < last
		if !part {
			last = t.End
		}
		return part
	})
}

// Ambiguous tells whether two or more projects answer about equally well, and which: their keys, best first, at most
// four. The customer has to say which one is meant.
func Ambiguous(suggestions []Suggestion) (projects []string, ok bool) {
	if len(suggestions) == 0 || suggestions[0].Half { // several questions are about several things
		return nil, false
	}
	best := slices.MaxFunc(suggestions, func(x, y Suggestion) int { return cmp.Compare(x.strength, y.strength) })
	for _, s := range suggestions {
		if key := s.Sources[0].Project; s.Public && s.strength > 0.5 && best.strength-s.strength < alike && !slices.Contains(projects, key) {
			projects = append(projects, key)
		}
	}
	return projects, len(projects) > 1
}
