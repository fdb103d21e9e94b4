package knowledge

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// FieldError says what is wrong with one field and how a right one looks.
type FieldError struct {
	Field   string // as in the front matter of a file
	Problem string
	Example string
	Entry   int // of the field, counted from 1: the one that is wrong; 0: the field is no list, or all of it is
}

func (e *FieldError) Error() string {
	if e.Example == "" {
		return e.Field + " " + e.Problem
	}
	return fmt.Sprintf("%s %s, for example: %s", e.Field, e.Problem, e.Example)
}

// InvalidError is all that is wrong with a project or an article.
type InvalidError []*FieldError

func (e InvalidError) Error() string {
	all := make([]string, len(e))
	for i, f := range e {
		all[i] = f.Error()
	}
	return strings.Join(all, "; ")
}

var (
	keyForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
	langForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(-x(-[A-Za-z0-9]{1,8})+)?$`) // language, script, region, variants: BCP 47
)

const (
	maxKey       = 100
	maxLine      = 300 // characters
	maxQuestions = 500
	maxTags      = 50
)

type checker struct{ errs InvalidError }

func (c *checker) fail(field, problem, example string) {
	c.errs = append(c.errs, &FieldError{Field: field, Problem: problem, Example: example})
}

func (c *checker) err() error {
	if len(c.errs) == 0 {
		return nil
	}
	return c.errs
}

func (c *checker) key(field, key, example string) {
	if len(key) > maxKey || !keyForm.MatchString(key) {
		c.fail(field, fmt.Sprintf("%q must be lower-case letters, digits and hyphens, at most %d", key, maxKey), example)
	}
}

// CheckLang says what is wrong with the tag of a language; nil: nothing is.
func CheckLang(lang string) error {
	var c checker
	c.lang(lang)
	return c.err()
}

func (c *checker) lang(lang string) {
	if len(lang) > 35 || !langForm.MatchString(lang) {
		c.fail("language", fmt.Sprintf("%q is not a language tag", lang), "en")
	}
}

// text tidies a text of several lines.
func (c *checker) text(field, s string, most int) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.TrimRightFunc(strings.TrimLeft(s, "\n"), unicode.IsSpace)
	switch {
	case !utf8.ValidString(s):
		c.fail(field, "is not UTF-8: save it in that encoding", "")
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }):
		c.fail(field, "has control characters: delete them", "")
	case len(s) > most:
		c.fail(field, fmt.Sprintf("has %d bytes of %d that are allowed: split it", len(s), most), "")
	}
	return s
}

// line tidies a text of one line.
func (c *checker) line(field, s string) string {
	s = strings.TrimSpace(s)
	switch {
	case !utf8.ValidString(s):
		c.fail(field, "is not UTF-8: save it in that encoding", "")
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }):
		c.fail(field, "must be one line without control characters", "")
	case utf8.RuneCountInString(s) > maxLine:
		c.fail(field, fmt.Sprintf("has %d characters of %d that are allowed", utf8.RuneCountInString(s), maxLine), "")
	}
	return s
}

// lines tidies a list and drops what is empty or given twice.
func (c *checker) lines(field string, all []string, most int) []string {
	out := make([]string, 0, len(all))
	seen := map[string]bool{}
	for n, s := range all {
		was := len(c.errs)
		s = c.line(field, s)
		for _, e := range c.errs[was:] {
			e.Entry = n + 1
		}
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	if len(out) > most {
		c.fail(field, fmt.Sprintf("has %d entries of %d that are allowed", len(out), most), "")
	}
	return out
}

func (c *checker) link(field, s string) string {
	s = c.line(field, s)
	if s == "" {
		return ""
	}
	if u, err := url.Parse(s); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		c.fail(field, fmt.Sprintf("%q is not a web address", s), "https://help.example.com/returns")
	}
	return s
}

func (c *checker) day(field string, t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	if t.Year() < 1 || t.Year() > 9999 {
		c.fail(field, "is not a day", "2026-01-31")
	}
	return DayOf(t)
}

// review tidies the last day until which an article is to be looked at again; it may be the day that it is.
func (c *checker) review(t, today time.Time) time.Time {
	t = c.day("review_by", t)
	if !t.IsZero() && t.Before(today) {
		c.fail("review_by", "has passed", today.AddDate(0, 6, 0).Format(time.DateOnly))
	}
	return t
}

// draft returns the draft tidied.
func (c *checker) draft(d Draft) Draft {
	if d.Title = c.line("title", d.Title); d.Title == "" {
		c.fail("title", "is missing: say what the article answers", "How to return an order")
	}
	if d.Body = c.text("body", d.Body, MaxBody); d.Body == "" {
		c.fail("body", "is missing: write the answer", "You can return an order within 14 days.")
	}
	if d.Audience == "" {
		d.Audience = Public
	}
	if d.Audience != Public && d.Audience != Internal {
		c.fail("audience", fmt.Sprintf("%q must be public or internal", d.Audience), string(Public))
	}
	d.Questions = c.lines("questions", d.Questions, maxQuestions)
	d.Tags = c.lines("tags", d.Tags, maxTags)
	d.Owner = c.line("owner", d.Owner)
	d.Link = c.link("link", d.Link)
	d.ValidFrom = c.day("valid_from", d.ValidFrom)
	d.ValidUntil = c.day("valid_until", d.ValidUntil)
	if !d.ValidUntil.IsZero() && d.ValidUntil.Before(d.ValidFrom) {
		c.fail("valid_until", "is before valid_from", d.ValidFrom.AddDate(0, 1, 0).Format(time.DateOnly))
	}
	return d
}

func checkProject(p Project) (Project, error) {
	var c checker
	c.key("key", p.Key, "home-internet")
	if p.Name = c.line("name", p.Name); p.Name == "" {
		c.fail("name", "is missing: say what customers call the project", "Home Internet")
	}
	p.Summary = c.line("summary", p.Summary)
	p.URL = c.link("url", p.URL)
	p.Aliases = c.lines("aliases", p.Aliases, maxTags)
	if p.Department = c.line("department", p.Department); p.Department != "" {
		c.key("department", p.Department, "support")
	}
	p.Contacts = c.text("contacts", p.Contacts, 2000)
	p.Hours = c.text("hours", p.Hours, 2000)
	p.Owner = c.line("owner", p.Owner)
	p.Body = c.text("body", p.Body, MaxBody)
	return p, c.err()
}
