package routing

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// What a conversation says to whoever catches up with it: its newest lines, what triage needs to know of them, and what the assistant
// is asked.

// How many lines of a conversation the assistant looks at. What a call is about may have been said long before the question.
const (
	turns     = 16
	callTurns = 200
)

// gathered is what a desk lane's holder read before it asked for suggestions.
type gathered struct {
	conv    conversation
	lines   []said   // the newest turns, oldest first
	pending []said   // the customer's lines not yet dealt with
	langs   []string // that the customer has chosen or written before
	upTo    int64    // the last line that is dealt with now
	seen    int64    // the last one that was read
	begun   int64    // while he waits: the line with which the question of the pending lines begins
	asked   *asked
	// lastDrafts are the suggestions of the assistant's last answer, if it awaits the customer's word.
	lastDrafts []int64
	wish       *tongueWish
}

// said is one line of the conversation.
type said struct {
	Seq      int64
	Author   string
	Kind     string
	Text     string
	Others   []string // what else a recogniser may have heard, in a call
	Files    int
	Answered []int64  // suggestions that this line of the assistant was made of
	Quoted   []int64  // articles that this line of ours is of
	Helped   *bool    // the customer's word on them
	Said     *float64 // where in its call it was said, in milliseconds
	Aside    bool     // it was answered aside, and waits for nobody
}

// asked is the clarifying question that awaits its answer.
type asked struct {
	Question string            `json:"question"`
	Seq      int64             `json:"seq,omitempty"` // its last line
	Projects map[string]string `json:"projects"`      // name → key
}

// gather reads the conversation and its newest lines in one round trip.
func gather(ctx context.Context, q querier, l *lane) (*gathered, error) {
	rows, err := q.Query(ctx, `
		SELECT m.seq, m.author, m.kind, left(m.text, 8000) AS text, ARRAY(SELECT jsonb_array_elements_text(m.data->'alternatives')) AS others,
			(SELECT count(*) FROM files f WHERE f.message_id = m.id)::int AS files, s.answered, s.helped,
			ARRAY(SELECT DISTINCT (x->>'article')::bigint FROM suggestions g, jsonb_array_elements(g.sources) x
				WHERE g.message_id = m.id AND g.state IN ('answered', 'sent', 'edited') AND (x->>'article')::bigint > 0) AS quoted, `+spokenAt+` AS said,
			COALESCE((m.data->>'aside')::boolean, false) AS aside
		FROM (SELECT * FROM messages WHERE conversation_id = $1 AND deleted_at IS NULL
			AND NOT COALESCE((data->>'partial')::boolean, false) ORDER BY seq DESC
			LIMIT (SELECT CASE WHEN call_id IS NULL THEN $2::int ELSE $3::int END FROM conversations WHERE id = $1)) m
		LEFT JOIN LATERAL (SELECT array_agg(g.id ORDER BY g.rank) AS answered, bool_and(g.helped) AS helped FROM suggestions g
			WHERE g.message_id = m.id AND g.state = 'answered') s ON true
		ORDER BY m.seq`, l.Conv, turns, callTurns)
	if err != nil {
		return nil, fmt.Errorf("read conversation %d: %w", l.Conv, err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowToStructByName[said])
	if err != nil {
		return nil, fmt.Errorf("read conversation %d: %w", l.Conv, err)
	}
	rows, err = q.Query(ctx, `SELECT `+conversationColumns+` FROM conversations c JOIN addresses a ON a.id = c.address_id
		WHERE c.id = $1`, l.Conv)
	if err != nil {
		return nil, fmt.Errorf("read conversation %d: %w", l.Conv, err)
	}
	c, err := pgx.CollectOneRow(rows, pgx.RowToStructByName[conversation])
	if err != nil {
		return nil, fmt.Errorf("read conversation %d: %w", l.Conv, err)
	}
	lines = asSpoken(lines, func(m *said) *float64 { return m.Said }, nil)
	g := &gathered{conv: c, lines: lines, upTo: l.Tail}
	if g.langs, err = langsOf(ctx, q, &c); err != nil {
		return nil, err
	}
	if c.Asked != nil {
		g.asked = new(asked)
		if err := json.Unmarshal(c.Asked, g.asked); err != nil {
			return nil, fmt.Errorf("read what was asked in conversation %d: %w", l.Conv, err)
		}
	}
	for i, m := range lines {
		if m.Author == "customer" {
			m.Text = meant(m.Text, c.Lang, m.Kind == "press" || c.CallID != nil)
			lines[i] = m
		}
		if m.Author == "customer" && m.Seq > l.Done && !m.Aside {
			g.pending = append(g.pending, m)
		}
		g.upTo = max(g.upTo, m.Seq)
	}
	g.seen = g.upTo
	g.oneQuestion()
	g.readWish()
	return g, nil
}

// situation is what triage needs to know, but for the suggestions.
func (g *gathered) situation() situation {
	s := situation{State: g.conv.State, Call: g.conv.CallID != nil, AskedBack: g.asked != nil, Project: g.conv.Project}
	var texts []string
	for _, m := range g.pending {
		texts = append(texts, assist.WithoutHistory(m.Text))
		s.Wants = max(s.Wants, assist.Wanting(m.Text))
		s.HasFiles = s.HasFiles || m.Files > 0 || m.Kind == "place" || m.Kind == "card"
		s.WantsPerson = s.WantsPerson || asksForPerson(assist.WithoutHistory(m.Text)) || isPhrase(m.Text, choicePerson)
	}
	s.Text = strings.TrimSpace(strings.Join(texts, "\n"))
	s.Lang = surely(s.Text, g.conv.Lang)
	if g.wish != nil {
		s.Wishes, s.AskedBack = g.wish.seq == 0, s.AskedBack && g.wish.seq == 0
	}
	s.Rests, s.Greeting = assist.Rests(s.Text), assist.Greeting(s.Text)
	s.Nudge = !s.Call && assist.Nudges(s.Text)
	s.Preamble = !s.Call && assist.Preamble(s.Text)
	s.Withdraws = !s.Call && assist.NeedsNothing(s.Text)
	s.Warned = g.warned()
	urgency := assist.UrgencyOf(s.Text)
	s.Danger, s.Harm, s.AsksWho = urgency.Danger(), urgency.Harm(), !s.Call && assist.AsksWhoAnswers(s.Text)
	for _, m := range g.lines {
		if m.Helped != nil && !*m.Helped {
			s.Unhelpful++
		}
		if len(m.Answered) > 0 && (m.Helped == nil || !*m.Helped) {
			s.Told = append(s.Told, m.Text)
		}
	}
	if _, chosen := g.choice(); chosen { // a project may be called Moment, and its name tells no language
		s.Rests, s.Lang = false, g.conv.Lang
	}
	last := g.lastOfOurs()
	s.First, s.AskedWhat = last == nil, last != nil && isPhrase(last.Text, textGoOn)
	if last != nil && len(last.Answered) > 0 && last.Helped == nil && g.wish == nil { // a wish for a language is no word on the answer
		g.lastDrafts = last.Answered
		if s.Feedback = feedback(g.pending); s.Rests && !assist.Thanks(s.Text) && !assist.NeedsNothing(s.Text) {
			s.Feedback = nil // "no, that's all", "aha, I'll try"
		}
	}
	return s
}

// content tells whether all that the customer has written since we spoke last only thanks, takes leave or says that all is well: nobody owes
// him an answer.
func (g *gathered) content() bool {
	for _, m := range slices.Backward(g.lines) {
		switch {
		case m.Author == "operator" || m.Author == "assistant":
			return true
		case m.Author == "customer" && (m.Files > 0 || m.Kind == "place" || m.Kind == "card" || !assist.Content(m.Text)):
			return false
		}
	}
	return false // we have said nothing yet
}

// asksForPerson tells whether only a person can do what is wished: speak, or call.
func asksForPerson(text string) bool { return assist.AsksForPerson(text) || assist.AsksForCall(text) }

// asksNothing tells whether what the customer wrote asks nothing that could be answered: then the drafts for what he asked before
// still stand.
func (s situation) asksNothing() bool {
	return !s.Call && asksNothing(s.Text)
}

func asksNothing(text string) bool {
	return assist.Nudges(text) || besideTheMatter(text) || assist.Asked(text) == "" || assist.Wanting(text) == assist.WantsNothing
}

// warned tells whether the customer was told whom to call first, since a person wrote to him last.
func (g *gathered) warned() bool {
	for _, m := range slices.Backward(g.lines) {
		if m.Author == "operator" {
			return false
		}
		if m.Author == "system" && beginsWith(m.Text, textDanger) {
			return true
		}
	}
	return false
}

// lastOfOurs is our last line before the pending ones.
func (g *gathered) lastOfOurs() *said {
	since := g.since()
	for i := len(g.lines) - 1; i >= 0; i-- {
		if m := &g.lines[i]; m.Seq < since && m.Author != "customer" {
			return m
		}
	}
	return nil
}

// feedback reads the customer's word on "did that help?", if the pending lines are one.
func feedback(pending []said) *bool {
	last := pending[len(pending)-1]
	yes, no := isPhrase(last.Text, choiceHelped), isPhrase(last.Text, choicePerson)
	if !yes && !no {
		yes, no = assist.YesNo(last.Text)
	}
	if !yes && !no { // who was helped may wish for a person all the same
		no = onlyWishesForPerson(last.Text)
	}
	if yes == no {
		return nil
	}
	return &yes
}

// onlyWishesForPerson tells whether a text wishes for a person, asks nothing and says of no answer that it helped, as the button beside one does.
func onlyWishesForPerson(text string) bool {
	return assist.AsksForPerson(text) && assist.Asked(text) == "" && !assist.SaysHelped(text)
}

// dialogue is what the assistant is asked about. A choice among projects asked before stands for the question that
// it was asked about.
func (g *gathered) dialogue(now time.Time) assist.Dialogue {
	d := assist.Dialogue{Lang: g.conv.Lang, Langs: g.langs, Call: g.conv.CallID != nil, At: now}
	if g.conv.Project != "" {
		d.Projects = []string{g.conv.Project}
	}
	name, chosen := g.choice()
	newest := g.pending[len(g.pending)-1].Text
	for _, m := range g.lines {
		if g.wish != nil && g.wish.seq != 0 && m.Seq > g.wish.seq {
			break // what was answered in the other language does not stand in the way
		}
		text := m.Text
		if chosen && m.Author == "customer" && m.Text == newest { // said so, it tells more than what the conversation was about before
			d.Projects, text = []string{g.asked.Projects[name]}, g.asked.Question+" ("+name+")"
		}
		if between := g.begun != 0 && m.Seq > g.begun && m.Author == "system"; !between && strings.TrimSpace(text) != "" {
			d.Turns = append(d.Turns, assist.Turn{Customer: m.Author == "customer", Text: text, Others: m.Others, Quoted: m.Quoted, By: byUs(m.Author), Anew: g.anew(m)})
		}
	}
	switch {
	case d.Call:
	case chosen:
		if d.Lang = languageOf(g.asked.Question, g.conv.Lang); knowledge.Base(d.Lang) != knowledge.Base(g.conv.Lang) { // he has wished for another since
			d.Wishes = g.conv.Lang
		}
	default:
		d.Lang = languageOf(joined(g.pending), g.conv.Lang)
	}
	switch {
	case g.wish != nil:
		d.Wishes = g.wish.lang
	case !d.Call && d.Wishes == "":
		d.Wishes = g.wished(d.Lang)
	}
	return d
}

// byUs is who of us has said a line; empty: the customer.
func byUs(author string) string {
	if author == "customer" {
		return ""
	}
	return author
}

// question is the line that is to be answered: that before the clarifying question, if the customer has just answered that, or that
// which he wishes to have answered in another language.
func (g *gathered) question() int64 {
	if g.wish != nil && g.wish.seq != 0 {
		return g.wish.seq
	}
	if _, ok := g.choice(); ok && g.asked.Seq != 0 {
		return g.asked.Seq
	}
	return g.pending[len(g.pending)-1].Seq
}

// choice is the name that the customer has chosen, if his newest line is what the clarifying question awaits.
func (g *gathered) choice() (name string, ok bool) { return g.chosen(g.pending[len(g.pending)-1].Text) }

// chosen is the name among those that the clarifying question offered that a text of the customer says.
func (g *gathered) chosen(text string) (name string, ok bool) {
	if g.asked == nil {
		return "", false
	}
	for name := range g.asked.Projects {
		if said := strings.TrimSpace(text); strings.EqualFold(said, name) || strings.EqualFold(said, meant(name, g.conv.Lang, false)) {
			return name, true
		}
	}
	return "", false
}

func joined(lines []said) string {
	texts := make([]string, len(lines))
	for i, m := range lines {
		texts[i] = m.Text
	}
	return strings.Join(texts, "\n")
}
