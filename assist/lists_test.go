package assist_test

import (
	"fmt"
	"strings"
	"testing"

	"switchboard/knowledge"
)

// instruction is one in a language. Its steps are some twenty words long: nine of them are more than a passage has.
type instruction struct {
	lang, title, asked string
	colon, stop        string // how it is announced
	step               string // a heading of one
	long               string
	note               string
	left, others       string // what is said of steps, and of items, that are left out
}

var instructions = []instruction{
	{"en", "Connecting a Brakona stove", "how do I connect my Brakona stove?", "To connect the stove, do all of this in this order:",
		"You may connect a Brakona stove by yourself where the rules of your town allow so. These are the steps.", "Step",
		"open the valve number %d below the worktop by half a turn, wait until the lamp burns, and fasten the clamp behind it once more", "Never look for a leak with a flame.",
		"Steps 20–30 are in the article.", "The rest of the list is in the article."},
	{"uk", "Підключення плити Бракона", "як підключити плиту Бракона?", "Щоб підключити плиту, зробіть усе це саме в такому порядку:",
		"Плиту Бракона можна підключити самостійно, якщо це дозволяють правила вашого міста. Ось ці кроки.", "Крок",
		"відкрийте вентиль номер %d під стільницею на пів оберту, зачекайте, поки не засвітиться лампа, та ще раз затягніть хомут, що стоїть за ним", "Ніколи не шукайте витік із вогнем.",
		"Кроки 18–30 — у статті.", "Решта списку — у статті."},
	{"ru", "Подключение плиты Бракона", "как подключить плиту Бракона?", "Чтобы подключить плиту, сделайте всё это именно в таком порядке:",
		"Плиту Бракона можно подключить самостоятельно, если это разрешают правила вашего города. Вот эти шаги.", "Шаг",
		"откройте вентиль номер %d под столешницей на пол-оборота, подождите, пока не загорится лампа, и ещё раз затяните хомут, который стоит за ним", "Никогда не ищите утечку с огнём.",
		"Шаги 18–30 — в статье.", "Остальная часть списка — в статье."},
	{"pl", "Podłączanie kuchenki Brakona", "jak podłączyć kuchenkę Brakona?", "Aby podłączyć kuchenkę, proszę zrobić to wszystko w tej kolejności:",
		"Kuchenkę Brakona można podłączyć samodzielnie, jeśli pozwalają na to przepisy miasta. Oto kroki.", "Krok",
		"otwórz zawór numer %d pod blatem o pół obrotu, poczekaj, aż zapali się lampka, i jeszcze raz dokręć obejmę, która jest tuż za nim", "Nigdy nie szukaj wycieku z ogniem.",
		"Kroki 19–30 są w artykule.", "Reszta listy jest w artykule."},
	{"de", "Brakona-Herd anschließen", "wie kann ich meinen Brakona-Herd anschließen?", "Um den Herd anzuschließen, machen Sie all das in dieser Reihenfolge:",
		"Einen Brakona-Herd dürfen Sie selbst anschließen, wo es die Regeln Ihrer Stadt erlauben. Das sind die Schritte.", "Schritt",
		"öffnen Sie das Ventil Nummer %d unter der Platte eine halbe Drehung, warten Sie, bis die Lampe brennt, und ziehen Sie die Schelle dahinter noch einmal fest", "Suchen Sie ein Leck nie mit einer Flamme.",
		"Die Schritte 16–30 stehen im Artikel.", "Der Rest der Liste steht im Artikel."},
}

// steps are some of its steps, marked with a number or a bullet, apart by something, with its note behind the third if it is to be.
func (in instruction) steps(n int, mark, apart string, noted bool) string {
	var all []string
	for i := range n {
		m := mark
		if strings.Contains(mark, "%d") {
			m = fmt.Sprintf(mark, i+1)
		}
		all = append(all, m+" "+fmt.Sprintf(in.long, i+101))
		if noted && i == 2 {
			all[i] += "\n\n" + in.note + "\n"
		}
	}
	return strings.Join(all, apart)
}

// headed are its steps, each under a heading of its own.
func (in instruction) headed(n int) (body string) {
	for i := range n {
		body += fmt.Sprintf("\n\n### %s %d: %s\n\n%s.", in.step, i+1, strings.Repeat("A", i+2), fmt.Sprintf(in.long, i+101))
	}
	return body
}

// has counts the steps that a text has.
func (in instruction) has(text string) (n int) {
	for i := range 40 {
		if strings.Contains(text, fmt.Sprintf(in.long, i+101)) {
			n++
		}
	}
	return n
}

// A list is quoted whole, however it is announced and whatever stands between its items, and a model is shown all of it. What is too long for
// one reply ends with a whole step, and a person looks at it first.
func TestAListIsNeverTorn(t *testing.T) {
	t.Parallel()
	for _, in := range instructions {
		for name, c := range map[string]struct {
			body  string
			steps int
			rest  string
		}{
			"a colon":         {in.colon + "\n\n" + in.steps(9, "%d.", "\n", false), 9, ""},
			"no blank line":   {in.colon + "\n" + in.steps(9, "%d.", "\n", false), 9, ""},
			"parentheses":     {in.colon + "\n\n" + in.steps(9, "%d)", "\n", false), 9, ""},
			"bullets":         {in.colon + "\n\n" + in.steps(9, "-", "\n", false), 9, ""},
			"a full stop":     {in.stop + "\n\n" + in.steps(7, "%d.", "\n", false), 7, ""},
			"bullets below":   {in.stop + "\n\n" + in.steps(7, "*", "\n", false), 7, ""},
			"nothing above":   {in.steps(9, "%d.", "\n", false), 9, ""},
			"a heading":       {in.note + "\n\n## " + in.title + "\n\n" + in.steps(9, "%d.", "\n", false), 9, ""},
			"text above that": {in.stop + "\n\n## " + in.step + "\n\n" + in.steps(9, "%d.", "\n", false), 9, ""},
			"apart":           {in.colon + "\n\n" + in.steps(5, "%d.", "\n\n", false), 5, ""},
			"far apart":       {in.colon + "\n\n" + in.steps(9, "-", "\n\n", false), 9, ""},
			"a note between":  {in.colon + "\n\n" + in.steps(5, "%d.", "\n", true), 5, ""},
			"many, and it":    {in.colon + "\n\n" + in.steps(9, "%d.", "\n", true), 9, ""},
			"items below":     {in.colon + "\n\n" + strings.ReplaceAll(in.steps(9, "%d.", "\n", false), "102", "102\n   - A\n   - B\n\n   C"), 8, ""},
			"typed":           {in.colon + "\n\n" + in.steps(9, `%d\.`, "\n\n", false), 9, ""},
			"typed in lines":  {in.stop + "\n\n" + in.steps(9, `%d\)`, "  \n", false), 9, ""},
			"typed bullets":   {in.colon + "\n\n" + in.steps(9, "•", "\n\n", false), 9, ""},
			"bold numbers":    {in.colon + "\n\n" + in.steps(9, "**%d.**", "\n\n", false), 9, ""},
			"called steps":    {in.stop + "\n\n" + in.steps(9, in.step+" %d.", "\n\n", false), 9, ""},
			"headed":          {in.stop + in.headed(8), 8, ""},
			"too many":        {in.colon + "\n\n" + in.steps(30, "%d.", "\n", false), -1, in.left},
			"too many items":  {in.colon + "\n\n" + in.steps(30, "-", "\n", false), -1, in.others},
			"a whole book":    {in.colon + "\n\n" + in.steps(90, "%d.", "\n", false), -1, in.others},
		} {
			got := ask(t, reading(t, knowledge.Article{Lang: in.lang, Title: in.title, Questions: []string{in.asked}, Body: c.body}), in.lang, in.asked)
			if len(got) == 0 {
				t.Errorf("%s, %s: nothing", in.lang, name)
				continue
			}
			s, n := got[0], in.has(got[0].Text)
			if c.steps >= 0 && n != c.steps || s.Cut != (c.rest != "") || !strings.HasSuffix(s.Text, c.rest) {
				t.Errorf("%s, %s: %d steps, cut: %v: %q", in.lang, name, n, s.Cut, s.Text)
			}
			if c.steps >= 0 && in.has(s.Sources[0].Passage) != c.steps || len([]rune(s.Text)) > 2900 || c.steps < 0 && n < 15 {
				t.Errorf("%s, %s: %d steps, %q", in.lang, name, n, s.Sources[0].Passage)
			}
		}
	}
}

// A warning behind the steps is quoted with them, and a price above them without them.
func TestWhatIsBesideAListIsQuotedWhereItBelongs(t *testing.T) {
	t.Parallel()
	in := instructions[0]
	body := "A stove costs 300 EUR with the hose, and the guarantee is for five years from the day on which it is connected for the first time by you or by a fitter.\n\n" + in.steps(9, "%d.", "\n", false) + "\n\nDo none of this if you smell gas."
	a := reading(t, knowledge.Article{Lang: "en", Title: in.title, Questions: []string{in.asked, "how much is a stove"}, Body: body})
	if got := ask(t, a, "en", in.asked); len(got) == 0 || !strings.Contains(got[0].Text, "smell gas") || in.has(got[0].Text) != 9 {
		t.Errorf("%+v", got)
	}
	if got := ask(t, a, "en", "how much is a Brakona stove?"); len(got) == 0 || in.has(got[0].Text) != 0 || !strings.Contains(got[0].Text, "300 EUR") {
		t.Errorf("%+v", got)
	}
}

// One step of several that is asked for by its heading is quoted alone.
func TestAStepThatIsAskedForIsQuotedAlone(t *testing.T) {
	t.Parallel()
	body := "You connect the stove by yourself.\n\n## Step 1: the hose\n\nPush the hose over the adapter.\n\n## Step 2: the leak test\n\nPut soapy water on every joint.\n\n## Step 3: the guarantee\n\nWrite to us within a month."
	a := reading(t, knowledge.Article{Lang: "en", Title: "Connecting a Brakona stove", Body: body})
	if got := ask(t, a, "en", "how does the leak test of a Brakona stove work?"); len(got) == 0 || !strings.Contains(got[0].Text, "soapy") || strings.Contains(got[0].Text, "Push") {
		t.Errorf("%+v", got)
	}
	if got := ask(t, a, "en", "how do I connect a Brakona stove?"); len(got) == 0 || !strings.Contains(got[0].Text, "Push") || !strings.Contains(got[0].Text, "Write to us") {
		t.Errorf("%+v", got)
	}
}
