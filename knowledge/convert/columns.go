package convert

import (
	"fmt"
	"slices"
	"strings"
)

// columns are the names that a sheet's first row may have, by field. The first one of each is what people are told.
const columns = `project: project, product, service, проєкт, проект
lang: language, lang, locale, мова, язык, sprache, język
key: key, id, slug
title: title, question, subject, heading, name, заголовок, назва, питання, вопрос, название, frage, titel, pytanie, tytuł
body: body, answer, text, content, markdown, відповідь, текст, ответ, antwort, inhalt, odpowiedź, treść
questions: questions, also asked, synonyms, variants, питання людей, варіанти, варианты, fragen, pytania
audience: audience, visibility, access, user_segment, user_segment_id, для кого, видимість, доступ, видимость, zielgruppe, sichtbarkeit, zugriff, odbiorcy, widoczność, dostęp
status: status, state, publication_status, publication status, publish status, стан, статус, состояние, zustand, stan
published: published, is_published, public, is_public, visible, live, опубліковано, опублікована, опубликовано, опубликована, veröffentlicht, opublikowano, opublikowany, opublikowane
draft: draft, is_draft, archived, is_archived, hidden, is_hidden, unlisted, unpublished, deleted, чернетка, архівовано, в архіві, приховано, черновик, архивировано, в архиве, скрыто, entwurf, archiviert, ausgeblendet, szkic, zarchiwizowano, zarchiwizowany, ukryty, ukryte
internal: internal, is_internal, private, is_private, внутрішня, внутрішнє, внутренняя, внутреннее, intern, wewnętrzny, wewnętrzne
tags: tags, labels, теги, мітки
section: section, category, категорія, категория, kategorie, kategoria, розділ, раздел
owner: owner, author, власник, владелец
link: link, url, посилання, ссылка
from: valid_from, valid from, from, діє з, действует с
until: valid_until, valid until, until, expires, діє до, действует до
review: review_by, review by, verify by, переглянути до, перевірити до, проверить до`

func fieldOf(header string) string {
	header = strings.ToLower(strings.Trim(strings.TrimSpace(header), "*: "))
	for line := range strings.Lines(columns) {
		field, names, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for name := range strings.SplitSeq(names, ", ") {
			if name == header {
				return field
			}
		}
	}
	return ""
}

// severalColumns are the fields that several columns of a sheet may have.
var severalColumns = []string{"audience", "status", "published", "draft", "internal"}

// columnOf is what a field is, whichever of several columns it stands in.
func columnOf(field string) string {
	name, _, _ := strings.Cut(field, " ")
	return name
}

// columnNames are the columns that are read, as people are told them.
func columnNames() string {
	var names []string
	for line := range strings.Lines(columns) {
		_, all, _ := strings.Cut(strings.TrimSpace(line), ": ")
		name, _, _ := strings.Cut(all, ", ")
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// fieldsOf are the fields that a row names, which names are not known, and whether articles can be made of what is below it.
func fieldsOf(cells []string) (fields, unknown []string, useful bool) {
	has := map[string]int{}
	for _, c := range cells {
		f := fieldOf(c)
		if f == "" && strings.TrimSpace(c) != "" {
			unknown = append(unknown, c)
		}
		has[f]++
		switch n := has[f]; {
		case n > 1 && slices.Contains(severalColumns, f):
			f = fmt.Sprintf("%s %d", f, n)
		case n > 1:
			f = ""
		}
		fields = append(fields, f)
	}
	return fields, unknown, has["title"] > 0 && has["body"] > 0
}
