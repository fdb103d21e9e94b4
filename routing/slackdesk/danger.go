package slackdesk

import (
	"context"
	"time"

	"switchboard/assist"
	"switchboard/routing"
)

// alarmWithin is how long a customer's word of danger is news.
const alarmWithin = time.Hour

// alarm has the owner told at once, and those who lead, that a customer speaks of danger: once, until an operator has answered. On a
// call they are speaking with him.
func (d *Desk) alarm(ctx context.Context, s *scene) error {
	word := s.danger()
	if word.IsZero() || time.Since(word) > alarmWithin || s.Head.Live || s.Head.State == routing.Closed {
		return nil
	}
	all, err := d.router.Operators(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.ID != s.Head.Owner && !(person{Op: o}).lead() {
			continue
		}
		if err := d.notice(ctx, s.Head.ID, o.ID, "danger", "", word); err != nil {
			return err
		}
	}
	return nil
}

// danger is when the customer first spoke of danger since an operator wrote to him last; zero: he did not.
func (s *scene) danger() (since time.Time) {
	for _, it := range arrived(s.Items) {
		switch {
		case it.Sort != "message" || it.Deleted || it.Partial:
		case it.Author == "operator":
			since = time.Time{}
		case it.Author == "customer" && since.IsZero() && assist.UrgencyOf(assist.WithoutHistory(it.Text)).Danger():
			since = it.At
		}
	}
	return since
}
