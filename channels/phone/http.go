package phone

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"time"

	"switchboard/channels"
)

const maxBody = 2 << 20

// routes lists every path of the adapter.
func (p *Phone) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /calls", p.handle(p.postCall))
	mux.HandleFunc("POST /calls/{id}/segments", p.handle(p.postSegments))
	mux.HandleFunc("POST /calls/{id}/end", p.handle(p.postEnd))
	mux.HandleFunc("POST /calls/{id}/transcript", p.handle(p.postFile))
	return mux
}

// ServeHTTP serves the paths below /channels/<account>.
func (p *Phone) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.mux.ServeHTTP(w, r) }

var (
	errMedia       = errors.New("media type")
	errUnavailable = errors.New("not stored")
	errNoCall      = errors.New("no call of this id is known: correct the id, or tell of the call at /calls first")
)

// handle reads the body once, checks who sent it, and writes what f returns.
func (p *Phone) handle(f func(*http.Request, []byte) (answer, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !p.mayAsk(r) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if _, tooBig := errors.AsType[*http.MaxBytesError](err); tooBig {
			writeJSON(w, http.StatusRequestEntityTooLarge, problem{Error: "the body is larger than 2 MB"})
			return
		}
		if err != nil {
			writeJSON(w, http.StatusBadRequest, problem{Error: "the body ended early"})
			return
		}
		if !p.signed(r, body) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		done, err := f(r, body)
		if err != nil {
			refuse(w, err)
			return
		}
		writeJSON(w, http.StatusOK, done)
	}
}

// problem is the body of an error.
type problem struct {
	Error string `json:"error"`
	Field string `json:"field,omitempty"`
}

func refuse(w http.ResponseWriter, err error) {
	if field, ok := errors.AsType[*FieldError](err); ok {
		writeJSON(w, http.StatusBadRequest, problem{field.Problem, field.Field})
		return
	}
	if file, ok := errors.AsType[*FileError](err); ok {
		writeJSON(w, http.StatusBadRequest, problem{Error: file.Error()})
		return
	}
	if errors.Is(err, errMedia) {
		writeJSON(w, http.StatusUnsupportedMediaType, problem{Error: "send application/json, or a transcript as text/vtt, application/x-subrip or text/plain"})
		return
	}
	if errors.Is(err, errNoCall) {
		writeJSON(w, http.StatusNotFound, problem{err.Error(), "id"})
		return
	}
	w.Header().Set("Retry-After", "5")
	writeJSON(w, http.StatusServiceUnavailable, problem{Error: "not stored; send it again"})
}

func (p *Phone) postCall(r *http.Request, body []byte) (answer, error) {
	t, ended, raws, err := p.decode(r, body)
	if err != nil {
		return answer{}, err
	}
	if !ended.IsZero() && t.State == Live {
		return answer{}, wrong("ended_at", "a live call has not ended")
	}
	return p.take(r, t, ended, raws, body)
}

func (p *Phone) postSegments(r *http.Request, body []byte) (answer, error) {
	t, ended, raws, err := p.decode(r, body)
	if err != nil {
		return answer{}, err
	}
	if t.State != Live || !ended.IsZero() {
		return answer{}, wrong("state", "the end of a call is told at /calls/{id}/end")
	}
	s := p.speech(t.Facts, true, p.begin(t.Facts, t.Segments))
	events, err := s.spoken(t.Segments, raws)
	if err != nil {
		return answer{}, err
	}
	return p.receive(r, t.ID, events, len(events))
}

func (p *Phone) postEnd(r *http.Request, body []byte) (answer, error) {
	t, ended, _, err := p.decode(r, body)
	if err != nil {
		return answer{}, err
	}
	if len(t.Segments) > 0 {
		return answer{}, wrong("segments", "belong to /calls/{id}/segments or /calls")
	}
	if ended.IsZero() {
		ended = p.now()
	}
	s := p.speech(t.Facts, false, ended)
	done, err := p.receive(r, t.ID, []channels.Inbound{s.ended(ended, body)}, 0)
	if errors.Is(err, channels.ErrNotFound) {
		return answer{}, errNoCall
	}
	return done, err
}

// decode decodes the body of the JSON paths. /calls alone may hold a whole call; the others are parts of a live one.
func (p *Phone) decode(r *http.Request, body []byte) (t Transcript, ended time.Time, raws []json.RawMessage, err error) {
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); r.Header.Get("Content-Type") != "" && (err != nil || media != "application/json") {
		return t, ended, nil, errMedia
	}
	t, ended, raws, err = decodeCall(body)
	if err != nil {
		return t, ended, nil, err
	}
	id := r.PathValue("id")
	switch {
	case t.State == "" && id == "":
		t.State = Finished
	case t.State == "":
		t.State = Live
	case t.State != Live && t.State != Finished:
		return t, ended, nil, wrong("state", `must be "live" or "finished"`)
	}
	if err := p.clean(&t, id); err != nil {
		return t, ended, nil, err
	}
	if !ended.IsZero() && (ended.Before(t.StartedAt) || ended.Year() < 2000 || ended.After(p.now().Add(time.Hour))) {
		return t, ended, nil, wrong("ended_at", "%s is not the end of the call", ended.Format(time.RFC3339))
	}
	return t, ended, raws, nil
}

// clean checks the call; id is the one in the path, or empty.
func (p *Phone) clean(t *Transcript, id string) error {
	if t.ID == "" {
		t.ID = id
	}
	if id != "" && t.ID != id {
		return wrong("id", "is not the call in the path")
	}
	if err := t.Facts.clean(p.now()); err != nil {
		return err
	}
	return t.clean(t.State == Finished)
}

// postFile takes a file of a finished call; its facts are in the query, or in the file itself.
func (p *Phone) postFile(r *http.Request, body []byte) (answer, error) {
	hint, err := hintOf(r.URL.RawQuery)
	if err != nil {
		return answer{}, err
	}
	if hint.Format == "" {
		if hint.Format, err = formatOf(r.Header.Get("Content-Type")); err != nil {
			return answer{}, err
		}
	}
	hint.Facts.ID = or(hint.Facts.ID, r.PathValue("id"))
	t, err := ParseFile("transcript", body, hint)
	if err != nil {
		return answer{}, err
	}
	if err := p.clean(&t, r.PathValue("id")); err != nil {
		return answer{}, err
	}
	return p.take(r, t, time.Time{}, nil, body)
}

// hintOf reads a file's facts from the query.
func hintOf(raw string) (Hint, error) {
	var hint Hint
	query, err := url.ParseQuery(raw)
	if err != nil {
		return hint, wrong("", "the query cannot be read")
	}
	for name, values := range query {
		if len(values) > 1 {
			return hint, wrong(clip(name), "given %d times", len(values))
		}
		switch name {
		case "format":
			hint.Format = values[0]
		case "caller_speaker":
			hint.CallerSpeaker = values[0]
		default:
			if err := hint.Facts.set(name, values[0]); err != nil {
				return hint, err
			}
		}
	}
	if hint.Format != "" && !slices.Contains(formats(), hint.Format) {
		return hint, wrong("format", "must be one of %v", formats())
	}
	return hint, nil
}

// take stores a call that is told from its begin: the begin, its words, and its end if it is over.
func (p *Phone) take(r *http.Request, t Transcript, ended time.Time, raws []json.RawMessage, body []byte) (answer, error) {
	begin := p.begin(t.Facts, t.Segments)
	s := p.speech(t.Facts, t.State == Live, begin)
	spoken, err := s.spoken(t.Segments, raws)
	if err != nil {
		return answer{}, err
	}
	events := append([]channels.Inbound{s.began(body)}, spoken...)
	if t.State != Live {
		if ended.IsZero() {
			ended = begin.Add(length(t.Segments))
		}
		events = append(events, s.ended(ended, body))
	}
	return p.receive(r, t.ID, events, len(spoken))
}

// begin is when the call began: as told, else so that its last word was said just now.
func (p *Phone) begin(f Facts, segments []Segment) time.Time {
	if !f.StartedAt.IsZero() {
		return f.StartedAt
	}
	return p.now().Add(-length(segments))
}

// receive commits the events in order. One that will never be acceptable does not stop the others.
func (p *Phone) receive(r *http.Request, call string, events []channels.Inbound, spoken int) (answer, error) {
	done := answer{Call: call, Segments: spoken}
	for _, event := range events {
		err := p.receiver.Receive(r.Context(), event)
		if errors.Is(err, channels.ErrInvalid) {
			done.Refused++
			continue
		}
		if err != nil {
			return done, errors.Join(errUnavailable, err)
		}
	}
	return done, nil
}
