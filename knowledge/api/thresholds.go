package api

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Limits are the probabilities from which the assistant answers by itself and operators see a draft.
type Limits struct {
	Answer float64 `json:"answer,omitempty" minimum:"0" maximum:"1.01" doc:"Above 1: never; 0 or left out: the usual one"`
	Draft  float64 `json:"draft,omitempty" minimum:"0" maximum:"1" doc:"0 or left out: the usual one"`
}

// Threshold is what a project, a language, or a project's language differs in from the usual.
type Threshold struct {
	Project string `json:"project,omitempty"`
	Lang    string `json:"lang,omitempty"`
	Limits
}

// Curve is a point of what a threshold would have meant.
type Curve struct {
	From     float64 `json:"from"`
	Answered float64 `json:"answered" doc:"Share of the questions"`
	Wrong    float64 `json:"wrong" doc:"Share of the answers"`
	Count    int     `json:"count" doc:"Answers"`
}

// Outcome is what would have become of past questions.
type Outcome struct {
	Answered float64 `json:"answered"`
	Drafted  float64 `json:"drafted"`
	Unknown  float64 `json:"unknown"`
	Wrong    float64 `json:"wrong" doc:"Of the answers"`
	Useful   float64 `json:"useful" doc:"Of the drafts"`
	Missed   float64 `json:"missed" doc:"Of those said to be unknown"`
}

// Tuned is what past questions of a project in a language speak for.
type Tuned struct {
	Project   string   `json:"project"`
	Lang      string   `json:"lang"`
	Questions int      `json:"questions"`
	Known     int      `json:"known" doc:"That an article answers"`
	Wanted    float64  `json:"wanted" doc:"Share of wrong answers that chosen keeps below"`
	Now       Limits   `json:"now"`
	Then      Outcome  `json:"now_outcome"`
	Chosen    *Limits  `json:"chosen,omitempty" doc:"What they speak for; left out: they are too few"`
	Would     *Outcome `json:"chosen_outcome,omitempty"`
	HeldOut   *Outcome `json:"held_out,omitempty" doc:"At thresholds chosen by other questions than are judged: as the next ones will fare"`
	Lacks     []string `json:"lacks,omitempty" doc:"What they are too few for, in words"`
	Curve     []Curve  `json:"curve"`

	Wrong []PastAnswer `json:"wrong" doc:"Questions that would be answered wrongly from the lower of now and chosen on, the surest first, at most 20. What was forgotten or changed since is left out"`
	Open  []PastAnswer `json:"open" doc:"Questions of open gaps that an article written since would answer, at most 20: they count for nothing until their gaps are closed"`
}

// PastAnswer is a past question with what answers it, and what it would be answered with.
type PastAnswer struct {
	Text    string  `json:"text" doc:"The customer's words, personal data masked"`
	Lang    string  `json:"lang"`
	Sure    float64 `json:"sure" doc:"Probability with which it would be answered"`
	By      string  `json:"by" doc:"Article that it would be answered with, project/key"`
	ByID    int64   `json:"by_id,omitempty" doc:"Id of that article, in the question's language if there is a choice; left out: it is gone"`
	Right   string  `json:"right,omitempty" doc:"Article that answered it, project/key; left out: nothing did"`
	RightID int64   `json:"right_id,omitempty" doc:"Id of that article"`
	Gap     int64   `json:"gap,omitempty" doc:"Id of the gap in which it waits, where nothing answered it"`
}

func pastAnswersOut(list []knowledge.PastAnswer) []PastAnswer {
	out := []PastAnswer{}
	for _, p := range list {
		out = append(out, PastAnswer{p.Text, p.Lang, p.Sure, p.By, p.ByID, p.Right, p.RightID, p.Gap})
	}
	return out
}

// Given is what became of what the assistant answered by itself.
type Given struct {
	Project   string `json:"project" doc:"Of the article that it was answered from"`
	Lang      string `json:"lang" doc:"Of the question"`
	Answers   int    `json:"answers" doc:"That customers were sent, one to what was asked at once. Answers to customers who were erased since are not counted"`
	Denied    int    `json:"denied" doc:"The customer said that it did not help, and asked for no person"`
	Asked     int    `json:"asked_for_person" doc:"He asked for a person before the assistant answered again"`
	Corrected int    `json:"corrected" doc:"An operator took it back or had it say something else, also where the channel could not, or wrote before the customer said anything more. An answer may be denied or asked_for_person, and corrected"`
	Failed    int    `json:"failed" doc:"Denied, asked_for_person or corrected: each answer once"`
	Confirmed int    `json:"confirmed" doc:"Not failed, and the customer said that it helped"`
	Solved    int    `json:"solved_silently" doc:"Neither: nobody said a word about it, and the conversation ended as solved without an operator's word after it. Silence proves nothing"`
	Unsaid    int    `json:"unsaid" doc:"Nothing more is known"`
}

// ThresholdChange is who set the thresholds, and to what.
type ThresholdChange struct {
	ID  int64       `json:"id"`
	By  string      `json:"by"`
	Why string      `json:"why,omitempty"`
	At  time.Time   `json:"at"`
	Own []Threshold `json:"own" doc:"All that differed from the usual from then on"`
}

// Thresholds are those in force, and what past questions speak for.
type Thresholds struct {
	Usual    Limits            `json:"usual"`
	Own      []Threshold       `json:"own" doc:"What differs from the usual"`
	Measured *time.Time        `json:"measured,omitempty"`
	By       string            `json:"measured_by,omitempty"`
	Running  bool              `json:"running" doc:"The past is being asked"`
	Need     int               `json:"need" doc:"Questions that thresholds of one's own take"`
	Groups   []Tuned           `json:"groups" doc:"Of the last measurement"`
	Changes  []ThresholdChange `json:"changes" doc:"Newest first"`
	Judged   *Judged           `json:"judged,omitempty" doc:"Left out: no model judges what is about to be answered"`
	Days     int               `json:"days" doc:"Until now, of which given tells"`
	Given    []Given           `json:"given" doc:"What the assistant answered by itself and what became of it, by project and language; most answers first"`
}

// Judged is what became of drafts that a model read before the assistant was to answer with one.
type Judged struct {
	From     float64 `json:"from" doc:"Probability from which drafts are read"`
	Days     int     `json:"days" doc:"That are counted"`
	Answered int     `json:"answered" doc:"Answers given by its verdict"`
	Failed   int     `json:"failed" doc:"Of these, the customer said that they did not help"`
	Denied   int     `json:"denied" doc:"Questions that it found a draft not to answer"`
}

func ownOut(own map[string]knowledge.Limits) []Threshold {
	out := []Threshold{}
	for _, name := range slices.Sorted(maps.Keys(own)) {
		project, lang, _ := strings.Cut(name, "/")
		out = append(out, Threshold{project, lang, Limits(own[name])})
	}
	return out
}

func thresholdsOut(t knowledge.Thresholds) Thresholds {
	out := Thresholds{Usual: Limits(t.Usual), Own: ownOut(t.Own), Measured: timeOut(t.Measured), By: t.By, Running: t.Running, Need: t.Need, Groups: []Tuned{}, Changes: []ThresholdChange{}, Days: t.Days, Given: []Given{}}
	if t.Judged.From > 0 {
		judged := Judged(t.Judged)
		out.Judged = &judged
	}
	for _, g := range t.Groups {
		to := Tuned{Project: g.Project, Lang: g.Lang, Questions: g.Questions, Known: g.Known, Wanted: g.Wanted, Now: Limits(g.Now), Then: Outcome(g.NowShares), Curve: []Curve{}, Lacks: g.Lacks,
			Wrong: pastAnswersOut(g.Wrong), Open: pastAnswersOut(g.Open)}
		if g.Chosen != (knowledge.Limits{}) {
			chosen, would, held := Limits(g.Chosen), Outcome(g.ChosenShares), Outcome(g.HeldOut)
			to.Chosen, to.Would, to.HeldOut = &chosen, &would, &held
		}
		for _, p := range g.Curve {
			to.Curve = append(to.Curve, Curve(p))
		}
		out.Groups = append(out.Groups, to)
	}
	for _, g := range t.Given {
		out.Given = append(out.Given, Given{g.Project, g.Lang, g.Answers, g.Denied, g.Asked, g.Corrected, g.Failed, g.Confirmed, g.Solved, g.Unsaid()})
	}
	for _, c := range t.Changes {
		out.Changes = append(out.Changes, ThresholdChange{c.ID, c.By, c.Why, c.At, ownOut(c.Own)})
	}
	return out
}

type thresholdsBody struct{ Body Thresholds }

// thresholds are the operations on when the assistant answers.
func (a *api) thresholds(h huma.API) {
	type none struct{}
	huma.Register(h, op(http.MethodGet, "/thresholds", "get-thresholds", "From which probability the assistant answers and offers drafts, and what past questions speak for"), func(ctx context.Context, _ *none) (*thresholdsBody, error) {
		return a.thresholdsNow(ctx)
	})
	type putThreshold struct {
		Body struct {
			Threshold
			Why string `json:"why,omitempty" maxLength:"300"`
		}
	}
	huma.Register(h, op(http.MethodPut, "/thresholds", "put-threshold", "Set them for a project, a language, or a project's language; neither probability: the usual ones again"), func(ctx context.Context, in *putThreshold) (*thresholdsBody, error) {
		return a.setThresholds(ctx, func(by string) error {
			name := in.Body.Project
			if in.Body.Lang != "" {
				name += "/" + in.Body.Lang
			}
			if name == "" || strings.Contains(in.Body.Project+in.Body.Lang, "/") {
				return knowledge.InvalidError{{Field: "project", Problem: "or lang is to be named", Example: "net"}}
			}
			to := knowledge.Limits(in.Body.Limits)
			if to != (knowledge.Limits{}) { // what was set for a project that is gone can be taken back
				if err := errors.Join(to.Check(), a.isThere(ctx, in.Body.Project, in.Body.Lang)); err != nil {
					return err
				}
			}
			return a.tune.Set(ctx, name, to, by, in.Body.Why)
		})
	})
	huma.Register(h, op(http.MethodPost, "/thresholds/measure", "measure-thresholds", "Ask the past questions again, in the background"), func(ctx context.Context, _ *none) (*thresholdsBody, error) {
		return a.setThresholds(ctx, func(by string) error { return a.tune.Measure(ctx, by) })
	})
	huma.Register(h, op(http.MethodPost, "/thresholds/take", "take-thresholds", "Go by all that the past questions speak for"), func(ctx context.Context, _ *none) (*thresholdsBody, error) {
		return a.setThresholds(ctx, func(by string) error { return a.tune.Take(ctx, by) })
	})
	type change struct {
		ID int64 `path:"id" minimum:"1"`
	}
	huma.Register(h, op(http.MethodPost, "/thresholds/{id}/revert", "revert-thresholds", "Bring back what was in force after a change"), func(ctx context.Context, in *change) (*thresholdsBody, error) {
		return a.setThresholds(ctx, func(by string) error {
			return a.saidOf(ctx, a.tune.Revert(ctx, in.ID, by), fmt.Sprintf("There is no change %d of the thresholds.", in.ID))
		})
	})
}

// setThresholds does something with the thresholds and answers with what they are then.
func (a *api) setThresholds(ctx context.Context, do func(by string) error) (*thresholdsBody, error) {
	caller, err := may(ctx, Publish)
	if err != nil {
		return nil, err
	}
	if a.tune == nil {
		return nil, huma.Error503ServiceUnavailable("Thresholds are not kept here.")
	}
	if err := do(caller.Name); err != nil {
		return nil, a.saidAt(ctx, err, places{"language": "body.lang"})
	}
	return a.thresholdsNow(ctx)
}

func (a *api) thresholdsNow(ctx context.Context) (*thresholdsBody, error) {
	if a.tune == nil {
		return nil, huma.Error503ServiceUnavailable("Thresholds are not kept here.")
	}
	t, err := a.tune.Thresholds(ctx)
	if err != nil {
		return nil, a.said(ctx, err)
	}
	return &thresholdsBody{thresholdsOut(t)}, nil
}

// isThere tells whether a project is there and a language is one, where they are named.
func (a *api) isThere(ctx context.Context, project, lang string) error {
	if lang != "" {
		if err := knowledge.CheckLang(lang); err != nil {
			return err
		}
	}
	if project == "" {
		return nil
	}
	err := knowledge.ErrNotFound
	if !strings.ContainsRune(project, 0) { // which the database cannot be asked for
		_, err = a.store.Project(ctx, project)
	}
	if errors.Is(err, knowledge.ErrNotFound) {
		return knowledge.InvalidError{{Field: "project", Problem: fmt.Sprintf("%q is none that there is", project), Example: "net"}}
	}
	return err
}
