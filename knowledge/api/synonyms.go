package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Synonyms are a language's words that mean the same.
type Synonyms struct {
	Lang   string     `json:"lang"`
	Groups []string   `json:"groups" doc:"Each a line of words, separated by commas" example:"refund, reimbursement"`
	Rev    int64      `json:"rev" doc:"For based_on; 0: they come with the program"`
	By     string     `json:"by,omitempty"`
	At     *time.Time `json:"at,omitempty"`
}

func (a *api) synonyms(h huma.API) {
	type worded struct {
		Body struct {
			Languages []Synonyms `json:"languages"`
		}
	}
	huma.Register(h, op(http.MethodGet, "/synonyms", "list-synonyms", "What means the same, by language"), func(ctx context.Context, _ *struct{}) (*worded, error) {
		list, err := a.store.Worded(ctx)
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &worded{}
		out.Body.Languages = []Synonyms{}
		for _, w := range list {
			s := Synonyms{Lang: w.Lang, Groups: []string{}, Rev: w.Rev, By: w.By, At: timeOut(w.At)}
			for line := range strings.SplitSeq(w.Groups, "\n") {
				if line = strings.TrimSpace(line); line != "" {
					s.Groups = append(s.Groups, line)
				}
			}
			out.Body.Languages = append(out.Body.Languages, s)
		}
		return out, nil
	})
	type putWords struct {
		Lang string `path:"lang"`
		Body struct {
			Groups  []string `json:"groups" doc:"Each a line of words, separated by commas; none: nothing means the same"`
			BasedOn int64    `json:"based_on" minimum:"0" doc:"Rev of those that these were made from; refused if there are newer ones"`
		}
	}
	huma.Register(h, op(http.MethodPut, "/synonyms/{lang}", "put-synonyms", "Replace a language's synonyms"), func(ctx context.Context, in *putWords) (*struct{}, error) {
		caller, err := may(ctx, Publish)
		if err != nil {
			return nil, err
		}
		err = a.store.SaveSynonyms(ctx, in.Lang, strings.Join(in.Body.Groups, "\n"), in.Body.BasedOn, caller.Name)
		if errors.Is(err, knowledge.ErrConflict) {
			return nil, huma.Error409Conflict("Somebody saved others in the meantime: read them, and send yours with their rev in based_on.")
		}
		return nil, a.saidAt(ctx, err, places{"lang": "path.lang"})
	})
}
