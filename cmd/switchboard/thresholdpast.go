package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/routing"
)

// changeLine is a change of the thresholds in an exported folder: who made it, and what was in force from then on.
type changeLine struct {
	At         time.Time          `json:"at"`
	By         string             `json:"by"`
	Why        string             `json:"why,omitempty"`
	Thresholds routing.Thresholds `json:"thresholds"`
}

func (l changeLine) made() (at time.Time, by string) { return l.At, l.By }

func (l changeLine) check() error {
	if l.Thresholds == nil {
		return errors.New("thresholds are missing")
	}
	return l.Thresholds.Check()
}

// measuredLine is a measurement that thresholds are chosen from: numbers, no words.
type measuredLine struct {
	At    time.Time    `json:"at"`
	By    string       `json:"by"`
	Found []eval.Tuned `json:"found"`
}

func (l measuredLine) made() (at time.Time, by string) { return l.At, l.By }

func (l measuredLine) check() error {
	if l.Found == nil {
		return errors.New("found is missing")
	}
	return nil
}

// pastLine is a line of a file that says what was done before.
type pastLine interface {
	changeLine | measuredLine
	made() (at time.Time, by string)
	check() error
}

// nameOf tells a line from all others, in every database.
func nameOf[L pastLine](l L) string {
	at, by := l.made()
	return fmt.Sprint(at.UnixMicro(), " ", by)
}

// pastFile is a file of an exported folder that says what was done before. It is restored where nothing else was done since: a
// base that has a past of its own keeps it as it is.
func pastFile[L pastLine](file string, all func(context.Context) ([]L, error), add func(context.Context, []L) error) knowledge.Extra {
	return knowledge.Extra{Name: file, Most: 256 << 20, Clears: true,
		Write: func(ctx context.Context) ([]byte, error) {
			lines, err := all(ctx)
			if err != nil || len(lines) == 0 {
				return nil, err
			}
			return knowledge.Lines(lines)
		},
		Read: func(ctx context.Context, data []byte, _ string, dry bool) (taken knowledge.Taken, err error) {
			own := map[string]bool{}
			here, err := all(ctx)
			if err != nil {
				return taken, err
			}
			for _, l := range here {
				own[nameOf(l)] = true
			}
			seen := map[string]bool{}
			var lines []L
			var wrong knowledge.LineErrors
			bad := func(n int, problem string) { wrong = append(wrong, knowledge.BadFile{Line: n, Problem: problem}) }
			knowledge.ReadLines(bytes.NewReader(data), func(n int, l L) {
				if err := checkPast(l); err != nil {
					bad(n, err.Error())
					return
				}
				name := nameOf(l)
				if !own[name] && !seen[name] {
					lines = append(lines, l)
				}
				seen[name] = true
				delete(own, name)
			}, bad)
			if taken.Changed = len(own) == 0 && len(lines) > 0; taken.Changed && !dry {
				if err := add(ctx, lines); err != nil {
					return taken, err
				}
			}
			if len(wrong) > 0 {
				return taken, wrong
			}
			return taken, nil
		}}
}

// checkPast says what is wrong with a line.
func checkPast[L pastLine](l L) error {
	at, by := l.made()
	switch {
	case strings.TrimSpace(by) == "" || len(by) > 300 || strings.ContainsRune(by, 0):
		return errors.New("by is missing, or no name, for example: Maria")
	case at.IsZero():
		return errors.New("at is missing, or no time, for example: 2026-01-31T09:30:00Z")
	}
	return l.check()
}

// thresholdPast are the files of who set the thresholds, and of what they were chosen from.
func thresholdPast(pool *pgxpool.Pool) []knowledge.Extra {
	return []knowledge.Extra{
		pastFile("threshold-changes.jsonl", func(ctx context.Context) ([]changeLine, error) {
			list, err := routing.ThresholdChanges(ctx, pool, math.MaxInt32)
			lines := make([]changeLine, len(list))
			for i, c := range list {
				lines[len(list)-1-i] = changeLine{c.At.UTC(), c.By, c.Why, c.Value}
			}
			return lines, err
		}, func(ctx context.Context, lines []changeLine) error {
			changes := make([]routing.ThresholdChange, len(lines))
			for i, l := range lines {
				changes[i] = routing.ThresholdChange{At: l.At, By: l.By, Why: l.Why, Value: l.Thresholds}
			}
			return routing.RestoreThresholdChanges(ctx, pool, changes)
		}),
		pastFile("measurements.jsonl", func(ctx context.Context) ([]measuredLine, error) {
			rows, _ := pool.Query(ctx, `SELECT at, by, found FROM tunings ORDER BY at, id`)
			lines, err := pgx.CollectRows(rows, pgx.RowToStructByPos[measuredLine])
			if err != nil {
				return nil, fmt.Errorf("read what was measured: %w", err)
			}
			for i := range lines {
				lines[i].At = lines[i].At.UTC()
				for j, t := range lines[i].Found {
					lines[i].Found[j] = t.Plain()
				}
			}
			return lines, nil
		}, func(ctx context.Context, lines []measuredLine) error {
			b := &pgx.Batch{}
			for _, l := range lines[max(0, len(lines)-keptTunings):] {
				b.Queue(`INSERT INTO tunings (at, by, found) VALUES ($1, $2, $3)`, l.At, l.By, l.Found)
			}
			if err := pool.SendBatch(ctx, b).Close(); err != nil {
				return fmt.Errorf("restore what was measured: %w", err)
			}
			return nil
		}),
	}
}
