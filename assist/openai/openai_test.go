package openai_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"switchboard/assist"
	"switchboard/assist/openai"
	"switchboard/knowledge"
)

var _ knowledge.Embedder = (*openai.Embedder)(nil)

// server answers POST /v1/embeddings as OpenAI's reference says: unknown fields and wrong types are refused, the vectors
// come in any order. The first answers are those given.
func server(t *testing.T, first ...int) (*httptest.Server, *atomic.Int32) {
	t.Helper()
	var calls atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(calls.Add(1))
		w.Header().Set("Content-Type", "application/json")
		refuse := func(status int, message string) {
			w.WriteHeader(status)
			_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"message": message, "type": "invalid_request_error", "param": nil, "code": nil}})
		}
		if n <= len(first) {
			refuse(first[n-1], "not now")
			return
		}
		if r.Method != http.MethodPost || r.URL.Path != "/v1/embeddings" {
			refuse(404, "unknown address "+r.URL.Path)
			return
		}
		if r.Header.Get("Authorization") != "Bearer key" {
			refuse(401, "Incorrect API key provided")
			return
		}
		var in struct {
			Input      []string `json:"input"`
			Model      string   `json:"model"`
			Format     string   `json:"encoding_format"`
			User       string   `json:"user"`
			Dimensions int      `json:"dimensions"`
		}
		d := json.NewDecoder(r.Body)
		d.DisallowUnknownFields()
		if err := d.Decode(&in); err != nil || in.Model == "" || len(in.Input) == 0 {
			refuse(400, "malformed request")
			return
		}
		if in.Model != "small" {
			refuse(404, "The model does not exist")
			return
		}
		var data []any
		for i := len(in.Input) - 1; i >= 0; i-- {
			var v any = []float32{float32(len(in.Input[i])), 1}
			if in.Format == "base64" {
				v = base64.StdEncoding.EncodeToString(nil)
			}
			data = append(data, map[string]any{"object": "embedding", "index": i, "embedding": v})
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"object": "list", "model": in.Model, "data": data, "usage": map[string]int{"prompt_tokens": 3, "total_tokens": 3}})
	}))
	t.Cleanup(s.Close)
	return s, &calls
}

func embedder(t *testing.T, s *httptest.Server, key, model string) *openai.Embedder {
	t.Helper()
	e, err := openai.NewEmbedder(openai.Config{Key: key, Base: s.URL + "/v1", Model: model})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestVectorsComeInTheOrderOfTheTexts(t *testing.T) {
	s, _ := server(t)
	v, err := embedder(t, s, "key", "small").Embed(t.Context(), []string{"a", "bbb"})
	if err != nil || len(v) != 2 || v[0][0] != 1 || v[1][0] != 3 {
		t.Fatalf("%v, %v", v, err)
	}
	if fact, err := embedder(t, s, "key", "small").Check(t.Context()); err != nil || !strings.Contains(fact, "2 numbers") {
		t.Errorf("%s, %v", fact, err)
	}
}

func TestABusyServerIsAskedAgainAndAFirmNoIsNot(t *testing.T) {
	for name, c := range map[string]struct {
		first      []int
		key, model string
		ok         bool
		calls      int32
	}{
		"busy twice":       {[]int{429, 503}, "key", "small", true, 3},
		"busy for good":    {[]int{429, 503, 500, 500}, "key", "small", false, 3},
		"a wrong key":      {nil, "other", "small", false, 1},
		"no such model":    {nil, "key", "large", false, 1},
		"a malformed call": {[]int{400}, "key", "small", false, 1},
	} {
		s, calls := server(t, c.first...)
		_, err := embedder(t, s, c.key, c.model).Embed(t.Context(), []string{"a"})
		if (err == nil) != c.ok || calls.Load() != c.calls {
			t.Errorf("%s: %v after %d calls", name, err, calls.Load())
		}
	}
}

func TestVectorsAreCounted(t *testing.T) {
	t.Parallel()
	s, _ := server(t, 400)
	m := &meter{}
	e, err := openai.NewEmbedder(openai.Config{Key: "key", Base: s.URL + "/v1", Model: "small", Meter: m})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, err = e.Embed(t.Context(), []string{"a"})
	}
	want := []assist.Use{{Feature: "vectors", Model: "small", Failed: true}, {Feature: "vectors", Model: "small", In: 3}}
	if err != nil || !slices.Equal(m.uses, want) {
		t.Errorf("%+v, %v", m.uses, err)
	}
}

// TestWhatAServerDoesNotTakeAtOnceIsSentInParts plays servers as they refuse by their documentation and by reports on them.
func TestWhatAServerDoesNotTakeAtOnceIsSentInParts(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("довгий текст ", 300)
	for name, c := range map[string]struct {
		texts   []string
		most    int // texts at once
		longest int // bytes of one
		refusal reply
		calls   int
	}{
		"text-embeddings-inference: 32 at once": {texts: make([]string, 64), most: 32, refusal: refused(422, `{"error":"batch size 64 > maximum allowed batch size 32","error_type":"Validation"}`), calls: 3},
		"DashScope: 10 at once":                 {texts: make([]string, 25), most: 10, refusal: refused(400, `{"error":{"code":"InvalidParameter","param":null,"message":"<400> InternalError.Algo.InvalidParameter: Value error, batch size is invalid, it should not be larger than 10.: input.contents","type":"InvalidParameter"}}`), calls: 6},
		"text-embeddings-inference: 512 tokens": {texts: []string{"short", long, "short"}, most: 99, longest: 2000, refusal: refused(413, `{"error":"Input validation error: `+"`inputs`"+` must have less than 512 tokens. Given: 1034","error_type":"Validation"}`), calls: 7},
		"llama.cpp: its batch":                  {texts: []string{long}, most: 99, longest: 2000, refusal: refused(500, `{"error":{"code":500,"message":"input (992 tokens) is too large to process. increase the physical batch size (current batch size: 512)","type":"server_error"}}`), calls: 3},
		"vLLM: its context":                     {texts: []string{long}, most: 99, longest: 2000, refusal: refused(400, `{"object":"error","message":"This model's maximum context length is 512 tokens. However, you requested 992 tokens in the input for embedding generation. Please reduce the length of the input.","type":"BadRequestError","param":null,"code":400}`), calls: 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i := range c.texts {
				if c.texts[i] == "" {
					c.texts[i] = strings.Repeat("x", i+1)
				}
			}
			var calls atomic.Int32
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				calls.Add(1)
				var in struct{ Input []string }
				if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
					t.Error(err)
				}
				w.Header().Set("Content-Type", "application/json")
				if len(in.Input) > c.most || c.longest > 0 && slices.ContainsFunc(in.Input, func(text string) bool { return len(text) > c.longest }) {
					w.WriteHeader(c.refusal.status)
					_, _ = w.Write([]byte(c.refusal.body))
					return
				}
				var data []any
				for i, text := range in.Input {
					data = append(data, map[string]any{"object": "embedding", "index": i, "embedding": []float32{float32(len(text)), 1}})
				}
				_ = json.NewEncoder(w).Encode(map[string]any{"object": "list", "data": data})
			}))
			t.Cleanup(s.Close)
			e := embedder(t, s, "key", "small")
			v, err := e.Embed(t.Context(), c.texts)
			if err != nil || len(v) != len(c.texts) || int(calls.Load()) != c.calls {
				t.Fatalf("%d vectors of %d texts in %d calls: %v", len(v), len(c.texts), calls.Load(), err)
			}
			for i, text := range c.texts {
				if want := len(text); int(v[i][0]) != want && (c.longest == 0 || want <= c.longest) {
					t.Errorf("the vector of text %d is that of one of %v bytes", i, v[i][0])
				}
			}
			before := calls.Load()
			if _, err := e.Embed(t.Context(), []string{"one", "two"}); err != nil || calls.Load() != before+1 {
				t.Errorf("two short ones in %d calls: %v", calls.Load()-before, err)
			}
		})
	}
}
