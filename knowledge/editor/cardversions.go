package editor

import (
	"net/http"

	"switchboard/knowledge"
)

// cardHistory is the page of what a project's card said, and who changed what.
type cardHistory struct {
	Me       Editor
	Project  knowledge.Project
	Versions []cardChange
}

// cardChange is a version with what it changed.
type cardChange struct {
	knowledge.CardVersion
	Fields []fieldChange
}

func (e *editor) showCardVersions(c call) error {
	p, err := e.store.Project(c.Context(), c.PathValue("key"))
	if err != nil {
		return err
	}
	list, err := e.store.CardVersions(c.Context(), p.Key)
	if err != nil {
		return err
	}
	h := cardHistory{Me: c.me, Project: p}
	for i, v := range list {
		change := cardChange{CardVersion: v}
		if i+1 < len(list) {
			change.Fields = compareCards(list[i+1].Project, v.Project)
		}
		h.Versions = append(h.Versions, change)
	}
	return e.show(c, http.StatusOK, "cardversions", "Versions of "+p.Name, h)
}

// compareCards tells what differs between two versions of a card.
func compareCards(a, b knowledge.Project) (out []fieldChange) {
	was, now := formOf(a), formOf(b)
	names := map[string]string{"name": "Name", "summary": "In one sentence", "url": "Site", "aliases": "Other names", "department": "Department",
		"contacts": "Contacts", "hours": "Hours", "owner": "Owner of the card", "body": "What it is", "for_whom": "For whom", "prices": "Prices", "must_know": "Must know", "rest": "Other sections"}
	old := was.texts()
	for i, field := range now.texts() {
		if *old[i].at != *field.at {
			out = append(out, fieldChange{names[field.name], compareLines(*old[i].at, *field.at)})
		}
	}
	if was.offerLines() != now.offerLines() {
		out = append(out, fieldChange{"Offers", compareLines(was.offerLines(), now.offerLines())})
	}
	return out
}
