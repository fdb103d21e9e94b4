package slacktest

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
)

type file struct {
	File
	Length   int
	Data     []byte
	Complete bool
	Channels map[string]string // channel → ts of the message that shows it
}

func (s *Server) uploadURL(c call) (map[string]any, *refusal) {
	n, err := strconv.Atoi(c.args["length"])
	if err != nil || n <= 0 {
		return nil, bad("invalid_arguments", "length")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := &file{File: File{ID: s.id("F"), Name: c.args["filename"], Size: n, Type: mime.TypeByExtension(filepath.Ext(c.args["filename"]))}, Length: n, Channels: map[string]string{}}
	s.files[f.ID] = f
	return map[string]any{"upload_url": s.URL + "/upload/" + f.ID, "file_id": f.ID}, nil
}

func (s *Server) takeUpload(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.files[strings.TrimPrefix(r.URL.Path, "/upload/")]
	down := s.faults.down
	s.mu.Unlock()
	if f == nil || down {
		http.Error(w, "no such upload", http.StatusNotFound)
		return
	}
	var data []byte
	var err error
	if part, _, e := r.FormFile("file"); e == nil {
		data, err = io.ReadAll(part)
	} else {
		data, err = io.ReadAll(r.Body)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil || len(data) != f.Length {
		s.violate("upload of %s: %d bytes, %d were announced", f.ID, len(data), f.Length)
		http.Error(w, "length mismatch", http.StatusBadRequest)
		return
	}
	f.Data = data
	_, _ = io.WriteString(w, "OK - "+strconv.Itoa(len(data)))
}

func (s *Server) completeUpload(c call) (map[string]any, *refusal) {
	var list []struct{ ID, Title string }
	if json.Unmarshal([]byte(c.args["files"]), &list) != nil || len(list) == 0 {
		return nil, bad("invalid_arguments", "files")
	}
	s.mu.Lock()
	var ch *channel
	m := &Message{Channel: c.args["channel_id"], Thread: c.args["thread_ts"], Text: c.args["initial_comment"]}
	var no *refusal
	if m.Channel != "" {
		if ch, no = s.open(m.Channel); no == nil && m.Thread != "" && !ch.isThread(m.Thread) {
			no = refuse("thread_not_found")
		}
	} else if m.Thread != "" {
		no = bad("invalid_arguments", "thread_ts without channel_id")
	}
	out := []any{}
	for _, x := range list {
		f := s.files[x.ID]
		switch {
		case no != nil:
		case f == nil, f.Data == nil:
			no = refuse("file_not_found")
		default:
			m.Files = append(m.Files, f.File)
			out = append(out, map[string]any{"id": f.ID, "title": x.Title})
		}
	}
	if no != nil {
		s.mu.Unlock()
		return nil, no
	}
	var event map[string]any
	if ch != nil {
		m.TS = s.ts()
		ch.Messages = append(ch.Messages, m)
		event = m.event(ch)
		for _, f := range m.Files {
			s.files[f.ID].Complete, s.files[f.ID].Channels[ch.ID] = true, m.TS
		}
	}
	s.mu.Unlock()
	if event != nil {
		s.event(event)
	}
	return map[string]any{"files": out}, nil
}

func (s *Server) fileInfo(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[c.args["file"]]
	if f == nil {
		return nil, refuse("file_not_found")
	}
	channels, shares := []string{}, map[string]any{}
	for id, ts := range f.Channels {
		channels = append(channels, id)
		shares[id] = []any{map[string]any{"ts": ts}}
	}
	return map[string]any{"file": map[string]any{"id": f.ID, "name": f.Name, "mimetype": f.Type, "size": f.Size, "channels": channels,
		"shares": map[string]any{"public": shares}, "url_private": s.URL + "/files/" + f.ID, "url_private_download": s.URL + "/files/" + f.ID + "/download"}}, nil
}

// deleteFile is https://docs.slack.dev/reference/methods/files.delete. The messages that showed the file stay, without it.
func (s *Server) deleteFile(c call) (map[string]any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.files[c.args["file"]] == nil {
		return nil, refuse("file_not_found")
	}
	delete(s.files, c.args["file"])
	return map[string]any{}, nil
}

// giveFile hands out a file to who has the bot's token; to others Slack shows its sign-in page.
func (s *Server) giveFile(w http.ResponseWriter, r *http.Request) {
	id, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/files/"), "/")
	s.mu.Lock()
	f := s.files[id]
	allowed := s.scopes["files:read"] && r.Header.Get("Authorization") == "Bearer "+BotToken
	s.mu.Unlock()
	switch {
	case f == nil:
		http.NotFound(w, r)
	case !allowed:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, "<!doctype html><title>Sign in</title>")
	default:
		w.Header().Set("Content-Type", f.Type)
		_, _ = w.Write(f.Data)
	}
}
