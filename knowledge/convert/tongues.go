package convert

import (
	"regexp"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// tongues are the languages that files and folders are named by, each with its names.
const tongues = `en: english, англійська, английский, angielski, englisch
uk: ua, ukrainian, українська, украинский, ukraiński, ukrainisch
ru: russian, російська, русский, rosyjski, russisch
pl: polish, польська, польский, polski, polnisch
de: german, німецька, немецкий, niemiecki, deutsch
es: spanish, español
fr: french, français
it: italian, italiano
cs: czech, čeština
sk: slovak, slovenčina
ro: romanian, română
tr: turkish, türkçe
lt: lithuanian, lietuvių
lv: latvian, latviešu
et: estonian, eesti
nl: dutch, nederlands
pt: portuguese, português
hu: hungarian, magyar`

// tongueOf is the tag of a language that somebody names as tools do, "en-GB", "en_US" or "English": variants of it are one language
// here. What names none stays as it is.
func tongueOf(word string) string {
	word = strings.ToLower(strings.TrimSpace(word))
	base := knowledge.Base(strings.ReplaceAll(word, "_", "-"))
	for line := range strings.Lines(tongues) {
		tag, names, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if all := strings.Split(names, ", "); base == tag || slices.Contains(all, base) || slices.Contains(all, word) {
			return tag
		}
	}
	if regioned.MatchString(word) {
		return base
	}
	return word
}

// Tongue is a language tag as this program writes it, where tools write another one for that language: "uk" for "ua".
func Tongue(tag string) string {
	base, rest, _ := strings.Cut(tag, "-")
	if own := tongueNamed(base); own != "" {
		base = own
	}
	return strings.TrimSuffix(base+"-"+rest, "-")
}

var (
	regioned   = regexp.MustCompile(`^[a-z]{2,3}[-_]([a-z]{2}|[a-z]{4}|[0-9]{3})$`)
	tongueTag  = regexp.MustCompile(`^([a-z]{2})(?:[-_](?:[a-z]{2}|[0-9]{3}))?$`)
	tongueLast = regexp.MustCompile(`[-_]([a-z]{2})$`)
)

// aWord are the tags of languages that are words of others, or names of what companies have, so that a name of these letters means no
// language unless the text is in it.
var aWord = []string{"it", "cs", "et", "ro", "hu"}

// tongueNamed is the language that a folder, or what stands before the ending of a file, is named by: "uk", "en-us", "ua".
func tongueNamed(part string) string {
	m := tongueTag.FindStringSubmatch(strings.ToLower(part))
	if m == nil {
		return ""
	}
	if tag := tongueOf(m[1]); strings.Contains("\n"+tongues, "\n"+tag+":") {
		return tag
	}
	return ""
}

// agrees tells whether a text may well be in a language: its words are of it, or of none that is told by them.
func agrees(text, lang string) bool {
	told, sure := languageOf(text)
	if sure {
		return told == lang
	}
	told, _ = knowledge.Language(text, "")
	return told == "" || told == lang
}

// denies tells whether the words of a text are surely of another language.
func denies(text, lang string) bool {
	told, sure := languageOf(text)
	return sure && told != lang
}
