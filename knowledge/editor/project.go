package editor

import (
	"errors"
	"net/http"

	"switchboard/knowledge"
)

// projectPage is the page of one project.
type projectPage struct {
	Me      Editor
	Done    string
	Project knowledge.Project
	Count   knowledge.Count
	Entries []entry
	Total   int
	Card    knowledge.Card
	Offers  []knowledge.Offer // in force now
	Coming  []knowledge.Offer
	Over    []knowledge.Offer
}

func (e *editor) showProject(c call) error {
	p := projectPage{Me: c.me, Done: done(c.Form.Get("done"))}
	var err error
	p.Project, err = e.store.Project(c.Context(), c.PathValue("key"))
	if errors.Is(err, knowledge.ErrNotFound) {
		if gone, err := e.removedProject(c, c.PathValue("key")); err == nil {
			return c.redirect("/knowledge?state=removed&project=%s", gone.Key) // where it can be brought back
		}
	}
	if err != nil {
		return err
	}
	p.Card = knowledge.ParseCard(p.Project.Body)
	for _, o := range p.Card.Offers {
		switch now := e.clock.Now(); {
		case o.InForce(now):
			p.Offers = append(p.Offers, o)
		case o.Over(now):
			p.Over = append(p.Over, o)
		default:
			p.Coming = append(p.Coming, o)
		}
	}
	counts, err := e.store.Counts(c.Context())
	if err != nil {
		return err
	}
	p.Count = counts[p.Project.Key]
	entries, total, err := e.store.Entries(c.Context(), knowledge.Filter{Project: p.Project.Key, Limit: 500})
	if err != nil {
		return err
	}
	p.Total = total
	for _, en := range entries {
		p.Entries = append(p.Entries, listed(en, p.Count.Languages))
	}
	return e.show(c, http.StatusOK, "project", p.Project.Name, p)
}

func (e *editor) removeProject(c call) error {
	if err := e.store.RemoveProject(c.Context(), c.PathValue("key"), c.me.by()); err != nil {
		return err
	}
	return c.redirect("/knowledge?state=removed&project=%s&done=gone", c.PathValue("key"))
}

func (e *editor) restoreProject(c call) error {
	if err := e.store.RestoreProject(c.Context(), c.PathValue("key")); err != nil {
		return err
	}
	return c.redirect("/knowledge/p/%s?done=here", c.PathValue("key"))
}
