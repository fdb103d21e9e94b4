package slackdesk

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"
)

// post is a message of ours as it should stand in Slack.
type post struct {
	place  string // what it shows; the same place is the same message for ever
	user   string // name that it stands under; empty: the app's
	icon   string // :emoji: beside it
	text   string // for notifications and for clients that show no blocks
	blocks []slack.Block
	file   *upload // a file instead of blocks

	broadcast bool // shown in the channel as well as in the thread
}

// hash tells whether a post stands as it should.
func (p post) hash() ([]byte, error) {
	b, err := json.Marshal(p.blocks)
	if err != nil {
		return nil, fmt.Errorf("write the blocks of %s: %w", p.place, err)
	}
	sum := sha256.Sum256(append(b, p.text...))
	return sum[:], nil
}

// posted is what we know of a message of ours in Slack.
type posted struct {
	ID      int64
	Place   string
	Key     string
	Channel string
	Thread  string
	TS      string
	Hash    []byte
	Gone    bool
	Theirs  bool
	At      time.Time
}

// errCardGone says that the card was deleted in Slack: there is to be a new one.
var errCardGone = errors.New("the card was deleted in Slack")

// errChannelLost says that a channel of Slack cannot be posted in any more.
type errChannelLost struct{ channel, why string }

func (e errChannelLost) Error() string { return "slack channel " + e.channel + ": " + e.why }

const metadataType = "switchboard_post"

func (p post) options(key, thread string) []slack.MsgOption {
	options := []slack.MsgOption{
		slack.MsgOptionText(cut(p.text, maxText), false), slack.MsgOptionBlocks(p.blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metadataType, EventPayload: map[string]any{"key": key}}),
	}
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	if p.broadcast {
		options = append(options, slack.MsgOptionBroadcast())
	}
	if p.user != "" {
		options = append(options, slack.MsgOptionUsername(p.user))
	}
	if p.icon != "" {
		options = append(options, slack.MsgOptionIconEmoji(p.icon))
	}
	return options
}

// put brings one message to what it should be: posts it, edits it, or leaves it as it is.
func (d *Desk) put(ctx context.Context, t *thread, p post) error {
	was, known := t.posts[p.place]
	if known && (was.Theirs || was.Gone) {
		return nil
	}
	hash, err := p.hash()
	if err != nil {
		return err
	}
	channel, in := t.Channel, t.TS
	if p.place == placeCard {
		in = ""
	}
	if !known {
		was = posted{Place: p.place, Channel: channel, Thread: in, At: time.Now()}
		err := d.pool.QueryRow(ctx, `INSERT INTO slack_posts (conversation_id, place, channel, thread) VALUES ($1, $2, $3, $4)
			ON CONFLICT (conversation_id, place) DO UPDATE SET channel = slack_posts.channel RETURNING id, key::text, channel, thread, ts, at`,
			t.Conv, p.place, channel, in).Scan(&was.ID, &was.Key, &was.Channel, &was.Thread, &was.TS, &was.At)
		if err != nil {
			return fmt.Errorf("begin the post %s of conversation %d: %w", p.place, t.Conv, err)
		}
	} else if was.TS == "" { // posted once, and nobody saw the answer
		if was.TS, err = d.find(ctx, was); err != nil {
			return err
		}
	}
	switch {
	case was.TS == "":
		if was.TS, err = d.create(ctx, was, p); err != nil {
			return err
		}
	case slices.Equal(was.Hash, hash):
		return nil
	default:
		was.Gone, err = d.edit(ctx, was, p)
		if errors.As(err, &t.held) { // Slack limits edits by themselves: what is new is posted all the same
			return nil
		}
		if err != nil {
			return err
		}
	}
	was.Hash = hash
	t.posts[p.place] = was
	_, err = d.pool.Exec(ctx, `UPDATE slack_posts SET ts = $2, hash = $3, gone = $4 WHERE id = $1`, was.ID, was.TS, hash, was.Gone)
	if err != nil {
		return fmt.Errorf("note the post %s of conversation %d: %w", p.place, t.Conv, err)
	}
	return nil
}

// formErrors are Slack's words for a message whose form it does not take.
var formErrors = []string{"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "invalid_arguments"}

// bare is the post without its form: nothing a customer says may be lost to a rule about blocks.
func (p post) bare() post {
	p.blocks = []slack.Block{slack.NewSectionBlock(plain(unescape(p.text), maxSection), nil, nil)}
	return p
}

// create posts a message.
func (d *Desk) create(ctx context.Context, was posted, p post) (ts string, err error) {
	send := func(p post) error {
		return d.call(ctx, "chat.postMessage", was.Channel, func(ctx context.Context) (err error) {
			_, ts, err = d.api.PostMessageContext(ctx, was.Channel, p.options(was.Key, was.Thread)...)
			return err
		})
	}
	if err = send(p); slices.Contains(formErrors, wordOf(err)) {
		d.log.Error("Slack refused the form of a post; it is posted as text", "place", p.place, "error", err)
		err = send(p.bare())
	}
	switch word := wordOf(err); {
	case word == "thread_not_found" || word == "message_not_found":
		return "", errCardGone
	case slices.Contains(channelErrors, word):
		return "", errChannelLost{was.Channel, word}
	}
	return ts, err
}

// edit edits a message. gone: somebody deleted it in Slack, and so be it, unless it is the card.
func (d *Desk) edit(ctx context.Context, was posted, p post) (gone bool, err error) {
	send := func(p post) error {
		return d.call(ctx, "chat.update", was.Channel, func(ctx context.Context) error {
			_, _, _, err := d.api.UpdateMessageContext(ctx, was.Channel, was.TS, slack.MsgOptionText(cut(p.text, maxText), false),
				slack.MsgOptionBlocks(p.blocks...),
				slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metadataType, EventPayload: map[string]any{"key": was.Key}}))
			return err
		})
	}
	if err = send(p); slices.Contains(formErrors, wordOf(err)) {
		d.log.Error("Slack refused the form of a post; it is edited to text", "place", p.place, "error", err)
		err = send(p.bare())
	}
	switch word := wordOf(err); {
	case (word == "message_not_found" || word == "cant_update_message") && p.place == placeCard:
		return false, errCardGone
	case word == "message_not_found" || word == "cant_update_message" || word == "edit_window_closed":
		return true, nil
	case slices.Contains(channelErrors, word):
		return false, errChannelLost{was.Channel, word}
	}
	return false, err
}

// find looks for a post whose answer was lost, by the key in its metadata. An empty ts: it is not there.
func (d *Desk) find(ctx context.Context, was posted) (ts string, err error) {
	oldest := fmt.Sprintf("%d.000000", was.At.Add(-5*time.Minute).Unix())
	look := func(messages []slack.Message) bool {
		for _, m := range messages {
			if key, _ := m.Metadata.EventPayload["key"].(string); m.Metadata.EventType == metadataType && key == was.Key {
				ts = m.Timestamp
				return true
			}
		}
		return false
	}
	cursor := ""
	for range 20 {
		var messages []slack.Message
		if was.Thread != "" {
			err = d.call(ctx, "conversations.replies", was.Channel, func(ctx context.Context) (err error) {
				messages, _, cursor, err = d.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
					ChannelID: was.Channel, Timestamp: was.Thread, Oldest: oldest, Cursor: cursor, Limit: 200, IncludeAllMetadata: true})
				return err
			})
		} else {
			err = d.call(ctx, "conversations.history", was.Channel, func(ctx context.Context) error {
				page, err := d.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
					ChannelID: was.Channel, Oldest: oldest, Cursor: cursor, Limit: 200, IncludeAllMetadata: true})
				if err != nil {
					return err
				}
				messages, cursor = page.Messages, page.ResponseMetaData.NextCursor
				return nil
			})
		}
		switch word := wordOf(err); {
		case word == "thread_not_found" || word == "message_not_found":
			return "", errCardGone
		case slices.Contains(channelErrors, word):
			return "", errChannelLost{was.Channel, word}
		case err != nil:
			return "", err
		}
		if look(messages) || cursor == "" {
			return ts, nil
		}
	}
	return "", nil
}
