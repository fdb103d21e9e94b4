package routing

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/jackc/pgx/v5"

	"switchboard/knowledge"
)

// Which language customers write and read.

// langsOf are the languages that a customer has chosen, or has written in his last conversations.
func langsOf(ctx context.Context, q querier, c *conversation) ([]string, error) {
	rows, err := q.Query(ctx, `SELECT lang FROM (
			SELECT lang, 0 AS n, 0 AS id FROM subscribers WHERE id = $1
			UNION ALL SELECT lang, 1, id FROM (SELECT lang, id FROM conversations WHERE subscriber_id = $1 AND id <> $2 ORDER BY id DESC LIMIT 5) before) x
		WHERE lang <> '' ORDER BY n, id DESC`, c.SubscriberID, c.ID)
	if err != nil {
		return nil, fmt.Errorf("read the languages of subscriber %d: %w", c.SubscriberID, err)
	}
	langs, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read the languages of subscriber %d: %w", c.SubscriberID, err)
	}
	return langs, nil
}

// meant is what a customer meant to type. What was said in a call or pressed was not typed.
func meant(text, lang string, untyped bool) string {
	if untyped {
		return text
	}
	return knowledge.Meant(text, lang)
}

// languageOf is the language of a customer's words. A few Latin letters of somebody unknown are taken for English; the
// script tells the others.
func languageOf(text, prior string) string {
	lang, sure := knowledge.Language(text, prior)
	switch {
	case sure:
	case prior == "" && (lang == "de" || lang == "pl"):
		return "en"
	case cyrillic(text) && !inLettersOf(text, prior): // Latin letters are written in any language, and names
		if own, _ := knowledge.Language(text, ""); own != "" {
			return own
		}
	}
	return lang
}

// FirstLanguage is the language that a customer's first words are taken to be in, where nothing else tells it; empty: none is known.
func FirstLanguage(text string) string { return languageOf(text, "") }

// surely is the language of a customer's words where they tell it, or may be in the one that he writes; empty: they are too few, or in
// none that is known.
func surely(text, prior string) string {
	lang, sure := knowledge.Language(text, prior)
	if !sure && (knowledge.Base(lang) != knowledge.Base(prior) || !inLettersOf(text, prior)) {
		return ""
	}
	return lang
}

// inLettersOf tells whether a text has letters, and those of a language.
func inLettersOf(text, lang string) bool {
	return lang != "" && strings.ContainsFunc(text, unicode.IsLetter) && cyrillic(text) == slices.Contains([]string{"uk", "ru"}, knowledge.Base(lang))
}

func cyrillic(text string) bool {
	return strings.ContainsFunc(text, func(c rune) bool { return unicode.Is(unicode.Cyrillic, c) })
}
