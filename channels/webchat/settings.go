package webchat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// Settings of a web chat account. Unknown fields are errors.
type Settings struct {
	Origins     []string          `json:"origins,omitempty"`      // sites that may embed the widget, "https://shop.example"; empty: only the program's own pages
	AnyOrigin   bool              `json:"any_origin,omitempty"`   // every site may embed the widget
	Project     string            `json:"project,omitempty"`      // key of the project that the site belongs to
	Title       string            `json:"title,omitempty"`        // the panel's heading; empty: "Chat" in the visitor's language
	Greeting    map[string]string `json:"greeting,omitempty"`     // first words, by language
	Color       string            `json:"color,omitempty"`        // "#rrggbb"
	Languages   []string          `json:"languages,omitempty"`    // offered languages, the first is the fallback; empty: all
	Secret      string            `json:"secret,omitempty"`       // signs visitor tokens, at least 16 characters, the same on every replica
	OldSecrets  []string          `json:"old_secrets,omitempty"`  // still accepted; their tokens are renewed when a visitor returns
	MaxFile     int64             `json:"max_file,omitempty"`     // bytes of one file, 10 MB if zero
	Rate        int               `json:"rate,omitempty"`         // messages a minute from one visitor, 30 if zero
	AddressRate int               `json:"address_rate,omitempty"` // messages a minute from one network address, 300 if zero
	SiteRate    int               `json:"site_rate,omitempty"`    // messages a minute from all visitors together, 6000 if zero
}

const (
	defaultColor       = "#2557d6"
	defaultMaxFile     = 10 << 20
	defaultRate        = 30
	defaultAddressRate = 300
	defaultSiteRate    = 6000
	minSecret          = 16
)

func decodeSettings(raw json.RawMessage) (Settings, error) {
	var s Settings
	if len(bytes.TrimSpace(raw)) > 0 {
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&s); err != nil {
			return s, fmt.Errorf("settings: %w", err)
		}
		if _, err := dec.Token(); !errors.Is(err, io.EOF) {
			return s, errors.New("settings: something follows the JSON object")
		}
	}
	s.fill()
	if err := s.check(); err != nil {
		return s, fmt.Errorf("settings: %w", err)
	}
	return s, nil
}

func (s *Settings) fill() {
	orInt := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
	}
	orInt(&s.Rate, defaultRate)
	orInt(&s.AddressRate, defaultAddressRate)
	orInt(&s.SiteRate, defaultSiteRate)
	if s.MaxFile == 0 {
		s.MaxFile = defaultMaxFile
	}
	if s.Color == "" {
		s.Color = defaultColor
	}
	if len(s.Languages) == 0 {
		s.Languages = languages()
	}
}

func (s *Settings) check() error {
	if err := s.checkOrigins(); err != nil {
		return err
	}
	for _, secret := range append([]string{s.Secret}, s.OldSecrets...) {
		if len(secret) < minSecret {
			return fmt.Errorf("secret: %d characters, at least %d random ones are needed", len(secret), minSecret)
		}
	}
	if _, err := parseColor(s.Color); err != nil {
		return err
	}
	for _, lang := range s.Languages {
		if !slices.Contains(languages(), lang) {
			return fmt.Errorf("languages: %q is not one of %s", lang, strings.Join(languages(), ", "))
		}
	}
	for lang, text := range s.Greeting {
		if !slices.Contains(s.Languages, lang) {
			return fmt.Errorf("greeting: %q is not one of the languages %s", lang, strings.Join(s.Languages, ", "))
		}
		if utf8.RuneCountInString(text) > 1000 {
			return fmt.Errorf("greeting: the text in %q is longer than 1000 characters", lang)
		}
	}
	if utf8.RuneCountInString(s.Title) > 60 {
		return errors.New("title: longer than 60 characters")
	}
	if s.MaxFile < 0 || s.MaxFile > 100<<20 {
		return fmt.Errorf("max_file: %d is not between 1 and %d bytes", s.MaxFile, 100<<20)
	}
	if s.Rate < 0 || s.AddressRate < 0 || s.SiteRate < 0 {
		return errors.New("rate, address_rate, site_rate: must not be negative, for example 30, 300 and 6000")
	}
	return nil
}

func (s *Settings) checkOrigins() error {
	if s.AnyOrigin && len(s.Origins) > 0 {
		return errors.New("origins, any_origin: give one of the two")
	}
	for i, o := range s.Origins {
		u, err := url.Parse(strings.TrimSuffix(o, "/"))
		if err != nil || u.Host == "" || u.User != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" ||
			strings.Contains(o, "*") || (u.Scheme != "https" && u.Scheme != "http") {
			return fmt.Errorf(`origins: %q is no origin; an example is "https://shop.example"; `+
				`to let every site embed the chat, set any_origin`, o)
		}
		s.Origins[i] = strings.ToLower(u.Scheme + "://" + u.Host)
	}
	return nil
}

// greeting is the first words in lang, or in the fallback language.
func (s *Settings) greeting(lang string) string {
	if text := s.Greeting[lang]; text != "" {
		return text
	}
	return s.Greeting[s.Languages[0]]
}
