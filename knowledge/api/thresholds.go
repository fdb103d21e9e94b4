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
	out := Thresholds{Usual: Limits(t.Usual), Own: ownOut(t.Own), Measured: timeOut(t.Measured), By: t.By, Running: t.Running, Need: t.Need, Groups: []Tuned{}, Changes: []ThresholdChange{}}
	if t.Judged.From > 0 {
		judged := Judged(t.Judged)
		out.Judged = &judged
	}
	for _, g := range t.Groups {
		to := Tuned{Project: g.Project, Lang: g.Lang, Questions: g.Questions, Known: g.Known, Wanted: g.Wanted, Now: Limits(g.Now), Then: Outcome(g.NowShares), Curve: []Curve{}, Lacks: g.Lacks}
		if g.Chosen != (knowledge.Limits{}) {
			chosen, would, held := Limits(g.Chosen), Outcome(g.ChosenShares), Outcome(g.HeldOut)
			to.Chosen, to.Would, to.HeldOut = &chosen, &would, &held
		}
		for _, p := range g.Curve {
			to.Curve = append(to.Curve, Curve(p))
		}
		out.Groups = append(out.Groups, to)
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
