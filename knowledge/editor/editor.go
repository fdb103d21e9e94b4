// Package editor is the content editors' pages: what waits for an editor today, the list of what the knowledge base holds
// with changes of many articles at once, projects with their cards, articles in their languages, writing with previews,
// review, trial and publication, versions and their differences, gaps, imports.
//
// The idea: every page works as plain links and forms; scripts make it quicker (search while typing, live preview, text
// kept on the server, word of who else is at an article). A form carries the version that it was begun with, so that of
// two editors who save at once the second gets both texts, put together where they can be, and nothing is lost. Before a
// version is published the questions that must find their article are asked with it in place; a break takes a reason.
//
// Writers write drafts and ask for their review; publishers publish, plan, verify and change projects; whoever may do
// neither sees everything but no controls. Who that is the program decides (Config.Who). GET never writes, but for
// forgetting kept text that a saved version has made needless. The package owns no tables.
package editor

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/knowledge"
)

//go:embed pages/*.html
var sources embed.FS

//go:embed assets
var embedded embed.FS

// Assets are the scripts and styles of these pages, to be served with those of the layout.
func Assets() fs.FS {
	sub, err := fs.Sub(embedded, "assets")
	if err != nil {
		panic(err)
	}
	return sub
}

// Config is what the pages need.
type Config struct {
	Store  *knowledge.Store
	Layout *template.Template // the frame, with asset knowing Assets
	Who    func(*http.Request) (Editor, bool)
	Talks  Talks                                                            // nil: nothing is known of conversations
	Search func(context.Context, knowledge.Query) ([]knowledge.Hit, error)  // what customers' questions are answered from; nil: only whole words are found
	Try    knowledge.Trier                                                  // nil: drafts cannot be tried
	Ready  func()                                                           // makes trials quick that may follow, in the background: somebody is writing; nil: it is not made
	Recent func(ctx context.Context, n int) ([]knowledge.Unanswered, error) // the last questions of customers, masked; nil: none
	Alike  *knowledge.Likeness                                              // nil: one of its own
	Moved  knowledge.Transfers                                              // nil: nothing is known of transfers
	Tune   knowledge.Tuner                                                  // nil: thresholds are not shown
	Page   func(lang, project, key string) string                           // path of a public article in the help centre; nil: there is none
	Clock  *knowledge.Clock                                                 // the company's, by which days and set times are typed and told; nil: of UTC
	Looks  []Look                                                           // how a text looks in each channel, beside the page of an article
	Log    *slog.Logger

	Answered func(ctx context.Context, article int64) // a report on an article was answered; nil: nobody wants to know

	// Dismissed tells why operators dismissed the drafts that lessons were taught by, by the lessons' keys; nil: it is not known.
	Dismissed func(ctx context.Context, keys []string) (map[string]string, error)
	// TaughtIn tells in which conversations lessons were taught, by their keys: of those that an editor, by his number, may see; nil: it is not known.
	TaughtIn func(ctx context.Context, editor int64, keys []string) (map[string]int64, error)
}

// Look is how a text in Markdown looks to those who read it in a channel.
type Look struct {
	Name string
	Show func(markdown string) []template.HTML // one for each message
}

// Talks is what the pages need to know of conversations. The router is one.
type Talks interface {
	// OwnReplies returns how operators answered questions, each given by its conversation and its place there.
	OwnReplies(ctx context.Context, conversations, seqs []int64) ([]knowledge.OwnReply, error)
	// DislikedArticles lists the articles that fared worst since a time.
	DislikedArticles(ctx context.Context, since time.Time) ([]knowledge.Disliked, error)
	// Asked returns what a customer asked in a conversation that the operator may see, and how an operator answered.
	Asked(ctx context.Context, operator, conversation int64) (knowledge.Unanswered, string, error)
}

// Editor is who makes a request.
type Editor struct {
	ID      int64
	Name    string
	Email   string
	Write   bool // may write, and ask for a review
	Publish bool // may publish, review, and change projects
	Frame   any  // the user as the layout shows him
}

// by is what versions name as their author.
func (e Editor) by() string {
	if e.Name == "" {
		return e.Email
	}
	return e.Name
}

// names are those that owners and writers are named by, where they are the editor.
func (e Editor) names() []string { return []string{e.Name, e.Email} }

// is tells whether a name, as owners and writers are named, is the editor's.
func (e Editor) is(name string) bool {
	return name != "" && (strings.EqualFold(name, e.Name) || strings.EqualFold(name, e.Email))
}

// editor serves the pages.
type editor struct {
	store  *knowledge.Store
	who    func(*http.Request) (Editor, bool)
	talks  Talks
	moved  knowledge.Transfers
	tune   knowledge.Tuner
	log    *slog.Logger
	trier  knowledge.Trier
	ready  func()
	search func(context.Context, knowledge.Query) ([]knowledge.Hit, error)
	recent func(context.Context, int) ([]knowledge.Unanswered, error)
	page   func(lang, project, key string) string
	clock  *knowledge.Clock
	looks  []Look
	pages  map[string]*template.Template
	alike  *knowledge.Likeness

	answered func(ctx context.Context, article int64)

	dismissed func(ctx context.Context, keys []string) (map[string]string, error)
	taughtIn  func(ctx context.Context, editor int64, keys []string) (map[string]int64, error)
}

// New returns the pages, to be mounted at /knowledge and /knowledge/ behind a check of where forms come from.
func New(c Config) (http.Handler, error) {
	e := &editor{store: c.Store, who: c.Who, talks: c.Talks, moved: c.Moved, tune: c.Tune, log: c.Log, trier: c.Try, ready: c.Ready, search: c.Search, recent: c.Recent, page: c.Page, clock: c.Clock, looks: c.Looks, answered: c.Answered, dismissed: c.Dismissed, taughtIn: c.TaughtIn, alike: cmp.Or(c.Alike, knowledge.NewLikeness(c.Store)), pages: map[string]*template.Template{}}
	parts, err := c.Layout.Clone()
	if err == nil {
		parts, err = parts.Funcs(funcs(e.clock)).ParseFS(sources, "pages/parts.html")
	}
	if err != nil {
		return nil, fmt.Errorf("parts of the pages of the knowledge editor: %w", err)
	}
	for _, name := range []string{"list", "project", "projectform", "cardversions", "read", "write", "versions", "difference", "failure",
		"gaps", "gap", "reports", "checkup", "newarticle", "mustfind", "memory", "departments", "thresholds", "synonyms", "breaks", "loses", "import", "batch", "today", "pair"} {
		t, err := parts.Clone()
		if err == nil {
			t, err = t.ParseFS(sources, "pages/"+name+".html")
		}
		if err != nil {
			return nil, fmt.Errorf("page %s of the knowledge editor: %w", name, err)
		}
		e.pages[name] = t
	}
	return e.routes(), nil
}

func (e *editor) routes() http.Handler {
	mux := http.NewServeMux()
	get := func(path string, h handler) { mux.Handle("GET /knowledge"+path, e.run(h)) }
	write := func(method, path string, h handler) { mux.Handle(method+" /knowledge"+path, e.run(writers(h))) }
	get("", e.showList)
	get("/{$}", e.showList)
	get("/p/{key}", e.showProject)
	get("/p/{key}/versions", e.showCardVersions)
	get("/a/{id}", e.showArticle)
	get("/a/{id}/versions", e.showVersions)
	get("/a/{id}/difference", e.showDifference)
	get("/sibling", e.showSibling)
	get("/gaps", e.showGaps)
	get("/gaps/{id}", e.showGap)
	get("/reports", e.showReports)
	get("/today", e.showToday)
	get("/check-up", e.showCheckup)
	get("/check-up/pair", e.showPair)
	get("/must-find", e.showMustFind)
	get("/memory", e.showMemory)
	get("/memory/departments", e.showDepartments)
	get("/thresholds", e.showThresholds)
	get("/synonyms", e.showSynonyms)
	write("POST", "/synonyms", publishers(e.saveSynonyms))
	write("POST", "/must-find", e.addMustFind)
	write("GET", "/import", publishers(e.showImport))
	write("POST", "/import", publishers(e.takeIn))
	get("/export", e.download)
	get("/", func(call) error { return knowledge.ErrNotFound })
	write("GET", "/new-article", e.startArticle)
	for path, h := range map[string]handler{
		"/new-project": publishers(e.newProject), "/p/{key}/edit": publishers(e.editProject), "/p/{key}/new": e.newArticle,
		"/a/{id}/edit": e.editArticle, "/a/{id}/translate": e.translate,
	} {
		write("GET", path, h)
		write("POST", path, h)
	}
	for path, h := range map[string]handler{
		"/links": e.findLinks, "/preview": e.preview, "/keep": e.keep, "/leave": e.leave, "/drop": e.drop, "/files": e.upload, "/pasted": e.pasted, "/a/{id}/restore": e.restore, "/a/{id}/submit": e.submit, "/a/{id}/withdraw": e.withdraw, "/a/{id}/doubt": e.retried("doubt", e.doubt, e.articlePage),
	} {
		write("POST", path, h)
		get(path, onlyPost)
	}
	for path, h := range map[string]handler{
		"/p/{key}/offer": e.settleOffer, "/p/{key}/remove": e.removeProject, "/p/{key}/restore": e.restoreProject, "/a/{id}/publish": e.publish, "/a/{id}/unpublish": e.unpublish,
		"/must-find/{id}/remove": e.removeMustFind, "/memory/{id}/approve": e.approveLesson, "/memory/{id}/reject": e.rejectLesson,
		"/memory/{id}/correct": e.correctLesson, "/memory/{id}/forget": e.forgetLesson, "/memory/clear": e.clearMemory, "/memory/restore": e.recallForgotten, "/memory/waiting": e.judgeWaiting,
		"/thresholds/measure": e.measure, "/thresholds/take": e.takeThresholds, "/thresholds/set": e.retried("set", e.setThreshold, e.thresholdsAgain), "/thresholds/{id}/revert": e.revertThresholds,
		"/memory/departments/{id}/approve": e.approveTransfer, "/memory/departments/{id}/reject": e.rejectTransfer,
		"/memory/departments/{id}/correct": e.correctTransfer, "/memory/departments/{id}/forget": e.forgetTransfer,
		"/a/{id}/remove": e.remove, "/a/{id}/clear": e.clear, "/a/{id}/return": e.retried("return", e.giveBack, e.articlePage), "/a/{id}/plan": e.retried("plan", e.plan, e.articlePage), "/a/{id}/verify": e.retried("verify", e.verify, e.articlePage),
		"/batch": e.changeMany, "/check-up/settle": e.settle, "/check-up/unsettle": e.unsettle, "/gaps/{id}/assign": e.retried("assign", e.assignGap, e.gapAgain), "/searches/forget": e.forgetSearch, "/gaps/many": e.manyGaps,
		"/gaps/{id}/dismiss": e.retried("dismiss", e.dismissGap, e.gapAgain), "/gaps/{id}/reopen": e.reopenGap, "/gaps/{id}/answered": e.answeredGap, "/gaps/{id}/merge": e.retried("merge", e.mergeGap, e.gapAgain), "/reports/{id}/resolve": e.retried("resolve", e.resolveReport, e.reportsAgain),
	} {
		write("POST", path, publishers(h))
		get(path, onlyPost)
	}
	return mux
}

// maxForm is the longest form, in bytes: an article of the greatest length, each byte of it written as three.
const maxForm = 512 << 10

// call is one request of one person.
type call struct {
	*http.Request
	w    http.ResponseWriter
	me   Editor
	body io.ReadCloser // before it was limited
}

type handler func(call) error

// run finds out who asks, and shows what a handler returns as error.
func (e *editor) run(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		me, ok := e.who(r)
		if !ok {
			http.Error(w, "You are signed out. Sign in again.", http.StatusUnauthorized)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), 30*time.Second)
		defer cancel()
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "same-origin") // who is signed out meanwhile is led back to the page
		body := r.Body
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		c := call{r.WithContext(ctx), w, me, body}
		err := c.parse()
		if err == nil {
			err = h(c)
		}
		if err != nil {
			e.fail(c, err)
		}
	})
}

// parse reads address and form, so that handlers only look at values.
func (c call) parse() error {
	if !storable(c.URL.Path) {
		return knowledge.ErrNotFound
	}
	err := c.ParseForm()
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return large
	}
	if err != nil {
		return refusal{http.StatusBadRequest, "The address or the form is malformed."}
	}
	return nil
}

// storable reports whether PostgreSQL can hold a text; what it cannot hold is not there.
func storable(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }

// writers keeps a page to those who may write.
func writers(h handler) handler {
	return func(c call) error {
		if !c.me.Write {
			return refusal{http.StatusForbidden, "You may read the knowledge base, but not change it. Ask an administrator for the role of an editor."}
		}
		return h(c)
	}
}

// publishers keeps a page to those who may publish.
func publishers(h handler) handler {
	return func(c call) error {
		if !c.me.Publish {
			return refusal{http.StatusForbidden, "This is for editors, supervisors and administrators. You can write drafts and ask for their review."}
		}
		return h(c)
	}
}

// onlyPost refuses to read what can only be done: GET never writes.
func onlyPost(c call) error {
	c.w.Header().Set("Allow", http.MethodPost)
	return refusal{http.StatusMethodNotAllowed, "This address takes forms only. Go back to the page that you came from."}
}

// frame is what the layout is executed with.
type frame struct {
	Title   string
	Section string
	Wide    bool
	User    any
	Data    any
}

// show writes a page, all or nothing.
func (e *editor) show(c call, status int, page, title string, data any) error {
	return e.render(c, status, page, "layout", frame{Title: title, Section: "knowledge", User: c.me.Frame, Data: data})
}

func (e *editor) render(c call, status int, page, name string, data any) error {
	var b bytes.Buffer
	if err := e.pages[page].ExecuteTemplate(&b, name, data); err != nil {
		return fmt.Errorf("render %s: %w", page, err)
	}
	if status != 0 { // else it was sent before
		c.w.Header().Set("Content-Type", "text/html; charset=utf-8")
		c.w.WriteHeader(status)
	}
	_, _ = c.w.Write(b.Bytes()) // the reader has gone: nobody to tell
	return nil
}

// redirect leads to a page after a change.
func (c call) redirect(format string, args ...any) error {
	http.Redirect(c.w, c.Request, fmt.Sprintf(format, args...), http.StatusSeeOther)
	return nil
}

// number reads a positive number of a form or address; what is none is not there.
func number(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil || n <= 0 {
		return 0, knowledge.ErrNotFound
	}
	return n, nil
}

// document reads the article of the address.
func (e *editor) document(c call) (knowledge.Document, error) {
	id, err := strconv.ParseInt(c.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return knowledge.Document{}, knowledge.ErrNotFound
	}
	d, err := e.store.Article(c.Context(), id)
	if err == nil && len(d.Versions) == 0 {
		err = knowledge.ErrNotFound // just being made
	}
	return d, err
}
