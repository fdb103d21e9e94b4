package helpcentre

import (
	"encoding/xml"
	"fmt"
	"net/http"
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

// sitemap lists all pages for search engines.
func (h *centre) sitemap(w http.ResponseWriter, r *http.Request) error {
	all, err := h.Store.ShownTitles(r.Context(), "", "")
	if err != nil {
		return err
	}
	type name struct{ project, key string }
	same := map[name][]siteLink{}
	for _, a := range all {
		n := name{a.Project, a.Key}
		same[n] = append(same[n], siteLink{"alternate", a.Lang, h.Base + address(a.Lang, a.Project, a.Key)})
	}
	set := sitemapOf{XHTML: "http://www.w3.org/1999/xhtml"}
	seen := map[string]bool{}
	for _, a := range all {
		for _, front := range []string{"/help/" + a.Lang, "/help/" + a.Lang + "/" + a.Project} {
			if !seen[front] {
				seen[front] = true
				set.URLs = append(set.URLs, sitePage{Loc: h.Base + front})
			}
		}
		page := sitePage{Loc: h.Base + address(a.Lang, a.Project, a.Key), Mod: a.At.UTC().Format(time.RFC3339)}
		if links := same[name{a.Project, a.Key}]; len(links) > 1 {
			page.Links = links
		}
		set.URLs = append(set.URLs, page)
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	if _, err := w.Write([]byte(xml.Header)); err != nil {
		return nil // the reader has gone
	}
	return xml.NewEncoder(w).Encode(set)
}

// robots tells search engines where the help centre is, and to leave the rest of the program alone.
func (h *centre) robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintf(w, "User-agent: *\nAllow: /help\nAllow: "+knowledge.FilesPath+"\nDisallow: /\n\nSitemap: %s/help/sitemap.xml\n", h.Base) // the reader has gone: nobody to tell
}
