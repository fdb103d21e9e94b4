package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

// submitted carries out what a modal was filled in for. Its answer clears the modal, or shows another.
func (d *Desk) submitted(ctx context.Context, a act) (answer, error) {
	if !a.who.operator() {
		return nil, errNoOperator
	}
	op, conv := a.who.Op.ID, a.target.Conv
	if conv == 0 && a.verb != verbReport && a.verb != verbPropose && a.verb != verbSearch {
		return nil, errGone
	}
	err := d.atWork(ctx, a.who)
	if err == nil {
		err = d.sees(ctx, a.who, conv)
	}
	if err != nil {
		return nil, err
	}
	switch a.verb {
	case verbReply:
		if again, err := d.askForeign(ctx, a); again != nil || err != nil {
			return again, err
		}
		err = d.submitReply(ctx, a)
		if disputed := (routing.DisputeError{}); errors.As(err, &disputed) {
			return d.disputed(ctx, a, disputed)
		}
		if stale := (routing.StaleError{}); errors.As(err, &stale) {
			return d.stale(ctx, a, stale)
		}
	case verbNotThis:
		why := a.picked("why")
		if more := a.text("text"); more != "" {
			why += ": " + more
		}
		err = d.router.Dismiss(ctx, op, a.target.Item, cut(why, 500))
	case verbNote:
		err = d.router.Note(ctx, op, conv, a.written())
	case verbAsk:
		err = d.submitAsk(ctx, a)
	case verbTransfer:
		err = d.submitTransfer(ctx, a)
	case verbRelease:
		err = d.router.Release(ctx, op, conv, a.text("text"))
	case verbSnooze:
		err = d.submitSnooze(ctx, a)
	case verbClose:
		err = d.router.CloseConversation(ctx, op, conv, routing.Closing{
			Disposition: a.picked("how"), Comment: a.text("text"), Wish: a.text("wish"), Opinion: a.text("opinion")})
	case verbSubscriber:
		err = d.submitSubscriber(ctx, a)
	case verbReveal:
		return d.submitReveal(ctx, a)
	case verbEditSent:
		err = d.router.EditSent(ctx, op, a.target.Item, a.written(), a.text("despite"), seenIn(a.meta)...)
		if disputed := (routing.DisputeError{}); errors.As(err, &disputed) {
			return d.disputed(ctx, a, disputed)
		}
	case verbReport, verbPropose:
		return d.submitReport(ctx, a)
	case verbWrong:
		err = d.submitWrong(ctx, a)
	case verbEnding:
		err = d.changeEnding(ctx, a)
	case verbArticle:
		return d.submitArticle(ctx, a)
	case verbSearch:
		return nil, nil
	default:
		err = errGone
	}
	if err != nil {
		return nil, err
	}
	d.wake(conv)
	return slack.NewClearViewSubmissionResponse(), nil
}

func (d *Desk) submitReply(ctx context.Context, a act) error {
	text := a.written()
	files, err := d.download(ctx, a.uploads("files"))
	if err != nil {
		return fieldError{"files", inWords(err)}
	}
	p := routing.Reply{Key: keyOf("reply", a.once), Text: text, Files: files, Draft: a.target.Item, LastSeq: a.target.Seq,
		Despite: a.text("despite"), Seen: seenIn(a.meta)}
	if a.target.Found.Article != 0 {
		p.Found = []routing.Found{a.target.Found}
	}
	if via := a.picked("via"); via != "" {
		if p.Via, err = strconv.ParseInt(via, 10, 64); err != nil {
			return errGone
		}
	}
	_, err = d.router.Reply(ctx, a.who.Op.ID, a.target.Conv, p)
	return err
}

// inWords is an error in words for an operator.
func inWords(err error) string {
	text, _ := spoken(err)
	return text
}

// uploads are the ids of the files put into a modal.
func (a act) uploads(name string) []string {
	var ids []string
	for _, f := range a.values[name][name].Files {
		ids = append(ids, f.ID)
	}
	return ids
}

func (d *Desk) submitAsk(ctx context.Context, a act) error {
	var users []string
	if user := a.values["to"]["to"].SelectedUser; user != "" {
		users = append(users, user)
	}
	if id, err := strconv.ParseInt(a.picked("department"), 10, 64); err == nil {
		some, err := d.staff(ctx, id, a.who.ID)
		if err != nil {
			return err
		}
		if len(some) == 0 {
			return fieldError{"department", "Nobody of this department is known in Slack."}
		}
		users = append(users, some...)
	}
	return d.ask(ctx, a.target.Conv, a.who, users, a.text("text"))
}

// staff are up to five people of a department in Slack, those at work first.
func (d *Desk) staff(ctx context.Context, department int64, but string) ([]string, error) {
	all, err := d.router.Operators(ctx)
	if err != nil {
		return nil, err
	}
	var online, others []string
	for _, o := range all {
		member := false
		for _, x := range o.Departments {
			member = member || x == department
		}
		if !member {
			continue
		}
		user, err := d.slackUser(ctx, o.ID)
		if err != nil {
			return nil, err
		}
		switch {
		case user == "" || user == but:
		case o.Presence == "online":
			online = append(online, user)
		default:
			others = append(others, user)
		}
	}
	if len(online) > 0 {
		return online[:min(len(online), 5)], nil
	}
	return others[:min(len(others), 5)], nil
}

func (d *Desk) submitTransfer(ctx context.Context, a act) error {
	to := a.picked("to")
	if to == "" {
		return fieldError{"to", "Choose to whom."}
	}
	id, err := strconv.ParseInt(to[1:], 10, 64)
	if err != nil {
		return errGone
	}
	target := routing.Target{Department: id}
	if strings.HasPrefix(to, "o") {
		target = routing.Target{Operator: id}
	}
	return d.router.Transfer(ctx, a.who.Op.ID, a.target.Conv, target, a.text("text"))
}

func (d *Desk) submitSnooze(ctx context.Context, a act) error {
	until := later(a.picked("until"), time.Now().In(a.who.place()))
	if at := a.values["at"]["at"].SelectedDateTime; at != 0 {
		until = time.Unix(at, 0)
	}
	if until.IsZero() {
		return fieldError{"until", "Choose until when."}
	}
	return d.router.Snooze(ctx, a.who.Op.ID, a.target.Conv, until, a.text("text"), len(a.values["outlast"]["outlast"].SelectedOptions) > 0)
}

// later is the moment that a preset means, in the person's zone; zero when nothing was chosen.
func later(preset string, now time.Time) time.Time {
	morning := func(days int) time.Time {
		y, m, day := now.Date()
		return time.Date(y, m, day+days, 9, 0, 0, 0, now.Location())
	}
	switch preset {
	case "1h":
		return now.Add(time.Hour)
	case "3h":
		return now.Add(3 * time.Hour)
	case "tomorrow":
		return morning(1)
	case "monday":
		return morning((7+int(time.Monday)-int(now.Weekday())-1)%7 + 1)
	}
	return time.Time{}
}

func (d *Desk) submitReport(ctx context.Context, a act) (answer, error) {
	kind := "problem"
	if a.verb == verbPropose {
		kind = "improvement"
	}
	id, err := d.router.ReportToLead(ctx, a.who.Op.ID, kind, a.target.Conv, a.text("text"))
	if err != nil {
		return nil, err
	}
	go d.tellLeads(context.WithoutCancel(ctx), kind, id, a)
	text := fmt.Sprintf("Thank you. It is kept as number %d", id)
	if kind == "problem" {
		text += "; only the head reads it."
	} else {
		text += "; the answer will come to you in a direct message."
	}
	return slack.NewUpdateViewSubmissionResponse(&slack.ModalViewRequest{Type: slack.VTModal, Title: label("Kept", 24), Close: label("Close", 24),
		Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewSectionBlock(plain(text, maxSection), nil, nil)}}}), nil
}

// tellLeads brings a report to those who read it.
func (d *Desk) tellLeads(ctx context.Context, kind string, id int64, a act) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	all, err := d.router.Operators(ctx)
	if err != nil {
		d.log.Warn("nobody was told of a report; it stands on the Home tab of those who lead", "report", id, "error", err)
		return
	}
	for _, o := range all {
		if o.Role != routing.RoleAdministrator && (o.Role != routing.RoleSupervisor || kind == "problem") || o.ID == a.who.Op.ID {
			continue
		}
		user, err := d.slackUser(ctx, o.ID)
		if err == nil && user != "" {
			err = d.tell(ctx, user, fmt.Sprintf(":memo: *%s %d* of %s: %s\nAnswer it with `/switchboard answer %d …`", map[string]string{"problem": "Problem",
				"improvement": "Proposal"}[kind], id, quiet(a.who.Name), quiet(cut(a.text("text"), 1500)), id))
		}
		if err != nil {
			d.log.Warn("somebody was not told of a report", "report", id, "operator", o.ID, "error", err)
		}
	}
}

// tell writes a direct message.
func (d *Desk) tell(ctx context.Context, user, text string) error {
	channel, err := d.direct(ctx, user)
	if err != nil {
		return err
	}
	return d.call(ctx, "chat.postMessage", channel, func(ctx context.Context) error {
		_, _, err := d.api.PostMessageContext(ctx, channel, slack.MsgOptionText(cut(text, maxText), false))
		return err
	})
}

// isPlain tells whether an error is one sentence of ours for operators: nothing of the database, the network or the
// program is in it.
func isPlain(err error) bool {
	for _, known := range []error{routing.ErrNotFound, routing.ErrNotOwner, routing.ErrClosed, routing.ErrForbidden, routing.ErrEmpty, routing.ErrNoWay,
		routing.ErrBlocked, routing.ErrConflict, routing.ErrFull, routing.ErrOpen} {
		if errors.Is(err, known) {
			return true
		}
	}
	return errors.Unwrap(err) == nil && fmt.Sprintf("%T", err) == "*errors.errorString"
}
