package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
)

// The company has one time zone, in which its days begin and end: that of SWITCHBOARD_ZONE, or else the one that was noted
// in the database before, or else, at the first start, the one of the machine. It is kept in the database so that all
// replicas and every command agree on what day it is. A running replica goes by another zone within seconds of its being noted.

// checkZone tells what is wrong with the name of a zone, by what this program knows.
func checkZone(name string) error {
	if name == "Local" { // a name that means something else on each machine
		return errors.New("is no time zone")
	}
	if _, err := time.LoadLocation(name); err != nil {
		return errors.New("is no time zone")
	}
	return nil
}

// settleZone notes the company's zone at a start and returns it.
func settleZone(ctx context.Context, cfg Config, pool *pgxpool.Pool, log *slog.Logger) (*time.Location, error) {
	name := cfg.Zone
	if name == "" {
		err := pool.QueryRow(ctx, `SELECT value #>> '{}' FROM settings WHERE key = 'zone'`).Scan(&name)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return nil, fmt.Errorf("read the company's time zone: %w", err)
		}
		if err == nil {
			return knowledge.NewStore(pool).Zone(ctx)
		}
		return noteZone(ctx, pool, firstZone(ctx, pool, machineZone("/etc", os.Getenv("TZ")), log), firstStays)
	}
	if err := known(ctx, pool, name); err != nil {
		return nil, fmt.Errorf("SWITCHBOARD_ZONE=%q is not known to the database: write for example SWITCHBOARD_ZONE=Europe/Kyiv: %w", name, err)
	}
	return noteZone(ctx, pool, name, lastStays)
}

// What stays where a zone is noted already: another replica may have its first start at the same time, and tells of its machine.
const (
	firstStays = `DO NOTHING`
	lastStays  = `DO UPDATE SET value = EXCLUDED.value, at = now() WHERE settings.value <> EXCLUDED.value`
)

// noteZone notes a zone and returns the one that is noted then.
func noteZone(ctx context.Context, pool *pgxpool.Pool, name, stays string) (*time.Location, error) {
	_, err := pool.Exec(ctx, `INSERT INTO settings (key, value) VALUES ('zone', to_jsonb($1::text)) ON CONFLICT (key) `+stays, name)
	if err != nil {
		return nil, fmt.Errorf("note the company's time zone: %w", err)
	}
	return knowledge.NewStore(pool).Zone(ctx)
}

// firstZone is the zone of the machine, or UTC where the database does not know that: nobody has set anything yet, so the
// start goes on.
func firstZone(ctx context.Context, pool *pgxpool.Pool, name string, log *slog.Logger) string {
	if err := known(ctx, pool, name); err != nil {
		log.Warn("the database does not know this machine's time zone: the company's days are those of UTC; SWITCHBOARD_ZONE sets another", "zone", name, "error", err)
		return "UTC"
	}
	log.Info("the company's days are those of this machine's time zone; SWITCHBOARD_ZONE sets another", "zone", name)
	return name
}

// known asks the database for the time in a zone, whose tables may be older than the program's.
func known(ctx context.Context, pool *pgxpool.Pool, name string) error {
	_, err := pool.Exec(ctx, `SELECT now() AT TIME ZONE $1::text`, name)
	return err
}

// machineZone names the zone of this machine: that of TZ, or the one that <etc>/localtime leads to. UTC, where neither
// tells.
func machineZone(etc, tz string) string {
	if tz = strings.TrimPrefix(tz, ":"); tz != "" && checkZone(tz) == nil {
		return tz
	}
	if to, err := filepath.EvalSymlinks(filepath.Join(etc, "localtime")); err == nil {
		if _, name, ok := strings.Cut(filepath.ToSlash(to), "zoneinfo/"); ok && checkZone(name) == nil {
			return name
		}
	}
	return "UTC"
}

// followZone goes by the zone that is noted, whichever replica notes another, until ctx ends.
func (a *app) followZone(ctx context.Context) {
	for ctx.Err() == nil {
		pause[struct{}](ctx, lookEvery, nil)
		err := goByZone(ctx, a.store, a.clock, a.log)
		if err != nil && ctx.Err() == nil {
			a.log.Warn("whether the company has another time zone is not known; it is looked again", "error", err)
		}
	}
}

// goByZone lets a clock go by the zone that is noted.
func goByZone(ctx context.Context, store *knowledge.Store, clock *knowledge.Clock, log *slog.Logger) error {
	zone, err := store.Zone(ctx)
	if err != nil {
		return err
	}
	if clock.Follow(zone) {
		log.Info("the company's days are those of another time zone now", "zone", zone.String())
	}
	return nil
}
