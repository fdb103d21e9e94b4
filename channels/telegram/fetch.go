package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"switchboard/channels"
)

const fetchWait = 2 * time.Minute

// Fetch opens a file by the file_id of an Inbound. The error wraps channels.ErrInvalid when the file can never be had: it is
// over 20 MB, or Telegram does not know it. The content ends with an error at 20 MB.
func (c *Channel) Fetch(ctx context.Context, ref string) (io.ReadCloser, error) {
	if ref == "" {
		return nil, fmt.Errorf("fetch from telegram: no file named: %w", channels.ErrInvalid)
	}
	path, err := c.filePath(ctx, ref)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, fetchWait)
	address := c.settings.APIURL + "/file/bot" + c.settings.Token + "/" + (&url.URL{Path: path}).EscapedPath()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("fetch from telegram: %w", c.wire.scrub(err))
	}
	response, err := c.wire.client.Do(r)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("fetch from telegram: %w", c.wire.scrub(err))
	}
	if response.StatusCode != http.StatusOK {
		response.Body.Close()
		cancel()
		return nil, fmt.Errorf("fetch from telegram: status %d", response.StatusCode)
	}
	return &download{body: response.Body, cancel: cancel, left: maxFetch}, nil
}

// filePath asks where the file is. The address holds for an hour at least, so it is asked for every time.
func (c *Channel) filePath(ctx context.Context, ref string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, brief)
	defer cancel()
	ctx, attempt := c.wire.watch(ctx)
	var file *models.File
	file, err := c.bot.GetFile(ctx, &bot.GetFileParams{FileID: ref})
	if err != nil {
		err = c.explain("getFile", attempt, err)
		if attempt.refused() && attempt.statusOf() == http.StatusBadRequest {
			err = fmt.Errorf("%w: %w", err, channels.ErrInvalid)
		}
		return "", err
	}
	if file.FileSize > maxFetch {
		return "", fmt.Errorf("telegram getFile: the file has %d bytes, the limit is %d: %w", file.FileSize, maxFetch, channels.ErrInvalid)
	}
	path := file.FilePath
	if path == "" || strings.HasPrefix(path, "/") || strings.Contains("/"+path+"/", "/../") || strings.ContainsAny(path, "?#\\") {
		return "", errors.New("telegram getFile: the answer names no file that can be fetched " +
			"(a Bot API server started with --local gives paths of its own disk; start it without)")
	}
	return path, nil
}

// download is a body with a cap.
type download struct {
	body   io.ReadCloser
	cancel context.CancelFunc
	left   int
}

// Read reads on, up to the cap.
func (d *download) Read(p []byte) (int, error) {
	n, err := d.body.Read(p[:min(len(p), d.left+1)])
	if n > d.left {
		return 0, fmt.Errorf("fetch from telegram: more than %d bytes: %w", maxFetch, channels.ErrInvalid)
	}
	d.left -= n
	return n, err
}

// Close ends the transfer.
func (d *download) Close() error {
	defer d.cancel()
	return d.body.Close()
}
