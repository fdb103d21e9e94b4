package knowledge

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// articleRef names an article in a line of a file.
type articleRef struct {
	Project string `json:"project"`
	Article string `json:"article"` // key
	In      string `json:"in"`      // its language
}

func (r articleRef) name() articleName { return articleName{r.Project, r.Article, r.In} }

func (r articleRef) check(c *checker) {
	c.key("project", r.Project, "net")
	c.key("article", r.Article, "return-an-order")
	c.lang(r.In)
}

// path is the article as a text names it: project/language/key.
func (n articleName) path() string { return n.project + "/" + n.lang + "/" + n.key }

// nameOfPath is the reverse.
func nameOfPath(path string) (n articleName, ok bool) {
	parts := strings.Split(path, "/")
	if len(parts) != 3 {
		return n, false
	}
	return articleName{parts[0], parts[2], parts[1]}, true
}

const (
	strangeVersion = "is about a version of an article that this knowledge base does not have: it was left out"
	strangeArticle = "is about an article that this knowledge base does not have: it was left out"
)

// versionsHere tells of a version of an article whether it says here what it said where the folder was written.
type versionsHere func(context.Context, articleName, int) (bool, error)

// fits says what a line about a version of an article needs that is not here.
func (here versionsHere) fits(ctx context.Context, article articleName, version int) (string, error) {
	ok, err := here(ctx, article, version)
	if err != nil || ok {
		return "", err
	}
	return strangeVersion, nil
}

// willHave tells whether the knowledge base has an article once the folder's articles are taken in.
func (im *importer) willHave(f *folder, n articleName) bool {
	return im.articles[n].id > 0 || im.restored[n] != nil || f.present[n]
}

// articleIDs are the articles by their names.
func articleIDs(ctx context.Context, tx pgx.Tx) (map[articleName]int64, error) {
	rows, _ := tx.Query(ctx, `SELECT p.key, a.key, a.lang, a.id FROM articles a JOIN projects p ON p.id = a.project_id`)
	ids := map[articleName]int64{}
	var n articleName
	var id int64
	if _, err := pgx.ForEachRow(rows, []any{&n.project, &n.key, &n.lang, &id}, func() error { ids[n] = id; return nil }); err != nil {
		return nil, fmt.Errorf("read which articles there are: %w", err)
	}
	return ids, nil
}
