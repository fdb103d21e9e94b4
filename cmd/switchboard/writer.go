package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist"
	"switchboard/assist/openai"
	"switchboard/assist/prompts"
	"switchboard/cmd/switchboard/layout"
	"switchboard/cmd/switchboard/signin"
	"switchboard/cmd/switchboard/spend"
	"switchboard/knowledge"
	"switchboard/routing"
)

// openBook is where it is kept what models cost.
func openBook(cfg Config, pool *pgxpool.Pool, clock *knowledge.Clock, log *slog.Logger) (*spend.Book, error) {
	prices := map[string]spend.Price{}
	for model, value := range cfg.OpenAIPrices {
		p, err := priceOf(value)
		if err != nil {
			return nil, fmt.Errorf("OPENAI_PRICES: %s: %w", model, err)
		}
		prices[model] = p
	}
	return spend.New(spend.Config{Pool: pool, Prices: prices, Currency: cfg.OpenAICurrency,
		Limits: spend.Limits{Cost: cfg.OpenAIBudget, Tokens: cfg.OpenAITokens}, Clock: clock, Log: log}), nil
}

// openChat is the model of the settings; nil: there is none.
func openChat(cfg Config, meter openai.Meter) (*openai.Chat, error) {
	if cfg.OpenAIModel == "" {
		return nil, nil
	}
	uses := map[string]openai.Feature{}
	for feature, value := range cfg.OpenAIModels {
		f, err := featureOf(value)
		if err != nil {
			return nil, fmt.Errorf("OPENAI_MODELS: %s: %w", feature, err)
		}
		uses[feature] = f
	}
	return openai.NewChat(openai.ChatConfig{Key: cfg.OpenAIKey, Base: cfg.OpenAIBaseURL, Model: cfg.OpenAIModel, Features: uses, Meter: meter})
}

// openWriter is how a model writes; without a model articles are quoted and nothing is reworded.
func openWriter(cfg Config, meter openai.Meter) (w assist.Writer, err error) {
	chat, err := openChat(cfg, meter)
	if err != nil || chat == nil {
		return w, err
	}
	for name, to := range map[string]*string{prompts.Draft: &w.Prompt, prompts.Tone: &w.Tone, prompts.Verdict: &w.Verdict} {
		if *to, err = prompts.Load(cfg.Prompts, name); err != nil {
			return w, fmt.Errorf("SWITCHBOARD_PROMPTS: %w", err)
		}
	}
	w.Model = chat
	return w, nil
}

// checkDrafts asks every model of the settings for a word, and has a draft written of a small passage by the prompt in use.
func checkDrafts(ctx context.Context, cfg Config) (string, error) {
	chat, err := openChat(cfg, nil)
	if err != nil {
		return "", err
	}
	fact, err := chat.Check(ctx)
	if err != nil {
		return "", err
	}
	w, err := openWriter(cfg, nil)
	if err != nil {
		return "", err
	}
	asks := assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: "When is the shop open on weekdays?"}}}
	of := []assist.Source{{Article: 1, Version: 1, Lang: "en", Title: "Opening hours", Passage: "The shop is open from 9:00 to 18:00 on weekdays."}}
	if _, err := assist.New(assist.Config{Writer: w}).Write(ctx, asks, of, nil); err != nil {
		why, _ := assist.WhyUnwritten(err)
		return "", fmt.Errorf("%s; a draft of a small passage by the prompt %s.md is of no use: %s Look at the prompt, or set another model: %w", fact, prompts.Draft, why, err)
	}
	return fact + "; a draft of a small passage stands its checks", nil
}

// pen is the router's Author: the router is there before the assistant is.
type pen struct{ app *app }

// Write writes a draft from passages.
func (p pen) Write(ctx context.Context, d assist.Dialogue, sources []assist.Source, grows func(assist.Written) error) (assist.Written, error) {
	return p.app.assist.Write(ctx, d, sources, grows)
}

// Reword says an operator's words in another tone.
func (p pen) Reword(ctx context.Context, r assist.Rewording) (assist.Reworded, error) {
	return p.app.assist.Reword(ctx, r)
}

// Forget has a draft written anew when the same is asked again.
func (p pen) Forget(ctx context.Context, key string) error { return p.app.assist.Forget(ctx, key) }

// Reach tells whether the model's server answers at all.
func (p pen) Reach(ctx context.Context) error { return p.app.assist.Reach(ctx) }

// author is the pen, if a model is set.
func (a *app) author() routing.Author {
	if a.cfg.OpenAIModel == "" {
		return nil
	}
	return pen{a}
}

// judge is the assistant, if a model is to judge what it is about to answer.
func (a *app) judge() routing.Judge {
	if a.cfg.Judged == 0 {
		return nil
	}
	return a.assist
}

// mountModels serves what models cost to those who lead.
func (a *app) mountModels(mux *http.ServeMux, gate *signin.Gate, pages *layout.Layout) {
	page := gate.Require(routing.RoleSupervisor, routing.RoleAdministrator)(spend.NewPage(a.book, pages, func(r *http.Request) *layout.User {
		u, _ := gate.User(r)
		return u.Frame()
	}, a.log))
	mux.Handle("GET /models", page)
	mux.Handle("GET /models.csv", page)
}
