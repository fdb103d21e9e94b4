package editor

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"switchboard/knowledge"
)

// funcs are what the pages may call. Days and set times are told by the company's clock.
func funcs(clock *knowledge.Clock) template.FuncMap {
	return template.FuncMap{
		"markdown":  knowledge.Render,
		"language":  language,
		"badges":    func(r knowledge.Row) []badge { return badges(r, clock.Zone()) },
		"resumed":   resumed,
		"untitled":  untitled,
		"card":      func(form string) bool { return strings.HasPrefix(form, "p:") },
		"next":      func(i int) int { return i + 1 },
		"moment":    func(t time.Time) string { return clock.There(t).Format(momentForm) },
		"clock":     func(t time.Time) string { return clockField(t, clock.Zone()) },
		"isoday":    isoDay,
		"half":      func() string { return clock.Today().AddDate(0, 6, 0).Format(time.DateOnly) },
		"date":      func(day time.Time) string { return day.Format("2 January 2006") },
		"dueday":    func(day time.Time) string { return dueDay(day, clock.Today()) },
		"dateof":    func(t time.Time) string { return clock.There(t).Format("2 January 2006") },
		"internal":  func(a knowledge.Audience) bool { return a == knowledge.Internal },
		"join":      strings.Join,
		"span":      span,
		"precisely": precisely,
		"percent":   func(share float64) string { return fmt.Sprintf("%.0f %%", 100*share) },
		"share":     share, "limit": limit, "limitwords": limitWords,
		"number3": rounded,
		"part":    func(percent int) int { return max(2, 28*percent/100) }, // a week without questions is seen as one
		"rest":    func(percent int) int { return 28 - max(2, 28*percent/100) },
	}
}

// precisely is a moment as a form gives it back.
func precisely(at time.Time) string { return at.UTC().Format(time.RFC3339Nano) }

// dueDay names a day by which something is to be done.
func dueDay(day, today time.Time) string {
	switch {
	case day.Equal(today):
		return "today"
	case day.Equal(today.AddDate(0, 0, 1)):
		return "tomorrow"
	}
	return day.Format("2 January 2006")
}

// clockField is a set time as a field of a form has it; empty, where none is set.
func clockField(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format("2006-01-02T15:04")
}

// momentForm is how a set time is told.
const momentForm = "2 January 2006 at 15:04 MST"

// shortly is when something happens: a day, or the time of day where that is today.
func shortly(t time.Time, zone *time.Location) string {
	if t = t.In(zone); t.Format(time.DateOnly) == time.Now().In(zone).Format(time.DateOnly) {
		return "today at " + t.Format("15:04")
	}
	return t.Format("2 Jan 2006")
}

// language names a language; one that is not in the table is named by its tag.
func language(tag string) string {
	names := map[string]string{
		"en": "English", "uk": "Українська", "ru": "Русский", "de": "Deutsch", "pl": "Polski", "fr": "Français", "es": "Español",
		"it": "Italiano", "pt": "Português", "cs": "Čeština", "sk": "Slovenčina", "ro": "Română", "hu": "Magyar", "tr": "Türkçe",
		"nl": "Nederlands", "bg": "Български", "lt": "Lietuvių", "lv": "Latviešu", "et": "Eesti", "ka": "ქართული", "zh": "中文", "ja": "日本語",
	}
	if name, ok := names[tag]; ok {
		return name
	}
	if name, ok := names[knowledge.Base(tag)]; ok {
		return name + " (" + tag + ")"
	}
	return tag
}

// badge is a short word about an article.
type badge struct{ Kind, Word, Hint string }

// badges say what there is to know about an article at a glance: nothing, when it is published and in force.
func badges(r knowledge.Row, zone *time.Location) []badge {
	var out []badge
	switch {
	case !r.Removed.IsZero():
		by := ""
		if r.RemovedBy != "" {
			by = "Removed by " + r.RemovedBy + ". "
		}
		out = append(out, badge{"bad", "Removed", by + "Readers do not see it. You can bring it back."})
	case !r.Ended.IsZero():
		out = append(out, badge{"draft", "Ended " + shortly(r.Ended, zone), "It was unpublished on schedule on " + r.Ended.In(zone).Format(momentForm) + ". Readers do not see it."})
	case r.Published == 0:
		out = append(out, badge{"draft", "Not published", "Readers do not see it yet."})
	case r.Published != r.Latest:
		out = append(out, badge{"draft", "Newer draft", "Readers still see an older version."})
	}
	now := time.Now().In(zone)
	if r.Submitted > 0 {
		out = append(out, badge{"wait", "Awaiting review", r.SubmittedBy + " asked for a review of version " + strconv.Itoa(r.Submitted) + "."})
	}
	if !r.PublishAt.IsZero() {
		out = append(out, badge{"wait", "Scheduled " + shortly(r.PublishAt, zone), "Version " + strconv.Itoa(r.PublishVersion) + " will be published on " + r.PublishAt.In(zone).Format(momentForm) + "."})
	}
	if !r.ExpireAt.IsZero() {
		out = append(out, badge{"wait", "Ends " + shortly(r.ExpireAt, zone), "It will be unpublished on " + r.ExpireAt.In(zone).Format(momentForm) + "."})
	}
	if r.Unverified {
		out = append(out, badge{"bad", "Not verified", "The assistant does not answer with it; operators see the mark."})
	}
	if r.Stale(now) {
		out = append(out, badge{"bad", "Review overdue", "It was due for review by " + r.ReviewBy.Format("2 January 2006") + ". The assistant does not answer with it until somebody confirms it."})
	}
	if r.Behind() {
		follows := "an older text"
		if r.Translated > 0 {
			follows = "version " + strconv.Itoa(r.Translated)
		}
		out = append(out, badge{"draft", "Translation is behind", "It follows " + follows + " in " + language(r.Translates) + "; version " + strconv.Itoa(r.Flow.Original) + " is out now."})
	}
	switch {
	case r.Waits:
		out = append(out, badge{"bad", "Import says otherwise", "Readers see what was written here. What the source says waits until somebody decides."})
	case r.Conflict > 0:
		out = append(out, badge{"bad", "Import says otherwise", "This draft was written where the source says otherwise now."})
	}
	valid := knowledge.Offer{From: r.ValidFrom, Until: r.ValidUntil}
	if valid.Over(now) {
		out = append(out, badge{"bad", "Expired", "It was valid until " + r.ValidUntil.Format("2 January 2006") + "."})
	}
	if !valid.Over(now) && !valid.InForce(now) {
		out = append(out, badge{"wait", "From " + r.ValidFrom.Format("2 Jan 2006"), "It is not valid yet."})
	}
	return out
}

// row is a document as a list would show it.
func row(d knowledge.Document) knowledge.Row {
	v := d.Versions[0]
	return knowledge.Row{ID: d.ID, Project: d.Project, Name: d.Name, Key: d.Key, Lang: d.Lang, Title: v.Title, Audience: v.Audience,
		Owner: d.Owner, Author: v.Author, At: v.At, Tags: v.Tags, ValidFrom: v.ValidFrom, ValidUntil: v.ValidUntil, Sample: d.Sample,
		Published: d.Published, Latest: d.Latest, Removed: d.Removed, Flow: d.Flow}
}

// done says what a form has just done.
func done(code string) string {
	return map[string]string{
		"saved":          "Saved as a new version. Readers see it once it is published.",
		"published":      "Published: readers see it now.",
		"unchanged":      "Nothing was changed, so no new version was saved.",
		"dated":          "The day of the review is set, as the history tells. The text was not changed, so no new version was saved.",
		"saveddated":     "Saved as a new version. Readers see it once it is published; the day of the review is set already.",
		"unpublished":    "Unpublished. Readers no longer see it; its versions are kept.",
		"removed":        "Removed. You can bring it back at any time.",
		"merged":         "Merged and published. The other article is removed; its test questions must find this one now, and what was learned of it counts for this one.",
		"remembered":     "Saved. Every new version is tested with this question before it is published.",
		"forgotten":      "Removed. New versions are no longer tested with it.",
		"judged":         "Saved. The memory follows your decision from now on.",
		"unlearned":      "Forgotten. The assistant no longer draws on it.",
		"recalled":       "Brought back. It counts as it did before.",
		"measuring":      "Past questions are being replayed. This takes a moment, longer if there are many.",
		"remeasured":     "Nothing was changed: past questions were replayed again in the meantime. Below is what they suggest now.",
		"thresholds":     "Saved. It applies from the next question on.",
		"worded":         "Saved. Searches use it now, on every server.",
		"submitted":      "Sent for review. Editors who can publish find it under “Awaiting review”.",
		"withdrawn":      "Withdrawn from review.",
		"returned":       "Sent back to the author with your note.",
		"doubted":        "Marked as not verified: the assistant does not answer with it until somebody verifies it.",
		"verified":       "Verified: the assistant may answer with it.",
		"planned":        "Scheduled. It happens on time, whichever server is up.",
		"unplanned":      "The schedule is cleared.",
		"restored":       "Restored as the newest version. Readers see it once it is published.",
		"cleared":        "Erased. That there were these versions, by whom and when, is still known.",
		"clear":          "There is nothing to erase: only what is needed is kept.",
		"back":           "It is back as a draft. Publish it so that readers see it.",
		"offerextended":  "Extended. Operators and the assistant go by the new day at once.",
		"offerends":      "It ends on its last day. You are not asked again.",
		"card":           "Project saved.",
		"gone":           "The project and its articles are removed. You can bring them back at any time.",
		"here":           "The project is back, with its articles.",
		"gapanswered":    "Closed: readers see the article that answers it.",
		"gapdismissed":   "Dismissed. You find it under “Dismissed”.",
		"changedmany":    "Done.",
		"searchgone":     "Taken off the list.",
		"assigned":       "The assignment is saved.",
		"settled":        "Saved: both are right. The pair comes back if either article changes.",
		"unsettled":      "The pair is back in the list.",
		"gapmerged":      "Merged: the questions of all of them are here now.",
		"reportresolved": "Resolved. Whoever reported it finds what was done under Today, and in Slack.",
	}[code]
}

// resumed is the address of a form that was not saved, or empty where what it was about is no more.
func resumed(d knowledge.MyDraft) string {
	if d.Article != 0 {
		return fmt.Sprintf("/knowledge/a/%d/edit", d.Article)
	}
	if d.Original != 0 {
		return fmt.Sprintf("/knowledge/a/%d/translate?lang=%s", d.Original, url.QueryEscape(d.Lang))
	}
	if key, ok := strings.CutPrefix(d.Form, "p:"); ok && key == "new" {
		return "/knowledge/new-project"
	} else if ok {
		return "/knowledge/p/" + key + "/edit"
	}
	project, ok := strings.CutPrefix(d.Form, "new:")
	project, end, begun := strings.Cut(project, ":")
	switch {
	case !ok || strings.Contains(end, ":"): // a translation whose original is no more
		return ""
	case begun:
		return "/knowledge/p/" + project + "/new?kept=" + url.QueryEscape(end)
	}
	return "/knowledge/p/" + project + "/new"
}

// untitled is what a form that was not saved is called when it has no title.
func untitled(d knowledge.MyDraft) string {
	switch {
	case d.Article != 0:
		return "An article"
	case d.Original != 0:
		return "A translation"
	case strings.HasPrefix(d.Form, "p:"):
		return "A project"
	}
	return "A new article"
}

// span is a time in words, roughly.
func span(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes", max(1, int(d.Minutes()+0.5)))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours", int(d.Hours()+0.5))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24+0.5))
}
