package convert

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// Folders of generators of sites, and repositories, hold more than what customers read: templates, what earlier versions said, and
// texts for those who keep the files.

// hidden tells whether a file or a folder with all that is in it holds nothing for readers. What might be looked for is noted.
func (b *builder) hidden(name string, isFolder bool) bool {
	base := path.Base(name)
	switch {
	case base[0] == '.' || base == "node_modules":
		return true
	case isFolder && b.isCollection(name):
		return false
	case base[0] == '_':
		if !slices.Contains(templates, base) {
			b.leaveTexts(name, "their name, or that of their folder, begins with an underscore")
		}
		return true
	case b.isExcluded(name):
		b.leaveTexts(name, "_config.yml excludes them")
		return true
	case isFolder && b.isVersion(name):
		b.leaveTexts(name, "earlier versions")
		return true
	case isFolder:
		return b.isTemplates(name)
	case b.isForKeepers(name):
		b.leave(name, "for those who keep the files")
		return true
	}
	return false
}

// templates are folders of Jekyll, and of archives, that hold no text for readers.
var templates = []string{"_drafts", "_includes", "_layouts", "_data", "_sass", "_site", "_plugins", "__MACOSX"}

// leaveTexts notes the files of Markdown at a path.
func (b *builder) leaveTexts(name, why string) {
	_ = fs.WalkDir(b.root, name, func(at string, entry fs.DirEntry, err error) error { // what cannot be read is not read
		if err == nil && !entry.IsDir() && isMarkdown(at) {
			b.leave(at, why)
		}
		return nil
	})
}

// jekyll is the configuration of Jekyll, in the folder of its site.
const jekyll = "_config.yml"

// siteOf is the folder at or above a file that has the configuration of Jekyll, or the top.
func (b *builder) siteOf(name string) string {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if b.isFile(path.Join(dir, jekyll)) {
			return dir
		}
	}
	return "."
}

// configOf is what the configuration of Jekyll in a folder says; nil: it has none.
func (b *builder) configOf(dir string) frontMatter {
	if known, ok := b.configs[dir]; ok {
		return known
	}
	b.configs[dir] = nil
	var meta map[string]any
	if data, err := readUpTo(b.root, path.Join(dir, jekyll), maxText); err == nil && yaml.Unmarshal(data, &meta) == nil {
		b.configs[dir] = named(meta)
	}
	return b.configs[dir]
}

// isCollection tells whether a folder holds texts of Jekyll: posts, and collections that its configuration names.
func (b *builder) isCollection(name string) bool {
	base, site := path.Base(name), b.siteOf(name)
	config := b.configOf(site)
	if config == nil || base[0] != '_' || slices.Contains(templates, base) {
		return false
	}
	if base == "_posts" {
		return true
	}
	collection, top := base[1:], path.Join(site, config.word("collections_dir"))
	switch all := config["collections"].(type) {
	case map[string]any:
		of, there := all[collection]
		settings, _ := of.(map[string]any) // what is none sets nothing
		return there && path.Dir(name) == top && frontMatter(settings).word("output") != "false"
	case []any:
		return path.Dir(name) == top && slices.Contains(textsOf(all), collection)
	}
	return false
}

// isExcluded tells whether the configuration of Jekyll takes something out of its site.
func (b *builder) isExcluded(name string) bool {
	site := b.siteOf(name)
	within := strings.TrimPrefix(name, site+"/")
	for _, pattern := range textsOf(b.configOf(site)["exclude"]) {
		if ok, err := path.Match(strings.Trim(pattern, "/"), within); ok && err == nil {
			return true
		}
	}
	return false
}

// hasAny tells whether a folder has a file of any of some names.
func (b *builder) hasAny(dir string, names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return b.isFile(path.Join(dir, n)) })
}

func (b *builder) isFolder(name string) bool {
	info, err := fs.Stat(b.root, name)
	return err == nil && info.IsDir()
}

// isTemplates tells whether a folder of Hugo holds what its texts are put into.
func (b *builder) isTemplates(name string) bool {
	dir := path.Dir(name)
	if !b.isFolder(path.Join(dir, "content")) {
		return false
	}
	hugo := b.hasAny(dir, "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json") || b.isFolder(path.Join(dir, "config"))
	base := path.Base(name)
	return base == "archetypes" || hugo && slices.Contains([]string{"layouts", "themes", "resources", "public"}, base)
}

// isVersion tells whether a folder of Docusaurus has what was said of earlier versions.
func (b *builder) isVersion(name string) bool {
	dir, base := path.Split(name)
	if base == "versioned_docs" {
		return b.isFolder(path.Join(dir, "docs"))
	}
	return strings.HasPrefix(base, "version-") && strings.HasPrefix(path.Base(dir), "docusaurus-plugin-content-docs") && b.isFolder(path.Join(dir, "current"))
}

// keepers are the files of a repository that speak to those who keep it, by their names without the ending.
var keepers = []string{"AUTHORS", "CHANGELOG", "CODEOWNERS", "CODE_OF_CONDUCT", "CONTRIBUTING", "CONTRIBUTORS", "COPYING", "GOVERNANCE", "ISSUE_TEMPLATE", "LICENCE", "LICENSE",
	"MAINTAINERS", "PULL_REQUEST_TEMPLATE", "SECURITY"}

// isForKeepers tells whether a file at the top of a repository, or of a site in it, is for those who keep it. A README alone may be
// for customers.
func (b *builder) isForKeepers(name string) bool {
	dir, stem := path.Dir(name), strings.TrimSuffix(path.Base(name), path.Ext(name))
	site := b.hasAny(dir, jekyll, "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "mkdocs.yml", "mint.json", "docs.json",
		"book.toml", "astro.config.mjs", "package.json", "Gemfile")
	return (dir == "." || site) && slices.Contains(keepers, stem) || site && stem == "README"
}

// readme is the file of the top that was taken, though it may be for those who keep the files; empty: none.
func (b *builder) readme() string {
	for _, name := range []string{"README.md", "readme.md", "Readme.md"} {
		if b.madeOf[name] != "" {
			return name
		}
	}
	return ""
}

// loop is what Liquid repeats for each of the things that a site has.
var loop = regexp.MustCompile(`(?s)\{%-?\s*for\b.*\{%-?\s*endfor\s*-?%\}`)

// isMade tells why a text is none, if its generator makes the page of others or leads from it to another one.
func isMade(meta frontMatter, body string) (why string) {
	layout := strings.ToLower(meta.word("layout"))
	rest := strings.TrimSpace(anyHeading.ReplaceAllString(loop.ReplaceAllString(body, ""), ""))
	switch {
	case layout == "redirect", strings.TrimSpace(body) == "" && (meta["redirect_to"] != nil || meta["redirect"] != nil):
		return "they lead elsewhere"
	case layout == "home", rest == "" && loop.MatchString(body):
		return "made of other pages"
	}
	return ""
}
