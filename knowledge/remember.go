package knowledge

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// What a lesson weighs, beside 1 for a question that an editor wrote. A person counts once for the same words, by what he
// taught last, and about as much as once for words that are much the same (see voices). All operators together weigh as
// much as an editor and a half; all customers never more than one operator by half, whoever they are. What nobody said and
// what only follows from how a conversation ended weighs half. Half of the weight is gone after half a year.
const (
	ofOperator   = 0.6
	ofDismissal  = -0.4
	ofCustomer   = 0.15
	ofInferred   = 0.5
	mostTaught   = 1.5
	mostFromThem = 0.3
	halfLife     = 180.0 // days
	leastTaught  = 0.05  // what weighs less says nothing
	mostOfOne    = 300   // questions remembered for an article, the newest
	mostRead     = 2000  // lessons that are looked at for an article, the newest
)

// What a lesson l weighs, in SQL: by who taught it, of that by its age today, and by itself with both.
var (
	roleWeight = fmt.Sprintf(`(CASE WHEN l.role = 'editor' THEN CASE WHEN l.solved THEN 1 ELSE -1 END
		WHEN l.role = 'operator' THEN CASE WHEN l.solved THEN %g::float8 ELSE %g END
		ELSE CASE WHEN l.solved THEN %g::float8 ELSE %g END END)`, ofOperator, ofDismissal, ofCustomer, -ofCustomer)
	ageWeight = fmt.Sprintf(`(CASE WHEN l.role = 'editor' THEN 1 ELSE 0.5 ^ LEAST(GREATEST(EXTRACT(epoch FROM now() - l.at), 0) / 86400 / %g::float8, 100) END)`, halfLife)
	weightOf  = fmt.Sprintf(`(%s * %s * CASE WHEN l.inferred THEN %g::float8 ELSE 1 END)`, roleWeight, ageWeight, ofInferred)
)

// voice is what one person said of an article and some words.
type voice struct {
	lesson       int64
	article      int64
	lang         string
	words        string // folded: the same words are the same question
	text         string
	role, person string
	solved       bool
	at           time.Time
	weight       float64
	sure         bool // an editor or administrator said or confirmed it
}

// remember gives articles the questions that were taught about the version that readers see.
func (s *Store) remember(ctx context.Context, articles []Article) error {
	ids := make([]int64, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	said, err := s.voices(ctx, ids)
	if err != nil {
		return err
	}
	for i, a := range articles {
		second := remembered(seconded(said[a.ID])) // first: it leaves what was said as it is
		articles[i].Remembered = withSeconded(remembered(said[a.ID]), second)
	}
	return nil
}

// voices are what was taught about the versions of articles that readers see, in an order that follows from what was said.
func (s *Store) voices(ctx context.Context, articles []int64) (map[int64][]voice, error) {
	rows, _ := s.pool.Query(ctx, `
		WITH said AS (
			SELECT DISTINCT ON (l.article_id, l.lang, lower(l.text), `+voiceOf+`) l.id, l.article_id, l.lang, lower(l.text) AS words, l.text, l.role, `+voiceOf+` AS person, l.solved, l.at,
				`+weightOf+` AS weight,
				bool_or(l.role = 'editor' OR l.judge <> '' OR l.sure) OVER (PARTITION BY l.article_id, l.lang, lower(l.text), `+voiceOf+`, l.solved) AS sure
			FROM lessons l JOIN articles a ON a.id = l.article_id AND a.published = l.version
			`+joinVoice+`
			WHERE l.article_id = ANY($1) AND l.state = 'learned'
			ORDER BY l.article_id, l.lang, lower(l.text), `+voiceOf+`, l.inferred, l.at DESC, l.key
		)
		SELECT id, article_id, lang, words, text, role, person, solved, at, weight, sure FROM (
			SELECT *, row_number() OVER (PARTITION BY article_id ORDER BY at DESC, words, person) AS place FROM said
		) newest WHERE place <= $2`, articles, mostRead)
	out := map[int64][]voice{}
	var v voice
	_, err := pgx.ForEachRow(rows, []any{&v.lesson, &v.article, &v.lang, &v.words, &v.text, &v.role, &v.person, &v.solved, &v.at, &v.weight, &v.sure}, func() error {
		out[v.article] = append(out[v.article], v)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what was taught: %w", err)
	}
	for _, all := range out {
		slices.SortFunc(all, func(a, b voice) int {
			return cmp.Or(cmp.Compare(a.lang, b.lang), cmp.Compare(a.words, b.words), cmp.Compare(a.person, b.person), cmp.Compare(a.text, b.text))
		})
	}
	return out, nil
}

// taught is a question with what all voices together make of it.
type taught struct {
	Remembered
	words string
	group int
	at    time.Time
	them  float64 // customers' part of the weight
}

// remembered makes of the voices about one article, in their order, the questions to be remembered.
func remembered(all []voice) []Remembered {
	all = slices.Clone(all) // some are quietened
	groups := alikeGroups(all)
	quieten(all, groups)
	var list []taught
	for i, v := range all {
		if n := len(list); i == 0 || list[n-1].words != v.words || list[n-1].Lang != v.lang {
			list = append(list, taught{Remembered: Remembered{Text: v.text, Lang: v.lang}, words: v.words, group: groups[i]})
		}
		t := &list[len(list)-1]
		t.Text = min(t.Text, v.text)
		if v.at.After(t.at) {
			t.at = v.at
		}
		if v.solved {
			t.Count++
		}
		if v.solved && v.role == "customer" {
			t.Customers++
		}
		if v.role == "customer" {
			t.them += v.weight
		} else {
			t.Weight += v.weight
		}
	}
	for i := range list {
		t := &list[i]
		t.Weight = min(max(t.Weight, -mostTaught), mostTaught) + min(max(t.them, -mostFromThem), mostFromThem)
	}
	return newest(list)
}

// newest keeps the questions that say something, the newest of them. How often the others were asked counts with one that
// is much the same.
func newest(list []taught) []Remembered {
	slices.SortFunc(list, func(a, b taught) int {
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.words, b.words), cmp.Compare(a.Lang, b.Lang))
	})
	type times struct{ all, customers int }
	silent := map[int]times{} // questions of a group that are left out
	kept := list[:0]
	for _, t := range list {
		if w := t.Weight; (w >= leastTaught || w <= -leastTaught) && len(kept) < mostOfOne {
			kept = append(kept, t)
		} else {
			silent[t.group] = times{silent[t.group].all + t.Count, silent[t.group].customers + t.Customers}
		}
	}
	for i := range kept {
		if kept[i].Weight > 0 {
			kept[i].Count += silent[kept[i].group].all
			kept[i].Customers += silent[kept[i].group].customers
			delete(silent, kept[i].group)
		}
	}
	slices.SortFunc(kept, func(a, b taught) int { return cmp.Or(cmp.Compare(a.words, b.words), cmp.Compare(a.Lang, b.Lang)) })
	out := make([]Remembered, len(kept))
	for i, t := range kept {
		out[i] = t.Remembered
	}
	return out
}
