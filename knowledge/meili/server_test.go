package meili_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"slices"
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
	made    map[string]int     // how often a key was made, by id
	tasks   []*task
	fail    map[string]string // type of a task to the message it fails with
	stuck   bool              // tasks stay enqueued
	most    int               // bytes that a request may have; 0: 100 MB
	refuses string            // a document with this in its passage is refused
}

type index struct {
	docs     map[string]map[string]any
	settings map[string]any
	updated  time.Time
	created  time.Time
	pieces   map[string][]piece // texts taken apart, and how far words are from each other, remembered
	slips    map[[2]string]int
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
	s := &server{key: key, version: "1.41.0", indexes: map[string]*index{}, keys: map[string]*apiKey{}, used: map[string]int{}, made: map[string]int{}, fail: map[string]string{}}
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
		"GET /indexes/{uid}/settings/synonyms": {"settings.get", s.getSynonyms},
		"PUT /indexes/{uid}/settings/synonyms": {"settings.update", s.putSynonyms},
		"POST /indexes/{uid}/documents":        {"documents.add", s.addDocuments},
		"GET /indexes/{uid}/documents/{id}":    {"documents.get", s.getDocument},
		"POST /indexes/{uid}/documents/delete": {"documents.delete", s.deleteDocuments},
		"POST /swap-indexes":                   {"indexes.swap", s.swap},
		"POST /multi-search":                   {"search", s.multiSearch},
		"GET /tasks/{id}":                      {"tasks.get", s.getTask},
		"GET /tasks":                           {"tasks.get", s.listTasks},
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

func parameters(r *http.Request, known ...string) *refusal {
	for name := range r.URL.Query() {
		if !slices.Contains(known, name) {
			return refuse(http.StatusBadRequest, "bad_request", "Unknown parameter `%s`", name)
		}
	}
	return nil
}

func (s *server) getVersion(*http.Request) (int, any, *refusal) {
	return http.StatusOK, map[string]any{"commitSha": "x", "commitDate": "x", "pkgVersion": s.version}, nil
}

func (s *server) describe(uid string) map[string]any {
	return map[string]any{"uid": uid, "createdAt": s.indexes[uid].created, "updatedAt": s.indexes[uid].updated, "primaryKey": "id"}
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
	if no := s.read(r, field{kind: object, code: "bad_request", of: indexShape}, &body); no != nil {
		return 0, nil, no
	}
	if !indexUID.MatchString(body.UID) {
		return 0, nil, refuse(http.StatusBadRequest, "invalid_index_uid", "`%s` is not a valid index uid.", body.UID)
	}
	if no := s.reaches(r, body.UID); no != nil {
		return 0, nil, no
	}
	return s.enqueue("indexCreation", body.UID, func() *refusal {
		if s.indexes[body.UID] != nil {
			return refuse(0, "index_already_exists", "Index `%s` already exists.", body.UID)
		}
		s.make(body.UID)
		return nil
	})
}

// make makes an index with the settings that every new one has.
func (s *server) make(uid string) *index {
	s.indexes[uid] = &index{docs: map[string]map[string]any{}, updated: time.Now(), created: time.Now(), settings: map[string]any{}}
	return s.indexes[uid]
}

// orMade is an index, made if the key of a request may make it: so does a real server with what is written to an index that
// is not there.
func (s *server) orMade(uid string, mayMake bool) (*index, *refusal) {
	if no := s.missing(uid); no != nil {
		if !mayMake {
			return nil, no
		}
		return s.make(uid), nil
	}
	return s.indexes[uid], nil
}

// mayMake tells whether a request's key may make indexes.
func (s *server) mayMake(r *http.Request) bool {
	k := s.shown(r)
	return s.key == "" || k == nil || k.may("indexes.create")
}

func (s *server) getIndex(r *http.Request) (int, any, *refusal) {
	s.move()
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

// patchSettings changes the settings that a body names and leaves the others.
func (s *server) patchSettings(r *http.Request) (int, any, *refusal) {
	var body map[string]any
	if no := s.read(r, field{kind: object, code: "bad_request", of: settingsShape}, &body); no != nil {
		return 0, nil, no
	}
	if no := settle(body); no != nil {
		return 0, nil, no
	}
	uid, mayMake := r.PathValue("uid"), s.mayMake(r)
	return s.enqueue("settingsUpdate", uid, func() *refusal {
		x, no := s.orMade(uid, mayMake)
		if no != nil {
			return no
		}
		for name, v := range body {
			if v == nil {
				delete(x.settings, name)
				continue
			}
			x.settings[name] = v
		}
		return nil
	})
}

func (s *server) getSynonyms(r *http.Request) (int, any, *refusal) {
	if no := s.missing(r.PathValue("uid")); no != nil {
		return 0, nil, no
	}
	if all := s.indexes[r.PathValue("uid")].settings["synonyms"]; all != nil {
		return http.StatusOK, all, nil
	}
	return http.StatusOK, map[string]any{}, nil
}

func (s *server) putSynonyms(r *http.Request) (int, any, *refusal) {
	var body map[string]any
	if no := s.read(r, settingsShape["synonyms"], &body); no != nil {
		return 0, nil, no
	}
	uid, mayMake := r.PathValue("uid"), s.mayMake(r)
	return s.enqueue("settingsUpdate", uid, func() *refusal {
		x, no := s.orMade(uid, mayMake)
		if no == nil {
			x.settings["synonyms"] = body
		}
		return no
	})
}

var documentID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,511}$`)

func (s *server) addDocuments(r *http.Request) (int, any, *refusal) {
	var docs []map[string]any
	if no := cmpOr(parameters(r, "primaryKey", "csvDelimiter", "customMetadata", "skipCreation"), s.read(r, field{kind: list, code: "malformed_payload"}, &docs)); no != nil {
		return 0, nil, no
	}
	uid, mayMake := r.PathValue("uid"), s.mayMake(r)
	return s.enqueue("documentAdditionOrUpdate", uid, func() *refusal {
		x, no := s.orMade(uid, mayMake)
		if no != nil {
			return no
		}
		for _, d := range docs { // all or none
			id, has := d["id"]
			switch uid, isText := id.(string); {
			case !has:
				return refuse(0, "missing_document_id", "Document doesn't have a `id` attribute: `%v`.", d)
			case !isText || !documentID.MatchString(uid):
				return refuse(0, "invalid_document_id", "Document identifier `%v` is invalid.", id)
			}
			if passage, _ := d["passage"].(string); s.refuses != "" && strings.Contains(passage, s.refuses) {
				return refuse(0, "invalid_document_fields", "Document `%v` has a field that is not taken.", id)
			}
			if no := x.fit(d); no != nil {
				return no
			}
		}
		for _, d := range docs {
			x.docs[d["id"].(string)] = d
		}
		x.updated = time.Now()
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
	if no := s.read(r, field{kind: object, code: "bad_request", of: deleteShape}, &body); no != nil {
		return 0, nil, no
	}
	if _, err := compile(body.Filter, []string{everyAttribute}); err != nil {
		return 0, nil, refuse(http.StatusBadRequest, "invalid_document_filter", "%v", err)
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

// swap exchanges indexes in pairs: all of them or none. Tasks that wait keep the names that they were given.
func (s *server) swap(r *http.Request) (int, any, *refusal) {
	var body []struct {
		Indexes []string
		Rename  bool
	}
	if no := s.read(r, field{kind: list, code: "bad_request", of: swapShape}, &body); no != nil {
		return 0, nil, no
	}
	named := map[string]bool{}
	for _, pair := range body {
		if len(pair.Indexes) != 2 {
			return 0, nil, refuse(http.StatusBadRequest, "invalid_swap_indexes", "Two indexes must be given for each swap. The list %q contains %d indexes.", pair.Indexes, len(pair.Indexes))
		}
		for _, uid := range pair.Indexes {
			if no := s.reaches(r, uid); no != nil {
				return 0, nil, no
			}
			if named[uid] {
				return 0, nil, refuse(http.StatusBadRequest, "invalid_swap_duplicate_index_found", "Indexes must be declared only once during a swap. `%s` was specified several times.", uid)
			}
			named[uid] = true
		}
	}
	return s.enqueue("indexSwap", "", func() *refusal {
		for _, pair := range body {
			a, b := pair.Indexes[0], pair.Indexes[1]
			if no := cmpOr(s.missing(a), s.missing(b)); no != nil && !pair.Rename {
				return no
			}
		}
		for _, pair := range body {
			a, b := pair.Indexes[0], pair.Indexes[1]
			s.indexes[a], s.indexes[b] = s.indexes[b], s.indexes[a]
			if s.indexes[b] == nil { // renamed
				delete(s.indexes, b)
			}
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
