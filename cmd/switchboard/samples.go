package main

import (
	"context"
	"fmt"
	"log/slog"

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
	report, err := knowledge.Import(ctx, store, samples.FS, knowledge.ImportOptions{Sample: true, Author: "samples"})
	if err != nil {
		return fmt.Errorf("load the samples: %w", err)
	}
	log.Info("sample projects loaded; `switchboard knowledge remove-samples` removes them", "files", len(report.Added))
	return nil
}
