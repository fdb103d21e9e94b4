package knowledge

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// unsaved deletes what editors have typed and not saved.
func (f *forgetting) unsaved(ctx context.Context, where string, arg any) error {
	rows, _ := f.tx.Query(ctx, `DELETE FROM article_drafts d WHERE `+where+` RETURNING d.line, d.form, `+draftEditor, arg)
	var name lineName
	var form, editor string
	if _, err := pgx.ForEachRow(rows, []any{&name, &form, &editor}, func() error {
		f.goneUnsaved(name, form, editor)
		return nil
	}); err != nil {
		return fmt.Errorf("forget what was begun from conversations: %w", err)
	}
	return nil
}

// draftEditor is the address of whoever typed something.
const draftEditor = `COALESCE((SELECT email FROM operators WHERE id = d.editor_id), d.editor)`

func (f *forgetting) goneUnsaved(name lineName, form, editor string) {
	f.gone("article_drafts", name, unsavedLine{Editor: editor, Form: portableForm(form, editor, "", f.gaps)}.digest(f.secret))
}

// begunFromGaps deletes what was begun from gaps that are gone with their last question, and notes them: what is saved of it all
// the same, from a page that was open, is to be read.
func (f *forgetting) begunFromGaps(ctx context.Context, gaps []int64) error {
	rows, _ := f.tx.Query(ctx, `SELECT DISTINCT id FROM unnest($1::bigint[]) AS id WHERE NOT EXISTS (SELECT FROM gaps g WHERE g.id = id.id)`, gaps)
	gone, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return fmt.Errorf("find the gaps that are gone: %w", err)
	}
	for _, id := range gone {
		if !f.aged {
			f.digests = append(f.digests, goneGapName(f.secret, id))
		}
	}
	return f.unsaved(ctx, `substring(d.form FROM '^new:.*:gap([0-9]{1,18})$')::bigint = ANY ($1)`, gone)
}

// goneGapName is what a gap is told by that went with a customer.
func goneGapName(secret []byte, id int64) lineName { return digest(secret, "gap", id) }

// ErrErased says that a text was begun from what a customer said who was erased meanwhile.
var ErrErased = errors.New("begun from the words of a customer who was erased")

// begunFrom is what the name of a form says that it was begun from.
var begunFrom = regexp.MustCompile(`^new:[a-z0-9-]+:(gap|conversation)([0-9]{1,18})$`)

// notErased is ErrErased for a form that was begun from a gap or a conversation of an erased customer: a page that was open keeps
// nothing of him.
func (s *Store) notErased(ctx context.Context, form string) error {
	m := begunFrom.FindStringSubmatch(form)
	if m == nil {
		return nil
	}
	id, err := strconv.ParseInt(m[2], 10, 64)
	if err != nil {
		return err
	}
	secret, err := erasedSecret(ctx, s.pool.QueryRow)
	if err != nil {
		return err
	}
	var gone bool
	err = s.pool.QueryRow(ctx, `SELECT CASE $1 WHEN 'gap' THEN EXISTS (SELECT FROM erased_lines WHERE key = $3)
		ELSE EXISTS (SELECT FROM conversations c JOIN subscribers s ON s.id = c.subscriber_id WHERE c.id = $2 AND s.erased_at IS NOT NULL) END`,
		m[1], id, goneGapName(secret, id)).Scan(&gone)
	if err == nil && gone {
		err = ErrErased
	}
	return err
}

// unsavedWords takes a customer's words out of what editors have typed and not saved: his questions, a title that is one, and, of
// what was begun from a gap of his, what operators wrote to him where it stands as it was sent. What nothing is left of goes. Questions
// that somebody else asked in the same words stay: they are as much his; and so does what a saved article has.
func (f *forgetting) unsavedWords(ctx context.Context, his customerWords, told []string) error {
	rows, _ := f.tx.Query(ctx, `SELECT d.line, d.form, `+draftEditor+`, d.fields FROM article_drafts d WHERE d.fields ?| '{title,questions,body}' FOR UPDATE OF d`)
	type draft struct {
		Name         lineName
		Form, Editor string
		Fields       map[string]string
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[draft])
	if err != nil {
		return fmt.Errorf("read what is not saved: %w", err)
	}
	for _, d := range list {
		var replies []string // what operators write elsewhere may be an article's own text
		if m := gapForm.FindStringSubmatch(d.Form); m != nil && f.gaps[m[2]] != "" {
			replies = told
		}
		changed, err := f.withoutWords(ctx, d.Fields, his, replies, ofQuestion.MatchString(d.Form))
		if err != nil {
			return err
		}
		if !changed {
			continue
		}
		if d.Fields["title"]+d.Fields["questions"]+d.Fields["body"] == "" {
			err = f.unsaved(ctx, `d.line = $1`, d.Name)
		} else {
			f.goneUnsaved(d.Name, d.Form, d.Editor)
			_, err = f.tx.Exec(ctx, `UPDATE article_drafts SET fields = $2, line = gen_random_uuid() WHERE line = $1`, d.Name, d.Fields)
		}
		if err != nil {
			return fmt.Errorf("forget a customer's words in what is not saved: %w", err)
		}
	}
	return nil
}

// ofQuestion is the name of a form that was begun from what customers said.
var ofQuestion = regexp.MustCompile(`^new:[a-z0-9-]+:(asked|gap[0-9]+|conversation[0-9]+)$`)

// withoutWords takes his words out of a form's fields, and tells whether there were any. A title of a word or two that is not begun from
// a question is the editor's: "Delivery" is what many write.
func (f *forgetting) withoutWords(ctx context.Context, fields map[string]string, his customerWords, told []string, begun bool) (changed bool, err error) {
	only := func(text string) bool { // nobody else's
		if err != nil || !his.have(whole(text)) {
			return false
		}
		var others bool
		others, err = f.othersHave(ctx, text)
		return err == nil && !others
	}
	var lines []string
	for _, line := range strings.Split(fields["questions"], "\n") {
		if only(strings.TrimSpace(line)) {
			changed = true
			continue
		}
		lines = append(lines, line)
	}
	fields["questions"] = strings.Join(lines, "\n")
	if (begun || len(strings.Fields(fields["title"])) >= leastCopied) && only(fields["title"]) {
		fields["title"], changed = "", true
	}
	for _, reply := range told {
		reply = strings.TrimSpace(Mask(reply))
		if len(strings.Fields(reply)) >= leastCopied && strings.Contains(fields["body"], reply) {
			fields["body"], changed = strings.TrimSpace(strings.ReplaceAll(fields["body"], reply, "")), true
		}
	}
	return changed, err
}

// othersHave tells whether somebody else asked in these words, or a saved article has them as its title or question: who opens its form
// and saves it is to take nothing from it.
func (f *forgetting) othersHave(ctx context.Context, text string) (others bool, err error) {
	err = f.tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM lessons WHERE lower(text) = lower($1)) OR EXISTS (SELECT FROM gap_questions WHERE lower(text) = lower($1))
		OR EXISTS (SELECT FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version IN (a.latest, a.published)
			WHERE a.removed_at IS NULL AND (lower(v.title) = lower($1) OR lower($1) = ANY (SELECT lower(q) FROM unnest(v.questions) AS q)))`, text).Scan(&others)
	return others, err
}

// whole is a text without the word that it was cut off in.
func whole(text string) string {
	cut, ok := strings.CutSuffix(text, "…")
	if !ok {
		return text
	}
	return cut[:max(strings.LastIndexByte(cut, ' '), 0)]
}
