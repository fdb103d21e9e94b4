package knowledge

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"
)

// historyFolder has, inside its project, what was before what readers see and how it came about:
//
//	<project-key>/_history/project.yaml              versions of the card
//	<project-key>/_history/<lang>/<article-key>.yaml  versions of an article, and what was done with it
//
// It is taken in with what the knowledge base does not know yet, so that an empty one has afterwards what the exported
// one had. What it knows has a history of its own, and keeps it.
const historyFolder = "_history"

// cardHistoryFile is the name of the card's history in that folder.
const cardHistoryFile = "project.yaml"

// history is such a file of an article, its newest version first.
type history struct {
	Published      int           `yaml:"published"`
	Removed        string        `yaml:"removed"`
	Sample         bool          `yaml:"sample"`
	Submitted      int           `yaml:"submitted"`
	SubmittedBy    string        `yaml:"submitted_by"`
	SubmittedAt    string        `yaml:"submitted_at"`
	PublishVersion int           `yaml:"publish_version"`
	PublishAt      string        `yaml:"publish_at"`
	PublishBy      string        `yaml:"publish_by"`
	ExpireAt       string        `yaml:"expire_at"`
	ReviewBy       string        `yaml:"review_by"`
	Verified       *bool         `yaml:"verified"`
	VerifiedBy     string        `yaml:"verified_by"`
	VerifiedAt     string        `yaml:"verified_at"`
	TranslationOf  string        `yaml:"translation_of"`
	Translated     int           `yaml:"translated"`
	Imported       int           `yaml:"imported"`
	Taken          int           `yaml:"taken"`
	Conflict       int           `yaml:"conflict"`
	Steps          []historyStep `yaml:"steps"`
	Versions       []historyText `yaml:"versions"`
}

type historyStep struct {
	What    string `yaml:"what"`
	Version int    `yaml:"version"`
	By      string `yaml:"by"`
	At      string `yaml:"at"`
	Note    string `yaml:"note"`
}

type historyText struct {
	Version int       `yaml:"version"`
	By      string    `yaml:"by"`
	At      string    `yaml:"at"`
	Comment string    `yaml:"comment"`
	Text    textFront `yaml:",inline"`
	Body    string    `yaml:"body"`
}

// cardHistory is the history of a project's card, its newest version first.
type cardHistory struct {
	Removed   string     `yaml:"removed"`
	RemovedBy string     `yaml:"removed_by"`
	Sample    bool       `yaml:"sample"`
	Versions  []cardText `yaml:"versions"`
}

type cardText struct {
	Version int          `yaml:"version"`
	By      string       `yaml:"by"`
	At      string       `yaml:"at"`
	Body    string       `yaml:"body"`
	Card    projectFront `yaml:",inline"`
}

// maxHistory is the longest history in bytes.
const maxHistory = 64 << 20

// parseHistory reads a file of this format strictly.
func parseHistory(data []byte, into any) error {
	err := yaml.NewDecoder(bytes.NewReader(data), yaml.DisallowUnknownField()).Decode(into)
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		return &lineError{at.GetToken().Position.Line, at.GetMessage()}
	}
	if err != nil {
		return &lineError{0, err.Error()}
	}
	return nil
}

// pastDocument checks a history and makes an article of it, with its steps, oldest first. Relink puts the addresses of
// files into a text.
func (h history) pastDocument(name articleName, relink func(body string) string) (Document, []Step, error) {
	var c checker
	c.key("file name", name.key, "return-an-order.yaml")
	c.lang(name.lang)
	d := Document{Project: name.project, Key: name.key, Lang: name.lang, Sample: h.Sample, Published: h.Published, Removed: parseMoment(&c, "removed", h.Removed)}
	d.Flow = Flow{
		Submitted: h.Submitted, SubmittedBy: c.line("submitted_by", h.SubmittedBy), SubmittedAt: parseMoment(&c, "submitted_at", h.SubmittedAt),
		PublishVersion: h.PublishVersion, PublishAt: parseMoment(&c, "publish_at", h.PublishAt), PublishBy: c.line("publish_by", h.PublishBy),
		ExpireAt: parseMoment(&c, "expire_at", h.ExpireAt), ReviewBy: parseDay(&c, "review_by", h.ReviewBy), Unverified: h.Verified != nil && !*h.Verified,
		VerifiedBy: c.line("verified_by", h.VerifiedBy), VerifiedAt: parseMoment(&c, "verified_at", h.VerifiedAt),
		Translates: h.TranslationOf, Translated: h.Translated, Imported: h.Imported, Taken: h.Taken, Conflict: h.Conflict,
	}
	if d.Translates != "" {
		c.lang(d.Translates)
	}
	for _, t := range h.Versions {
		v := Version{Number: t.Version, Author: c.line("by", t.By), Comment: c.line("comment", t.Comment), At: parseMoment(&c, "at", t.At)}
		v.Draft = t.Text.draft(&c, relink(t.Body))
		if v.At.IsZero() {
			c.fail("at", fmt.Sprintf("is missing in version %d", t.Version), "2026-01-31T09:30:00Z")
		}
		d.Versions = append(d.Versions, v)
	}
	var steps []Step
	for _, s := range h.Steps {
		at := parseMoment(&c, "at", s.At)
		if at.IsZero() || !stepKinds[s.What] {
			c.fail("steps", fmt.Sprintf("have %q at %q, which is no step", s.What, s.At), "published")
		}
		steps = append(steps, Step{Version: s.Version, What: s.What, By: c.line("by", s.By), Note: c.text("note", s.Note, 4000), At: at})
	}
	h.checkNumbers(&c)
	return d, steps, c.err()
}

// checkNumbers checks that the versions are counted down to 1, and that what is said of a version is said of one of them.
func (h history) checkNumbers(c *checker) {
	latest := len(h.Versions)
	if latest == 0 {
		c.fail("versions", "are missing", "")
	}
	for i, v := range h.Versions {
		if v.Version != latest-i {
			c.fail("versions", fmt.Sprintf("are not counted down to 1: %d stands where %d should", v.Version, latest-i), "")
			return
		}
	}
	for field, n := range map[string]int{"published": h.Published, "submitted": h.Submitted, "publish_version": h.PublishVersion, "imported": h.Imported, "taken": h.Taken, "conflict": h.Conflict} {
		if n < 0 || n > latest {
			c.fail(field, fmt.Sprintf("is version %d of %d", n, latest), "")
		}
	}
	if h.Translated < 0 || h.Translated > math.MaxInt32 { // a version of another article
		c.fail("translated", fmt.Sprintf("is no version: %d", h.Translated), "")
	}
	for _, s := range h.Steps {
		if s.Version < 0 || s.Version > latest {
			c.fail("steps", fmt.Sprintf("name version %d of %d", s.Version, latest), "")
			break
		}
	}
	if (h.Submitted == 0) != (h.SubmittedAt == "") || (h.PublishVersion == 0) != (h.PublishAt == "") {
		c.fail("submitted", "and publish_version stand with their times", "")
	}
}

// stepKinds are the steps that a history may have.
var stepKinds = map[string]bool{"submitted": true, "returned": true, "withdrawn": true, "published": true, "taken back": true, "planned": true,
	"unplanned": true, "expired": true, "verified": true, "dated": true, "doubted": true, "cleared": true, "merged": true, "removed": true, "brought back": true}

// pastProject checks a card's history and makes the project's past of it.
func (h cardHistory) pastProject(key string, relink func(body string) string) (past pastProject, err error) {
	var c checker
	past = pastProject{key: key, removed: parseMoment(&c, "removed", h.Removed), by: c.line("removed_by", h.RemovedBy)}
	if len(h.Versions) == 0 {
		c.fail("versions", "are missing", "")
	}
	for i, v := range h.Versions {
		p, err := checkProject(Project{Key: key, Name: v.Card.Name, Summary: v.Card.Summary, URL: v.Card.URL, Aliases: v.Card.Aliases, Department: v.Card.Department,
			Contacts: v.Card.Contacts, Hours: v.Card.Hours, Owner: v.Card.Owner, Body: relink(v.Body), Sample: h.Sample, Version: v.Version})
		if err != nil {
			return past, err
		}
		at := parseMoment(&c, "at", v.At)
		if v.Version != len(h.Versions)-i || at.IsZero() {
			c.fail("versions", "are not counted down to 1, each with its time", "")
			break
		}
		past.cards = append(past.cards, CardVersion{Project: p, Author: c.line("by", v.By), At: at})
	}
	return past, c.err()
}

// instant writes a time as exactly as it is stored.
func (w *frontWriter) instant(field string, t time.Time) {
	if !t.IsZero() {
		fmt.Fprintf(&w.b, "%s: %s\n", field, t.UTC().Format(time.RFC3339Nano))
	}
}

func (w *frontWriter) number(field string, n int) {
	if n != 0 {
		fmt.Fprintf(&w.b, "%s: %d\n", field, n)
	}
}

// block writes a text of several lines as it reads, where YAML gives it back so.
func (w *frontWriter) block(field, text string) {
	if !readsAsBlock(text) {
		w.line(field, text)
		return
	}
	fmt.Fprintf(&w.b, "%s: |-\n", field)
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			w.b.WriteString("  " + line)
		}
		w.b.WriteByte('\n')
	}
}

func readsAsBlock(text string) bool {
	if text == "" || strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\n") || strings.HasSuffix(text, "\n") || strings.Contains(text, " \n") || strings.HasSuffix(text, " ") {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) })
}

// item writes fields as an entry of a list.
func (w *frontWriter) item(fields func(*frontWriter)) {
	var inner frontWriter
	fields(&inner)
	mark := "  - "
	for line := range strings.Lines(inner.b.String()) {
		if line == "\n" {
			w.b.WriteString(line)
			continue
		}
		w.b.WriteString(mark + line)
		mark = "    "
	}
}

// historyOf is the history of an article as a file. The steps are oldest first.
func historyOf(d Document, steps []Step) []byte {
	var w frontWriter
	w.number("published", d.Published)
	w.instant("removed", d.Removed)
	if d.Sample {
		fmt.Fprintln(&w.b, "sample: true")
	}
	w.number("submitted", d.Submitted)
	if d.Submitted != 0 {
		w.line("submitted_by", d.SubmittedBy)
	}
	w.instant("submitted_at", d.SubmittedAt)
	w.number("publish_version", d.PublishVersion)
	w.instant("publish_at", d.PublishAt)
	if d.PublishVersion != 0 {
		w.line("publish_by", d.PublishBy)
	}
	w.instant("expire_at", d.ExpireAt)
	w.day("review_by", d.ReviewBy)
	if d.Unverified {
		fmt.Fprintln(&w.b, "verified: false")
	}
	w.line("verified_by", d.VerifiedBy)
	w.instant("verified_at", d.VerifiedAt)
	w.line("translation_of", d.Translates)
	w.number("translated", d.Translated)
	if d.Imported != d.Published { // else the file of what readers see says it
		w.number("imported", d.Imported)
		w.number("taken", d.Taken)
	}
	w.number("conflict", d.Conflict)
	if len(steps) > 0 {
		fmt.Fprintln(&w.b, "steps:")
	}
	for _, s := range steps {
		w.item(func(w *frontWriter) {
			w.line("what", s.What)
			w.number("version", s.Version)
			w.line("by", s.By)
			w.instant("at", s.At)
			w.line("note", s.Note)
		})
	}
	fmt.Fprintln(&w.b, "versions:")
	for _, v := range d.Versions {
		w.item(func(w *frontWriter) {
			w.number("version", v.Number)
			w.line("by", v.Author)
			w.instant("at", v.At)
			w.line("comment", v.Comment)
			w.text(v.Draft)
			w.block("body", v.Body)
		})
	}
	return []byte(w.b.String())
}

// cardHistoryOf is the history of a card as a file.
func cardHistoryOf(past pastProject) []byte {
	var w frontWriter
	w.instant("removed", past.removed)
	if !past.removed.IsZero() {
		w.line("removed_by", past.by)
	}
	if past.cards[0].Sample {
		fmt.Fprintln(&w.b, "sample: true")
	}
	fmt.Fprintln(&w.b, "versions:")
	for _, v := range past.cards {
		w.item(func(w *frontWriter) {
			w.number("version", v.Version)
			w.line("by", v.Author)
			w.instant("at", v.At)
			w.card(v.Project)
			w.block("body", v.Body)
		})
	}
	return []byte(w.b.String())
}
