package knowledge

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// lineFile is a file at the top of a folder that has a line of JSON for each of some rows of the knowledge base. A line
// that is known is passed over: what the knowledge base has of it since is newer.
type lineFile[L any] struct {
	name string
	all  func(context.Context) ([]L, error) // what the knowledge base has, in an order that follows from it alone
	keys func(L) []string                   // tell a line from all others, in whichever knowledge base: one of them known, it is known

	// Of imports.
	without func(L, erased) (rest L, left int, gone bool)        // what is left of a line of which something was erased; nil: all of it
	check   func(*checker, *L)                                   // tidies a line, and says what is wrong with it by itself
	fits    func(context.Context, L) (problem string, err error) // what it needs that is not here; empty: nothing
	add     func(context.Context, pgx.Tx, []L) error             // stores lines that are new
}

// lineFiles are the names of these files.
var lineFiles = []string{"gaps.jsonl", "reports.jsonl", "votes.jsonl", "notes.jsonl", "searches.jsonl", "settled.jsonl", unsavedName, erasedName, forgottenName, storedName}

// lineRows is a lineFile, whatever its lines are.
type lineRows interface {
	write(ctx context.Context, f func(name string, data []byte) error) error
	put(ctx context.Context, im *importer, f *folder) error
}

// eachLineFile writes the files of lines.
func (s *Store) eachLineFile(ctx context.Context, unsaved bool, relink func(body string) string, f func(name string, data []byte) error) error {
	files := []lineRows{s.gapFile(), s.reportFile(nil), s.voteFile(nil), s.noteFile(nil), s.searchFile(), s.settledFile(nil), s.erasedFile(), s.forgottenFile()}
	if unsaved {
		files = append(files, s.unsavedFile(relink))
	}
	for _, file := range files {
		if err := file.write(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

// putLineFiles takes in the files of lines, those first that others name.
func (im *importer) putLineFiles(ctx context.Context, f *folder) error {
	s, here := im.store, versionsHere(im.sameVersions(f))
	for _, file := range []lineRows{s.gapFile(), s.reportFile(here), s.voteFile(here), s.noteFile(here), s.searchFile(), s.settledFile(here), im.unsavedFile(f)} {
		if err := file.put(ctx, im, f); err != nil {
			return err
		}
	}
	return nil
}

// write writes the file, unless it would be empty.
func (l lineFile[L]) write(ctx context.Context, f func(name string, data []byte) error) error {
	lines, err := l.all(ctx)
	if err != nil || len(lines) == 0 {
		return err
	}
	data, err := Lines(lines)
	if err != nil {
		return fmt.Errorf("%s: %w", l.name, err)
	}
	return f(l.name, data)
}

// Lines writes a line of JSON for each of some things.
func Lines[L any](lines []L) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, line := range lines {
		if err := e.Encode(line); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

const (
	maxLines     = 512 << 20 // longest such file, in bytes
	maxJSONLine  = 64 << 20  // longest line of one: a gap has all its questions in one
	lineBatch    = 2000      // lines that one transaction takes
	problemLines = 20        // that are named one by one for the same reason
)

// ReadLines calls take with each line of a file of lines of JSON, and bad with what is wrong with a line; line 0 is the file
// as a whole. Fields that are not known are wrong.
func ReadLines[L any](file io.Reader, take func(n int, line L), bad func(n int, problem string)) {
	in := bufio.NewScanner(io.LimitReader(file, maxLines))
	in.Buffer(nil, maxJSONLine)
	for n := 1; in.Scan(); n++ {
		text := bytes.TrimSpace(in.Bytes())
		if len(text) == 0 {
			continue
		}
		var line L
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		err := d.Decode(&line)
		if err == nil && d.More() {
			err = errors.New("has more than one value")
		}
		if err != nil {
			bad(n, err.Error())
			continue
		}
		take(n, line)
	}
	if err := in.Err(); err != nil {
		bad(0, fmt.Sprintf("could not be read to its end: %v", err))
	}
}

// put takes in the lines that are not known.
func (l lineFile[L]) put(ctx context.Context, im *importer, f *folder) error {
	file, err := f.root.Open(l.name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		f.bad = append(f.bad, BadFile{Path: l.name, Problem: "cannot be read: " + err.Error()})
		return nil
	}
	defer file.Close()
	known, err := l.all(ctx)
	if err != nil {
		return err
	}
	lines, left, err := l.read(ctx, file, known, im.erased, l.problems(f))
	if err != nil {
		return err
	}
	im.leaveOut(LeftOut{Path: l.name, Lines: left})
	switch {
	case len(lines) == 0:
		im.report.Unchanged++
	case len(known) == 0:
		im.report.Added = append(im.report.Added, l.name)
	default:
		im.report.Changed = append(im.report.Changed, l.name)
	}
	if im.options.DryRun {
		return nil
	}
	for begin := 0; begin < len(lines); begin += lineBatch {
		batch := lines[begin:min(begin+lineBatch, len(lines))]
		if err := pgx.BeginFunc(ctx, im.store.pool, func(tx pgx.Tx) error { return l.add(ctx, tx, batch) }); err != nil {
			return fmt.Errorf("%s: store %d lines: %w", l.name, len(batch), err)
		}
	}
	return nil
}

// read reads the lines that are new and can be taken, and says how much of all was erased.
func (l lineFile[L]) read(ctx context.Context, file io.Reader, known []L, gone erased, bad func(n int, problem string)) (lines []L, left int, err error) {
	seen := map[string]bool{}
	note := func(line L) (new bool) {
		new = true
		for _, key := range l.keys(line) {
			new = new && !seen[key]
		}
		for _, key := range l.keys(line) {
			seen[key] = true
		}
		return new
	}
	for _, line := range known {
		note(line)
	}
	ReadLines(file, func(n int, line L) {
		if err != nil {
			return
		}
		var c checker
		l.check(&c, &line)
		problem := ""
		if c.err() == nil && l.without != nil {
			rest, n, all := l.without(line, gone)
			if left += n; all {
				return
			}
			line = rest
		}
		if c.err() != nil {
			problem = c.err().Error()
		} else if !note(line) {
			return
		} else if problem, err = l.fits(ctx, line); err != nil {
			return
		}
		if problem != "" {
			bad(n, problem)
			return
		}
		lines = append(lines, line)
	}, bad)
	return lines, left, err
}

// problems notes what is wrong with the lines of a file, and counts on where the same is wrong with many.
func (l lineFile[L]) problems(f *folder) func(n int, problem string) {
	count := map[string]int{}
	at := map[string]int{}
	return func(n int, problem string) {
		count[problem]++
		switch more := count[problem] - problemLines; {
		case more <= 0:
			f.bad = append(f.bad, BadFile{Path: l.name, Line: n, Problem: problem})
		case more == 1:
			at[problem] = len(f.bad)
			f.bad = append(f.bad, BadFile{Path: l.name})
			fallthrough
		default:
			f.bad[at[problem]].Problem = fmt.Sprintf("%d more lines: %s", more, problem)
		}
	}
}

// kept checks a text that is taken as it was stored.
func (c *checker) kept(field, s string, most int) {
	switch {
	case len(s) > most:
		c.fail(field, fmt.Sprintf("has %d bytes of %d that are allowed", len(s), most), "")
	case strings.ContainsRune(s, 0):
		c.fail(field, "has a character that no text has", "")
	}
}

// moment checks a time that must be there.
func (c *checker) moment(field string, t time.Time) {
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		c.fail(field, "is missing, or no time", "2026-01-31T09:30:00Z")
	}
}
