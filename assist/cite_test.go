package assist_test

import (
	"encoding/json"
	"testing"

	"switchboard/assist"
)

// What a model writes as one item is checked sentence by sentence: the true one stays, whole, and the false one goes.
func TestEachSentenceOfAnItemIsCheckedAlone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ lang, passage, says, stays string }{
		"English": {"en", "You find our shop at 5 Oak St. near Dr. Brown, e.g. by bus no. 7, open from 9 a.m. to 5 p.m. every day.",
			"You find our shop at 5 Oak St. near Dr. Brown, e.g. by bus no. 7. It is closed on 9 May.", "You find our shop at 5 Oak St. near Dr. Brown, e.g. by bus no. 7."},
		"Ukrainian": {"uk", "Наш магазин у м. Київ, вул. Хрещатик, буд. 5, працює щодня. Доставка коштує 20 грн. Курпʼєр телефонує за годину.",
			"Наш магазин у м. Київ, вул. Хрещатик, буд. 5, працює щодня. Доставка коштує 25 грн.", "Наш магазин у м. Київ, вул. Хрещатик, буд. 5, працює щодня."},
		"hryvnias at the end": {"uk", "Доставка кур'єром коштує 20 грн. Самовивіз безкоштовний щодня.",
			"Доставка кур'єром коштує 20 грн. Самовивіз коштує 30 грн.", "Доставка кур'єром коштує 20 грн."},
		"Russian": {"ru", "Магазин находится на ул. Садовая, т.е. рядом с пл. Мира, и открыт ежедневно.",
			"Магазин находится на ул. Садовая, рядом с пл. Мира. Он закрыт 9 мая.", "Магазин находится на ул. Садовая, рядом с пл. Мира."},
		"Polish": {"pl", "Sklep znajduje się przy ul. Długiej, m.in. obok pl. Wolności, i jest czynny codziennie.",
			"Sklep znajduje się przy ul. Długiej, obok pl. Wolności. Zwrot trwa 30 dni.", "Sklep znajduje się przy ul. Długiej, obok pl. Wolności."},
		"German": {"de", "Der Laden in der Nr. 5, d.h. neben Dr. Braun, ist täglich geöffnet, z.B. bis ca. 18 Uhr.",
			"Der Laden in der Nr. 5, d.h. neben Dr. Braun, ist täglich geöffnet. Er schließt um 20 Uhr.", "Der Laden in der Nr. 5, d.h. neben Dr. Braun, ist täglich geöffnet."},
		"steps in a row": {"en", "1. Unplug the router from the wall. 2. Wait for 30 seconds. 3. Plug the router in again.",
			"1. Unplug the router from the wall. 2. Wait for 90 seconds. 3. Plug the router in again.", "1. Unplug the router from the wall. 3. Plug the router in again."},
		"a table": {"en", "Shipping by country:\n\n| country | price | takes |\n|---|---|---|\n| Poland | 5 € | 3 days |\n| Germany | 7 € | 2 days |",
			"Shipping to Germany: price 7 €, takes 2 days. Shipping to Poland: price 6 €, takes 3 days.", "Shipping to Germany: price 7 €, takes 2 days."},
		"how often and until when": {"en", "The pause can be taken once a year, until the end of 2027. It is free every month of the year.",
			"The pause can be taken once a year, until 2027. The pause can be taken once a month. It is free once a month.", "The pause can be taken once a year, until 2027."},
		"every month is once a month": {"en", "The check of the meter is free every month of the year.",
			"The check of the meter is free once a month.", "The check of the meter is free once a month."},
		"signs that nobody sees": {"de", "Die Kunden\u00adnummer steht auf der Rech\u00adnung oben rechts. Die Ge\u200bbühr beträgt ٣ Euro im Monat.",
			"Die Kundennummer steht auf der Rechnung oben rechts. Die Gebühr beträgt 3 Euro im Monat. Sie beträgt 4 Euro im Monat.",
			"Die Kundennummer steht auf der Rechnung oben rechts. Die Gebühr beträgt 3 Euro im Monat."},
		"Chinese": {"zh", "路由器需要等待30秒再插上电源。", "路由器需要等待30秒再插上电源。退款在99天内支付。", "路由器需要等待30秒再插上电源。"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, err := json.Marshal(map[string]any{"sentences": []sentence{{c.says, 1, c.passage}}})
			if err != nil {
				t.Fatal(err)
			}
			m := &scripted{answer: func(assist.Prompt) (string, error) { return string(b), nil }}
			a := assist.New(assist.Config{Writer: assist.Writer{Model: m}})
			got, err := a.Write(t.Context(), assist.Dialogue{Lang: c.lang, Turns: []assist.Turn{{Customer: true, Text: "?"}}}, []assist.Source{{Article: 1, Lang: c.lang, Passage: c.passage}}, nil)
			if err != nil || got.Text != c.stays {
				t.Errorf("%q, %v", got.Text, err)
			}
		})
	}
}
