package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// torn are articles with tables and lists of which a part alone would say something else.
var torn = map[string]knowledge.Article{
	"rooms": {Title: "Rooms and prices", Questions: []string{"what rooms do you have", "how much is a room"}, Body: `Breakfast is in the price.

| Room | Season | People | Price |
|---|---|---|---|
| Single | July–August | 1 | €90 |
| Single | September–June | 1 | €60 |
| Double | July–August | 2 | €120 |
| Double | September–June | 2 | €80 |
`},
	"boats": {Title: "Hiring a boat: prices", Questions: []string{"how much is it to hire a boat"}, Body: `| Boat | hour | day |
|---|---|---|
| Canoe | £9 | £40 |
| Pedalo | £14 | £60 |
| Canoe with a guide | £30 | £150 |
`},
	"авто": {Lang: "uk", Title: "Прокат авто: ціни", Questions: []string{"скільки коштує прокат авто"}, Body: `- Авто: 900 грн на день.
- Авто з водієм: 2000 грн на день.
- Вода у дорогу: 40 грн.
- Крісло для дитини: 100 грн на день.
`},
	"nested": {Title: "Hiring a boat: prices", Questions: []string{"how much is it to hire a boat"}, Body: `Prices:

- Canoe: for two
  - hour: £9
  - day: £40
- Pedalo: for four
  - hour: £14
  - day: £60
`},
	"parcel": {Title: "Returning a parcel", Questions: []string{"how do I return a parcel"}, Body: `1. Pack it.
- Box: the one that it came in, or another for €1.
- Label: print it from your account, €0.
- Invoice: put it inside, or print it for €1.
2. Bring it to a post office.
`},
	"rules": {Title: "Returns", Questions: []string{"can I return an item"}, Body: `- Return: within 14 days, unworn.
- Exceptions: items on sale and underwear are not taken back.
- Refund: within 5 days, to your card.
`},
	"deposit": {Title: "Hiring a boat: prices", Questions: []string{"how much is it to hire a boat"}, Body: `- Canoe: £9 an hour.
- Pedalo: £14 an hour.
- Rowing boat: £12 an hour.
- Deposit: £50, paid back.
- Dogs: not on board.
`},
	"Boote": {Lang: "de", Title: "Bootsverleih: Preise", Questions: []string{"was kostet ein Boot"}, Body: `- Kanu: 9 € je Stunde.
- Tretboot: 14 € je Stunde.
- Kanu mit Führer: 30 € je Stunde.
- Kaution: 50 €.
- Alle Boote: am Wochenende 2 € mehr.
`},
	"лодки": {Lang: "ru", Title: "Прокат лодок: цены", Questions: []string{"сколько стоит прокат лодки"}, Body: `- Каноэ: 900 руб. в час.
- Катамаран: 1400 руб. в час.
- Каноэ с гидом: 3000 руб. в час.
- Залог: 5000 руб.
- Все лодки: в выходные на 200 руб. дороже.
`},
	"łodzie": {Lang: "pl", Title: "Wypożyczalnia łodzi: ceny", Questions: []string{"ile kosztuje wypożyczenie łodzi"}, Body: `- Kajak: 30 zł za godzinę.
- Rower wodny: 50 zł za godzinę.
- Kajak z przewodnikiem: 90 zł za godzinę.
- Kaucja: 200 zł.
- Wszystkie łodzie: w weekend 10 zł drożej.
`},
	"човни": {Lang: "uk", Title: "Прокат човнів: ціни", Questions: []string{"скільки коштує прокат човна"}, Body: `- Каное: 300 грн за годину.
- Катамаран: 400 грн за годину.
- Каное з гідом: 900 грн за годину.
- Застава: 2000 грн.
- Усі човни: у вихідні на 50 грн дорожче.
`},
	"mooring": {Title: "Mooring in the harbour: prices", Questions: []string{"how much is mooring"}, Body: `| | night | week |
|---|---|---|
| Dinghy | £8 | £40 |
| Boat up to 8 m | £19 | £95 |
| Boat over 8 m | £28 | £140 |
| Over 12 m, any kind | £50 | £250 |

Electricity is £4 a night.
`},
	"курсы": {Lang: "ru", Title: "Курсы керамики", Questions: []string{"какие есть курсы керамики"}, Body: `| Курс | Длительность | Цена |
|---|---|---|
| Лепка | 6 недель | 7000 руб. |
| Гончарный круг | 8 недель | 9000 руб. |
| Глазурь | 3 недели | 4000 руб. |
| Роспись | по договорённости | 5000 руб. |
| Все курсы | с 9:00 | глина входит в цену |
`},
	"гуртки": {Lang: "uk", Title: "Гуртки", Questions: []string{"які є гуртки"}, Body: `| Гурток | Тривалість | Ціна |
|---|---|---|
| Ліплення | 6 тижнів | 700 грн |
| Шахи | 8 тижнів | 900 грн |
| Танці | 10 тижнів | 800 грн |
| Малювання | за домовленістю | 500 грн |
| Усі гуртки | | матеріали входять у ціну |
`},
	"Linien": {Lang: "de", Title: "Fahrplan der Seilbahnen", Questions: []string{"wann fahren die Seilbahnen"}, Body: `- S1 Talstation: 8:00 bis 18:00 Uhr.
- S2 Gipfel: 9:00 bis 17:00 Uhr.
- S4 Nordhang: 9:30 bis 16:00 Uhr.
- S3 Almhütte: fährt erst im Mai wieder.
- Hunde: nur an der Leine.
`},
	"wyciągi": {Lang: "pl", Title: "Godziny wyciągów", Questions: []string{"kiedy jeżdżą wyciągi"}, Body: `- W1 dolny: 8:00–18:00.
- W2 szczyt: 9:00–17:00.
- W4 północ: 9:30–16:00.
- W3 polana: rusza w maju.
- Psy: na smyczy.
`},
	"taxi": {Title: "Water taxi", Questions: []string{"how does the water taxi work"}, Body: `| From – to | day | night |
|---|---|---|
| Quay – Island | £6 | £9 |
| Quay – Lighthouse | £11 | £16 |
| Island – Lighthouse | £7 | £10 |
`},
	"blank": {Title: "Hiring a boat: prices", Questions: []string{"how much is it to hire a boat"}, Body: `| Boat | for | price |
|---|---|---|
| Canoe | hour | £9 |
| | day | £40 |
| Pedalo | hour | £14 |
| | day | £60 |
`},
}

// A row is not quoted without what belongs to it.
func TestARowIsNotTornFromWhatItNeeds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ of, asked, has, lacks string }{
		{"rooms", "how much is a double room? | and the price?", "Double — Season: July–August; People: 2; Price: €120|Double — Season: September–June; People: 2; Price: €80", ""},
		{"rooms", "what rooms do you have? | and prices?", "Single — Season: July–August; People: 1; Price: €90", ""},
		{"rooms", "how much is a double room? | and in august?", "Double — Season: July–August", "Single"},
		{"boats", "how much is it to hire a canoe? | and for a day?", "Canoe — day: £40", "hour"},
		{"boats", "how much is it to hire a canoe without a guide", "Canoe — hour: £9", ""},
		{"boats", "how much is it to hire a canoe with a guide", "Canoe — hour: £9|Canoe with a guide — hour: £30", "Pedalo"},
		{"авто", "скільки коштує прокат авто без водія", "Авто: 900 грн", ""},
		{"авто", "скільки коштує прокат авто | а водій?", "Авто: 900 грн|Авто з водієм: 2000 грн", ""}, // it may be a form of either, "вода" or "водій",
		{"nested", "how much is it to hire a pedalo for a day", "- Canoe: for two\n  - hour: £9\n  - day: £40\n- Pedalo: for four\n  - hour: £14\n  - day: £60", ""},
		{"parcel", "how do I return a parcel, where is the label", "1. Pack it.\n- Box|\n- Label|\n- Invoice|\n2. Bring it", ""},
		{"rules", "can I return an item", "Return: within|Exceptions: items on sale|Refund", ""},
		{"deposit", "how much is it to hire a pedalo", "Pedalo: £14|Deposit: £50|Dogs: not", "Canoe"},
		{"Boote", "was kostet ein Kanu ohne Führer", "Kanu: 9 €", ""},
		{"Boote", "was kostet ein Tretboot", "Tretboot: 14 €|Kaution: 50 €|Alle Boote", "Kanu"},
		{"лодки", "сколько стоит прокат каноэ без гида", "Каноэ: 900 руб.", ""},
		{"лодки", "сколько стоит катамаран", "Катамаран: 1400 руб.|Залог: 5000|Все лодки", "Каноэ"},
		{"łodzie", "ile kosztuje kajak bez przewodnika", "Kajak: 30 zł", ""},
		{"łodzie", "ile kosztuje rower wodny", "Rower wodny: 50 zł|Kaucja: 200 zł|Wszystkie", "Kajak"},
		{"човни", "скільки коштує каное без гіда", "Каное: 300 грн", ""},
		{"човни", "скільки коштує катамаран", "Катамаран: 400 грн|Застава: 2000|Усі човни", "Каное"},
		{"mooring", "how much is mooring a dinghy", "Dinghy — night: £8|Over 12 m", "Boat"},
		{"курсы", "сколько длится курс на гончарном круге", "Гончарный круг — Длительность: 8 недель|Все курсы", "Роспись"},
		{"гуртки", "скільки триває гурток «Шахи»", "Шахи — Тривалість: 8 тижнів|Усі гуртки", "Малювання"},
		{"Linien", "um wie viel Uhr fährt die S2 zum Gipfel", "S2 Gipfel: 9:00|Hunde: nur", "S3"},
		{"wyciągi", "o której jeździ W2 na szczyt", "W2 szczyt: 9:00|Psy: na", "W3"},
		{"taxi", "what's the fare from the quay to the lighthouse", "Quay – Lighthouse — day: £11", "Island"},
		{"blank", "how much is it to hire a canoe? | and for a day?", "- Canoe — for: hour; price: £9\n- for: day; price: £40\n- Pedalo — for: hour; price: £14\n- for: day; price: £60", ""},
	} {
		d := assist.Dialogue{Lang: torn[c.of].Lang}
		if d.Lang == "" {
			d.Lang = "en"
		}
		for text := range strings.SplitSeq(c.asked, " | ") {
			d.Turns = append(d.Turns, assist.Turn{Customer: true, Text: text}, assist.Turn{Text: "Here you are."})
		}
		d.Turns = d.Turns[:len(d.Turns)-1]
		got, err := reading(t, torn[c.of]).Suggest(t.Context(), d)
		if err != nil || len(got) == 0 {
			t.Errorf("%q: %v %v", c.asked, got, err)
			continue
		}
		for has := range strings.SplitSeq(c.has, "|") {
			if !strings.Contains(got[0].Text, has) || c.lacks != "" && strings.Contains(got[0].Text, c.lacks) {
				t.Errorf("%s, %q: %q lacks %q or has %q", c.of, c.asked, got[0].Text, has, c.lacks)
			}
		}
	}
}
