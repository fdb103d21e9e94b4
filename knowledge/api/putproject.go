package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// putProject asks for a project's card.
type putProject struct {
	ThisProject
	BasedOn int `query:"based_on" minimum:"0" doc:"Version of the card that this one was made from, where the body does not say it; refused if there is a newer one. 0: a new project, or one that is removed"`
	Body    Project
}

// putProject makes a project, or replaces its card.
func (a *api) putProject(ctx context.Context, in *putProject) (*ProjectBody, error) {
	caller, err := may(ctx, Publish)
	if err != nil {
		return nil, err
	}
	b := in.Body
	if b.Key != "" && b.Key != in.Project {
		return nil, a.said(ctx, knowledge.InvalidError{{Field: "key", Problem: "is another than that of the address: leave it out, or write it as there", Example: in.Project}})
	}
	was, err := a.store.Project(ctx, in.Project)
	if err != nil && !errors.Is(err, knowledge.ErrNotFound) {
		return nil, a.said(ctx, err)
	}
	edit := knowledge.CardEdit{Author: caller.Name, Project: knowledge.Project{Key: in.Project, Name: b.Name, Summary: b.Summary, URL: b.URL, Aliases: b.Aliases,
		Department: b.Department, Contacts: b.Contacts, Hours: b.Hours, Owner: b.Owner, Body: b.Body}}
	if edit.Based, err = a.cardBase(ctx, in, was); err != nil {
		return nil, a.said(ctx, err)
	}
	if b.Department != was.Department {
		if err := a.isDepartment(ctx, b.Department); err != nil {
			return nil, a.said(ctx, err)
		}
	}
	saved, err := a.store.SaveCard(ctx, edit)
	if errors.Is(err, knowledge.ErrConflict) && in.given() {
		return nil, other()
	}
	if err != nil {
		return nil, a.saidAt(ctx, err, places{"key": "path.project"})
	}
	return projectBody(saved)
}

// cardBase is the version of a card that another one is made from: of a new project, which is the zero one, none.
func (a *api) cardBase(ctx context.Context, in *putProject, was knowledge.Project) (int, error) {
	if in.Body.Version != 0 && in.BasedOn != 0 && in.Body.Version != in.BasedOn {
		return 0, knowledge.InvalidError{{Field: "version", Problem: "is another than based_on of the address: say one of them"}}
	}
	named := cmp.Or(in.Body.Version, in.BasedOn)
	if was.ID != 0 {
		now, err := projectBody(was)
		if err != nil {
			return 0, err
		}
		return in.base(now.ETag, was.Version, named)
	}
	if named > 0 {
		versions, err := a.store.CardVersions(ctx, in.Project)
		if err == nil && len(versions) == 0 {
			err = huma.Error404NotFound(noProject(in.Project))
		}
		if err != nil {
			return 0, err
		}
	}
	return in.base("", 0, named)
}

// isDepartment tells whether a department is one that conversations can go to, where that is known.
func (a *api) isDepartment(ctx context.Context, key string) error {
	if key == "" || a.moved == nil {
		return nil
	}
	list, err := a.moved.TransferredTo(ctx)
	if err != nil {
		return err
	}
	var known []string
	for _, d := range list {
		known = append(known, d.Department)
	}
	if slices.Contains(known, key) {
		return nil
	}
	return knowledge.InvalidError{{Field: "department", Problem: fmt.Sprintf("%q is none that there is: they are %s", key, strings.Join(known, ", "))}}
}
