package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestAMistypedParameterIsRefused asks every operation of the description with a parameter that it does not know.
func TestAMistypedParameterIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.do("publish", "PUT", "/api/v1/articles/net/en/router", map[string]any{"title": "Router", "body": "Restart it."}, http.StatusOK)
	var described struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name, In string
				Schema   schema
			}
		}
	}
	if err := json.Unmarshal(r.raw("", "GET", "/api/openapi.json", nil, http.StatusOK), &described); err != nil {
		t.Fatal(err)
	}
	operations := 0
	for path, methods := range described.Paths {
		for method, op := range methods {
			operations++
			address := regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(path, "1")
			var known []string
			for _, p := range op.Parameters {
				if p.In == "query" {
					known = append(known, p.Name)
				}
			}
			answer := r.do("publish", strings.ToUpper(method), address+"?"+strings.Join(append(slices.Clone(known), "projct"), "=1&")+"=net", nil, http.StatusBadRequest)
			text := fmt.Sprint(answer)
			for _, want := range append(known, "does not know", "query.projct", "net") {
				if !strings.Contains(text, want) {
					t.Errorf("%s %s: %s does not name %s", method, path, text, want)
				}
			}
			for _, p := range op.Parameters {
				if p.In != "query" {
					continue
				}
				twice := strings.Join(known, "=1&") + "=1&" + p.Name + "=2"
				resp, said := r.ask("publish", strings.ToUpper(method), address+"?"+twice, "")
				if several := p.Schema.is("array"); several == strings.Contains(fmt.Sprint(said), "taken once") || !several && resp.StatusCode != http.StatusBadRequest {
					t.Errorf("%s %s?%s: %d %v", method, address, twice, resp.StatusCode, said)
				}
			}
			if len(known) == 0 && !strings.Contains(text, "it has none") {
				t.Errorf("%s %s: %s", method, path, text)
			}
		}
	}
	if operations < 60 {
		t.Errorf("%d operations are described", operations)
	}
	for _, query := range []string{"Project=net", "project=net;lang=en", "project=net&lang=%zz", "project%20=net", "=net"} {
		r.do("read", "GET", "/api/v1/articles?"+query, nil, http.StatusBadRequest)
	}
	if got := r.do("read", "GET", "/api/v1/articles?project=net&lang=en", nil, http.StatusOK); len(got) == 0 {
		t.Error("known ones are refused")
	}
	r.do("", "GET", "/api/v1/articles?projct=net", nil, http.StatusUnauthorized)
}
