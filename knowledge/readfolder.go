package knowledge

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// ReadFolder reads a folder as export writes it, without a knowledge base: its articles as if all were published, with
// numbers of their own, and its projects. Files that cannot be taken are an error that names each.
func ReadFolder(ctx context.Context, root fs.FS) ([]Article, []Project, error) {
	f, err := readFolder(ctx, root, "")
	if err != nil {
		return nil, nil, err
	}
	f.withoutProject(func(string) bool { return false })
	f.articles = slices.DeleteFunc(f.articles, func(a articleFile) bool { return a.draft })
	var bad []error
	for _, b := range f.bad {
		bad = append(bad, errors.New(b.String()))
	}
	if len(f.articles) == 0 {
		bad = append(bad, fmt.Errorf("there is no article in it: it holds <project>/project.md and <project>/<language>/<article>.md"))
	}
	if err := errors.Join(bad...); err != nil {
		return nil, nil, err
	}
	var projects []Project
	by := map[string]Project{}
	for _, p := range f.projects {
		projects = append(projects, p.Project)
		by[p.Key] = p.Project
	}
	articles := make([]Article, len(f.articles))
	for i, a := range f.articles {
		p := by[a.name.project]
		articles[i] = Article{
			ID: int64(i + 1), Key: a.name.key, Project: p.Key, Name: p.Name, Aliases: p.Aliases, Lang: a.name.lang, Title: a.Title, Body: a.Body,
			Audience: a.Audience, Questions: a.Questions, Tags: a.Tags, Link: a.Link, Owner: a.Owner, ValidFrom: a.ValidFrom, ValidUntil: a.ValidUntil, Version: 1,
		}
	}
	return articles, projects, nil
}
