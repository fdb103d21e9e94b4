package knowledge

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
)

// Export writes the projects and the published articles into a folder in the format that Import reads, and says how many
// files it wrote. Files of that name are replaced, others stay. Importing the folder again changes nothing.
func Export(ctx context.Context, s *Store, dir string) (files int, err error) {
	err = EachFile(ctx, s, func(name string, data []byte) error {
		files++
		return writeExport(filepath.Join(dir, filepath.FromSlash(name)), data)
	})
	return files, err
}

// EachFile calls f with each file of the folder that Export writes, by its name with slashes. An error of f ends it.
func EachFile(ctx context.Context, s *Store, f func(name string, data []byte) error) error {
	projects, err := s.Projects(ctx)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	for _, p := range projects {
		if err := f(path.Join(p.Key, "project.md"), ProjectFile(p)); err != nil {
			return err
		}
	}
	worded, err := s.Worded(ctx)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if file := SynonymFile(worded); file != nil {
		if err := f(synonymFile, file); err != nil {
			return err
		}
	}
	for page, err := range s.pages(ctx, 0) {
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		for _, a := range page.articles {
			if err := f(path.Join(a.Project, a.Lang, a.Key+".md"), ArticleFile(a)); err != nil {
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
func ExportZip(ctx context.Context, s *Store, w io.Writer) error {
	z := zip.NewWriter(w)
	err := EachFile(ctx, s, func(name string, data []byte) error {
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
	w.line("name", p.Name)
	w.line("summary", p.Summary)
	w.line("url", p.URL)
	w.line("department", p.Department)
	w.list("aliases", p.Aliases)
	w.line("contacts", p.Contacts)
	w.line("hours", p.Hours)
	return w.file(p.Body)
}

// ArticleFile is an article as a file of the folder format. Its project, language and key are its path's.
func ArticleFile(a Article) []byte {
	var w frontWriter
	w.line("title", a.Title)
	if a.Audience == Internal {
		w.line("audience", string(a.Audience))
	}
	w.list("questions", a.Questions)
	w.list("tags", a.Tags)
	w.line("owner", a.Owner)
	w.line("link", a.Link)
	w.day("valid_from", a.ValidFrom)
	w.day("valid_until", a.ValidUntil)
	return w.file(a.Body)
}
