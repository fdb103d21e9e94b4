package convert

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// publicAddress is where readers of a site find an article. A front matter names no host.
type publicAddress struct{ host, path string }

// numberedArticle is the path of an article of Zendesk or Intercom. What stands behind its number may be left out.
var numberedArticle = regexp.MustCompile(`(^|/)articles/(\d+)[^/]*$`)

// pageEnding is what the path of a page may have in the end or not.
var pageEnding = regexp.MustCompile(`(^|/)index(?:\.html?)?$|\.html?$`)

// addressOf is the address that a link names: a whole one, or a path from the top of a site.
func addressOf(link string) (publicAddress, bool) {
	u, err := url.Parse(link)
	if err != nil || (u.Host == "" || u.Scheme != "http" && u.Scheme != "https") && (u.Scheme != "" || u.Host != "" || !strings.HasPrefix(u.Path, "/")) {
		return publicAddress{}, false
	}
	at := strings.TrimPrefix(path.Clean("/"+u.Path), "/")
	at = strings.TrimSuffix(pageEnding.ReplaceAllString(at, "$1"), "/")
	at = numberedArticle.ReplaceAllString(at, "${1}articles/$2")
	if u.RawQuery != "" {
		at += "?" + u.RawQuery
	}
	return publicAddress{strings.ToLower(u.Host), at}, true
}

// pathsOf are the addresses at which a generator shows a text, by its front matter.
func pathsOf(meta map[string]any) (out []publicAddress) {
	for _, name := range []string{"permalink", "url", "slug", "aliases", "redirect_from"} {
		links := textsOf(meta[name])
		if link, ok := meta[name].(string); ok {
			links = []string{link}
		}
		for _, link := range links {
			if at, ok := addressOf(link); ok && !strings.Contains(at.path, ":") { // that stands for a part of something
				out = append(out, at)
			}
		}
	}
	return out
}

// host is the site that an article is of, if it is known.
func (p piece) host() string {
	for _, at := range p.public {
		if at.host != "" {
			return at.host
		}
	}
	return ""
}

// noteAddresses notes where readers of other sites find the articles.
func (b *builder) noteAddresses() {
	b.shownAt = map[string][]string{}
	for name, p := range b.pieces {
		for _, at := range p.public {
			if !slices.Contains(b.shownAt[at.path], name) {
				b.shownAt[at.path] = append(b.shownAt[at.path], name)
			}
		}
	}
}

// atAddress is the article that readers find at an address, if it is one alone. Whole tells that the site has to be known.
func (b *builder) atAddress(at publicAddress, whole bool) (found piece, ok bool) {
	for _, name := range b.shownAt[at.path] {
		p := b.pieces[name]
		if !slices.ContainsFunc(p.public, func(a publicAddress) bool {
			return a.path == at.path && (a.host == at.host || !whole && (a.host == "" || at.host == ""))
		}) {
			continue
		}
		if ok {
			return piece{}, false
		}
		found, ok = p, true
	}
	return found, ok
}

// isElsewhere tells whether a link leads to a page from the top of a site, and not to one of the program's own.
func isElsewhere(link string) bool {
	at, ok := addressOf(link)
	own := at.path == "help" || strings.HasPrefix(at.path, "help/") || strings.HasPrefix(at.path, "knowledge/") || strings.HasPrefix("/"+at.path, knowledge.FilesPath)
	return ok && at.host == "" && !own && path.Ext(at.path) == ""
}
