package slackdesk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"switchboard/assist"
	"switchboard/routing"
)

// subscriberModal shows a customer's fields and history, and lets name, language, comment and one further field be
// written. What may identify him is masked.
func subscriberModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	sub, err := d.subscriber(ctx, a)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	blocks := []slack.Block{lineInput("name", "Name", seen(sub.Name), true), lineInput("lang", "Language (en, uk, de …)", sub.Lang, true),
		textInput("text", "Comment (colleagues see it)", seen(sub.Comment), true)}
	var facts []string
	for _, w := range sub.Places() {
		fact := "*" + quiet(w.Kind) + "* " + quiet(seen(w.Value))
		if w.Blocked {
			fact += " – blocked us"
		}
		facts = append(facts, fact)
	}
	for _, name := range fieldNames(sub) {
		facts = append(facts, "*"+quiet(name)+"* "+quiet(cut(seen(sub.Fields[name]), 200)))
	}
	for i := 0; i < len(facts); i += 8 {
		blocks = append(blocks, small(strings.Join(facts[i:min(i+8, len(facts))], "\n")))
	}
	blocks = append(blocks, lineInput("field", "Another field", "", true), lineInput("value", "Its value", "", true))
	var history []string
	for _, h := range sub.History[:min(len(sub.History), 8)] {
		line := when(h.Opened, "{date_short_pretty}") + " " + quiet(h.Account)
		if h.Disposition != "" {
			line += " – " + quiet(h.Disposition)
		}
		if said := cmp.Or(assist.Gist(h.CloseSummary), h.LastText); said != "" {
			line += ": " + quiet(cut(seen(said), 80))
		}
		history = append(history, line)
	}
	if len(history) > 0 {
		blocks = append(blocks, small("*History*\n"+strings.Join(history, "\n")))
	}
	view := modal(a, "Customer", "Save", blocks...)
	view.PrivateMetadata += fmt.Sprintf(" %d %d", sub.ID, sub.Version)
	return view, nil
}

func (d *Desk) subscriber(ctx context.Context, a act) (routing.Subscriber, error) {
	head, err := d.router.Head(ctx, a.who.Op.ID, a.target.Conv)
	if err != nil {
		return routing.Subscriber{}, err
	}
	return d.router.Subscriber(ctx, a.who.Op.ID, head.Subscriber)
}

func fieldNames(sub routing.Subscriber) []string {
	var names []string
	for name := range sub.Fields {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// submitSubscriber saves what was changed: a masked text that was left as it stood stays what it is.
func (d *Desk) submitSubscriber(ctx context.Context, a act) error {
	sub, err := d.subscriber(ctx, a)
	if err != nil {
		return err
	}
	parts := strings.Fields(a.meta)
	if len(parts) == 3 {
		if version, err := strconv.Atoi(parts[2]); err == nil {
			sub.Version = version
		}
	}
	change := func(to *string, now string) {
		if now != strings.TrimSpace(seen(*to)) {
			*to = now
		}
	}
	change(&sub.Name, a.text("name"))
	change(&sub.Lang, a.text("lang"))
	change(&sub.Comment, a.text("text"))
	switch field, value := a.text("field"), a.text("value"); {
	case field == "" && value != "":
		return fieldError{"field", "Name the field."}
	case field != "" && value == "":
		delete(sub.Fields, field)
	case field != "":
		if sub.Fields == nil {
			sub.Fields = map[string]string{}
		}
		sub.Fields[field] = value
	}
	return d.router.SaveSubscriber(ctx, a.who.Op.ID, sub)
}

const revealFor = 10 * time.Minute

// revealModal asks what is to be shown unmasked, and why.
func revealModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	sub, err := d.subscriber(ctx, a)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	options := []*slack.OptionBlockObject{option("messages", "What was written in this conversation"), option("name", "Name"), option("comment", "Comment")}
	for _, w := range sub.Places() {
		options = append(options, option(fmt.Sprintf("address %d", w.ID), w.Kind+" "+seen(w.Value)))
	}
	for _, name := range fieldNames(sub) {
		options = append(options, option(cut("field "+name, 140), name))
	}
	return modal(a, "Show masked data", "Show", choice("what", "What", false, options[:min(len(options), 100)]...),
		lineInput("text", "Why do you need it?", "", false), small("It is shown to you alone, for ten minutes. Who saw what and why is kept.")), nil
}

// submitReveal shows one field to whoever asked, and keeps that it did.
func (d *Desk) submitReveal(ctx context.Context, a act) (answer, error) {
	what, reason := a.picked("what"), a.text("text")
	sub, err := d.subscriber(ctx, a)
	if err != nil {
		return nil, err
	}
	name, value, err := d.unmasked(ctx, a, sub, what)
	if err != nil {
		return nil, err
	}
	if err := d.router.Revealed(ctx, a.who.Op.ID, a.target.Conv, name, reason); err != nil {
		return nil, err
	}
	_, err = d.pool.Exec(ctx, `INSERT INTO slack_reveals (conversation_id, operator_id, field, reason, view_id, until) VALUES ($1, $2, $3, $4, $5, now() + $6::interval)`,
		a.target.Conv, a.who.Op.ID, name, reason, a.view, revealFor)
	if err != nil {
		return nil, fmt.Errorf("keep what was shown: %w", err)
	}
	d.wake(a.target.Conv)
	blocks := append([]slack.Block{small("*" + quiet(name) + "*")}, words(value, 10)...)
	view := modal(a, "For ten minutes", "", append(blocks, small("Until "+when(time.Now().Add(revealFor), "{time}")))...)
	view.CallbackID, view.Close = "revealed", label("Close", 24)
	return slack.NewUpdateViewSubmissionResponse(&view), nil
}

// unmasked is the name and the value of what is to be shown.
func (d *Desk) unmasked(ctx context.Context, a act, sub routing.Subscriber, what string) (name, value string, err error) {
	sort, key, _ := strings.Cut(what, " ")
	switch sort {
	case "name":
		return "name", sub.Name, nil
	case "comment":
		return "comment", sub.Comment, nil
	case "address":
		for _, w := range sub.Addresses {
			if fmt.Sprint(w.ID) == key {
				return "address (" + w.Kind + ")", w.Value, nil
			}
		}
	case "field":
		for field, value := range sub.Fields {
			if cut("field "+field, 140) == what {
				return "field " + field, value, nil
			}
		}
	case "messages":
		items, err := d.router.Timeline(ctx, a.who.Op.ID, a.target.Conv, 0)
		if err != nil {
			return "", "", err
		}
		var lines []string
		for _, it := range items {
			if it.Sort == "message" && it.Author == "customer" && !it.Deleted && it.Text != "" && seen(it.Text) != visible(it.Text) {
				lines = append(lines, visible(it.Text))
			}
		}
		if len(lines) == 0 {
			return "", "", fieldError{"what", "Nothing in these messages is masked."}
		}
		return "messages", strings.Join(lines[max(0, len(lines)-20):], "\n\n"), nil
	}
	return "", "", fieldError{"what", "Choose what is to be shown."}
}

// closeReveals ends what was shown for ten minutes.
func (d *Desk) closeReveals(ctx context.Context) error {
	for range 100 {
		var id int64
		var view string
		err := d.pool.QueryRow(ctx, `UPDATE slack_reveals SET closed = true WHERE id = (SELECT id FROM slack_reveals WHERE NOT closed AND until < now()
			ORDER BY until LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, view_id`).Scan(&id, &view)
		if noRows(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("end a reveal: %w", err)
		}
		if view == "" {
			continue
		}
		over := slack.ModalViewRequest{Type: slack.VTModal, Title: label("Over", 24), Close: label("Close", 24),
			Blocks: slack.Blocks{BlockSet: []slack.Block{small("The ten minutes are over.")}}}
		err = d.call(ctx, "views.update", "", func(ctx context.Context) error {
			_, err := d.api.UpdateViewContext(ctx, over, "", "", view)
			return err
		})
		if err != nil && wordOf(err) == "" { // whoever closed the modal sees it no more: Slack does not know it
			if _, e := d.pool.Exec(ctx, `UPDATE slack_reveals SET closed = false WHERE id = $1`, id); e != nil {
				return e
			}
			return err
		}
	}
	return nil
}
