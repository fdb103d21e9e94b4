package openai_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/assist/openai"
)

// azure is Azure's dated API by its reference (https://learn.microsoft.com/azure/ai-services/openai/reference): the deployment
// stands in the path, the version in the query, the key in the header api-key. What is wrong is refused as there.
func azure(t *testing.T, path string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		refuse := func(status int, body string) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
		switch {
		case r.Header.Get("api-key") != "key" || r.Header.Get("Authorization") != "":
			refuse(401, `{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource."}}`)
		case r.URL.RawQuery != "api-version=2024-10-21":
			refuse(404, `{"error":{"code":"404","message":"Resource not found"}}`)
		case r.URL.Path != path:
			refuse(404, `{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again."}}`)
		case strings.HasSuffix(path, "/embeddings"):
			_, _ = io.WriteString(w, `{"object":"list","data":[{"object":"embedding","index":0,"embedding":[1,2]}],"usage":{"prompt_tokens":1,"total_tokens":1}}`)
		case !json.Valid(body) || !strings.Contains(string(body), `"messages"`):
			refuse(400, `{"error":{"code":"400","message":"no messages"}}`)
		default:
			w.Header().Set("Content-Type", "text/event-stream")
			_, _ = io.WriteString(w, stream(`{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{}}]}`, delta("yes"), ends("stop"), usage(3, 1)))
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func TestAzuresDatedAddressesAreUnderstood(t *testing.T) {
	t.Parallel()
	const version = "?api-version=2024-10-21"
	for name, c := range map[string]struct{ base, model, path string }{
		"with a deployment":              {"/openai/deployments/our.drafts" + version, "gpt-4o-mini", "/openai/deployments/our.drafts/chat/completions"},
		"as the portal shows it":         {"/openai/deployments/drafts/chat/completions" + version, "gpt-4o-mini", "/openai/deployments/drafts/chat/completions"},
		"of the resource":                {"/" + version, "gpt-3.5:drafts", "/openai/deployments/gpt-3.5:drafts/chat/completions"},
		"of the resource, with its path": {"/openai/" + version, "drafts", "/openai/deployments/drafts/chat/completions"},
		"behind a gateway":               {"/team/a/openai/deployments/drafts" + version, "x", "/team/a/openai/deployments/drafts/chat/completions"},
		"of Azure AI Foundry":            {"/models" + version, "phi", "/models/chat/completions"},
	} {
		s := azure(t, c.path)
		chat, err := openai.NewChat(openai.ChatConfig{Key: "key", Base: s.URL + c.base, Model: c.model})
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		if _, err := chat.Stream(t.Context(), draftPrompt, func(p string) error { said += p; return nil }); err != nil || said != "yes" {
			t.Errorf("%s: %q, %v", name, said, err)
		}
		if facts, err := chat.Check(t.Context()); err != nil || !strings.Contains(facts, c.model+" answers in") {
			t.Errorf("%s: the doctor says %q, %v", name, facts, err)
		}
	}
}

// Vendors show the address of a call where that of the API is wanted.
func TestAnAddressMayNameACall(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]string{
		"/v1":                   "/v1/chat/completions",
		"/v1/":                  "/v1/chat/completions",
		"/v1/chat/completions":  "/v1/chat/completions",
		"/v1/chat/completions/": "/v1/chat/completions",
		"/v1/embeddings":        "/v1/chat/completions",
		"/api/openai/v1/models": "/api/openai/v1/chat/completions",
		"":                      "/chat/completions",
	} {
		v := &vendor{script: []reply{{body: stream(delta("yes"), ends("stop"))}}}
		s := httptest.NewServer(v)
		t.Cleanup(s.Close)
		chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + base, Model: "m"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = chat.Stream(t.Context(), draftPrompt, func(string) error { return nil }); err != nil || v.paths[0] != want {
			t.Errorf("%q: asked %s, %v", base, v.paths[0], err)
		}
	}
}

// A model of another use, and that of the vectors, is a deployment of its own.
func TestEveryModelIsADeploymentAtAzure(t *testing.T) {
	t.Parallel()
	base := "/openai/deployments/drafts?api-version=2024-10-21"
	s := azure(t, "/openai/deployments/tones/chat/completions")
	chat, err := openai.NewChat(openai.ChatConfig{Key: "key", Base: s.URL + base, Model: "drafts", Features: map[string]openai.Feature{"tone": {Model: "tones"}}})
	if err != nil {
		t.Fatal(err)
	}
	p := draftPrompt
	p.Feature = "tone"
	if _, err := chat.Stream(t.Context(), p, func(string) error { return nil }); err != nil {
		t.Error(err)
	}
	_, err = chat.Complete(t.Context(), draftPrompt)
	trouble := (*assist.ModelError)(nil)
	if !errors.As(err, &trouble) || trouble.Why != "The model is not there." || !strings.Contains(err.Error(), "Azure has a deployment") {
		t.Errorf("a deployment that does not exist: %v", err)
	}
	vectors := azure(t, "/openai/deployments/vectors/embeddings")
	e, err := openai.NewEmbedder(openai.Config{Key: "key", Base: vectors.URL + base, Model: "vectors"})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := e.Embed(t.Context(), []string{"x"}); err != nil || len(got) != 1 || len(got[0]) != 2 {
		t.Errorf("%v, %v", got, err)
	}
}
