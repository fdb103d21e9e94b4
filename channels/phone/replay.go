package phone

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// wordsAtOnce is how many words a recogniser adds between two partial texts.
const wordsAtOnce = 3

const (
	replyTime = 30 * time.Second // of one request
	tries     = 8                // of one request, while the answer is 503
)

// Progress is a step of a replay.
type Progress struct {
	Call    string        // the call's id
	Segment int           // from 1; 0 before the first
	Of      int           // how many there are
	At      time.Duration // in the call
	Speaker string        // "caller" or "operator"
	Text    string        // so far
	Partial bool          // there is more to come of it
}

// Replay feeds a finished transcript to a phone account as a live call: it begins now, its words come a few at a time
// and it ends. baseURL is the account's, such as http://localhost:8080/channels/phone. With speed 1 it takes as long as
// the call did, with 2 half of that, with 0 it does not wait. A call without an id gets a new one, and one
// without a number is anonymous. progress, if not nil, is called after each step.
func Replay(ctx context.Context, client *http.Client, baseURL string, call Transcript, speed float64, progress func(Progress)) error {
	r := replay{client: client, base: strings.TrimRight(baseURL, "/"), call: call, progress: progress}
	if r.call.ID == "" {
		r.call.ID = "replay-" + strings.ToLower(rand.Text()[:12])
	}
	r.call.Caller, r.call.Called = or(call.Caller, anonymous), or(call.Called, anonymous)
	r.call.StartedAt = time.Now().UTC()
	if err := r.post(ctx, "/calls", "", nil); err != nil {
		return err
	}
	segments := slices.Clone(call.Segments)
	slices.SortStableFunc(segments, func(a, b Segment) int { return int(1000*a.Start) - int(1000*b.Start) })
	at := time.Duration(0)
	for i, segment := range segments {
		if segment.ID == "" {
			segment.ID = strconv.Itoa(i + 1)
		}
		for _, part := range parts(segment) {
			if err := wait(ctx, until(at, seconds(part.End), speed)); err != nil {
				return err
			}
			at = max(at, seconds(part.End))
			if err := r.post(ctx, r.path("segments"), Live, []Segment{part}); err != nil {
				return err
			}
			r.tell(Progress{Call: r.call.ID, Segment: i + 1, Of: len(segments), At: at, Speaker: part.Speaker, Text: part.Text, Partial: part.Partial})
		}
	}
	return r.post(ctx, r.path("end"), Finished, nil)
}

type replay struct {
	client   *http.Client
	base     string
	call     Transcript
	progress func(Progress)
}

func (r replay) path(what string) string { return "/calls/" + url.PathEscape(r.call.ID) + "/" + what }

func (r replay) tell(p Progress) {
	if r.progress != nil {
		r.progress(p)
	}
}

// parts are the partial texts of a segment and its final one, each with the moment when its last word was said.
func parts(s Segment) []Segment {
	words := strings.Fields(s.Text)
	s.End = max(s.End, s.Start)
	var all []Segment
	for n := wordsAtOnce; n < len(words); n += wordsAtOnce {
		part := s
		part.Text, part.Partial = strings.Join(words[:n], " "), true
		part.End = s.Start + (s.End-s.Start)*float64(n)/float64(len(words))
		all = append(all, part)
	}
	s.Partial = false
	return append(all, s)
}

// post sends one step, and sends it again while the other side cannot store it.
func (r replay) post(ctx context.Context, path, state string, segments []Segment) error {
	body := r.call
	body.State, body.Segments = or(state, Live), segments
	if body.Segments == nil {
		body.Segments = []Segment{}
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("replay %s: %w", r.call.ID, err)
	}
	for try := 1; ; try++ {
		again, err := r.once(ctx, path, encoded)
		if err == nil {
			return nil
		}
		if again == 0 || try == tries {
			return fmt.Errorf("replay %s: POST %s: %w", r.call.ID, path, err)
		}
		if err := wait(ctx, again); err != nil {
			return err
		}
	}
}

// once sends one request. again is how long to wait before the next try; 0: there is no point in one.
func (r replay) once(ctx context.Context, path string, body []byte) (again time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, replyTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.base+path, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := r.client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	told, err := io.ReadAll(io.LimitReader(resp.Body, 1<<16))
	if err != nil {
		return 0, err
	}
	switch resp.StatusCode {
	case http.StatusOK:
		return 0, nil
	case http.StatusUnauthorized:
		return 0, fmt.Errorf("%s: the account wants a signature or a token", resp.Status)
	case http.StatusServiceUnavailable:
		after, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		return time.Duration(min(max(after, 1), 30)) * time.Second, fmt.Errorf("%s", resp.Status)
	}
	var p problem
	if json.Unmarshal(told, &p) != nil || p.Error == "" {
		return 0, fmt.Errorf("%s", resp.Status)
	}
	return 0, fmt.Errorf("%s: %w", resp.Status, &FieldError{p.Field, p.Error})
}

// until is how long from one moment of a call to another takes at a speed; 0 is at once.
func until(from, to time.Duration, speed float64) time.Duration {
	if speed <= 0 || to <= from {
		return 0
	}
	return time.Duration(float64(to-from) / speed)
}

func wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
