package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
	"github.com/goccy/go-yaml"

	"switchboard/channels"
	"switchboard/knowledge"
)

// Config is everything that can be set. It is read once, from the environment and an optional file, and checked once.
type Config struct {
	Addr     string `env:"SWITCHBOARD_ADDR" envDefault:"localhost:8080"`
	Data     string `env:"SWITCHBOARD_DATA" envDefault:"data"`
	URL      string `env:"SWITCHBOARD_URL"`
	File     string `env:"SWITCHBOARD_CONFIG"`
	Company  string `env:"SWITCHBOARD_COMPANY"`
	Zone     string `env:"SWITCHBOARD_ZONE"`
	Samples  bool   `env:"SWITCHBOARD_SAMPLES" envDefault:"true"`
	Help     bool   `env:"SWITCHBOARD_HELP"`
	Log      string `env:"SWITCHBOARD_LOG" envDefault:"text"`
	LogLevel string `env:"SWITCHBOARD_LOG_LEVEL" envDefault:"info"`

	Answer     float64       `env:"SWITCHBOARD_ANSWER"`
	Judged     float64       `env:"SWITCHBOARD_ANSWER_JUDGED"`
	Draft      float64       `env:"SWITCHBOARD_DRAFT"`
	TakeBack   time.Duration `env:"SWITCHBOARD_TAKE_BACK"`
	KeepDays   int           `env:"SWITCHBOARD_KEEP_DAYS"`
	Department string        `env:"SWITCHBOARD_DEPARTMENT"`
	OpsToken   string        `env:"SWITCHBOARD_OPS_TOKEN"`
	Pool       int32         `env:"SWITCHBOARD_POOL" envDefault:"16"`

	DatabaseURL string `env:"DATABASE_URL"`
	MeiliURL    string `env:"MEILI_URL"`
	MeiliKey    string `env:"MEILI_MASTER_KEY"`
	MeiliIndex  string `env:"MEILI_INDEX" envDefault:"switchboard"`

	TelegramToken  string `env:"TELEGRAM_BOT_TOKEN"`
	TelegramAPI    string `env:"TELEGRAM_API_URL"`
	TelegramMode   string `env:"TELEGRAM_MODE"`
	TelegramSecret string `env:"TELEGRAM_WEBHOOK_SECRET"`

	WebchatOrigins []string `env:"WEBCHAT_ORIGINS"`
	WebchatSecret  string   `env:"WEBCHAT_SECRET"`
	PhoneToken     string   `env:"PHONE_TOKEN"`
	PhoneSecret    string   `env:"PHONE_SECRET"`
	PhoneRegion    string   `env:"PHONE_REGION"`

	SlackToken      string            `env:"SLACK_BOT_TOKEN"`
	SlackApp        string            `env:"SLACK_APP_TOKEN"`
	SlackSecret     string            `env:"SLACK_SIGNING_SECRET"`
	SlackAPI        string            `env:"SLACK_API_URL"`
	SlackChannel    string            `env:"SLACK_CHANNEL"`
	SlackEmoji      map[string]string `env:"SLACK_EMOJI"`
	OpenAIKey       string            `env:"OPENAI_API_KEY"`
	OpenAIEmbedding string            `env:"OPENAI_EMBEDDING_MODEL"`
	OpenAIBaseURL   string            `env:"OPENAI_BASE_URL"`
	OpenAIModel     string            `env:"OPENAI_MODEL"`
	OpenAIModels    map[string]string `env:"OPENAI_MODELS"`
	OpenAIPrices    map[string]string `env:"OPENAI_PRICES" envKeyValSeparator:"="`
	OpenAICurrency  string            `env:"OPENAI_CURRENCY" envDefault:"USD"`
	OpenAIBudget    float64           `env:"OPENAI_DAY_BUDGET"`
	OpenAITokens    int64             `env:"OPENAI_DAY_TOKENS" envDefault:"5000000"`
	Prompts         string            `env:"SWITCHBOARD_PROMPTS"`

	Accounts []channels.Account `env:"-"` // of the file and of the settings above
}

// fileConfig is the optional file: several accounts of a channel.
type fileConfig struct {
	Accounts []struct {
		Name     string         `yaml:"name"`
		Kind     string         `yaml:"kind"`
		Settings map[string]any `yaml:"settings"`
	} `yaml:"accounts"`
}

// loadConfig reads and checks the settings. Every problem is told, each with the setting's name and a valid example.
func loadConfig(environ []string) (Config, error) {
	var c Config
	vars := map[string]string{}
	for _, kv := range environ {
		k, v, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(k, "OPENAI_") {
			v = strings.TrimSpace(v) // copied from a page, or from a file with its line's end
		}
		if v != "" { // an empty setting is one that is not set
			vars[k] = v
		}
	}
	if err := env.ParseWithOptions(&c, env.Options{Environment: vars}); err != nil {
		return c, explain(err)
	}
	problems := c.check()
	accounts, err := c.accounts()
	problems = append(problems, err)
	c.Accounts = accounts
	if c.URL == "" {
		c.URL = "http://" + browsable(c.Addr)
	}
	c.URL = strings.TrimSuffix(c.URL, "/")
	return c, errors.Join(problems...)
}

// explain puts the decoder's errors into our form.
func explain(err error) error {
	agg, ok := errors.AsType[env.AggregateError](err)
	if !ok {
		return err
	}
	var out []error
	for _, e := range agg.Errors {
		if p, ok := errors.AsType[env.ParseError](e); ok {
			out = append(out, fmt.Errorf("a setting is not a %s: %w; field %s: %s", p.Type, p.Err, p.Name, exampleOf(p.Name)))
			continue
		}
		out = append(out, e)
	}
	return errors.Join(out...)
}

// exampleOf names the environment variable of a field that needs more than text, with a valid value.
func exampleOf(field string) string {
	return map[string]string{
		"Samples":  "write SWITCHBOARD_SAMPLES=true or SWITCHBOARD_SAMPLES=false",
		"Help":     "write SWITCHBOARD_HELP=true or SWITCHBOARD_HELP=false",
		"Answer":   "write for example SWITCHBOARD_ANSWER=0.8",
		"Judged":   "write for example SWITCHBOARD_ANSWER_JUDGED=0.5",
		"Draft":    "write for example SWITCHBOARD_DRAFT=0.1",
		"KeepDays": "write for example SWITCHBOARD_KEEP_DAYS=730",
		"TakeBack": "write for example SWITCHBOARD_TAKE_BACK=15m",
		"Pool":     "write for example SWITCHBOARD_POOL=16",

		"OpenAIModels": "write for example OPENAI_MODELS=draft:gpt-4o-mini",
		"OpenAIPrices": "write for example OPENAI_PRICES=gpt-4o-mini=0.15/0.60",
		"OpenAIBudget": "write for example OPENAI_DAY_BUDGET=5",
		"OpenAITokens": "write for example OPENAI_DAY_TOKENS=5000000",
	}[field]
}

// check tells every problem of the values by themselves.
func (c *Config) check() (problems []error) {
	bad := func(name, value, problem, example string) {
		problems = append(problems, fmt.Errorf("%s=%q %s: write for example %s=%s", name, value, problem, name, example))
	}
	if _, port, err := net.SplitHostPort(c.Addr); err != nil || port == "" {
		bad("SWITCHBOARD_ADDR", c.Addr, "is no address to listen on", "localhost:8080")
	}
	if c.URL != "" && !webURL(c.URL) {
		bad("SWITCHBOARD_URL", c.URL, "is no web address", "https://chat.company.example")
	}
	if c.Zone != "" && checkZone(c.Zone) != nil {
		bad("SWITCHBOARD_ZONE", c.Zone, "is no time zone", "Europe/Kyiv")
	}
	if c.Log != "text" && c.Log != "json" {
		bad("SWITCHBOARD_LOG", c.Log, "is no log format", "json")
	}
	if !regexp.MustCompile(`^(debug|info|warn|error)$`).MatchString(c.LogLevel) {
		bad("SWITCHBOARD_LOG_LEVEL", c.LogLevel, "is no level", "info")
	}
	if !(c.Answer == 0 || c.Answer >= knowledge.LeastAnswers && c.Answer <= 2) {
		bad("SWITCHBOARD_ANSWER", fmt.Sprint(c.Answer), fmt.Sprintf("is no probability from %v (what is less likely is never answered with; above 1: never answer)", knowledge.LeastAnswers), "0.8")
	}
	if !mayBeJudged(c.Judged) {
		bad("SWITCHBOARD_ANSWER_JUDGED", fmt.Sprint(c.Judged), leastJudged()+" (0 or empty: no model judges answers)", "0.5")
	}
	if c.Judged > 0 && c.OpenAIModel == "" {
		bad("SWITCHBOARD_ANSWER_JUDGED", fmt.Sprint(c.Judged), "needs a model that judges answers", fmt.Sprint(c.Judged)+" OPENAI_MODEL=gpt-4o-mini")
	}
	if !(c.Draft >= 0 && c.Draft <= 1) {
		bad("SWITCHBOARD_DRAFT", fmt.Sprint(c.Draft), "is no probability", "0.1")
	} else if p := c.policy(); p.Draft > p.Answer {
		bad("SWITCHBOARD_DRAFT", fmt.Sprint(p.Draft), fmt.Sprintf("is above SWITCHBOARD_ANSWER=%v, and what operators are not shown is not answered with either", p.Answer), "0.1")
	}
	if c.TakeBack < 0 || (c.TakeBack > 0 && c.TakeBack < 10*time.Second) {
		bad("SWITCHBOARD_TAKE_BACK", c.TakeBack.String(), "is too short", "15m")
	}
	if c.KeepDays < 0 || c.KeepDays > 36500 {
		bad("SWITCHBOARD_KEEP_DAYS", fmt.Sprint(c.KeepDays), "is no number of days (0 or empty: conversations are kept for ever)", "730")
	}
	if c.Pool < 4 || c.Pool > 500 {
		bad("SWITCHBOARD_POOL", fmt.Sprint(c.Pool), "is no number of connections between 4 and 500", "16")
	}
	if c.DatabaseURL != "" && !regexp.MustCompile(`^postgres(ql)?://`).MatchString(c.DatabaseURL) {
		problems = append(problems, errors.New("DATABASE_URL is no PostgreSQL address: write for example DATABASE_URL=postgres://user:password@host:5432/switchboard"))
	}
	if c.MeiliURL != "" && !webURL(c.MeiliURL) {
		bad("MEILI_URL", c.MeiliURL, "is no web address", "http://localhost:7700")
	}
	if c.OpenAIBaseURL != "" && !webURL(c.OpenAIBaseURL) {
		bad("OPENAI_BASE_URL", c.OpenAIBaseURL, "is no web address", "http://localhost:11434/v1")
	}
	problems = append(problems, c.checkModels()...)
	return append(problems, c.checkSlack()...)
}

func webURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

var accountName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)

// accounts are those of the single-account settings and those of the file.
func (c *Config) accounts() ([]channels.Account, error) {
	list := c.defaultAccounts()
	if c.File == "" {
		return list, nil
	}
	b, err := os.ReadFile(c.File)
	if err != nil {
		return list, fmt.Errorf("SWITCHBOARD_CONFIG: %w", err)
	}
	var f fileConfig
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(&f); err != nil {
		return list, fmt.Errorf("SWITCHBOARD_CONFIG: %s: %w", c.File, err)
	}
	var problems []error
	seen := map[string]bool{}
	for i, a := range f.Accounts {
		switch {
		case !accountName.MatchString(a.Name):
			problems = append(problems, fmt.Errorf("%s: account %d: name %q: write lower-case letters, digits and hyphens, for example help-bot", c.File, i+1, a.Name))
			continue
		case openers[a.Kind].open == nil:
			problems = append(problems, fmt.Errorf("%s: account %q: kind %q is unknown: write one of %s", c.File, a.Name, a.Kind, strings.Join(kinds(), ", ")))
			continue
		case seen[a.Name]:
			problems = append(problems, fmt.Errorf("%s: two accounts are named %q: every name may stand once", c.File, a.Name))
			continue
		}
		seen[a.Name] = true
		settings, err := json.Marshal(a.Settings)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: account %q: %w", c.File, a.Name, err))
			continue
		}
		if a.Settings == nil {
			settings = []byte("{}")
		}
		list = replaced(list, channels.Account{Name: a.Name, Kind: a.Kind, Settings: settings})
	}
	return list, errors.Join(problems...)
}

// replaced is the list with an account added, or put in the place of the one with its name.
func replaced(list []channels.Account, a channels.Account) []channels.Account {
	for i := range list {
		if list[i].Name == a.Name {
			list[i] = a
			return list
		}
	}
	return append(list, a)
}

// browsable is the address to type into a browser for an address to listen on.
func browsable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// clusterDir is the folder of the private PostgreSQL.
func (c *Config) clusterDir() (string, error) {
	dir, err := filepath.Abs(c.Data)
	if err != nil {
		return "", fmt.Errorf("SWITCHBOARD_DATA=%q: %w", c.Data, err)
	}
	return filepath.Join(dir, "postgres"), nil
}
