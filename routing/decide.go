package routing

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// decide lets triage decide and carries it out.
func (r *Router) decide(ctx context.Context, tx pgx.Tx, c *conversation, g *gathered, s situation, d assist.Dialogue,
	drafts []assist.Suggestion) error {
	in, err := r.policies(ctx, tx, d)
	if err != nil {
		return err
	}
	if s.Feedback != nil && !*s.Feedback {
		drafts = s.unrefused(drafts)
	}
	decision, policy := triage(s, drafts, severalProjects(d, drafts), in), in.ofBest(drafts).shownIn(s)
	if err := speaks(ctx, tx, c, cmp.Or(d.Wishes, d.Lang)); err != nil {
		return err
	}
	if decision.Act == ActAnswer && s.State == Queued {
		return r.aside(ctx, tx, c, g, decision.Answers)
	}
	if err := r.sense(ctx, tx, c, g, drafts, policy); err != nil {
		return err
	}
	if s.Broken {
		if err := unsearched(ctx, tx, c, g); err != nil {
			return err
		}
	}
	seq, part := g.question(), ""
	switch stand, err := stand(ctx, tx, c, s, drafts, policy); {
	case err != nil:
		return err
	case stand:
		drafts, decision.Drafts = nil, false
	default:
		if part, err = still(ctx, tx, c, g, s, seq, worth(drafts, policy)); err != nil {
			return err
		}
		drafts = answering(drafts, part)
	}
	if decision.Helped != nil && len(g.lastDrafts) > 0 {
		if _, err := tx.Exec(ctx, `UPDATE suggestions SET helped = $2, helped_at = now() WHERE id = ANY ($1)`, g.lastDrafts, *decision.Helped); err != nil {
			return err
		}
	}
	shown, from := drafts, policy
	if s.Harm && decision.Act == ActQueue && len(drafts) > 0 && !worthShowing(drafts, policy) { // whoever reads it first has no time to search
		decision.Drafts, shown, from.Draft = true, drafts[:1], 0
	}
	offered, err := r.show(ctx, tx, c, seq, part, shown, decision, from)
	if err != nil {
		return err
	}
	switch decision.Act {
	case ActAnswer:
		return r.answer(ctx, tx, c, seq, decision.Answers, offered[:len(decision.Answers)])
	case ActAskBack:
		return r.askBack(ctx, tx, c, asked{Question: s.Text, Seq: seq}, drafts, decision.Projects)
	case ActQueue:
		if !telling(drafts, policy) {
			drafts = nil
		}
		guess := r.guess(c, d)
		guess.First = len(d.Projects) == 0
		return r.handOff(ctx, tx, c, handing{decision.Reason, projectOf(d, drafts), guess, assist.Upset(s.Text)})
	case ActSolved:
		return r.solved(ctx, tx, c)
	case ActGreet:
		what := textGreeting
		if s.Preamble && !s.First {
			what = textGoOn
		}
		return r.greet(ctx, tx, c, what)
	case ActSpeak:
		return r.greet(ctx, tx, c, textSpeak)
	case ActWarn:
		return r.speak(ctx, tx, c, line{Author: "system", Text: phrase(c.Lang, textDanger), Lang: c.Lang})
	case ActSayWho:
		return r.sayWho(ctx, tx, c)
	}
	switch {
	case s.State == Owned && !s.Call && g.content(), s.State == Assistant && s.Rests && !s.Withdraws:
		return rested(ctx, tx, c.ID, g.upTo)
	case s.State == Assistant && s.Withdraws:
		return answered(ctx, tx, c.ID)
	}
	return nil
}

// stand tells whether the drafts on offer still stand. On the telephone "yes, go on" takes none away; in the queue "hello?"
// does not, nor does what only tells something, unless it finds better ones.
func stand(ctx context.Context, tx pgx.Tx, c *conversation, s situation, drafts []assist.Suggestion, policy Policy) (bool, error) {
	better := worthShowing(drafts, policy)
	switch {
	case c.CallID != nil:
		return !better, nil
	case s.State == Assistant || c.State == Closed:
		return false, nil
	case assist.Withdraws(s.Text):
		return false, nil
	case s.asksNothing():
		return true, nil
	case assist.Wanting(s.Text) != assist.Tells:
		return false, nil
	case !better:
		return true, nil
	}
	var best float64
	err := tx.QueryRow(ctx, `SELECT COALESCE(max(score), 0) FROM suggestions WHERE conversation_id = $1 AND state = 'offered' AND NOT model`, c.ID).Scan(&best)
	if err != nil {
		return false, fmt.Errorf("read the drafts of conversation %d: %w", c.ID, err)
	}
	return best > drafts[0].Score, nil
}

// show offers the drafts that the decision shows or answers with, and returns their ids. Beside those for other questions the part
// is theirs; else it is empty.
func (r *Router) show(ctx context.Context, tx pgx.Tx, c *conversation, seq int64, part string, drafts []assist.Suggestion, decision Decision, policy Policy) ([]int64, error) {
	switch {
	case decision.Act == ActAnswer && len(decision.Answers) > 1:
		policy.Draft = 0 // each is of its own project's policy
		return r.offer(ctx, tx, c, seq, decision.Answers, policy)
	case !decision.Drafts && decision.Act != ActAnswer:
		return nil, nil
	}
	offered, err := r.offer(ctx, tx, c, seq, drafts, policy)
	if err != nil || decision.Act == ActAnswer { // what is answered unseen is quoted
		return offered, err
	}
	return offered, r.beginWriting(ctx, tx, c, seq, part, drafts[:len(offered)])
}

// solved ends a conversation whose customer says that he was helped.
func (r *Router) solved(ctx context.Context, tx pgx.Tx, c *conversation) error {
	if err := r.speak(ctx, tx, c, line{Author: "assistant", Text: phrase(c.Lang, textGlad), Lang: c.Lang}); err != nil {
		return err
	}
	return r.end(ctx, tx, c, Event{Actor: "customer", What: "closed", Why: "the customer says that it helped"}, "solved", "")
}

// greet answers what asks nothing yet: a greeting, that a question follows, a wish for another language.
func (r *Router) greet(ctx context.Context, tx pgx.Tx, c *conversation, with text) error {
	if err := answered(ctx, tx, c.ID); err != nil {
		return err
	}
	said := phrase(c.Lang, with)
	if with == textGreeting {
		said = phrase(c.Lang, with, r.policy.Company)
	}
	return r.speak(ctx, tx, c, line{Author: "assistant", Text: said, Lang: c.Lang})
}

// sayWho says that a program answers, and offers a person.
func (r *Router) sayWho(ctx context.Context, tx pgx.Tx, c *conversation) error {
	if err := answered(ctx, tx, c.ID); err != nil {
		return err
	}
	return r.speak(ctx, tx, c, line{Author: "assistant", Text: phrase(c.Lang, textWho), Lang: c.Lang, Choices: []string{phrase(c.Lang, choicePerson)}})
}

// speaks notes the language that the customer has gone over to; an empty one is unknown.
func speaks(ctx context.Context, tx pgx.Tx, c *conversation, lang string) error {
	if lang == "" || lang == c.Lang {
		return nil
	}
	c.Lang = lang
	_, err := tx.Exec(ctx, `UPDATE conversations SET lang = $2 WHERE id = $1`, c.ID, c.Lang)
	return err
}

// worthShowing tells whether operators should see at least one of the drafts.
func worthShowing(drafts []assist.Suggestion, p Policy) bool { return len(worth(drafts, p)) > 0 }

// telling tells whether the best draft is likely enough to say what the conversation is about. A guess that is worth a glance
// sends nobody to a department.
func telling(drafts []assist.Suggestion, p Policy) bool {
	return len(drafts) > 0 && drafts[0].Score >= 1.5*p.Draft
}

// answered stops the customer's waiting clock.
func answered(ctx context.Context, tx pgx.Tx, conv int64) error {
	_, err := tx.Exec(ctx, `UPDATE conversations SET waiting_since = NULL, asked = NULL WHERE id = $1`, conv)
	if err != nil {
		return fmt.Errorf("stop the clock of conversation %d: %w", conv, err)
	}
	return nil
}

// rested stops the clock as well, unless the customer has written behind a line; what he was asked is still open.
func rested(ctx context.Context, tx pgx.Tx, conv, seq int64) error {
	_, err := tx.Exec(ctx, `UPDATE conversations SET waiting_since = NULL WHERE id = $1
		AND NOT EXISTS (SELECT FROM messages WHERE conversation_id = $1 AND author = 'customer' AND seq > $2 AND deleted_at IS NULL)`, conv, seq)
	if err != nil {
		return fmt.Errorf("stop the clock of conversation %d: %w", conv, err)
	}
	return nil
}

// withdraw takes back the drafts on offer: they answered earlier words.
func withdraw(ctx context.Context, tx pgx.Tx, conv int64, why string) error {
	_, err := tx.Exec(ctx, `UPDATE suggestions SET state = 'withdrawn', reason = $2, decided_at = now()
		WHERE conversation_id = $1 AND state = 'offered'`, conv, why)
	if err != nil {
		return fmt.Errorf("withdraw the drafts of conversation %d: %w", conv, err)
	}
	return stopWriting(ctx, tx, conv)
}

// besides is the share of the threshold from which a draft is shown beside one that passes it: who looks at one sees in a glance
// that another one is meant.
const besides = 1.0 / 3

// nextRank is, in SQL, the rank of a further suggestion in its place: after all others, whichever of them are gone. A place says for
// which line of which conversation it is.
const nextRank = `(SELECT COALESCE(max(rank) + 1, 0) FROM suggestions o WHERE o.conversation_id = place.conversation AND o.for_seq = place.seq)`

// worth are the drafts that are shown: the best one if it is worth it, and those that are beside it.
func worth(drafts []assist.Suggestion, p Policy) []assist.Suggestion {
	for i, s := range drafts {
		if i == 0 && !worthAGlance(s, p) || i > 0 && s.Score < p.Draft*besides {
			return drafts[:i]
		}
	}
	return drafts
}

// worthAGlance tells whether operators should see the best draft: it is likely enough, or of the only article that says what is asked for.
func worthAGlance(best assist.Suggestion, p Policy) bool {
	return best.Score >= p.Draft || best.Mentions
}

// offer stores the drafts worth showing and returns their ids.
func (r *Router) offer(ctx context.Context, tx pgx.Tx, c *conversation, seq int64, drafts []assist.Suggestion, p Policy) ([]int64, error) {
	var ids []int64
	for i, s := range worth(drafts, p) {
		var id int64
		err := tx.QueryRow(ctx, `
			INSERT INTO suggestions (conversation_id, for_seq, rank, text, lang, score, sources, earlier, alone, part, verdict)
			SELECT conversation, seq, `+nextRank+`, $3, $4, $5, $6, $7, $8, $9, $10 FROM (SELECT $1::bigint AS conversation, $2::bigint AS seq) place
			RETURNING id`, c.ID, seq, s.Text, s.Lang, min(max(s.Score, 0), 1), jsonOf(s.Sources), max(s.Like, 0), s.Waits(p.answersFrom(s)), s.Part, s.Verdict).Scan(&id)
		if err != nil {
			return nil, fmt.Errorf("store draft %d of conversation %d: %w", i, c.ID, err)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// answer lets the assistant answer with a draft, or with one for each of the customer's questions, and asks whether it helped.
func (r *Router) answer(ctx context.Context, tx pgx.Tx, c *conversation, seq int64, answers []assist.Suggestion, suggestions []int64) error {
	err := r.quote(ctx, tx, c, line{
		Text: answerTo(answers) + "\n\n" + phrase(c.Lang, textHelped), Answers: seq,
		Choices: []string{phrase(c.Lang, choiceHelped), phrase(c.Lang, choicePerson)},
	}, answers, suggestions)
	if err != nil {
		return err
	}
	if project, one := oneProject(answers); one {
		if _, err := tx.Exec(ctx, `UPDATE conversations SET project = $2 WHERE id = $1 AND project = ''`, c.ID, project); err != nil {
			return err
		}
	}
	return answered(ctx, tx, c.ID)
}

// quote says a line that is made of drafts, and records that they were answered with.
func (r *Router) quote(ctx context.Context, tx pgx.Tx, c *conversation, l line, answers []assist.Suggestion, suggestions []int64) error {
	l.Author, l.Lang, l.Sources = "assistant", answers[0].Lang, sourcesOf(answers)
	id, _, err := r.utter(ctx, tx, c, l)
	if err != nil {
		return err
	}
	r.stats.answered.Add(1)
	_, err = tx.Exec(ctx, `UPDATE suggestions SET state = 'answered', message_id = $2, decided_at = now() WHERE id = ANY ($1)`,
		suggestions, id)
	if err != nil {
		return fmt.Errorf("record the answer to conversation %d: %w", c.ID, err)
	}
	return nil
}

// askBack asks which project is meant, once.
func (r *Router) askBack(ctx context.Context, tx pgx.Tx, c *conversation, a asked, drafts []assist.Suggestion, projects []string) error {
	a.Projects = map[string]string{}
	sources := slices.Clone(drafts[0].Or)
	for _, s := range drafts {
		sources = append(sources, s.Sources[0])
	}
	var names []string
	for _, key := range projects {
		for _, src := range sources {
			if src.Project == key && a.Projects[src.Name] == "" {
				a.Projects[src.Name] = key
				names = append(names, src.Name)
			}
		}
	}
	if err := r.speak(ctx, tx, c, line{Author: "assistant", Text: phrase(c.Lang, textWhich), Lang: c.Lang, Choices: names}); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE conversations SET waiting_since = NULL, asked = $2 WHERE id = $1`, c.ID, jsonOf(a))
	if err != nil {
		return fmt.Errorf("remember what was asked in conversation %d: %w", c.ID, err)
	}
	return nil
}

// projectOf is the project that the conversation is about, as far as is known.
func projectOf(d assist.Dialogue, drafts []assist.Suggestion) string {
	if len(d.Projects) > 0 {
		return d.Projects[0]
	}
	if len(drafts) > 0 {
		return drafts[0].Sources[0].Project
	}
	return ""
}
