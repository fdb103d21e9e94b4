package webdesk

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"switchboard/routing"
)

// frame is what the layout is executed with.
type frame struct {
	Title   string
	Section string
	Wide    bool
	User    *user
	Data    any
}

// user is the signed-in operator, as the layout shows him.
type user struct{ Name, Email, Role, Presence string }

// tab is one of the lists.
type tab struct {
	Key, Name string
	Count     int
	Current   bool
}

// list is the left pane.
type list struct {
	Me          routing.Operator
	Tabs        []tab
	Tab         string
	Departments []routing.Department
	Department  int64
	Query       string
	Rows        []routing.Head
	Full        bool // there may be more than shown
	Empty       string
}

// The lists.
const (
	tabMine       = "mine"
	tabWaiting    = "waiting"
	tabAssistant  = "assistant"
	tabColleagues = "colleagues"
	tabSnoozed    = "snoozed"
	tabClosed     = "closed"
)

// most is how many conversations a list holds.
const most = 500

// showDesk shows the whole page, with a conversation when the address names one.
func (d *Desk) showDesk(c call) error {
	l, err := d.list(c)
	if err != nil {
		return err
	}
	data := map[string]any{"List": l, "Me": c.me, "Search": d.search != nil, "Tones": d.router.Rewords(), "Closing": parts{Dispositions: d.router.Dispositions()}, "Dismissals": routing.Dismissals()}
	title := "Desk"
	if c.PathValue("id") != "" {
		p, err := d.parts(c)
		if err != nil {
			return err
		}
		data["Parts"], title = p, name(p.Head)
	}
	u := &user{Name: c.me.Name, Email: c.me.Email, Role: string(c.me.Role), Presence: c.me.Presence}
	return d.render(c, "layout", frame{Title: title, Section: "desk", Wide: true, User: u, Data: data})
}

// showList shows the left pane alone.
func (d *Desk) showList(c call) error {
	l, err := d.list(c)
	if err != nil {
		return err
	}
	return d.render(c, "list", l)
}

func (d *Desk) list(c call) (list, error) {
	ctx := c.Context()
	departments, err := d.router.Departments(ctx)
	if err != nil {
		return list{}, err
	}
	q := c.URL.Query()
	l := list{Me: c.me, Tab: q.Get("tab"), Query: strings.TrimSpace(first(q.Get("q"), 200)), Departments: departments}
	l.Department, _ = strconv.ParseInt(q.Get("department"), 10, 64)
	heads, err := d.router.Heads(ctx, c.me.ID, routing.Filter{Department: l.Department, Limit: most})
	if err != nil {
		return list{}, err
	}
	byTab := map[string][]routing.Head{}
	for _, h := range heads {
		key := tabOf(h, c.me.ID)
		byTab[key] = append(byTab[key], h)
	}
	if l.Tab == "" {
		l.Tab = tabMine
		if len(byTab[tabMine]) == 0 {
			l.Tab = tabWaiting
		}
	}
	l.Tabs = tabs(byTab, l.Tab)
	l.Rows, l.Full = byTab[l.Tab], len(heads) == most
	switch {
	case l.Query != "":
		l.Rows, err = d.router.Heads(ctx, c.me.ID, routing.Filter{Text: l.Query, Department: l.Department, Limit: 100})
		l.Empty = "Nothing found. The search looks at names, addresses and what was said."
	case l.Tab == tabClosed:
		l.Rows, err = d.router.Heads(ctx, c.me.ID, routing.Filter{State: routing.Closed, Department: l.Department, Limit: 100})
		l.Empty = "Nothing has been closed yet."
	default:
		l.Empty = nothing(l.Tab)
	}
	if l.Tab == tabWaiting && l.Query == "" {
		slices.SortStableFunc(l.Rows, func(a, b routing.Head) int {
			if a.Priority != b.Priority {
				return b.Priority - a.Priority
			}
			return a.Queued.Compare(b.Queued)
		})
	}
	return l, err
}

func tabOf(h routing.Head, me int64) string {
	switch {
	case h.State == routing.Closed:
		return tabClosed
	case h.State == routing.Snoozed:
		return tabSnoozed
	case h.State == routing.Queued:
		return tabWaiting
	case h.State == routing.Assistant:
		return tabAssistant
	case h.Owner == me:
		return tabMine
	}
	return tabColleagues
}

func tabs(by map[string][]routing.Head, current string) []tab {
	all := []tab{{Key: tabMine, Name: "Mine"}, {Key: tabWaiting, Name: "Waiting"}, {Key: tabAssistant, Name: "Assistant’s"},
		{Key: tabColleagues, Name: "Colleagues’"}, {Key: tabSnoozed, Name: "Snoozed"}, {Key: tabClosed, Name: "Closed"}}
	for i := range all {
		all[i].Count, all[i].Current = len(by[all[i].Key]), all[i].Key == current
	}
	return all
}

func nothing(tab string) string {
	switch tab {
	case tabMine:
		return "You have no conversations. Take the next one from the queue."
	case tabWaiting:
		return "Nobody is waiting. Well done."
	case tabAssistant:
		return "The assistant is not talking to anyone now."
	case tabColleagues:
		return "Your colleagues have no conversations."
	case tabSnoozed:
		return "Nothing is put aside."
	}
	return "Nothing here."
}

// parts are the middle and the right pane.
type parts struct {
	Me           routing.Operator
	Head         routing.Head
	Mine         bool
	Project      string
	Lines        []line
	Earlier      bool
	LastCustomer int64
	Drafts       []draft
	Dismissed    []routing.Draft
	Summary      summary
	Last         *routing.Head // the customer's conversation before this one
	Facts        []fact
	FactsMark    int64
	ClearFacts   int // how many of the facts have a field of their own, and are added together
	Proposal     routing.Proposal
	Dispositions []string
	Person       routing.Subscriber
	Ways         []routing.SubscriberAddress // other addresses of the customer that can be written to
	Departments  []routing.Department
	Operators    []routing.Operator
	Search       bool
	Tones        bool // a model rewords
}

// Offered is how many drafts there are, or are written.
func (p parts) Offered() (n int) {
	for _, d := range p.Drafts {
		if d.State != "unwritten" {
			n++
		}
	}
	return n
}

// List is the list that the conversation stands in.
func (p parts) List() string { return tabOf(p.Head, p.Me.ID) }

// showParts shows the middle and the right pane of one conversation, for a page to put in place.
func (d *Desk) showParts(c call) error {
	p, err := d.parts(c)
	if err != nil {
		return err
	}
	return d.render(c, "parts", p)
}

// How many lines of a long conversation are shown at first, and when asked for all.
const (
	shown    = 200
	shownAll = 1900
)

func (d *Desk) parts(c call) (parts, error) {
	ctx := c.Context()
	id, err := c.id()
	if err != nil {
		return parts{}, err
	}
	h, err := d.router.Head(ctx, c.me.ID, id)
	if err != nil {
		return parts{}, err
	}
	p := parts{Me: c.me, Head: h, Mine: h.Owner == c.me.ID, Search: d.search != nil, Tones: d.router.Rewords(), Project: d.project(ctx, h.Project)}
	window := int64(shown)
	if c.URL.Query().Get("all") != "" {
		window = shownAll
	}
	after := max(h.LastSeq-window, 0)
	items, err := d.router.Timeline(ctx, c.me.ID, id, after)
	if err != nil {
		return p, err
	}
	for _, it := range items {
		if it.Author == "customer" && it.Sort == "message" && !it.Partial {
			p.LastCustomer = max(p.LastCustomer, it.Seq)
		}
	}
	p.Earlier = after > 0 && window == shown
	p.Lines = lines(items)
	drafts, err := d.router.Drafts(ctx, c.me.ID, id)
	if err != nil {
		return p, err
	}
	p.Drafts = draftsFor(drafts, items, h)
	if p.Dismissed, err = d.router.Dismissed(ctx, c.me.ID, id); err != nil {
		return p, err
	}
	if p.Person, err = d.router.Subscriber(ctx, c.me.ID, h.Subscriber); err != nil {
		return p, err
	}
	if err := d.sums(ctx, &p); err != nil {
		return p, err
	}
	for _, a := range p.Person.Addresses {
		if a.OneWay == "" && !a.Blocked && (a.Account != h.Account || a.Value != h.Address) {
			p.Ways = append(p.Ways, a)
		}
	}
	if p.Departments, err = d.router.Departments(ctx); err != nil {
		return p, err
	}
	p.Operators, err = d.router.Operators(ctx)
	return p, err
}

// project is the name of a project, or its key when the name can't be had.
func (d *Desk) project(ctx context.Context, key string) string {
	if d.projects == nil || key == "" {
		return key
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	names, err := d.projects(ctx)
	if err != nil || names[key] == "" {
		return key
	}
	return names[key]
}
