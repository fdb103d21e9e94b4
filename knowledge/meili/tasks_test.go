package meili_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

type task struct {
	status, kind, uid string
	run               func() *refusal
	failed            *refusal
	finished          time.Time
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func (s *server) enqueue(kind, uid string, run func() *refusal) (int, any, *refusal) {
	s.tasks = append(s.tasks, &task{status: "enqueued", kind: kind, uid: uid, run: run})
	return http.StatusAccepted, map[string]any{
		"taskUid": len(s.tasks) - 1, "indexUid": orNull(uid), "status": "enqueued", "type": kind, "enqueuedAt": time.Now(),
	}, nil
}

// move lets the queue move by one step.
func (s *server) move() {
	for _, t := range s.tasks {
		if s.stuck || t.status != "enqueued" && t.status != "processing" {
			continue
		}
		if t.status == "enqueued" {
			t.status = "processing"
			break
		}
		t.status, t.finished = "succeeded", time.Now()
		if message, ok := s.fail[t.kind]; ok {
			t.failed = refuse(0, "internal", "%s", message)
		} else {
			t.failed = t.run()
		}
		if t.failed != nil {
			t.status = "failed"
		}
	}
}

// getTask lets the queue move, then says how a task is.
func (s *server) getTask(r *http.Request) (int, any, *refusal) {
	s.move()
	n, err := strconv.ParseUint(r.PathValue("id"), 10, 32)
	if err != nil {
		return 0, nil, refuse(http.StatusBadRequest, "invalid_task_uids", "Invalid value in path parameter `%s`", r.PathValue("id"))
	}
	if n >= uint64(len(s.tasks)) || !s.seen(r, s.tasks[n]) {
		return 0, nil, refuse(http.StatusNotFound, "task_not_found", "Task `%d` not found.", n)
	}
	t := s.tasks[n]
	return http.StatusOK, t.view(int(n)), nil
}

func (t *task) view(n int) map[string]any {
	v := map[string]any{"uid": n, "batchUid": n, "canceledBy": nil, "indexUid": orNull(t.uid), "status": t.status, "type": t.kind, "error": t.failed,
		"enqueuedAt": time.Now(), "startedAt": nil, "finishedAt": nil, "duration": nil, "details": nil}
	if !t.finished.IsZero() {
		v["startedAt"], v["finishedAt"], v["duration"] = t.finished, t.finished, "PT0.01S"
	}
	return v
}

// listTasks lists the newest tasks first, by status, index and when they ended.
func (s *server) listTasks(r *http.Request) (int, any, *refusal) {
	if no := parameters(r, "limit", "from", "statuses", "types", "indexUids", "uids", "canceledBy", "batchUids", "reverse", "beforeEnqueuedAt",
		"afterEnqueuedAt", "beforeStartedAt", "afterStartedAt", "beforeFinishedAt", "afterFinishedAt"); no != nil {
		return 0, nil, no
	}
	has := func(name, value string) bool {
		wanted := r.URL.Query().Get(name)
		return wanted == "" || slices.Contains(strings.Split(wanted, ","), value)
	}
	for _, status := range strings.Split(r.URL.Query().Get("statuses"), ",") {
		if status != "" && !slices.Contains([]string{"enqueued", "processing", "succeeded", "failed", "canceled"}, status) {
			return 0, nil, refuse(http.StatusBadRequest, "invalid_task_statuses", "`%s` is not a valid task status.", status)
		}
	}
	after := time.Time{}
	if at := r.URL.Query().Get("afterFinishedAt"); at != "" {
		var err error
		if after, err = time.Parse(time.RFC3339, at); err != nil {
			return 0, nil, refuse(http.StatusBadRequest, "invalid_task_after_finished_at", "`%s` is an invalid date-time.", at)
		}
	}
	limit := 20
	if n, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil {
		limit = n
	}
	results := []any{}
	for n, t := range slices.Backward(s.tasks) {
		if s.seen(r, t) && has("statuses", t.status) && has("indexUids", t.uid) && t.finished.After(after) && len(results) < limit {
			results = append(results, t.view(n))
		}
	}
	return http.StatusOK, map[string]any{"results": results, "limit": limit, "from": nil, "next": nil, "total": len(results)}, nil
}

// seen tells whether a request's key is shown a task: a key for some indexes is shown those of these alone, and no swap,
// which belongs to no single index.
func (s *server) seen(r *http.Request, t *task) bool {
	k := s.shown(r)
	if s.key == "" || k == nil || slices.Contains(k.Indexes, "*") {
		return true
	}
	return t.uid != "" && s.reaches(r, t.uid) == nil
}
