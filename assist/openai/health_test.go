package openai_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/assist/openai"
)

// byModel is a server that answers each model by a script of its own.
type byModel map[string]*vendor

func (s byModel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var in struct{ Model string }
	_ = json.Unmarshal(body, &in)
	s[in.Model].ServeHTTP(w, r)
}

func (v *vendor) calls() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return len(v.asked)
}

// A model that is busy, or fails, says nothing of another one at the same server.
func TestAModelIsLeftAloneForItself(t *testing.T) {
	t.Parallel()
	for name, sick := range map[string]reply{
		"busy for a minute": {status: 429, body: `{"error":{"message":"Rate limit reached for small"}}`, headers: map[string]string{"Retry-After": "40"}},
		"used up":           refused(402, `{"error":{"message":"Insufficient credits for this model"}}`),
		"an error":          refused(500, `{"error":{"message":"out of memory"}}`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := byModel{"small": {script: []reply{sick}}, "large": {script: []reply{{body: stream(delta("yes"), ends("stop"))}}}}
			s := httptest.NewServer(server)
			t.Cleanup(s.Close)
			chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "large", Features: map[string]openai.Feature{"tone": {Model: "small"}}})
			if err != nil {
				t.Fatal(err)
			}
			tone := draftPrompt
			tone.Feature = "tone"
			for range 3 {
				if _, err := chat.Stream(t.Context(), tone, func(string) error { return nil }); err == nil {
					t.Error("the sick model answers")
				}
			}
			if n := server["small"].calls(); n > 4 {
				t.Errorf("the sick model is asked %d times", n)
			}
			for range 2 {
				if _, err := chat.Stream(t.Context(), draftPrompt, func(string) error { return nil }); err != nil {
					t.Errorf("the other model: %v", err)
				}
			}
		})
	}
}

// A busy minute costs no draft: nobody sits before it, and it has time. Whoever sits before an answer is told at once.
func TestABusyServerIsWaitedForWhereNobodySitsBefore(t *testing.T) {
	t.Parallel()
	busy := reply{status: 429, body: `{"error":{"message":"Rate limit reached"}}`, headers: map[string]string{"Retry-After-Ms": "3100"}} // longer than a moment
	v := &vendor{script: []reply{busy, {body: stream(delta("yes"), ends("stop"))}}}
	s := httptest.NewServer(v)
	t.Cleanup(s.Close)
	k := &keeper{}
	chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small", Meter: k})
	if err != nil {
		t.Fatal(err)
	}
	var drafts sync.WaitGroup
	ask := func() {
		if _, err := chat.Stream(t.Context(), patient(), func(string) error { return nil }); err != nil {
			t.Error(err)
		}
	}
	drafts.Go(ask)
	for deadline := time.Now().Add(2 * time.Second); v.calls() == 0 && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(300 * time.Millisecond) // until its answer has been read on a machine that is busy, too: of the pause it takes a tenth
	for range 5 {
		drafts.Go(ask)
	}
	for name, p := range map[string]assist.Prompt{"who sits before it": draftPrompt, "who has less time": patient()} {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		began := time.Now()
		_, err = chat.Complete(ctx, p)
		if trouble := (*assist.ModelError)(nil); !errors.As(err, &trouble) || trouble.Why != "The model’s server is busy." || time.Since(began) > time.Second {
			t.Errorf("%s: %v after %v", name, err, time.Since(began))
		}
		cancel()
	}
	if v.calls() != 1 {
		t.Errorf("it is asked %d times while it wants to be left alone", v.calls())
	}
	drafts.Wait()
	if v.calls() != 7 || len(k.whys) != 0 {
		t.Errorf("asked %d times, troubles %q", v.calls(), k.whys)
	}
}
