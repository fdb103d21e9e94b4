package pgtest_test

import (
	"context"
	"testing"

	"switchboard/migrations/pgtest"
)

func TestTestsDoNotSeeEachOther(t *testing.T) {
	for range 4 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			pool := pgtest.New(t)
			var others int
			err := pool.QueryRow(context.Background(), `
				WITH mine AS (INSERT INTO departments (key, name) VALUES ('one', 'One'))
				SELECT count(*) FROM departments`).Scan(&others)
			if err != nil {
				t.Fatal(err)
			}
			if others != 0 {
				t.Errorf("found %d rows of another test", others)
			}
		})
	}
}

func TestEmptyHasNoSchema(t *testing.T) {
	t.Parallel()
	var exists bool
	if err := pgtest.Empty(t).QueryRow(context.Background(), "SELECT to_regclass('departments') IS NOT NULL").Scan(&exists); err != nil || exists {
		t.Errorf("a table exists: %v, %v", exists, err)
	}
}
