package editor

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"switchboard/knowledge"
)

// endingDays is how many days ahead it is looked for what ends, today among them.
const endingDays = 7

// endingOffer is an offer that ends this week.
type endingOffer struct {
	knowledge.EndingOffer
	Left int // days after today, in which it still holds
}

// endingOffers are those of an editor's projects, and of projects that nobody owns.
func (e *editor) endingOffers(c call) (out []endingOffer, err error) {
	if !c.me.Publish {
		return nil, nil
	}
	list, err := e.store.EndingOffers(c.Context(), endingDays)
	today := e.clock.Today()
	for _, o := range list {
		if o.Project.Owner == "" || c.me.is(o.Project.Owner) {
			out = append(out, endingOffer{o, int(o.Until.Sub(today) / (24 * time.Hour))})
		}
	}
	return out, err
}

// Ends says when that is.
func (o endingOffer) Ends() string {
	switch o.Left {
	case 0:
		return "ends today"
	case 1:
		return "ends tomorrow"
	}
	return fmt.Sprintf("ends in %d days", o.Left)
}

// Longer is the day that it is extended to, if nothing else is chosen: as long as a month, and not over the end of one.
func (o endingOffer) Longer() string {
	next := o.Until.AddDate(0, 1, 0)
	if next.Day() != o.Until.Day() {
		next = next.AddDate(0, 0, -next.Day())
	}
	return next.Format(time.DateOnly)
}

// Form names the offer's form on its page.
func (o endingOffer) Form() string { return o.Project.Key + "/" + isoDay(o.Until) + "/" + o.Text }

// settleOffer extends an offer, or decides that it ends.
func (e *editor) settleOffer(c call) error {
	until, err := readDay(c.PostForm.Get("until"))
	if err != nil {
		return knowledge.ErrNotFound
	}
	key, o := c.PathValue("key"), knowledge.Offer{Text: typed(c.PostForm.Get("offer")), Until: until}
	said := "offerends"
	if c.PostForm.Get("do") == "extend" {
		said = "offerextended"
		var to time.Time
		if to, err = readDay(c.PostForm.Get("to")); err != nil {
			err = faults{"until": err.Error()}
		} else {
			err = e.store.ExtendOffer(c.Context(), key, o, to, c.me.by())
		}
	} else {
		err = e.store.EndOffer(c.Context(), key, o, c.me.by())
	}
	if a, ok := c.asTyped(key+"/"+isoDay(o.Until)+"/"+o.Text, err); ok {
		return e.todayPage(c, http.StatusUnprocessableEntity, a)
	}
	if errors.Is(err, knowledge.ErrNotFound) {
		return refusal{http.StatusConflict, "Somebody has changed this offer meanwhile. Look at the project’s card."}
	}
	if err != nil {
		return err
	}
	return c.redirect("/knowledge/today?done=%s", said)
}
