package meili

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/meilisearch/meilisearch-go"
)

// Oldest version that understands all we send, and the newest whose API this was written from.
var oldest, newest = [2]int{1, 18}, [2]int{1, 41}

// Check reports whether the server can be reached, takes the key and is recent enough, and tells its version, how far the
// index is filled, and what failed of late.
func (x *Index) Check(ctx context.Context) (fact string, err error) {
	version, newer, err := x.version(ctx)
	if err != nil {
		return "", err
	}
	facts := []string{"Meilisearch " + version}
	if newer {
		facts = append(facts, fmt.Sprintf("newer than %d.%d, the newest that this program knows: if searches fail, go back to that one", newest[0], newest[1]))
	}
	n, err := x.noted(ctx)
	if err != nil {
		return "", err
	}
	ours, err := x.config.mark()
	switch {
	case err != nil:
		return "", err
	case n.Rev == 0:
		facts = append(facts, "not filled yet: serve fills it")
	case n.Settings != ours:
		facts = append(facts, fmt.Sprintf("at revision %d with other settings than this program's: serve fills it anew beside, then swaps", n.Rev))
	default:
		facts = append(facts, fmt.Sprintf("at revision %d", n.Rev))
	}
	failed, err := x.lastFailed(ctx)
	if err != nil {
		return "", err
	}
	if failed != "" {
		facts = append(facts, failed)
	}
	return strings.Join(facts, "; "), nil
}

// version asks for the server's version, and refuses one that is too old.
func (x *Index) version(ctx context.Context) (version string, newer bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	answer, err := x.master.VersionWithContext(ctx)
	if err != nil {
		return "", false, x.explain("ask Meilisearch for its version", err)
	}
	v, ok := parseVersion(answer.PkgVersion)
	if !ok || slices.Compare(v[:], oldest[:]) < 0 {
		return "", false, fmt.Errorf("server %s is Meilisearch version %q; %d.%d or later is needed: upgrade it", x.config.URL, answer.PkgVersion,
			oldest[0], oldest[1])
	}
	newer = slices.Compare(v[:], newest[:]) > 0
	if newer {
		x.config.Log.Warn("Meilisearch is newer than this program knows; if searches fail, go back to the newest that it knows",
			"server", answer.PkgVersion, "known", fmt.Sprintf("%d.%d", newest[0], newest[1]))
	}
	return answer.PkgVersion, newer, nil
}

// parseVersion reads the first two numbers of a version.
func parseVersion(v string) (out [2]int, ok bool) {
	parts := strings.SplitN(v, ".", 3)
	if len(parts) < 2 {
		return out, false
	}
	for i := range out {
		n, err := strconv.Atoi(parts[i])
		if err != nil {
			return out, false
		}
		out[i] = n
	}
	return out, true
}

// lately is how old a failed task may be that Check tells of.
const lately = 24 * time.Hour

// lastFailed tells of the last task on our indexes that failed lately, or "".
func (x *Index) lastFailed(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	tasks, err := x.fill().GetTasksWithContext(ctx, &meilisearch.TasksQuery{
		Statuses: []meilisearch.TaskStatus{meilisearch.TaskStatusFailed}, IndexUIDS: []string{x.passages, x.questions}, Limit: 20, AfterFinishedAt: time.Now().Add(-lately)})
	if err != nil {
		return "", x.explain("look for failed tasks", err)
	}
	// Of two replicas that make an index at once, one is told that it is there.
	tasks.Results = slices.DeleteFunc(tasks.Results, func(t meilisearch.Task) bool { return t.Error.Code == "index_already_exists" })
	if len(tasks.Results) == 0 {
		return "", nil
	}
	t := tasks.Results[0]
	return fmt.Sprintf("task %d (%s on %s) failed at %s: %s (%s)", t.UID, t.Type, t.IndexUID, t.FinishedAt.UTC().Format(time.DateTime), t.Error.Message, t.Error.Code), nil
}
