package meili_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// server is a stand-in for Meilisearch, written from its API reference: tasks are done one after the other and only when
// somebody looks, fields it does not know are refused, and so is what a real server refuses.
type server struct {
	*httptest.Server
	key, version string // master key

	mu      sync.Mutex
	indexes map[string]*index
	keys    map[string]*apiKey // by id
	used    map[string]int     // requests by key's name; "" is the master key
	tasks   []*task
	fail    map[string]string // type of a task to the message it fails with
	stuck   bool              // tasks stay enqueued
}

type index struct {
	docs     map[string]map[string]any
	settings map[string]any
	updated  time.Time
}

type task struct {
	status, kind, uid string
	run               func() *refusal
	failed            *refusal
}

// refusal is an error as Meilisearch writes it.
type refusal struct {
	status  int
	Message string `json:"message"`
	Code    string `json:"code"`
	Type    string `json:"type"`
	Link    string `json:"link"`
}

func refuse(status int, code, format string, args ...any) *refusal {
	kind := "invalid_request"
	if status == http.StatusUnauthorized || status == http.StatusForbidden {
		kind = "auth"
	}
	return &refusal{status, fmt.Sprintf(format, args...), code, kind, "https://docs.meilisearch.com/errors#" + code}
}

func newServer(t *testing.T, key string) *server {
	s := &server{key: key, version: "1.41.0", indexes: map[string]*index{}, keys: map[string]*apiKey{}, used: map[string]int{}, fail: map[string]string{}}
	mux := http.NewServeMux()
	type endpoint struct {
		action string
		handle func(*http.Request) (int, any, *refusal)
	}
	for pattern, e := range map[string]endpoint{
		"GET /version":                         {"version", s.getVersion},
		"GET /keys/{id}":                       {"keys.get", s.getKey},
		"POST /keys":                           {"keys.create", s.createKey},
		"DELETE /keys/{id}":                    {"keys.delete", s.deleteKey},
		"GET /indexes":                         {"indexes.get", s.listIndexes},
		"POST /indexes":                        {"indexes.create", s.createIndex},
		"GET /indexes/{uid}":                   {"indexes.get", s.getIndex},
		"DELETE /indexes/{uid}":                {"indexes.delete", s.deleteIndex},
		"PATCH /indexes/{uid}/settings":        {"settings.update", s.patchSettings},
		"POST /indexes/{uid}/documents":        {"documents.add", s.addDocuments},
		"GET /indexes/{uid}/documents/{id}":    {"documents.get", s.getDocument},
		"POST /indexes/{uid}/documents/delete": {"documents.delete", s.deleteDocuments},
		"POST /swap-indexes":                   {"indexes.swap", s.swap},
		"POST /multi-search":                   {"search", s.multiSearch},
		"GET /tasks/{id}":                      {"tasks.get", s.getTask},
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			s.mu.Lock()
			defer s.mu.Unlock()
			status, body, no := 0, any(nil), s.authorize(r, e.action)
			if no == nil {
				status, body, no = e.handle(r)
			}
			if no != nil {
				status, body = no.status, no
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			if status == http.StatusNoContent {
				return
			}
			if err := json.NewEncoder(w).Encode(body); err != nil {
				t.Error(err)
			}
		})
	}
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// decode reads a body strictly.
func decode(r *http.Request, into any) *refusal {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		return refuse(http.StatusUnsupportedMediaType, "invalid_content_type", "The Content-Type %q is invalid.", r.Header.Get("Content-Type"))
	}
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil && err != io.EOF {
		return refuse(http.StatusBadRequest, "bad_request", "%v", err)
	}
	return nil
}

func parameters(r *http.Request, known ...string) *refusal {
	for name := range r.URL.Query() {
		if !slices.Contains(known, name) {
			return refuse(http.StatusBadRequest, "bad_request", "Unknown parameter `%s`", name)
		}
	}
	return nil
}

func (s *server) enqueue(kind, uid string, run func() *refusal) (int, any, *refusal) {
	s.tasks = append(s.tasks, &task{status: "enqueued", kind: kind, uid: uid, run: run})
	return http.StatusAccepted, map[string]any{
		"taskUid": len(s.tasks) - 1, "indexUid": uid, "status": "enqueued", "type": kind, "enqueuedAt": time.Now(),
	}, nil
}

// getTask lets the queue move by one step, then says how the task is.
func (s *server) getTask(r *http.Request) (int, any, *refusal) {
	for _, t := range s.tasks {
		if s.stuck || t.status != "enqueued" && t.status != "processing" {
			continue
		}
		if t.status == "enqueued" {
			t.status = "processing"
			break
		}
		t.status = "succeeded"
		if message, ok := s.fail[t.kind]; ok {
			t.failed = refuse(0, "internal", "%s", message)
		} else {
			t.failed = t.run()
		}
		if t.failed != nil {
			t.status = "failed"
		}
	}
	n, err := strconv.Atoi(r.PathValue("id"))
	if err != nil || n >= len(s.tasks) {
		return 0, nil, refuse(http.StatusNotFound, "task_not_found", "Task `%s` not found.", r.PathValue("id"))
	}
	t := s.tasks[n]
	return http.StatusOK, map[string]any{
		"uid": n, "indexUid": t.uid, "status": t.status, "type": t.kind, "error": t.failed, "enqueuedAt": time.Now(), "details": nil,
	}, nil
}

func (s *server) getVersion(*http.Request) (int, any, *refusal) {
	return http.StatusOK, map[string]any{"commitSha": "x", "commitDate": "x", "pkgVersion": s.version}, nil
}

func (s *server) describe(uid string) map[string]any {
	return map[string]any{"uid": uid, "createdAt": s.indexes[uid].updated, "updatedAt": s.indexes[uid].updated, "primaryKey": "id"}
}

func (s *server) listIndexes(r *http.Request) (int, any, *refusal) {
	if no := parameters(r, "limit", "offset"); no != nil {
		return 0, nil, no
	}
	var results []any
	for _, uid := range slices.Sorted(maps.Keys(s.indexes)) {
		if s.reaches(r, uid) != nil {
			continue
		}
		results = append(results, s.describe(uid))
	}
	return http.StatusOK, map[string]any{"results": results, "offset": 0, "limit": 1000, "total": len(results)}, nil
}

func (s *server) missing(uid string) *refusal {
	if s.indexes[uid] == nil {
		return refuse(http.StatusNotFound, "index_not_found", "Index `%s` not found.", uid)
	}
	return nil
}

func (s *server) createIndex(r *http.Request) (int, any, *refusal) {
	var body struct{ UID, PrimaryKey string }
	if no := decode(r, &body); no != nil {
		return 0, nil, no
	}
	if no := s.reaches(r, body.UID); no != nil {
		return 0, nil, no
	}
	return s.enqueue("indexCreation", body.UID, func() *refusal {
		if s.indexes[body.UID] != nil {
			return refuse(0, "index_already_exists", "Index `%s` already exists.", body.UID)
		}
		s.indexes[body.UID] = &index{docs: map[string]map[string]any{}, updated: time.Now()}
		return nil
	})
}

func (s *server) getIndex(r *http.Request) (int, any, *refusal) {
	uid := r.PathValue("uid")
	if no := s.missing(uid); no != nil {
		return 0, nil, no
	}
	return http.StatusOK, s.describe(uid), nil
}

func (s *server) deleteIndex(r *http.Request) (int, any, *refusal) {
	uid := r.PathValue("uid")
	return s.enqueue("indexDeletion", uid, func() *refusal {
		if no := s.missing(uid); no != nil {
			return no
		}
		delete(s.indexes, uid)
		return nil
	})
}

func (s *server) patchSettings(r *http.Request) (int, any, *refusal) {
	var body map[string]any
	if no := decode(r, &body); no != nil {
		return 0, nil, no
	}
	known := []string{"rankingRules", "distinctAttribute", "searchableAttributes", "filterableAttributes", "stopWords", "typoTolerance", "pagination", "synonyms", "embedders"}
	for name := range body {
		if !slices.Contains(known, name) {
			return 0, nil, refuse(http.StatusBadRequest, "bad_request", "Unknown field `%s`", name)
		}
	}
	uid := r.PathValue("uid")
	return s.enqueue("settingsUpdate", uid, func() *refusal {
		if no := s.missing(uid); no != nil {
			return no
		}
		s.indexes[uid].settings = body
		return nil
	})
}

var documentID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,511}$`)

func (s *server) addDocuments(r *http.Request) (int, any, *refusal) {
	var docs []map[string]any
	if no := cmpOr(parameters(r, "primaryKey"), decode(r, &docs)); no != nil {
		return 0, nil, no
	}
	uid := r.PathValue("uid")
	return s.enqueue("documentAdditionOrUpdate", uid, func() *refusal {
		if no := s.missing(uid); no != nil {
			return no
		}
		for _, d := range docs {
			id, _ := d["id"].(string)
			if !documentID.MatchString(id) {
				return refuse(0, "invalid_document_id", "Document identifier `%v` is invalid.", d["id"])
			}
			if no := s.indexes[uid].fit(d); no != nil {
				return no
			}
			s.indexes[uid].docs[id] = d
		}
		return nil
	})
}

func cmpOr(all ...*refusal) *refusal {
	for _, r := range all {
		if r != nil {
			return r
		}
	}
	return nil
}

func (s *server) getDocument(r *http.Request) (int, any, *refusal) {
	uid, id := r.PathValue("uid"), r.PathValue("id")
	if no := s.missing(uid); no != nil {
		return 0, nil, no
	}
	d, ok := s.indexes[uid].docs[id]
	if !ok {
		return 0, nil, refuse(http.StatusNotFound, "document_not_found", "Document `%s` not found.", id)
	}
	return http.StatusOK, d, nil
}

func (s *server) deleteDocuments(r *http.Request) (int, any, *refusal) {
	var body struct{ Filter any }
	if no := decode(r, &body); no != nil {
		return 0, nil, no
	}
	if body.Filter == nil {
		return 0, nil, refuse(http.StatusBadRequest, "missing_document_filter", "Missing field `filter`")
	}
	uid := r.PathValue("uid")
	return s.enqueue("documentDeletion", uid, func() *refusal {
		if no := s.missing(uid); no != nil {
			return no
		}
		match, err := compile(body.Filter, s.indexes[uid].filterable())
		if err != nil {
			return refuse(0, "invalid_document_filter", "%v", err)
		}
		maps.DeleteFunc(s.indexes[uid].docs, func(_ string, d map[string]any) bool { return match(d) })
		return nil
	})
}

func (s *server) swap(r *http.Request) (int, any, *refusal) {
	var body []struct {
		Indexes []string
		Rename  bool
	}
	if no := decode(r, &body); no != nil {
		return 0, nil, no
	}
	for _, pair := range body {
		for _, uid := range pair.Indexes {
			if no := s.reaches(r, uid); no != nil {
				return 0, nil, no
			}
		}
	}
	return s.enqueue("indexSwap", "", func() *refusal {
		for _, pair := range body {
			if len(pair.Indexes) != 2 {
				return refuse(0, "invalid_swap_indexes", "Two indexes must be given for each swap.")
			}
			a, b := pair.Indexes[0], pair.Indexes[1]
			if no := cmpOr(s.missing(a), s.missing(b)); no != nil {
				return no
			}
			s.indexes[a], s.indexes[b] = s.indexes[b], s.indexes[a]
		}
		return nil
	})
}

func (x *index) list(setting string) []string {
	var out []string
	for _, v := range reflect.ValueOf(x.settings[setting]).Seq2() {
		out = append(out, fmt.Sprint(v.Interface()))
	}
	return out
}

func (x *index) filterable() []string {
	if x.settings == nil {
		return nil
	}
	return x.list("filterableAttributes")
}
