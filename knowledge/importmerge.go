package knowledge

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// What an import brings and what editors wrote since the import before are put together: by paragraphs, as what two editors write at once.
// The version that an import brings is as the file says, for the next one to go by, and where that is not what comes of both, this stands
// above it. Where both changed the same, or where it is not known what the import before brought, nobody but a person can say what is
// right: readers go on seeing what they see, and what the source says waits as a draft; but an editor's draft stays the newest, so that it
// is his text that waits.

// What the history of an article says of the versions that stand above an imported one.
const (
	mergedComment   = "What was written here and what the source says now."
	waitingComment  = "What the source says now, where it is not what was written here: publish it, or what readers see, once more."
	conflictComment = "What was written here; the source says otherwise now, see the version before."
)

// mergeTexts puts together what two sides made of a text, title, questions and link, and reports whether that goes: where not, it is as a
// has it. Labels are those of a.
func mergeTexts(base, a, b Draft) (merged Draft, clean bool) {
	merged, clean = a, true
	for _, f := range []struct {
		to         *string
		base, a, b string
	}{{&merged.Title, base.Title, a.Title, b.Title}, {&merged.Link, base.Link, a.Link, b.Link}} {
		switch {
		case f.a == f.base:
			*f.to = f.b
		case f.b != f.base && f.b != f.a:
			clean = false
		}
	}
	switch {
	case slices.Equal(a.Questions, base.Questions):
		merged.Questions = b.Questions
	case !slices.Equal(b.Questions, base.Questions):
		merged.Questions = mergeLists(base.Questions, a.Questions, b.Questions)
	}
	body, together := Merge(WithoutTags(base.Body), WithoutTags(a.Body), WithoutTags(b.Body))
	merged.Body = body
	var c checker
	if c.draft(merged); c.err() != nil { // it may have become too long
		return a, false
	}
	return merged, clean && together
}

// saysSame tells whether two drafts differ in their labels alone.
func saysSame(a, b Draft) bool { return sameDraft(a, b.withLabels(a.labels())) }

// under is a file whose article is there, with what of this stays as it is, and what comes of both.
func (f articleFile) under(now standing) articleFile {
	with := func(d, of Draft) Draft { return d.withLabels(f.Draft.labels().keptFrom(now.brought, of.labels())) }
	shown := now.published > 0 && !now.removed && !f.draft
	unread := !shown && !f.back && !f.draft // somebody may have written it, and readers have not seen it
	text, clean := f.Draft, true
	if !unread && f.replacesText(now.Draft) {
		text, clean = f.together(now.base, now.Draft)
	}
	if !clean && shown {
		f.holds = new(with(now.Draft, now.Draft))
		text = f.Draft
		if now.base != nil {
			text, _ = mergeTexts(*now.base, f.Draft, now.Draft)
		}
	}
	f.conflict = !clean || !shown && now.undecided(now.latest) && !saysSame(text, f.Draft)
	f.merged = !f.conflict && !saysSame(text, f.Draft) && !saysSame(text, now.Draft)
	if kept := with(text, now.Draft); !sameDraft(kept, f.Draft) {
		f.kept = &kept
	}
	if now.later != nil && !now.laterBrought && !now.removed && (shown || unread) {
		f.raise(*now.later, now, with)
	}
	return f
}

// undecided tells whether a version is a draft that could not be merged with what an import brought, and nobody has written on it since.
func (now standing) undecided(version int) bool { return now.Conflict == version && !now.Waits }

// together is a text that somebody wrote with what a file says, which goes back to a base, nil where that is not known.
func (f articleFile) together(base *Draft, d Draft) (text Draft, clean bool) {
	if base == nil {
		return d, false
	}
	return mergeTexts(*base, d, f.Draft)
}

// raise is what becomes of a draft that readers do not see, while they see what the file says.
func (f *articleFile) raise(v Version, now standing, with func(d, of Draft) Draft) {
	text, clean := v.Draft, true
	if now.inLine || now.published == 0 {
		text, clean = f.together(now.last, v.Draft)
	}
	f.conflict = f.conflict || !clean
	text = with(text, v.Draft)
	if f.holds == nil && sameDraft(text, f.asKept()) {
		return
	}
	if now.undecided(v.Number) && !saysSame(text, f.Draft) {
		clean, f.conflict = false, true
	}
	switch {
	case !clean:
		v.Comment = conflictComment
	case !saysSame(text, v.Draft):
		v.Comment, f.merged = mergedComment, true
	}
	v.Draft = text
	f.raised = &v
}

// goesBack corrects what an import brought that is in an article, for a file: it is what readers see, where that is just what the file's text
// is made of; or, of a file that comes with its history, as an export writes it, what they saw when it was written, if the article here
// had that version.
func (im *importer) goesBack(ctx context.Context, q querier, f articleFile, now *standing) error {
	if f.written != "" && saysSame(now.Draft, f.asWritten()) {
		now.base = &now.Draft
		return nil
	}
	if f.history == "" || now.published == 0 || f.stands(now.Draft) {
		return nil
	}
	data, err := readUpTo(im.folder.root, f.history, maxHistory)
	var h history
	if err == nil {
		err = parseHistory(data, &h)
	}
	var d Document
	if err == nil {
		d, _, err = h.pastDocument(f.name, im.folder.relinkPast(f.history))
	}
	was, ok := d.Version(d.Published)
	if err != nil || !ok || d.Published < now.Taken || d.Published > now.published {
		return nil // what is wrong with it is no matter of an article that is there
	}
	here, err := version(ctx, q, im.articles[f.name].id, d.Published)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", f.path, err)
	}
	if sameDraft(here.Draft, was.Draft) {
		now.base, now.brought = &here.Draft, new(here.labels())
	}
	return nil
}
