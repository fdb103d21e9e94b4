package meili_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// apiKey is a key as the server keeps it. Its value follows from the master key and its id.
// https://www.meilisearch.com/docs/reference/api/keys/create-api-key
type apiKey struct {
	UID         string     `json:"uid"`
	Name        string     `json:"name"`
	Description string     `json:"description"`
	Actions     []string   `json:"actions"`
	Indexes     []string   `json:"indexes"`
	ExpiresAt   *time.Time `json:"expiresAt"`
	Key         string     `json:"key"`
}

func (k *apiKey) may(action string) bool {
	return slices.ContainsFunc(k.Actions, func(a string) bool { return matches(a, action) })
}

// matches compares with a pattern that may end in a star.
func matches(pattern, name string) bool {
	start, any := strings.CutSuffix(pattern, "*")
	return pattern == name || any && strings.HasPrefix(name, start)
}

// shown is the key that a request shows; nil is the master key's.
func (s *server) shown(r *http.Request) *apiKey {
	for _, k := range s.keys {
		if r.Header.Get("Authorization") == "Bearer "+k.Key {
			return k
		}
	}
	return nil
}

func (s *server) authorize(r *http.Request, action string) *refusal {
	given := r.Header.Get("Authorization")
	k := s.shown(r)
	switch {
	case s.key == "" && strings.HasPrefix(action, "keys."):
		return refuse(http.StatusUnauthorized, "missing_master_key", "Meilisearch is running without a master key. To access this API endpoint, you must have set a master key at launch.")
	case s.key == "":
	case given == "":
		return refuse(http.StatusUnauthorized, "missing_authorization_header", "The Authorization header is missing. It must use the bearer authorization method.")
	case given == "Bearer "+s.key:
		if action == "tasks.get" { // of a swap, which other keys are not shown
			s.used["master: tasks"]++
			break
		}
		s.used[""]++
	case k == nil || !k.may(action):
		return refuse(http.StatusForbidden, "invalid_api_key", "The provided API key is invalid.")
	default:
		s.used[k.Name]++
		if uid := r.PathValue("uid"); uid != "" {
			return s.reaches(r, uid)
		}
	}
	return nil
}

// reaches refuses a key that is not for an index.
func (s *server) reaches(r *http.Request, uid string) *refusal {
	k := s.shown(r)
	if s.key == "" || k == nil || slices.ContainsFunc(k.Indexes, func(pattern string) bool { return matches(pattern, uid) }) {
		return nil
	}
	return refuse(http.StatusForbidden, "invalid_api_key", "The API key cannot access the index `%s`, authorized indexes are %q.", uid, k.Indexes)
}

var (
	keyUID  = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	actions = []string{"*", "search", "documents.*", "documents.add", "documents.get", "documents.delete", "indexes.*", "indexes.create", "indexes.get", "indexes.update",
		"indexes.delete", "indexes.swap", "tasks.*", "tasks.cancel", "tasks.delete", "tasks.get", "settings.*", "settings.get", "settings.update", "stats.*", "stats.get", "metrics.*", "metrics.get", "dumps.*", "dumps.create", "snapshots.*",
		"snapshots.create", "version", "keys.create", "keys.get", "keys.update", "keys.delete", "experimental.get", "experimental.update", "network.get", "network.update"}
)

func (s *server) createKey(r *http.Request) (int, any, *refusal) {
	var k apiKey
	if no := s.read(r, field{kind: object, code: "bad_request", of: keyShape}, &k); no != nil {
		return 0, nil, no
	}
	switch {
	case k.UID != "" && !keyUID.MatchString(k.UID):
		return 0, nil, refuse(http.StatusBadRequest, "invalid_api_key_uid", "Invalid value at `.uid`")
	case slices.ContainsFunc(k.Indexes, func(p string) bool { return !indexPattern.MatchString(p) }):
		return 0, nil, refuse(http.StatusBadRequest, "invalid_api_key_indexes", "%q is not a valid index uid pattern.", k.Indexes)
	case slices.ContainsFunc(k.Actions, func(a string) bool { return !slices.Contains(actions, a) }):
		return 0, nil, refuse(http.StatusBadRequest, "invalid_api_key_actions", "Unknown value at `.actions`: %q", k.Actions)
	case s.keys[k.UID] != nil:
		return 0, nil, refuse(http.StatusConflict, "api_key_already_exists", "`uid` field value `%s` is already an existing API key.", k.UID)
	}
	sum := hmac.New(sha256.New, []byte(s.key))
	sum.Write([]byte(k.UID))
	k.Key = hex.EncodeToString(sum.Sum(nil))
	s.made[k.UID]++
	s.keys[k.UID] = &k
	return http.StatusCreated, k, nil
}

func (s *server) getKey(r *http.Request) (int, any, *refusal) {
	k := s.keys[r.PathValue("id")]
	if k == nil {
		return 0, nil, refuse(http.StatusNotFound, "api_key_not_found", "API key `%s` not found.", r.PathValue("id"))
	}
	return http.StatusOK, k, nil
}

func (s *server) deleteKey(r *http.Request) (int, any, *refusal) {
	if _, _, no := s.getKey(r); no != nil {
		return 0, nil, no
	}
	delete(s.keys, r.PathValue("id"))
	return http.StatusNoContent, nil, nil
}
