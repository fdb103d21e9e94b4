package helpcentre

import (
	"encoding/xml"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"switchboard/knowledge"
)

// sitemapOf is the file that search engines read: https://www.sitemaps.org/protocol.html, with the other languages of a
// page as https://developers.google.com/search/docs/specialty/international/localized-versions has them.
type sitemapOf struct {
	XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string     `xml:"xmlns:xhtml,attr"`
	URLs    []sitePage `xml:"url"`
}

type sitePage struct {
	Loc   string     `xml:"loc"`
	Mod   string     `xml:"lastmod,omitempty"`
	Links []siteLink `xml:"xhtml:link"`
}

type siteLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// siteIndex names the files that a long list is parted into: a file may have 50,000 addresses and 50 MB.
type siteIndex struct {
	XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Files   []sitePage `xml:"sitemap"`
}

// inSitemap is how many articles stand in one file: each names its other languages.
const inSitemap = 10_000

// sitemap lists all pages for search engines, or the files that do, each of which is asked for as a part.
func (h *centre) sitemap(w http.ResponseWriter, r *http.Request) error {
	if part := r.URL.Query().Get("part"); part != "" {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 || n > math.MaxInt32/inSitemap {
			return knowledge.ErrNotFound
		}
		var fronts []knowledge.ShownPage
		if n == 1 {
			if fronts, _, err = h.Store.ShownFronts(r.Context()); err != nil {
				return err
			}
		}
		return h.sitemapPart(w, r, n, fronts)
	}
	fronts, articles, err := h.Store.ShownFronts(r.Context())
	if err != nil {
		return err
	}
	if articles <= inSitemap {
		return h.sitemapPart(w, r, 1, fronts)
	}
	var index siteIndex
	for n := 1; (n-1)*inSitemap < articles; n++ {
		index.Files = append(index.Files, sitePage{Loc: fmt.Sprintf("%s/help/sitemap.xml?part=%d", h.Base, n)})
	}
	return writeXML(w, index)
}

// sitemapPart is one of the files; the first has the fronts before its articles.
func (h *centre) sitemapPart(w http.ResponseWriter, r *http.Request, n int, fronts []knowledge.ShownPage) error {
	pages, err := h.Store.ShownPages(r.Context(), (n-1)*inSitemap, inSitemap)
	if err != nil {
		return err
	}
	if len(pages) == 0 && n > 1 {
		return knowledge.ErrNotFound
	}
	set := sitemapOf{XHTML: "http://www.w3.org/1999/xhtml", URLs: h.frontsOf(fronts)}
	for _, a := range pages {
		page := sitePage{Loc: h.Base + Address(a.Lang, a.Project, a.Key), Mod: a.At.UTC().Format(time.RFC3339)}
		for _, lang := range a.Langs {
			if len(a.Langs) > 1 {
				page.Links = append(page.Links, siteLink{"alternate", lang, h.Base + Address(lang, a.Project, a.Key)})
			}
		}
		set.URLs = append(set.URLs, page)
	}
	return writeXML(w, set)
}

// frontsOf are the pages of languages and projects.
func (h *centre) frontsOf(fronts []knowledge.ShownPage) (out []sitePage) {
	for i, f := range fronts {
		if i == 0 || fronts[i-1].Lang != f.Lang {
			out = append(out, sitePage{Loc: h.Base + "/help/" + f.Lang})
		}
		out = append(out, sitePage{Loc: h.Base + "/help/" + f.Lang + "/" + f.Project})
	}
	return out
}

func writeXML(w http.ResponseWriter, v any) error {
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	if _, err := w.Write([]byte(xml.Header)); err != nil {
		return nil // the reader has gone
	}
	return xml.NewEncoder(w).Encode(v)
}

// robots tells search engines where the help centre is, and to leave the rest of the program alone.
func (h *centre) robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintf(w, "User-agent: *\nAllow: /help\nAllow: "+knowledge.FilesPath+"\nDisallow: /\n\nSitemap: %s/help/sitemap.xml\n", h.Base) // the reader has gone: nobody to tell
}
