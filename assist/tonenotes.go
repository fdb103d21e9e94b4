package assist

import (
	"fmt"
	"slices"
	"strings"
)

// notes are what a person has to look at.
func (w wording) notes() (out []string) {
	if reallyDenies(w.from) != reallyDenies(w.to) {
		out = append(out, "One of the texts denies something that the other does not: compare them.")
	}
	checks := []func() string{w.otherEnd, w.otherSide, w.swapped, w.unconditional, w.promised, w.doneByUs}
	if w.tone == Translate {
		checks = nil
		if w.read() {
			checks = []func() string{w.otherEnd, w.otherSide, w.reordered, w.unconditional, w.promised}
		}
	}
	for _, says := range checks {
		if note := says(); note != "" {
			out = append(out, note)
		}
	}
	if w.tone == Translate {
		return append(out, "A translation's words cannot be compared by rule: read it before you send it.")
	}
	among := bagOf(terms(w.basis(), w.lang))
	for line := range strings.Lines(w.to) {
		for _, s := range sentences(line) {
			if strange(s, w.lang, among) && len(out) < toneNotes {
				out = append(out, fmt.Sprintf("Your text does not say this: “%s”", clip(s, 160)))
			}
		}
	}
	return out
}

// basis is what a wording may have its words from: the text, and the passages that it was made of.
func (w wording) basis() string {
	all := []string{w.from}
	for _, s := range w.sources {
		all = append(all, s.Passage)
	}
	return strings.Join(all, "\n")
}

// swapped points out figures that may have changed places.
func (w wording) swapped() string {
	mine := Source{Lang: w.fromLang, Passage: w.from}
	for _, d := range (comparison{text: w.to, lang: w.lang, sources: []Source{mine}, read: readWhole}).disputes() {
		if slices.Contains([]string{ClaimPrice, ClaimNumber, ClaimTime, ClaimDate, ClaimMonth, ClaimPhone, ClaimEmail, ClaimLink, ClaimCode}, d.Claim.Sort) {
			return fmt.Sprintf("Your text says “%s” where this one says “%s”: compare them.", strings.TrimSpace(d.Value), strings.TrimSpace(d.Claim.Text))
		}
	}
	return w.reordered()
}

// reordered points out figures that stand in another order, and what is free in another case.
func (w wording) reordered() string {
	before, after := w.figures(w.from, w.fromLang), w.figures(w.to, w.lang)
	for i, a := range before {
		for _, b := range before[i+1:] {
			x, y := placeOf(a, after), placeOf(b, after)
			if a.claim.Sort == b.claim.Sort && a.claim.Value != b.claim.Value && y >= 0 && y < x && !a.staysWith(b, after[x], after[y]) {
				return fmt.Sprintf("“%s” and “%s” stand in another order: see what each of them is of.", strings.TrimSpace(a.claim.Text), strings.TrimSpace(b.claim.Text))
			}
		}
	}
	if other := freeElse(w.from); other != 0 && freeElse(w.to) == -other {
		return "What is free and what is not may have changed places: compare the texts."
	}
	return ""
}

// figure is a claim of a text with the words of its clause.
type figure struct {
	claim Claim
	about map[string]bool
}

// figures are those of a text in order.
func (w wording) figures(text, lang string) (out []figure) {
	claims := Claims(text)
	for _, c := range claims {
		from, until := clauseOf(text, c, claims)
		out = append(out, figure{c, setOfWords(saidIn(text, lang), from, until, claims)})
	}
	return out
}

// placeOf is where a figure stands among others, or -1.
func placeOf(f figure, among []figure) int {
	return slices.IndexFunc(among, func(o figure) bool { return same(f.claim, o.claim) })
}

// staysWith tells whether two figures that changed places took the words beside them along.
func (f figure) staysWith(g, f2, g2 figure) bool {
	return common(f.about, f2.about)+common(g.about, g2.about) > common(f.about, g2.about)+common(g.about, f2.about)
}

// strange tells whether a sentence says something of its own: more of its words are new than not, courtesy and figures left out.
func strange(s, lang string, among bag) bool {
	fresh, all, claims := 0, 0, Claims(s)
	for _, t := range terms(s, lang) {
		if t.within(claims) || t.stop() || t.code || strings.ContainsAny(t.Word, "0123456789") || courteous[t.Word] || courtesy[t.Word] || filler[t.Word] || greetings[t.Word] {
			continue
		}
		all++
		if among.found(t) == 0 && !declined(t, among) {
			fresh++
		}
	}
	return fresh > 1 && 2*fresh > all
}

// filler are words that stand beside those of courtesy, folded.
var filler = setOf(`works working працює работает funktioniert działa
	you so much very a lot for your the help that is it was all good now i see got have day nice one again and my to everything has been me mate time quick answer reply
	вам тобі за все дуже велике вже це було у мене гарного дня до і на й а тепер відповідь допомогу все так
	вам тебе за всё все очень большое уже это у меня хорошего дня до и на теперь ответ помощь так
	ihnen dir für die das es ist hat sehr schön schönen tag noch auf wiedersehen und jetzt habe ich hilfe dank mir ja
	za bardzo to wszystko już i do miłego dnia pomoc odpowiedź wielkie panu pani teraz mi tak`)

// courteous are words of courtesy beside those of thanks and greeting, folded: saying them promises nothing.
var courteous = setOf(`happy glad hope hopefully reach reaching contact contacting write writing question questions further anything else feel free welcome understand
	understanding sorry apologize apologise apology apologies inconvenience patience patient appreciate assist assistance support best kind regards sincerely
	customer sir madam always hesitate worry certainly absolutely course pleasure love enjoy look forward soon touch team
	радий рада раді сподіваємося сподіваюся звернення звертайтеся запитання питання розуміємо розумію вибачте перепрошуємо незручності терпіння завжди
	повагою охоче турбуйтеся хвилюйтеся команда звернулися написали
	рад рады надеемся надеюсь обращение обращайтесь вопросы вопрос понимаем понимаю извините приносим извинения неудобства терпение всегда
	уважением охотно беспокойтесь волнуйтесь команда обратились написали
	freuen freut gern gerne hoffe hoffen melden fragen frage weitere weiteren verstehen verständnis entschuldigung entschuldigen unannehmlichkeiten geduld
	jederzeit herzlich herzliche freundlichen freundliche grüßen grüße anliegen anfrage nachricht team
	cieszymy cieszę chętnie mamy nadzieję pytania pytań pytanie zrozumienie rozumiemy przepraszamy niedogodności cierpliwość zawsze pozdrawiam pozdrowienia
	poważaniem szanowny szanowna zespół kontakt wiadomość`)
