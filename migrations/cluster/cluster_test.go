package cluster_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/migrations/cluster"
)

func TestNewClusterAnswersAndKeepsWhatIsCommitted(t *testing.T) {
	dir := t.TempDir() + "/postgres"
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	for i := range 3 {
		began := time.Now()
		c, err := cluster.Start(t.Context(), cluster.Config{Dir: dir, Log: log})
		if err != nil {
			t.Fatal(err)
		}
		conn, err := pgx.Connect(t.Context(), c.URL())
		if err != nil {
			t.Fatal(err)
		}
		var n int
		if err := conn.QueryRow(t.Context(), "SELECT 1").Scan(&n); err != nil {
			t.Fatal(err)
		}
		t.Log(i, time.Since(began), c.Version())
		conn.Close(t.Context())
		began = time.Now()
		if err := c.Stop(context.Background()); err != nil {
			t.Fatal(err)
		}
		t.Log("stop", time.Since(began))
	}
}
