package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"switchboard/channels"
	"switchboard/channels/webchat"
	"switchboard/cmd/switchboard/layout"
	"switchboard/cmd/switchboard/signin"
	"switchboard/knowledge"
	"switchboard/knowledge/api"
	"switchboard/knowledge/editor"
	"switchboard/knowledge/helpcentre"
	"switchboard/knowledge/samples"
	"switchboard/routing"
	"switchboard/routing/webdesk"
)

// mount puts every page and endpoint on one mux: the list of all routes.
func (a *app) mount(ctx context.Context) error {
	pages := layout.New(a.log, a.clock, webdesk.Assets(), editor.Assets())
	https := strings.HasPrefix(a.cfg.URL, "https://")
	gate := signin.New(signin.Config{Pool: a.db.pool, Layout: pages, Log: a.log, Secure: https, Base: a.cfg.URL})
	link, ok, err := gate.FirstLink(ctx, a.cfg.URL)
	if err != nil {
		return err
	}
	if ok {
		a.setup = link
	}
	desk := webdesk.New(webdesk.Config{
		Router: a.router, Layout: pages.Template(), Log: a.log, Search: a.searchWhole, Projects: a.projectNames, Who: a.who(gate),
		Earlier: a.store.Earlier,
	})
	alike := knowledge.NewLikeness(a.store)
	books, err := editor.New(editor.Config{Store: a.store, Alike: alike, Layout: pages.Template(), Log: a.log, Who: editorWho(gate), Talks: a.router, Dismissed: a.router.WhyDismissed, TaughtIn: a.router.TaughtIn, Moved: a.router, Tune: tuner{a}, Search: a.search,
		Page: a.cfg.helpPath(), Clock: a.clock, Looks: a.cfg.looks(), Try: a.trial.try, Ready: a.trial.expect, Recent: a.router.RecentQuestions, Answered: a.router.ReportAnswered})
	if err != nil {
		return err
	}

	own := http.NewServeMux() // pages of our own people
	own.Handle("/", gate.Handler())
	own.Handle("/desk", gate.Require()(desk))
	own.Handle("/desk/", gate.Require()(desk))
	own.Handle("/knowledge", gate.Require()(books))
	own.Handle("/knowledge/", gate.Require()(books))
	a.mountModels(own, gate, pages)
	a.mountSupervisors(own, gate, pages)
	guarded := layout.Secure(http.NewCrossOriginProtection().Handler(own), https)

	mux := http.NewServeMux()
	mux.Handle("/", guarded)
	mux.Handle("/assets/", pages.Assets())
	mux.Handle(knowledge.FilesPath, editor.Files(a.store, func(r *http.Request) bool { _, ok := gate.User(r); return ok }, a.log))
	demo := webchat.Demo(a.demoPage(ctx))
	mux.Handle("/{$}", demo)
	mux.Handle("/demo/", demo)
	if a.cfg.Help {
		help := helpcentre.New(helpcentre.Config{Store: a.store, Search: a.search, Base: a.cfg.URL, Name: a.cfg.Company, Clock: a.clock,
			Widget: "/channels/" + demoAccount + "/widget.js", Log: a.log})
		mux.Handle("/help", help)
		mux.Handle("/help/", help)
		mux.Handle("/robots.txt", help)
	}
	for name, ch := range a.channels {
		if h, ok := ch.(http.Handler); ok {
			mux.Handle("/channels/"+name+"/", http.StripPrefix("/channels/"+name, h))
		}
	}
	mux.Handle("/api/", api.New(api.Config{Store: a.store, Alike: alike, Search: a.search, Who: apiWho(gate), Base: a.cfg.URL, Page: a.cfg.helpPath(),
		Try: a.trial.try, Recent: a.router.RecentQuestions, Talks: a.router, Moved: a.router, Tune: tuner{a}, Looks: a.cfg.apiLooks(), Log: a.log, Answered: a.router.ReportAnswered}))
	if a.slack != nil {
		mux.Handle("/slack/", a.slack)
	}
	mux.HandleFunc("GET /healthz", healthz)
	mux.Handle("GET /readyz", opsOnly(a.cfg.OpsToken, readyz(a.parts)))
	mux.Handle("GET /metrics", opsOnly(a.cfg.OpsToken, metrics(a.router, a.db.pool, a.book)))
	a.handler = survive(a.log, mux)
	return nil
}

// demoPage is the page at /: a site of the sample company with the widget on it.
func (a *app) demoPage(ctx context.Context) webchat.Page {
	p := webchat.Page{Account: demoAccount}
	byLang := map[string]int{}
	for _, q := range samples.Questions() {
		if byLang[q.Lang]++; byLang[q.Lang] <= 4 {
			p.Questions = append(p.Questions, q.Text)
		}
	}
	projects, err := a.store.Projects(ctx)
	if err != nil {
		a.log.Warn("the demo page shows no projects", "error", err)
	}
	for _, project := range projects {
		p.Projects = append(p.Projects, webchat.Project{Name: project.Name, Summary: project.Summary})
	}
	return p
}

// who tells the desk which operator makes a request.
func (a *app) who(gate *signin.Gate) func(*http.Request) (routing.Operator, bool) {
	return func(r *http.Request) (routing.Operator, bool) {
		user, ok := gate.Fresh(r)
		if !ok {
			return routing.Operator{}, false
		}
		op, err := a.router.Operator(r.Context(), user.ID)
		return op, err == nil
	}
}

// search is the knowledge search of the desks and of readers; it says of each hit what speaks against it. Who sought it may read it
// elsewhere than on the program's pages.
func (a *app) search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	if q.At.IsZero() {
		q.At = a.clock.Now()
	}
	hits, err := a.finder.find(ctx, q)
	if err != nil || len(hits) == 0 {
		return hits, err
	}
	ids := make([]int64, len(hits))
	for i, h := range hits {
		ids[i] = h.Article
	}
	doubts, err := a.store.Doubts(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i := range hits {
		hits[i].Doubt = doubts[hits[i].Article]
	}
	return hits, nil
}

// searchWhole is search for who writes with what is found: a list is found whole. Where the articles cannot be read, it is as it was found.
func (a *app) searchWhole(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	hits, err := a.search(ctx, q)
	if err != nil || len(hits) == 0 {
		return hits, err
	}
	ids := make([]int64, len(hits))
	for i, h := range hits {
		ids[i] = h.Article
	}
	articles, err := a.store.Texts(ctx, ids)
	if err != nil {
		a.log.Warn("a list may be found in part", "error", err)
		return hits, nil
	}
	for i, h := range hits {
		for _, article := range articles {
			if article.ID == h.Article && article.Version == h.Version {
				hits[i] = h.Whole(article.Body)
			}
		}
	}
	return hits, nil
}

// projectNames are the projects' names by key.
func (a *app) projectNames(ctx context.Context) (map[string]string, error) {
	projects, err := a.store.Projects(ctx)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, p := range projects {
		names[p.Key] = p.Name
	}
	return names, nil
}

// allParts are what /readyz and doctor look at.
func (a *app) allParts() []part {
	parts := []part{
		{Name: "database", Vital: true, Check: func(ctx context.Context) (string, error) {
			if a.db.cluster != nil {
				return "private cluster", a.db.pool.Ping(ctx)
			}
			return "DATABASE_URL", a.db.pool.Ping(ctx)
		}},
		{Name: "index", Check: func(context.Context) (string, error) {
			s := a.follower.State()
			return fmt.Sprintf("at revision %d of %d", s.Reached, s.Wanted), s.Err
		}},
		{Name: "memory", Check: func(context.Context) (string, error) {
			s := a.recaller.State()
			return fmt.Sprintf("at revision %d of %d", s.Reached, s.Wanted), s.Err
		}},
	}
	if a.cfg.OpenAIEmbedding != "" {
		parts = append(parts, part{Name: "vectors", Check: a.checkVectors})
	}
	if a.cfg.OpenAIModel != "" {
		parts = append(parts, part{Name: "models", Check: a.book.Check})
	}
	if a.cfg.Judged > 0 {
		parts = append(parts, part{Name: "verdicts", Check: a.workers.Judging})
	}
	if a.slack != nil {
		parts = append(parts, part{Name: "slack", Check: a.slack.Check})
	}
	for name, ch := range a.channels {
		if c, ok := ch.(channels.Checker); ok {
			parts = append(parts, part{Name: "channel " + name, Check: c.Check})
		}
	}
	return parts
}
