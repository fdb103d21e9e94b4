package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

const helpText = "*What `/switchboard` does*\n" +
	"`queue` – who waits, longest first\n`mine` – my open conversations\n`me` – my numbers today\n`search` _words_ – the knowledge base\n" +
	"`find subscriber` _name, number or words_ – customers and their conversations\n`call` _number_ – who calls from this number\n" +
	"`away`, `back`, `off` – whether I am at work\n`name` _name_ – under which customers see me\n`help` – this\n" +
	"*In a conversation's thread* what you type is a note. Sending takes a button of the card, of a draft or of _More …_; the message menu has them too. " +
	"Emoji on the card: :eyes: take, :white_check_mark: close, :leftwards_arrow_with_hook: back into the queue, :zzz: until tomorrow."

const leadText = "\n*For administrators and supervisors*\n`bind` _department_ _#channel_ – where a department's conversations are shown; without a channel one is made\n" +
	"`map` _@person_ _e-mail of an operator_ – who is who, where the e-mail addresses differ; `map @person nobody` ends it\n`answer` _number_ _text_ – answers a report or a proposal"

// say is an answer to a command that only its writer sees.
func say(text string, blocks ...slack.Block) answer {
	a := map[string]any{"response_type": "ephemeral", "text": cut(text, maxText)}
	if len(blocks) > 0 {
		a["blocks"] = blocks[:min(len(blocks), maxBlocks)]
	}
	return a
}

// onCommand deals with /switchboard.
func (d *Desk) onCommand(ctx context.Context, in slack.SlashCommand) (answer, error) {
	who, err := d.person(ctx, in.UserID)
	if err != nil {
		return nil, err
	}
	word, rest, _ := strings.Cut(strings.TrimSpace(in.Text), " ")
	rest = strings.TrimSpace(rest)
	word = strings.ToLower(word)
	if word == "" || word == "help" {
		text := helpText
		if who.lead() {
			text += leadText
		}
		return say("What /switchboard does", slack.NewSectionBlock(mrkdwn(text, maxSection), nil, nil)), nil
	}
	run, ok := commands[word]
	if !ok {
		return say("There is no “" + quiet(cut(word, 40)) + "”. Write `/switchboard help` for what there is."), nil
	}
	if !who.operator() {
		return say(":information_source: " + sentence(errNoOperator.Error())), nil
	}
	if word != "off" && word != "away" {
		if err := d.atWork(ctx, who); err != nil {
			return nil, err
		}
	}
	a, err := run(ctx, d, order{who: who, text: rest, channel: in.ChannelID})
	if text, ours := spoken(err); err != nil && ours {
		return say(":warning: " + escape(text)), nil
	}
	return a, err
}

// order is a command as somebody gave it.
type order struct {
	who     person
	text    string
	channel string
}

var commands = map[string]func(context.Context, *Desk, order) (answer, error){
	"queue": queueCommand, "mine": mineCommand, "me": meCommand, "search": searchCommand, "find": findCommand, "call": callCommand,
	"away": awayCommand, "back": backCommand, "off": offCommand, "name": nameCommand, "bind": bindCommand, "map": mapCommand, "answer": answerCommand,
}

func queueCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	list, err := d.router.Heads(ctx, o.who.Op.ID, routing.Filter{State: routing.Queued, Limit: mostCounted})
	if err != nil {
		return nil, err
	}
	blocks, err := d.heads(ctx, nil, "In the queue", "Nobody is waiting.", list, verbTake, "Take")
	return say(numberOf(list)+" in the queue", blocks...), err
}

func mineCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	list, err := d.router.Heads(ctx, o.who.Op.ID, routing.Filter{Mine: true, Limit: mostCounted})
	if err != nil {
		return nil, err
	}
	blocks, err := d.heads(ctx, nil, "Mine", "You have no conversations just now.", list, verbReply, "Reply")
	return say(numberOf(list)+" are yours", blocks...), err
}

func meCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	fields, err := d.numbers(ctx, o.who)
	if err != nil {
		return nil, err
	}
	return say("Your numbers today", heading("Today"), slack.NewSectionBlock(nil, fields, nil)), nil
}

func searchCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	if o.text == "" {
		return say("Write what to search, for example `/switchboard search refund`."), nil
	}
	hits, err := d.lookUp(ctx, o.text, 5)
	if err != nil {
		return nil, err
	}
	if len(hits) == 0 {
		return say("Nothing found. Try other words."), nil
	}
	var blocks []slack.Block
	now := time.Now()
	for _, h := range hits {
		blocks = append(blocks, small("*"+sourceLine(sourceOf(h), d.cfg.Base, now)+"*"))
		blocks = append(blocks, words(visible(plainOf(cut(h.Passage, 900))), 1)...)
	}
	return say(fmt.Sprintf("%d found", len(hits)), blocks...), nil
}

func findCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	text := strings.TrimSpace(strings.TrimPrefix(o.text, "subscriber"))
	if text == "" {
		return say("Write whom to find, for example `/switchboard find subscriber Olena`."), nil
	}
	return d.found(ctx, o, text)
}

var notInNumber = regexp.MustCompile(`[^0-9]`)

// callCommand finds who calls from a number: their open conversations, calls and history.
func callCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	number := notInNumber.ReplaceAllString(o.text, "")
	if len(number) < 5 {
		return say("Write the number that calls, for example `/switchboard call +380 44 123 4567`."), nil
	}
	return d.found(ctx, o, number[max(0, len(number)-10):]) // as it is written here or there
}

// found lists conversations by words.
func (d *Desk) found(ctx context.Context, o order, text string) (answer, error) {
	list, err := d.router.Heads(ctx, o.who.Op.ID, routing.Filter{Text: text, Limit: 15})
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return say("Nobody found."), nil
	}
	blocks := []slack.Block{heading(fmt.Sprintf("%d found", len(list)))}
	for i, h := range list {
		line, err := d.headLine(ctx, h)
		if err != nil {
			return nil, err
		}
		b := button(verbSubscriber, target{Conv: h.ID}, "Customer", slack.StyleDefault)
		b.ActionID = fmt.Sprintf("%s:%d", verbSubscriber, i)
		s := scene{View: routing.View{Head: h}}
		blocks = append(blocks, slack.NewSectionBlock(mrkdwn(line+"\n"+s.stateWord()+", "+s.channelName()+", "+when(h.Opened, "{date_short_pretty}"), maxSection), nil, slack.NewAccessory(b)))
	}
	return say(fmt.Sprintf("%d found", len(list)), blocks...), nil
}

func awayCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	return say("You are away: nothing new is given to you."), d.setPresence(ctx, o.who, "away")
}

func backCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	return say("You are at work."), d.setPresence(ctx, o.who, "online")
}

func offCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	return say("You are off. See you."), d.setPresence(ctx, o.who, "offline")
}

func nameCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	if err := d.router.Rename(ctx, o.who.Op.ID, o.text); err != nil {
		return nil, err
	}
	return say("Customers see you as “" + quiet(cut(o.text, 60)) + "” from now on."), nil
}

var (
	mentionedUser    = regexp.MustCompile(`^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$`)
	mentionedChannel = regexp.MustCompile(`^<#([CG][A-Z0-9]+)(?:\|[^>]*)?>$`)
)

func bindCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	if !o.who.lead() {
		return nil, routing.ErrForbidden
	}
	words := strings.Fields(o.text)
	departments, err := d.router.Departments(ctx)
	if err != nil {
		return nil, err
	}
	if len(words) == 0 {
		return d.bindings(ctx, departments)
	}
	place, name := "", strings.Join(words, " ")
	if last := words[len(words)-1]; len(words) > 1 && (strings.HasPrefix(last, "#") || strings.HasPrefix(last, "<#")) {
		place, name = last, strings.Join(words[:len(words)-1], " ")
	}
	i := slices.IndexFunc(departments, func(x routing.Department) bool {
		return strings.EqualFold(x.Key, name) || strings.EqualFold(x.Name, name)
	})
	if i < 0 {
		return d.bindings(ctx, departments)
	}
	var channel string
	var made bool
	if m := mentionedChannel.FindStringSubmatch(place); m != nil {
		channel, err = m[1], d.join(ctx, m[1])
		if word := wordOf(err); word == "method_not_supported_for_channel_type" { // private: we were invited, or the first post tells
			err = nil
		} else if word != "" {
			return say("I cannot join that channel (" + quiet(word) + "). Invite me there, then bind it again."), nil
		}
	} else {
		if place == "" {
			place = departments[i].Key
		}
		channel, made, err = d.makeChannel(ctx, place)
		if word := wordOf(err); word != "" {
			return say("I cannot make or join #" + quiet(channelName(place)) + " (" + quiet(word) + "). Choose another name, or invite me to a channel and bind that."), nil
		}
	}
	if err == nil {
		err = d.bind(ctx, departments[i].ID, channel)
	}
	if err != nil {
		return nil, err
	}
	if made {
		go d.inviteStaff(context.WithoutCancel(ctx), channel)
	}
	return say(fmt.Sprintf("*%s* is shown in <#%s> from now on; open conversations move there when they next change.", quiet(departments[i].Name), channel)), nil
}

// bindings says where each department is shown.
func (d *Desk) bindings(ctx context.Context, departments []routing.Department) (answer, error) {
	var lines []string
	for _, x := range departments {
		channel, err := d.channelOf(ctx, x.ID)
		if err != nil {
			return nil, err
		}
		lines = append(lines, fmt.Sprintf("*%s* (`%s`) <#%s>", quiet(x.Name), quiet(x.Key), channel))
	}
	return say("Where departments are shown:\n" + strings.Join(lines, "\n") + "\nChange it by `/switchboard bind` _department_ _#channel_."), nil
}

func mapCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	if o.who.Op.Role != routing.RoleAdministrator {
		return nil, routing.ErrForbidden
	}
	words := strings.Fields(o.text)
	if len(words) != 2 || mentionedUser.FindStringSubmatch(words[0]) == nil {
		return say("Write a person and an operator's e-mail address, for example `/switchboard map @olha olha@company.example`."), nil
	}
	user := mentionedUser.FindStringSubmatch(words[0])[1]
	if _, err := d.person(ctx, user); err != nil {
		return nil, err
	}
	email := strings.ToLower(words[1])
	if m := regexp.MustCompile(`^<mailto:([^|>]+)`).FindStringSubmatch(email); m != nil {
		email = m[1]
	}
	var op *int64
	if email != "nobody" {
		all, err := d.router.Operators(ctx)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(all, func(x routing.Operator) bool { return strings.EqualFold(x.Email, email) })
		if i < 0 {
			return say("There is no operator with the address " + quiet(email) + ". Invite one on the browser desk first, under People."), nil
		}
		op = &all[i].ID
		if _, err := d.pool.Exec(ctx, `UPDATE slack_people SET operator_id = NULL WHERE operator_id = $1 AND user_id <> $2`, *op, user); err != nil {
			return nil, fmt.Errorf("unmap operator %d: %w", *op, err)
		}
	}
	if _, err := d.pool.Exec(ctx, `UPDATE slack_people SET operator_id = $2, mapped_by = 'command' WHERE user_id = $1`, user, op); err != nil {
		return nil, fmt.Errorf("map %s: %w", user, err)
	}
	if op == nil {
		return say("<@" + user + "> is no operator any more."), nil
	}
	return say("<@" + user + "> is the operator " + quiet(email) + " now."), nil
}

func answerCommand(ctx context.Context, d *Desk, o order) (answer, error) {
	number, text, _ := strings.Cut(o.text, " ")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || strings.TrimSpace(text) == "" {
		return nil, errors.New("write the report's number and the answer, for example /switchboard answer 12 We will order headsets")
	}
	by, err := d.router.AnswerReport(ctx, o.who.Op.ID, id, unescape(text))
	if err != nil {
		return nil, err
	}
	user, err := d.slackUser(ctx, by)
	if err == nil && user != "" && user != o.who.ID {
		err = d.tell(ctx, user, fmt.Sprintf(":speech_balloon: %s answers your report %d: %s", quiet(o.who.Op.Name), id, quiet(unescape(text))))
	}
	return say("Answered."), err
}
