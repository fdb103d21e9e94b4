package webchat

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// origins decides which sites' pages may talk to the chat.
type origins struct {
	any     bool
	allowed []string
}

func newOrigins(s Settings) origins { return origins{any: s.AnyOrigin, allowed: s.Origins} }

// String says it for doctor.
func (o origins) String() string {
	switch {
	case o.any:
		return "any site may embed it"
	case len(o.allowed) == 0:
		return "own pages only"
	}
	return "embedded by " + strings.Join(o.allowed, ", ")
}

// admit sets the CORS headers, answers a preflight, and refuses pages of other sites. It returns whether the
// request goes on. A request without Origin is no cross-site call of a browser; it still needs its token.
func (o origins) admit(w http.ResponseWriter, r *http.Request) bool {
	h := w.Header()
	h.Add("Vary", "Origin")
	origin := r.Header.Get("Origin")
	if origin != "" {
		if !o.allows(origin, r.Host) {
			writeError(w, &refusal{status: http.StatusForbidden, text: "this site may not use the chat"})
			return false
		}
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Expose-Headers", "Retry-After")
	}
	if r.Method != http.MethodOptions {
		return true
	}
	h.Set("Access-Control-Allow-Methods", "GET, POST")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID, X-Message-Id, X-File-Name")
	h.Set("Access-Control-Max-Age", "7200")
	w.WriteHeader(http.StatusNoContent)
	return false
}

// allows lets the program's own pages in by comparing hosts: behind a proxy the scheme is not known here.
func (o origins) allows(origin, host string) bool {
	if o.any || slices.Contains(o.allowed, strings.ToLower(origin)) {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, host)
}
