package phone_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"switchboard/channels/phone"
)

// inProcess answers requests by a handler as if from this machine.
type inProcess struct{ handler http.Handler }

func (c inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.RemoteAddr, r.Host = "127.0.0.1:5000", "localhost"
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, r)
	return w.Result(), nil
}

func seed(f *testing.F, suffix string) {
	for _, dir := range []string{"samples", "testdata/files"} {
		files, err := filepath.Glob(dir + "/*" + suffix)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
}

// sound checks what holds of every transcript, whatever the file was.
func sound(t *testing.T, format string, data []byte) {
	call, err := phone.ParseFile("f", data, phone.Hint{Format: format})
	if err != nil {
		return
	}
	if len(call.Segments) == 0 || len(call.Segments) > 10_000 {
		t.Fatalf("%d segments", len(call.Segments))
	}
	ids := map[string]bool{}
	for _, s := range call.Segments {
		if ids[s.ID] && !s.Partial || s.ID == "" {
			t.Fatalf("id %q twice or empty", s.ID)
		}
		ids[s.ID] = ids[s.ID] || !s.Partial
		if s.Speaker != phone.Caller && s.Speaker != phone.Operator {
			t.Fatalf("speaker %q", s.Speaker)
		}
		if !(s.Start >= 0 && s.Start <= s.End && s.End <= 86_400 && s.Confidence >= 0 && s.Confidence <= 1) {
			t.Fatalf("times or confidence: %+v", s)
		}
		if !utf8.ValidString(s.Text) || strings.ContainsRune(s.Text, 0) {
			t.Fatalf("text %q", s.Text)
		}
	}
}

func FuzzVTT(f *testing.F) {
	seed(f, ".vtt")
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, phone.VTT, data) })
}

func FuzzSRT(f *testing.F) {
	seed(f, ".srt")
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, phone.SRT, data) })
}

func FuzzWhisper(f *testing.F) {
	seed(f, ".json")
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, phone.Whisper, data) })
}

func FuzzText(f *testing.F) {
	seed(f, ".txt")
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, phone.Text, data) })
}

func FuzzCalls(f *testing.F) {
	seed(f, ".json")
	f.Add([]byte(`{"id":"c","caller":"","state":"live","started_at":"2026-01-01T00:00:00Z","segments":[{"id":"1","speaker":"caller","start":1e2,"partial":true,"text":"x"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		channel, receiver := open(t, `{"default_region":"UA"}`)
		resp, err := direct(channel).Post("http://localhost/calls", "application/json", strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusBadRequest {
			t.Fatalf("answered %d", resp.StatusCode)
		}
		if n := len(receiver.Attempts()); (n > 0) != (resp.StatusCode == http.StatusOK) {
			t.Fatalf("answered %d with %d events", resp.StatusCode, n)
		}
		for _, in := range receiver.Attempts() {
			if in.From == "" || in.ID == "" || in.At.IsZero() || !utf8.ValidString(in.From+in.Name+in.Text+in.Call.ID) {
				t.Fatalf("%+v", in)
			}
		}
	})
}

func TestSamplesHoldNoRealNumber(t *testing.T) {
	t.Parallel()
	err := fs.WalkDir(phone.Samples, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := phone.Samples.ReadFile(path)
		for _, part := range strings.Split(string(data), "+")[1:] {
			if !strings.HasPrefix(part, "380 44 000 00 ") && !strings.HasPrefix(part, "1 202 555 01") {
				t.Errorf("%s: +%.20s", path, part)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
