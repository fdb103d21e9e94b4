package knowledge

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// EndingOffer is an offer whose last day is near.
type EndingOffer struct {
	Project Project
	Offer
}

// EndingOffers are the offers in force whose last day is one of the next days of the company, today among them, the first
// to end first. Those of which it is decided that they are not extended are left out.
func (s *Store) EndingOffers(ctx context.Context, days int) ([]EndingOffer, error) {
	today, err := s.today(ctx)
	if err != nil {
		return nil, err
	}
	projects, err := s.Projects(ctx)
	if err != nil {
		return nil, err
	}
	var out []EndingOffer
	for _, p := range projects {
		for _, o := range ParseCard(p.Body).Offers {
			if !o.Ends && !o.Until.IsZero() && o.InForce(today) && o.Until.Before(today.AddDate(0, 0, days)) {
				out = append(out, EndingOffer{p, o})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b EndingOffer) int { return a.Until.Compare(b.Until) })
	return out, nil
}

// ExtendOffer puts the last day of an offer on a project's card off. An offer that is not there as given is ErrNotFound;
// an InvalidError says what is wrong with the day.
func (s *Store) ExtendOffer(ctx context.Context, project string, o Offer, until time.Time, by string) error {
	switch today, err := s.today(ctx); {
	case err != nil:
		return err
	case until.IsZero():
		return InvalidError{{Field: "until", Problem: "is missing: say until when", Example: today.AddDate(0, 1, 0).Format(time.DateOnly)}}
	case until.Before(today) || !until.After(o.Until):
		return InvalidError{{Field: "until", Problem: "is not after " + o.Until.Format(time.DateOnly), Example: o.Until.AddDate(0, 1, 0).Format(time.DateOnly)}}
	}
	return s.changeOffer(ctx, project, o, by, func(o *Offer) { o.Until = until })
}

// EndOffer decides that an offer on a project's card is not extended: it holds to its last day, and nobody is asked any more.
func (s *Store) EndOffer(ctx context.Context, project string, o Offer, by string) error {
	return s.changeOffer(ctx, project, o, by, func(o *Offer) { o.Ends = true })
}

// changeOffer saves a version of a card in which one offer differs. Who saved another version meanwhile is not overwritten:
// it is done again on that one.
func (s *Store) changeOffer(ctx context.Context, project string, was Offer, by string, change func(*Offer)) error {
	for {
		p, err := s.Project(ctx, project)
		if err != nil {
			return err
		}
		c := ParseCard(p.Body)
		at := slices.IndexFunc(c.Offers, func(o Offer) bool { return o.Text == was.Text && o.Until.Equal(was.Until) && !o.Ends })
		if at < 0 {
			return fmt.Errorf("offer %q of project %q: %w", was.Text, project, ErrNotFound)
		}
		change(&c.Offers[at])
		p.Body = c.Body()
		_, err = s.SaveCard(ctx, CardEdit{Project: p, Based: p.Version, Author: by})
		if !errors.Is(err, ErrConflict) {
			return err
		}
	}
}
