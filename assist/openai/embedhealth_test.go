package openai_test

import (
	"context"
	"encoding/json"
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

func embedderOf(t *testing.T, server http.Handler, m openai.Meter) *openai.Embedder {
	t.Helper()
	s := httptest.NewServer(server)
	t.Cleanup(s.Close)
	e, err := openai.NewEmbedder(openai.Config{Base: s.URL + "/v1", Model: "small", Meter: m})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// What is wrong with an embedder is told as of any model, and nobody waits for one that is down: questions go on by their words.
func TestAnEmbedderThatFailsIsToldAndLeftAlone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		reply reply
		why   string
	}{
		"an error":           {refused(500, `{"error":{"message":"out of memory"}}`), "has an error"},
		"no slot":            {refused(503, `{"error":{"message":"No slot is free"}}`), "busy or starting"},
		"nothing is there":   {refused(404, `{"error":{"message":"The model does not exist"}}`), "not there"},
		"one vector fewer":   {reply{body: `{"data":[{"index":0,"embedding":[1,0]}]}`}, "does not answer"},
		"mixed lengths":      {reply{body: `{"data":[{"index":0,"embedding":[1,0]},{"index":1,"embedding":[1,0,0]}]}`}, "does not answer"},
		"without direction":  {reply{body: `{"data":[{"index":0,"embedding":[0,0]},{"index":1,"embedding":[1,0]}]}`}, "does not answer"},
		"something in words": {reply{body: `{"data":[{"index":0,"embedding":"AACAPwAAAAA="},{"index":1,"embedding":"AACAPwAAAAA="}]}`}, "does not answer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v, k := &vendor{script: []reply{c.reply}}, &keeper{}
			e := embedderOf(t, v, k)
			for range 8 {
				_, err := e.Embed(t.Context(), []string{"one", "two"})
				if trouble := (*assist.ModelError)(nil); !errors.As(err, &trouble) || !strings.Contains(trouble.Why, c.why) {
					t.Fatal(err)
				}
			}
			if c.reply.status != 404 && len(v.asked) > 4 { // a wrong setting says nothing of a server's health, and takes no time
				t.Errorf("asked %d times", len(v.asked))
			}
			if len(k.whys) == 0 || !strings.HasPrefix(k.whys[0], "vectors small: ") {
				t.Errorf("told %q", k.whys)
			}
			for _, u := range k.uses {
				if !u.Failed {
					t.Errorf("it counts as an answer: %+v", u)
				}
			}
		})
	}
}

// A server that holds questions costs a few of them the time that they have, and then none.
func TestAnEmbedderThatHangsIsNotWaitedForAtEachQuestion(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	e := embedderOf(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		_, _ = io.Copy(io.Discard, r.Body) // else the server does not see that the caller leaves
		<-r.Context().Done()
	}), &keeper{})
	for range 12 {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		if _, err := e.Embed(ctx, []string{"a question"}); err == nil {
			t.Error("it answers")
		}
		cancel()
	}
	if asked.Load() != 4 {
		t.Errorf("%d of 12 questions waited", asked.Load())
	}
}

func TestNoVectorIsAskedForWhenNoMoreMayBeSpent(t *testing.T) {
	t.Parallel()
	v, m := &vendor{script: []reply{{body: `{"data":[{"index":0,"embedding":[1,0]}]}`}}}, &meter{full: errors.New("the day's budget is spent")}
	if _, err := embedderOf(t, v, m).Embed(t.Context(), []string{"a"}); !errors.Is(err, m.full) || len(v.asked) != 0 {
		t.Errorf("%v after %d calls", err, len(v.asked))
	}
}

func TestVectorsWithoutNumbersAreTakenInOrder(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"no numbers": `{"data":[{"embedding":[1,0]},{"embedding":[0,1]}]}`,
		"all 0":      `{"data":[{"index":0,"embedding":[1,0]},{"index":0,"embedding":[0,1]}]}`,
	} {
		v, err := embedderOf(t, &vendor{script: []reply{{body: body}}}, nil).Embed(t.Context(), []string{"a", "b"})
		if err != nil || v[0][0] != 1 || v[1][1] != 1 {
			t.Errorf("%s: %v, %v", name, v, err)
		}
	}
}

// One text that is too long, which some servers tell as an error of their own, says nothing of their health: the others have their vectors.
func TestATextThatIsTooLongDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	texts := []string{strings.Repeat("long ", 800)}
	for n := range 63 {
		texts = append(texts, strings.Repeat("x", n+1))
	}
	e := embedderOf(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Input []string }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "application/json")
		if len(in.Input[0]) > 500 {
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = io.WriteString(w, `{"error":{"code":500,"message":"input is too large to process. increase the physical batch size","type":"server_error"}}`)
			return
		}
		var data []any
		for i, text := range in.Input {
			data = append(data, map[string]any{"index": i, "embedding": []int{len(text), 1}})
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"data": data})
	}), nil)
	v, err := e.Embed(t.Context(), texts)
	if err != nil || len(v) != 64 || v[63][0] != 63 {
		t.Errorf("%d vectors: %v", len(v), err)
	}
}
