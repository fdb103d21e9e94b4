package knowledge

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// pageLink is a link of Markdown to a page beside it.
var pageLink = regexp.MustCompile(`\[([^\[\]]*)\]\(([^()\s<>:]+)(?: "[^"]*")?\)`)

// webLink is a link of Markdown to a page of the web.
var webLink = regexp.MustCompile(`\[([^\[\]]*)\]\((https?://[^()\s<>]+)(?: "[^"]*")?\)`)

// RelinkPages puts other targets in place of the links of a Markdown file to pages of its folder. To gets the path in the folder
// that a link means, and the link as it is written, and returns the address in place of it; empty: there is none, so its
// words stay without the link. Where to does not know the page the link stays.
// What is code stays as it is.
func RelinkPages(from, body string, to func(at, written string) (address string, known bool)) string {
	return relink(body, pageLink, func(target string) (string, bool) {
		at, ok := pagePath(from, target)
		if !ok {
			return "", false
		}
		return to(at, target)
	})
}

// RelinkAddresses is RelinkPages for links to pages of the web, by their whole addresses.
func RelinkAddresses(body string, to func(written string) (address string, known bool)) string {
	return relink(body, webLink, to)
}

// relink puts other targets in place of those of the links of a kind.
func relink(body string, links *regexp.Regexp, to func(target string) (address string, known bool)) string {
	var out strings.Builder
	code, end := codeIn(body), 0
	for _, m := range links.FindAllStringSubmatchIndex(body, -1) {
		if m[0] > 0 && (body[m[0]-1] == '!' || body[m[0]-1] == '\\') {
			continue
		}
		for len(code) > 0 && code[0].end <= m[0] {
			code = code[1:]
		}
		if len(code) > 0 && code[0].start <= m[0] {
			continue
		}
		words, target := body[m[2]:m[3]], body[m[4]:m[5]]
		address, known := to(target)
		if !known {
			continue
		}
		if address != "" {
			words = "[" + words + "](" + address + ")"
		}
		out.WriteString(body[end:m[0]] + words)
		end = m[1]
	}
	return out.String() + body[end:]
}

// stretch is a part of a text.
type stretch struct{ start, end int }

// codeIn is where a Markdown text has code: fenced blocks, and runs of code in its paragraphs.
func codeIn(text string) (code []stretch) {
	if !strings.Contains(text, "`") && !strings.Contains(text, "~~~") {
		return nil
	}
	fence, block, at := "", 0, 0 // block is where the paragraph begins
	spans := func(end int) {
		for i := block; i < end; {
			to := max(i+1, block+opaque(text[block:end], i-block))
			if text[i] == '`' {
				code = append(code, stretch{i, to})
			}
			i = to
		}
		block = end
	}
	for line := range strings.SplitAfterSeq(text, "\n") {
		bare := strings.TrimSpace(line)
		next := at + len(line)
		switch {
		case fence != "" || fenceOf(bare) != "":
			spans(at)
			code = append(code, stretch{at, next})
			fence, block = fenceAfter(fence, bare), next
		case bare == "":
			spans(at)
			block = next
		}
		at = next
	}
	spans(at)
	return code
}

// pagePath is the path in a folder that a link of one of its files means; one that begins with a slash is meant from the top.
func pagePath(from, target string) (string, bool) {
	target, _, _ = strings.Cut(target, "#")
	target, _, _ = strings.Cut(target, "?")
	unescaped, err := url.PathUnescape(target)
	if err != nil || target == "" || strings.HasPrefix(target, "//") {
		return "", false
	}
	if strings.HasPrefix(unescaped, "/") {
		return path.Join(".", unescaped[1:]), true
	}
	return path.Join(path.Dir(from), unescaped), true
}
