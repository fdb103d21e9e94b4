package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
	"switchboard/routing"
)

// storeWithExtras is the knowledge base with the files that others keep in an exported folder.
func storeWithExtras(pool *pgxpool.Pool) *knowledge.Store {
	return knowledge.NewStore(pool, append(thresholdPast(pool), thresholdFile(pool), routing.TransferFile(pool))...)
}

// thresholdFile is the file of an exported knowledge base that has from which probability the assistant answers and offers
// drafts.
func thresholdFile(pool *pgxpool.Pool) knowledge.Extra {
	return knowledge.Extra{Name: "thresholds.json",
		Write: func(ctx context.Context) ([]byte, error) {
			t, err := routing.ReadThresholds(ctx, pool)
			if err != nil || len(t) == 0 {
				return nil, err
			}
			file, err := json.MarshalIndent(t, "", "  ")
			return append(file, '\n'), err
		},
		Read: func(ctx context.Context, file []byte, by string, dry bool) (taken knowledge.Taken, err error) {
			var t routing.Thresholds
			d := json.NewDecoder(bytes.NewReader(file))
			if err := d.Decode(&t); err != nil {
				return taken, knowledge.InvalidError{{Field: "file", Problem: fmt.Sprintf("is no JSON of thresholds: %v", err), Example: `{"shop/en": {"answer": 0.9}}`}}
			}
			if err := t.Check(); err != nil {
				return taken, knowledge.InvalidError{{Field: "file", Problem: "has a threshold that cannot be: " + err.Error()}}
			}
			now, err := routing.ReadThresholds(ctx, pool)
			if taken.Changed = err == nil && !maps.Equal(now, t); !taken.Changed || dry {
				return taken, err
			}
			return taken, routing.RestoreThresholds(ctx, pool, t, by, "imported with the knowledge base")
		}}
}
