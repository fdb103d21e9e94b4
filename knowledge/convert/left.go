package convert

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// passedOver are the endings of files that hold text and that are not read, with what to do about them.
var passedOver = map[string]string{
	".doc": "save as .docx", ".odt": "save as .docx", ".rtf": "save as .docx", ".pages": "save as .docx", ".pdf": "save its text as .docx", ".txt": "save as .md",
	".rst": "save as .md", ".adoc": "save as .md", ".xls": "save as .xlsx", ".ods": "save as .xlsx", ".numbers": "save as .xlsx", ".mht": "save as .html", ".mhtml": "save as .html",
}

// pass notes a file that is not read.
func (b *builder) pass(name string) {
	if ending := strings.ToLower(path.Ext(name)); passedOver[ending] != "" {
		b.passed[ending]++
	}
}

// leave notes a file of a kind that is read, and that was left out for a reason, in words for several of them.
func (b *builder) leave(name, why string) {
	b.aside[why] = append(b.aside[why], name)
}

// kind is what a source was taken for, with what of it was read otherwise than it may seem.
func (b *builder) kind(of string) string {
	for _, e := range slices.Sorted(maps.Keys(b.encodings)) {
		of += fmt.Sprintf(", %d in %s", b.encodings[e], e)
	}
	var left []string
	for _, e := range slices.Sorted(maps.Keys(b.passed)) {
		left = append(left, fmt.Sprintf("%d %s (%s)", b.passed[e], e, passedOver[e]))
	}
	for _, why := range slices.Sorted(maps.Keys(b.aside)) {
		left = append(left, some(b.aside[why])+" ("+why+")")
	}
	if len(left) > 0 {
		of += "; not read: " + strings.Join(left, ", ")
	}
	return of
}

// some are the first names of a list, and how many there are besides.
func some(names []string) string {
	const most = 3
	text := strings.Join(names[:min(len(names), most)], ", ")
	if more := len(names) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
