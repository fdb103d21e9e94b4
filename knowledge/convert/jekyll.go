package convert

import (
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"
)

var (
	raw         = regexp.MustCompile(`(?s)\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}`)
	highlight   = regexp.MustCompile(`(?s)\{%-?\s*highlight\s+(\w*)[^%]*%\}\n?(.*?)\n?[ \t]*\{%-?\s*endhighlight\s*-?%\}`)
	highlighted = regexp.MustCompile(`(?s)\{\{<\s*highlight\s+"?(\w*)"?[^>]*>\}\}\n?(.*?)\n?[ \t]*\{\{<\s*/\s*highlight\s*>\}\}`)
	shown       = regexp.MustCompile(`(?s)\{\{([<%])/\*(.*?)\*/([>%])\}\}`)
	output      = regexp.MustCompile(`\{\{-?\s*([^{}<>%]*?)\s*-?\}\}`)
	linkTag     = regexp.MustCompile(`\{%-?\s*(link|post_url)\s+(\S+)\s*-?%\}`)
	reference   = regexp.MustCompile(`\{\{[<%]\s*(?:rel)?ref\s+"?([^"\s>%]+)"?\s*[>%]\}\}`)
)

// literal masks what a generator is told to leave as it is.
func (d *dialect) literal(s string) string {
	for _, code := range []*regexp.Regexp{highlight, highlighted} {
		s = code.ReplaceAllStringFunc(s, func(all string) string {
			m := code.FindStringSubmatch(all)
			return "\n" + d.mask("```"+m[1]) + "\n" + d.maskLines(m[2]) + "\n" + d.mask("```") + "\n"
		})
	}
	s = raw.ReplaceAllStringFunc(s, func(all string) string { return d.maskLines(raw.FindStringSubmatch(all)[1]) })
	return shown.ReplaceAllStringFunc(s, func(all string) string {
		m := shown.FindStringSubmatch(all)
		return d.mask("{{" + m[1] + m[2] + m[3] + "}}")
	})
}

// outputs puts what is known in place of values and links: those of the site's configuration and of the front matter, and the
// files that links name. Other values stay, and are told.
func (d *dialect) outputs(s string) string {
	s = linkTag.ReplaceAllStringFunc(s, func(all string) string {
		m := linkTag.FindStringSubmatch(all)
		if m[1] == "post_url" {
			return address(path.Join(d.b.siteOf(d.name), "_posts", m[2]) + ".md")
		}
		return address(path.Join(d.b.siteOf(d.name), m[2]))
	})
	s = reference.ReplaceAllStringFunc(s, func(all string) string { return d.linked(reference.FindStringSubmatch(all)[1]) })
	return output.ReplaceAllStringFunc(s, func(all string) string {
		value, ok := d.value(output.FindStringSubmatch(all)[1])
		if !ok {
			d.lose(all)
			return d.mask(all)
		}
		return value
	})
}

// value is what an output of Liquid gives, if that is known.
func (d *dialect) value(of string) (string, bool) {
	of, filter, filtered := strings.Cut(of, "|")
	of, filter = strings.TrimSpace(of), strings.TrimSpace(filter)
	if filtered && filter != "relative_url" && filter != "absolute_url" {
		return "", false
	}
	if text := strings.Trim(of, `"'`); len(text)+2 == len(of) {
		return text, true
	}
	if of == "site.baseurl" || of == "site.url" { // links lead from the top of the folder
		return "", true
	}
	for prefix, meta := range map[string]frontMatter{"site.": d.b.configOf(d.b.siteOf(d.name)), "page.": d.meta} {
		if name, ok := strings.CutPrefix(of, prefix); ok && meta.word(strings.ToLower(name)) != "" {
			return meta.word(strings.ToLower(name)), true
		}
	}
	return "", false
}

// linked is the address of a file that a reference of Hugo names: beside the page, beside its bundle, or below the folder of all
// contents.
func (d *dialect) linked(to string) string {
	to, anchor, _ := strings.Cut(strings.Trim(to, `"`), "#")
	if anchor != "" {
		anchor = "#" + anchor
	}
	dir := path.Dir(d.name)
	top := "."
	if i := strings.LastIndex("/"+d.name, "/content/"); i >= 0 {
		top = d.name[:i+len("content")]
	}
	if to == "" {
		return anchor
	}
	for _, from := range []string{dir, path.Dir(dir), top} {
		if strings.HasPrefix(to, "/") && from != top {
			continue
		}
		for _, ending := range []string{"", ".md", ".mdx", "/index.md", "/_index.md"} {
			if at := path.Join(from, to) + ending; fs.ValidPath(at) && d.b.isFile(at) {
				return address(at) + anchor
			}
		}
	}
	return address(path.Join(top, to)) + anchor
}

// address is how a text links a file from the top of the folder.
func address(at string) string { return "/" + (&url.URL{Path: at}).EscapedPath() }

// topLink is a link from the top of a site.
var topLink = regexp.MustCompile(`(\]\()/([^()\s<>?#]+)(\))`)

// fromTop is a text whose links to pictures and files from the top of its site lead there from the text's own folder: sites keep
// what they give away as it is in a folder of its own.
func (b *builder) fromTop(name, text string) string {
	return topLink.ReplaceAllStringFunc(text, func(all string) string {
		m := topLink.FindStringSubmatch(all)
		at, err := url.PathUnescape(m[2])
		if err != nil || isMarkdown(at) {
			return all
		}
		up := ""
		for dir := path.Dir(name); ; dir = path.Dir(dir) {
			for _, folder := range []string{"", "static", "public"} {
				if file := path.Join(dir, folder, at); fs.ValidPath(file) && b.isFile(file) {
					return m[1] + up + strings.TrimPrefix(address(path.Join(folder, at)), "/") + m[3]
				}
			}
			if dir == "." {
				return all
			}
			up += "../"
		}
	})
}
