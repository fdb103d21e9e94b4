package convert

import "strings"

// columns are the names that a sheet's first row may have, by field. The first one of each is what people are told.
const columns = `project: project, product, service, проєкт, проект
lang: language, lang, locale, мова, язык, sprache, język
key: key, id, slug
title: title, question, subject, heading, name, заголовок, назва, питання, вопрос, название, frage, titel, pytanie, tytuł
body: body, answer, text, content, markdown, відповідь, текст, ответ, antwort, inhalt, odpowiedź, treść
questions: questions, also asked, synonyms, variants, питання людей, варіанти, варианты, fragen, pytania
audience: audience, visibility, для кого
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
	has := map[string]bool{}
	for _, c := range cells {
		f := fieldOf(c)
		if f == "" && strings.TrimSpace(c) != "" {
			unknown = append(unknown, c)
		}
		if has[f] {
			f = ""
		}
		has[f] = true
		fields = append(fields, f)
	}
	return fields, unknown, has["title"] && has["body"]
}
