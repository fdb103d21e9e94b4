package assist

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

// telling is how many characters of a draft tell its language.
const telling = 40

// reading is a model's answer while it comes. Each sentence that is whole is checked and, if its passage supports it,
// told; the rest of the answer is not waited for.
type reading struct {
	sources []Source
	lang    string
	system  string
	hidden  *redaction
	grows   func(Written) error // may be nil
	said    func(passage, lang string) *readPassage

	answer []byte
	at     int   // bytes looked at
	opened []int // where the objects begin that are not closed
	inner  bool  // the last one opened has none in it
	quoted bool  // inside a string
	escape bool
	items  int
	looked int  // sentences checked
	ended  bool // no more is wanted
	lines  []string
	used   []Source
	stood  []cited // the items of lines, with signs
	last   string  // the sentence that stood last, with signs
}

// take reads a further piece. An error ends the answer.
func (r *reading) take(piece string) error {
	r.answer = append(r.answer, piece...)
	if len(r.answer) > draftAnswer {
		r.ended = true
		return errEndless
	}
	for ; r.at < len(r.answer); r.at++ {
		switch c := r.answer[r.at]; {
		case c == '>' && bytes.HasSuffix(r.answer[:r.at+1], []byte(thoughtEnds)):
			r.anew()
		case r.escape:
			r.escape = false
		case r.quoted && c == '\\':
			r.escape = true
		case c == '"' && len(r.opened) > 0: // words around the object are none of its strings
			r.quoted = !r.quoted
		case r.quoted:
		case c == '{':
			r.opened, r.inner = append(r.opened, r.at), true
		case c == '}' && len(r.opened) > 0:
			from := r.opened[len(r.opened)-1]
			r.opened = r.opened[:len(r.opened)-1]
			if !r.inner {
				continue
			}
			r.inner = false
			if err := r.item(r.answer[from : r.at+1]); err != nil {
				r.ended = true
				return err
			}
		}
	}
	return nil
}

// anew forgets what was read: it was thought, not said.
func (r *reading) anew() {
	r.answer, r.at = r.answer[r.at+1:], -1
	r.opened, r.inner, r.quoted, r.escape = nil, false, false, false
	r.items, r.looked, r.lines, r.used, r.stood, r.last = 0, 0, nil, nil, nil, ""
}

// item reads one sentence with its passage, and tells the draft if it is the longer for it.
func (r *reading) item(object []byte) error {
	var it cited
	if json.Unmarshal(mendJSON(object), &it) != nil || it.Text == "" || r.items == draftItems {
		return nil
	}
	r.items++
	before := len(r.lines)
	r.keep(it)
	if len(r.lines) == before {
		return nil
	}
	w := r.written()
	if utf8.RuneCountInString(w.Text) >= telling {
		if err := r.understood(w.Text); err != nil {
			return err
		}
	}
	if r.grows == nil {
		return nil
	}
	return r.grows(w)
}

// keep keeps what stands the checks of one item.
func (r *reading) keep(it cited) {
	if it.Passage < 1 || it.Passage > len(r.sources) {
		return
	}
	src := r.sources[it.Passage-1]
	var stood []string
	defer func() {
		if it.Text = strings.Join(stood, " "); it.Text != "" {
			r.stood = append(r.stood, it)
		}
	}()
	for _, s := range sentences(r.hidden.mend(strings.Join(strings.Fields(visible(it.Text)), " "))) {
		if s = plainWords(s, src.Passage); s == "" {
			continue
		}
		if r.looked++; r.looked > draftLooked {
			return
		}
		it.Text = s
		if len(s) > draftSentence || leaks(s, r.system) || !supports(it, src, r.lang, r.before(it.Passage)) || r.disputed(s, src) {
			continue
		}
		whole, ok := r.hidden.restore(s)
		if !ok || slices.Contains(r.lines, whole) {
			continue
		}
		r.lines, stood, r.last = append(r.lines, whole), append(stood, s), s
		at := slices.IndexFunc(r.used, func(u Source) bool { return u.Article == src.Article && u.Passage == src.Passage })
		if at < 0 {
			at = len(r.used)
			r.used = append(r.used, src)
		}
		if q := strings.TrimSpace(it.Quote); strings.Contains(src.Passage, q) && !slices.Contains(r.used[at].Quotes, q) {
			r.used[at].Quotes = append(slices.Clip(r.used[at].Quotes), q)
		}
	}
}

// before are the sentences that stood, of one passage.
func (r *reading) before(passage int) []cited {
	return slices.DeleteFunc(slices.Clone(r.stood), func(c cited) bool { return c.Passage != passage })
}

// disputed tells whether a passage contradicts a sentence, read behind the one before: a long quote has the figures of other things too.
func (r *reading) disputed(s string, src Source) bool {
	if knowledge.Base(r.lang) != knowledge.Base(src.Lang) {
		return false
	}
	before := sign.ReplaceAllString(r.last, " ")
	if before != "" {
		before += " "
	}
	c := comparison{text: before + sign.ReplaceAllString(s, " "), lang: r.lang, sources: []Source{src}, read: r.said}
	return slices.ContainsFunc(c.disputes(), func(d Dispute) bool { return d.Claim.End > len(before) })
}

// kept is the answer as far as it stood the checks, with signs for what is private, to be read again.
func (r *reading) kept() string {
	b, err := json.Marshal(map[string][]cited{"sentences": r.stood})
	if err != nil { // strings and numbers
		panic(err)
	}
	return string(b)
}

func (r *reading) written() Written {
	return Written{Text: strings.Join(r.lines, " "), Lang: r.lang, Sources: doubtful(slices.Clone(r.used), r.lang)}
}

// understood tells that a text is not in the customer's language, if it is sure not to be.
func (r *reading) understood(text string) error {
	if is, sure := knowledge.Language(text, ""); sure && knowledge.Base(is) != knowledge.Base(r.lang) {
		return tongueError{is, r.lang}
	}
	return nil
}

// whole is the draft, once the answer has ended.
func (r *reading) whole() (Written, error) {
	w := r.written()
	switch {
	case w.Text != "":
	case r.items > 0:
		return Written{}, errUnsupported
	case bytes.Contains(r.answer, []byte(`"sentences"`)):
		return Written{}, errUnanswered
	default:
		return Written{}, errUnreadable
	}
	if err := r.understood(w.Text); err != nil {
		return Written{}, fmt.Errorf("read a draft: %w", err)
	}
	return w, nil
}

// unfinished is the draft as far as it stood the checks, where the answer broke off; empty: nothing stood them.
func (r *reading) unfinished() Written {
	w := r.written()
	if w.Text == "" || r.understood(w.Text) != nil {
		return Written{}
	}
	return w
}
