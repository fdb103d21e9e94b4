package channels

import (
	"context"
	"io"
	"time"
)

// Archive is what an adapter may ask about one person's own messages. A channel without a server-side history of its
// own (web chat) finds it by asserting its Receiver. Every call is bound to one account and one address: nothing of
// another person can be reached through it. routing.Router implements it.
type Archive interface {
	// History returns what changed for the person after revision `after`, oldest first, at most limit entries. With
	// after 0 it returns the newest limit entries. Internal notes, drafts and queued messages are never in it.
	History(ctx context.Context, account, address string, after int64, limit int) ([]Entry, error)
	// Watch returns a channel that gets a Signal soon after something changed for the person, on whatever replica;
	// signals may be merged. stop must be called.
	Watch(account, address string) (signals <-chan Signal, stop func())
	// Open opens a file of the person's own conversation.
	Open(ctx context.Context, account, address string, file int64) (File, io.ReadCloser, error)
	// Seen marks all messages to the person up to revision rev as read (or, with read false, as delivered).
	Seen(ctx context.Context, account, address string, rev int64, read bool) error
	// Types tells the desk that the person is writing. Nothing is stored.
	Types(ctx context.Context, account, address string)
	// Status says what the person may expect now.
	Status(ctx context.Context, account, address string) (Status, error)
}

// Entry is one message as its customer may see it.
type Entry struct {
	Rev      int64     `json:"rev"`  // grows with every change of the person's messages
	Conv     int64     `json:"conv"` // conversation
	ID       string    `json:"id"`   // ours, stable
	Key      string    `json:"key"`  // of a message from the person: Inbound.ID
	Out      bool      `json:"out"`  // from us
	By       string    `json:"by"`   // "assistant", "operator", "system"; empty when from the person
	Name     string    `json:"name"` // the operator's display name
	Text     string    `json:"text"` // Markdown if Out, else plain
	Files    []Stored  `json:"files,omitempty"`
	Choices  []string  `json:"choices,omitempty"`
	Sources  []Source  `json:"sources,omitempty"`
	Quote    string    `json:"quote,omitempty"`
	Reaction string    `json:"reaction,omitempty"`
	State    string    `json:"state"` // stored, sent, delivered, read, failed
	Edited   bool      `json:"edited,omitempty"`
	Deleted  bool      `json:"deleted,omitempty"`
	At       time.Time `json:"at"`
}

// Stored is a file as its customer may see it.
type Stored struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
	Size int64  `json:"size"`
}

// Source is where an answer has its words from.
type Source struct {
	Project string `json:"project"`
	Title   string `json:"title"`
	Link    string `json:"link,omitempty"`
}

// Signal wakes a watcher.
type Signal struct {
	Typing bool   // an operator is writing; nothing changed
	Name   string // Typing: the operator's display name
}

// Status is what a person may expect.
type Status struct {
	Handled  string `json:"handled"`            // "assistant", "waiting", "operator" or "none"
	Operator string `json:"operator,omitempty"` // display name
	Position int    `json:"position,omitempty"` // in the queue, from 1
	Open     bool   `json:"open"`               // somebody is there now, by working hours
	Lang     string `json:"lang,omitempty"`
}
