package main

import (
	"fmt"

	"switchboard/assist"
	"switchboard/assist/openai"
	"switchboard/assist/prompts"
	"switchboard/routing"
)

// openDigester is what has a model sum up conversations; nil: rules do.
func openDigester(cfg Config, meter openai.Meter) (routing.Digester, error) {
	chat, err := openChat(cfg, meter)
	if err != nil || chat == nil {
		return nil, err
	}
	text, err := prompts.Load(cfg.Prompts, prompts.Summary)
	if err != nil {
		return nil, fmt.Errorf("SWITCHBOARD_PROMPTS: %w", err)
	}
	return assist.NewSummarizer(chat, text), nil
}
