package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"regexp"

	"switchboard/knowledge"
	"switchboard/knowledge/samples"
)

// loadSamples fills an empty knowledge base with the sample projects, unless told not to. One that was
// ever written to is not empty: what was removed does not come back.
func loadSamples(ctx context.Context, cfg Config, store *knowledge.Store, log *slog.Logger) error {
	if !cfg.Samples {
		return nil
	}
	if rev, err := store.Rev(ctx); err != nil || rev > 0 {
		return err
	}
	root, err := unlinked(samples.FS)
	if err != nil {
		return fmt.Errorf("read the samples: %w", err)
	}
	report, err := knowledge.Import(ctx, store, root, knowledge.ImportOptions{Sample: true, Author: "samples"})
	if err != nil {
		return fmt.Errorf("load the samples: %w", err)
	}
	log.Info("sample projects loaded; `switchboard knowledge remove-samples` removes them", "files", len(report.Added))
	return nil
}

// links are where the invented company's own site would have an article.
var links = regexp.MustCompile(`(?m)^[ ]*link: https://help\.lumen\.example/.*\n`)

// unlinked are the samples without those: nothing opens there. Their pages are in the help centre, where it is on.
func unlinked(root fs.FS) (fs.FS, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = w.Write(links.ReplaceAll(data, nil))
		}
		return err
	})
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
}
