// Package channels is the vocabulary of messages between Switchboard and the outside: what an adapter hands in
// (Inbound), what it is asked to send (Outbound), what became of it (Receipt, SendError), and the small
// interfaces between an adapter and the router.
//
// The idea: an adapter knows one platform and nothing of ours; the router knows no platform. An adapter turns each
// platform event into an Inbound and acknowledges it to the platform only after Receiver.Receive returned nil,
// which means that it is committed. Sending is one call whose error says what to do next.
//
// The package is a leaf: it imports nothing of ours and owns no table.
package channels

import (
	"context"
	"encoding/json"
	"io"
	"time"
)

// Account is one configured account of a channel: a bot, a site, a telephone line.
type Account struct {
	Name     string          // unique among all accounts, lower case; part of the path /channels/<name>/
	Kind     string          // which adapter serves it
	Settings json.RawMessage // the adapter's own settings, decoded strictly (unknown fields are errors)
}

// Kind says what an Inbound is.
type Kind string

// The kinds of Inbound.
const (
	Message   Kind = "message"   // text, files, a location or a contact card; a transcript's segment
	Edit      Kind = "edit"      // Ref's text is now Text
	Delete    Kind = "delete"    // Ref was deleted by its sender
	Reaction  Kind = "reaction"  // Text is the emoji now set on Ref; empty: taken back
	Press     Kind = "press"     // a quick reply was chosen: Text is the choice, Ref the message that offered it
	Started   Kind = "started"   // the person opened the channel (/start, widget opened for the first time)
	Blocked   Kind = "blocked"   // the person no longer wants messages on this channel
	Unblocked Kind = "unblocked" // … wants them again
	CallBegan Kind = "call"      // a telephone call begins; Call is set
	CallEnded Kind = "hangup"    // it is over; Call is set
)

// Inbound is one event from a platform.
type Inbound struct {
	Account string    // Account.Name
	ID      string    // the platform's own id; with Account it is the dedupe key
	Kind    Kind      // zero means Message
	From    string    // the person's address on this channel: what Outbound.To will be
	Name    string    // the person's display name, as far as the platform tells
	Lang    string    // BCP 47 hint of the person's language, or empty
	Text    string    // plain text, or Markdown where the platform carried formatting
	Files   []File    // photos, documents, voice …
	At      time.Time // when the person did it, by the platform's clock

	Ref   string // external id of the message that this edits, deletes, reacts to, answers or presses
	Quote string // the quoted words, when Ref is answered

	Group    string    // messages of one Group (an album) are one message
	Place    *Place    // a shared location or venue
	Card     *Card     // a shared contact card
	Call     *Call     // a telephone call's facts, and on a Message the segment's place in it
	Known    []Address // further addresses of the same person, as far as the platform vouches for them
	Page     string    // web chat: the page the person is on
	Project  string    // key of the project that this account or page belongs to, or empty
	Greeted  bool      // Started: the channel has greeted the person by itself
	FromUs   bool      // a Message spoken by our own side (the operator's turns in a call)
	Operator string    // FromUs: who, as the platform names them (e-mail address), or empty

	Raw []byte // the event as received, kept for proof and for a second look
}

// File is an attachment. Inbound: either Data, or Ref to fetch it later. Outbound: Data.
type File struct {
	Name     string        // as the sender named it; never used as a path
	Type     string        // media type, e.g. image/jpeg
	Size     int64         // bytes, 0 if unknown
	Ref      string        // the platform's handle, for Fetcher
	Data     []byte        // the content, when at hand
	Duration time.Duration // voice, audio, video
	Sort     string        // image, audio, video, voice, sticker, document; empty means by Type
	Caption  string        // text under this one file of an album
}

// Place is a location or a venue.
type Place struct {
	Lat, Lon       float64 // degrees
	Title, Address string  // of a venue
}

// Card is a contact card.
type Card struct{ Name, Phone, Email string }

// Address is a person's address on a kind of channel.
type Address struct {
	Kind  string // "phone" or "email"
	Value string // E.164, or an e-mail address
}

// Call says which telephone call an Inbound belongs to.
type Call struct {
	ID         string        // the call's id on the platform; one conversation a call
	Direction  string        // "inbound" or "outbound"
	Called     string        // the number that was called
	Live       bool          // the call goes on
	Segment    string        // id of this segment; a final one replaces the partial one with the same id
	Partial    bool          // Text may still change
	Start, End time.Duration // the segment's place in the call
	Confidence float64       // the recogniser's, 0 to 1; 0 if unknown
	Others     []string      // what else it may have heard instead of Text, likeliest first
}

// Outbound is one message to a person.
type Outbound struct {
	Key     string   // stable across retries, unique
	To      string   // the person's address on this channel: Inbound.From
	Text    string   // Markdown of the small set that every channel can show or drop
	Files   []File   // with Data
	Choices []string // quick replies, at most 8, each at most 60 characters
	ReplyTo string   // external id of the message it answers, or empty
	Name    string   // the operator's display name, or empty for the assistant
}

// Receipt says what became of a message that was sent.
type Receipt struct {
	Account string
	ID      string // external id, as returned by Send; empty when Key is given
	Key     string // Outbound.Key, where the platform echoes it
	State   State
	At      time.Time
	Reason  string // of Failed: the platform's words, for the operator
}

// State of an outbound message, as receipts tell it. It never goes back.
type State string

// The receipt states.
const (
	Delivered State = "delivered"
	Read      State = "read"
	Failed    State = "failed"
)

// Receiver takes in what platforms tell. routing.Router implements it.
type Receiver interface {
	// Receive stores the event and what follows from it. Nil means that it is committed (or was before: a repeated
	// ID is no error); only then may the adapter acknowledge. ErrInvalid means that it will never be
	// acceptable: the adapter acknowledges, since the raw event was kept as a dead letter. ErrNotFound means that the end
	// of a call was told that nobody has heard of; nothing was kept. Any other error: do not acknowledge, the platform
	// shall try again.
	Receive(context.Context, Inbound) error
	// Settle records a receipt. Unknown messages are no error.
	Settle(context.Context, Receipt) error
}

// Channel sends. Every adapter's Opener returns one; what else it can do, it shows by Runner, Fetcher, Editor, Typist, Keyed, Finder,
// OneWay, Checker, Limiter or http.Handler.
type Channel interface {
	// Send delivers one message and returns the platform's id of it (of its first part, if it was split). The error
	// is a *SendError; any other is taken as Unknown.
	Send(context.Context, Outbound) (id string, err error)
}

// Opener makes the channel of an account. It decodes and checks the settings; it calls no platform.
type Opener func(Account, Receiver) (Channel, error)

// Runner is a channel that does work of its own: long polling, a mailbox. Run returns when ctx ends.
type Runner interface{ Run(context.Context) error }

// Fetcher fetches a file that an Inbound only referred to. The caller closes the reader. Only one replica needs it
// at a time; the content is then kept.
type Fetcher interface {
	Fetch(ctx context.Context, ref string) (io.ReadCloser, error)
}

// Sent is a message that was sent.
type Sent struct {
	ID  string // external id
	Key string // Outbound.Key
	To  string // the person's address
}

// Editor is a channel that can change what it sent. The errors are those of Send.
type Editor interface {
	// Reword gives a sent message another text, in the Markdown of Outbound.Text.
	Reword(ctx context.Context, m Sent, text string) error
	// Unsend takes a sent message back.
	Unsend(ctx context.Context, m Sent) error
}

// Typist shows the person that somebody is writing, for some five seconds.
type Typist interface {
	Typing(ctx context.Context, to string) error
}

// OneWay is a channel on which nothing can be sent: a telephone call. Reason is shown to the operator.
type OneWay interface{ OneWay() (reason string) }

// Checker asks the platform whether the account works: token, webhook, rights. doctor and /readyz call it. The
// text is one line of facts ("@helpbot, webhook set, 0 waiting").
type Checker interface {
	Check(context.Context) (string, error)
}

// Limits of a platform. Zero means that there is none.
type Limits struct {
	Text    int            // of one message, in UTF-16 code units
	Caption int            // of one file, in UTF-16 code units
	File    int64          // of one file, in bytes
	Rate    float64        // messages a second, for the account
	PerChat float64        // messages a second, to one person
	Choices int            // quick replies on one message
	Types   map[string]int // by media type prefix ("image/"): size in bytes
}

// Limiter is a channel that tells its platform's limits.
type Limiter interface{ Limits() Limits }

// Keyed is a channel on which a Send repeated with the same Key reaches the person once.
type Keyed interface{ Keyed() }

// Finder is a channel whose platform can be asked what became of a Send whose outcome nobody saw.
type Finder interface {
	// Find returns the platform's id of the message sent with this Key, or "" when it certainly was not sent.
	Find(context.Context, Outbound) (id string, err error)
}
