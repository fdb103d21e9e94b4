// Package slackdesk is the operators' desk in Slack: one card for each open conversation in the channel of its
// department, the conversation in the card's thread, drafts with their sources, and every verb of the browser desk as a
// button, a modal, a message shortcut, an emoji or a command.
//
// The idea: Slack shows what the tables say. A conversation has a mark, a short text that differs whenever anything that
// Slack shows of it differs (routing's Marks). Workers of any replica compare it with the mark that was shown last, take
// what differs under a lease, and bring card, thread and drafts to what they should be: missing posts are posted in
// order, others edited. So whatever was missed while Slack or we were down is there after the next look, and both desks
// show one truth. What a person does in Slack goes to routing at once, and comes back the same way.
//
// Promises: what is typed in a thread is a note, unless the conversation's owner switched live mode on; a card is
// edited, never posted again; a post whose answer was lost is looked for by its metadata before it is repeated; nothing
// of a customer's words is read as markup by Slack; what may identify a person is masked until somebody gives a reason.
// The package owns the tables whose names begin with slack_.
package slackdesk

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/slack-go/slack"

	"switchboard/knowledge"
	"switchboard/routing"
)

// Config is what a desk needs.
type Config struct {
	Pool   *pgxpool.Pool
	Router *routing.Router

	Token    string // of the bot, xoxb-…
	AppToken string // xapp-…: Socket Mode; empty: events come by HTTP
	Secret   string // signing secret of the HTTP path; empty: it is closed
	API      string // where Slack's API is, with a slash at the end; empty: at Slack
	Channel  string // name of the channel of the default department; empty: "switchboard"

	// Department is the key of the default department, whose channel is where lost ones fall back to.
	Department string
	// Base is the address of our pages, for links; without a slash at the end.
	Base string
	// Emoji are the verbs that emoji stand for; nil: those of Emoji.
	Emoji map[string]string
	// Search finds passages of the knowledge base; nil: there is no search.
	Search func(context.Context, knowledge.Query) ([]knowledge.Hit, error)
	// Projects names the company's projects by key. May be nil.
	Projects func(context.Context) (map[string]string, error)
	// Earlier returns questions that an article answered before, masked, those most like a text first. May be nil.
	Earlier func(ctx context.Context, article int64, text, lang string, limit int) ([]knowledge.Remembered, error)
	// News lists what readers noticed of the knowledge base since a time, newest first. May be nil.
	News func(ctx context.Context, since time.Time) ([]knowledge.Row, error)
	// SaveArticle saves a new article as a draft; nil: conversations cannot be saved as articles here.
	SaveArticle func(context.Context, knowledge.Edit) (id int64, version int, err error)
	// AnswerWithin is how long a press or a window may take until it is answered, and goes on after that; 0: what Slack's three
	// seconds leave.
	AnswerWithin time.Duration
	Log          *slog.Logger
}

// Desk is the desk in Slack.
type Desk struct {
	cfg    Config
	pool   *pgxpool.Pool
	router *routing.Router
	api    *slack.Client
	log    *slog.Logger
	mux    http.Handler

	self      atomic.Pointer[identity]
	connected atomic.Bool // a socket is open
	pauses    *pauses
	dirty     *queue
}

// New returns a Desk: ServeHTTP takes in what Slack sends by HTTP (to be mounted at /slack/), Run does everything else.
// It does not talk to Slack yet.
func New(c Config) (*Desk, error) {
	if err := CheckEmoji(c.Emoji); err != nil {
		return nil, err
	}
	switch {
	case !strings.HasPrefix(c.Token, "xoxb-"):
		return nil, errors.New("SLACK_BOT_TOKEN is no bot token: it begins with xoxb-")
	case c.AppToken == "" && c.Secret == "":
		return nil, errors.New("SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP events)")
	}
	if c.AnswerWithin == 0 {
		c.AnswerWithin = ackWithin
	}
	if c.Emoji == nil {
		c.Emoji = Emoji()
	}
	options := []slack.Option{slack.OptionHTTPClient(&http.Client{Timeout: callWithin})}
	if c.API != "" {
		options = append(options, slack.OptionAPIURL(c.API))
	}
	if c.AppToken != "" {
		options = append(options, slack.OptionAppLevelToken(c.AppToken))
	}
	d := &Desk{cfg: c, pool: c.Pool, router: c.Router, api: slack.New(c.Token, options...), log: c.Log, pauses: newPauses(), dirty: newQueue()}
	d.mux = d.routes()
	return d, nil
}

// waitLimit is how long a customer may wait for his operator before he is told of it.
const waitLimit = 5 * time.Minute

// callWithin bounds one call to Slack.
const callWithin = 15 * time.Second

// ServeHTTP takes in events, interactions and commands.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.mux.ServeHTTP(w, r) }
