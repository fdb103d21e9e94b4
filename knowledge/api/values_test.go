package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// schema is what the description tells of a value.
type schema struct {
	Ref        string `json:"$ref"`
	Type       any
	Enum       []any
	Format     string
	Required   []string
	Properties map[string]*schema
	Items      *schema
}

func (s *schema) is(kind string) bool { return strings.Contains(fmt.Sprint(s.Type), kind) }

// TestAValueThatTheDatabaseCannotKeepIsNoFaultOfOurs asks every operation of the description with one value at a time that no
// column takes: numbers beyond its own and a text with a NUL.
func TestAValueThatTheDatabaseCannotKeepIsNoFaultOfOurs(t *testing.T) {
	t.Parallel()
	r, teach, routerID, _ := taughtRig(t)
	teach(routerID, "how do i restart it", "operator", "operator/1", true)
	var described struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name, In string
				Schema   *schema
			}
			RequestBody struct {
				Content map[string]struct{ Schema *schema }
			}
		}
		Components struct{ Schemas map[string]*schema }
	}
	if err := json.Unmarshal(r.raw("", "GET", "/api/openapi.json", nil, http.StatusOK), &described); err != nil {
		t.Fatal(err)
	}
	// meant is a value that a field may have, deep as its schema is.
	var meant func(s *schema) any
	resolved := func(s *schema) *schema {
		if s.Ref != "" {
			return described.Components.Schemas[s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]]
		}
		return s
	}
	meant = func(s *schema) any {
		switch s = resolved(s); {
		case len(s.Enum) > 0:
			return s.Enum[0]
		case s.Format == "date":
			return "2031-01-31"
		case s.Format == "date-time":
			return "2031-01-31T10:00:00Z"
		case s.is("object"):
			out := object{}
			for _, name := range s.Required {
				out[name] = meant(s.Properties[name])
			}
			return out
		case s.is("array"):
			return []any{meant(s.Items)}
		case s.is("integer"), s.is("number"):
			return 1
		case s.is("boolean"):
			return true
		}
		return "net"
	}
	wrong := func(s *schema) []any {
		switch s = resolved(s); {
		case s.is("integer"):
			return []any{int64(1) << 31, int64(math.MaxInt64)}
		case s.is("string") && len(s.Enum) == 0:
			return []any{"a\x00b"}
		}
		return nil
	}
	asked := 0
	for path, methods := range described.Paths {
		for method, op := range methods {
			ask := func(in map[string]string, query url.Values, body object) {
				asked++
				address := path
				for name, value := range in {
					address = strings.ReplaceAll(address, "{"+name+"}", url.PathEscape(value))
				}
				data, err := json.Marshal(body)
				if err != nil {
					t.Fatal(err)
				}
				req, err := http.NewRequestWithContext(t.Context(), strings.ToUpper(method), r.url+address+"?"+query.Encode(), bytes.NewReader(data))
				if err != nil {
					t.Fatal(err)
				}
				req.Header.Set("Authorization", "Bearer publish")
				req.Header.Set("Content-Type", "application/json")
				resp, err := http.DefaultClient.Do(req)
				if err != nil {
					t.Fatal(err)
				}
				_ = resp.Body.Close()
				if resp.StatusCode >= 500 {
					t.Errorf("%s %s?%v with %s: %d", method, address, query, data, resp.StatusCode)
				}
			}
			places := map[string]string{"project": "net", "lang": "en", "key": "router"}
			for _, p := range op.Parameters {
				if p.In == "path" && places[p.Name] == "" {
					places[p.Name] = "1"
				}
			}
			var body object
			content := op.RequestBody.Content["application/json"].Schema
			if content != nil {
				body, _ = meant(content).(object)
			}
			for _, p := range op.Parameters {
				for _, value := range wrong(p.Schema) {
					switch p.In {
					case "path":
						other := maps.Clone(places)
						other[p.Name] = fmt.Sprint(value)
						ask(other, nil, body)
					case "query":
						ask(places, url.Values{p.Name: {fmt.Sprint(value)}}, body)
					}
				}
			}
			if content == nil {
				continue
			}
			for name, field := range resolved(content).Properties {
				for _, value := range wrong(field) {
					other := maps.Clone(body)
					other[name] = value
					ask(places, nil, other)
				}
				if field := resolved(field); field.is("array") {
					for _, value := range wrong(field.Items) {
						other := maps.Clone(body)
						other[name] = []any{value}
						ask(places, nil, other)
					}
				}
			}
		}
	}
	if asked < 200 {
		t.Errorf("%d values were tried", asked)
	}
}
