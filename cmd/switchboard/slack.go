package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/spf13/cobra"

	"switchboard/knowledge"
	"switchboard/routing"
	"switchboard/routing/slackdesk"
)

// slackOn tells whether the desk in Slack is switched on.
func (c *Config) slackOn() bool { return c.SlackToken != "" }

// checkSlack tells what is wrong with the settings of the desk in Slack.
func (c *Config) checkSlack() (problems []error) {
	bad := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	switch {
	case c.SlackToken != "" && !strings.HasPrefix(c.SlackToken, "xoxb-"):
		bad("SLACK_BOT_TOKEN is no bot token: it begins with xoxb-")
	case c.SlackToken == "" && (c.SlackApp != "" || c.SlackSecret != ""):
		bad("SLACK_BOT_TOKEN is missing: the desk in Slack needs it beside SLACK_APP_TOKEN or SLACK_SIGNING_SECRET")
	case c.SlackToken != "" && c.SlackApp == "" && c.SlackSecret == "":
		bad("SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP events)")
	}
	if c.SlackApp != "" && !strings.HasPrefix(c.SlackApp, "xapp-") {
		bad("SLACK_APP_TOKEN is no app-level token: it begins with xapp-")
	}
	if c.SlackAPI != "" && !webURL(c.SlackAPI) {
		bad("SLACK_API_URL=%q is no web address: write for example SLACK_API_URL=http://localhost:8090/api/", c.SlackAPI)
	}
	if err := slackdesk.CheckEmoji(c.SlackEmoji); err != nil {
		bad("SLACK_EMOJI: %w: write for example SLACK_EMOJI=eyes:take,white_check_mark:close", err)
	}
	return problems
}

// slackDesk makes the desk in Slack. pool and router may be nil for doctor.
func slackDesk(cfg Config, pool *pgxpool.Pool, router *routing.Router, log *slog.Logger) (*slackdesk.Desk, slackdesk.Config, error) {
	c := slackdesk.Config{
		Pool: pool, Router: router, Token: cfg.SlackToken, AppToken: cfg.SlackApp, Secret: cfg.SlackSecret, API: cfg.SlackAPI,
		Channel: cfg.SlackChannel, Department: cfg.Department, Base: cfg.URL, Log: log,
	}
	if c.Department == "" {
		c.Department = "support"
	}
	if c.API != "" && !strings.HasSuffix(c.API, "/") {
		c.API += "/"
	}
	if len(cfg.SlackEmoji) > 0 {
		c.Emoji = cfg.SlackEmoji
	}
	d, err := slackdesk.New(c)
	return d, c, err
}

// openSlack makes the desk in Slack with all that it shows.
func (a *app) openSlack() error {
	_, c, err := slackDesk(a.cfg, a.db.pool, a.router, a.log)
	if err != nil {
		return err
	}
	c.Search, c.Projects, c.News, c.Earlier = a.searchWhole, a.projectNames, a.news, a.store.Earlier
	c.SaveArticle = a.store.SaveVersion
	a.slack, err = slackdesk.New(c)
	return err
}

// news lists the articles that readers saw change since a time.
func (a *app) news(ctx context.Context, since time.Time) ([]knowledge.Row, error) {
	rows, err := a.store.Articles(ctx, knowledge.Filter{})
	if err != nil {
		return nil, err
	}
	var out []knowledge.Row
	for _, r := range rows {
		if r.Published != 0 && r.At.After(since) {
			out = append(out, r)
		}
	}
	return out, nil
}

// checkSlackDesk is doctor's look at Slack.
func checkSlackDesk(ctx context.Context, cfg Config) (string, error) {
	log := newLogger(cfg)
	db, err := joinDatabase(ctx, cfg, log)
	if err != nil { // Slack can be looked at without it
		d, _, err := slackDesk(cfg, nil, nil, log)
		if err != nil {
			return "", err
		}
		return d.Doctor(ctx)
	}
	defer db.close() //nolint:errcheck // nothing was written
	d, _, err := slackDesk(cfg, db.pool, nil, log)
	if err != nil {
		return "", err
	}
	return d.Doctor(ctx)
}

func slackManifestCommand() *cobra.Command {
	var url string
	cmd := &cobra.Command{
		Use: "slack-manifest", Short: "Print the Slack app's manifest, ready to be pasted at api.slack.com/apps", Args: cobra.NoArgs,
		Long: "Without --url events come through Socket Mode, which needs no public address.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := slackdesk.Manifest(strings.TrimSuffix(url, "/"))
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(b)
			return err
		},
	}
	cmd.Flags().StringVar(&url, "url", "", "public https:// address of the program, for events by HTTP")
	return cmd
}
