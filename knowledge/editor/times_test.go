package editor_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
)

// in puts the company into a time zone.
func (r *rig) in(zone string) *rig {
	r.Helper()
	var err error
	if r.zone, err = time.LoadLocation(zone); err != nil {
		r.Fatal(err)
	}
	if _, err := r.pool.Exec(r.Context(), `INSERT INTO settings (key, value) VALUES ('zone', to_jsonb($1::text))`, zone); err != nil {
		r.Fatal(err)
	}
	return r
}

// lastSunday is the last Sunday of a month, on which Europe moves its clocks.
func lastSunday(year int, month time.Month) string {
	d := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
	return d.AddDate(0, 0, -int(d.Weekday())).Format(time.DateOnly)
}

// day is a day some days later.
func day(from string, later int) string {
	d, _ := time.Parse(time.DateOnly, from)
	return d.AddDate(0, 0, later).Format(time.DateOnly)
}

func TestPlannedTimesAreTheCompanysWhateverItsClocksDo(t *testing.T) {
	r := newRig(t).in("Europe/Kyiv")
	id := r.article("offer", "en", "Offer", "Half price.", unpublished)
	p := r.person("Maria", true)
	const year = 2040
	spring, autumn := lastSunday(year, time.March), lastSunday(year, time.October)
	for typed, want := range map[string]struct{ utc, says string }{
		"2040-01-10T09:30":    {"2040-01-10T07:30:00Z", "10 January 2040 at 09:30 EET"},
		"2040-07-10T09:30":    {"2040-07-10T06:30:00Z", "10 July 2040 at 09:30 EEST"},
		spring + "T02:59":     {spring + "T00:59:00Z", "at 02:59 EET"},
		spring + "T04:00":     {spring + "T01:00:00Z", "at 04:00 EEST"},
		autumn + "T02:59":     {day(autumn, -1) + "T23:59:00Z", "at 02:59 EEST"},
		autumn + "T03:30":     {autumn + "T00:30:00Z", "at 03:30 EEST"}, // twice: the first
		autumn + "T04:00":     {autumn + "T02:00:00Z", "at 04:00 EET"},
		"2040-07-10 09:30":    {"2040-07-10T06:30:00Z", "at 09:30"},
		"2040-07-10T09:30:00": {"2040-07-10T06:30:00Z", "at 09:30"},
	} {
		if code, page := p.post(at(id, "/plan"), "publish_at", typed, "v", "1"); code != http.StatusSeeOther {
			t.Errorf("%s: %d %s", typed, code, page)
			continue
		}
		if got := r.read(id).PublishAt.UTC().Format(time.RFC3339); got != want.utc {
			t.Errorf("%s is %s, want %s", typed, got, want.utc)
		}
		p.shows(at(id, ""), want.says, `name="publish_at" value="`+strings.Replace(typed, " ", "T", 1)[:16]+`"`, `name="zone" value="Europe/Kyiv"`)
	}
}

func TestFormsSayWhereMidnightIs(t *testing.T) {
	r := newRig(t).in("Europe/Kyiv")
	id := r.article("offer", "en", "Offer", "Half price.")
	p := r.person("Maria", true)
	for _, path := range []string{at(id, "/edit"), "/knowledge/p/net/new", "/knowledge/p/net/edit", "/knowledge/new-project"} {
		p.shows(path, "to midnight in Europe/Kyiv")
	}
	p.shows("/knowledge", "Days and schedules: Europe/Kyiv")
}

func TestATimeThatDoesNotExistIsSaidBesideItAndNothingTypedIsLost(t *testing.T) {
	r := newRig(t).in("Europe/Kyiv")
	id := r.article("offer", "en", "Offer", "Half price.", unpublished)
	p := r.person("Maria", true)
	spring := lastSunday(2040, time.March)
	for typed, zone := range map[string]string{spring + "T03:30": "", spring + "T03:00": "Europe/Kyiv", spring + "T02:30": "Europe/Berlin"} {
		code, page := p.post(at(id, "/plan"), "publish_at", typed, "expire_at", "2040-12-31T18:00", "zone", zone, "v", "1")
		if code != http.StatusUnprocessableEntity {
			t.Fatalf("%s: %d", typed, code)
		}
		has(t, typed, page, strings.Replace(typed, "T", " ", 1)+" does not exist in Europe/", "the clocks are put forward then, from ", `value="`+typed+`" aria-invalid="true"`, "2040-12-31T18:00", "<details class=\"confirm\" open><summary>Schedule…")
		if !r.read(id).PublishAt.IsZero() || !r.read(id).ExpireAt.IsZero() {
			t.Errorf("%s: planned", typed)
		}
	}
	_, page := p.post(at(id, "/plan"), "publish_at", spring+"T03:30", "v", "1")
	has(t, "the way on", page, "from 03:00 to 04:00. For example: "+spring+" 04:00")
	_, page = p.post(at(id, "/plan"), "publish_at", "2040-01-01T10:00", "expire_at", "soon", "zone", "Kyiv", "v", "1")
	has(t, "a strange zone", page, "is not a time zone", `name="zone" value="Kyiv" maxlength="64" required aria-invalid="true"`, `value="2040-01-01T10:00"`)
}

// Whoever sits elsewhere types the company's time, and reads beside it what his own clock will show.
func TestThePlanTellsTheReadersOwnClock(t *testing.T) {
	r := newRig(t).in("Europe/Kyiv")
	id := r.article("offer", "en", "Offer", "Half price.", unpublished)
	p := r.person("Maria", true)
	if code, page := p.post(at(id, "/plan"), "publish_at", "2040-01-10T09:30", "v", "1"); code != http.StatusSeeOther {
		t.Fatal(code, page)
	}
	ctx := browsertest.New(t)
	set := func(field, value string) string {
		return fmt.Sprintf("(f => { f.%s.value = %q; f.dispatchEvent(new Event('input')); return true })(document.querySelector('[data-plan]'))", field, value)
	}
	do(t, ctx, "look", browsertest.Zone("Asia/Tokyo"), chromedp.Navigate(p.url+at(id, "")))
	browsertest.Until(t, ctx, "the form is open", "(d => { d.open = true; return true })(document.querySelector('[data-plan]').closest('details'))")
	browsertest.Until(t, ctx, "what was typed stands as it was typed", `document.querySelector("[data-plan]").publish_at.value === "2040-01-10T09:30"`)
	browsertest.Until(t, ctx, "it is half past four in Tokyo", says("[data-mine=publish_at]", "4:30")+" && "+says("[data-mine=publish_at]", "by your clock"))
	browsertest.Until(t, ctx, "nothing beside an empty field", `document.querySelector("[data-mine=expire_at]").textContent === ""`)
	browsertest.Until(t, ctx, "a time that is never shown", set("expire_at", lastSunday(2040, time.March)+"T03:30"))
	browsertest.Until(t, ctx, "is said before it is sent", `document.querySelector("[data-plan]").expire_at.validationMessage.includes("never show this time")`)
	browsertest.Until(t, ctx, "a time that is", set("expire_at", lastSunday(2040, time.March)+"T04:00"))
	browsertest.Until(t, ctx, "is taken", `document.querySelector("[data-plan]").checkValidity()`)
	views(t, ctx, "plan-elsewhere")
	browsertest.Until(t, ctx, "his own zone", set("zone", "Asia/Tokyo"))
	browsertest.Until(t, ctx, "needs no word", `document.querySelector("[data-mine=expire_at]").textContent === ""`)
	browsertest.Until(t, ctx, "no zone", set("zone", "Tokyo time"))
	browsertest.Until(t, ctx, "is said", `document.querySelector("[data-plan]").zone.validationMessage.includes("Europe/Kyiv")`)
	do(t, ctx, "at home", browsertest.Zone("Europe/Kyiv"), chromedp.Navigate(p.url+at(id, "")))
	browsertest.Until(t, ctx, "whose clock shows the same reads nothing", `document.querySelector("[data-mine=publish_at]").textContent === "" && document.querySelector("[data-plan]").publish_at.min !== ""`)
}

// TestANewerDraftLeadsToItsSchedule: whoever has saved a change for midnight goes on from the word that it is a draft.
func TestANewerDraftLeadsToItsSchedule(t *testing.T) {
	r := newRig(t)
	id := r.article("offer", "en", "Offer", "Half price.")
	r.again(id, 1, "A third of the price.", false)
	hasNot(t, "who may not publish", r.operator("Oleh").shows(at(id, "?v=2"), "This draft is newer"), "#schedule")
	ctx := browsertest.New(t)
	do(t, ctx, "look", chromedp.Navigate(r.person("Maria", true).url+at(id, "?v=2")), chromedp.Click(".banner [href='#schedule']"))
	browsertest.Until(t, ctx, "the form is open", "document.querySelector('#schedule').closest('details').open && document.querySelector('[name=publish_at]').checkVisibility()")
	browsertest.Accessible(t, ctx, "a newer draft")
}
