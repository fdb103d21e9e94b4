package assist

import (
	"strings"

	"switchboard/knowledge"
)

// settlement is what may stand beside a yes, or behind "it helped", that means so. Words of thanks may stand there too; anything else
// makes it the answer to another question: "yes, I have restarted it", "yes, please send somebody".
const settlement = `it (did|does|has|is|was)|that (did|does|was|is)( it| the trick)?|(did|does) (it|help)|did the trick|(it|that|this)( has| have| really| certainly| definitely)* (helped|worked|works|solved|fixed)( it| (my|the) (problem|issue|question))?|working|worked|works|helps|` +
	`indeed|absolutely|definitely|totally|exactly|completely|perfectly|certainly|of course|i (got|found|see|understand|solved|fixed|sorted) (it|that|everything)( out)?|(got|found|solved|fixed|sorted) (it|that)|(its |it is |everything |all |is )*(fixed|sorted|solved|resolved|working|fine|okay|ok|good|clear)|` +
	`no (more|further|other) questions|(thats|that is|that was) (all|it|everything|enough|right|correct|(a )?(great|good|big|huge) help)|((thats|that is|that was) )?(exactly )?what i (needed|wanted|meant|was looking for)|(the |my )?(problem|issue) (is )?(solved|fixed|gone)|` +
	`це (допомогло|спрацювало)|спрацювало|(мені )?(дуже )?(допомогло|допомогли)|звісно|звичайно|безумовно|саме (так|те|це)|точно|цілком|повністю|(все )?(вийшло|вдалося|виправлено|вирішено|гаразд)|(я )?(вже )?(розібра(вся|лась|лася)|знайш(ов|ла)|виправи(в|ла))|зрозумі(в|ла)|проблему вирішено|` +
	`это (помогло|сработало)|сработало|(мне )?(очень )?(помогло|помогли)|конечно|безусловно|именно( так| то| это)?|вполне|полностью|(все |всё )?(получилось|удалось|исправлено|решено)|(я )?(уже )?(разобра(лся|лась)|наш(ел|ёл|ла)|исправи(л|ла))|проблема решена|` +
	`(das|es) (hat|ist|war|wars|tuts)( es)?|hat( es| mir| uns| sehr| gut| super| wirklich)* (geholfen|geklappt|funktioniert)|geholfen|geklappt|klar|natürlich|absolut|definitiv|genau|auf jeden fall|(ist )?(erledigt|gelöst|behoben|verstanden)|(ich )?(habs|habe es)( gefunden| verstanden| geschafft)?|gefunden|` +
	`(to )?(mi |bardzo )*(pomogło|zadziałało)( mi| bardzo)*|oczywiście|zdecydowanie|dokładnie|udało się|naprawione|rozwiązane|(już )?(znala(złem|złam)|rozumiem|wiem)|wszystko (jasne|działa|gra)|problem rozwiązany`

// How people say yes and no, and whether something has helped, in en, uk, ru, de and pl.
var (
	yesWords = setOf(`yes yeah yep yup sure так да ага ja jo jawohl tak`)
	noWords  = setOf(`no nope nah ні нет неа nein nö nee nie`)
	helped   = knowledge.MustPattern(`\s(it |that |this )?(helped|worked|solved)\s|\s(допомогло|помогло|geholfen|pomogło|запрацювал[оаи]|заработал[оаи]|zadziałało)\s|` +
		`\s(works|working|працює|работает|funktioniert|geht|läuft|działa) (now|again|тепер|знову|теперь|снова|jetzt|wieder|już|teraz|znowu)\s|` +
		`\s(now|вже|тепер|знову|все|уже|теперь|снова|всё|jetzt|już|teraz) (works|працює|работает|funktioniert|działa)\s`)
	however = knowledge.MustPattern(`\s(but|however|though|although|але|проте|однак|но|однако|aber|jedoch|ale|jednak)\s`)
	// contradicts is how people say that what they were told is wrong, or answers another question.
	contradicts = knowledge.MustPattern(`\s(thats|that is|this is|its|it is|you are|youre)( just| simply| completely| totally)? (wrong|incorrect|false|untrue|nonsense|not (true|right|correct|what i (asked|meant)|my question))\s|` +
		`\s(wrong answer|not what i (asked|meant)|(did not|didnt) answer( my question)?)\s|` +
		`\s(це|то) (зовсім )?(не (так|те|правда)|неправда)\s|\s(це неправильно|це невірно|неправильна відповідь|не про те|я пита(в|ла) (не )?про (це|інше))\s|` +
		`\s(это|то) (совсем )?(не (так|то|правда)|неправда)\s|\s(это неправильно|это неверно|неправильный ответ|не о том|я спрашива(л|ла) (не )?(о|об|про) (этом|другом|другое|это))\s|` +
		`\s(das|es) (ist|war) (falsch|nicht (richtig|wahr|meine frage))\s|\s(das )?stimmt (so )?nicht\s|\s(falsche antwort)\s|` +
		`\sto (jest )?(nieprawda|źle|błąd|błędne)\s|\snie o to (pytam|pytałem|pytałam|chodzi|mi chodzi)\s`)
	stillNot = knowledge.MustPattern(`\s(help|work|допом|помог|прац|работ|funktioniert|geht|dział|pomog)`)
	didNot   = knowledge.MustPattern(`\s(not|didnt|doesnt|dont|isnt|wasnt|hasnt|havent|never|nothing|не|ніколи|нічого|никогда|ничего|nicht|nie|niemals|nichts|nigdy|leider)\s`)
	// settles is a yes and what may stand beside it, and settled what may stand behind "it helped".
	settles = knowledge.MustPattern(`^\s((` + anyOf(yesWords) + `|` + anyOf(courtesy) + `|` + besideThanks + `|` + settlement + `)\s)+$`)
	settled = knowledge.MustPattern(`^\s((` + anyOf(courtesy) + `|` + besideThanks + `|` + settlement + `)\s)*$`)
	// repeats is a yes that says that something goes on: "yes, again".
	repeats = knowledge.MustPattern(`^\s\S+ (again|now|then|one|day|me|знову|тепер|снова|опять|теперь|wieder|jetzt|znowu|teraz)\s$`)
	// spoils are words before "helped" and "works" by which nothing and nobody has, or should have.
	spoils = knowledge.MustPattern(`\s(nobody|no one|noone|none|nothing|neither|hardly|should|would|could|might|supposed|hoped|hope|wish|wished|thought|expected|if|ніхто|ніщо|нічого|мало|ледве|мав|мала|думав|думала|сподіва\S+|никто|ничего|ничто|еле|должн\S*|бы|думал|думала|надея\S+|niemand\S*|nix|nichts|null|keine?[nmrs]?|gar|hätte|sollte|müsste|würde|dachte|hoffte|nikt|nic|mało|powinn\S*|by|myślał\S+)\s`)
	// limits are words by which something has not quite helped, or not now: "it worked yesterday", "it helped a little". Some ask for more.
	limits = knowledge.MustPattern(`\s(a (little|bit)|bit|partly|partially|somewhat|slightly|half|almost|nearly|barely|hardly|yesterday|before|earlier|previously|until|till|always|once|then|only|except|if|when|while|last (\S+)|for a|minutes?|hours?|please|how|what|why|where|who|can|could|need|want|id|another|` +
		`трохи|трішки|частково|майже|ледь|вчора|раніше|завжди|тільки|лише|якщо|коли|доки|хвилин\S*|годин\S*|скільки|чому|можна|потрібн\S*|хочу|інш\S*|` +
		`немного|чуть|частично|почти|едва|вчера|раньше|всегда|только|лишь|если|когда|минут\S*|час(а|ов)?|сколько|почему|можно|нужн\S*|другой|другая|` +
		`(ein )?(bisschen|wenig)|etwas|teilweise|fast|kaum|gestern|vorher|früher|bisher|immer|nur|wenn|minuten?|stunden?|bitte|wie|warum|kann|brauche|möchte|` +
		`trochę|częściowo|prawie|ledwo|wczoraj|wcześniej|przedtem|zawsze|tylko|jeśli|gdy|kiedy|minut\S*|godzin\S*|proszę|dlaczego|czy|mogę|potrzebuj\S*|chcę)\s`)
	// partly is how people say that something has helped by half: it is a no, since somebody has to help on.
	partly = knowledge.MustPattern(`^\s((yes|yeah|well|hm|ok|just|only|so|it|that|this|helped|worked|works|better|maybe|так|ну|це|лише|тільки|допомогло|працює|краще|да|это|только|помогло|работает|лучше|ja|naja|na|das|es|hat|nur|geht|besser|tak|no|to|tylko|pomogło|działa|lepiej)\s)*(` +
		`a (little|bit)|partly|partially|half|somewhat|slightly|almost|not (really|quite|fully|completely|entirely|exactly)|(kind|sort) of|kinda|sorta|yes and no|` +
		`трохи|трішки|частково|майже|наполовину|не (зовсім|дуже|повністю|до кінця)|і так і ні|немного|чуть чуть|частично|почти|наполовину|не (совсем|очень|полностью|до конца)|и да и нет|` +
		`ein (bisschen|wenig)|teilweise|halb|nicht (ganz|wirklich|so richtig|so ganz|komplett)|jein|ja und nein|trochę|częściowo|prawie|w połowie|nie (do końca|bardzo|całkiem|całkowicie)|i tak i nie` +
		`)(\s(better|helped|worked|yes|краще|допомогло|лучше|помогло|besser|geholfen|lepiej|pomogło))*\s$`)
	// unchanged is how people say that all is as it was.
	unchanged = knowledge.MustPattern(`^\s((well|sorry|so|and|but|no|nope|its|it is|it|that is|this is|everything is|ні|все|усе|нет|всё|nein|es ist|das ist|nie)\s)*(` +
		`(still |exactly |just |all )*(the )?same( (thing|problem|issue|error|result|here))?( again)?|no (change|changes|difference|luck|success|effect|result)( at all)?|nothing( has| have)? changed|nothing happens|unchanged|(still )?(as|like) before|no better|` +
		`(те|так) (ж )?саме|те ж саме|без змін|нічого не зміни\S*|як і (було|раніше)|не краще|то же( самое)?|тоже самое|без изменений|ничего не измени\S*|как и (было|раньше)|не лучше|` +
		`(immer noch |noch )?(genau )?(dasselbe|das ?selbe|das gleiche|wie (vorher|zuvor))|keine (änderung|veränderung|besserung)|unverändert|nichts (geändert|passiert)|hat sich nichts geändert|` +
		`(wciąż |nadal |dalej )?(to samo|tak samo|bez zmian)|nic się nie zmieniło|nic nie dało|jak (było|wcześniej)|` +
		`(still|досі|все ще|усе ще|всё ещё|все еще|все ещё|до сих пор|immer noch|wciąż|nadal|dalej)( \S+){1,3}` +
		`)\s$`)
	// stillFine is how people say that nothing has gone wrong again: "still working, thanks".
	stillFine = knowledge.MustPattern(`^\s((its|it is|it|so|yes|так|да|ja|tak|все|всё|es)\s)*(still|досі|все ще|всё ещё|immer noch|wciąż|nadal|dalej) (works|working|good|fine|great|ok|okay|fast|працює|добре|работает|хорошо|gut|funktioniert|läuft|działa|dobrze)\s`)
	// polishYes is a "no" of Polish that means "well".
	polishYes = knowledge.MustPattern(`^\sno ((to|już|tak|wszystko)\s)*(pomogło|działa|zadziałało)(\s(już|teraz|mi|dzięki|dziękuję))*\s$`)
	// fineNow is how people say, after a no, that nothing is wrong any more: "no, it's fine now".
	fineNow = knowledge.MustPattern(`^\s\S+\s((its|it is|it|all|everything|im|we are|вже|тепер|все|усе|уже|теперь|всё|es|alles|ist|już|wszystko|jest)\s)+(fine|good|ok|okay|works|working|sorted|solved|fixed|clear|добре|гаразд|працює|ок|хорошо|нормально|работает|gut|geht|funktioniert|klar|dobrze|działa)(\s(now|again|thanks|thank you|дякую|тепер|вже|спасибо|теперь|уже|danke|jetzt|wieder|dziękuję|już|teraz))*\s$`)
)

// YesNo reads an answer to "did that help?": yes, no, or neither when the text is something else.
func YesNo(text string) (yes, no bool) {
	s := simple(text)
	words := strings.Fields(s)
	if len(words) == 0 {
		return strings.Contains(text, "👍"), strings.Contains(text, "👎")
	}
	if len(words) > 8 || strings.Contains(text, "?") || Preamble(text) {
		return false, false
	}
	negated := didNot.MatchString(s)
	switch {
	case however.MatchString(s):
		return false, false // "yes, but it still blinks"
	case polishYes.MatchString(s), !negated && isStillFine(s):
		return true, false
	case contradicts.MatchString(s), partly.MatchString(s), unchanged.MatchString(s):
		return false, true
	case noWords[words[0]] && fineNow.MatchString(s) && !didNot.MatchString(s[len(words[0])+1:]):
		return true, false
	case noWords[words[0]], negated && helped.MatchString(s), Denies(text):
		return false, true
	case negated:
		return false, len(words) <= 3 && stillNot.MatchString(s)
	case yesWords[words[0]] && settles.MatchString(s):
		return !repeats.MatchString(s), false
	}
	return hasHelped(s), false
}

// isStillFine tells whether somebody says that something goes on to work, and says nothing against it: "still working, thanks", but not
// "still working on it".
func isStillFine(said string) bool {
	at := stillFine.FindAllStringIndex(said, 1)
	return len(at) > 0 && settled.MatchString(said[at[0][1]-1:])
}

// hasHelped tells whether somebody says that something has helped, or works, and goes on to nothing else.
func hasHelped(said string) bool {
	all := helped.FindAllStringIndex(said, -1)
	if len(all) == 0 || limits.MatchString(said) {
		return false
	}
	last := all[len(all)-1]
	return !spoils.MatchString(said[:last[0]+1]) && settled.MatchString(said[last[1]-1:])
}
