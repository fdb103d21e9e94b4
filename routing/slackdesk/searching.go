package slackdesk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/routing"
)

// searchModal searches the knowledge base: results come while one types.
func searchModal(ctx context.Context, d *Desk, a act) (slack.ModalViewRequest, error) {
	query := ""
	if a.target.Conv != 0 {
		if s, err := d.scene(ctx, a.target.Conv); err == nil && s.Head.LastAuthor == "customer" && !strings.HasPrefix(s.Head.LastText, "📎") {
			query = cut(s.Head.LastText, 150)
		}
	}
	return d.searchView(ctx, a, query)
}

// searchView is the search modal with the results for a query.
func (d *Desk) searchView(ctx context.Context, a act, query string) (slack.ModalViewRequest, error) {
	a.verb = verbSearch
	input := lineInput("q", "Search the knowledge base", query, true)
	e := input.Element.(*slack.PlainTextInputBlockElement)
	e.ActionID, e.DispatchActionConfig = string(verbFind), &slack.DispatchActionConfig{TriggerActionsOn: []string{"on_character_entered", "on_enter_pressed"}}
	input.DispatchAction = true
	blocks := []slack.Block{input}
	hits, err := d.lookUp(ctx, query, 6)
	switch {
	case err != nil:
		d.log.Warn("the knowledge base cannot be searched", "error", err)
		blocks = append(blocks, small(":warning: The search does not answer just now."))
	case len(hits) == 0 && strings.TrimSpace(query) != "":
		blocks = append(blocks, small("Nothing found. Try other words."))
	}
	now := time.Now()
	for i, h := range hits {
		blocks = append(blocks, slack.NewDividerBlock(), small("*"+sourceLine(sourceOf(h), d.cfg.Base, now)+"*"))
		blocks = append(blocks, words(visible(plainOf(cut(h.Passage, 900))), 1)...)
		if a.target.Conv != 0 {
			t := target{Conv: a.target.Conv, Item: h.Article, Seq: a.target.Seq}
			var row []slack.BlockElement
			if h.Audience == knowledge.Public {
				found := target{Conv: t.Conv, Seq: t.Seq, Found: routing.Found{Article: h.Article, Version: h.Version}}
				insert := slack.NewButtonBlockElement(fmt.Sprintf("%s:%d", verbInsert, i), found.String()+" "+cut(h.Passage, 1500), label("Insert into a reply", maxButton))
				row = append(row, insert)
			}
			row = append(row, numbered(button(verbWrong, t, "This is wrong", slack.StyleDefault), i))
			blocks = append(blocks, slack.NewActionBlock(fmt.Sprintf("hit%d", i), row...))
		}
	}
	view := modal(a, "Knowledge", "", blocks...)
	view.Close = label("Close", 24)
	return view, nil
}

func sourceOf(h knowledge.Hit) assist.Source {
	return assist.Source{Article: h.Article, Version: h.Version, Name: h.Name, Title: h.Title, Link: h.Link,
		Internal: h.Audience != knowledge.Public, Published: h.Published, Doubt: h.Doubt}
}

// lookUp searches the knowledge base.
func (d *Desk) lookUp(ctx context.Context, query string, limit int) ([]knowledge.Hit, error) {
	if d.cfg.Search == nil || strings.TrimSpace(query) == "" {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return d.cfg.Search(ctx, knowledge.Query{Text: query, Internal: true, Limit: limit})
}

// searched shows the results for what was typed so far.
func (d *Desk) searched(ctx context.Context, a act, query string) error {
	if !a.who.operator() {
		return errNoOperator
	}
	a.target, _ = parseTarget(a.meta)
	view, err := d.searchView(ctx, a, query)
	if err != nil {
		return err
	}
	return d.open(ctx, a, view)
}

// insert goes on from a result to the reply, with the passage in it; its article goes with the reply.
func (d *Desk) insert(ctx context.Context, a act, value string) error {
	if !a.who.operator() {
		return errNoOperator
	}
	t, passage, _ := strings.Cut(value, " ")
	var ok bool
	if a.target, ok = parseTarget(t); !ok {
		return errGone
	}
	s, err := d.scene(ctx, a.target.Conv)
	if err != nil {
		return err
	}
	a.target.Seq = s.lastCustomer()
	view, err := d.compose(ctx, a, s, passage, nil)
	if err != nil {
		return err
	}
	return d.open(ctx, a, view)
}
