package knowledge

import (
	"cmp"
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// lessonPlace is a version of an article.
type lessonPlace struct {
	Project string `json:"project,omitempty"` // empty: that of the article where the lesson counts now
	Article string `json:"article"`
	In      string `json:"in"`
	Version int    `json:"version"`
}

// mostPlaces is how many articles one after another a lesson may have followed.
const mostPlaces = 100

// placesHere are those of a lesson's former places that this knowledge base has.
func (im *importer) placesHere(ctx context.Context, same func(context.Context, articleName, int) (bool, error), project string, was []lessonPlace) (here []lessonPlace, err error) {
	for _, w := range was {
		ok, err := same(ctx, articleName{cmp.Or(w.Project, project), w.Article, w.In}, w.Version)
		if err != nil {
			return nil, err
		}
		if ok {
			here = append(here, w)
		}
	}
	return here, nil
}

// addPlaces notes where lessons counted before.
func (im *importer) addPlaces(ctx context.Context, tx pgx.Tx, project string, lines []lessonLine, keys []string) error {
	var of []string
	var places, versions []int
	var articles []int64
	for i, l := range lines {
		for n, w := range l.Was {
			of, places = append(of, keys[i]), append(places, n+1)
			articles, versions = append(articles, im.articles[articleName{cmp.Or(w.Project, project), w.Article, w.In}].id), append(versions, w.Version)
		}
	}
	if len(of) == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO lesson_moves (lesson_id, place, article_id, version)
		SELECT l.id, x.place, x.article, x.version FROM unnest($1::text[], $2::int[], $3::bigint[], $4::int[]) AS x (key, place, article, version) JOIN lessons l ON l.key = x.key
		ON CONFLICT DO NOTHING`, of, places, articles, versions)
	if err != nil {
		return fmt.Errorf("note where %d lessons counted before: %w", len(of), err)
	}
	return nil
}
