package openai

import "strings"

const (
	thinkBegins = "<think>"
	thinkEnds   = "</think>"
)

// thoughts leaves out what a model thinks aloud before it answers, where its server does not: nobody is to read that, and
// what is thought of is no answer.
type thoughts struct {
	held     string // not known yet to be thought or said
	thinking bool
	said     bool // the answer has begun
}

// hear returns what of a further piece is said.
func (t *thoughts) hear(piece string) string {
	if t.said {
		return piece
	}
	t.held += piece
	if !t.thinking {
		text := strings.TrimLeft(t.held, " \t\r\n")
		switch {
		case strings.HasPrefix(text, thinkBegins):
			t.thinking = true
		case strings.HasPrefix(thinkBegins, text): // the beginning of it, perhaps
			return ""
		default:
			return t.rest()
		}
	}
	if i := strings.Index(t.held, thinkEnds); i >= 0 {
		t.held = t.held[i+len(thinkEnds):]
		return t.rest()
	}
	return ""
}

// rest returns what is held when nothing more comes, or no thought can.
func (t *thoughts) rest() string {
	text := t.held
	t.held, t.said = "", true
	return text
}

// end returns what is still held and was no thought.
func (t *thoughts) end() string {
	if t.thinking {
		return ""
	}
	return t.rest()
}
