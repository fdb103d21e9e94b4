package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"switchboard/knowledge"
)

// mostProjects are the options that Slack allows in a select.
const mostProjects = 100

// articleModal saves what was learned in a conversation as the draft of an article: the customer's question and the
// operator's answer are in it already, masked.
func articleModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	if d.cfg.SaveArticle == nil || d.cfg.Projects == nil {
		return slack.ModalViewRequest{}, errGone
	}
	asked, reply, err := d.router.Asked(ctx, a.who.Op.ID, a.target.Conv)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	projects, err := d.projectOptions(ctx)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	question := oneLine(seen(asked.Text), 300)
	title := lineInput("title", "Title", cut(question, 120), false)
	title.Element.(*slack.PlainTextInputBlockElement).MaxLength = 300
	project := choice("project", "Project", false, projects...)
	if i := slices.IndexFunc(projects, func(o *slack.OptionBlockObject) bool { return o.Value == asked.Project }); i >= 0 {
		project.Element.(*slack.SelectBlockElement).InitialOption = projects[i]
	}
	asks := textInput("questions", "How customers ask it, one a line", question, true)
	review := option("yes", "Ask an editor to review it")
	box := slack.NewCheckboxGroupsBlockElement("review", review)
	box.InitialOptions = []*slack.OptionBlockObject{review}
	ask := slack.NewInputBlock("review", label("Then", 2000), nil, box)
	ask.Optional = true
	return modal(a, "Save as article", "Save draft", title, textInput("text", "Answer", seen(reply), false), asks, project, ask,
		small("It becomes a draft: customers see nothing of it until an editor publishes it. Take out what only concerns this customer.")), nil
}

// projectOptions are the company's projects, by name.
func (d *Desk) projectOptions(ctx context.Context) ([]*slack.OptionBlockObject, error) {
	projects, err := d.cfg.Projects(ctx)
	if err != nil {
		return nil, err
	}
	var out []*slack.OptionBlockObject
	for key, name := range projects {
		if name == "" {
			name = key
		}
		out = append(out, option(key, name))
	}
	if len(out) == 0 {
		return nil, errors.New("there is no project yet: an editor makes the first in the browser")
	}
	slices.SortFunc(out, func(a, b *slack.OptionBlockObject) int {
		return strings.Compare(a.Text.Text+a.Value, b.Text.Text+b.Value)
	})
	return out[:min(len(out), mostProjects)], nil
}

// oneLine is a text in a line of at most n characters.
func oneLine(text string, n int) string { return cut(strings.Join(strings.Fields(text), " "), n) }

// articleFields are the fields of the modal for what an article's check calls them.
var articleFields = map[string]string{"title": "title", "questions": "questions", "project": "project", "key": "title"}

// submitArticle saves the draft.
func (d *Desk) submitArticle(ctx context.Context, a act) (answer, error) {
	if d.cfg.SaveArticle == nil {
		return nil, errGone
	}
	asked, _, err := d.router.Asked(ctx, a.who.Op.ID, a.target.Conv)
	if err != nil {
		return nil, err
	}
	lang := knowledge.Base(asked.Lang)
	if lang == "" {
		lang = "en"
	}
	var questions []string
	for line := range strings.Lines(a.text("questions")) {
		if line = strings.TrimSpace(line); line != "" {
			questions = append(questions, line)
		}
	}
	e := knowledge.Edit{Project: a.picked("project"), Key: knowledge.Slug(a.text("title")), Lang: lang, Author: a.who.Op.Name,
		Comment: fmt.Sprintf("from conversation %d", a.target.Conv), Begun: a.target.Conv, Submit: len(a.values["review"]["review"].SelectedOptions) > 0,
		Draft: knowledge.Draft{Title: a.text("title"), Body: a.written(), Audience: knowledge.Public, Questions: questions, Owner: a.who.Op.Name}}
	id, err := d.saveOnce(ctx, a, e)
	if err != nil {
		return nil, err
	}
	text := ":page_facing_up: *" + quiet(cut(e.Title, 200)) + "* is saved as a draft."
	if e.Submit {
		text = ":page_facing_up: *" + quiet(cut(e.Title, 200)) + "* is saved; an editor is asked to review it."
	}
	if d.cfg.Base != "" {
		text += fmt.Sprintf("\n<%s/knowledge/a/%d|Go on with it in the browser>", d.cfg.Base, id)
	}
	return slack.NewUpdateViewSubmissionResponse(&slack.ModalViewRequest{Type: slack.VTModal, Title: label("Saved", 24), Close: label("Close", 24),
		Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewSectionBlock(mrkdwn(text, maxSection), nil, nil)}}}), nil
}

// saveOnce saves a new article, however often Slack brings the same submission; another key is taken where its own is.
func (d *Desk) saveOnce(ctx context.Context, a act, e knowledge.Edit) (id int64, err error) {
	once := "article " + a.once
	tag, err := d.pool.Exec(ctx, `INSERT INTO slack_received (id) VALUES ($1) ON CONFLICT DO NOTHING`, once)
	if err != nil {
		return 0, fmt.Errorf("note that %s was received: %w", once, err)
	}
	if tag.RowsAffected() == 0 {
		return 0, errors.New("this is saved already: look for it in the knowledge base")
	}
	key := e.Key
	for n := 2; ; n++ {
		id, _, err = d.cfg.SaveArticle(ctx, e)
		if n > 20 || !keyTaken(err) {
			break
		}
		e.Key = fmt.Sprintf("%s-%d", key, n)
	}
	if err == nil {
		return id, nil
	}
	if _, failed := d.pool.Exec(ctx, `DELETE FROM slack_received WHERE id = $1`, once); failed != nil {
		d.log.Warn("a draft that was not saved has to be begun anew", "error", failed)
	}
	if invalid := (knowledge.InvalidError{}); errors.As(err, &invalid) && len(invalid) > 0 {
		block := articleFields[invalid[0].Field]
		if block == "" {
			block = "text"
		}
		return 0, fieldError{block, sentence(invalid[0].Error())}
	}
	return 0, err
}

func keyTaken(err error) bool {
	invalid := (knowledge.InvalidError{})
	return errors.As(err, &invalid) && len(invalid) == 1 && invalid[0].Field == "key"
}

// The reasons why an article is wrong.
func wrongReasons() []*slack.OptionBlockObject {
	return []*slack.OptionBlockObject{option("wrong", "Something in it is wrong"), option("out of date", "It is out of date"),
		option("something is missing", "Something is missing"), option("hard to understand", "It is hard to understand"), option("other", "Something else")}
}

func wrongModal(_ context.Context, _ *Desk, a act) (slack.ModalViewRequest, error) {
	return modal(a, "This article is wrong", "Report", choice("why", "What is the matter?", false, wrongReasons()...),
		textInput("text", "What is wrong, and what is right?", "", true), small("The article’s owner is told, or the editors where it has none here, with a link to this conversation.")), nil
}

// submitWrong reports an article to its owner.
func (d *Desk) submitWrong(ctx context.Context, a act) error {
	why, text := a.picked("why"), a.text("text")
	switch {
	case why == "other" && text == "":
		return fieldError{"text", "Say what is wrong."}
	case why == "other":
	case text == "":
		text = sentence(why)
	default:
		text = strings.ToUpper(why[:1]) + why[1:] + ": " + text
	}
	return d.router.ReportArticle(ctx, a.who.Op.ID, a.target.Conv, a.target.Item, text)
}
