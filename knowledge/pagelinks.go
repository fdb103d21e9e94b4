package knowledge

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// pageLink is a link of Markdown to a page beside it.
var pageLink = regexp.MustCompile(`(^|[^!\\])\[([^\[\]]*)\]\(([^()\s<>:]+)(?: "[^"]*")?\)`)

// RelinkPages puts other targets in place of the links of a Markdown file to pages of its folder. To gets the path in the folder
// that a link means, and the link as it is written, and returns the address in place of it; empty: there is none, so its
// words stay without the link. Where to does not know the page the link stays.
func RelinkPages(from, body string, to func(at, written string) (address string, known bool)) string {
	return pageLink.ReplaceAllStringFunc(body, func(s string) string {
		m := pageLink.FindStringSubmatch(s)
		at, ok := pagePath(from, m[3])
		if !ok {
			return s
		}
		switch address, known := to(at, m[3]); {
		case !known:
			return s
		case address == "":
			return m[1] + m[2]
		default:
			return m[1] + "[" + m[2] + "](" + address + ")"
		}
	})
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
