package openai_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/assist/openai"
)

const loads = `{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}` // as llama.cpp's server says

func patient() assist.Prompt {
	p := draftPrompt
	p.Waits = true
	return p
}

// A server that says that it loads its model is waited for where nobody sits before the answer, and is not taken for one that fails.
func TestAServerThatLoadsItsModelIsWaitedFor(t *testing.T) {
	t.Parallel()
	script := []reply{refused(503, loads), {body: stream(delta("yes"), ends("stop"))}}
	v := &vendor{script: script}
	s := httptest.NewServer(v)
	t.Cleanup(s.Close)
	chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small"})
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	if _, err := chat.Stream(t.Context(), patient(), func(p string) error { said += p; return nil }); err != nil || said != "yes" {
		t.Errorf("%q, %v", said, err)
	}

	v = &vendor{script: []reply{refused(503, loads)}}
	still := httptest.NewServer(v)
	t.Cleanup(still.Close)
	if chat, err = openai.NewChat(openai.ChatConfig{Base: still.URL + "/v1", Model: "small"}); err != nil {
		t.Fatal(err)
	}
	for range 3 { // whoever sits before it is told at once, however often
		_, err = chat.Complete(t.Context(), draftPrompt)
		trouble := (*assist.ModelError)(nil)
		if !errors.As(err, &trouble) || trouble.Why != "The model’s server is loading the model." || trouble.Until != assist.AtOnce || strings.Contains(err.Error(), "asked again in") {
			t.Errorf("%+v: %v", trouble, err)
		}
	}
	if len(v.asked) != 9 {
		t.Errorf("asked %d times", len(v.asked))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err = chat.Complete(ctx, patient())
	if why, until := assist.WhyUnwritten(err); why != "The model’s server is loading the model." || until != assist.AtOnce {
		t.Errorf("who waited for long is told %q, %v", why, err)
	}
}

// Whether a server answers at all is told by what it says of its models, also while it holds questions.
func TestAServerThatAnswersIsToldFromOneThatDoesNot(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		says    http.HandlerFunc
		reached bool
	}{
		"a list": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"object":"list","data":[{"id":"small"}]}`)
		}, true},
		"a refusal":          {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }, true},
		"no such list":       {http.NotFound, true},
		"loading":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503); _, _ = io.WriteString(w, loads) }, true},
		"a proxy without it": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, false},
		"nothing":            {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, false},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet || r.URL.Path != "/v1/models" {
				t.Errorf("%s: it is asked %s %s", name, r.Method, r.URL.Path)
			}
			c.says(w, r)
		}))
		chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small"})
		if err != nil {
			t.Fatal(err)
		}
		if err := chat.Reach(t.Context()); err == nil != c.reached {
			t.Errorf("%s: %v", name, err)
		}
		s.Close()
	}
}

// A server that holds a question while it loads its model answers it when it has: others, who could not wait so long, do not
// have it taken for one that is down.
func TestAServerThatHoldsQuestionsWhileItLoadsAnswersTheNextDraft(t *testing.T) {
	t.Parallel()
	loaded, held := make(chan struct{}), make(chan struct{}, 1)
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if asked.Add(1) == 1 {
			held <- struct{}{}
		}
		select {
		case <-loaded:
		case <-r.Context().Done():
			return
		}
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, stream(delta("yes"), ends("stop")))
	}))
	t.Cleanup(s.Close)
	chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small"})
	if err != nil {
		t.Fatal(err)
	}
	first := make(chan error, 1)
	go func() {
		_, err := chat.Stream(t.Context(), patient(), func(string) error { return nil })
		first <- err
	}()
	<-held
	for range 6 { // more than it takes to leave a server alone
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		if _, err := chat.Complete(ctx, draftPrompt); err == nil {
			t.Error("it answers while it loads")
		}
		cancel()
	}
	next := make(chan error, 1)
	go func() {
		_, err := chat.Stream(t.Context(), patient(), func(string) error { return nil })
		next <- err
	}()
	close(loaded)
	for name, answer := range map[string]chan error{"who asked first": first, "the next draft": next} {
		select {
		case err := <-answer:
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(20 * time.Second):
			t.Errorf("%s: no answer", name)
		}
	}
}

// Some servers send the header, the role and comments at once, and the first word when a question's turn has come: such a question is
// waited for by its own time, not by that of a pause within an answer.
func TestAQuestionThatStandsInAQueueIsWaitedFor(t *testing.T) {
	t.Parallel()
	const stalls = 50 * time.Millisecond
	role := `{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}`
	whole := `{"choices":[{"index":0,"message":{"role":"assistant","content":"yes"},"finish_reason":"stop"}]}`
	for name, c := range map[string]struct{ kind, before, after string }{
		"a header":              {"text/event-stream", "", stream(delta("yes"), ends("stop"))},
		"a comment":             {"text/event-stream", ": queued\n\n", stream(delta("yes"), ends("stop"))},
		"the role":              {"text/event-stream", "data: " + role + "\n\n", stream(delta("yes"), ends("stop"))},
		"what a filter found":   {"text/event-stream", `data: {"choices":[],"prompt_filter_results":[{"prompt_index":0}]}` + "\n\n", stream(delta("yes"), ends("stop"))},
		"blanks before a whole": {"application/json", "\n\n", whole},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				w.Header().Set("Content-Type", c.kind)
				_, _ = io.WriteString(w, c.before)
				_ = http.NewResponseController(w).Flush()
				select {
				case <-time.After(4 * stalls):
				case <-r.Context().Done():
				}
				_, _ = io.WriteString(w, c.after)
			}))
			t.Cleanup(s.Close)
			chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small", Stalls: stalls})
			if err != nil {
				t.Fatal(err)
			}
			said := ""
			ask := func() (assist.Completion, error) {
				return chat.Stream(t.Context(), patient(), func(p string) error { said += p; return nil })
			}
			if c.kind == "application/json" {
				ask = func() (assist.Completion, error) { return chat.Complete(t.Context(), patient()) }
			}
			if got, err := ask(); err != nil || got.Text != "yes" {
				t.Errorf("%q, %v", said, err)
			}
			for range 3 { // who could not wait so long has it taken for one that may load its model
				ctx, cancel := context.WithTimeout(t.Context(), stalls)
				if _, err := chat.Stream(ctx, draftPrompt, func(string) error { return nil }); err == nil {
					t.Error("it answers before its turn")
				}
				cancel()
			}
			if got, err := ask(); err != nil || got.Text != "yes" {
				t.Errorf("after others left: %q, %v", said, err)
			}
		})
	}
}
