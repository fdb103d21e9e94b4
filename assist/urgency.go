package assist

import "regexp"

// Urgency is how much sooner than others a question is to be answered, by the scale of a conversation's priority: 0 like
// all others, 1 sooner, 2 at once; and why, for the operators.
type Urgency struct {
	Level int
	Why   string
}

// urgencyRule is what a text says when it is urgent: in en, uk, ru, de and pl, in the form that simple makes of texts.
type urgencyRule struct {
	Urgency
	says *regexp.Regexp
}

// urgencyRules are in the order in which they are asked: what is worst first.
var urgencyRules = []urgencyRule{
	{Urgency{2, "danger to people"}, regexp.MustCompile(`\s(` +
		`(gas|smoke|fire) (leak\S*|is leaking|alarm)|smell(s|ing)? (of )?(gas|smoke|burning)|(on|caught|catching) fire|electric shock|electrocuted|carbon monoxide|` +
		`(i am|im|he is|shes?|is|was|got|badly) (injured|bleeding|unconscious)|suicid\S*|kill myself|life threatening|ambulance|allergic reaction|` +
		`пахне (газом|димом|горілим)|витік газу|(горить|пожежа|вибух\S*|загорі\S*|спалахну\S*)|вдарило струмом|чадний газ|поранен\S*|кровотеч\S*|непритомн\S*|самогуб\S*|швидк(а|у) допомог(а|у)|небезпек(а|у) для життя|` +
		`пахнет (газом|дымом|гарью)|утечка газа|(горит|пожар|взрыв\S*|загорел\S*)|ударило током|угарный газ|ранен\S*|кровотечени\S*|без сознания|самоуби\S*|скор(ая|ую) помощь|опасност\S* для жизни|` +
		`riecht (es )?nach (gas|rauch)|gasgeruch|gasleck|es brennt|brennt|feueralarm|stromschlag|kohlenmonoxid|verletzt|bewusstlos|blutet|selbstmord|suizid|notarzt|lebensgefahr\S*|` +
		`(czuć|czuję) (gaz|dym|gazem|dymem)|wyciek gazu|(pali|zapalił\S*) się|pożar|poraził\S* prąd|tlenek węgla|rann(y|a|i)|krwawi\S*|nieprzytomn\S*|samobój\S*|karetk\S*|zagrożeni\S* życia)\s`)},
	{Urgency{2, "fraud"}, regexp.MustCompile(`\s(` +
		`fraud\S*|scam\S*|hacked|phish\S*|identity theft|unauthori[sz]ed (\S+ ){0,2}(payments?|charges?|transactions?|transfers?|purchases?|withdrawals?|access)|stole\S* (\S+ ){0,2}(card|money|account|wallet|phone)|(card|account|wallet|phone) (was |has been |got |is )?stolen|(didnt|did not|never) (make|made|authori[sz]ed?|recogni[sz]ed?) (this|that|these|the|any)( \S+)? (payments?|charges?|transactions?|transfers?|purchases?)|` +
		`шахра\S*|зламали (\S+ ){0,2}(акаунт|рахунок|кабінет|сторінку|пошту)|вкра(ли|дено|дена)|викра(ли|дено)|несанкціонован\S*|фішинг\S*|` +
		`мошенни\S*|взломали (\S+ ){0,2}(аккаунт|счет|счёт|кабинет|страницу|почту)|укра(ли|дена|ден)|несанкционированн\S*|фишинг\S*|` +
		`betrug\S*|betrüger\S*|betrogen|gehackt|phishing|gestohlen|unbefugt\S*|nicht autorisiert\S*|` +
		`oszust\S*|oszukan\S*|zhakowa\S*|włama\S*|skradzi\S*|ukradli|ukradzion\S*|wyłudz\S*|nieautoryzowan\S*)\s`)},
	{Urgency{2, "outage"}, regexp.MustCompile(`\s(` +
		`outage|(everything|whole (system|site|network|office|company)|nothing|all (our )?(users|customers|systems|servers|sites|stores)) (is |are |has been |have been )?(down|works|working|offline|stopped|cannot|cant)|(site|website|server|service|system|production|api|network|internet|platform) (is |are |has been |went )?(completely |totally )?(down|offline|unreachable)|(power|service|network) (cut|failure)|` +
		`(все|усе) (лежить|впало|не працює|зупинилося)|нічого не працює|(сайт|сервер|сервіс|система|інтернет|мережа) (\S+ )?(лежить|впав|впала|не працює|недоступн\S*)|немає (світла|звязку|інтернету|води|електроенергії)|аварі\S*|` +
		`(все|всё) (лежит|упало|не работает|остановилось)|ничего не работает|(сайт|сервер|сервис|система|интернет|сеть) (\S+ )?(лежит|упал|упала|не работает|недоступн\S*)|нет (света|связи|интернета|воды|электричества)|авари(я|и|ю)|` +
		`(totalausfall|stromausfall|netzausfall|serverausfall|ausfall)|(nichts|alles|gar nichts) (geht mehr|funktioniert( mehr)?|ist ausgefallen|steht still)|(seite|website|server|system|internet|netz|dienst) (ist |sind )?(down|offline|ausgefallen|nicht erreichbar)|` +
		`awari(a|i|ę)|nic nie działa|wszystko (padło|stoi|leży)|(strona|serwer|system|internet|sieć|usługa|serwis) (\S+ )?(nie działa|leży|padł\S*|niedostępn\S*)|(brak|nie ma) (prądu|internetu|zasięgu|wody))\s`)},
	{Urgency{1, "money lost"}, regexp.MustCompile(`\s(` +
		`charged (me |us )?(twice|double|two times|three times|again)|double charge\S*|(money|funds|payment|transfer|refund) (is |are |was |has |have |never |still |been |not )*(lost|missing|gone|disappeared|vanished|arrived)|lost (\S+ ){0,2}money|losing money|overcharged|wrong (account|recipient)|(i want|give( me)?) (\S+ )?money back|` +
		`(списали|зняли) (\S+ ){0,2}(двічі|зайв\S*|гроші)|(гроші|кошти|платіж|переказ) (\S+ )?(зникли|зник|пропали|не надійшли|не прийшли|не дійшли)|поверніть (\S+ )?(гроші|кошти)|втрачаємо гроші|` +
		`(списали|сняли) (\S+ ){0,2}(дважды|два раза|лишн\S*|деньги)|(деньги|средства|платеж|платёж|перевод) (\S+ )?(исчезли|пропали|пропал|не пришли|не поступили|не дошли)|верните (\S+ )?деньги|теряем деньги|` +
		`(doppelt|zweimal|zu viel) (abgebucht|belastet|berechnet|bezahlt)|geld (\S+ )?(weg|verschwunden|verloren|zurück)|` +
		`(pobran\S*|obciążon\S*|ściągn\S*) (\S+ ){0,3}(dwa razy|dwukrotnie|podwójnie)|(pieniądze|środki|przelew|płatność) (\S+ )?(zniknęł\S*|przepadł\S*|nie dotar\S*|nie doszł\S*)|(oddajcie|zwróćcie) (\S+ )?pieniądze)\s`)},
	{Urgency{1, "threat to leave or to go to law"}, regexp.MustCompile(`\s(` +
		`lawyers?|attorney|lawsuit|sue|suing|legal action|(take you|go) to court|ombudsman|(cancel|cancelling|canceling|close|closing|terminate) (my|our|the) (account|contract|subscription|membership)|(switch|switching|move|moving|going) to (a |your |another |the )?(competitor|provider|company)\S*|consumer protection|` +
		`адвокат\S*|юрист\S*|(до|через|в|у) суд(у|і)?|позов\S*|скарг(у|а) (в|до|на)|(розірв\S*|розрива\S*) договір|(піду|переходжу|перейду|йду) до (інш\S*|конкурент\S*)|захист\S* (прав )?споживач\S*|` +
		`(в|через) суд(е|ом)?|исков\S*|жалоб(у|а) (в|на)|(расторг\S*|разорв\S*) договор|(уйду|перехожу|перейду|ухожу) к (друг\S*|конкурент\S*)|роспотребнадзор\S*|` +
		`(rechts)?anw(alt|ält)\S*|klage|verklag\S*|vor gericht|rechtliche schritte|kündig(e|en|ung)|(wechsle|wechseln|gehe) (zu|zur) (\S+ )?konkurrenz|verbraucherschutz\S*|verbraucherzentrale|` +
		`adwokat\S*|prawnik\S*|pozew|pozwę|(do|w) sąd(u|zie)|(rozwiązuję|wypowiadam|zrywam) umowę|(przechodzę|przejdę|odchodzę) do (konkurencji|innego)|rzecznik\S* (praw )?konsument\S*|uokik)\s`)},
	{Urgency{1, "a deadline"}, regexp.MustCompile(`\s(` +
		`urgent\S*|asap|emergency|immediately|deadline|right away|as soon as possible|(by|until|before|due) (today|tonight|tomorrow|noon|midnight|end of (the )?day)|(flight|train|meeting|exam|wedding|event|presentation|interview) (is )?(today|tonight|tomorrow|in (an|one|two|a few|\d+) (hours?|minutes?))|` +
		`термінов\S*|негайно|якнайшвидше|дедлайн\S*|(до|на) (сьогодні|завтра)|(рейс|потяг|літак|зустріч|іспит) (\S+ )?(сьогодні|завтра|через)|` +
		`срочн\S*|немедленно|как можно скорее|дедлайн\S*|(до|на) (сегодня|завтра)|(рейс|поезд|самолет|самолёт|встреча|экзамен) (\S+ )?(сегодня|завтра|через)|` +
		`dringend\S*|eilt|eilig\S*|sofort|umgehend|notfall|schnellstmöglich|(bis|spätestens) (heute|morgen)|(flug|zug|termin|prüfung) (\S+ )?(heute|morgen|in)|` +
		`piln(e|y|a|ie)|natychmiast|jak najszybciej|(do|na) (dziś|dzisiaj|jutra|jutro)|(lot|pociąg|spotkanie|egzamin) (\S+ )?(dziś|dzisiaj|jutro|za))\s`)},
}

// denied are words before which an alarm is none: "there is no fire".
var denied = regexp.MustCompile(`\s(no|not|isnt|arent|немає|нема|нет|kein|keine|keinen|nie ma|without|без|ohne|bez) $`)

// UrgencyOf finds by rules how urgent a text is. A text of more than a page is looked at as far as its first page.
func UrgencyOf(text string) Urgency {
	s := simple(text)
	for _, rule := range urgencyRules {
		for _, at := range rule.says.FindAllStringIndex(s, 3) {
			if !denied.MatchString(s[:at[0]+1]) {
				return rule.Urgency
			}
		}
	}
	return Urgency{}
}
