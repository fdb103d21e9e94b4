package knowledge

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"time"

	"github.com/goccy/go-yaml"
)

// mustFindFile has, inside the folder of its project, the questions that must find their articles.
const mustFindFile = "_must-find.yaml"

// askFile is such a file.
type askFile struct {
	project, path string
	asks          []ask
}

// ask is one question of it.
type ask struct {
	Question string   `yaml:"question"`
	Article  string   `yaml:"article"` // key
	Was      []string `yaml:"was"`     // keys, see MustFind
	Language string   `yaml:"language"`
	By       string   `yaml:"by"`
	At       string   `yaml:"at"`
	Key      string   `yaml:"key"` // random; a question that people write has none
}

func (f *folder) mustFind(project, name string, data []byte) error {
	file := askFile{project: project, path: name}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.DisallowUnknownField()).Decode(&file.asks); err != nil {
		var at yaml.Error
		if errors.As(err, &at) && at.GetToken() != nil {
			return &lineError{at.GetToken().Position.Line, at.GetMessage()}
		}
		return &lineError{0, err.Error()}
	}
	f.asks = append(f.asks, file)
	return nil
}

// eachMustFind writes the questions of each project that has any, also those whose article is removed.
func eachMustFind(ctx context.Context, s *Store, f func(name string, data []byte) error) error {
	projects, err := s.allCards(ctx)
	if err != nil {
		return err
	}
	for _, p := range projects {
		list, err := s.everyMustFind(ctx, p.key)
		if err == nil && len(list) > 0 {
			err = f(path.Join(p.key, mustFindFile), mustFindsFile(list))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func mustFindsFile(list []MustFind) []byte {
	var w frontWriter
	for _, m := range list {
		fmt.Fprintf(&w.b, "- question: %s\n  article: %s\n", scalar(m.Text), scalar(m.Key))
		for i, key := range m.Was {
			if i == 0 {
				w.b.WriteString("  was:\n")
			}
			fmt.Fprintf(&w.b, "  - %s\n", scalar(key))
		}
		if m.Lang != "" {
			fmt.Fprintf(&w.b, "  language: %s\n", m.Lang)
		}
		if m.By != "" {
			fmt.Fprintf(&w.b, "  by: %s\n", scalar(m.By))
		}
		fmt.Fprintf(&w.b, "  at: %s\n  key: %s\n", m.At.UTC().Format(time.RFC3339Nano), m.Line)
	}
	return []byte(w.b.String())
}

// putAsks stores the questions that are new.
func (im *importer) putAsks(ctx context.Context, f *folder) error {
	for _, file := range f.asks {
		if im.projects[file.project].id == 0 && im.restoredCards[file.project] == nil && !f.presentProjects[file.project] {
			f.bad = append(f.bad, BadFile{Path: file.path, Problem: "its project does not exist: write " + file.project + "/project.md"})
			continue
		}
		now, err := im.store.everyMustFind(ctx, file.project)
		if err != nil {
			return err
		}
		added, left := 0, 0
		for i, a := range file.asks {
			m := MustFind{Project: file.project, Key: a.Article, Text: a.Question, Lang: a.Language, By: a.By, Line: a.Key, Was: a.Was}
			if a.Key != "" && !uuidForm.MatchString(a.Key) {
				f.bad = append(f.bad, BadFile{Path: file.path, Problem: fmt.Sprintf("question %d: key %q is none: leave it out", i+1, a.Key)})
				continue
			}
			if a.Key != "" && im.erased.names[lineNameOf(a.Key)] || a.Key == "" && im.erased.names[m.digest(im.erased.secret)] {
				left++
				continue
			}
			if m.By == "" {
				m.By = im.options.Author
			}
			if m.At, err = time.Parse(time.RFC3339, a.At); err != nil && a.At != "" {
				f.bad = append(f.bad, BadFile{Path: file.path, Problem: fmt.Sprintf("question %d: at %q is not a time, for example: 2026-01-31T09:30:00Z", i+1, a.At)})
				continue
			}
			if slices.ContainsFunc(now, func(n MustFind) bool {
				return n.Line == m.Line || n.Key == m.Key && n.Text == Mask(m.Text) && n.Lang == m.Lang
			}) {
				continue
			}
			if im.options.DryRun {
				added++
				continue
			}
			err := im.store.AddMustFind(ctx, m)
			_, invalid := errors.AsType[InvalidError](err)
			switch {
			case errors.Is(err, ErrNotFound):
				f.bad = append(f.bad, BadFile{Path: file.path, Problem: fmt.Sprintf("question %d: there is no article %q in the project", i+1, a.Article)})
			case invalid:
				f.bad = append(f.bad, BadFile{Path: file.path, Problem: fmt.Sprintf("question %d: %v", i+1, err)})
			case err != nil:
				return fmt.Errorf("%s: %w", file.path, err)
			default:
				added++
			}
		}
		im.leaveOut(LeftOut{Path: file.path, Lines: left})
		switch {
		case added == 0:
			im.report.Unchanged++
		case len(now) == 0:
			im.report.Added = append(im.report.Added, file.path)
		default:
			im.report.Changed = append(im.report.Changed, file.path)
		}
	}
	return nil
}
