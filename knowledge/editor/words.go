package editor

import (
	"html/template"
	"strings"
	"time"

	"switchboard/knowledge"
)

func funcs() template.FuncMap {
	return template.FuncMap{
		"markdown": knowledge.Render,
		"language": language,
		"badges":   badges,
		"date":     func(t time.Time) string { return t.Format("2 January 2006") },
		"internal": func(a knowledge.Audience) bool { return a == knowledge.Internal },
		"join":     strings.Join,
	}
}

// language names a language; one that is not in the table is named by its tag.
func language(tag string) string {
	names := map[string]string{
		"en": "English", "uk": "Українська", "ru": "Русский", "de": "Deutsch", "pl": "Polski", "fr": "Français", "es": "Español",
		"it": "Italiano", "pt": "Português", "cs": "Čeština", "sk": "Slovenčina", "ro": "Română", "hu": "Magyar", "tr": "Türkçe",
		"nl": "Nederlands", "bg": "Български", "lt": "Lietuvių", "lv": "Latviešu", "et": "Eesti", "ka": "ქართული", "zh": "中文", "ja": "日本語",
	}
	if name, ok := names[tag]; ok {
		return name
	}
	if name, ok := names[knowledge.Base(tag)]; ok {
		return name + " (" + tag + ")"
	}
	return tag
}

// badge is a short word about an article.
type badge struct{ Kind, Word, Hint string }

// badges say what there is to know about an article at a glance: nothing, when it is published and in force.
func badges(r knowledge.Row) []badge {
	var out []badge
	switch {
	case !r.Removed.IsZero():
		out = append(out, badge{"bad", "Removed", "Readers do not see it. It can be brought back."})
	case r.Published == 0:
		out = append(out, badge{"draft", "Not published", "Readers do not see it yet."})
	case r.Published != r.Latest:
		out = append(out, badge{"draft", "Newer draft", "Readers see an older version than the newest."})
	}
	today := time.Now().UTC()
	if !r.ValidUntil.IsZero() && today.After(r.ValidUntil.AddDate(0, 0, 1)) {
		out = append(out, badge{"bad", "Expired", "It was valid until " + r.ValidUntil.Format("2 January 2006") + "."})
	}
	if today.Before(r.ValidFrom) {
		out = append(out, badge{"wait", "From " + r.ValidFrom.Format("2 Jan 2006"), "It is not valid yet."})
	}
	return out
}

// row is a document as a list would show it.
func row(d knowledge.Document) knowledge.Row {
	v := d.Versions[0]
	return knowledge.Row{ID: d.ID, Project: d.Project, Name: d.Name, Key: d.Key, Lang: d.Lang, Title: v.Title, Audience: v.Audience,
		Owner: d.Owner, Author: v.Author, At: v.At, Tags: v.Tags, ValidFrom: v.ValidFrom, ValidUntil: v.ValidUntil, Sample: d.Sample,
		Published: d.Published, Latest: d.Latest, Removed: d.Removed}
}

// done says what a form has just done.
func done(code string) string {
	return map[string]string{
		"saved":       "Saved as a new version. Readers see it once it is published.",
		"published":   "Published: readers see it now.",
		"unchanged":   "Nothing was changed, so there is no new version.",
		"unpublished": "Taken back: readers do not see it any more. Its versions are kept.",
		"removed":     "Removed. Its versions are kept: it can be brought back at any time.",
		"restored":    "Restored as the newest version. Readers see it once it is published.",
		"back":        "Brought back, as a draft. Publish it for readers to see it.",
		"card":        "The project is saved.",
		"gone":        "The project is removed, with its articles. Both can be brought back at any time.",
		"here":        "The project is back, with its articles.",
	}[code]
}

// slug makes a key of a title.
func slug(title string) string {
	latin := strings.NewReplacer(
		"а", "a", "б", "b", "в", "v", "г", "h", "ґ", "g", "д", "d", "е", "e", "є", "ie", "ж", "zh", "з", "z", "и", "y", "і", "i", "ї", "i",
		"й", "i", "к", "k", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "kh",
		"ц", "ts", "ч", "ch", "ш", "sh", "щ", "shch", "ь", "", "ю", "iu", "я", "ia", "ы", "y", "э", "e", "ё", "e", "ъ", "", "'", "", "’", "", "ʼ", "",
		"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "ą", "a", "ć", "c", "ę", "e", "ł", "l", "ń", "n", "ó", "o", "ś", "s", "ź", "z", "ż", "z",
		"é", "e", "è", "e", "á", "a", "à", "a", "ç", "c", "ñ", "n", "í", "i",
	).Replace(strings.ToLower(title))
	words := strings.FieldsFunc(latin, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	key := strings.Join(words, "-")
	if len(key) > 60 {
		key = strings.TrimRight(key[:60], "-")
	}
	return key
}
