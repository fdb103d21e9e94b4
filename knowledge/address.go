package knowledge

import (
	"context"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Texts are kept without the address of the program: its files and articles stand in them by their paths, /knowledge-files/… and
// /help/…, so that they are found wherever the program is, and in another knowledge base. Its own pages show them as they are; who
// reads a text elsewhere is told the address of the day: Absolute.

const (
	langPath = `[a-z]{2,3}(?:-[A-Za-z0-9]+)*`
	keyPath  = `[a-z0-9][a-z0-9-]*`
	ownPages = `/knowledge/a/[0-9]+|/help(?:/` + langPath + `(?:/` + keyPath + `(/` + keyPath + `)?)?)?`
)

var (
	ownPath = regexp.MustCompile(`^(?:(` + FilesPath + `[0-9a-f]{32}/)[^/?#\s()<>"]|` + ownPages + `)`)
	ownLink = regexp.MustCompile(`^(?:` + FilesPath + `[0-9a-f]{32}/[^/?#]+|` + ownPages + `)(?:[?#].*)?$`)
	ownBare = regexp.MustCompile(`^(?:` + FilesPath + `[0-9a-f]{32}/[^/?#]+|/knowledge/a/[0-9]+|/help/` + langPath + `/` + keyPath + `/` + keyPath + `)(?:[?#].*)?$`) // where nobody wrote a link
)

// Absolute puts the program's address before the paths of its files and articles in a Markdown text. Base has no slash at its end;
// an empty one is not known, and changes nothing.
func Absolute(md, base string) string {
	md, _ = absolute(md, base)
	return md
}

// absolute is Absolute that also tells where in the text it has put the address.
func absolute(md, base string) (string, []int) {
	if base == "" || !strings.Contains(md, FilesPath) && !strings.Contains(md, "/help") && !strings.Contains(md, "/knowledge/a/") {
		return md, nil
	}
	var out strings.Builder
	var put []int
	end := 0
	for at := range len(md) {
		if md[at] == '/' && ownAt(md, at, at) {
			out.WriteString(md[end:at] + base)
			put, end = append(put, at), at
		}
	}
	return out.String() + md[end:], put
}

// Relative takes the program's address away from its files and articles in a Markdown text. What else is there, or elsewhere, stays.
func Relative(md, base string) string {
	if base == "" || !strings.Contains(md, base+"/") {
		return md
	}
	var out strings.Builder
	for from, end := 0, 0; ; {
		i := strings.Index(md[from:], base+"/")
		if i < 0 {
			return out.String() + md[end:]
		}
		at := from + i
		if from = at + len(base); ownAt(md, at, from) {
			out.WriteString(md[end:at])
			end = from
		}
	}
}

// ownAt tells whether an address that begins at a place of a text is that of a file or an article, whose path begins at another.
// What is no article, but a page above it, is one only where Markdown links it: "/help" may be what one writes to a bot.
func ownAt(md string, begin, path int) bool {
	m := ownPath.FindStringSubmatchIndex(md[path:])
	if m == nil {
		return false
	}
	before, after := md[:begin], md[path+m[1]:]
	linked := strings.HasSuffix(before, "](") || strings.HasSuffix(before, "](<")
	if last, size := utf8.DecodeLastRuneInString(before); size > 0 && !linked && !unicode.IsSpace(last) && !strings.ContainsRune("(*_~", last) {
		return false
	}
	if m[2] >= 0 { // a file
		return true
	}
	next, size := utf8.DecodeRuneInString(after)
	if next == '.' {
		next, _ = utf8.DecodeRuneInString(after[size:])
	}
	goesOn := unicode.IsLetter(next) || unicode.IsDigit(next) || strings.ContainsRune("/-_%=&", next)
	return !goesOn && (linked || m[4] >= 0 || strings.HasPrefix(md[path:], "/knowledge/a/"))
}

// Abroad is an index whose hits are told with the program's address: for those who read them elsewhere than on its pages.
func Abroad(of Index, base string) Index { return outside{of, base} }

type outside struct {
	Index
	base string
}

// Search finds passages.
func (x outside) Search(ctx context.Context, q Query) ([]Hit, error) {
	hits, err := x.Index.Search(ctx, q)
	for i := range hits {
		h := &hits[i]
		h.Lead = Absolute(h.Lead, x.base)
		var put []int
		h.Passage, put = absolute(h.Passage, x.base)
		h.Marks = shifted(h.Marks, put, len(x.base))
	}
	return hits, err
}

// shifted are the marks of a text into which so many bytes were put at some places.
func shifted(marks [][2]int, put []int, size int) [][2]int {
	if len(put) == 0 {
		return marks
	}
	out := make([][2]int, len(marks))
	for i, m := range marks {
		out[i] = m
		for _, at := range put {
			if at <= m[0] {
				out[i][0] += size
			}
			if at < m[1] {
				out[i][1] += size
			}
		}
	}
	return out
}
