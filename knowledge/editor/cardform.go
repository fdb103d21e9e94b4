package editor

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"switchboard/knowledge"
)

// projectForm is the card of a project as it is being written.
type projectForm struct {
	Me                                                            Editor
	New                                                           bool
	Key, Name, Summary, URL, Aliases, Department, Contacts, Hours string
	Owner                                                         string // who keeps the card true
	Body                                                          string // other sections, where the card has parts
	ForWhom, Prices, MustKnow, Rest                               string
	Offers                                                        []offerRow
	Based                                                         int       // version of the card that the form was begun with; 0: a new project
	Old                                                           int       // while another's change is shown and not settled: version that what was typed began with; 0: Based
	Restored                                                      time.Time // when what is restored was typed; zero: nothing is
	Earlier                                                       int       // version that the form is filled with in place of the newest; 0: the newest
	Errors                                                        map[string]string
	Now                                                           map[string]string // what was saved meanwhile, where it differs
	Problem                                                       string
	Merged                                                        string // who saved what meanwhile, which is in the form now
	Preview, Unsaved                                              bool
}

func formOf(p knowledge.Project) projectForm {
	c := knowledge.ParseCard(p.Body)
	f := projectForm{Key: p.Key, Name: p.Name, Summary: p.Summary, URL: p.URL, Aliases: strings.Join(p.Aliases, ", "),
		Department: p.Department, Contacts: p.Contacts, Hours: p.Hours, Owner: p.Owner, Body: c.About, ForWhom: c.ForWhom, Prices: c.Prices, MustKnow: c.MustKnow,
		Rest: c.Rest, Based: p.Version}
	for _, o := range c.Offers {
		f.Offers = append(f.Offers, rowOf(o))
	}
	return f
}

// Draft is the name under which what is typed is kept.
func (f projectForm) Draft() string {
	if f.New {
		return "p:new"
	}
	return "p:" + f.Key
}

// begun is the version of the card that what is typed began with.
func (f projectForm) begun() int { return cmp.Or(f.Old, f.Based) }

// Called is what the page names the project.
func (f projectForm) Called() string { return cmp.Or(strings.TrimSpace(f.Name), f.Key) }

// Action is where the form is sent.
func (f projectForm) Action() string {
	if f.New {
		return "/knowledge/new-project"
	}
	return "/knowledge/p/" + f.Key + "/edit"
}

// offerRow is one offer of the form.
type offerRow struct {
	Text, From, Until string
	Ends              string // the last day of which it was decided that it is not extended
}

func rowOf(o knowledge.Offer) offerRow {
	row := offerRow{Text: o.Text, From: isoDay(o.From), Until: isoDay(o.Until)}
	if o.Ends {
		row.Ends = row.Until
	}
	return row
}

// Rows are the offers with room for more.
func (f projectForm) Rows() []offerRow { return append(slices.Clone(f.Offers), make([]offerRow, 3)...) }

// card is what the parts of the form say, and what is wrong with its days.
func (f projectForm) card() (knowledge.Card, string) {
	c := knowledge.Card{About: f.Body, ForWhom: f.ForWhom, Prices: f.Prices, MustKnow: f.MustKnow, Rest: f.Rest}
	problem := ""
	for _, row := range f.Offers {
		from, errFrom := readDay(row.From)
		until, errUntil := readDay(row.Until)
		for _, err := range []error{errFrom, errUntil} {
			if err != nil {
				problem = err.Error()
			}
		}
		if stray := (knowledge.Offer{Text: row.Text}).StrayDays(); stray != "" && row.From+row.Until == "" {
			problem = "The card " + stray + "."
		}
		if !until.IsZero() && until.Before(from) {
			problem = fmt.Sprintf("The offer “%s” ends before it begins.", row.Text)
		}
		c.Offers = append(c.Offers, knowledge.Offer{Text: row.Text, From: from, Until: until, Ends: row.Ends != "" && row.Ends == row.Until})
	}
	return c, problem
}

func (f projectForm) project() knowledge.Project {
	c, _ := f.card()
	return knowledge.Project{Key: f.Key, Name: f.Name, Summary: f.Summary, URL: f.URL, Aliases: cutList(f.Aliases, ",\n"), Department: f.Department,
		Contacts: f.Contacts, Hours: f.Hours, Owner: f.Owner, Body: c.Body()}
}

// field is one of the form's, by its name.
type field struct {
	name string
	at   *string
	text bool // of several lines
}

// texts are the fields of the form but for its offers.
func (f *projectForm) texts() []field {
	return []field{{"name", &f.Name, false}, {"summary", &f.Summary, false}, {"url", &f.URL, false}, {"aliases", &f.Aliases, false},
		{"department", &f.Department, false}, {"contacts", &f.Contacts, true}, {"hours", &f.Hours, true}, {"owner", &f.Owner, false}, {"body", &f.Body, true},
		{"for_whom", &f.ForWhom, true}, {"prices", &f.Prices, true}, {"must_know", &f.MustKnow, true}, {"rest", &f.Rest, true}}
}

// Whole is the body as it would be saved.
func (f projectForm) Whole() string { return f.project().Body }

// offerLines are the offers as one text, to be compared.
func (f projectForm) offerLines() string {
	c, _ := f.card()
	return (knowledge.Card{Offers: c.Offers}).Body()
}

func (c call) projectForm() projectForm {
	v := func(name string) string { return typed(c.PostForm.Get(name)) }
	f := projectForm{Key: strings.TrimSpace(v("key")), Name: v("name"), Summary: v("summary"), URL: v("url"), Aliases: v("aliases"),
		Department: v("department"), Contacts: v("contacts"), Hours: v("hours"), Owner: v("owner"), Body: v("body"), ForWhom: v("for_whom"), Prices: v("prices"),
		MustKnow: v("must_know"), Rest: v("rest"), Preview: v("do") == "preview"}
	f.Based, _ = strconv.Atoi(v("based")) // what is no number is no version, so it is a conflict
	f.Old, _ = strconv.Atoi(v("old"))     // what is no number is no version
	f.Offers = offerRows(c.PostForm["offer"], c.PostForm["offer_from"], c.PostForm["offer_until"], c.PostForm["offer_ends"])
	return f
}

// offerRows are the offers of a form whose text is not empty.
func offerRows(texts, froms, untils, ends []string) (rows []offerRow) {
	for i := range min(len(texts), len(froms), len(untils), 200) {
		row := offerRow{Text: strings.TrimSpace(typed(texts[i])), From: strings.TrimSpace(froms[i]), Until: strings.TrimSpace(untils[i])}
		if i < len(ends) { // what was kept before has none
			row.Ends = strings.TrimSpace(ends[i])
		}
		if row.Text != "" {
			rows = append(rows, row)
		}
	}
	return rows
}
