package convert_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

// zendesk is an article as Zendesk's standard theme shows it, saved with what stands beside it.
func zendesk(title, lock, body string) string {
	return `<!DOCTYPE html><html dir="ltr" lang="en-US"><head><meta charset="utf-8"><title>` + title + ` &ndash; Hearth Help</title></head><body class="community-enabled">
<a class="skip-navigation" tabindex="1" href="#main-content">Skip to main content</a>
<header class="header"><a title="Home" class="logo" href="/hc/en-us">Hearth Help</a><nav class="user-nav"><a href="/hc/requests/new">Submit a request</a></nav></header>
<main role="main"><div class="container-divider"></div><div class="container">
<div class="sub-nav"><nav aria-label="Current location"><ol class="breadcrumbs"><li><a href="/hc/en-us">Hearth Help</a></li><li><a href="/hc/c/1">Billing</a></li><li><a href="/hc/s/2">Bills</a></li></ol></nav>
<div class="search-container"><form role="search" class="search"><input type="search"></form></div></div>
<div class="article-container" id="article-container"><aside class="article-sidebar"><h3 class="collapsible-sidebar-title sidenav-title">Articles in this section</h3></aside>
<article id="main-content" class="article"><header class="article-header"><h1 title="` + title + `" class="article-title">` + title + lock + `</h1>
<div class="article-author"><div class="avatar article-avatar"><img src="fee_files/jane.png" alt="" class="user-avatar"/></div>
<div class="article-meta"><a href="/hc/profiles/1">Jane Poole</a><div class="meta-group"><span class="meta-data"><time datetime="2025-02-01T10:00:00Z">February 01, 2025 10:00</time></span><span class="meta-data">Updated</span></div></div></div>
<div class="article-subscribe"><button>Follow</button></div></header>
<section class="article-info"><div class="article-content"><div class="article-body">` + body + `</div>
<section class="content-tags"><p>Tags</p><ul class="content-tag-list"><li class="content-tag-item">bills</li></ul></section>
<div class="article-attachments"><ul class="attachments"><li class="attachment-item"><a href="https://x.example/a/form.pdf">form.pdf</a><div class="attachment-meta">100 KB</div></li></ul></div></div></section>
<footer><div class="article-footer"><a href="#article-comments" class="article-comment-count">2</a></div>
<div class="article-votes"><span class="article-votes-question">Was this article helpful?</span><small class="article-votes-count">3 out of 7 found this helpful</small></div></footer>
<div class="article-relatives"><div data-recent-articles><section class="recent-articles"><h2 class="recent-articles-title">Recently viewed articles</h2></section></div><div data-related-articles><section class="related-articles"><h2 class="related-articles-title">Related articles</h2></section></div></div>
<div class="article-comments" id="article-comments"><section class="comments"><div class="comment-overview"><h2 class="comments-heading">Comments</h2><p class="comment-callout">1 comment</p></div>
<ul id="comments" class="comment-list"><li class="comment"><div class="comment-meta">Bob</div><section class="comment-body">It did not work.</section></li></ul><p class="comments-callout">Article is closed for comments.</p></section></div>
</article></div></div></main><footer class="footer">Powered by Zendesk</footer></body></html>`
}

// confluence is a page as Confluence exports a space to HTML.
func confluence(title, body string) string {
	return `<!DOCTYPE html><html><head><title>Hearth Support : ` + title + `</title><link rel="stylesheet" href="styles/site.css"></head><body class="theme-default aui-theme-default"><div id="page"><div id="main" class="aui-page-panel">
<div id="main-header"><div id="breadcrumb-section"><ol id="breadcrumbs"><li class="first"><span><a href="index.html">Hearth Support</a></span></li><li><span><a href="Home_1.html">Home</a></span></li></ol></div>
<h1 id="title-heading" class="pagetitle"><span id="title-text">
                            Hearth Support : ` + title + `
                        </span></h1></div>
<div id="content" class="view"><div class="page-metadata">Created by <span class='author'> Mark Hale</span>, last modified by <span class='editor'> Jane Poole</span> on Feb 02, 2025</div>
<div id="main-content" class="wiki-content group">` + body + `</div>
<div class="pageSection group"><div class="pageSectionHeader"><h2 id="attachments" class="pageSectionTitle">Attachments:</h2></div><div class="greybox" align="left"><img src="images/icons/bullet_blue.gif" height="8" width="8" alt=""/><a href="attachments/2/3.png">credit.png</a> (image/png)<br/></div></div>
<div class="pageSection group"><div class="pageSectionHeader"><h2 id="comments" class="pageSectionTitle">Comments:</h2></div><table><tr><td><p>Is this still so?</p><div class="smallfont">Posted by jane at Feb 3</div></td></tr></table></div></div></div>
<div id="footer" role="contentinfo"><section class="footer-body"><p>Document generated by Confluence on Mar 03, 2025 09:12</p></section></div></div></body></html>`
}

// Who wrote an article, what others say of it and what else there is are no part of it.
func TestPagesOfHelpDesksAreTheirTextsAlone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ page, title, body, lang string }{
		"Zendesk":            {zendesk("Late fee", "", `<h1>How much</h1><p>It is &pound;5.</p><h2>Comments</h2><p>None.</p>`), "Late fee", "# How much\n\nIt is £5.\n\n## Comments\n\nNone.", "en"},
		"Confluence":         {confluence("Late fee", `<p>It is &pound;5.</p><h2 id="attachments">Attachments</h2><p>Send them.</p>`), "Late fee", "It is £5.\n\n## Attachments\n\nSend them.", "en"},
		"Confluence, colons": {confluence("Error : F22", `<p>Pressure is too low.</p>`), "Error : F22", "Pressure is too low.", "en"},
		"in another tongue":  {confluence("Ремонт", `<p>Ремонтуємо щодня.</p>`), "Ремонт", "Ремонтуємо щодня.", "uk"},
		"Intercom": {`<html lang="en"><head><title>End a ride | Kolo Help</title></head><body><section id="main-content"><div class="article intercom-force-break"><div><h1 dir="ltr">End a ride</h1><div class="avatar"><span>Written by <span>Olena</span></span><div>Updated over 2 weeks ago</div></div></div>
<div class="jsx-adf4 article_body"><article dir="ltr"><p>Push it into a slot.</p></article></div><section class="related_articles"><h3>Related Articles</h3></section></div></section></body></html>`, "End a ride", "Push it into a slot.", "en"},
		"Freshdesk": {`<html lang="en"><head><title>Late fee : Hearth</title></head><body><section class="main content fc-article-show"><div class="breadcrumb"><a href="/">Home</a></div><h2 class="heading">Late fee</h2><p>Modified on: Wed, 5 Jun, 2024 at 3:33 PM</p><hr/>
<article class="article-body" id="article-body"><p>It is 5.</p></article><section class="article-vote">Was it useful?</section></section></body></html>`, "Late fee", "It is 5.", "en"},
		"marked by what it is": {`<html lang="en"><body><div class="top"><h1>Late fee</h1><span class="by">By Jane</span></div><div itemprop="articleBody"><p>It is 5.</p></div></body></html>`, "Late fee", "It is 5.", "en"},
		"a list of them":       {`<html lang="en"><body><main><h1>News</h1><div class="article-body"><p>One.</p></div><div class="article-body"><p>Two.</p></div></main></body></html>`, "News", "One.\n\nTwo.", "en"},
		"by its elements":      {`<html lang="en"><body><main><h1>Late fee</h1><div class="article-meta">By Jane</div><section id="comments"><h2>Comments</h2><p>You may leave them.</p></section></main></body></html>`, "Late fee", "## Comments\n\nYou may leave them.", "en"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := convert.Open(write(t, map[string]string{"fee.html": c.page}), net)
			if err != nil || len(s.Bad) > 0 {
				t.Fatal(err, s.Bad)
			}
			if got := articles(t, s)["fee"]; got.Title != c.title || got.Body != c.body || got.Lang != c.lang || got.Audience == knowledge.Internal {
				t.Errorf("%+v", got)
			}
		})
	}
}

// An article that Zendesk shows with a lock is for its agents.
func TestAPageForAgentsIsInternal(t *testing.T) {
	t.Parallel()
	s, err := convert.Open(write(t, map[string]string{"fee.html": zendesk("Late fee", ` <svg class="icon-lock" title="Internal"></svg>`, "<p>We may waive it.</p>")}), net)
	if got := articles(t, s)["fee"]; err != nil || got.Audience != knowledge.Internal || got.Title != "Late fee" {
		t.Errorf("%+v, %v", got, err)
	}
}

// What Confluence writes beside the pages of a space is no page of it.
func TestTheContentsOfASpaceAreNoArticle(t *testing.T) {
	t.Parallel()
	const index = `<html><head><title>Hearth Support (HEARTH)</title></head><body><div id="main-header"><h1 id="title-heading" class="pagetitle"><span id="title-text">Space Details:</span></h1></div><div id="content"><div id="main-content" class="pageSection"><table class="confluenceTable"><tr><th>Key</th><td>HEARTH</td></tr></table></div><div class="pageSection"><h2 class="pageSectionTitle">Available Pages:</h2><ul><li><a href="fee.html">Late fee</a></li></ul></div></div></body></html>`
	s, err := convert.Open(write(t, map[string]string{"index.html": index, "fee.html": confluence("Late fee", "<p>It is 5.</p>")}), net)
	if got := articles(t, s); err != nil || len(s.Bad) > 0 || len(got) != 1 || got["fee"].Title != "Late fee" {
		t.Errorf("%v, %v, %v", got, s.Bad, err)
	}
}

// That a page is read by the marks of its help desk is no reason to put it over what an editor wrote.
func TestPagesOfHelpDesksLeaveWhatAnEditorWrote(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	source, err := convert.Open(write(t, map[string]string{"a.html": confluence("A", `<p>One, see <a href="b.html">b</a>.</p>`), "b.html": confluence("B", "<p>Two.</p>"), "fee.html": zendesk("Late fee", "", "<p>It is 5.</p>"),
		"pay.html": zendesk("Pay", "", "<p>By card.</p>"), "fee_files/jane.png": picture(t, 40, 1)}), net)
	if err != nil || len(source.Bad) > 0 {
		t.Fatal(err, source.Bad)
	}
	take := func(root fs.FS, said map[string][]byte) string {
		t.Helper()
		r, err := knowledge.Import(t.Context(), s, root, knowledge.ImportOptions{Partial: true, Said: said})
		if err != nil || len(r.Bad) > 0 {
			t.Fatal(r.Bad, err)
		}
		slices.Sort(r.Changed)
		return fmt.Sprint(r.Changed, r.Unchanged)
	}
	before := earlier(t, source)
	if text, err := fs.ReadFile(before, "net/en/a.md"); err != nil || !strings.Contains(string(text), "title: \"Hearth Support : A\"") || !strings.Contains(string(text), "Created by Mark Hale, last modified by Jane Poole on Feb 02, 2025\n\nOne, see b.\n\n## Attachments:") {
		t.Fatalf("%s, %v", text, err)
	}
	take(before, nil)
	for _, key := range []string{"a", "fee"} {
		overwritten(t, s, "net", key, "Hers", "Hers.")
	}
	for _, want := range []string{"[net/en/b.md net/en/pay.md] 3", "[] 5"} {
		if got := take(source.FS, source.Said); got != want {
			t.Errorf("it changes %s, not %s", got, want)
		}
	}
	if d, err := s.ArticleByKey(t.Context(), "net", "a", "en"); err != nil || d.Versions[0].Body != "Hers." {
		t.Errorf("%+v, %v", d, err)
	}
}
