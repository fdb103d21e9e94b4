package slacktest

import (
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	token  = regexp.MustCompile(`<([^<>]+)>`)
	marks  = []struct{ re, with string }{{`\*([^*\n]+)\*`, "<b>$1</b>"}, {`(^|[\s(])_([^_\n]+)_`, "$1<i>$2</i>"}, {`~([^~\n]+)~`, "<s>$1</s>"}, {"`([^`\n]+)`", "<code>$1</code>"}}
	emojis = regexp.MustCompile(`:([a-z0-9_+-]+):`)
)

// signs are the emoji that the page shows as signs.
var signs = map[string]string{
	"white_check_mark": "✅", "hourglass_flowing_sand": "⏳", "hourglass": "⌛", "speech_balloon": "💬", "zzz": "💤", "robot_face": "🤖", "x": "❌", "warning": "⚠️",
	"large_green_circle": "🟢", "large_yellow_circle": "🟡", "large_orange_circle": "🟠", "white_circle": "⚪", "red_circle": "🔴", "large_blue_circle": "🔵",
	"large_purple_circle": "🟣", "large_brown_circle": "🟤", "eyes": "👀", "memo": "📝", "bulb": "💡", "outbox_tray": "📤", "inbox_tray": "📥", "paperclip": "📎",
	"telephone_receiver": "📞", "no_entry": "⛔", "no_entry_sign": "🚫", "arrow_right": "➡️", "leftwards_arrow_with_hook": "↩️", "alarm_clock": "⏰", "question": "❓",
	"round_pushpin": "📍", "bust_in_silhouette": "👤", "lock": "🔒", "wave": "👋", "information_source": "ℹ️", "arrows_counterclockwise": "🔄",
}

func emojiOf(name string) string {
	if sign := signs[strings.Trim(name, ":")]; sign != "" {
		return sign
	}
	return name
}

// mrkdwn renders a text object (or a text, as mrkdwn) much as Slack does. Nothing in it becomes HTML but what stands here.
func mrkdwn(v any) template.HTML {
	text, kind := "", "mrkdwn"
	switch v := v.(type) {
	case string:
		text = v
	case map[string]any:
		text, kind = str(v["text"]), str(v["type"])
	}
	if kind == "plain_text" {
		m, _ := v.(map[string]any)
		text = html.EscapeString(text)
		if m["emoji"] == true {
			text = emojis.ReplaceAllStringFunc(text, emojiOf)
		}
		return template.HTML(strings.ReplaceAll(text, "\n", "<br>"))
	}
	var links []string
	text = token.ReplaceAllStringFunc(text, func(m string) string {
		links = append(links, link(m[1:len(m)-1]))
		return fmt.Sprintf("\x00%d\x00", len(links)-1)
	})
	text = html.EscapeString(html.UnescapeString(text))
	for _, m := range marks {
		text = regexp.MustCompile(m.re).ReplaceAllString(text, m.with)
	}
	text = emojis.ReplaceAllStringFunc(text, emojiOf)
	for i, l := range links {
		text = strings.ReplaceAll(text, fmt.Sprintf("\x00%d\x00", i), l)
	}
	return template.HTML(strings.ReplaceAll(text, "\n", "<br>"))
}

// link renders what stands in angle brackets: a link, a mention, a date.
func link(inner string) string {
	target, label, labelled := strings.Cut(inner, "|")
	if !labelled {
		label = target
	}
	label = html.EscapeString(html.UnescapeString(label))
	switch {
	case strings.HasPrefix(target, "!date^"):
		parts := strings.Split(target, "^")
		if len(parts) >= 3 {
			return "<time>" + html.EscapeString(mdDate(parts[1], parts[2])) + "</time>"
		}
	case strings.HasPrefix(target, "@"), strings.HasPrefix(target, "#"), strings.HasPrefix(target, "!"):
		return "<b class=mention>" + label + "</b>"
	case strings.HasPrefix(target, "http://"), strings.HasPrefix(target, "https://"):
		return `<a href="` + html.EscapeString(html.UnescapeString(target)) + `">` + label + "</a>"
	}
	return label
}

// mdDate renders a date token.
func mdDate(seconds, form string) string {
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return seconds
	}
	at := time.Unix(n, 0)
	ago := time.Since(at).Round(time.Minute)
	words := strings.TrimSuffix(ago.String(), "0s") + " ago"
	if ago < time.Minute {
		words = "just now"
	}
	return strings.NewReplacer("{ago}", words, "{time_secs}", at.Format("15:04:05"), "{time}", at.Format("15:04"), "{date_short_pretty}", at.Format("Jan 2"),
		"{date_pretty}", at.Format("January 2"), "{date}", at.Format("January 2, 2006")).Replace(form)
}
