package helpcentre

import (
	"net/http"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// maxVote is the longest form of a reader, in bytes.
const maxVote = 16 << 10

// vote counts what a reader says of an article, once in a month and browser, the last that he says, and keeps what he found
// missing.
func (h *centre) vote(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	r.Body = http.MaxBytesReader(w, r.Body, maxVote)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "The form is too long.", http.StatusRequestEntityTooLarge)
		return nil
	}
	lang, project, key := r.PathValue("lang"), r.PathValue("project"), r.PathValue("key")
	shown, err := h.Store.Shown(r.Context(), project, key)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(shown, func(a knowledge.Article) bool { return a.Lang == lang })
	if i < 0 {
		return knowledge.ErrNotFound
	}
	a, page := shown[i], Address(lang, project, key)
	said := r.PostForm.Get("helped")
	switch {
	case r.PostForm.Has("note"):
		said = "note"
		err = h.Store.NoteOfReader(r.Context(), a.ID, strings.TrimSpace(r.PostForm.Get("note")))
	case said != "yes" && said != "no":
		return knowledge.ErrNotFound
	default:
		count := h.Store.Vote
		if before, missing := r.Cookie("said"); missing == nil {
			if before.Value == said {
				break
			}
			count = h.Store.ChangeVote
		}
		err = count(r.Context(), a.ID, said == "yes")
		http.SetCookie(w, &http.Cookie{Name: "said", Value: said, Path: page, MaxAge: 30 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode,
			Secure: strings.HasPrefix(h.Base, "https:")})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, page+"?said="+said+"#helpful", http.StatusSeeOther)
	return nil
}
