package openai

import "strings"

// thoughtMarks are the marks between which models think aloud: that of most, those of some, and gpt-oss' where its server does
// not read them (https://cookbook.openai.com/articles/openai-harmony).
var thoughtMarks = [][2]string{{"<think>", "</think>"}, {"<thinking>", "</thinking>"}, {"<thought>", "</thought>"}, {"[THINK]", "[/THINK]"},
	{"<|channel|>analysis<|message|>", "<|channel|>final<|message|>"}}

// thoughts leaves out what a model thinks aloud before it answers, where its server does not: nobody is to read that, and
// what is thought of is no answer.
type thoughts struct {
	held string // not known yet to be thought or said
	ends string // the mark that ends a thought which has begun
	said bool   // the answer has begun
}

// hear returns what of a further piece is said.
func (t *thoughts) hear(piece string) string {
	if t.said {
		return piece
	}
	t.held += piece
	if t.ends == "" {
		text, perhaps := strings.TrimLeft(t.held, " \t\r\n"), false
		for _, m := range thoughtMarks {
			if strings.HasPrefix(text, m[0]) {
				t.ends = m[1]
			}
			perhaps = perhaps || strings.HasPrefix(m[0], text) // the beginning of it
		}
		if t.ends == "" && perhaps {
			return ""
		}
		if t.ends == "" {
			return t.rest()
		}
	}
	if i := strings.Index(t.held, t.ends); i >= 0 {
		t.held = t.held[i+len(t.ends):]
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
	if t.ends != "" && !t.said {
		return ""
	}
	return t.rest()
}
