package editor

import (
	"cmp"
	"fmt"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/knowledge"
)

// form is an article as it is being written.
type form struct {
	Me        Editor
	Action    string // where it is sent
	Back      string // where leaving it leads
	Draft     string // name under which the browser keeps the text
	Another   string // where another new article is begun beside this one
	Kept      string // end of that name, of a new article that was begun from something: gap5, conversation7, asked
	Article   int64  // 0: a new one
	Project   string
	Name      string // of the project
	Key       string
	Lang      string
	Based     int
	Old       int // while another's change is shown and not merged: version that the text began with; 0: Based
	Title     string
	Body      string
	Audience  string
	Questions string // one a line
	Tags      string // with commas
	Owner     string
	Link      string
	From      string
	Until     string
	Comment   string
	ReviewBy  string
	Reviewed  string             // what ReviewBy was when the form was opened
	Gap       int64              // that the article is to close, 0: none
	Closes    knowledge.Gap      // that gap, also where it is not open any more
	Wrong     []knowledge.Report // on the article, that await an answer
	Replied   bool               // the text is what an operator answered
	Siblings  []sibling
	Of        string // language of the variant that it translates, or empty
	Fresh     int    // version of that variant that it now says the same as; 0: it does not
	FreshWas  int    // what Fresh was when the form was opened
	Was       knowledge.Flow
	Seen      bool               // readers see the article
	Merge     int64              // article that goes when this one is published; 0: none
	Merging   *knowledge.Article // that article
	Following int                // how many questions were learned of it, which follow

	Errors    map[string]string
	Problem   string
	Preview   template.HTML
	Unsaved   bool      // it holds what was typed and is not saved
	Restored  time.Time // when what is restored was typed; zero: nothing is
	Max       int
	Languages []string
	Looks     []string            // channels that the preview knows
	Original  *knowledge.Document // what is being translated
	Source    knowledge.Version   // of it
	Against   *against            // the original of a translation, beside which it is brought up to date
	Conflict  *conflict
	Trial     *knowledge.Trial       // what it would change
	Broken    []knowledge.TrialBreak // stored questions that publishing it breaks
	Taken     string                 // page of the article that has the key
	Reason    string                 // why to publish it although it does
	Tries     bool                   // it can be tried
	Help      bool                   // public articles have pages in the help centre
	Last      int                    // with how many questions
	SentBack  *knowledge.Step        // how the last draft was sent back
}

// sibling is another language of the article.
type sibling struct {
	Lang    string
	Version int // that readers see, or else the newest
	Newest  int
}

// Length is how long the body is, in bytes.
func (f form) Length() int { return len(f.Body) }

// Breaks are the stored questions that publishing the form breaks, as it sends them back: a reason stands for those that were shown.
func (f form) Breaks() string {
	ids := make([]string, len(f.Broken))
	for i, b := range f.Broken {
		ids[i] = strconv.FormatInt(b.ID, 10)
	}
	return strings.Join(ids, " ")
}

// Signs is how long the body is, in characters.
func (f form) Signs() int { return utf8.RuneCountInString(f.Body) }

// keptEnd is how the end of such a name looks.
var keptEnd = regexp.MustCompile(`^[a-z0-9]{1,60}$`)

// keptAs names the form of a new article after what it was begun from.
func (f *form) keptAs(end string) {
	if keptEnd.MatchString(end) {
		f.Kept, f.Draft = end, "new:"+f.Project+":"+end
	}
}

// fill takes what a version says.
func (f *form) fill(d knowledge.Draft) {
	f.Title, f.Body, f.Audience, f.Link = d.Title, d.Body, string(d.Audience), d.Link
	f.Owner = d.Owner
	f.Questions, f.Tags = strings.Join(d.Questions, "\n"), strings.Join(d.Tags, ", ")
	f.From, f.Until = isoDay(d.ValidFrom), isoDay(d.ValidUntil)
}

// read takes what was typed.
func (f *form) read(c call) {
	v := func(name string) string { return typed(c.PostForm.Get(name)) }
	f.Title, f.Body, f.Audience, f.Questions, f.Tags = v("title"), v("body"), v("audience"), v("questions"), v("tags")
	f.Owner, f.Link, f.From, f.Until, f.Comment = v("owner"), v("link"), v("valid_from"), v("valid_until"), v("comment")
	f.review(c)
	if c.PostForm.Has("translates") {
		f.Of = v("translates")
	}
	f.Fresh, _ = strconv.Atoi(v("fresh"))        // what is no number is no version
	f.FreshWas, _ = strconv.Atoi(v("fresh_was")) // nor here
	f.Gap, _ = number(v("gap"))                  // what is no number is no gap
	f.Merge, _ = number(v("merge"))              // what is no number is no article
	f.Based, _ = strconv.Atoi(v("based"))        // what is no number is no version, so it is a conflict
	f.Old, _ = strconv.Atoi(v("old"))            // what is no number is no version
}

// begun is the version that the text began with.
func (f form) begun() int { return cmp.Or(f.Old, f.Based) }

// key is that of the article: made from its title as it is now, where nobody chose one.
func (f form) key() string { return cmp.Or(f.Key, knowledge.Slug(f.Title)) }

// edit is what the form saves, with what is wrong with its days.
func (f form) edit(me Editor) (e knowledge.Edit, wrong map[string]string) {
	wrong = map[string]string{}
	day := func(field, s string) time.Time {
		if s = strings.TrimSpace(s); s == "" {
			return time.Time{}
		}
		t, err := time.Parse(time.DateOnly, s)
		if err != nil {
			wrong[field] = fmt.Sprintf("%q is not a day. Write year, month and day, for example: 2026-01-31", s)
		}
		return t
	}
	e = knowledge.Edit{Article: f.Article, Project: f.Project, Key: f.key(), Lang: f.Lang, Based: f.Based, Author: me.by(), Comment: f.Comment,
		Draft: knowledge.Draft{Title: f.Title, Body: f.Body, Audience: knowledge.Audience(f.Audience), Questions: cutList(f.Questions, "\n"),
			Tags: cutList(f.Tags, ",\n"), Link: f.Link, Owner: f.Owner, ValidFrom: day("valid_from", f.From), ValidUntil: day("valid_until", f.Until)}}
	if reviewBy := day("review_by", f.ReviewBy); !reviewBy.Equal(f.Was.ReviewBy) {
		e.ReviewBy = &reviewBy
	}
	e.Original, e.Gap = f.original(), f.Gap
	if number, ok := strings.CutPrefix(f.Kept, "conversation"); ok {
		e.Begun, _ = strconv.ParseInt(number, 10, 64) // what is no number is no conversation
	}
	if number, ok := strings.CutPrefix(f.Kept, "gap"); ok {
		e.BegunGap, _ = strconv.ParseInt(number, 10, 64) // what is no number is no gap
	}
	return e, wrong
}

// typed makes what a browser sent fit for a page: its line ends are those of texts here.
func typed(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// tag is a language tag as people type it, in its own form: the language in small letters, a country in large ones, hyphens between.
func tag(s string) string {
	parts := strings.Split(strings.ReplaceAll(strings.TrimSpace(typed(s)), "_", "-"), "-")
	for i, part := range parts {
		switch {
		case i == 0:
			parts[i] = strings.ToLower(part)
		case len(part) == 2:
			parts[i] = strings.ToUpper(part)
		}
	}
	return strings.Join(parts, "-")
}

// cutList cuts a list at any of the separators, and drops what is empty.
func cutList(s, separators string) []string {
	var out []string
	for _, item := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

func isoDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// problems says beside each field what is wrong with it, in sentences.
func problems(invalid knowledge.InvalidError) map[string]string {
	labels := map[string]string{"valid_from": "The first day", "valid_until": "The last day", "until": "The last day", "body": "The text", "title": "The title",
		"key": "The key", "language": "The language", "link": "The link", "questions": "A question", "tags": "A tag", "owner": "The owner",
		"comment": "The comment", "note": "The note", "question": "The question", "reason": "The reason", "answer": "The answer", "review_by": "The day of the review", "audience": "The audience", "name": "The name", "url": "The address", "summary": "The sentence",
		"aliases": "A name", "publish_at": "The time of publication", "expire_at": "The time to unpublish", "department": "The department", "contacts": "The contacts", "hours": "The hours", "project": "The project", "translates": "What it translates:"}
	out := map[string]string{}
	for _, f := range invalid {
		label := labels[f.Field]
		if strings.HasPrefix(f.Problem, "are ") {
			label = "The " + f.Field
		}
		if label == "" {
			label = f.Field
		}
		text := strings.ReplaceAll(label+" "+f.Problem, "valid_from", "the first day") + "."
		if f.Example != "" {
			text += " For example: " + f.Example
		}
		if out[f.Field] != "" {
			text = out[f.Field] + " " + text
		}
		out[f.Field] = text
	}
	return out
}
