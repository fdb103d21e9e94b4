package helpcentre

import (
	"net/http"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// projects is the page of a language: every project with its articles.
func (h *centre) projects(w http.ResponseWriter, r *http.Request) error {
	lang := r.PathValue("lang")
	all, err := h.Store.Shown(r.Context(), "", "", "")
	if err != nil {
		return err
	}
	v := view{Lang: lang, Title: say(lang, "help"), Self: h.Base + "/help/" + lang, Langs: variants(all, lang, func(l string) string { return "/help/" + l })}
	if v.Shelves, err = h.shelves(r, all, lang); err != nil {
		return err
	}
	if len(v.Shelves) == 0 && (len(all) > 0 || !slices.Contains(spoken(), lang)) {
		return knowledge.ErrNotFound
	}
	return h.show(w, http.StatusOK, "front", v)
}

// shelves are the projects that have something to read in a language.
func (h *centre) shelves(r *http.Request, all []knowledge.Article, lang string) ([]shelf, error) {
	projects, err := h.Store.Projects(r.Context())
	if err != nil {
		return nil, err
	}
	var out []shelf
	for _, p := range projects {
		s := shelf{Project: p}
		for _, a := range all {
			if a.Project == p.Key && a.Lang == lang {
				s.Articles = append(s.Articles, a)
			}
		}
		if len(s.Articles) > 0 {
			out = append(out, s)
		}
	}
	return out, nil
}

// project is the page of one project.
func (h *centre) project(w http.ResponseWriter, r *http.Request) error {
	lang, key := r.PathValue("lang"), r.PathValue("project")
	all, err := h.Store.Shown(r.Context(), key, "", "")
	if err != nil {
		return err
	}
	shelves, err := h.shelves(r, all, lang)
	if err != nil {
		return err
	}
	if len(shelves) == 0 {
		return knowledge.ErrNotFound
	}
	p := shelves[0].Project
	return h.show(w, http.StatusOK, "project", view{Lang: lang, Title: p.Name, Self: h.Base + "/help/" + lang + "/" + key, About: p.Summary, Project: p, Shelves: shelves,
		Langs: variants(all, lang, func(l string) string { return "/help/" + l + "/" + key })})
}

// article is the page of one article. Who asks for a language that it is not written in is led to one that it is.
func (h *centre) article(w http.ResponseWriter, r *http.Request) error {
	lang, project, key := r.PathValue("lang"), r.PathValue("project"), r.PathValue("key")
	all, err := h.Store.Shown(r.Context(), project, "", "")
	if err != nil {
		return err
	}
	var here, same []knowledge.Article
	for _, a := range all {
		switch {
		case a.Key == key:
			here = append(here, a)
		case a.Lang == lang:
			same = append(same, a)
		}
	}
	if len(here) == 0 {
		return knowledge.ErrNotFound
	}
	i := slices.IndexFunc(here, func(a knowledge.Article) bool { return a.Lang == lang })
	if i < 0 {
		http.Redirect(w, r, address(here[0]), http.StatusFound)
		return nil
	}
	a := here[i]
	slices.SortStableFunc(same, func(x, y knowledge.Article) int { return shared(y, a) - shared(x, a) })
	return h.show(w, http.StatusOK, "article", view{Lang: lang, Title: a.Title, Self: h.Base + address(a), Article: a, About: about(a.Body), Said: said(r), Related: same[:min(len(same), 4)],
		Langs: variants(here, lang, func(l string) string { return "/help/" + l + "/" + project + "/" + key })})
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

// shared is how many tags two articles have in common.
func shared(a, b knowledge.Article) (n int) {
	for _, t := range a.Tags {
		if slices.Contains(b.Tags, t) {
			n++
		}
	}
	return n
}

// variants are the languages of a page.
func variants(all []knowledge.Article, current string, url func(lang string) string) []other {
	var out []other
	for _, a := range all {
		if !slices.ContainsFunc(out, func(o other) bool { return o.Lang == a.Lang }) {
			out = append(out, other{Lang: a.Lang, Name: nameOf(a.Lang), URL: url(a.Lang), Current: a.Lang == current})
		}
	}
	slices.SortFunc(out, func(a, b other) int { return strings.Compare(a.Lang, b.Lang) })
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
		for _, hit := range hits {
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
	langs, err := h.languages(r.Context())
	if err != nil {
		return err
	}
	if v.Found == 0 && q != "" && slices.Contains(langs, lang) {
		if err := h.Store.SearchedInVain(r.Context(), lang, q); err != nil {
			h.Log.Error("a search that found nothing was not noted", "error", err)
		}
	}
	for _, l := range langs {
		v.Langs = append(v.Langs, other{Lang: l, Name: nameOf(l), URL: "/help/" + l, Current: l == lang})
	}
	return h.show(w, http.StatusOK, "found", v)
}
