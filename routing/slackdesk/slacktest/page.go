package slacktest

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

//go:embed page.html
var pageFiles embed.FS

var pageTemplate = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"mrkdwn": mrkdwn, "str": str, "list": list, "is": func(v any, s string) bool { return str(v) == s },
	"blockid": func(b map[string]any, i int) string {
		if id := str(b["block_id"]); id != "" {
			return id
		}
		return fmt.Sprintf("b%d", i)
	},
	"letter": func(s string) string { return strings.ToUpper(cut(s, 1)) },
	"emoji":  emojiOf, "obj": func(v any) map[string]any { m, _ := v.(map[string]any); return m },
	"when": func(ts string) string { sec, _, _ := strings.Cut(ts, "."); return mdDate(sec, "{time}") },
	"args": func(kv ...any) map[string]any {
		m := map[string]any{}
		for i := 0; i+1 < len(kv); i += 2 {
			m[str(kv[i])] = kv[i+1]
		}
		return m
	},
}).ParseFS(pageFiles, "page.html"))

func cut(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

func str(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func list(v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case []map[string]any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = v[i]
		}
		return out
	}
	return nil
}

// pageData is what the page shows.
type pageData struct {
	People   []*Person
	Me       *Person
	Channels []*channel
	Channel  *channel
	Thread   string
	Top      []Message
	Replies  []Message
	Parent   *Message
	Whispers []Message
	Modal    map[string]any
	Errors   map[string]string
	Home     map[string]any
	View     string // "", home
	Query    string
}

// page is a plain page on which a developer sees the workspace, and acts as anybody in it.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodPost:
		s.pageAct(w, r)
		return
	case r.URL.Path == "/version":
		s.mu.Lock()
		fmt.Fprint(w, s.lastTS, len(s.calls), s.changes())
		s.mu.Unlock()
		return
	case r.URL.Path == "/calls": // how often each method was called
		s.mu.Lock()
		for _, name := range slices.Sorted(maps.Keys(s.calls)) {
			fmt.Fprintln(w, s.calls[name], name)
		}
		s.mu.Unlock()
		return
	case r.URL.Path != "/" && !strings.HasPrefix(r.URL.Path, "/archives/"):
		http.NotFound(w, r)
		return
	}
	if rest, ok := strings.CutPrefix(r.URL.Path, "/archives/"); ok {
		channel, p, _ := strings.Cut(rest, "/p")
		if len(p) > 6 {
			p = p[:len(p)-6] + "." + p[len(p)-6:]
		}
		http.Redirect(w, r, "/?"+url.Values{"me": {r.URL.Query().Get("me")}, "channel": {channel}, "thread": {p}}.Encode(), http.StatusSeeOther)
		return
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, s.pageData(r.URL.Query())); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = b.WriteTo(w)
}

// changes grows with every call that changes something.
func (s *Server) changes() (n int) {
	for _, c := range s.calls {
		n += c
	}
	return n
}

func (s *Server) pageData(q url.Values) pageData {
	d := pageData{View: q.Get("view"), Thread: q.Get("thread"), Query: q.Encode()}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.users {
		if !p.bot {
			d.People = append(d.People, p)
		}
	}
	slices.SortFunc(d.People, func(a, b *Person) int { return strings.Compare(a.ID, b.ID) })
	if d.Me = s.users[q.Get("me")]; d.Me == nil && len(d.People) > 0 {
		d.Me = d.People[0]
	}
	for _, c := range s.channels {
		if c.Direct == "" || d.Me != nil && c.Direct == d.Me.ID {
			d.Channels = append(d.Channels, c)
		}
	}
	slices.SortFunc(d.Channels, func(a, b *channel) int { return strings.Compare(a.Direct+a.Name, b.Direct+b.Name) })
	d.Channel = s.channels[q.Get("channel")]
	if d.Channel == nil && len(d.Channels) > 0 && d.View == "" {
		d.Channel = d.Channels[0]
	}
	if d.Channel != nil {
		for _, m := range d.Channel.Messages {
			switch {
			case m.Thread == "":
				d.Top = append(d.Top, *m)
				if m.TS == d.Thread {
					d.Parent = m
				}
			case m.Thread == d.Thread:
				d.Replies = append(d.Replies, *m)
			}
		}
	}
	if d.Me == nil {
		return d
	}
	list := s.whispers[d.Me.ID]
	d.Whispers = slices.Clone(list[max(0, len(list)-3):])
	if v := s.top(d.Me.ID); v != nil {
		d.Modal, d.Errors = map[string]any{"title": v.Body["title"], "submit": v.Body["submit"], "close": v.Body["close"], "blocks": v.Blocks}, v.Errors
	}
	if d.View == "home" {
		d.Home = s.homes[d.Me.ID]
	}
	return d
}

// pageAct does what a form of the page says, as the person chosen.
func (s *Server) pageAct(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	f := r.PostForm
	q, err := url.ParseQuery(f.Get("back"))
	if err != nil {
		q = url.Values{}
	}
	s.mu.Lock()
	me := s.users[f.Get("me")]
	s.mu.Unlock()
	switch act := f.Get("act"); {
	case act == "person" && f.Get("name") != "":
		q.Set("me", s.User(f.Get("name"), f.Get("email")).ID)
	case me == nil:
	case act == "say":
		if strings.HasPrefix(f.Get("text"), "/") {
			command, text, _ := strings.Cut(f.Get("text"), " ")
			me.Command(f.Get("channel"), command, text)
		} else if strings.TrimSpace(f.Get("text")) != "" {
			me.Say(f.Get("channel"), f.Get("thread"), f.Get("text"))
		}
	case act == "press":
		me.pressID(f.Get("channel"), f.Get("ts"), f.Get("action"), f.Get("option"))
	case act == "react":
		me.React(f.Get("channel"), f.Get("ts"), f.Get("emoji"), true)
	case act == "whisper":
		me.PressWhisper(f.Get("action"))
	case act == "home":
		me.OpenHome()
		s.Settle()
		q.Set("view", "home")
	case act == "presshome":
		me.PressHome(f.Get("action"))
	case act == "pressmodal":
		me.PressModal(f.Get("action"))
	case act == "type":
		me.Type("find", f.Get("field q"))
	case act == "close":
		me.CloseModal()
	case act == "submit":
		values := map[string]any{}
		for name, v := range f {
			if block, ok := strings.CutPrefix(name, "field "); ok {
				values[block] = v[0]
			} else if block, ok := strings.CutPrefix(name, "boxes "); ok {
				values[block] = v
			}
		}
		me.Submit(values)
	}
	http.Redirect(w, r, "/?"+q.Encode(), http.StatusSeeOther)
}

// pressID presses by action id; of a menu, the choice by its text.
func (p *Person) pressID(channel, ts, id, option string) {
	if option != "" {
		id = option
	}
	p.Press(channel, ts, id)
}
