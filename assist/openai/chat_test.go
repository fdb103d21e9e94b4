package openai_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/assist/openai"
)

var (
	_ assist.Model    = (*openai.Chat)(nil)
	_ assist.Streamer = (*openai.Chat)(nil)
)

var draftPrompt = assist.Prompt{Feature: "draft", System: "s", Data: "{}", Schema: json.RawMessage(`{"type":"object"}`)}

// meter counts, and refuses when it has an error.
type meter struct {
	mu   sync.Mutex
	full error
	uses []assist.Use
}

func (m *meter) Allow(context.Context, string) error { return m.full }

func (m *meter) Count(_ context.Context, u assist.Use) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.uses = append(m.uses, u)
}

// tokens are those of the draft's calls by the small model that succeeded.
func (m *meter) tokens() (n int) {
	for _, u := range m.uses {
		if u.Feature == "draft" && u.Model == "small" && !u.Failed && !u.Guessed {
			n += u.In + u.Out
		}
	}
	return n
}

func newChat(t *testing.T, s *fakeServer, key string, m *meter) *openai.Chat {
	t.Helper()
	c, err := openai.NewChat(openai.ChatConfig{Key: key, Base: s.URL + "/v1", Model: "big", Features: map[string]openai.Feature{"draft": {Model: "small"}}, Meter: m})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAnAnswerIsCompletedOrTheErrorSaysWhy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		schemas      bool
		key          string
		text, finish string
		first        []int
		calls        int32
		err          string
	}{
		"at once":                {true, "key", "yes", "stop", nil, 1, ""},
		"no schemas there":       {false, "key", "yes", "stop", nil, 2, ""},
		"busy twice":             {true, "key", "yes", "stop", []int{429, 500}, 3, ""},
		"busy for good":          {true, "key", "yes", "stop", []int{429, 503, 500}, 3, "500"},
		"a wrong key":            {true, "other", "yes", "stop", nil, 1, "Incorrect API key"},
		"an answer too long":     {true, "key", "ye", "length", nil, 1, "cut off"},
		"an empty answer":        {true, "key", " ", "stop", nil, 1, "empty"},
		"a line that breaks off": {true, "key", "yes", "stop", []int{0}, 1, "EOF"},
	} {
		does := behaviour{pieces: []string{c.text}, finish: c.finish, first: c.first}
		if !c.schemas {
			does.lacks = []string{"response_format"}
		}
		for _, streamed := range []bool{false, true} {
			if streamed && slices.Contains(c.first, 0) {
				continue // no stream: see below
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s, m, told := newServer(t, does), &meter{}, ""
				chat := newChat(t, s, c.key, m)
				ask := chat.Complete
				if streamed {
					ask = func(ctx context.Context, p assist.Prompt) (assist.Completion, error) {
						return chat.Stream(ctx, p, func(piece string) error { told += piece; return nil })
					}
				}
				got, err := ask(t.Context(), draftPrompt)
				if s.calls.Load() != c.calls {
					t.Errorf("streamed %v: %d calls", streamed, s.calls.Load())
				}
				if c.err != "" {
					if err == nil || !strings.Contains(err.Error(), c.err) {
						t.Errorf("streamed %v: %v", streamed, err)
					}
					return
				}
				if err != nil || got.Text != "yes" || got.Model != "small" || m.tokens() != 18 || streamed && told != "yes" {
					t.Errorf("streamed %v: %+v, %v, told %q, counted %+v", streamed, got, err, told, m.uses)
				}
			})
		}
	}
}

func TestWhatAServerRefusesIsNotSentToItAgain(t *testing.T) {
	t.Parallel()
	s := newServer(t, behaviour{lacks: []string{"stream_options", "response_format", "max_completion_tokens", "temperature", "reasoning_effort"}, pieces: []string{"y", "es"}, finish: "stop"})
	c, err := openai.NewChat(openai.ChatConfig{Key: "key", Base: s.URL + "/v1", Model: "old", Features: map[string]openai.Feature{"draft": {Temperature: .2, Effort: "low"}}})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got, err := c.Stream(t.Context(), draftPrompt, func(string) error { return nil }); err != nil || got.Text != "yes" {
			t.Fatalf("%+v %v", got, err)
		}
	}
	if want := []string{"[stream]", "[stream]"}; s.calls.Load() != 7 || !slices.Equal(s.forms[5:], want) {
		t.Errorf("forms %q", s.forms)
	}
}

func TestAServerThatDoesNotStreamAnswersAtOnce(t *testing.T) {
	t.Parallel()
	for name, does := range map[string]behaviour{
		"it refuses": {lacks: []string{"stream"}, pieces: []string{"y", "es"}, finish: "stop"},
		"it ignores": {whole: true, pieces: []string{"y", "es"}, finish: "stop"},
	} {
		s := newServer(t, does)
		c, told := newChat(t, s, "key", &meter{}), ""
		for range 2 {
			if _, err := c.Stream(t.Context(), draftPrompt, func(p string) error { told += p; return nil }); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if told != "yesyes" || s.calls.Load() != 3 {
			t.Errorf("%s: told %q in %d calls", name, told, s.calls.Load())
		}
	}
}

func TestAStreamThatBreaksOffIsNoAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		does behaviour
		says string
	}{
		"the line":         {behaviour{pieces: []string{"half an ans"}, breaks: "line"}, "broke off"},
		"an error event":   {behaviour{pieces: []string{"half an ans"}, breaks: "error"}, "had an error"},
		"an end too early": {behaviour{pieces: []string{"half an ans"}, breaks: "end"}, "broke off"},
		"cut off":          {behaviour{pieces: []string{"half an ans"}, finish: "length"}, "cut off"},
		"a refusal":        {behaviour{refuse: "I'm sorry, I can't help with that.", finish: "stop"}, "refuses"},
		"a filter":         {behaviour{pieces: []string{"half"}, finish: "content_filter"}, "filter"},
	} {
		s, m := newServer(t, c.does), &meter{}
		_, err := newChat(t, s, "key", m).Stream(t.Context(), draftPrompt, func(string) error { return nil })
		if err == nil || !strings.Contains(err.Error(), c.says) || s.calls.Load() != 1 {
			t.Errorf("%s: %v after %d calls", name, err, s.calls.Load())
		}
		if c.does.breaks != "" && (len(m.uses) != 1 || !m.uses[0].Failed || !m.uses[0].Guessed || m.uses[0].Out == 0) {
			t.Errorf("%s: counted %+v", name, m.uses)
		}
	}
}

// Many servers put a refusal where the answer is expected.
func TestARefusalInPlainTextIsToldAsOne(t *testing.T) {
	t.Parallel()
	for text, refuses := range map[string]bool{
		"I'm sorry, but I can't help with that.":                            true,
		"Sorry, I cannot assist with this request.":                         true,
		"I’m unable to comply with that.":                                   true,
		"Вибачте, але я не можу допомогти з цим запитом.":                   true,
		"К сожалению, я не могу с этим помочь.":                             true,
		"Es tut mir leid, dabei kann ich nicht helfen.":                     true,
		"Przykro mi, ale nie mogę w tym pomóc.":                             true,
		"The passages do not say what it costs.":                            false,
		`{"sentences":[{"text":"I'm sorry, but I can't help with that."}]}`: false,
	} {
		for _, streamed := range []bool{false, true} {
			s := newServer(t, behaviour{pieces: []string{text}, finish: "stop"})
			c := newChat(t, s, "key", &meter{})
			ask := c.Complete
			if streamed {
				ask = func(ctx context.Context, p assist.Prompt) (assist.Completion, error) {
					return c.Stream(ctx, p, func(string) error { return nil })
				}
			}
			_, err := ask(t.Context(), draftPrompt)
			told := (*assist.ModelError)(nil)
			if refused := errors.As(err, &told) && told.Why == "The model refuses to write this."; refused != refuses || !refuses && err != nil || s.calls.Load() != 1 {
				t.Errorf("%q, streamed %v: %v after %d calls", text, streamed, err, s.calls.Load())
			}
		}
	}
}

// Who is refused again and again says nothing about the server: others are answered.
func TestRefusalsLeaveTheServerAsked(t *testing.T) {
	t.Parallel()
	for _, does := range []behaviour{{refuse: "I can't.", finish: "stop"}, {pieces: []string{"I'm sorry, but I can't help with that."}, finish: "stop"}, {pieces: []string{"half"}, finish: "content_filter"}} {
		s := newServer(t, does)
		c := newChat(t, s, "key", &meter{})
		for range 6 {
			if _, err := c.Complete(t.Context(), draftPrompt); err == nil {
				t.Error("no refusal")
			}
		}
		if s.calls.Load() != 6 {
			t.Errorf("%+v: asked %d times", does, s.calls.Load())
		}
	}
}

func TestWhoIsToldMayEndTheAnswer(t *testing.T) {
	t.Parallel()
	s, enough, pieces := newServer(t, behaviour{pieces: []string{"a", "b", "c"}, finish: "stop"}), errors.New("enough"), 0
	c := newChat(t, s, "key", &meter{})
	for range 5 { // it says nothing about the server
		_, err := c.Stream(t.Context(), draftPrompt, func(string) error { pieces++; return enough })
		if !errors.Is(err, enough) {
			t.Fatal(err)
		}
	}
	if pieces != 5 || s.calls.Load() != 5 {
		t.Errorf("told %d pieces in %d calls", pieces, s.calls.Load())
	}
}

func TestAServerThatDoesNotCountIsGuessed(t *testing.T) {
	t.Parallel()
	for _, stream := range []bool{false, true} {
		m := &meter{}
		c := newChat(t, newServer(t, behaviour{pieces: []string{"an answer of forty characters, or nearly so"}, finish: "stop", silent: true}), "key", m)
		p := draftPrompt
		p.Data = strings.Repeat("x", 399)
		var err error
		if stream {
			_, err = c.Stream(t.Context(), p, func(string) error { return nil })
		} else {
			_, err = c.Complete(t.Context(), p)
		}
		if err != nil || len(m.uses) != 1 || m.uses[0] != (assist.Use{Feature: "draft", Model: "small", In: 100, Out: 10, Guessed: true}) {
			t.Errorf("streamed %v: %+v, %v", stream, m.uses, err)
		}
	}
}

func TestNothingIsAskedWhenNoMoreMayBeSpent(t *testing.T) {
	t.Parallel()
	s, m := newServer(t, behaviour{pieces: []string{"yes"}, finish: "stop"}), &meter{full: errors.New("the day's budget is spent")}
	c := newChat(t, s, "key", m)
	if _, err := c.Complete(t.Context(), draftPrompt); !errors.Is(err, m.full) || s.calls.Load() != 0 {
		t.Errorf("%v after %d calls", err, s.calls.Load())
	}
}

func TestAServerThatIsDownIsLeftAlone(t *testing.T) {
	t.Parallel()
	s := newServer(t, behaviour{pieces: []string{"yes"}, finish: "stop", first: []int{500, 500, 500, 500, 500, 500}})
	m, err := openai.NewChat(openai.ChatConfig{Key: "key", Base: s.URL + "/v1", Model: "small"})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		_, err = m.Complete(t.Context(), draftPrompt)
	}
	if err == nil || !strings.Contains(err.Error(), "asked again in") || s.calls.Load() != 4 {
		t.Errorf("%v after %d calls", err, s.calls.Load())
	}
}

// Failures between which the server answers are none in a row.
func TestAServerThatFailsNowAndThenIsNotLeftAlone(t *testing.T) {
	t.Parallel()
	v := &vendor{}
	for range 4 {
		v.script = append(v.script, refused(500, `{"error":{"message":"now and then"}}`), reply{body: stream(delta("yes"), ends("stop"))})
	}
	s := httptest.NewServer(v)
	t.Cleanup(s.Close)
	m, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small"})
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		if _, err := m.Stream(t.Context(), draftPrompt, func(string) error { return nil }); err != nil {
			t.Error(err)
		}
	}
}

func TestASlowServerIsNotWaitedForLongerThanTheCaller(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-done }))
	t.Cleanup(s.Close)
	t.Cleanup(func() { close(done) })
	m, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := m.Complete(ctx, draftPrompt); err == nil {
		t.Error("no error")
	}
}
