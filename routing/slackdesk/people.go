package slackdesk

import (
	"context"

	"switchboard/routing"
)

// person is somebody in Slack.
type person struct {
	ID   string // U…
	Name string
	Zone string           // IANA, may be empty
	Op   routing.Operator // zero: no operator
}

// operator tells whether the person is one of our operators.
func (p person) operator() bool { return p.Op.ID != 0 }

// person finds out who somebody is: an operator by the table, else by e-mail, else nobody of ours.
func (d *Desk) person(ctx context.Context, user string) (person, error) { return person{ID: user}, nil }

// direct opens the channel of direct messages with somebody.
func (d *Desk) direct(ctx context.Context, user string) (channel string, err error) { return "", nil }

// slackUser is the operator's user in Slack; empty: none is known.
func (d *Desk) slackUser(ctx context.Context, op int64) (string, error) { return "", nil }
