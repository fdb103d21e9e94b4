package slacktest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// refusal is an answer with ok false.
type refusal struct {
	Code     string
	Messages []string // response_metadata.messages
	Bad      bool     // malformed: no well-behaved app gets this
	Needed   string
}

func refuse(code string) *refusal { return &refusal{Code: code} }
func bad(code string, messages ...string) *refusal {
	return &refusal{Code: code, Messages: messages, Bad: true}
}

// call is one request of the Web API.
type call struct {
	method string
	args   map[string]string // JSON bodies' values that are no strings stand as JSON
}

func (c call) int(name string, def int) int {
	n, err := strconv.Atoi(c.args[name])
	if err != nil {
		return def
	}
	return n
}

func (c call) bool(name string) bool { return c.args[name] == "true" || c.args[name] == "1" }

// method says what a call needs and may carry.
type method struct {
	scopes []string // one of them
	args   string   // names, a space between them; with ! it must be there
	app    bool     // takes the app-level token
	run    func(*Server, call) (map[string]any, *refusal)
}

var methods = map[string]method{
	"auth.test":                    {run: (*Server).authTest},
	"apps.connections.open":        {app: true, run: (*Server).connectionsOpen},
	"chat.postMessage":             {scopes: []string{"chat:write"}, args: "channel! text blocks attachments thread_ts reply_broadcast metadata username icon_emoji icon_url unfurl_links unfurl_media mrkdwn link_names parse", run: (*Server).postMessage},
	"chat.update":                  {scopes: []string{"chat:write"}, args: "channel! ts! text blocks attachments metadata link_names parse reply_broadcast unfurl_links unfurl_media", run: (*Server).updateMessage},
	"chat.delete":                  {scopes: []string{"chat:write"}, args: "channel! ts!", run: (*Server).deleteMessage},
	"chat.postEphemeral":           {scopes: []string{"chat:write"}, args: "channel! user! text blocks attachments thread_ts username icon_emoji icon_url link_names parse", run: (*Server).postEphemeral},
	"chat.getPermalink":            {args: "channel! message_ts!", run: (*Server).permalink},
	"conversations.create":         {scopes: []string{"channels:manage", "groups:write"}, args: "name! is_private team_id", run: (*Server).createChannel},
	"conversations.join":           {scopes: []string{"channels:join"}, args: "channel!", run: (*Server).joinChannel},
	"conversations.invite":         {scopes: []string{"channels:manage", "groups:write"}, args: "channel! users!", run: (*Server).inviteUsers},
	"conversations.info":           {scopes: []string{"channels:read", "groups:read"}, args: "channel! include_locale include_num_members", run: (*Server).channelInfo},
	"conversations.list":           {scopes: []string{"channels:read", "groups:read"}, args: "cursor exclude_archived limit team_id types", run: (*Server).listChannels},
	"conversations.members":        {scopes: []string{"channels:read", "groups:read"}, args: "channel! cursor limit", run: (*Server).members},
	"conversations.history":        {scopes: []string{"channels:history", "groups:history"}, args: "channel! cursor include_all_metadata inclusive latest limit oldest", run: (*Server).history},
	"conversations.replies":        {scopes: []string{"channels:history", "groups:history"}, args: "channel! ts! cursor include_all_metadata inclusive latest limit oldest", run: (*Server).replies},
	"conversations.open":           {scopes: []string{"im:write"}, args: "channel prevent_creation return_im users", run: (*Server).openDirect},
	"users.info":                   {scopes: []string{"users:read"}, args: "user! include_locale", run: (*Server).userInfo},
	"users.lookupByEmail":          {scopes: []string{"users:read.email"}, args: "email!", run: (*Server).userByEmail},
	"views.open":                   {args: "trigger_id! view! interactivity_pointer", run: (*Server).openView},
	"views.push":                   {args: "trigger_id! view! interactivity_pointer", run: (*Server).pushView},
	"views.update":                 {args: "view! view_id external_id hash", run: (*Server).updateView},
	"views.publish":                {args: "user_id! view! hash", run: (*Server).publishView},
	"files.getUploadURLExternal":   {scopes: []string{"files:write"}, args: "filename! length! alt_txt snippet_type", run: (*Server).uploadURL},
	"files.completeUploadExternal": {scopes: []string{"files:write"}, args: "files! channel_id channels thread_ts initial_comment blocks", run: (*Server).completeUpload},
	"files.info":                   {scopes: []string{"files:read"}, args: "file! count page cursor limit", run: (*Server).fileInfo},
	"files.delete":                 {scopes: []string{"files:write"}, args: "file!", run: (*Server).deleteFile},
	"reactions.add":                {scopes: []string{"reactions:write"}, args: "channel! timestamp! name!", run: (*Server).addReaction},
}

// ServeHTTP answers the Web API, uploads, downloads, response URLs, sockets and the page.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/api/"):
		s.api(w, r)
	case strings.HasPrefix(r.URL.Path, "/upload/"):
		s.takeUpload(w, r)
	case strings.HasPrefix(r.URL.Path, "/files/"):
		s.giveFile(w, r)
	case strings.HasPrefix(r.URL.Path, "/respond/"):
		s.respond(w, r)
	case r.URL.Path == "/link":
		s.link(w, r)
	default:
		s.page(w, r)
	}
}

func (s *Server) api(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/api/")
	s.mu.Lock()
	f := s.faults
	s.calls[name]++
	s.mu.Unlock()
	if f.down {
		http.Error(w, "upstream connect error", http.StatusServiceUnavailable)
		return
	}
	if f.held != nil {
		select {
		case <-r.Context().Done():
			return
		case <-f.held:
		}
	}
	m, ok := methods[name]
	if !ok {
		s.answer(w, name, nil, bad("unknown_method"))
		return
	}
	c, token, no := arguments(r, name)
	if no == nil {
		no = s.permits(m, token)
	}
	if no == nil {
		no = m.check(c)
	}
	if no != nil {
		s.answer(w, name, nil, no)
		return
	}
	if wait := s.limits(c); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = io.WriteString(w, `{"ok":false,"error":"ratelimited"}`)
		return
	}
	body, no := m.run(s, c)
	s.mu.Lock()
	lost := no == nil && s.faults.lose[name] > 0
	if lost {
		s.faults.lose[name]--
	}
	s.mu.Unlock()
	if lost {
		panic(http.ErrAbortHandler)
	}
	s.answer(w, name, body, no)
}

func (s *Server) answer(w http.ResponseWriter, method string, body map[string]any, no *refusal) {
	if body == nil {
		body = map[string]any{}
	}
	body["ok"] = no == nil
	if no != nil {
		body["error"] = no.Code
		if no.Messages != nil {
			body["response_metadata"] = map[string]any{"messages": no.Messages}
		}
		if no.Needed != "" {
			body["needed"] = no.Needed
		}
		if no.Bad {
			s.mu.Lock()
			s.violate("%s: %s %s", method, no.Code, strings.Join(no.Messages, "; "))
			s.mu.Unlock()
		}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if method == "auth.test" {
		s.mu.Lock()
		w.Header().Set("X-OAuth-Scopes", strings.Join(sorted(s.scopes), ","))
		s.mu.Unlock()
	}
	_ = json.NewEncoder(w).Encode(body) // the client may be gone
}

func sorted(set map[string]bool) []string {
	var out []string
	for k := range set {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// arguments reads a form or a JSON body.
func arguments(r *http.Request, name string) (c call, token string, no *refusal) {
	c = call{method: name, args: map[string]string{}}
	token, _ = strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Method == http.MethodPost && err != nil {
		return c, token, bad("missing_post_type")
	}
	switch kind {
	case "application/json":
		var body map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil && !errors.Is(err, io.EOF) {
			return c, token, bad("invalid_json")
		}
		if token == "" {
			return c, token, bad("not_authed", "a JSON body needs the token in a header")
		}
		for k, v := range body {
			var text string
			if json.Unmarshal(v, &text) == nil {
				c.args[k] = text
			} else {
				c.args[k] = string(v)
			}
		}
	default:
		if err := r.ParseForm(); err != nil {
			return c, token, bad("invalid_form_data")
		}
		for k, v := range r.Form {
			c.args[k] = v[0]
		}
		if t := c.args["token"]; t != "" {
			token = t
		}
		delete(c.args, "token")
	}
	return c, token, nil
}

func (s *Server) permits(m method, token string) *refusal {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case token == "":
		return refuse("not_authed")
	case m.app && token != AppToken, !m.app && token == AppToken:
		return bad("not_allowed_token_type")
	case token != BotToken && token != AppToken:
		return refuse("invalid_auth")
	case s.faults.revoked:
		return refuse("token_revoked")
	}
	if len(m.scopes) > 0 && !slices.ContainsFunc(m.scopes, func(scope string) bool { return s.scopes[scope] }) {
		return &refusal{Code: "missing_scope", Needed: m.scopes[0]}
	}
	return nil
}

// check refuses unknown arguments and misses those that must be there.
func (m method) check(c call) *refusal {
	known := strings.Fields(m.args)
	for _, a := range known {
		if name, must := strings.CutSuffix(a, "!"); must && c.args[name] == "" {
			return bad("invalid_arguments", fmt.Sprintf("[ERROR] missing required field: %s", name))
		}
	}
	for name := range c.args {
		if !slices.Contains(known, name) && !slices.Contains(known, name+"!") {
			return bad("invalid_arguments", fmt.Sprintf("[ERROR] unknown field: %s", name))
		}
	}
	return nil
}

// limits tells how long a call has to wait.
func (s *Server) limits(c call) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	for _, scope := range []string{c.method, c.method + " " + c.args["channel"]} {
		if until, ok := s.faults.limited[scope]; ok {
			if until.After(now) {
				return until.Sub(now)
			}
			delete(s.faults.limited, scope)
		}
	}
	if s.faults.per > 0 && c.method == "chat.postMessage" {
		if wait := s.faults.per - now.Sub(s.faults.posted[c.args["channel"]]); wait > 0 {
			return wait
		}
		s.faults.posted[c.args["channel"]] = now
	}
	return 0
}

func (s *Server) authTest(call) (map[string]any, *refusal) {
	return map[string]any{"url": s.URL + "/", "team": "Lumen", "user": "switchboard", "team_id": teamID, "user_id": botUser, "bot_id": botID}, nil
}
