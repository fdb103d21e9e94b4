package main

import (
	"fmt"

	"switchboard/assist"
	"switchboard/assist/openai"
	"switchboard/assist/prompts"
)

// openChat is the model of the settings; nil: there is none.
func openChat(cfg Config) (*openai.Chat, error) {
	if cfg.OpenAIModel == "" {
		return nil, nil
	}
	return openai.NewChat(openai.ChatConfig{Key: cfg.OpenAIKey, Base: cfg.OpenAIBaseURL, Model: cfg.OpenAIModel, Models: cfg.OpenAIModels})
}

// openWriter is how drafts are written; without a model articles are quoted.
func openWriter(cfg Config) (assist.Writer, error) {
	chat, err := openChat(cfg)
	if err != nil || chat == nil {
		return assist.Writer{}, err
	}
	text, err := prompts.Load(cfg.Prompts, prompts.Draft)
	if err != nil {
		return assist.Writer{}, fmt.Errorf("SWITCHBOARD_PROMPTS: %w", err)
	}
	return assist.Writer{Model: chat, Prompt: text}, nil
}
