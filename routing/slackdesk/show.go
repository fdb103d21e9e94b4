package slackdesk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/routing"
)

// show brings card and thread to what they should be, and returns the mark of what they show.
func (d *Desk) show(ctx context.Context, t *thread) (string, error) {
	marks, err := d.marks(ctx, []int64{t.Conv})
	if err != nil {
		return "", err
	}
	mark := marks[t.Conv]
	if mark == t.Shown {
		return mark, nil
	}
	s, err := d.scene(ctx, t.Conv)
	if err != nil {
		return "", err
	}
	home, err := d.channelOf(ctx, s.Head.Department)
	if err != nil {
		return "", err
	}
	switch {
	case t.Channel == "":
		if _, err := d.pool.Exec(ctx, `UPDATE slack_threads SET channel = $2 WHERE conversation_id = $1`, t.Conv, home); err != nil {
			return "", fmt.Errorf("give conversation %d its channel: %w", t.Conv, err)
		}
		t.Channel = home
	case t.Channel != home && s.Head.State != routing.Closed:
		d.leave(ctx, t, s, home)
		return "", errMove
	}
	if err := d.readPosts(ctx, t); err != nil {
		return "", err
	}
	shown := d.putCard(ctx, t, s)
	told := d.notify(ctx, t, s)
	if shown == nil {
		shown = d.putBelow(ctx, t, s)
	}
	return mark, errors.Join(shown, told)
}

// putCard brings the card to what it should be.
func (d *Desk) putCard(ctx context.Context, t *thread, s *scene) error {
	if err := d.put(ctx, t, s.card()); err != nil {
		return err
	}
	s.posts = t.posts
	_, s.unedited = d.pauses.get("chat.update")
	if ts := t.posts[placeCard].TS; ts != t.TS {
		if _, err := d.pool.Exec(ctx, `UPDATE slack_threads SET ts = $2 WHERE conversation_id = $1`, t.Conv, ts); err != nil {
			return fmt.Errorf("note the card of conversation %d: %w", t.Conv, err)
		}
		t.TS = ts
	}
	return nil
}

// notify has those told by direct messages whom the conversation concerns. They wait for nothing that its channel waits for: danger is told
// though the card cannot be posted yet.
func (d *Desk) notify(ctx context.Context, t *thread, s *scene) error {
	if err := d.assigned(ctx, t, s); err != nil {
		return err
	}
	if err := d.alarm(ctx, s); err != nil {
		return err
	}
	return d.putNotices(ctx, t, s)
}

// putBelow brings what stands below the card to what it should be, when the cards of others are posted.
func (d *Desk) putBelow(ctx context.Context, t *thread, s *scene) error {
	if err := d.rush(ctx, t); err != nil {
		return err
	}
	if err := d.putThread(ctx, t, s); err != nil {
		return err
	}
	return d.putReturned(ctx, t, s)
}

// What is shown of a conversation that has a card waits for the cards of others, so often at most, and so long each time.
const (
	rushTurns = 20
	rushTurn  = time.Second
)

// rush fails while other conversations wait for their turn to have a card in the channel, but for none whose card cannot be posted: Slack
// takes one post a second there, and who is waiting is to be seen before what he has said.
func (d *Desk) rush(ctx context.Context, t *thread) error {
	if t.Failures >= rushTurns {
		return nil
	}
	var others bool
	err := d.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM slack_threads WHERE channel = $1 AND conversation_id <> $2 AND ts = '' AND starts_with(error, $3)
		AND ready_at > now() - interval '10 seconds')`, t.Channel, t.Conv, pausedWords).Scan(&others)
	if err != nil {
		return fmt.Errorf("look who waits for a card in %s: %w", t.Channel, err)
	}
	if !others {
		return nil
	}
	return &pausedError{Until: time.Now().Add(rushTurn), Reason: "others wait for their cards"}
}

// putThread brings the thread to what it should be: lines in order, then the drafts.
func (d *Desk) putThread(ctx context.Context, t *thread, s *scene) error {
	for _, p := range s.thread(t.Seq) {
		put := d.put
		if p.file != nil {
			put = d.putFile
		}
		if err := put(ctx, t, p); err != nil {
			return err
		}
	}
	for place, was := range t.posts { // a line whose post was begun when it was sent already
		if strings.HasPrefix(place, placeLine) && was.TS != "" && !slices.ContainsFunc(s.lines, func(l line) bool { return place == fmt.Sprintf("%s%d", placeLine, l.ID) }) {
			if err := d.put(ctx, t, struck(place, lineSent)); err != nil {
				return err
			}
		}
	}
	if err := d.putFacts(ctx, t, s); err != nil {
		return err
	}
	drafts, offered := s.drafts()
	for place, was := range t.posts { // drafts of earlier words
		if strings.HasPrefix(place, placeDrafts) && was.TS != "" && !isStruck(was) && (!offered || place != drafts.place) {
			if err := d.put(ctx, t, struck(place, s.gone(place))); err != nil {
				return err
			}
		}
	}
	if !offered {
		return nil
	}
	if _, known := t.posts[drafts.place]; !known && !s.offers() {
		return nil // nothing to strike out
	}
	return d.put(ctx, t, drafts)
}

// scene reads all that is shown of a conversation.
func (d *Desk) scene(ctx context.Context, conv int64) (*scene, error) {
	v, err := d.router.View(ctx, conv)
	if err != nil {
		return nil, err
	}
	s := &scene{View: v, base: d.cfg.Base}
	slices.SortStableFunc(s.Drafts, func(a, b routing.Draft) int {
		return cmp.Or(cmp.Compare(b.ForSeq, a.ForSeq), cmp.Compare(b.Score, a.Score))
	})
	if d.cfg.Projects != nil && v.Head.Project != "" {
		if s.projects, err = d.cfg.Projects(ctx); err != nil {
			d.log.Warn("a card shows the key of a project for its name", "error", err)
		}
	}
	if v.Head.Owner != 0 {
		if s.owner, err = d.slackUser(ctx, v.Head.Owner); err != nil {
			return nil, err
		}
	}
	var live liveMode
	err = d.pool.QueryRow(ctx, `SELECT l.operator_id, o.display_name, l.until FROM slack_live l JOIN operators o ON o.id = l.operator_id
		WHERE l.conversation_id = $1 AND `+isLive, conv).Scan(&live.Op, &live.Name, &live.Until)
	if err == nil {
		s.live = &live
	} else if !errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("read the live mode of conversation %d: %w", conv, err)
	}
	rows, err := d.pool.Query(ctx, `SELECT l.id, l.text, l.due_at AS due, o.display_name AS by, l.state, COALESCE(l.error, '') AS error
		FROM slack_lines l JOIN operators o ON o.id = l.operator_id WHERE l.conversation_id = $1 AND l.state <> 'sent' ORDER BY l.id`, conv)
	if err != nil {
		return nil, fmt.Errorf("read the live lines of conversation %d: %w", conv, err)
	}
	if s.lines, err = pgx.CollectRows(rows, pgx.RowToStructByName[line]); err != nil {
		return nil, fmt.Errorf("read the live lines of conversation %d: %w", conv, err)
	}
	return s, nil
}

func (d *Desk) readPosts(ctx context.Context, t *thread) error {
	rows, err := d.pool.Query(ctx, `SELECT id, place, key::text AS key, channel, thread, ts, hash, gone, theirs, at FROM slack_posts WHERE conversation_id = $1`, t.Conv)
	if err != nil {
		return fmt.Errorf("read the posts of conversation %d: %w", t.Conv, err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[posted])
	if err != nil {
		return fmt.Errorf("read the posts of conversation %d: %w", t.Conv, err)
	}
	t.posts = make(map[string]posted, len(list))
	for _, p := range list {
		t.posts[p.Place] = p
	}
	return nil
}

// leave says on a card that its conversation is somewhere else now.
func (d *Desk) leave(ctx context.Context, t *thread, s *scene, to string) {
	if t.TS == "" {
		return
	}
	text := fmt.Sprintf(":arrow_right: *%s* moved to <#%s>", quiet(customerName(s.Head)), to)
	if _, err := d.edit(ctx, posted{Channel: t.Channel, TS: t.TS, Key: "moved"}, post{place: placeMoved, text: text, blocks: movedBlocks(text)}); err != nil {
		d.log.Warn("the old card does not say where its conversation is", "conversation", t.Conv, "error", err)
	}
}

// startAgain forgets what stands in Slack of a conversation: a new card with the newest lines is posted. Its old thread
// still leads to it.
func (d *Desk) startAgain(ctx context.Context, t *thread) error {
	v, err := d.router.View(ctx, t.Conv)
	if err != nil {
		return err
	}
	var seq int64
	if items := arrived(v.Items); len(items) > showBack {
		seq = items[len(items)-showBack-1].Seq
	}
	return pgx.BeginFunc(ctx, d.pool, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE slack_posts SET place = 'old ' || id WHERE conversation_id = $1 AND place NOT LIKE 'notice %'
			AND place NOT LIKE 'old %' AND NOT theirs`, t.Conv)
		if err != nil {
			return fmt.Errorf("forget the posts of conversation %d: %w", t.Conv, err)
		}
		_, err = tx.Exec(ctx, `UPDATE slack_threads SET channel = '', ts = '', shown = '', seq = $3 WHERE conversation_id = $1 AND fence = $2`, t.Conv, t.Fence, seq)
		if err != nil {
			return fmt.Errorf("start the thread of conversation %d again: %w", t.Conv, err)
		}
		return nil
	})
}
