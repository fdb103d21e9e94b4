package convert

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// standings are the words that tell in a cell whether an article is for readers, and for which of them. Yes and no answer what
// a column is named after.
const standings = `shown: published, publish, live, active, online, released, visible, опубліковано, опублікована, опублікований, опубліковане, активна, активний, активне, активно, опубликовано, опубликована, опубликован, опубликованная, активен, opublikowano, opublikowany, opublikowana, opublikowane, aktywny, aktywna, aktywne, veröffentlicht, publiziert, aktiv, freigegeben
everybody: public, external, customers, everybody, everyone, all, усі, всі, для всіх, публічна, публічна стаття, публічно, клієнти, для клієнтів, все, для всех, публичная, публично, клиенты, для клиентов, wszyscy, dla wszystkich, publiczny, publiczna, publiczne, klienci, dla klientów, alle, für alle, öffentlich, kunden, extern
colleagues: internal, intern, private, staff, operators, colleagues, colleagues only, внутрішня, внутрішній, внутрішнє, внутрішньо, приватна, приватно, для своїх, працівники, оператори, внутренняя, внутренний, внутреннее, приватная, приватно, для своих, сотрудники, операторы, wewnętrzny, wewnętrzna, wewnętrzne, prywatny, prywatna, pracownicy, operatorzy, privat, mitarbeiter, nur für mitarbeiter, kollegen
withheld: draft, drafts, in draft, archived, archive, unpublished, not published, review, in review, under review, needs review, pending, pending review, in progress, work in progress, wip, to do, todo, not started, planned, scheduled, future, hidden, unlisted, inactive, disabled, expired, outdated, obsolete, deprecated, retired, deleted, removed, trash, trashed, rejected, withdrawn, чернетка, в чернетках, архів, в архіві, архівна, архівовано, заархівовано, не опубліковано, неопубліковано, не опублікована, на перевірці, на розгляді, на погодженні, в роботі, у роботі, заплановано, приховано, прихована, неактивна, неактивно, застаріла, застаріло, видалено, видалена, черновик, в черновиках, архив, в архиве, архивная, архивировано, заархивировано, не опубликовано, неопубликовано, не опубликована, на проверке, на рассмотрении, на согласовании, в работе, запланировано, скрыто, скрыта, неактивна, неактивно, устарела, устарело, удалено, удалена, szkic, wersja robocza, robocza, roboczy, archiwum, w archiwum, zarchiwizowano, zarchiwizowany, zarchiwizowana, zarchiwizowane, archiwalny, archiwalna, nieopublikowany, nieopublikowana, nieopublikowane, nie opublikowano, do sprawdzenia, w recenzji, w trakcie, w toku, zaplanowany, zaplanowana, zaplanowano, ukryty, ukryta, ukryte, nieaktywny, nieaktywna, nieaktywne, nieaktualny, nieaktualna, nieaktualne, usunięty, usunięta, usunięto, entwurf, im entwurf, archiv, archiviert, im archiv, nicht veröffentlicht, unveröffentlicht, in prüfung, zur prüfung, in bearbeitung, in arbeit, geplant, ausgeblendet, verborgen, versteckt, inaktiv, abgelaufen, veraltet, gelöscht, zurückgezogen
yes: true, yes, y, 1, x, on, ✓, ✔, ✅, ☑, так, істина, да, истина, tak, prawda, ja, wahr
no: false, no, n, 0, off, -, –, —, ✗, ✘, ❌, ☐, ні, хибність, нет, ложь, nie, fałsz, nein, falsch`

// standingOf is the line of the standings that a cell's word is on, or nothing.
func standingOf(cell string) string {
	word := strings.ToLower(strings.Join(strings.Fields(cell), " "))
	for line := range strings.Lines(standings) {
		is, words, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for w := range strings.SplitSeq(words, ", ") {
			if w == word {
				return is
			}
		}
	}
	return ""
}

// standingColumns are the columns that tell whether a row is for readers: what yes and no mean in them, what lets a row in, and the
// words that they have.
var standingColumns = map[string]struct{ yes, no, leave, known string }{
	"status":    {leave: "published, or internal for colleagues alone", known: "published, draft, or internal for colleagues alone"},
	"published": {yes: "shown", no: "withheld", leave: "yes", known: "yes or no"},
	"draft":     {yes: "withheld", no: "shown", leave: "no", known: "yes or no"},
	"internal":  {yes: "colleagues", no: "shown", known: "yes or no"},
}

// standingIn is the standing that a cell tells in one of the standing columns, or nothing.
func standingIn(column, cell string) string {
	switch is := standingOf(cell); is {
	case "yes":
		return standingColumns[column].yes
	case "no":
		return standingColumns[column].no
	default:
		return is
	}
}

// errWithheld says that a row is not for readers.
var errWithheld = errors.New("is not for readers")

// stands takes what a cell tells of its row's standing. A word that is not known is no leave to show the row to anybody; what is
// empty says nothing.
func (p *piece) stands(column, cell string) error {
	if cell == "" {
		return nil
	}
	c := standingColumns[column]
	switch standingIn(column, cell) {
	case "shown":
	case "everybody":
		p.mayRead(knowledge.Public)
	case "colleagues":
		p.mayRead(knowledge.Internal)
	case "withheld":
		return fmt.Errorf("%w, by %q under %q: to import it, write %s", errWithheld, cell, column, c.leave)
	default:
		return fmt.Errorf("%s %q is not known: write %s", column, cell, c.known)
	}
	return nil
}

// mayRead takes an audience: what is for colleagues by one column is so whatever another one says.
func (p *piece) mayRead(a knowledge.Audience) {
	if p.Audience != knowledge.Internal && a != "" {
		p.Audience = a
	}
}

// audienceOf reads who may read an article. A word that is not known is no leave to show it to customers.
func audienceOf(s string) (knowledge.Audience, error) {
	switch standingOf(s) {
	case "everybody":
		return knowledge.Public, nil
	case "colleagues":
		return knowledge.Internal, nil
	}
	if strings.TrimSpace(s) == "" {
		return "", nil
	}
	return "", fmt.Errorf("audience %q is not known: write public or internal", s)
}

// marksShown are the columns of a sheet in which some rows are told to be for readers, so that a row without a word there may not be.
func (s *sheet) marksShown() map[int]bool {
	out := map[int]bool{}
	for i, field := range s.fields {
		if column := columnOf(field); column == "status" || column == "published" {
			out[i] = slices.ContainsFunc(s.rows, func(from string) bool {
				is := standingIn(column, cell(s.b.rows[from].cells, i))
				return is != "" && is != "withheld"
			})
		}
	}
	return out
}

// unmarked says what is wrong with a row that has nothing in a column in which others are told to be for readers.
func (s *sheet) unmarked(cells []string, marked map[int]bool) error {
	for i, field := range s.fields {
		if marked[i] && strings.TrimSpace(cell(cells, i)) == "" {
			return fmt.Errorf("has nothing under %q, where others tell that they are for readers: write %s", columnOf(field), standingColumns[columnOf(field)].known)
		}
	}
	return nil
}
