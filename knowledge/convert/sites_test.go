package convert_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// articlesOf are the keys of the articles that a folder becomes.
func articlesOf(t *testing.T, files map[string]string) (keys, kind, told string) {
	t.Helper()
	for name, text := range files {
		if text == "" {
			files[name] = "# T\n\nA text of " + name + "."
		}
	}
	s, got := taken(t, files)
	var all []string
	for name := range maps.Keys(got) {
		if key, ok := strings.CutPrefix(name, "net/en/"); ok {
			all = append(all, strings.TrimSuffix(key, ".md"))
		}
	}
	if len(s.Bad) > 0 {
		t.Errorf("bad %v", s.Bad)
	}
	slices.Sort(all)
	return strings.Join(all, " "), s.Kind, warned(s)
}

func TestWhatOfASiteIsForReadersIsRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files            map[string]string
		want, kind, told string
	}{
		"collections and posts of Jekyll": {map[string]string{"_config.yml": "collections:\n  articles: {output: true}\n  staff: {output: false}\n  faq:\nexclude: [vendor/, '*.draft.md']\n",
			"_articles/old.md": "", "_faq/en/a.md": "", "_staff/x.md": "", "_posts/2025-03-01-spring.md": "", "news/_posts/2025-03-02-more.md": "", "_drafts/x.md": "", "_includes/x.md": "", "_other/x.md": "", "vendor/x.md": "", "b.draft.md": "", "pay.md": ""},
			"articles-old faq-a news-posts-2025-03-02-more pay posts-2025-03-01-spring", "b.draft.md, vendor/x.md (_config.yml excludes them), _other/x.md, _staff/x.md (their name, or that of their folder, begins with an underscore)", ""},
		"collections elsewhere": {map[string]string{"site/_config.yml": "collections: [help]\ncollections_dir: all\n", "site/all/_help/a.md": "", "site/_help/b.md": "", "c/_posts/d.md": "", "e.md": ""},
			"e site-all-help-a", "c/_posts/d.md, site/_help/b.md (their name", ""},
		"no site": {map[string]string{"_articles/a.md": "", "b.md": ""}, "b", "_articles/a.md (their name", ""},
		"what is for those who keep the files": {map[string]string{"_config.yml": "title: x\n", "README.md": "", "CONTRIBUTING.md": "", "LICENSE.md": "", "CHANGELOG.md": "", "docs/README.md": "", "docs/security.md": "", "license.md": ""},
			"docs docs-security license", "CHANGELOG.md, CONTRIBUTING.md, LICENSE.md and 1 more (for those who keep the files)", ""},
		"a README that may be for customers": {map[string]string{"README.md": "", "a.md": ""}, "a readme", "folder of 2 files", "README.md: stands at the top"},
		"pages made of others": {map[string]string{"index.md": "---\nlayout: home\ntitle: Help\n---\nWelcome.", "all.md": "# All\n\n{% for p in site.pages %}\n- {{ p.title }}\n{% endfor %}\n",
			"some.md": "# Some\n\nThese are some:\n\n```\n{% for x in y %}{% endfor %}\n```\n", "old.md": "---\nlayout: redirect\nredirect_to: /a/\n---\n", "older.md": "---\nredirect_to: /a/\n---\n"},
			"some", "all.md, index.md (made of other pages), old.md, older.md (they lead elsewhere)", ""},
		"Hugo": {map[string]string{"hugo.toml": "title = 'x'\n", "content/a.md": "", "content/_index.md": "", "archetypes/default.md": "+++\ntitle = '{{ .Date }}'\n+++\n", "themes/t/README.md": "", "layouts/x.html": "<p>{{ .Title }}", "content/themes/b.md": ""},
			"content-a content-themes-b", "content/_index.md (their name", ""},
		"versions of Docusaurus": {map[string]string{"docs/a.md": "", "versioned_docs/version-1.0/a.md": "", "i18n/fr/docusaurus-plugin-content-docs/current/b.md": "", "i18n/fr/docusaurus-plugin-content-docs/version-1.0/b.md": ""},
			"docs-a", "(earlier versions)", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			keys, kind, told := articlesOf(t, c.files)
			if keys != c.want || !strings.Contains(kind, c.kind) || !strings.Contains(told, c.told) || c.told == "" && told != "" {
				t.Errorf("%q, want %q\nit is %q, want %q\nwarns of %q", keys, c.want, kind, c.kind, told)
			}
		})
	}
}
