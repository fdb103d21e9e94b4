package assist

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// longestPhrase is how much of a text these questions look at, in characters.
const longestPhrase = 600

// simple is a text in lower case without punctuation, emoji and apostrophes, a space between words and at both ends.
func simple(text string) string {
	if len(text) > 8*longestPhrase {
		text = text[:8*longestPhrase]
	}
	var b strings.Builder
	b.WriteByte(' ')
	space := true
	for _, c := range strings.ToLower(strings.ToValidUTF8(text, " ")) {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			b.WriteRune(c)
			space = false
		case strings.ContainsRune("'’ʼ`´‘", c) || unicode.Is(unicode.Mn, c):
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	if !space {
		b.WriteByte(' ')
	}
	return b.String()
}

// asTyped tells whether words of a text, in the form that simple makes, say something, whether their letters have signs or not: "chcę" and "chce",
// "für", "fur" and "fuer". Patterns for it are made by unmarked.
func asTyped(said string, says func(said string) bool) bool {
	plain := knowledge.WithoutMarks(said)
	if says(plain) {
		return true
	}
	wide := umlauts.Replace(plain)
	return wide != plain && says(wide)
}

// umlauts writes them as their letters without signs where they are typed as two. "Does" is asked with, also where German is not spoken.
var umlauts = strings.NewReplacer(" does ", " does ", "ae", "a", "oe", "o", "ue", "u")

// unmarked is a pattern for words without the signs on their letters.
func unmarked(expr string) *knowledge.Pattern {
	return knowledge.MustPattern(knowledge.WithoutMarks(expr))
}

// The words for somebody who is no machine, for those in charge, and for wanting to speak with him, in en, uk, ru, de and pl.
const (
	human = `(operators?|agents?|humans?|persons?|representatives?|managers?|supervisors?|advisors?|consultants?|somebody|someone|staff|real people|` +
		`оператор(ом|а|у|ів|ов|ки|кою)?|людин(а|у|ою|и|і)|людьми|менеджер(ом|а|у)?|консультант(ом|а|у|ка|кою)?|спеціаліст(ом|а)?|живого|живою|живим|` +
		`человек(а|ом|у)?|людьми|специалист(ом|а)?|сотрудник(ом|а|у)?|співробітник(ом|а)?|` +
		`mitarbeiter(in|n|innen)?|menschen?|berater(in)?|kundenberater|person|kollegen|konsultant(em|a|ką|ka)?|człowiek(iem|a)?|osob(ą|y|a)|pracownik(iem|a)?|doradc(ą|y|a)|operatorem|operatora)`
	boss = `(boss|director|директор(ом|а|у)?|керівник(ом|а|у)?|керівництв(о|ом|а|у)|начальник(ом|а|у)?|начальств(о|ом)|старш(ого|им)|руководител(ь|я|ем|ю)|руководств(о|ом)|` +
		`chef(in)?|vorgesetzten?|geschäftsführer(in)?|filialleiter(in)?|dyrektor(em|a|ką)?|kierownik(iem|a)?|przełożon(y|ego|ym)|szef(em|a)?)`
	wish = `(speak|talk|chat|connect|transfer|get|give|need|want|reach|contact|call|put|have|let|prefer|` +
		`подзвон(ити|іть)|зателефон(увати|уйте)|додзвонит(и|ися|ись)|зєднай(те)?|зєднати|зєднання|переключ(іть|и|ити)|поклич(те)?|дайте|дай|хочу|треба|потріб(на|но|ний|ен)|клич|можна|поговорити|говорити|звязатися|звяжіть|передай(те)?|` +
		`позвон(ить|ите)|дозвонит(ь|ься)|соедини(те)?|соединить|переключи(те)?|позови(те)?|позвать|нужен|нужна|нужно|надо|можно|поговорить|говорить|связаться|свяжите|` +
		`anrufen|erreichen|sprechen|reden|verbinden|verbinde|brauche|möchte|will|bitte|gib|geben|zadzwonić|dodzwonić|połącz(yć|cie|enie)?|proszę|chcę|chciał(bym|abym)|potrzebuję|porozmawiać|rozmawiać|kontakt)`
)

var (
	wishesHuman = unmarked(`\s` + wish + `\s(\S+\s){0,6}?` + human + `\s`)
	humanFirst  = unmarked(`^\s(\S+\s){0,2}?` + human + `\s(please|plz|pls|будь ласка|прошу|пожалуйста|bitte|proszę|now|зараз|срочно|терміново)`)
	humanThen   = unmarked(`\s` + human + `\s(\S+\s)?(sprechen|anrufen|erreichen|reden|schreiben|porozmawiać|поговорити|поговорить)\s`)
	withSomeone = unmarked(`\s(mit (irgend)?jemandem (\S+ )?(sprechen|reden|telefonieren)|(porozmawiać|pogadać|rozmawiać) z kimś|z kimś (\S+ )?(porozmawiać|pogadać)|kontakt z (obsługą|działem obsługi|biurem obsługi)|(poproszę|daj(cie)?)( mi)?( żywego)? (konsultanta?|człowieka|operatora|pracownika|doradcę)|(поговорити|поспілкуватися) (\S+ )?(з|із) (кимось|кимсь|ким небудь)|(з|із) (кимось|кимсь|ким небудь) (поговорити|поспілкуватися)|поговорить с (кем то|кем нибудь))\s`)
	inCharge    = unmarked(`\s(speak|talk|connect|transfer|get me|put me through|call|reach|complain|поговорити|говорити|поспілкуватися|зєднай(те)?|зєднати|переключ(іть|и|ити)|поклич(те)?|дайте|дай|` +
		`соедини(те)?|соединить|позови(те)?|позвать|поговорить|говорить|переключи(те)?|porozmawiać|rozmawiać|rozmowę|kontakt|numer|połącz(yć|cie|enie)?|rufen|holen|verbinden|verbinde|sprechen|reden|will|möchte)\s(\S+\s){0,4}?` + boss + `\s`)
	forBoss    = unmarked(`\s(for|about|für|über|для|про|о|від|от|dla|od)\s(\S+\s)?` + boss + `\s`)
	onlyHuman  = unmarked(`^\s(an? |the |real |live |жив(а|ого|ой|ому) |żyw(y|ego) |echter? |einen? )?` + human + `\s$`)
	otherSense = unmarked(`\s(mobile|network|camera|tour|crane|travel|estate|insurance|мобільн\S+|стільников\S+|мобильн\S+|сотов\S+|mobilfunk\S*|komórkow\S+) (operator\S*|agents?|manager\S*|оператор\S*|зв\S+)|` +
		`\s(operator|оператор)\S* (system|course|salary|фільтр|зв\S+|связи|мобільн\S+|сотов\S+|стільников\S+)|\s(earn|salary|зарплат\S+|verdien\S+|zarabia\S*)`)
	notAPerson = unmarked(`\s(how many|which|what|who|did|does|was|скільки|який|яка|сколько|какой|welche[rs]?|wie viele|ile|jaki) (\S+ ){0,3}` + human + `\s`)
)

// AsksForPerson tells whether the customer wishes to speak with a person instead of the assistant.
func AsksForPerson(text string) bool {
	if len(text) > 8*longestPhrase {
		return false
	}
	return wishesForPerson(text) || slices.ContainsFunc(partsOf(text), wishesForPerson)
}

func wishesForPerson(text string) bool {
	return asTyped(simple(text), wishForPerson)
}

func wishForPerson(said string) bool {
	s := mended(said)
	if len(s) > 2*longestPhrase || otherSense.MatchString(s) {
		return false
	}
	if onlyHuman.MatchString(s) || humanFirst.MatchString(s) || withSomeone.MatchString(s) {
		return true
	}
	if inCharge.MatchString(s) && !forBoss.MatchString(s) {
		return true
	}
	return (wishesHuman.MatchString(s) || humanThen.MatchString(s)) && !notAPerson.MatchString(s)
}

// mended puts right a single typo in the words that matter most.
func mended(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		for _, right := range []string{"operator", "representative", "оператор", "оператором", "оператора", "консультант", "mitarbeiter", "konsultant"} {
			if w != right && knowledge.Mistyped(w, right) {
				words[i] = right
			}
		}
	}
	return " " + strings.Join(words, " ") + " "
}

// besideThanks is what may stand beside words of courtesy and says nothing of its own: "thanks so much for the quick answer", "it works now".
// Bare words that ask or deny something in any of the five languages are not among them.
const besideThanks = `you( all| guys)?|(so|very) much|a (lot|bunch|million)|many|much|really|very|kindly|and|now|then|again|for now|in advance|guys|team|mate|sir|everyone|of you|i (really |do )?appreciate( it)?|one|nice|day|me|` +
	`for (all )?(the|your|this|that|everything)( (very|quick|kind|great|prompt|fast|super))*( (help|answer|reply|response|time|info|information|support|assistance|attention|understanding|explanation|patience))?|your (help|time|answer|reply|support)|` +
	`(it|that|this|everything|all)( all)? (works|worked|is working|was( very| really)? helpful|is( very| really)? helpful|is (good|fine|clear|great|ok|okay))( (now|again|fine|well))*|all (is )?(good|clear|fine|great)( now)?|(i )?understand|i see|` +
	`вам|тобі|вас|вже|тепер|дуже|велике|величезне|красно|заздалегідь|наперед|за (все|вашу |швидку |детальну |оперативну |гарну )*(все|допомогу|відповідь|інформацію|увагу|розуміння|пораду|пояснення|турботу)?|(це |тепер |вже )?(все|усе) (добре|працює|зрозуміло|ясно|запрацювало|ок|окей)|(все|усе|так|і|й)|(вже|знову) працює|до|` +
	`тебе|уже|теперь|очень|большое|огромное|заранее|за (всё|все|вашу |быстрый |подробный |оперативный |хорошую )*(всё|все|помощь|ответ|информацию|внимание|понимание|совет|объяснение)?|(это |теперь |уже )?(всё|все) (хорошо|работает|понятно|ясно|заработало|ок|окей)|(всё|и)|(уже|снова) работает|` +
	`ihnen|dir|euch|sehr|jetzt|und|im voraus|vorab|herzlichen|besten|tausend|schön|nochmal|für (das|die|den|ihre|deine|eure|alles)( (schnelle|gute|tolle|liebe))*( (hilfe|antwort|auskunft|info|infos|mühe|erklärung|unterstützung))?|(es |das |alles )+(funktioniert|klappt|geht)( (jetzt|wieder))*|auf wiedersehen|ja|` +
	`bardzo|wielkie|teraz|już|panu|pani|państwu|z góry|serdecznie|za (wszystko|pomoc|szybką |pańską |waszą )*(wszystko|pomoc|odpowiedź|informację|uwagę|cierpliwość)?|(to |już |wszystko )+działa( (teraz|już|znowu))*|i|do`

// praise is how people say, in en, uk, ru, de and pl, that we were good or quick, and nothing else.
const praise = `you( all| guys)? (are|were|have been)( so| very| really| such| all)* (great|helpful|kind|nice|amazing|awesome|wonderful|brilliant|fantastic|excellent|lovely|patient|quick|fast|perfect|polite|friendly|professional|super|a (big |great |huge )?help|the best)|` +
	`((you|that|this|it|which)( has| have)?( really| already)? )?(helped|helps)( me| us)?( out)?( a (lot|ton|bunch)| so much| very much| loads| heaps| already)*|(that|this|it) (was|is)( so| very| really| super| pretty| such)* (quick|fast|prompt|helpful|useful|easy|great|perfect|amazing|kind of you|nice of you|a (big |great |huge )?help)|` +
	`(ви )?((мені|нам|мене|нас|дуже|справді|так) )*(допомогли|виручили|врятували)( мені| нам| мене| нас)?( дуже)?|(це )?((мені|нам|дуже|справді|вже) )*(допомагає|допомогло)( мені| нам)?( дуже)?|ви( були)?( дуже| справді| такі)* (уважні|люб язні|любязні|ввічливі|привітні|чудові|добрі|чемні|супер)|(це )?було( дуже| справді| так| досить)* (швидко|оперативно|корисно|зручно|чудово)|` +
	`(вы )?((мне|нам|меня|нас|очень|правда|так) )*(помогли|выручили|спасли)( мне| нам| меня| нас)?( очень)?|(это )?((мне|нам|очень|правда|уже) )*(помогает|помогло)( мне| нам)?( очень)?|вы( были)?( очень| правда| такие)* (внимательны|любезны|вежливы|добры|отзывчивы|замечательные|отличные|супер)|(это )?было( очень| правда| так| довольно)* (быстро|оперативно|полезно|удобно|здорово)|` +
	`((das|es) )?hilft( mir| uns)?( sehr| wirklich| echt| schon| gut| super| total)*( weiter)?|(das |es )?hat( mir| uns)?( sehr| wirklich| echt| schon| gut| super| total)* (geholfen|weitergeholfen)|(sie|ihr|du) (haben|habt|hast)( mir| uns)?( sehr| wirklich| echt| so| toll)* (geholfen|weitergeholfen)|(sie|ihr|du) (sind|waren|seid|wart|bist|warst)( sehr| wirklich| echt| so)* (hilfreich|freundlich|nett|toll|super|spitze|klasse|großartig|geduldig|schnell)|das (war|ging|ist)( sehr| wirklich| echt| so| aber| ja| super)* (schnell|flott|hilfreich|nett|toll|einfach|fix)|` +
	`(bardzo |naprawdę )*(mi |nam )?(pan |pani |państwo )?(bardzo |naprawdę )*(mi |nam )?(pomógł|pomogła|pomogli|pomogliście|pomogłeś|pomogłaś)( mi| nam)?( bardzo)?|(to )?((mi|nam|bardzo|naprawdę|już) )*(pomaga|pomogło)( mi| nam)?( bardzo)?|(byliście|jesteście|był pan|była pani|jest pan|jest pani|pan był|pani była)( bardzo| naprawdę| tacy)* (pomocn[iya]|mili|miły|miła|uprzejm[iya]|wspaniali|świetni|super|cierpliw[iya])|to było( bardzo| naprawdę| tak)* (szybkie|szybko|pomocne|przydatne|łatwe|miłe)`

// courtesy are words of thanks, assent and farewell.
var (
	courtesy = typedAs(`thanks thank thx ty cheers bye goodbye ok okay great perfect super cool nice awesome excellent understood fine wonderful lovely helpful solved works worked thankyou appreciated
		запрацювало заработало
		дякую дяка дяки мерсі топ ясненько спасибі дякс добре гаразд ок окей супер чудово зрозуміло ясно клас допомогло бувайте побачення вдячний вдячна вдячні дякуємо щиро
		спасибо спс пасиб благодарю благодарствую мерси топ хорошо ладно понятно отлично ясно супер пока помогло свидания понял поняла благодарен благодарна благодарим
		danke merci dankeschön dank vielen super gut alles klar toll prima tschüss perfekt verstanden hilfreich
		dziękuję dzięki dzieki dziekuje super dobrze świetnie jasne ok pa widzenia rozumiem pomogło dziękujemy wdzięczny wdzięczna`)
	greetings = setOf(knowledge.WithoutMarks(`hello hi hey hiya heya greetings good morning afternoon evening day there everyone everybody dear team support sir madam or guys folks all colleagues
		команда команді підтримка підтримко колеги шановна шановні пані пане панове всім усім поддержка коллеги уважаемые всем liebes liebe team damen und herren sehr geehrte geehrter geehrtes zusammen alle allerseits szanowni szanowna szanowny państwo państwa państwu pani panie wszystkim wszystkich
		привіт вітаю вітання добрий доброго добридень добривечір день дня вечір вечора ранок ранку здрастуйте
		привет приветствую здравствуйте здравствуй здрасте здрасьте добрый доброе доброго утро вечер вечера доброй ночи времени суток дня
		hallo guten tag tach morgen abend moin moinsen servus grüezi grüß gruess gott mahlzeit
		cześć dzień dobry witam witajcie hej hejka dobry wieczór siema siemka serdecznie`))
	greetsAlone = setOf(knowledge.WithoutMarks(`hello hi hey hiya heya greetings привіт вітаю вітання добридень добривечір здрастуйте привет приветствую здравствуйте здравствуй здрасте здрасьте hallo moin moinsen servus grüezi tach cześć witam witajcie hej hejka siema siemka`))
	thumbs      = []string{"👍", "🙏", "❤", "👌", "😊", "🙂"}
)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// typedAs is the set of some words with the signs on their letters and without.
func typedAs(words string) map[string]bool { return setOf(words + " " + knowledge.WithoutMarks(words)) }

// thankful is a text of courtesy and what may stand beside it, and nothing else.
var thankful = unmarked(`^\s((` + anyOf(courtesy) + `|` + praise + `|` + besideThanks + `)\s)+$`)

func anyOf(words map[string]bool) string { return strings.Join(slices.Sorted(maps.Keys(words)), "|") }

// Thanks tells whether a text says thanks, assent or farewell, and nothing else: it needs no answer.
func Thanks(text string) bool {
	said := simple(text)
	words := strings.Fields(said)
	if len(words) == 0 {
		return slices.ContainsFunc(thumbs, func(t string) bool { return strings.Contains(text, t) })
	}
	if len(words) > 14 || strings.Contains(text, "?") {
		return false
	}
	return asTyped(said, func(said string) bool {
		return slices.ContainsFunc(strings.Fields(said), func(w string) bool { return courtesy[w] }) && thankful.MatchString(said)
	})
}

// smallTalk is how people ask how we are, and go on.
var smallTalk = knowledge.MustPattern(knowledge.WithoutMarks(`^\s((hi|hello|hey|привіт|привет|hallo|cześć)\s)?(how are (you|things)( doing)?|hows it going|how do you do|(як|а як) (ваші |твої |у вас )?(справи|ся маєте|поживаєте)|як ви|` +
	`как (ваши |твои |у вас )?(дела|поживаете)|как вы|wie gehts( ihnen| dir| euch)?|wie geht es (ihnen|dir|euch)|jak się (masz|macie|ma pan|ma pani)|co słychać)(\s(today|there|сьогодні|сегодня|heute|dzisiaj))?\s$`))

// Greeting tells whether a text greets or asks how we are, and does nothing else.
func Greeting(text string) bool { return greets(text) || isSmallTalk(text) }

func isSmallTalk(text string) bool {
	return len(text) < longestPhrase && smallTalk.MatchString(knowledge.WithoutMarks(simple(text)))
}

// longestGreeting is how many words a greeting has at most.
const longestGreeting = 6

// greets tells whether a text has no other words than those of greetings, with their marks or without.
func greets(text string) bool {
	words := strings.Fields(knowledge.WithoutMarks(simple(text)))
	if len(words) == 0 || len(words) > longestGreeting || (len(words) == 1 && !greetsAlone[words[0]]) {
		return false
	}
	for _, w := range words {
		if !greetings[w] {
			return false
		}
	}
	return true
}
