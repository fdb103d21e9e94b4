package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/text/language"

	"switchboard/channels"
)

// The modes of receiving.
const (
	polling = "polling" // we ask for updates: needs no public address
	webhook = "webhook" // Telegram calls us
)

const (
	officialAPI  = "https://api.telegram.org"
	tokenExample = `"123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"`
)

// settings of a bot's account.
type settings struct {
	Token          string `json:"token"`           // as @BotFather gave it; required
	APIURL         string `json:"api_url"`         // the Bot API server; empty: Telegram's own
	Mode           string `json:"mode"`            // polling (default) or webhook
	WebhookURL     string `json:"webhook_url"`     // webhook: the program's public address, without /channels/…
	Secret         string `json:"secret"`          // webhook: proves that a call is Telegram's; 16 to 256 of A-Z a-z 0-9 _ -
	SecretPrevious string `json:"secret_previous"` // webhook: accepted as well, while a new secret spreads
	Project        string `json:"project"`         // key of the project that the bot belongs to
	Language       string `json:"language"`        // of people whose Telegram tells none; BCP 47
	ShowName       bool   `json:"show_name"`       // put the operator's name above what they write
}

var (
	tokenForm   = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]{20,}$`)
	secretForm  = regexp.MustCompile(`^[A-Za-z0-9_-]{16,256}$`)
	projectForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
)

func decodeSettings(account channels.Account) (settings, error) {
	s := settings{APIURL: officialAPI, Mode: polling}
	raw := account.Settings
	if len(bytes.TrimSpace(raw)) == 0 {
		raw = []byte("{}")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	err := d.Decode(&s)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more follows after the object")
		}
	}
	if err != nil {
		return s, fmt.Errorf(`telegram account %q: settings: %w (valid example: {"token": "123456789:AAE…"})`, account.Name, err)
	}
	if s.Mode == "" {
		s.Mode = polling
	}
	if s.APIURL == "" {
		s.APIURL = officialAPI
	}
	s.APIURL = strings.TrimRight(s.APIURL, "/")
	s.WebhookURL = strings.TrimRight(s.WebhookURL, "/")
	if err := s.check(); err != nil {
		return s, fmt.Errorf("telegram account %q: %w", account.Name, err)
	}
	return s, nil
}

// check names the setting that is wrong, what is wrong, and a valid example. It never repeats a secret.
func (s settings) check() error {
	switch {
	case s.Token == "":
		return errors.New("token is missing: give the one that @BotFather showed, for example " + tokenExample)
	case !tokenForm.MatchString(s.Token):
		return errors.New("token is not a bot's token: it looks like " + tokenExample)
	case s.Mode != polling && s.Mode != webhook:
		return fmt.Errorf(`mode %q is unknown: use "polling" or "webhook"`, s.Mode)
	case s.Project != "" && !projectForm.MatchString(s.Project):
		return fmt.Errorf(`project %q is not a project's key: use lower-case letters, digits and -, for example "solar-roof"`, s.Project)
	}
	if err := checkAPI(s.APIURL); err != nil {
		return err
	}
	if _, err := language.Parse(s.Language); s.Language != "" && err != nil {
		return fmt.Errorf(`language %q is not a language tag: use for example "uk" or "en-GB"`, s.Language)
	}
	if s.Mode == polling {
		return nil
	}
	return s.checkWebhook()
}

func (s settings) checkWebhook() error {
	switch {
	case s.WebhookURL == "":
		return errors.New(`webhook_url is missing: mode "webhook" needs the public address, for example "https://support.example.com"`)
	case s.Secret == "":
		return errors.New(`secret is missing: mode "webhook" needs a long random one, for example the output of: openssl rand -hex 32`)
	case !secretForm.MatchString(s.Secret):
		return errors.New(`secret is not usable: 16 to 256 characters of A-Z a-z 0-9 _ -, for example the output of: openssl rand -hex 32`)
	case s.SecretPrevious != "" && !secretForm.MatchString(s.SecretPrevious):
		return errors.New(`secret_previous is not usable: 16 to 256 characters of A-Z a-z 0-9 _ -, or leave it out`)
	}
	u, err := url.Parse(s.WebhookURL)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return fmt.Errorf(`webhook_url %q is not an address: use for example "https://support.example.com"`, s.WebhookURL)
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())) {
		return fmt.Errorf(`webhook_url %q is not https, and Telegram calls nothing else: use for example "https://support.example.com"`, s.WebhookURL)
	}
	return nil
}

func checkAPI(address string) error {
	u, err := url.Parse(address)
	wrong := err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil
	if wrong || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New(`api_url is not an address: use for example "https://api.telegram.org" or "http://telegram-bot-api:8081"`)
	}
	return nil
}

// hook is the address that Telegram shall call, or empty when it shall not.
func (s settings) hook(account string) string {
	if s.Mode != webhook {
		return ""
	}
	return s.WebhookURL + "/channels/" + url.PathEscape(account) + "/webhook"
}

// loopback tells whether the name is this machine's: a Bot API server beside us may call over plain http.
func loopback(name string) bool {
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// host returns the host of an address, since a webhook's path may hold a secret.
func host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return "none"
}
