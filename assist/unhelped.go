package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// unhelped is how a customer says that what we said did not help, in more words than YesNo looks at.
var unhelped = knowledge.MustPattern(`\s(not|didnt|doesnt|не|nicht|nie) (\S+ )?(help|helped|work|worked|допомогло|допомагає|помогло|помагает|geholfen|hilft|pomogło|pomaga)\s`)

// asksWhetherHelped is how we ask whether something helped, in en, uk, ru, de and pl, as simple makes of the last sentence.
var asksWhetherHelped = knowledge.MustPattern(`\s(help(ed|s)? (you )?|(does|did|do|has|is|are|was) (it|that|this|everything|all|they|the \S+|your \S+|my answer|the problem)( \S+){0,2} (help|helped|work|works|worked|working|solved|fixed|resolved|better|okay|ok|useful|fine|back)|(better|useful|solved|resolved) now|answer(ed)? your question|` +
	`допомогло|допомагає|працює|запрацювал\S*|вийшло|вдалося|вирішен\S*|вирішилась|вирішилося|корисн\S*|краще|помогло|помогает|работает|заработал\S*|получилось|удалось|решен\S*|решён\S*|решилась|полезн\S*|лучше|` +
	`geholfen|hilft|funktioniert|geklappt|klappt|(geht|läuft) (es|das|alles|das \S+|der \S+|die \S+) (jetzt|nun|wieder|so)|gelöst|behoben|hilfreich|besser|` +
	`pomogło|pomogła|pomogłem|pomaga|działa|zadziałał\S*|udało|rozwiązan\S*|przydatn\S*|lepiej)\s`)

// furtherHelp is how we ask whether anything else is wanted: "can I help you with anything else?"
var furtherHelp = knowledge.MustPattern(`\s((any|some)(thing|body)? (else|more)|anything|any (other|more|further)|ще (щось|чимось|чим|питання|якісь)|щось ще|чимось ще|інші питання|ещ[её] (что|чем|вопрос\S*|какие)|(что|чем) (то|нибудь) ещ[её]|другие вопросы|noch (etwas|was|sonst|weitere\S*|fragen|irgend\S*)|sonst noch|weitere\S* fragen|(coś|czymś|w czymś|jakieś) (jeszcze|więcej)|jeszcze (coś|czymś|w czymś|jakieś|pytania|mogę)|inne pytania)\s`)

// askedWhetherHelped tells whether what we said last before a turn asks whether it helped. The assistant asks so below each of its answers.
func askedWhetherHelped(before []Turn) bool {
	t := lastSaid(before)
	if t.Customer || oneLine(t.Text) == "" {
		return false
	}
	said := simple(lastSentence(t.Text))
	question := strings.HasSuffix(strings.TrimSpace(t.Text), "?")
	switch {
	case question && furtherHelp.MatchString(said):
		return false
	case question:
		return asksWhetherHelped.MatchString(said)
	}
	return t.By == "assistant"
}

// lastSaid is the last of some turns that says something.
func lastSaid(turns []Turn) (last Turn) {
	for _, t := range turns {
		if oneLine(t.Text) != "" {
			last = t
		}
	}
	return last
}

// refuses tells whether a text begins with a no, and what stands behind it, in the form that simple makes.
func refuses(text string) (rest string, no bool) {
	first, rest, _ := strings.Cut(strings.TrimSpace(simple(text)), " ")
	return " " + rest + " ", noWords[first]
}

// declines tells whether somebody says no to what we offered and is content: "no, thanks", "no, that's all", "no, everything works now".
func declines(text string) bool {
	rest, no := refuses(text)
	if !no || strings.Contains(text, "?") || saysUnhelped(rest) {
		return false
	}
	return Rests(text) || Rests(rest) || contentIn(text)
}

// Content tells whether somebody only thanks, takes leave, wants nothing just now, or says that all is well: he awaits no answer.
func Content(text string) bool {
	return Rests(text) || declines(text) || saysHelped(text) || NeedsNothing(text)
}

// contentIn tells whether all clauses of a text that begins with a no are of thanks, of rest, or say that all is well.
func contentIn(text string) bool {
	content := false
	for i, part := range clausesIn(text) {
		if rest, no := refuses(part); no && i == 0 && strings.TrimSpace(rest) == "" {
			continue
		}
		if yes, _ := YesNo(part); !yes && !Rests(part) {
			return false
		}
		content = true
	}
	return content
}

// saysUnhelped tells whether words themselves say, in the form that simple makes, that something does not help or work.
func saysUnhelped(said string) bool {
	return unhelped.MatchString(said) || contradicts.MatchString(said) || partly.MatchString(said) || unchanged.MatchString(said) ||
		didNot.MatchString(said) && stillNot.MatchString(said) && !needing.MatchString(said)
}

// needing is said by who needs no more help.
var needing = knowledge.MustPattern(`\s(need|want|require|потріб\S*|треба|хочу|нужн\S*|надо|brauch\S*|benötig\S*|potrzeb\S*|trzeba)\s`)

// notHelped tells whether a customer says, behind other turns, that what we said did not help. A bare no says so only where we asked that: it
// may answer "is the light on?" as well as "anything else?".
func notHelped(text string, before []Turn) bool {
	if _, no := YesNo(text); !no {
		return false
	}
	rest, no := refuses(text)
	return !no || saysUnhelped(rest) || askedWhetherHelped(before) && !saysWorks(text)
}

// saysWorks tells whether a clause of a text says that something works or has helped.
func saysWorks(text string) bool {
	return slices.ContainsFunc(clausesIn(text), func(part string) bool {
		yes, _ := YesNo(part)
		return yes && helped.MatchString(simple(part))
	})
}
