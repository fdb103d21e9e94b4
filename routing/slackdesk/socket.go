package slackdesk

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// holdSocket takes events through Socket Mode until ctx ends. The library opens a new socket when Slack asks for it; an
// event that was not acknowledged comes again, on whatever socket.
func (d *Desk) holdSocket(ctx context.Context) {
	for ctx.Err() == nil {
		client := socketmode.New(d.api, socketmode.OptionLog(slog.NewLogLogger(d.log.Handler(), slog.LevelDebug)))
		run, cancel := context.WithCancel(ctx)
		var wg sync.WaitGroup
		wg.Go(func() { d.listen(run, client) })
		err := client.RunContext(run)
		cancel()
		wg.Wait()
		if ctx.Err() != nil {
			return
		}
		d.log.Warn("the socket to Slack is closed; another is opened", "error", err)
		wait(ctx, 5*time.Second)
	}
}

// listen deals with what comes through a socket, several at once.
func (d *Desk) listen(ctx context.Context, client *socketmode.Client) {
	slots := make(chan struct{}, 32)
	var wg sync.WaitGroup
	defer wg.Wait()
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-client.Events:
			if e.Request == nil || e.Request.EnvelopeID == "" {
				d.noteSocket(e.Type)
				continue
			}
			slots <- struct{}{}
			wg.Go(func() {
				defer func() { <-slots }()
				d.takeFromSocket(ctx, client, e)
			})
		}
	}
}

// noteSocket remembers whether a socket is open, for /readyz.
func (d *Desk) noteSocket(t socketmode.EventType) {
	switch t {
	case socketmode.EventTypeConnected, socketmode.EventTypeHello:
		d.connected.Store(true)
	case socketmode.EventTypeDisconnect, socketmode.EventTypeConnectionError, socketmode.EventTypeInvalidAuth, socketmode.EventTypeErrorBadMessage:
		d.connected.Store(false)
	}
}

func (d *Desk) takeFromSocket(ctx context.Context, client *socketmode.Client, e socketmode.Event) {
	d.connected.Store(true)
	var a answer
	switch in := e.Data.(type) {
	case slack.InteractionCallback:
		a = d.inTime(ctx, func(ctx context.Context) (answer, error) { return d.interaction(ctx, in) }, whoPressed(in))
	case slack.SlashCommand:
		a = d.inTime(ctx, func(ctx context.Context) (answer, error) { return d.command(ctx, in) },
			pressed{user: in.UserID, channel: in.ChannelID, url: in.ResponseURL})
	default:
		call, cancel := context.WithTimeout(ctx, ackWithin)
		defer cancel()
		if e.Type == socketmode.EventTypeEventsAPI {
			if err := d.event(call, eventID(e.Request.Payload), e.Request.Payload); err != nil {
				d.log.Warn("an event of Slack could not be dealt with; Slack brings it again", "error", err)
				return // not acknowledged
			}
		}
	}
	var err error
	if a == nil {
		err = client.Ack(*e.Request)
	} else {
		err = client.Ack(*e.Request, a)
	}
	if err != nil {
		d.log.Warn("an event of Slack was not acknowledged; it may come again", "error", err)
	}
}
