package assist

import (
	"slices"
	"strings"
	"time"

	"switchboard/knowledge"
)

// general are the words that say nothing but that somebody is there to be reached: a sentence of these alone speaks of what
// a project's card says of its hours and contacts.
const general = `we us our you your can hours hour open opened opening available reach reachable contact contacts call calls phone telephone hotline support line team service customer help
	work works working write email mail e chat number always also answer question questions today tomorrow operator operators colleague colleagues talk speak
	ми нас наш наша наші нам ви вас ваш години година роботи працюємо працює працюють графік відкрито відчинено подзвоніть зателефонуйте дзвоніть телефонуйте телефон телефоном номер номером
	гаряча лінія гарячої лінії підтримка підтримки служба зв'яжіться зверніться звертайтеся напишіть пишіть пошта пошту пошті чат контакт контакти оператор оператори допомога сьогодні завтра
	мы наш наша наши вы ваш часы время работы работаем работает работают график открыты открыто позвоните звоните телефон телефону номер номеру номером горячая линия горячей линии
	поддержка поддержки служба свяжитесь обратитесь обращайтесь напишите пишите почта почту почте чат контакт контакты оператор операторы помощь сегодня завтра
	wir uns unser unsere unseren sie ihr öffnungszeiten geöffnet erreichbar erreichen rufen anrufen telefon telefonnummer telefonisch nummer hotline kundendienst kundenservice support
	schreiben mail kontakt kontaktieren zeiten service heute morgen
	my nas nasz nasza nasze pan pani godziny godzinach pracy pracujemy pracuje czynne czynny otwarte zadzwoń zadzwonić dzwonić dzwoń telefon telefonu numer numerem infolinia infolinii
	wsparcie obsługa klienta kontakt skontaktować napisać napisz poczta mail czat biuro dziś jutro`

// concerned are the keys of the projects that a text is about: those that it names and those of the dialogue. None: not known.
func concerned(projects []knowledge.Project, text string, d Dialogue) map[string]bool {
	keys := named(projects, text)
	for _, k := range d.Projects {
		keys[k] = true
	}
	return keys
}

// cardSources are the passages of a card's body, the offers that are over left out.
func cardSources(p knowledge.Project, at time.Time) []Source {
	c := knowledge.ParseCard(p.Body)
	c.Offers = slices.DeleteFunc(c.Offers, func(o knowledge.Offer) bool { return !o.InForce(at) })
	var out []Source
	for _, passage := range knowledge.Passages(c.Body()) {
		out = append(out, Source{Project: p.Key, Name: p.Name, Title: cardTitle, Heading: passage.Heading, Passage: passage.Text})
	}
	return out
}

// cardTitle is what a source is called that is a project's card.
const cardTitle = "Project card"

// cardFacts are those of a card's hours and contacts. They contradict sentences alone that speak of nothing else.
func cardFacts(p knowledge.Project, lang string) []fact {
	about := namesOfCard(p, lang)
	var out []fact
	for _, text := range []string{p.Hours, p.Contacts} {
		for _, f := range factsOf(text, lang, "") {
			f.about, f.general = about, true
			f.source = Source{Project: p.Key, Name: p.Name, Title: cardTitle, Passage: text}
			out = append(out, f)
		}
	}
	return out
}

// namesOfCard are the words that a sentence may have that speaks of a project as a whole.
func namesOfCard(p knowledge.Project, lang string) map[string]bool {
	return aboutOf(general+" "+p.Name+" "+p.Key, lang)
}

// isGeneral tells whether a fact's sentence speaks of nothing but a project as a whole.
func (f fact) isGeneral(names map[string]bool) bool {
	for w := range f.about {
		if !names[w] {
			return false
		}
	}
	return true
}

// contacts are the telephone numbers and addresses of all projects.
func (a *Assistant) contacts(projects []knowledge.Project) []Claim {
	var out []Claim
	for _, p := range projects {
		for _, f := range a.passages.of(p.Contacts, "").facts {
			if f.claim.Sort == ClaimPhone || f.claim.Sort == ClaimEmail {
				out = append(out, f.claim)
			}
		}
	}
	return out
}

// misdialled tells whether a telephone number or an address is another one but for a slip.
func misdialled(a, b Claim) bool {
	switch {
	case a.Value == b.Value:
		return false
	case a.Sort == ClaimPhone:
		return len(a.Value) == len(b.Value) && oneApart(a.Value, b.Value)
	case a.Sort == ClaimEmail:
		x, on, _ := strings.Cut(a.Value, "@")
		y, at, _ := strings.Cut(b.Value, "@")
		return x == y && on != at && misspelt(on, at) || on == at && x != y && min(len(x), len(y)) > 3 && oneApart(x, y)
	}
	return false
}
