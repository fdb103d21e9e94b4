package main

import (
	"context"
	"fmt"
	"log/slog"

	"switchboard/assist"
	"switchboard/assist/openai"
	"switchboard/assist/prompts"
)

// openChat is the model of the settings; nil: there is none.
func openChat(cfg Config, log *slog.Logger) (*openai.Chat, error) {
	if cfg.OpenAIModel == "" {
		return nil, nil
	}
	return openai.NewChat(openai.ChatConfig{Key: cfg.OpenAIKey, Base: cfg.OpenAIBaseURL, Model: cfg.OpenAIModel, Models: cfg.OpenAIModels,
		Count: func(ctx context.Context, feature, model string, in, out int) {
			log.InfoContext(ctx, "a model answered", "feature", feature, "model", model, "tokens_in", in, "tokens_out", out)
		}})
}

// openWriter is how drafts are written; without a model articles are quoted.
func openWriter(cfg Config, log *slog.Logger) (assist.Writer, error) {
	chat, err := openChat(cfg, log)
	if err != nil || chat == nil {
		return assist.Writer{}, err
	}
	text, err := prompts.Load(cfg.Prompts, prompts.Draft)
	if err != nil {
		return assist.Writer{}, fmt.Errorf("SWITCHBOARD_PROMPTS: %w", err)
	}
	return assist.Writer{Model: chat, Prompt: text}, nil
}
