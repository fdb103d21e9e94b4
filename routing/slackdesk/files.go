package slackdesk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"switchboard/channels"
	"switchboard/routing"
)

const (
	maxUpload   = 100 << 20 // bytes; larger files are on the browser desk
	maxDownload = 50 << 20  // bytes of a file that goes to a customer
	uploadedTS  = "file:"   // stands before a file's id in place of a post's ts
)

// upload is a file of a conversation as its thread shows it.
type upload struct {
	routing.File
	by string
}

// filePosts are the posts of a line's files.
func (s *scene) filePosts(it routing.Item) []post {
	var out []post
	for _, f := range it.Files {
		by := customerName(s.Head)
		if it.Author != "customer" {
			by = "us"
		}
		out = append(out, post{place: fmt.Sprintf("%s%d", placeFile, f.ID), file: &upload{File: f, by: by}, user: by, icon: ":paperclip:"})
	}
	return out
}

// putFile uploads a file into the thread, once. The hash of its post is the file's id in Slack: by it an upload whose end
// nobody saw is found again.
func (d *Desk) putFile(ctx context.Context, t *thread, p post) error {
	was, known := t.posts[p.place]
	if known && was.TS != "" {
		return nil
	}
	if !known {
		err := d.pool.QueryRow(ctx, `INSERT INTO slack_posts (conversation_id, place, channel, thread) VALUES ($1, $2, $3, $4)
			ON CONFLICT (conversation_id, place) DO UPDATE SET channel = slack_posts.channel RETURNING id, key::text, channel, thread, ts, at`,
			t.Conv, p.place, t.Channel, t.TS).Scan(&was.ID, &was.Key, &was.Channel, &was.Thread, &was.TS, &was.At)
		if err != nil {
			return fmt.Errorf("begin the upload %s of conversation %d: %w", p.place, t.Conv, err)
		}
	}
	f, data, err := d.router.FileContent(ctx, p.file.ID)
	switch {
	case err != nil && ctx.Err() != nil:
		return err
	case err != nil && t.Failures < 5: // the platform may hand it over yet
		return fmt.Errorf("read file %d: %w", p.file.ID, err)
	case err != nil:
		return d.fileNote(ctx, t, was, p, "could not be fetched: "+err.Error())
	case len(data) == 0:
		return d.fileNote(ctx, t, was, p, "is empty")
	case len(data) > maxUpload:
		return d.fileNote(ctx, t, was, p, "is too large for Slack")
	}
	id := string(was.Hash)
	if id != "" {
		shared, err := d.shared(ctx, id, was.Channel)
		if err != nil {
			return err
		}
		if shared {
			return d.uploaded(ctx, t, was, id)
		}
	} else if id, err = d.sendBytes(ctx, f, data); err != nil {
		return err
	}
	if _, err := d.pool.Exec(ctx, `UPDATE slack_posts SET hash = $2 WHERE id = $1`, was.ID, []byte(id)); err != nil {
		return fmt.Errorf("note the upload %s: %w", p.place, err)
	}
	was.Hash = []byte(id)
	err = d.call(ctx, "files.completeUploadExternal", was.Channel, func(ctx context.Context) error {
		_, err := d.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
			Files: []slack.FileSummary{{ID: id, Title: fileName(f)}}, Channel: was.Channel, ThreadTimestamp: was.Thread,
			InitialComment: ":paperclip: " + quiet(p.file.by) + caption(f)})
		return err
	})
	switch word := wordOf(err); {
	case word == "file_not_found" || word == "posting_to_channel_denied" || word == "file_deleted":
		if _, err := d.pool.Exec(ctx, `UPDATE slack_posts SET hash = NULL WHERE id = $1`, was.ID); err != nil {
			return fmt.Errorf("forget the upload %s: %w", p.place, err)
		}
		return err
	case slices.Contains(channelErrors, word):
		return errChannelLost{was.Channel, word}
	case err != nil:
		return err
	}
	return d.uploaded(ctx, t, was, id)
}

func caption(f routing.File) string {
	if f.Caption == "" {
		return ""
	}
	return ": " + quiet(cut(seen(f.Caption), 500))
}

// fileName is a name that says nothing of paths.
func fileName(f routing.File) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\<>|`, r) {
			return '_'
		}
		return r
	}, visible(strings.TrimSpace(f.Name)))
	if strings.Trim(name, "._ ") == "" {
		name = fmt.Sprintf("file-%d", f.ID)
	}
	return cut(name, 120)
}

func (d *Desk) uploaded(ctx context.Context, t *thread, was posted, id string) error {
	was.TS = uploadedTS + id
	t.posts[was.Place] = was
	if _, err := d.pool.Exec(ctx, `UPDATE slack_posts SET ts = $2 WHERE id = $1`, was.ID, was.TS); err != nil {
		return fmt.Errorf("note the upload of file %s: %w", id, err)
	}
	return nil
}

// sendBytes hands a file's content to Slack, where nobody sees it yet.
func (d *Desk) sendBytes(ctx context.Context, f routing.File, data []byte) (id string, err error) {
	var target *slack.GetUploadURLExternalResponse
	err = d.call(ctx, "files.getUploadURLExternal", "", func(ctx context.Context) (err error) {
		target, err = d.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: fileName(f), FileSize: len(data)})
		return err
	})
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	err = d.api.UploadToURL(ctx, slack.UploadToURLParameters{UploadURL: target.UploadURL, Reader: bytes.NewReader(data), Filename: fileName(f)})
	if err != nil {
		return "", fmt.Errorf("upload %s to Slack: %w", fileName(f), err)
	}
	return target.FileID, nil
}

// shared tells whether a file that was uploaded stands in a channel.
func (d *Desk) shared(ctx context.Context, id, channel string) (yes bool, err error) {
	err = d.call(ctx, "files.info", "", func(ctx context.Context) error {
		f, _, _, err := d.api.GetFileInfoContext(ctx, id, 0, 0)
		if err == nil {
			yes = slices.Contains(f.Channels, channel) || slices.Contains(f.Groups, channel) ||
				len(f.Shares.Public[channel]) > 0 || len(f.Shares.Private[channel]) > 0
		}
		return err
	})
	if wordOf(err) == "file_not_found" {
		return false, nil
	}
	return yes, err
}

// fileNote stands for a file that cannot be shown.
func (d *Desk) fileNote(ctx context.Context, t *thread, was posted, p post, why string) error {
	text := fmt.Sprintf(":paperclip: The file “%s” %s.", quiet(fileName(p.file.File)), quiet(why))
	if d.cfg.Base != "" {
		text += fmt.Sprintf(" <%s/desk/c/%d|Open the browser desk>", d.cfg.Base, t.Conv)
	}
	ts, err := d.create(ctx, was, post{place: p.place, user: p.user, icon: p.icon, text: text, blocks: []slack.Block{small(text)}})
	if err != nil {
		return err
	}
	if _, err := d.pool.Exec(ctx, `UPDATE slack_posts SET ts = $2 WHERE id = $1`, was.ID, ts); err != nil {
		return fmt.Errorf("note the post %s: %w", p.place, err)
	}
	return nil
}

// download fetches files that somebody put into Slack, to be sent to a customer.
func (d *Desk) download(ctx context.Context, ids []string) ([]channels.File, error) {
	var out []channels.File
	for _, id := range ids {
		var f *slack.File
		err := d.call(ctx, "files.info", "", func(ctx context.Context) (err error) {
			f, _, _, err = d.api.GetFileInfoContext(ctx, id, 0, 0)
			return err
		})
		if err != nil {
			return nil, err
		}
		if f.Size > maxDownload {
			return nil, fmt.Errorf("the file “%s” is larger than %d MB", f.Name, maxDownload>>20)
		}
		url := f.URLPrivateDownload
		if url == "" {
			url = f.URLPrivate
		}
		if url == "" {
			return nil, fmt.Errorf("the file “%s” is not handed out by Slack: is it stored elsewhere?", f.Name)
		}
		var b bytes.Buffer
		err = d.call(ctx, "files.download", "", func(ctx context.Context) error {
			return d.api.GetFileContext(ctx, url, &limited{Buffer: &b, left: maxDownload})
		})
		if err != nil {
			return nil, fmt.Errorf("fetch “%s” from Slack: %w", f.Name, err)
		}
		out = append(out, channels.File{Name: f.Name, Type: f.Mimetype, Size: int64(b.Len()), Data: b.Bytes()})
	}
	return out, nil
}

// limited is a buffer that takes no more than a number of bytes.
type limited struct {
	*bytes.Buffer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	if l.left -= len(p); l.left < 0 {
		return 0, errors.New("the file is larger than it said")
	}
	return l.Buffer.Write(p)
}
