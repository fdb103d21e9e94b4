package knowledge

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// The rules by which a source makes keys have changed, and what was imported by the old ones keeps its key: its address, its stored
// questions and what others link stay. Which article a file is, its text tells at first; from then on articles.source_key does. Old
// keys had numbers behind them in the order of the source, so that the number alone tells nothing.

// earlierKey is a file of which the article has an earlier key.
type earlierKey struct{ file, article articleName }

// otherLang is an article that is in another language than it was taken for.
type otherLang struct {
	id       int64
	was, now articleName
}

// finder finds the articles of files under their earlier names.
type finder struct {
	*importer
	f      *folder
	files  []int                         // of folder.articles, that are not found
	former map[int][]articleName         // of those, their earlier names
	others map[articleName][]articleName // name → articles of that name, or of it with a number behind
	says   map[articleName]Draft         // as the import said that brought it, else as readers see it
}

// recognise gives the files whose articles have earlier names these. Only what was made of something else has any.
func (im *importer) recognise(ctx context.Context, f *folder) error {
	if !im.options.Partial {
		return nil
	}
	fd := finder{importer: im, f: f, former: map[int][]articleName{}, others: map[articleName][]articleName{}, says: map[articleName]Draft{}}
	recorded := map[articleName]articleName{}
	for n, a := range im.articles {
		if a.sourceKey != "" {
			recorded[articleName{n.project, a.sourceKey, n.lang}] = n
		}
	}
	for i, a := range f.articles {
		n, known := recorded[a.name]
		switch {
		case im.articles[a.name].id != 0:
		case known && !f.present[n]:
			fd.take(i, n)
		default:
			fd.want(i, im.options.Formerly[a.path])
		}
	}
	if len(fd.files) > 0 {
		if err := fd.find(ctx); err != nil {
			return err
		}
	}
	fd.besideTranslations()
	im.relink(f)
	return im.putOtherLangs(ctx)
}

// want notes that a file is to be found under earlier names.
func (fd *finder) want(i int, names []string) {
	for _, name := range names {
		if n, ok := nameOfPath(strings.TrimSuffix(name, ".md")); ok {
			fd.former[i] = append(fd.former[i], n)
		}
	}
	if len(fd.former[i]) > 0 {
		fd.files = append(fd.files, i)
	}
}

// find takes the article that a file was, then the one of its title and text, of one of both, and last what nothing else could be.
func (fd *finder) find(ctx context.Context) error {
	for n, a := range fd.articles {
		if a.hash == "" || a.sourceKey != "" {
			continue
		}
		fd.others[n] = append(fd.others[n], n)
		if i := strings.LastIndexByte(n.key, '-'); i > 0 && strings.Trim(n.key[i+1:], "0123456789") == "" {
			first := articleName{n.project, n.key[:i], n.lang}
			fd.others[first] = append(fd.others[first], n)
		}
	}
	for _, names := range fd.others {
		slices.SortFunc(names, func(a, b articleName) int { return strings.Compare(a.key, b.key) })
	}
	fd.match(func(a articleFile, n articleName) bool {
		hash := fd.articles[n].hash
		return hash == a.alone || saidHash(hash) == saidHash(a.hash)
	}, true)
	if err := fd.read(ctx); err != nil {
		return err
	}
	fd.match(func(a articleFile, n articleName) bool {
		return fd.says[n].Title == a.Title && fd.says[n].Body == a.Body
	}, true)
	fd.match(func(a articleFile, n articleName) bool { return fd.says[n].Title == a.Title }, false)
	fd.match(func(a articleFile, n articleName) bool { return fd.says[n].Body == a.Body }, false)
	fd.takeOnly()
	return nil
}

// candidates are the articles that a file may be.
func (fd *finder) candidates(i int) (out []articleName) {
	for _, was := range fd.former[i] {
		for _, n := range fd.others[was] {
			if fd.articles[n].id != 0 && !fd.f.present[n] && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// match takes the articles that files are by what is, each the first of several or, if it may be any of them, none.
func (fd *finder) match(is func(a articleFile, n articleName) bool, several bool) {
	found := map[int]articleName{}
	count := map[articleName]int{}
	for _, i := range fd.files {
		var fit []articleName
		for _, n := range fd.candidates(i) {
			if is(fd.f.articles[i], n) && !(several && count[n] > 0) {
				fit = append(fit, n)
			}
		}
		if len(fit) == 1 || several && len(fit) > 0 {
			found[i] = fit[0]
			count[fit[0]]++
		}
	}
	for i, n := range found {
		if count[n] == 1 {
			fd.take(i, n)
		}
	}
}

// takeOnly takes the articles that are alone under an earlier name which is that of one file.
func (fd *finder) takeOnly() {
	files := map[articleName]int{}
	for _, names := range fd.former {
		files[names[0]]++
	}
	for _, i := range slices.Clone(fd.files) {
		was := fd.former[i][0]
		if all := fd.others[was]; files[was] == 1 && len(all) == 1 && all[0] == was && slices.Contains(fd.candidates(i), was) {
			fd.take(i, was)
		}
	}
}

// read reads what the articles say that the files may be.
func (fd *finder) read(ctx context.Context) error {
	names := map[int64]articleName{}
	for _, i := range fd.files {
		for _, n := range fd.candidates(i) {
			names[fd.articles[n].id] = n
		}
	}
	rows, _ := fd.store.pool.Query(ctx, `SELECT a.id, v.title, v.body FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = COALESCE(NULLIF(a.imported, 0), a.published, a.latest)
		WHERE a.id = ANY($1)`, slices.Collect(maps.Keys(names)))
	var id int64
	var d Draft
	if _, err := pgx.ForEachRow(rows, []any{&id, &d.Title, &d.Body}, func() error { fd.says[names[id]] = d; return nil }); err != nil {
		return fmt.Errorf("read the articles of earlier keys: %w", err)
	}
	return nil
}

// take lets a file be an article under the key that this has, and in the language of the file.
func (fd *finder) take(i int, n articleName) {
	own := fd.f.articles[i].name
	to := articleName{n.project, n.key, own.lang}
	if to != n && (fd.articles[to].id != 0 || to != own && fd.f.present[to]) {
		return
	}
	if to != n {
		fd.articles[to] = fd.articles[n]
		delete(fd.articles, n)
		fd.otherLangs = append(fd.otherLangs, otherLang{fd.articles[to].id, n, to})
	}
	fd.rename(i, to)
	if to != n {
		fd.f.warned = append(fd.f.warned, BadFile{Path: fd.f.articles[i].path, Problem: fmt.Sprintf("was taken for language %q when it was imported before: it goes on in %q, and so does its address", n.lang, to.lang)})
	}
	fd.files = slices.DeleteFunc(fd.files, func(file int) bool { return file == i })
}

// rename gives a file another name than its source makes.
func (fd *finder) rename(i int, to articleName) {
	a := &fd.f.articles[i]
	if a.name != to {
		fd.earlier = append(fd.earlier, earlierKey{a.name, to})
	}
	file := a.path
	delete(fd.f.present, a.name)
	fd.f.present[to] = true
	a.name, a.path = to, to.path()+".md"
	fd.report.Files[a.path] = file
}

// besideTranslations gives new translations the earlier keys of what they translate, which they would have no part in else.
func (fd *finder) besideTranslations() {
	type key struct{ project, key string }
	keys := map[key]string{}
	for _, e := range fd.earlier {
		keys[key{e.file.project, e.file.key}] = e.article.key
	}
	for i, a := range fd.f.articles {
		was, ok := keys[key{a.name.project, a.name.key}]
		to := articleName{a.name.project, was, a.name.lang}
		if ok && fd.articles[a.name].id == 0 && fd.articles[to].id == 0 && !fd.f.present[to] {
			fd.rename(i, to)
		}
	}
}

// relink leads the links of texts to where articles of earlier keys are.
func (im *importer) relink(f *folder) {
	if im.options.Page == nil || len(im.earlier) == 0 {
		return
	}
	var pairs []string
	for _, e := range im.earlier {
		was, is := im.options.Page(e.file.lang, e.file.project, e.file.key), im.options.Page(e.article.lang, e.article.project, e.article.key)
		pairs = append(pairs, "]("+was+")", "]("+is+")", "]("+was+"#", "]("+is+"#")
	}
	all := strings.NewReplacer(pairs...)
	for i, a := range f.articles {
		f.articles[i].Body = all.Replace(a.Body)
	}
}

// putOtherLangs gives articles the languages that they are in.
func (im *importer) putOtherLangs(ctx context.Context) error {
	if im.options.DryRun || len(im.otherLangs) == 0 {
		return nil
	}
	err := pgx.BeginFunc(ctx, im.store.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		for _, o := range im.otherLangs {
			b := &pgx.Batch{}
			b.Queue(`UPDATE articles SET lang = $2, rev = $3 WHERE id = $1`, o.id, o.now.lang, rev)
			b.Queue(`UPDATE articles t SET translates = $2 FROM articles a WHERE a.id = $1 AND t.project_id = a.project_id AND t.key = a.key AND t.translates = $3 AND t.lang <> $2`,
				o.id, o.now.lang, o.was.lang)
			if err := tx.SendBatch(ctx, b).Close(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("give %d articles their languages: %w", len(im.otherLangs), err)
	}
	return nil
}

// noteEarlierKeys notes which keys the source makes for articles that have earlier ones.
func (im *importer) noteEarlierKeys(ctx context.Context) error {
	b := &pgx.Batch{}
	for _, e := range im.earlier {
		if e.file.key != e.article.key {
			b.Queue(`UPDATE articles a SET source_key = $4 FROM projects p WHERE p.id = a.project_id AND p.key = $1 AND a.key = $2 AND a.lang = $3 AND a.source_key <> $4`,
				e.article.project, e.article.key, e.article.lang, e.file.key)
		}
	}
	if b.Len() == 0 {
		return nil
	}
	if err := im.store.pool.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("note the keys of %d sources: %w", b.Len(), err)
	}
	return nil
}
