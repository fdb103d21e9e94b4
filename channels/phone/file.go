package phone

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"
)

// The formats of transcript files.
const (
	JSON    = "json"    // this package's own, as in POST /calls
	VTT     = "vtt"     // WebVTT
	SRT     = "srt"     // SubRip
	Whisper = "whisper" // JSON of Whisper, whisper.cpp and WhisperX
	Text    = "text"    // "Speaker: text", a line a turn
)

const parseTime = 2 * time.Second

func formats() []string { return []string{JSON, VTT, SRT, Whisper, Text} }

// Hint is what is known of a file beside its content. Its facts win over those in the file.
type Hint struct {
	Format        string // empty: by content
	CallerSpeaker string // the label that the file has for the caller
	Facts         Facts
}

// FileError says which line of a file is wrong, and why.
type FileError struct {
	Name    string
	Line    int // 0: the file as a whole
	Problem string
}

func (e *FileError) Error() string {
	if e.Line == 0 {
		return e.Name + ": " + e.Problem
	}
	return fmt.Sprintf("%s:%d: %s", e.Name, e.Line, e.Problem)
}

// A turn is one segment as a file has it, its speaker a label.
type turn struct {
	label      string
	start, end time.Duration
	text       string
	confidence float64
	timed      bool // text: the file tells when
	guessed    bool // the label was taken from the words
}

// A source is a file that is being parsed.
type source struct {
	ctx  context.Context
	name string
	text string
	hint Hint
}

func (s source) wrong(line int, format string, args ...any) error {
	return &FileError{s.name, line, fmt.Sprintf(format, args...)}
}

// ParseFile reads the transcript of a finished call. The name is used in errors only. The result may lack an id and a
// caller; everything else is checked. Errors are *FileError and *FieldError.
func ParseFile(name string, data []byte, hint Hint) (Transcript, error) {
	name = filepath.Base(clip(name))
	if len(data) > maxBody {
		return Transcript{}, &FileError{name, 0, "larger than 2 MB"}
	}
	text, err := decodeText(name, data)
	if err != nil {
		return Transcript{}, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), parseTime)
	defer cancel()
	type parsed struct {
		t   Transcript
		err error
	}
	done := make(chan parsed, 1)
	go func() { // ends soon after ctx by itself: every loop over lines asks it
		defer func() {
			if problem := recover(); problem != nil {
				done <- parsed{err: &FileError{name, 0, "cannot be read"}}
			}
		}()
		t, err := parse(source{ctx, name, text, hint})
		done <- parsed{t, err}
	}()
	select {
	case p := <-done:
		return p.t, p.err
	case <-ctx.Done():
		return Transcript{}, &FileError{name, 0, fmt.Sprintf("not read within %s", parseTime)}
	}
}

func parse(s source) (Transcript, error) {
	format := or(s.hint.Format, sniff(s.text))
	if format == JSON {
		return s.own()
	}
	var turns []turn
	facts := map[string]string{}
	var err error
	switch format {
	case VTT, SRT:
		turns, err = s.subtitles(format, facts)
	case Whisper:
		turns, err = s.whisper(facts)
	case Text:
		turns, err = s.plain(facts)
	default:
		err = s.wrong(0, "format %q is none of %v", clip(format), formats())
	}
	if err != nil {
		return Transcript{}, err
	}
	t := Transcript{State: Finished}
	for key, value := range facts {
		if err := t.Facts.set(key, value); err != nil {
			return Transcript{}, s.wrong(0, "%v", err)
		}
	}
	t.Facts.override(s.hint.Facts)
	if t.Segments, err = s.segments(turns, t.Direction); err != nil {
		return Transcript{}, err
	}
	return t, nil
}

// own reads this package's own JSON.
func (s source) own() (Transcript, error) {
	t, _, _, err := decodeCall([]byte(s.text))
	if err != nil {
		return t, s.wrong(0, "%v", err)
	}
	t.Facts.override(s.hint.Facts)
	t.State = Finished
	if err := t.clean(true); err != nil {
		return t, s.wrong(0, "%v", err)
	}
	if len(t.Segments) == 0 {
		return t, s.wrong(0, "holds no words")
	}
	return t, nil
}

// segments turns labels into sides and numbers the turns.
func (s source) segments(turns []turn, direction string) ([]Segment, error) {
	s.settle(turns)
	var labels []string
	for _, turn := range turns {
		labels = append(labels, turn.label)
	}
	sides := cast(labels, s.hint.CallerSpeaker, direction)
	var segments []Segment
	for _, turn := range turns {
		text := strings.Join(strings.Fields(printable(turn.text)), " ")
		if text == "" {
			continue
		}
		if utf8.RuneCountInString(text) > maxText {
			return nil, s.wrong(0, "turn %d is longer than %d characters", len(segments)+1, maxText)
		}
		segments = append(segments, Segment{
			ID: fmt.Sprint(len(segments) + 1), Speaker: sides[turn.label], Text: text, Confidence: turn.confidence,
			Start: turn.start.Seconds(), End: max(turn.start, turn.end).Seconds(),
		})
	}
	if len(segments) == 0 {
		return nil, s.wrong(0, "holds no words")
	}
	return segments, nil
}

// within checks a turn's time; line is where it stands.
func (s source) within(line int, start, end time.Duration) error {
	if start < 0 || end < 0 || start > maxLength || end > maxLength {
		return s.wrong(line, "time must be within %s of the call's begin", maxLength)
	}
	if end < start {
		return s.wrong(line, "ends before it starts")
	}
	return nil
}

// room checks, once for each line or turn, that there are not too many turns and that there is time left.
func (s source) room(line, turns int) error {
	if turns > maxSegments {
		return s.wrong(line, "more than %d segments", maxSegments)
	}
	if s.ctx.Err() != nil {
		return s.wrong(line, "not read within %s", parseTime)
	}
	return nil
}

// set sets a fact by its name in a file's head or in a query.
func (f *Facts) set(name, value string) error {
	switch name {
	case "id":
		f.ID = value
	case "caller":
		f.Caller = told(&value)
	case "called":
		f.Called = told(&value)
	case "caller_name":
		f.CallerName = value
	case "called_name":
		f.CalledName = value
	case "direction":
		f.Direction = strings.ToLower(value)
	case "operator":
		f.Operator = value
	case "language":
		f.Language = value
	case "project":
		f.Project = value
	case "started_at":
		at, err := time.Parse(time.RFC3339, value)
		if err != nil {
			return wrong(name, "%q is no time, write e.g. 2026-11-23T10:00:00Z", clip(value))
		}
		f.StartedAt = at
	default:
		return wrong(clip(name), "unknown field")
	}
	return nil
}

// override takes over what the other facts tell.
func (f *Facts) override(by Facts) {
	f.ID, f.Caller, f.CallerName = or(by.ID, f.ID), or(by.Caller, f.Caller), or(by.CallerName, f.CallerName)
	f.Called, f.CalledName, f.Direction = or(by.Called, f.Called), or(by.CalledName, f.CalledName), or(by.Direction, f.Direction)
	f.Operator, f.Language, f.Project = or(by.Operator, f.Operator), or(by.Language, f.Language), or(by.Project, f.Project)
	if !by.StartedAt.IsZero() {
		f.StartedAt = by.StartedAt
	}
}
