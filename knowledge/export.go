package knowledge

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// Export writes everything into a folder in the format that Import reads, and says how many files it wrote. Files of that
// name are replaced; drafts that are none any more and files of what is removed now are deleted, other files stay. Importing
// the folder again changes nothing; importing it into an empty knowledge base restores everything.
func Export(ctx context.Context, s *Store, dir string) (files int, err error) {
	written := map[string]bool{}
	err = EachFile(ctx, s, func(name string, data []byte) error {
		written[name] = true
		return writeExport(filepath.Join(dir, filepath.FromSlash(name)), data)
	})
	if err != nil {
		return len(written), err
	}
	stale, err := staleExport(os.DirFS(dir), written, s.exportTops())
	if err != nil {
		return len(written), fmt.Errorf("export: %w", err)
	}
	for _, name := range stale {
		if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			return len(written), fmt.Errorf("export: %w", err)
		}
	}
	return len(written), nil
}

// exportTops are the files beside the projects that are there when there is something to say, and else not.
func (s *Store) exportTops() []string {
	names := slices.Clone(lineFiles)
	for _, x := range s.extras {
		if x.Clears {
			names = append(names, x.Name)
		}
	}
	return names
}

// besideProjects are the files that an export may write beside the projects.
func (s *Store) besideProjects() []string {
	names := slices.Clone(lineFiles)
	for _, x := range s.extras {
		names = append(names, x.Name)
	}
	return names
}

// EachFile calls f with each file of the folder that Export writes, by its name with slashes: projects' cards, what
// readers see, drafts, what was before, what was taught, the questions that must find their articles, gaps, reports, what
// readers said, what was settled, what is not saved, pictures and files.
// An error of f ends it.
func EachFile(ctx context.Context, s *Store, f func(name string, data []byte) error) error {
	return exportTo(ctx, s, true, f)
}

func exportTo(ctx context.Context, s *Store, unsaved bool, f func(name string, data []byte) error) error {
	if err := eachFile(ctx, s, unsaved, f); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

func eachFile(ctx context.Context, s *Store, unsaved bool, f func(name string, data []byte) error) error {
	projects, err := s.Projects(ctx)
	if err != nil {
		return err
	}
	names, err := s.fileNames(ctx)
	if err != nil {
		return err
	}
	used := map[string]bool{}
	relink := func(body string, depth int) string { return exportLinks(body, depth, names, used) }
	for _, p := range projects {
		p.Body = relink(p.Body, 1)
		if err := f(path.Join(p.Key, "project.md"), ProjectFile(p)); err != nil {
			return err
		}
	}
	if err := eachMustFind(ctx, s, f); err != nil {
		return err
	}
	worded, err := s.Worded(ctx)
	if err != nil {
		return err
	}
	if file := SynonymFile(worded); file != nil {
		if err := f(synonymFile, file); err != nil {
			return err
		}
	}
	if err := eachArticle(ctx, s, relink, f); err != nil {
		return err
	}
	err = eachHistory(ctx, s, relink, f)
	if err == nil {
		err = eachMemory(ctx, s, f)
	}
	if err == nil {
		err = s.eachLineFile(ctx, unsaved, func(body string) string { return relink(body, 0) }, f)
	}
	if err == nil {
		err = s.eachExtra(ctx, f)
	}
	if err != nil {
		return err
	}
	if err := s.eachStored(ctx, used, f); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(used)) {
		file, err := s.File(ctx, key)
		if err != nil {
			return err
		}
		if err := f(path.Join(filesFolder, key, file.Name), file.Content); err != nil {
			return err
		}
	}
	return nil
}

// eachArticle calls f with what readers see, and with drafts.
func eachArticle(ctx context.Context, s *Store, relink func(body string, depth int) string, f func(name string, data []byte) error) error {
	for page, err := range s.exportPages(ctx) {
		if err != nil {
			return err
		}
		for _, x := range page {
			if x.shown != nil {
				x.shown.Body = relink(x.shown.Body, 2)
				err = f(x.path(), ArticleFile(x.article(*x.shown), x.Flow))
			}
			if err == nil && x.draft != nil {
				x.draft.Body = relink(x.draft.Body, 3)
				err = f(x.draftPath(), articleFileOf(x.article(*x.draft), x.draftFlow(), true))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func writeExport(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// ExportZip writes what Export writes, as a zip file.
func ExportZip(ctx context.Context, s *Store, w io.Writer) error { return exportZip(ctx, s, true, w) }

// ExportShared writes what everybody may read who may read the knowledge base: all of it but what editors have typed and
// not saved.
func ExportShared(ctx context.Context, s *Store, w io.Writer) error {
	return exportZip(ctx, s, false, w)
}

func exportZip(ctx context.Context, s *Store, unsaved bool, w io.Writer) error {
	z := zip.NewWriter(w)
	err := exportTo(ctx, s, unsaved, func(name string, data []byte) error {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write(data)
		}
		if err != nil {
			return fmt.Errorf("export %s: %w", name, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return z.Close()
}

// ProjectFile is a project's card as a file of the folder format.
func ProjectFile(p Project) []byte {
	var w frontWriter
	w.card(p)
	return w.file(p.Body)
}

func (w *frontWriter) card(p Project) {
	w.line("name", p.Name)
	w.line("summary", p.Summary)
	w.line("url", p.URL)
	w.line("department", p.Department)
	w.list("aliases", p.Aliases)
	w.line("contacts", p.Contacts)
	w.line("hours", p.Hours)
	w.line("owner", p.Owner)
}

// ArticleFile is an article as a file of the folder format, with what is known of it beside its text. Its project, language
// and key are its path's.
func ArticleFile(a Article, f Flow) []byte { return articleFileOf(a, f, false) }

func articleFileOf(a Article, flow Flow, draft bool) []byte {
	var w frontWriter
	w.text(Draft{Title: a.Title, Audience: a.Audience, Questions: a.Questions, Tags: a.Tags, Owner: a.Owner, Link: a.Link, ValidFrom: a.ValidFrom, ValidUntil: a.ValidUntil})
	w.flow(flow, draft)
	return w.file(a.Body)
}
