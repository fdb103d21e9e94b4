package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Project is a project of the company.
type Project struct {
	Key        string   `json:"key" readOnly:"true" doc:"Stable name, of a-z, 0-9 and -"`
	Name       string   `json:"name" doc:"What people call it"`
	Summary    string   `json:"summary,omitempty" doc:"What it is and for whom, in a sentence"`
	URL        string   `json:"url,omitempty"`
	Aliases    []string `json:"aliases,omitempty" doc:"Other names that customers use"`
	Department string   `json:"department,omitempty" doc:"Key of the department that its conversations go to, one that there is"`
	Contacts   string   `json:"contacts,omitempty"`
	Hours      string   `json:"hours,omitempty"`
	Owner      string   `json:"owner,omitempty" doc:"Who keeps the card true: a name or an e-mail address, as owners of articles are named. He is told when an offer ends"`
	Body       string   `json:"body,omitempty" doc:"What it is, Markdown; the sections For whom, Prices, Offers and Must know are found by their headings of level two. An item of Offers says its days behind it: - Half price (from 2026-12-01 until 2026-12-31), either of both; also as 31.12.2026 or 31 December 2026"`
	Version    int      `json:"version,omitempty" minimum:"0" doc:"Of the card; of one that is sent, the version that it was made from: refused if there is a newer one"`
}

func projectOut(p knowledge.Project) Project {
	return Project{Key: p.Key, Name: p.Name, Summary: p.Summary, URL: p.URL, Aliases: p.Aliases, Department: p.Department,
		Contacts: p.Contacts, Hours: p.Hours, Owner: p.Owner, Body: p.Body, Version: p.Version}
}

// ListedProject is a project in a list, of the removed ones too.
type ListedProject struct {
	Project
	Removal
}

// ProjectPath is the project that an address names.
type ProjectPath struct {
	Project string `path:"project" doc:"Key of the project"`
}

// ProjectBody is a project in an answer. Its ETag is another one as soon as anything that the answer says is.
type ProjectBody struct {
	ETag string `header:"ETag"`
	Body Project
}

func projectBody(p knowledge.Project) (*ProjectBody, error) {
	out := &ProjectBody{Body: projectOut(p)}
	var err error
	if out.ETag, err = tagOf(out.Body); err != nil {
		return nil, fmt.Errorf("tell project %q apart: %w", p.Key, err)
	}
	return out, nil
}

// projectNow answers with a project as it is now.
func (a *api) projectNow(ctx context.Context, key string) (*ProjectBody, error) {
	p, err := a.store.Project(ctx, key)
	if err != nil {
		return nil, a.saidOf(ctx, err, noProject(key))
	}
	return projectBody(p)
}

// noProject says that there is no project of a key.
func noProject(key string) string { return fmt.Sprintf("There is no project %q.", key) }

// ThisProject names a project and the state of it that is meant.
type ThisProject struct {
	ProjectPath
	Condition
}

func (a *api) projects(h huma.API) {
	type all struct {
		Body struct {
			Projects []ListedProject `json:"projects" doc:"By name; the removed ones by when they were removed, the last first"`
		}
	}
	type which struct {
		Removed bool `query:"removed" doc:"The removed ones instead, which can be brought back"`
	}
	huma.Register(h, op(http.MethodGet, "/projects", "list-projects", "List the projects"), func(ctx context.Context, in *which) (*all, error) {
		out := &all{}
		out.Body.Projects = []ListedProject{}
		if in.Removed {
			list, err := a.store.RemovedProjects(ctx)
			for _, p := range list {
				out.Body.Projects = append(out.Body.Projects, ListedProject{projectOut(p.Project), Removal{timeOut(p.At), p.By}})
			}
			return out, a.said(ctx, err)
		}
		list, err := a.store.Projects(ctx)
		for _, p := range list {
			out.Body.Projects = append(out.Body.Projects, ListedProject{Project: projectOut(p)})
		}
		return out, a.said(ctx, err)
	})
	huma.Register(h, op(http.MethodGet, "/projects/{project}", "get-project", "Read a project"), func(ctx context.Context, in *ThisProject) (*ProjectBody, error) {
		out, err := a.projectNow(ctx, in.Project)
		if err == nil {
			err = in.unread(out.ETag)
		}
		return out, err
	})
	huma.Register(h, op(http.MethodPut, "/projects/{project}", "put-project", "Make a project, or replace its card: over the one that was read, by its version or its ETag, or with If-Match: * over whatever stands. 409 where a project of this key was removed: restore that, or choose another key"), a.putProject)
	huma.Register(h, op(http.MethodDelete, "/projects/{project}", "remove-project", "Remove a project with its articles; it can be brought back"),
		func(ctx context.Context, in *ThisProject) (*struct{}, error) {
			caller, err := may(ctx, Publish)
			if err != nil {
				return nil, err
			}
			remove := func(s *knowledge.Store) error { return s.RemoveProject(ctx, in.Project, caller.Name) }
			if !in.given() {
				err = remove(a.store)
			} else {
				err = a.store.OverProject(ctx, in.Project, func(p knowledge.Project) error {
					now, err := projectBody(p)
					if err != nil {
						return err
					}
					return in.check(now.ETag)
				}, remove)
			}
			return nil, a.saidOf(ctx, err, noProject(in.Project))
		})
	huma.Register(h, op(http.MethodPost, "/projects/{project}/restore", "restore-project", "Bring a removed project back, with its articles"),
		func(ctx context.Context, in *ProjectPath) (*ProjectBody, error) {
			if _, err := may(ctx, Publish); err != nil {
				return nil, err
			}
			if err := a.store.RestoreProject(ctx, in.Project); err != nil {
				return nil, a.saidOf(ctx, err, fmt.Sprintf("There is no project %q that was removed.", in.Project))
			}
			return a.projectNow(ctx, in.Project)
		})
	type cardList struct {
		Body struct {
			Versions []Card `json:"versions" doc:"Newest first"`
		}
	}
	huma.Register(h, op(http.MethodGet, "/projects/{project}/versions", "project-versions", "What a project's card said, and when"),
		func(ctx context.Context, in *ProjectPath) (*cardList, error) {
			list, err := a.store.CardVersions(ctx, in.Project)
			if err == nil && len(list) == 0 {
				err = knowledge.ErrNotFound
			}
			if err != nil {
				return nil, a.saidOf(ctx, err, noProject(in.Project))
			}
			out := &cardList{}
			for _, v := range list {
				out.Body.Versions = append(out.Body.Versions, Card{projectOut(v.Project), v.Author, v.At})
			}
			return out, nil
		})
}

// Card is a version of a project's card.
type Card struct {
	Project
	Author string    `json:"author,omitempty"`
	At     time.Time `json:"at"`
}
