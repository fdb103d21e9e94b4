package convert

import (
	"fmt"
	"slices"
	"strings"
)

// columns are the names that a sheet's first row may have, by field. The first one of each is what people are told. Those behind a
// semicolon were passed over once, as sheet.before has to know.
const columns = `project: project, product, service, проєкт, проект
lang: language, lang, locale, мова, язык, sprache, język
key: key, id, slug
title: title, question, subject, heading, name, заголовок, назва, питання, вопрос, название, frage, titel, pytanie, tytuł
body: body, answer, text, content, markdown, відповідь, текст, ответ, antwort, inhalt, odpowiedź, treść
questions: questions, also asked, synonyms, variants, питання людей, варіанти, варианты, fragen, pytania
audience: audience, visibility, для кого; access, permission, permissions, viewable_by, viewable by, user_segment, user_segment_id, видимість, доступ, видимость, zielgruppe, sichtbarkeit, zugriff, odbiorcy, widoczność, dostęp
status: status; state, publication_status, publication status, publish status, стан, статус, состояние, zustand, stan
published: published; is_published, public, is_public, visible, live, опубліковано, опублікована, опубликовано, опубликована, veröffentlicht, opublikowano, opublikowany, opublikowane
draft: draft; is_draft, archived, is_archived, hidden, is_hidden, unlisted, unpublished, deleted, чернетка, архівовано, в архіві, приховано, черновик, архивировано, в архиве, скрыто, entwurf, archiviert, ausgeblendet, szkic, zarchiwizowano, zarchiwizowany, ukryty, ukryte
internal: internal; is_internal, private, is_private, restricted, is_restricted, confidential, внутрішня, внутрішнє, внутренняя, внутреннее, intern, wewnętrzny, wewnętrzne
tags: tags, labels, теги, мітки; label_names, label names, tag, etykiety, tagi, schlagwörter
section: section, category, категорія, категория, kategorie, kategoria, розділ, раздел; folder, collection, abschnitt, bereich, rubrik, sekcja, dział
owner: owner, author, власник, владелец
link: link, url, посилання, ссылка; html_url
from: valid_from, valid from, from, діє з, действует с
until: valid_until, valid until, until, expires, діє до, действует до
review: review_by, review by, verify by, переглянути до, перевірити до, проверить до`

// fieldOf is the field that a name of a column stands for, or nothing.
func fieldOf(header string) string {
	field, _ := columnNamed(header)
	return field
}

// columnNamed is fieldOf, and whether such a column was always read.
func columnNamed(header string) (field string, always bool) {
	header = strings.ToLower(strings.Trim(strings.TrimSpace(header), "*: "))
	if header == "" {
		return "", false
	}
	for line := range strings.Lines(columns) {
		field, all, _ := strings.Cut(strings.TrimSpace(line), ": ")
		first, since, _ := strings.Cut(all, "; ")
		for at, names := range []string{first, since} {
			if slices.Contains(strings.Split(names, ", "), header) {
				return field, at == 0
			}
		}
	}
	return "", false
}

// severalColumns are the fields that several columns of a sheet may have.
var severalColumns = []string{"audience", "status", "published", "draft", "internal", "tags", "section"}

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
		name, _, _ = strings.Cut(name, "; ")
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
