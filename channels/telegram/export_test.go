package telegram

import "github.com/go-telegram/bot/models"

// Mark is an entity.
type Mark = models.MessageEntity

// FromMarkdown opens fromMarkdown to property tests.
func FromMarkdown(source string) (string, []Mark) {
	r := fromMarkdown(source)
	return r.text, r.entities
}

// Split opens split to property tests.
func Split(source string, limit int) ([]string, [][]Mark) {
	var texts []string
	var marks [][]Mark
	for _, part := range split(fromMarkdown(source), limit) {
		texts, marks = append(texts, part.text), append(marks, part.entities)
	}
	return texts, marks
}
