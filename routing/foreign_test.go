package routing_test

import (
	"testing"

	"switchboard/routing"
)

func TestATextInAnotherLanguageIsToldFromTheCustomers(t *testing.T) {
	t.Parallel()
	const (
		english   = "You can restart the router by holding the button for ten seconds."
		ukrainian = "Щоб перезавантажити роутер, утримуйте кнопку протягом десяти секунд."
		russian   = "Чтобы перезагрузить роутер, удерживайте кнопку в течение десяти секунд."
		polish    = "Aby zrestartować router, przytrzymaj przycisk przez dziesięć sekund."
		german    = "Halten Sie die Taste zehn Sekunden lang gedrückt, um den Router neu zu starten."
	)
	uk, ru := []string{"Добрий день! Як мені перезавантажити роутер після відключення світла?"}, []string{"Здравствуйте, как мне перезагрузить роутер после отключения света?"}
	en, pl := []string{"How do I restart the router after the power cut?"}, []string{"Dzień dobry, jak zrestartować router po awarii prądu?"}
	for name, c := range map[string]struct {
		says  []string
		prior string
		text  string
		is    string
		of    string
	}{
		"English to Ukrainian":                   {uk, "uk", english, "en", "uk"},
		"Russian to Ukrainian":                   {uk, "uk", russian, "ru", "uk"},
		"Ukrainian to Russian":                   {ru, "ru", ukrainian, "uk", "ru"},
		"Polish to English":                      {en, "en", polish, "pl", "en"},
		"German to Polish":                       {pl, "pl", german, "de", "pl"},
		"the widget was told another language":   {uk, "en", english, "en", "uk"},
		"a greeting before a foreign passage":    {uk, "uk", "Вітаю! " + english + " Then wait until the light on the front turns green again.", "en", "uk"},
		"few words of the other alphabet":        {[]string{"а доставка?"}, "", english, "en", "uk"},
		"few words of the other alphabet, known": {[]string{"роутер"}, "ru", english, "en", "ru"},

		"the customer's own":                {uk, "uk", ukrainian, "", ""},
		"the customer's own, a region's":    {en, "en-GB", english, "", ""},
		"a short text":                      {uk, "uk", "Best regards, Ann", "", ""},
		"a code":                            {uk, "uk", "SX-200 FW 4.1.7 LAN WAN DHCP", "", ""},
		"a link in the text":                {uk, "uk", "Дивіться тут: https://help.lumen.example/how-to-restart-the-router-after-a-power-cut-at-home", "", ""},
		"names of the screen":               {uk, "uk", "Відкрийте Settings → Network → Advanced, натисніть Restart, зачекайте хвилину.", "", ""},
		"the customer's words are few":      {[]string{"ok"}, "", polish, "", ""},
		"who wrote in both":                 {append([]string{"Can you also write in English, please?"}, uk...), "uk", english, "", ""},
		"who speaks between two languages":  {[]string{"Добрий день, подскажите пожалуйста как перезагрузить роутер?"}, "uk", russian, "", ""},
		"both languages, side by side":      {uk, "uk", ukrainian + "\n\n" + english, "", ""},
		"nobody has written anything":       {nil, "uk", english, "", ""},
		"Ukrainian in Latin letters, as is": {[]string{"dobryj den, jak perezavantazhyty router?"}, "uk", ukrainian, "", ""},
	} {
		var items []routing.Item
		for _, text := range c.says {
			items = append(items, routing.Item{Sort: "message", Author: "customer", Kind: "text", Text: text})
		}
		items = append(items, routing.Item{Sort: "message", Author: "operator", Text: "Willkommen, wie kann ich Ihnen heute helfen?"}, routing.Item{Sort: "note", Author: "operator", Text: english})
		if got := routing.ForeignTo(items, c.prior, c.text); got != (routing.Foreign{Is: c.is, Writes: c.of}) {
			t.Errorf("%s: %+v, want %s to who writes %s", name, got, c.is, c.of)
		}
	}
	if got := (routing.Foreign{Is: "en", Writes: "uk"}).Words(); got != "This is in English, the customer writes Ukrainian." {
		t.Errorf("it says %q", got)
	}
}
