package api

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// File is a stored picture or file.
type File struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	Type string `json:"type"`
	Size int    `json:"size" doc:"Bytes"`
	URL  string `json:"url" doc:"For the text of an article, which is kept without the program's address: ![what it shows](url). Everybody may read it once a published article for customers shows it"`
}

func (a *api) files(h huma.API) {
	type upload struct {
		Name string `query:"name" required:"true" minLength:"1" maxLength:"300" example:"lamp.png"`
		Sent
	}
	type stored struct{ Body File }
	large := func(o *huma.Operation) { o.MaxBodyBytes, o.BodyReadTimeout = knowledge.MaxFile, 2*time.Minute }
	huma.Register(h, op(http.MethodPost, "/files", "store-file", "Store a picture or file that articles show; one that nothing shows is deleted after 30 days. The body is the file itself, or a form with it alone", large),
		func(ctx context.Context, in *upload) (*stored, error) {
			caller, err := may(ctx, Write)
			if err != nil {
				return nil, err
			}
			data, err := in.file()
			if err != nil {
				return nil, err
			}
			f, err := a.store.SaveFile(ctx, in.Name, data, caller.Name)
			if err != nil {
				return nil, a.saidAt(ctx, err, places{"file": "query.name"})
			}
			return &stored{File{f.Key, f.Name, f.Type, f.Size, a.base + f.Path()}}, nil
		})
	type path struct {
		Key string `path:"key" pattern:"^[0-9a-f]{32}$"`
	}
	type content struct {
		Type        string `header:"Content-Type"`
		Disposition string `header:"Content-Disposition"`
		Length      string `header:"Content-Length"`
		Body        []byte
	}
	huma.Register(h, op(http.MethodGet, "/files/{key}", "get-file", "Read a stored picture or file", answersFile("*/*", "The file, in its own type")), func(ctx context.Context, in *path) (*content, error) {
		f, err := a.store.File(ctx, in.Key)
		if err != nil {
			return nil, a.saidOf(ctx, err, fmt.Sprintf("There is no file %s.", in.Key))
		}
		return &content{f.Type, mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}), fmt.Sprint(f.Size), f.Content}, nil
	})
	type text struct {
		Body struct {
			Body string `json:"body" maxLength:"32768" doc:"Markdown"`
		}
	}
	type previews struct {
		Body struct {
			Page  string `json:"page" doc:"HTML of it on a page"`
			Looks []Seen `json:"channels"`
		}
	}
	huma.Register(h, op(http.MethodPost, "/preview", "preview", "How a text looks on a page and in each channel"), func(ctx context.Context, in *text) (*previews, error) {
		out := &previews{}
		out.Body.Page, out.Body.Looks = string(knowledge.Render(in.Body.Body)), []Seen{}
		for _, l := range a.looks {
			seen := Seen{Channel: l.Name, Messages: []string{}}
			for _, m := range l.Show(in.Body.Body) {
				seen.Messages = append(seen.Messages, string(m))
			}
			out.Body.Looks = append(out.Body.Looks, seen)
		}
		return out, nil
	})
}

// Seen is a text as a channel shows it.
type Seen struct {
	Channel  string   `json:"channel"`
	Messages []string `json:"messages" doc:"HTML of each message"`
}
