// Package routing keeps subscribers, conversations and messages, decides who handles what, and delivers.
//
// The idea: whatever happens is one transaction, and what must follow from it is a row in a lane, committed with it.
// A lane is one conversation towards one consumer: its desk (suggest, decide, show) or its channel (deliver). Workers
// of any replica take lanes one at a time under a lease and a fence, so that what a customer or an operator can see
// goes in order, and nothing is lost or doubled, whatever is killed when.
//
// Router takes in and commits; it calls no platform. Workers, built last, hold the channels and do the rest.
//
// Promises: a message is acknowledged only after it is committed, and stored once; a conversation has at most one
// owner; a note is never a message, it lives in a table of its own; a reply ends as sent, failed, uncertain or
// cancelled. The package owns all tables of migrations 0001 and 0002,
// closings (what operators chose at the end, 0032), facts (offered for subscribers' cards, 0033) and erasures (0044). What an
// erasure makes of every table, whosever it is, stands in held.go.
package routing

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Config is what a Router needs.
type Config struct {
	Pool   *pgxpool.Pool
	Jobs   Jobs // nil: no chores (tests)
	Log    *slog.Logger
	Policy Policy
	// Kinds tells the kind of each account, for new addresses.
	Kinds map[string]string
	// OneWay tells of accounts on which nothing can be sent why that is so.
	OneWay map[string]string
	// Checker looks at what operators are about to send. May be nil.
	Checker Checker
	// CheckTime is how long an operator waits for a check at most; 0: a second. What takes longer is sent unchecked.
	CheckTime time.Duration
	// Ranker tells which of several questions an article answers that an operator found. Nil: only what a draft stood for is known.
	Ranker Ranker
	// Digester reads by a model what conversations came to. May be nil: rules do.
	Digester Digester
	// Author writes drafts and rewords replies by a model. Nil: nothing is written.
	Author Author
	// Page tells where customers read a public source that names no page itself. Nil: nowhere.
	Page func(assist.Source) string
	// Base is the program's address, without a slash at its end: what leads to its files and articles leads there from everywhere.
	Base string
	// Clock is the company's, by which its days begin and end. Nil: of UTC.
	Clock *knowledge.Clock
}

// Router takes in events, and carries out what operators decide. It implements channels.Receiver and channels.Archive.
type Router struct {
	pool     *pgxpool.Pool
	jobs     Jobs
	log      *slog.Logger
	policy   Policy
	kinds    map[string]string
	oneWay   map[string]string
	bus      *bus
	taught   *lessons
	stats    *Stats
	checker  Checker
	patience time.Duration // with a check
	author   Author
	ranker   Ranker
	digester Digester
	page     func(assist.Source) string
	base     string
	clock    *knowledge.Clock
	started  time.Time // by this process's clock
}

// New returns a Router. Its changes reach other processes while Workers run.
func New(c Config) *Router {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Router{
		pool: c.Pool, jobs: c.Jobs, log: c.Log, policy: c.Policy.WithDefaults(), kinds: c.Kinds, oneWay: c.OneWay,
		bus: newBus(c.Pool, c.Log), taught: newLessons(c.Clock), stats: newStats(), checker: c.Checker, author: c.Author, ranker: c.Ranker,
		digester: c.Digester, page: c.Page, base: c.Base, patience: cmp.Or(c.CheckTime, checkTime), clock: c.Clock, started: time.Now(),
	}
}

// Clock is the company's, by which its days begin and end.
func (r *Router) Clock() *knowledge.Clock { return r.clock }

// now is the time, told where the company is: whether articles and offers are in force goes by the day there.
func (r *Router) now() time.Time { return r.clock.Now() }

// abroad is a text as it is read elsewhere than on the program's own pages.
func (r *Router) abroad(text string) string { return knowledge.Absolute(text, r.base) }

// Errors that callers tell apart. Their texts are fit for operators.
var (
	ErrNotFound  = errors.New("there is no such conversation, or you may not see it")
	ErrNotOwner  = errors.New("take the conversation first: only its owner may do this")
	ErrClosed    = errors.New("the conversation is closed: reopen it first")
	ErrForbidden = errors.New("your role does not allow this")
	ErrOpen      = errors.New("the conversation is open again: close it first")
	ErrEmpty     = errors.New("write something first")
	ErrNoWay     = errors.New("nothing can be sent on this channel: choose another address of the customer")
	ErrBlocked   = errors.New("the customer has blocked messages on this channel")
	ErrConflict  = errors.New("somebody else saved this meanwhile: look at it again")
	ErrInternal  = errors.New("this draft is for colleagues only: reword it for the customer first")
	ErrFull      = errors.New("your seats are full: close, release or snooze a conversation first")
)

// TakenError says that a conversation already has an owner.
type TakenError struct{ By string }

func (e TakenError) Error() string {
	return fmt.Sprintf("%s has already taken this conversation", e.By)
}

// StaleError says that a draft no longer fits and why; nothing was sent.
type StaleError struct {
	What  string
	Newer bool // the customer has written since: whoever has read it may send the draft all the same
}

func (e StaleError) Error() string { return "not sent: " + e.What }

// Role of an operator. Each may do what the one before it may, except that an editor is an operator who also writes.
type Role string

// The roles.
const (
	RoleOperator      Role = "operator"
	RoleEditor        Role = "editor"
	RoleSupervisor    Role = "supervisor"
	RoleAdministrator Role = "administrator"
)

// Operator is one of ours.
type Operator struct {
	ID          int64
	Email       string
	Name        string
	DisplayName string // what customers see
	Role        Role
	Langs       []string
	Presence    string // online, away, offline
	Capacity    int
	Open        int // conversations owned now
	Departments []int64
}

// Department is a queue with its working hours.
type Department struct {
	ID    int64
	Key   string
	Name  string
	Hours *Hours
	Push  bool // conversations are assigned to operators with a free seat
	Open  bool // by its hours, now
	Staff int  // operators online
}

// State of a conversation.
type State string

// The states. The legal moves are in moves.
const (
	Assistant State = "assistant" // the assistant answers
	Queued    State = "queued"    // handed off; nobody has it yet
	Owned     State = "owned"     // one operator has it
	Snoozed   State = "snoozed"   // put aside until a time, or until the customer writes
	Closed    State = "closed"
)

// Head is a conversation as lists and cards show it.
type Head struct {
	ID             int64
	Subscriber     int64
	Name           string // the customer's
	Account        string
	Kind           string // of the channel
	Address        string // on the channel
	State          State
	Department     int64
	DepartmentName string
	Owner          int64 // 0: none
	OwnerName      string
	Project        string // key
	Lang           string
	Page           string
	Priority       int
	Urgency        string // why it is urgent; empty: it is not
	DepartmentWhy  string // why it is in its department; empty: a project, or a person, says so
	Intent         string // what it is about: the title of the article nearest to it
	Live           bool   // a call that goes on
	CallID         string
	Opened         time.Time
	LastIn         time.Time
	Waiting        time.Time // since when the customer waits; zero: does not
	Queued         time.Time
	Reason         string // of the hand-off
	Summary        string // of the conversation so far, for people: lines that assist.SummaryLines reads
	SummaryModel   string // that wrote it; empty: rules did
	CloseSummary   string // of the whole conversation, once it is closed
	CloseModel     string // that wrote it
	SnoozedUntil   time.Time
	Closed         time.Time
	Disposition    string
	LastText       string // the last words said, by whomever, as they were meant; of files without words, their names
	LastAuthor     string
	LastSeq        int64
	Position       int    // in its queue, from 1; 0: not queued
	Failed         int    // messages that could not be delivered
	OneWay         string // why nothing can be sent on its channel; empty: it can
	Blocked        bool
}

// Item is one line of a conversation's timeline: a message, a note or an event.
type Item struct {
	Seq      int64
	Sort     string // "message", "note", "event"
	ID       int64
	Author   string // customer, operator, assistant, system
	Operator string // name, when by an operator
	Kind     string // message: text, press, place, card, speech. event: what happened
	Text     string // event: why
	Meant    string // message of a customer: what was meant, if it was typed in other letters; see knowledge.Meant
	Quote    string
	Files    []File
	Choices  []string
	Sources  []assist.Source
	Reaction string
	State    string // message: stored, queued, sending, sent, delivered, read, uncertain, failed, cancelled
	Error    string
	Partial  bool // a call's segment that may still change
	Late     bool // a call's segment that came after others which were said after it
	Edited   bool
	Deleted  bool
	Helped   *bool          // the customer's word on an automatic answer
	Data     map[string]any // place, card, call segment, event details
	At       time.Time
}

// File is an attachment.
type File struct {
	ID       int64
	Name     string
	Type     string
	Size     int64
	Sort     string
	Caption  string
	Duration time.Duration
	Error    string
}

// Danger tells whether the customer has spoken of danger to somebody's life or health. Beside that no draft is one to be sent unread,
// however likely it answers: drafts are for reference.
func (h Head) Danger() bool { return assist.Urgency{Why: h.Urgency}.Danger() }

// Draft is a stored suggestion.
type Draft struct {
	ID      int64
	ForSeq  int64
	Rank    int
	Text    string
	Lang    string
	Score   float64
	Sources []assist.Source
	Public  bool
	State   string // offered; writing: it still grows and cannot be sent; unwritten: there is none
	Model   bool   // written by a model, not quoted
	Like    int    // earlier questions, answered by its article, that the question is like
	Alone   bool   // sure enough, but one person alone taught it: it was not answered with
	Denied  bool   // a model has read it, and says that it does not answer
	Part    string // the one of several questions that it answers, in the customer's words; empty: all that he said
	Trouble string // why it is unwritten, or, offered, unfinished; writing: why nothing comes yet; empty: nothing is wrong
	Again   bool   // WriteAgain may help
	At      time.Time

	Outdated bool // withdrawn, since an article that it quotes has changed
	Undoable bool // dismissed, and Restore has it on offer again
}

// Unfinished tells whether the draft broke off: each sentence of it stood the checks, and more was to come.
func (d Draft) Unfinished() bool { return d.State == "offered" && d.Trouble != "" }

// Subscriber is a person, with all the addresses at which he was met.
type Subscriber struct {
	ID        int64
	Name      string
	Lang      string
	Fields    map[string]string
	Comment   string
	Version   int
	Created   time.Time
	Addresses []SubscriberAddress
	History   []Head // newest first
}

// Places are the addresses, each once: a number may be known on a channel and by itself.
func (s Subscriber) Places() (list []SubscriberAddress) {
	for _, a := range s.Addresses {
		i := slices.IndexFunc(list, func(b SubscriberAddress) bool { return a.Kind == b.Kind && a.Value == b.Value })
		if i < 0 {
			list = append(list, a)
			continue
		}
		list[i].Blocked = list[i].Blocked || a.Blocked
	}
	return list
}

// SubscriberAddress is where a person can be met.
type SubscriberAddress struct {
	ID      int64
	Account string // empty: known, but on no channel of ours
	Kind    string
	Value   string
	Blocked bool
	OneWay  string // why nothing can be sent there
}
