package knowledge

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// Weighed is what a lesson counts, and why.
type Weighed struct {
	Counts float64 // beside 1 for a question that an editor wrote; below 0: against its article; 0: it does not count
	Alone  float64 // what it would count if nothing else were taught: Role by Age, half of it where nobody said so himself
	Role   float64 // what a new word of who taught it weighs
	Age    float64 // what its age leaves of that: 1 all, 0 nothing
	Limits []Limit // what keeps it from counting as much as alone
}

// Limit is a reason why a lesson counts less than alone.
type Limit string

// The limits.
const (
	LimitWords     Limit = "same_words"        // of a person's same words the surest count, then the newest
	LimitPerson    Limit = "person"            // what a person says in much the same words counts as much as once
	LimitCustomers Limit = "customers"         // as much as all customers together may
	LimitAll       Limit = "all"               // as much as all operators together, or all customers, may on one question
	LimitLittle    Limit = "little"            // what is left of the question is too little, or the article remembers newer ones
	LimitRejected  Limit = "rejected"          // an editor rejected it
	LimitChanged   Limit = "changed"           // readers see another text of the article now
	LimitDay       Limit = "person_a_day"      // it waits: the person taught more that day than counts unseen
	LimitArticle   Limit = "person_an_article" // it waits: the person taught more about the article that day than counts unseen
	LimitCrowd     Limit = "customers_at_once" // it waits: customers taught more about the article that day than counts unseen
)

// Words say a limit to an editor.
func (l Limit) Words() string {
	switch l {
	case LimitWords:
		return "the same person taught it in the same words, and that counts"
	case LimitPerson:
		return "what one person says in other words counts as much as once"
	case LimitCustomers, LimitAll:
		return "others taught the same, and together they count no more"
	case LimitLittle:
		return "what is left of the question is too little, or newer ones take its place"
	case LimitDay:
		return "more of this person in a day than counts unseen"
	case LimitArticle:
		return "more of this person about the article in a day than counts unseen"
	case LimitCrowd:
		return "more of customers about the article in a day than counts unseen"
	}
	return string(l)
}

// Weighed tells what lessons count, by their numbers.
func (s *Store) Weighed(ctx context.Context, lessons []int64) (map[int64]Weighed, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT l.id, l.article_id, `+roleWeight+`, `+ageWeight+`, `+weightOf+`, l.state, COALESCE(a.published = l.version AND a.removed_at IS NULL, false), l.at
		FROM lessons l JOIN articles a ON a.id = l.article_id WHERE l.id = ANY ($1)`, lessons)
	out := map[int64]Weighed{}
	counting := map[int64][]int64{} // lessons, by their articles
	waiting := map[int64]time.Time{}
	var id, article int64
	var w Weighed
	var state string
	var now bool
	var at time.Time
	_, err := pgx.ForEachRow(rows, []any{&id, &article, &w.Role, &w.Age, &w.Alone, &state, &now, &at}, func() error {
		w.Limits = nil
		switch {
		case state == "rejected":
			w.Limits = []Limit{LimitRejected}
		case state == "quarantined":
			waiting[id] = at
		case !now:
			w.Limits = []Limit{LimitChanged}
		default:
			counting[article] = append(counting[article], id)
		}
		out[id] = w
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what lessons weigh: %w", err)
	}
	if err := s.weighTogether(ctx, out, counting); err != nil {
		return nil, err
	}
	return out, s.sayWhyWaiting(ctx, out, waiting)
}

// weighTogether tells what lessons count beside all others that were taught about their articles.
func (s *Store) weighTogether(ctx context.Context, out map[int64]Weighed, counting map[int64][]int64) error {
	articles := make([]int64, 0, len(counting))
	for article := range counting {
		articles = append(articles, article)
	}
	said, err := s.voices(ctx, articles)
	if err != nil {
		return err
	}
	for article, lessons := range counting {
		together := countsOf(said[article])
		for _, id := range lessons {
			w := out[id]
			if v, ok := together[id]; ok {
				w.Counts, w.Limits = v.Counts, v.Limits
			} else {
				w.Limits = []Limit{LimitWords}
			}
			out[id] = w
		}
	}
	return nil
}

// countsOf tells what each of the voices about one article, in their order, adds to what remembered makes of them, by its lesson.
func countsOf(all []voice) map[int64]Weighed {
	type question struct{ lang, words string }
	texts := map[question]bool{} // as they are remembered
	for _, r := range remembered(all) {
		texts[question{r.Lang, r.Text}] = true
	}
	kept := map[question]bool{}
	for _, v := range all {
		if texts[question{v.lang, v.text}] {
			kept[question{v.lang, v.words}] = true
		}
	}
	now := slices.Clone(all)
	limits := make([][]Limit, len(all))
	after := func(limit Limit, do func()) {
		before := make([]float64, len(now))
		for i, v := range now {
			before[i] = v.weight
		}
		do()
		for i, v := range now {
			if math.Abs(v.weight) < math.Abs(before[i])-1e-9 {
				limits[i] = append(limits[i], limit)
			}
		}
	}
	groups := alikeGroups(now)
	after(LimitPerson, func() { quietenEach(now, groups) })
	after(LimitCustomers, func() { quietenThem(now, groups) })
	after(LimitAll, func() {
		sums := map[question][2]float64{} // of operators and editors, and of customers
		for _, v := range now {
			q := question{v.lang, v.words}
			sum := sums[q]
			sum[side(v)] += v.weight
			sums[q] = sum
		}
		for i := range now {
			v := &now[i]
			sum, most := math.Abs(sums[question{v.lang, v.words}][side(*v)]), [2]float64{mostTaught, mostFromThem}[side(*v)]
			if sum > most {
				v.weight *= most / sum
			}
		}
	})
	after(LimitLittle, func() {
		for i := range now {
			if v := &now[i]; !kept[question{v.lang, v.words}] {
				v.weight = 0
			}
		}
	})
	out := make(map[int64]Weighed, len(now))
	for i, v := range now {
		out[v.lesson] = Weighed{Counts: v.weight, Limits: limits[i]}
	}
	return out
}

// side is 1 of customers, 0 of all others.
func side(v voice) int {
	if v.role == "customer" {
		return 1
	}
	return 0
}

// sayWhyWaiting tells of lessons that wait for an editor why they do, given when they were taught.
func (s *Store) sayWhyWaiting(ctx context.Context, out map[int64]Weighed, waiting map[int64]time.Time) error {
	for id, at := range waiting {
		if len(out[id].Limits) > 0 { // with another one of its day
			continue
		}
		rows, _ := s.pool.Query(ctx, `WITH `+placedLessons+`
			SELECT id, CASE WHEN role = 'operator' AND of_both > $3 OR role = 'customer' AND of_both > $5 THEN 'person_an_article'
				WHEN role = 'operator' AND of_person > $2 OR role = 'customer' AND of_person > $4 THEN 'person_a_day'
				WHEN role = 'customer' AND of_article > $6 THEN 'customers_at_once' ELSE 'person_a_day' END
			FROM placed WHERE state = 'quarantined'`, append([]any{at}, mostAtOnce...)...)
		var lesson int64
		var limit Limit
		if _, err := pgx.ForEachRow(rows, []any{&lesson, &limit}, func() error {
			if w, ok := out[lesson]; ok {
				w.Limits = []Limit{limit}
				out[lesson] = w
			}
			return nil
		}); err != nil {
			return fmt.Errorf("read why lessons wait: %w", err)
		}
	}
	return nil
}
