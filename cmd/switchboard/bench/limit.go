package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// limitSQL inserts the rows that one accepted message makes.
const limitSQL = `
	WITH event AS (
		INSERT INTO bench.inbound_events (account, external_id, kind, sender, payload, conversation_id, seq)
		VALUES ('site', $1, 'message', $2, $3, $4, nextval('bench.seq')) RETURNING conversation_id, seq)
	INSERT INTO bench.messages (conversation_id, seq, rev, author, text, state, external_id, at)
	SELECT conversation_id, seq, seq, 'customer', $5, 'stored', $1, now() FROM event`

// limitSchema are the same tables with the same constraints and indexes, beside the real ones.
const limitSchema = `
	CREATE SCHEMA IF NOT EXISTS bench;
	CREATE SEQUENCE IF NOT EXISTS bench.seq;
	CREATE TABLE IF NOT EXISTS bench.inbound_events (LIKE public.inbound_events INCLUDING ALL);
	CREATE TABLE IF NOT EXISTS bench.messages (LIKE public.messages INCLUDING ALL)`

// Limit serves the bare handler until ctx ends: the fastest that the same rows can be stored over HTTP.
func Limit(ctx context.Context) error {
	cfg, err := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	cfg.MaxConns = 16 // the program's default
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return err
	}
	defer pool.Close()
	if _, err := pool.Exec(ctx, limitSchema); err != nil {
		return fmt.Errorf("make the limit's tables: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		var in struct{ ID, Text string }
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10)).Decode(&in); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		conversation, err := strconv.ParseInt(r.URL.Query().Get("conversation"), 10, 64)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		payload, err := json.Marshal(in)
		if err == nil {
			_, err = pool.Exec(r.Context(), limitSQL, in.ID, "visitor", payload, conversation, in.Text)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte(`{"ok":true}`)) // the sender is gone, if it fails
	})
	srv := &http.Server{Addr: os.Getenv("SWITCHBOARD_ADDR"), Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		_ = srv.Close() // nothing is in hand that matters
	}()
	if err := srv.ListenAndServe(); ctx.Err() == nil {
		return err
	}
	return nil
}
