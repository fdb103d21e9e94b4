package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A prompt of which nothing can be used is found by doctor, though the model does as it is told.
func TestDoctorTriesThePromptOfTheDrafts(t *testing.T) {
	t.Parallel()
	quoted := `{"sentences":[{"text":"The shop is open from 9:00 to 18:00 on weekdays.","passage":1,"quote":"The shop is open from 9:00 to 18:00 on weekdays."}]}`
	for name, c := range map[string]struct{ answer, says string }{
		"as the product's asks for": {quoted, ""},
		"in plain words":            {"We are glad to help! The shop opens at nine.", "could not be read"},
		"made up":                   {`{"sentences":[{"text":"The shop is open on Sundays.","passage":1,"quote":"The shop is open on Sundays."}]}`, "does not stand in the articles"},
		"nothing":                   {`{"sentences":[]}`, "finds no answer"},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			text := c.answer
			if strings.Contains(string(body), `\"ready\"`) {
				text = `{"ready":true}`
			}
			said, _ := json.Marshal(text)
			w.Header().Set("Content-Type", "text/event-stream")
			_, _ = io.WriteString(w, `data: {"choices":[{"index":0,"delta":{"content":`+string(said)+`},"finish_reason":"stop"}]}`+"\n\ndata: [DONE]\n\n")
		}))
		t.Cleanup(s.Close)
		cfg, err := loadConfig([]string{"OPENAI_MODEL=m", "OPENAI_BASE_URL=" + s.URL + "/v1"})
		if err != nil {
			t.Fatal(err)
		}
		fact, err := checkDrafts(t.Context(), cfg)
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) || err == nil && !strings.Contains(fact, "stands its checks") {
			t.Errorf("%s: %s, %v", name, fact, err)
		}
	}
}
