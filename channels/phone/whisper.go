package phone

import (
	"encoding/json"
	"maps"
	"math"
	"strings"

	"golang.org/x/text/language"
)

// whisperFile is what Whisper and WhisperX (segments) and whisper.cpp (transcription) write. Fields that are
// not named here are theirs to add. The facts are ours, for who writes the file by a script of their own.
type whisperFile struct {
	Facts    json.RawMessage `json:"call"`
	Language string          `json:"language"`
	Result   struct {
		Language string `json:"language"`
	} `json:"result"`
	Segments []struct {
		Start      float64 `json:"start"`
		End        float64 `json:"end"`
		Text       string  `json:"text"`
		Speaker    string  `json:"speaker"`
		LogProb    float64 `json:"avg_logprob"`
		Confidence float64 `json:"confidence"`
	} `json:"segments"`
	Transcription []struct {
		Offsets struct {
			From float64 `json:"from"`
			To   float64 `json:"to"`
		} `json:"offsets"` // milliseconds
		Text    string `json:"text"`
		Speaker string `json:"speaker"`
	} `json:"transcription"`
}

// whisper reads a recogniser's JSON. Its one sign of a speaker may be a prefix of the text.
func (s source) whisper(facts map[string]string) ([]turn, error) {
	var file whisperFile
	if err := json.Unmarshal([]byte(s.text), &file); err != nil {
		return nil, s.wrong(s.lineOf(err), "not the JSON of Whisper: %.200v", err)
	}
	if len(file.Facts) > 0 {
		var told map[string]string
		if err := json.Unmarshal(file.Facts, &told); err != nil {
			return nil, s.wrong(0, "call: must be an object of strings")
		}
		maps.Copy(facts, told)
	}
	if tag := whisperLanguage(or(file.Language, file.Result.Language)); tag != "" && facts["language"] == "" {
		facts["language"] = tag
	}
	var turns []turn
	add := func(start, end float64, text, speaker string, confidence float64) error {
		number := len(turns) + 1
		if err := s.room(0, number); err != nil {
			return err
		}
		if !(start >= 0 && end >= start && end <= maxLength.Seconds()) {
			return s.wrong(0, "segment %d: times %g to %g are not within %s, one after the other", number, start, end, maxLength)
		}
		next := turn{label: label(speaker), start: seconds(start), end: seconds(end), text: strings.TrimSpace(text), confidence: confidence}
		next.guess()
		turns = append(turns, next)
		return nil
	}
	for _, segment := range file.Segments {
		confidence := segment.Confidence
		if confidence == 0 && segment.LogProb < 0 {
			confidence = math.Round(math.Exp(segment.LogProb)*1000) / 1000
		}
		if err := add(segment.Start, segment.End, segment.Text, segment.Speaker, min(max(confidence, 0), 1)); err != nil {
			return nil, err
		}
	}
	for _, segment := range file.Transcription {
		if err := add(segment.Offsets.From/1000, segment.Offsets.To/1000, segment.Text, segment.Speaker, 0); err != nil {
			return nil, err
		}
	}
	return turns, nil
}

// lineOf finds the line that a JSON error is about; 0 if it does not tell.
func (s source) lineOf(err error) int {
	var offset int64
	switch problem := err.(type) {
	case *json.SyntaxError:
		offset = problem.Offset
	case *json.UnmarshalTypeError:
		offset = problem.Offset
	default:
		return 0
	}
	return 1 + strings.Count(s.text[:min(int(offset), len(s.text))], "\n")
}

// whisperLanguage returns the tag of a language that Whisper tells by tag or by English name, or "".
func whisperLanguage(name string) string {
	switch strings.ToLower(name) {
	case "english":
		return "en"
	case "ukrainian":
		return "uk"
	case "russian":
		return "ru"
	case "german":
		return "de"
	case "polish":
		return "pl"
	}
	tag, err := language.Parse(name)
	if err != nil || name == "" {
		return ""
	}
	return tag.String()
}

// sniffJSON tells our own JSON from a recogniser's by the fields that only ours has.
func sniffJSON(text string) string {
	var members map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &members) != nil {
		return Whisper
	}
	for _, name := range []string{"id", "caller", "called", "direction", "state"} {
		if _, ours := members[name]; ours {
			return JSON
		}
	}
	return Whisper
}
