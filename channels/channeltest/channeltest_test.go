package channeltest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/channels/channeltest"
)

const toySecret = "s3cr3t-of-the-toy"

func toyCases() channeltest.Cases {
	return channeltest.Cases{
		Account: func(platform string) channels.Account {
			return channels.Account{Name: "toy", Kind: "toy", Settings: json.RawMessage(fmt.Sprintf(`{"api":%q,"secret":%q}`, platform, toySecret))}
		},
		Secrets:  []string{toySecret},
		Settings: []channeltest.Settings{{Name: "no secret", JSON: `{"api":"http://127.0.0.1"}`, Want: "secret"}},
		Sign:     func(r *channeltest.Request) { r.Header["X-Toy"] = toySign(toySecret, r.Body) },
		MaxBody:  4096,
		Inbound: []channeltest.In{{
			Request: channeltest.Request{Name: "two", Body: `[{"ID":"1","From":"a","Text":"one"},{"ID":"2","From":"a","Text":"two"}]`},
			Want:    []channels.Inbound{{ID: "1", From: "a", Text: "one"}, {ID: "2", From: "a", Text: "two"}},
		}, {
			Request: channeltest.Request{Name: "none", Body: `[]`},
		}},
		Outbound: []channeltest.Out{{
			Name: "text", Message: channels.Outbound{To: "a", Text: "hello"}, ID: "1",
			Want: []channeltest.Call{{Method: "POST", Path: "/send", Body: []string{`"hello"`}}},
		}},
		Refused: []channeltest.Refusal{
			{Name: "too fast", Answer: channeltest.Answer{Status: 429, Header: map[string]string{"Retry-After": "7"}}, Fate: channels.Retry, After: 7 * time.Second},
			{Name: "blocked", Answer: channeltest.Answer{Status: 410}, Fate: channels.BlockedByUser},
		},
		Texts: func(seen []channeltest.Sent) []string {
			var texts []string
			for _, sent := range seen {
				var body struct{ Text string }
				if json.Unmarshal(sent.Body, &body) == nil {
					texts = append(texts, body.Text)
				}
			}
			return texts
		},
		Pulled: []channeltest.Pull{{
			Name: "two events",
			Serve: func() http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					all := []string{`{"ID":"1","From":"a","Text":"one"}`, `{"ID":"2","From":"a","Text":"two"}`}
					done := map[string]int{"": 0, "1": 1, "2": 2}[r.URL.Query().Get("after")]
					fmt.Fprintf(w, "[%s]", strings.Join(all[done:], ","))
				})
			},
			Want: []channels.Inbound{{ID: "1", From: "a", Text: "one"}, {ID: "2", From: "a", Text: "two"}},
		}},
	}
}

// TestRunOfChild is the run that TestRunFindsFlaws looks at; without a flaw it shows that a good adapter passes.
func TestRunOfChild(t *testing.T) {
	channeltest.Run(t, openToy(os.Getenv("TOY_FLAW")), toyCases())
}

func TestRunFindsFlaws(t *testing.T) {
	t.Parallel()
	if os.Getenv("TOY_FLAW") != "" {
		t.Skip("inside the child")
	}
	for flaw, caught := range map[string]string{
		"lax settings": "settings/unknown_field", "any method": "inbound/method", "no limit": "inbound/too_big",
		"case": "inbound/signature", "no signature": "inbound/signature", "tells": "inbound/signature",
		"panics": "inbound/malformed", "logs": "secrets_stay_in", "early": "inbound/two", "bare 503": "inbound/two",
		"200 always": "inbound/two", "nul": "inbound/malformed", "new ids": "inbound/two", "invalid again": "inbound/two",
		"abroad": "nothing_leaves_the_loopback", "no split": "outbound/split", "error tells": "outbound/unreachable",
		"blind retry": "outbound/silent", "offset first": "pulled",
	} {
		t.Run(flaw, func(t *testing.T) {
			t.Parallel()
			child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestRunOfChild$", "-test.timeout=60s")
			child.Env = append(os.Environ(), "TOY_FLAW="+flaw)
			output, err := child.CombinedOutput()
			if err == nil {
				t.Fatal("the flawed adapter passed")
			}
			if !strings.Contains(string(output), "--- FAIL: TestRunOfChild/"+caught) {
				t.Errorf("not caught by %s:\n%.3000s", caught, output)
			}
		})
	}
}

func TestReceiverStoresARepeatOnce(t *testing.T) {
	t.Parallel()
	var receiver channeltest.Receiver
	receiver.Fail(1, nil)
	in := channels.Inbound{Account: "a", ID: "1"}
	if err := receiver.Receive(t.Context(), in); err == nil {
		t.Error("did not fail as told")
	}
	for range 2 {
		if err := receiver.Receive(t.Context(), in); err != nil {
			t.Error(err)
		}
	}
	if got := len(receiver.Wait(t, 1)); got != 1 {
		t.Errorf("%d committed, want 1", got)
	}
	if got := len(receiver.WaitAttempts(t, 3)); got != 3 {
		t.Errorf("%d attempts, want 3", got)
	}
}
