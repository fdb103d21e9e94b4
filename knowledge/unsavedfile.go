package knowledge

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// unsavedName is the file of what editors have typed and not saved. Only who may publish gets it: each sees but his own.
const unsavedName = "unsaved.jsonl"

// unsavedLine is what an editor, named by his address, has typed in a form and not saved.
type unsavedLine struct {
	Key    string            `json:"key,omitempty"` // random; folders that were written before lines had names have none
	Editor string            `json:"editor"`
	Name   string            `json:"name,omitempty"`
	Form   string            `json:"form"`            // as a form is named in every knowledge base: see portableForm
	Based  int               `json:"based,omitempty"` // version that it was begun with
	At     time.Time         `json:"at"`
	Fields map[string]string `json:"fields"`
}

// Forms are named by numbers where they are kept, and by what these mean in a folder:
//
//	a12                   article net/en/router
//	new:net:gap5          new:net:gap <key of the gap>
//	new:net:conversation7 new:net:kept<digest>, as conversations stay behind
//
// All others are named alike in both: new:net, new:net:asked, new:net:<key>:<language>, p:net, p:new.
var (
	articleForm      = regexp.MustCompile(`^article (.+)$`)
	gapForm          = regexp.MustCompile(`^(new:[a-z0-9-]+:)gap ?([0-9a-f-]+)$`)
	conversationForm = regexp.MustCompile(`^(new:[a-z0-9-]+:)conversation[0-9]+$`)
	plainForms       = regexp.MustCompile(`^(new:[a-z0-9-]+(:(asked|kept[0-9a-f]{8}|[a-z0-9-]+:[A-Za-z0-9-]+))?|p:[a-z0-9-]+)$`)
)

// keptForm names a form whose origin is not here.
func keptForm(begin, editor, form string) string {
	sum := sha256.Sum256([]byte(editor + "\x00" + form))
	return begin + "kept" + hex.EncodeToString(sum[:4])
}

// portableForm is a form's name as a folder has it.
func portableForm(form, editor, article string, gaps map[string]string) string {
	if article != "" && strings.HasPrefix(form, "a") {
		return "article " + article
	}
	if m := conversationForm.FindStringSubmatch(form); m != nil {
		return keptForm(m[1], editor, form)
	}
	m := gapForm.FindStringSubmatch(form)
	if m == nil {
		return form
	}
	if key := gaps[m[2]]; key != "" {
		return m[1] + "gap " + key
	}
	return keptForm(m[1], editor, form)
}

// digest tells a form without a name from all others.
func (l unsavedLine) digest(secret []byte) lineName {
	return digest(secret, "unsaved", l.Editor, l.Form)
}

// without tells whether it was begun from a conversation that was erased.
func (l unsavedLine) without(e erased) (unsavedLine, int, bool) {
	if l.Key != "" && e.names[lineNameOf(l.Key)] || l.Key == "" && e.names[l.digest(e.secret)] {
		return l, 1, true
	}
	return l, 0, false
}

func (l *unsavedLine) check(c *checker) {
	if l.Key != "" {
		c.uuid(l.Key)
	}
	l.Name = c.line("name", l.Name)
	if l.Editor = strings.ToLower(c.line("editor", l.Editor)); l.Editor == "" {
		c.fail("editor", "is missing", "maria@example.com")
	}
	c.moment("at", l.At)
	article := articleForm.FindStringSubmatch(l.Form)
	gap := gapForm.FindStringSubmatch(l.Form)
	if article != nil {
		if _, ok := nameOfPath(article[1]); !ok {
			c.fail("form", fmt.Sprintf("%q names no article", l.Form), "article net/en/router")
		}
	} else if gap != nil {
		c.uuid(gap[2])
	} else if !plainForms.MatchString(l.Form) || len(l.Form) > 200 {
		c.fail("form", fmt.Sprintf("%q is no form", l.Form), "article net/en/router")
	}
	size := 0
	for name, value := range l.Fields {
		size += len(name) + len(value)
		c.kept("fields", name, 100)
		c.kept("fields", value, maxKept)
	}
	if len(l.Fields) == 0 || size > maxKept || l.Based < 0 {
		c.fail("fields", fmt.Sprintf("must hold something, at most %d bytes", maxKept), "")
	}
}

// unsavedFile is the file of what is not saved. Relink puts the paths of files into texts, or their addresses.
func (s *Store) unsavedFile(relink func(string) string) lineFile[unsavedLine] {
	return lineFile[unsavedLine]{name: unsavedName, keys: func(l unsavedLine) []string { return []string{l.Editor + " " + l.Form} },
		all: func(ctx context.Context) ([]unsavedLine, error) { return s.unsavedLines(ctx, relink) }}
}

func (im *importer) unsavedFile(f *folder) lineFile[unsavedLine] {
	file := im.store.unsavedFile(func(body string) string { return body })
	file.check = func(c *checker, l *unsavedLine) {
		if l.check(c); c.err() == nil && l.Fields["body"] != "" {
			l.Fields["body"], _ = f.links(f.root, unsavedName, l.Fields["body"])
		}
	}
	file.fits = func(_ context.Context, l unsavedLine) (string, error) {
		if m := articleForm.FindStringSubmatch(l.Form); m != nil {
			if name, _ := nameOfPath(m[1]); !im.willHave(f, name) {
				return strangeArticle, nil
			}
		}
		return "", nil
	}
	file.add, file.without = addUnsaved, unsavedLine.without
	return file
}

// noteUnsavedFiles notes the files that such texts link.
func (f *folder) noteUnsavedFiles() {
	file, err := f.root.Open(unsavedName)
	if err != nil {
		return // putLines says what is wrong
	}
	defer file.Close()
	ReadLines(file, func(_ int, l unsavedLine) {
		_, files := f.links(f.root, unsavedName, l.Fields["body"])
		for _, linked := range files {
			f.linkedBy[linked.key] = linked
		}
	}, func(int, string) {})
}

func (s *Store) unsavedLines(ctx context.Context, relink func(string) string) ([]unsavedLine, error) {
	gaps := map[string]string{}
	rows, _ := s.pool.Query(ctx, `SELECT id::text, key::text FROM gaps`)
	var id, key string
	if _, err := pgx.ForEachRow(rows, []any{&id, &key}, func() error { gaps[id] = key; return nil }); err != nil {
		return nil, fmt.Errorf("read the gaps' keys: %w", err)
	}
	rows, _ = s.pool.Query(ctx, `
		SELECT d.line::text, COALESCE(o.email, d.editor), d.name, d.form, d.based, d.saved_at, d.fields, COALESCE(p.key || '/' || a.lang || '/' || a.key, '')
		FROM article_drafts d LEFT JOIN operators o ON o.id = d.editor_id LEFT JOIN articles a ON a.id = d.article_id LEFT JOIN projects p ON p.id = a.project_id
		WHERE d.fields <> '{}' ORDER BY 2, d.saved_at, d.form`)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l unsavedLine, err error) {
		var article string
		err = row.Scan(&l.Key, &l.Editor, &l.Name, &l.Form, &l.Based, &l.At, &l.Fields, &article)
		l.At, l.Form = l.At.UTC(), portableForm(l.Form, l.Editor, article, gaps)
		if gap := l.Fields["gap"]; gap != "" {
			delete(l.Fields, "gap")
			if gaps[gap] != "" {
				l.Fields["gap"] = gaps[gap]
			}
		}
		if body := l.Fields["body"]; body != "" {
			l.Fields["body"] = relink(body)
		}
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("read what editors have not saved: %w", err)
	}
	return list, nil
}

// addUnsaved stores what editors had typed elsewhere. Whoever has no account here yet finds it when he has one.
func addUnsaved(ctx context.Context, tx pgx.Tx, lines []unsavedLine) error {
	ids, err := articleIDs(ctx, tx)
	if err != nil {
		return err
	}
	gaps := map[string]int64{}
	rows, _ := tx.Query(ctx, `SELECT key::text, id FROM gaps`)
	var key string
	var id int64
	if _, err := pgx.ForEachRow(rows, []any{&key, &id}, func() error { gaps[key] = id; return nil }); err != nil {
		return fmt.Errorf("read the gaps' keys: %w", err)
	}
	b := &pgx.Batch{}
	for _, l := range lines {
		form, article := l.Form, int64(0)
		if m := articleForm.FindStringSubmatch(l.Form); m != nil {
			name, _ := nameOfPath(m[1])
			article = ids[name]
			form = fmt.Sprint("a", article)
		} else if m := gapForm.FindStringSubmatch(l.Form); m != nil {
			form = keptForm(m[1], l.Editor, l.Form)
			if gaps[m[2]] != 0 {
				form = fmt.Sprint(m[1], "gap", gaps[m[2]])
			}
		}
		fields := maps.Clone(l.Fields)
		if delete(fields, "gap"); gaps[l.Fields["gap"]] != 0 {
			fields["gap"] = strconv.FormatInt(gaps[l.Fields["gap"]], 10)
		}
		b.Queue(`
			INSERT INTO article_drafts (line, editor_id, editor, form, article_id, name, fields, based, seen_at, saved_at)
			SELECT COALESCE(NULLIF($8, '')::uuid, gen_random_uuid()), o.id, CASE WHEN o.id IS NULL THEN x.email ELSE '' END, $2, NULLIF($3::bigint, 0), $4, $5, $6, '-infinity', $7
			FROM (SELECT $1::text AS email) x LEFT JOIN operators o ON o.email = x.email ON CONFLICT DO NOTHING`,
			l.Editor, form, article, l.Name, fields, l.Based, l.At, l.Key)
	}
	return tx.SendBatch(ctx, b).Close()
}
