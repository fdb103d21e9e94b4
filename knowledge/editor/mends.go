package editor

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
)

// mostMends is how many places that could not be taken are put right on the page at once.
const mostMends = 50

// mend is a place of an import that could not be taken, or that was put right on the page.
type mend struct {
	At       string
	Line     int
	Problems []string
	N        int // its number in the form
	convert.Place
}

// Right reports whether it was put right, so that it can be taken.
func (m mend) Right() bool { return m.Mended && len(m.Problems) == 0 }

// readMends reads what was put right. The words of a form are named by the number of their place.
func readMends(c call) map[string]convert.Mend {
	mends := map[string]convert.Mend{}
	for n := range mostMends {
		prefix := fmt.Sprintf("mend.%d.", n)
		m := convert.Mend{At: c.PostForm.Get(prefix + "at"), Was: c.PostForm.Get(prefix + "was"), Fields: map[string]string{}}
		for name, values := range c.PostForm {
			if field, ok := strings.CutPrefix(name, prefix+"field."); ok {
				m.Fields[field] = typed(values[0])
			}
		}
		if m.At != "" {
			mends[m.At] = m
		}
	}
	return mends
}

// mends are what could not be taken, in the order of the report, each place once, and then what was put right. Lost is how many
// were to be put right where something else stands now.
func mends(source convert.Source, bad []knowledge.BadFile, sent map[string]convert.Mend) (list []mend, lost int) {
	isBad := map[string]bool{}
	for _, b := range bad {
		isBad[b.Path] = true
	}
	var right []mend
	for _, at := range slices.Sorted(maps.Keys(sent)) {
		place, ok := source.Place(at)
		switch {
		case !ok || place.Was != sent[at].Was:
			lost++
		case place.Mended && !isBad[at]:
			right = append(right, mend{At: at, Place: place})
		}
	}
	shown := map[string]int{} // places that can be put right, by their path
	for _, b := range bad {
		if i, ok := shown[b.Path]; ok {
			list[i].Problems = append(list[i].Problems, b.Problem)
			continue
		}
		if len(list) == shownNames {
			break
		}
		m := mend{At: b.Path, Line: b.Line, Problems: []string{b.Problem}}
		if place, ok := source.Place(b.Path); ok && len(shown) < mostMends-len(right) {
			m.Place, m.N, shown[b.Path] = place, len(shown), len(list)
		}
		list = append(list, m)
	}
	for i := range right {
		right[i].N = len(shown) + i
	}
	return append(list, right...), lost
}

// mendLabels name what can be put right.
var mendLabels = map[string]string{
	"project": "Project", "lang": "Language", "key": "Key", "title": "Title or question", "body": "Text or answer", "questions": "Questions people ask", "audience": "Audience: public or internal",
	"status": "Status: published, draft or internal", "published": "Published: yes or no", "draft": "Draft: yes or no", "internal": "For colleagues alone: yes or no",
	"tags": "Tags", "section": "Section", "owner": "Owner", "link": "Public page", "from": "Valid from", "until": "Valid until", "review": "Review by", "markdown": "The whole file",
}

// Label names a field of a place. Of a field that several columns have, the others have its number.
func (mend) Label(name string) string {
	field, number, _ := strings.Cut(name, " ")
	return strings.TrimSpace(mendLabels[field] + " " + number)
}
