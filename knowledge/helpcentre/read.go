package helpcentre

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

const (
	mostOnShelf = 6 // titles of a project on the page of all
	mostRelated = 4
	onPage      = 100 // titles of a project
)

// projects is the page of a language: every project with its first articles.
func (h *centre) projects(w http.ResponseWriter, r *http.Request) error {
	lang := r.PathValue("lang")
	langs, err := h.Store.ShownLanguages(r.Context(), "")
	if err != nil {
		return err
	}
	v := view{Lang: lang, Title: say(lang, "help"), Self: h.Base + "/help/" + lang, Langs: variants(langs, lang, func(l string) string { return "/help/" + l })}
	if v.Shelves, err = h.Store.ShownShelves(r.Context(), lang, mostOnShelf); err != nil {
		return err
	}
	if len(v.Shelves) == 0 && (len(langs) > 0 || !slices.Contains(spoken(), lang)) {
		return knowledge.ErrNotFound
	}
	return h.show(w, http.StatusOK, "front", v)
}

// project is the page of one project.
func (h *centre) project(w http.ResponseWriter, r *http.Request) error {
	lang, key := r.PathValue("lang"), r.PathValue("project")
	number := 1
	if p := r.URL.Query().Get("page"); p != "" {
		var err error
		if number, err = strconv.Atoi(p); err != nil || number < 1 || number > math.MaxInt32/onPage {
			return knowledge.ErrNotFound
		}
	}
	titles, all, err := h.Store.ShownTitles(r.Context(), key, lang, (number-1)*onPage, onPage)
	if err != nil {
		return err
	}
	if len(titles) == 0 {
		return knowledge.ErrNotFound
	}
	p, err := h.Store.Project(r.Context(), key)
	if err != nil {
		return err
	}
	langs, err := h.Store.ShownLanguages(r.Context(), key)
	if err != nil {
		return err
	}
	pages := pagesOf("/help/"+lang+"/"+key, number, all)
	return h.show(w, http.StatusOK, "project", view{Lang: lang, Title: p.Name, Self: h.Base + pages[number-1].URL, About: p.Summary, Project: p, Titles: titles, Pages: pages,
		Langs: variants(langs, lang, func(l string) string { return "/help/" + l + "/" + key })})
}

// listPage is one of the pages that a long list is parted into.
type listPage struct {
	Number  int
	URL     string
	Current bool
}

func pagesOf(path string, current, all int) []listPage {
	pages := []listPage{{1, path, current == 1}}
	for n := 2; (n-1)*onPage < all; n++ {
		pages = append(pages, listPage{n, fmt.Sprintf("%s?page=%d", path, n), n == current})
	}
	return pages
}

// article is the page of one article. Who asks for a language that it is not written in is led to one that it is.
func (h *centre) article(w http.ResponseWriter, r *http.Request) error {
	lang, project, key := r.PathValue("lang"), r.PathValue("project"), r.PathValue("key")
	here, err := h.Store.Shown(r.Context(), project, key)
	if err != nil {
		return err
	}
	var langs []string
	for _, a := range here {
		langs = append(langs, a.Lang)
	}
	i := slices.Index(langs, lang)
	if i < 0 {
		in, to, err := h.Store.MovedTo(r.Context(), project, key, lang)
		if err == nil {
			http.Redirect(w, r, Address(lang, in, to), http.StatusMovedPermanently) // what search engines knew of it goes along
			return nil
		}
		if !errors.Is(err, knowledge.ErrNotFound) {
			return err
		}
		if len(here) == 0 {
			return h.lost(w, r)
		}
		http.Redirect(w, r, Address(langs[0], project, key), http.StatusFound)
		return nil
	}
	a := here[i]
	related, err := h.Store.ShownRelated(r.Context(), a, mostRelated)
	if err != nil {
		return err
	}
	return h.show(w, http.StatusOK, "article", view{Lang: lang, Title: a.Title, Self: h.Base + Address(lang, project, key), Article: a, About: about(a.Body), Said: said(r), Related: related,
		Langs: variants(langs, lang, func(l string) string { return Address(l, project, key) })})
}

// mostAbout is how much of a text a search engine shows, in characters.
const mostAbout = 155

// about is the beginning of a text, cut at a word.
func about(body string) string {
	s := knowledge.Plain(body)
	r := []rune(s)
	if len(r) <= mostAbout {
		return s
	}
	cut := string(r[:mostAbout])
	if at := strings.LastIndexByte(cut, ' '); at > 0 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:–-") + "…"
}

// said is what a reader has just said, as the address tells.
func said(r *http.Request) string {
	s := r.URL.Query().Get("said")
	if slices.Contains([]string{"yes", "no", "note"}, s) {
		return s
	}
	return ""
}

// variants are the languages of a page.
func variants(langs []string, current string, url func(lang string) string) []other {
	var out []other
	for _, l := range langs {
		out = append(out, other{Lang: l, Name: nameOf(l), URL: url(l), Current: l == current})
	}
	return out
}

// maxFound is how many hits a search shows.
const maxFound = 20

// search is the page of what was found, or only its list for the script.
func (h *centre) search(w http.ResponseWriter, r *http.Request) error {
	lang := r.PathValue("lang")
	q := strings.TrimSpace(r.URL.Query().Get("q"))
	v := view{Lang: lang, Query: q, Title: say(lang, "search"), Hidden: true}
	if q != "" {
		hits, err := h.Search(r.Context(), knowledge.Query{Text: q, Lang: lang, Limit: maxFound})
		if err != nil {
			return err
		}
		for _, hit := range withoutFiller(hits, q, lang) {
			if hit.Audience == knowledge.Public {
				v.Passages = append(v.Passages, hit)
			}
		}
		v.Found = len(v.Passages)
	}
	w.Header().Set("Cache-Control", "no-store")
	if r.Header.Get("X-Part") == "results" {
		return h.show(w, http.StatusOK, "results", v)
	}
	langs, err := h.Store.ShownLanguages(r.Context(), "")
	if err != nil {
		return err
	}
	if v.Found == 0 && q != "" && slices.Contains(langs, lang) {
		if err := h.Store.SearchedInVain(r.Context(), lang, q); err != nil {
			h.Log.Error("a search that found nothing was not noted", "error", err)
		}
	}
	v.Langs = variants(langs, lang, func(l string) string {
		if q == "" {
			return "/help/" + l
		}
		return "/help/" + l + "/search?q=" + url.QueryEscape(q)
	})
	return h.show(w, http.StatusOK, "found", v)
}
