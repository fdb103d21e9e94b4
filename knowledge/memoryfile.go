package knowledge

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// memoryFile has, inside the folder of its project, what was taught about its articles: a line of JSON for each lesson, in
// the order in which they were taught.
const memoryFile = "_memory.jsonl"

// lessonLine is a line of it. Whoever taught it is named as the memory names him, an operator by his address: his number
// is another elsewhere, and a customer by a digest: see customers.go.
type lessonLine struct {
	Key      string    `json:"key,omitempty"` // random; folders that were written before lines had names have none
	At       time.Time `json:"at"`
	Article  string    `json:"article"` // key
	In       string    `json:"in"`      // language of the article
	Version  int       `json:"version"`
	Question string    `json:"question"` // masked
	Language string    `json:"language"` // of the question
	Solved   bool      `json:"solved"`
	Inferred bool      `json:"inferred,omitempty"`
	Role     string    `json:"role"`
	Person   string    `json:"person"`
	State    string    `json:"state"`
	Judge    string    `json:"judge,omitempty"`
	// Sure: an operator's lesson who was an editor or administrator then. Folders that were written before it was kept have neither; then it is
	// told by who he is here.
	Sure *bool `json:"sure,omitempty"`
	// Was is where it counted before, where articles were taken in by others: the first is the one that it was taught about.
	Was []lessonPlace `json:"was,omitempty"`

	here string // Person as it stands in this base
}

// key tells a lesson from all others, wherever it was taught.
func (l lessonLine) key(project string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%d\x00%s\x00%s\x00%t\x00%t\x00%s\x00%s\x00%d", project, l.Article, l.In, l.Version, l.Question, l.Language, l.Solved,
		l.Inferred, l.Role, l.Person, l.At.UnixMicro()))
	return "imported/" + hex.EncodeToString(sum[:16])
}

// digest tells it from all others, whether it has a name or not, and whoever is named in it.
func (l lessonLine) digest(secret []byte, project string) lineName {
	return digest(secret, "lesson", project, l.Article, l.In, l.Version, l.Question, l.Language, l.Solved, l.Inferred, l.Role, l.At.UnixMicro())
}

// check says what is wrong with a line.
func (l *lessonLine) check() error {
	var c checker
	if l.Key != "" {
		c.uuid(l.Key)
	}
	if l.Question = strings.TrimSpace(c.text("question", Mask(l.Question), 4*lessonText)); l.Question == "" || len([]rune(l.Question)) > lessonText {
		c.fail("question", fmt.Sprintf("is missing, or has more than %d characters", lessonText), "how do i return an order")
	}
	c.key("article", l.Article, "return-an-order")
	c.lang(l.In)
	l.Language, l.Person, l.Judge = c.line("language", l.Language), c.line("person", l.Person), c.line("judge", l.Judge)
	if !slices.Contains([]string{"editor", "operator", "customer"}, l.Role) {
		c.fail("role", fmt.Sprintf("%q is none of editor, operator, customer", l.Role), "operator")
	}
	if !slices.Contains([]string{"learned", "quarantined", "rejected"}, l.State) {
		c.fail("state", fmt.Sprintf("%q is none of learned, quarantined, rejected", l.State), "learned")
	}
	if l.Person == "" || l.At.IsZero() || l.Version < 1 {
		c.fail("person", "at and version must not be empty", "operator/maria@example.com")
	}
	if len(l.Was) > mostPlaces {
		c.fail("was", fmt.Sprintf("has more than %d articles", mostPlaces), "")
	}
	for _, w := range l.Was {
		c.key("was", w.Article, "return-an-order")
		c.lang(w.In)
		if w.Version < 1 {
			c.fail("was", "has an article without a version", "")
		}
	}
	return c.err()
}

// eachMemory writes what was taught about the articles of each project, removed ones among them.
func eachMemory(ctx context.Context, s *Store, f func(name string, data []byte) error) error {
	projects, err := s.allCards(ctx)
	if err != nil {
		return err
	}
	for _, p := range projects {
		lines, err := s.lessonLines(ctx, p.key)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		for _, l := range lines {
			if err := e.Encode(l); err != nil {
				return err
			}
		}
		if b.Len() == 0 {
			continue
		}
		if err := f(path.Join(p.key, memoryFile), b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// lessonLines reads what was taught about a project's articles.
func (s *Store) lessonLines(ctx context.Context, project string) ([]lessonLine, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT l.line::text, l.at, a.key, a.lang, l.version, l.text, l.lang, l.solved, l.inferred, l.role,
			COALESCE((SELECT 'operator/' || o.email FROM operators o WHERE l.person = 'operator/' || o.id), l.person) AS person, l.state, l.judge, CASE WHEN l.role = 'operator' THEN l.sure END,
			COALESCE((SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('article', b.key, 'in', b.lang, 'version', m.version, 'project', NULLIF(q.key, p.key))) ORDER BY m.place)
				FROM lesson_moves m JOIN articles b ON b.id = m.article_id JOIN projects q ON q.id = b.project_id WHERE m.lesson_id = l.id), '[]')
		FROM lessons l JOIN articles a ON a.id = l.article_id JOIN projects p ON p.id = a.project_id
		WHERE p.key = $1 ORDER BY l.at, a.key, a.lang, l.version, l.text, person, l.solved, l.inferred`, project)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[lessonLine])
	if err != nil {
		return nil, fmt.Errorf("read what was taught about project %s: %w", project, err)
	}
	secret, err := erasedSecret(ctx, s.pool.QueryRow)
	if err != nil {
		return nil, err
	}
	for i := range list {
		l := &list[i]
		l.At, l.here = l.At.UTC(), l.Person
		l.Person = abroad(secret, l.Person)
	}
	return list, nil
}

// maxMemory is the longest memory file in bytes, maxLesson the longest line of it.
const (
	maxMemory = 512 << 20
	maxLesson = 16 << 10
)

// memoryRead is what a memory file has: the lessons that are new, each once, in its order, their keys, how many there are, and how many
// others were erased or forgotten.
type memoryRead struct {
	lines                  []lessonLine
	keys                   []string
	all, erased, forgotten int
}

func (im *importer) readMemory(root fs.FS, name, project string, known map[string]bool, bad func(line int, problem string)) (r memoryRead, err error) {
	file, err := root.Open(name)
	if err != nil {
		return r, err
	}
	defer file.Close()
	seen := map[string]bool{}
	in := bufio.NewScanner(io.LimitReader(file, maxMemory))
	in.Buffer(nil, maxLesson)
	for n := 1; in.Scan(); n++ {
		text := bytes.TrimSpace(in.Bytes())
		if len(text) == 0 {
			continue
		}
		var l lessonLine
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		err := d.Decode(&l)
		digest := l.digest(im.erased.secret, project)
		if err == nil && im.erased.has(l.Key, digest) {
			r.erased++
			continue
		}
		if err == nil && im.forgotten.has(l.Key, digest) {
			r.forgotten++
			continue
		}
		if err == nil && (known[l.key(project)] || known[l.Key]) {
			r.all++
			continue
		}
		if err == nil {
			err = l.check()
		}
		if err != nil {
			bad(n, err.Error())
			continue
		}
		r.all++
		if key := l.key(project); !seen[key] && !known[key] && (l.Key == "" || !seen[l.Key]) {
			seen[key], seen[l.Key] = true, true
			r.lines, r.keys = append(r.lines, l), append(r.keys, key)
		}
	}
	if err := in.Err(); err != nil {
		bad(0, fmt.Sprintf("could not be read to its end: %v", err))
	}
	return r, nil
}

// putMemories takes in what was taught and is not known yet. What was taught about a text that the knowledge base does not
// have counts for nothing here, and is left out.
func (im *importer) putMemories(ctx context.Context, f *folder) error {
	for _, name := range f.memories {
		project, _, _ := strings.Cut(name, "/")
		if im.projects[project].id == 0 && im.restoredCards[project] == nil && !f.presentProjects[project] {
			f.bad = append(f.bad, BadFile{Path: name, Problem: "its project does not exist: write " + project + "/project.md"})
			continue
		}
		if err := im.putMemory(ctx, f, name, project); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (im *importer) putMemory(ctx context.Context, f *folder, name, project string) error {
	known, err := im.store.lessonLines(ctx, project)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, l := range known {
		have[l.key(project)], have[l.Key] = true, true
		l.Person = l.here // folders that were written before customers had digests
		have[l.key(project)] = true
	}
	read, err := im.readMemory(f.root, name, project, have, func(line int, problem string) {
		f.bad = append(f.bad, BadFile{Path: name, Line: line, Problem: problem})
	})
	if err != nil {
		f.bad = append(f.bad, BadFile{Path: name, Problem: "cannot be read: " + err.Error()})
		return nil
	}
	im.leaveOut(LeftOut{Path: name, Lines: read.erased})
	im.leaveOut(LeftOut{Path: name, Lines: read.forgotten, Forgotten: true})
	same := im.sameVersions(f)
	var added []lessonLine
	var addedKeys []string
	strange := 0
	for i, l := range read.lines {
		ok, err := same(ctx, articleName{project, l.Article, l.In}, l.Version)
		if err != nil {
			return err
		}
		if !ok {
			strange++
			continue
		}
		if l.Was, err = im.placesHere(ctx, same, project, l.Was); err != nil {
			return err
		}
		added, addedKeys = append(added, l), append(addedKeys, read.keys[i])
	}
	if strange > 0 {
		f.bad = append(f.bad, BadFile{Path: name, Problem: fmt.Sprintf("%d of %d lessons are about versions of articles that this knowledge base does not have: they were left out", strange, read.all)})
	}
	switch {
	case len(added) == 0 && strange < read.all:
		im.report.Unchanged++
	case len(added) > 0 && len(known) == 0:
		im.report.Added = append(im.report.Added, name)
	case len(added) > 0:
		im.report.Changed = append(im.report.Changed, name)
	}
	if im.options.DryRun {
		return nil
	}
	for begin := 0; begin < len(added); begin += lessonBatch {
		end := min(begin+lessonBatch, len(added))
		if err := im.addLessons(ctx, project, added[begin:end], addedKeys[begin:end]); err != nil {
			return err
		}
	}
	return nil
}

// lessonBatch is how many lessons one transaction takes.
const lessonBatch = 5000

func (im *importer) addLessons(ctx context.Context, project string, lines []lessonLine, keys []string) error {
	articles := make([]int64, len(lines))
	for i, l := range lines {
		articles[i] = im.articles[articleName{project, l.Article, l.In}].id
	}
	return pgx.BeginFunc(ctx, im.store.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		if err := im.atHome(ctx, tx, lines); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO lessons (line, key, article_id, version, lang, text, solved, role, person, state, judge, at, inferred, sure)
			SELECT COALESCE(NULLIF(x.line, '')::uuid, gen_random_uuid()), x.key, x.article, x.version, x.lang, x.text, x.solved, x.role, COALESCE('operator/' || o.id, x.person), x.state, x.judge, x.at, x.inferred, COALESCE(x.sure, o.role IN ('editor', 'administrator'), false)
			FROM unnest($1::text[], $2::bigint[], $3::int[], $4::text[], $5::text[], $6::bool[], $7::text[], $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::bool[], $13::text[], $14::bool[])
				AS x (key, article, version, lang, text, solved, role, person, state, judge, at, inferred, line, sure)
			LEFT JOIN operators o ON x.person = 'operator/' || o.email
			ON CONFLICT DO NOTHING`,
			keys, articles, column(lines, func(l lessonLine) int { return l.Version }), column(lines, func(l lessonLine) string { return l.Language }), column(lines, func(l lessonLine) string { return l.Question }),
			column(lines, func(l lessonLine) bool { return l.Solved }), column(lines, func(l lessonLine) string { return l.Role }), column(lines, func(l lessonLine) string { return l.Person }),
			column(lines, func(l lessonLine) string { return l.State }), column(lines, func(l lessonLine) string { return l.Judge }), column(lines, func(l lessonLine) time.Time { return l.At }),
			column(lines, func(l lessonLine) bool { return l.Inferred }), column(lines, func(l lessonLine) string { return l.Key }), column(lines, func(l lessonLine) *bool { return l.Sure }))
		if err != nil {
			return fmt.Errorf("store %d lessons: %w", len(lines), err)
		}
		if err := im.addPlaces(ctx, tx, project, lines, keys); err != nil {
			return err
		}
		return renew(ctx, tx, rev, `id = ANY($2)`, articles)
	})
}

// column is one field of each lesson.
func column[L, T any](lines []L, of func(L) T) []T {
	out := make([]T, len(lines))
	for i, l := range lines {
		out[i] = of(l)
	}
	return out
}

// sameVersions tells whether a version of an article says here what the folder's history says that it said: with an
// article that comes with its history it does.
func (im *importer) sameVersions(f *folder) func(context.Context, articleName, int) (bool, error) {
	type at struct {
		articleName
		version int
	}
	known := map[at]bool{}
	read := map[articleName]bool{}
	return func(ctx context.Context, an articleName, version int) (bool, error) {
		if r := im.restored[an]; r != nil {
			return version <= r.Latest, nil
		}
		if !read[an] {
			read[an] = true
			alike, err := im.alikeVersions(ctx, f, an)
			if err != nil {
				return false, err
			}
			for _, n := range alike {
				known[at{an, n}] = true
			}
		}
		return known[at{an, version}], nil
	}
}

// alikeVersions are the versions of an article that say the same here and in the folder's history.
func (im *importer) alikeVersions(ctx context.Context, f *folder, an articleName) (alike []int, err error) {
	name, ok := f.histories[an]
	article := im.articles[an]
	if !ok || article.id == 0 {
		return nil, nil
	}
	var h history
	data, err := readUpTo(f.root, name, maxHistory)
	if err != nil || parseHistory(data, &h) != nil {
		return nil, nil // its own problem, and not the memory's
	}
	d, _, err := h.pastDocument(an, func(body string) string { body, _ = f.links(f.root, name, body); return body })
	if invalid := (InvalidError)(nil); errors.As(err, &invalid) {
		return nil, nil
	}
	err = im.store.eachVersion(ctx, []int64{article.id}, func(_ int64, v Version) {
		if then, ok := d.Version(v.Number); ok && sameDraft(then.Draft, v.Draft) {
			alike = append(alike, v.Number)
		}
	})
	return alike, err
}
