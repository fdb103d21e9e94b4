package assist_test

import (
	"testing"

	"switchboard/assist"
)

// Who says that he will harm himself or others is in danger or is one, however he puts it.
func TestWhoMeansHarmIsHeardInFiveLanguages(t *testing.T) {
	t.Parallel()
	for lang, texts := range map[string][]string{
		"en": {
			"I want to die", "I just want to die", "I wish I was dead", "I'm going to hurt myself", "I will hang myself", "I feel like cutting myself again", "I have taken too many pills", "I swallowed a whole bottle of sleeping pills",
			"I am going to end my life", "I'm going to take my own life", "I have nothing left to live for", "I don't want to live anymore", "Everyone would be better off without me", "I'm tired of living", "I am thinking about killing myself", "my son says he wants to kill himself",
			"I'm coming with a gun", "I'll come to your office with a knife", "I will kill you all", "You are all going to die", "I know where you live", "I have planted a bomb in your shop", "I'm going to shoot your manager", "I'll stab the courier", "you're dead meat",
		},
		"ru": {
			"Я покончу с собой, если не вернёте деньги", "покончу жизнь самоубийством", "Я наложу на себя руки", "Я убью себя", "Сведу счёты с жизнью", "Я не хочу больше жить", "Мне незачем жить", "Надоело жить", "Хочу умереть", "Лучше бы я умер", "Я утоплюсь", "застрелюсь прямо здесь", "вскрою себе вены", "Я выпила слишком много таблеток", "наглотался таблеток", "Я сделаю с собой что-нибудь", "дочь хочет убить себя",
			"Я приду к вам с ножом", "Мы приедем с оружием", "Убью тебя", "Я вас всех перестреляю", "Вам не жить", "Я знаю, где вы живёте", "Вы все сдохнете", "Я заложил бомбу в вашем офисе", "Переломаю вам ноги",
		},
		"uk": {
			"Я накладу на себе руки", "Я покінчу з собою", "покінчу життя самогубством", "Вкорочу собі віку", "Я вб'ю себе", "Я більше не хочу жити", "Мені нема для чого жити", "Набридло жити", "Хочу вмерти", "Краще б я помер", "Я втоплюся", "застрелюся тут", "переріжу собі вени", "Я випила забагато таблеток", "наковтався таблеток", "Зведу рахунки з життям", "брат хоче вбити себе",
			"Я прийду до вас з ножем", "Приїдемо зі зброєю", "Вб'ю тебе", "Я вас усіх перестріляю", "Вам не жити", "Я знаю, де ви живете", "Ви всі здохнете", "Я заклав бомбу у вашому офісі", "Переламаю вам ноги",
		},
		"pl": {
			"Zabiję się", "Chcę się zabić", "zabije sie jak nie oddacie pieniedzy", "Odbiorę sobie życie", "Skończę ze sobą", "Targnę się na swoje życie", "Nie chcę już żyć", "Nie mam po co żyć", "Mam dość życia", "Chcę umrzeć", "Powieszę się", "Podetnę sobie żyły", "Wzięłam za dużo tabletek", "Nałykałem się tabletek", "Zrobię sobie krzywdę", "Wolałbym nie żyć", "córka chce się zabić",
			"Przyjdę do was z nożem", "Przyjedziemy z bronią", "Zabiję cię", "Pozabijam was wszystkich", "Już nie żyjecie", "Wiem, gdzie mieszkacie", "Wszyscy zginiecie", "Podłożyłem bombę w waszym biurze", "Połamię wam nogi",
		},
		"de": {
			"Ich bringe mich um", "Ich bring mich jetzt wirklich um", "Ich werde mich umbringen", "Ich nehme mir das Leben", "Ich will mir das Leben nehmen", "Ich mache Schluss mit meinem Leben", "Ich will nicht mehr leben", "Ich will sterben", "Ich wäre lieber tot", "Ich erschieße mich", "Ich tue mir etwas an", "Ich habe zu viele Tabletten genommen", "Ich habe eine ganze Packung Schlaftabletten geschluckt", "Ich hänge mich auf", "Ich springe vor den Zug", "meine Tochter will sich umbringen",
			"Ich bringe euch um", "Ich bringe euch alle um, wenn das Geld nicht kommt", "Ich komme mit einem Messer zu euch", "Wir kommen mit der Waffe", "Ich töte euch", "Ich steche den Kurier ab", "Ihr werdet alle sterben", "Ich weiß, wo ihr wohnt", "Ich habe eine Bombe gelegt", "Ich breche euch alle Knochen",
		},
	} {
		for _, text := range texts {
			if got := assist.UrgencyOf(text); !got.Danger() {
				t.Errorf("%s %q: %+v", lang, text, got)
			}
		}
	}
}

// The same words stand for much that harms nobody.
func TestWhoOnlySpeaksSoMeansNoHarm(t *testing.T) {
	t.Parallel()
	for lang, texts := range map[string][]string{
		"en": {
			"I could die laughing", "this kills me", "my phone died", "the battery is dead", "you are killing me with this music", "my boss will kill me if the report is late", "I'm dying to see the new phone", "this cake is to die for", "I want to die of embarrassment", "how do I kill a background app",
			"does the plan die after a year", "I don't want to hurt myself installing the shelf", "I'm coming with a knife set to return", "I took the pills you delivered, they work", "the line went dead", "that deal is the bomb", "I will bring the gun safe back tomorrow", "which pills may I take", "a killer offer", "I am dead tired of your queue", "can I end my contract", "I killed an hour in your queue", "the tram will come with a delay",
			"how many tablets are in the pack", "I'll shoot you an email", "I hung up the phone myself",
		},
		"ru": {
			"Я умираю со смеху", "умереть можно от вашей музыки", "телефон сдох", "батарея умерла", "Меня убивает эта музыка", "жена меня убьёт, если не успею", "убиваю время в очереди", "хочу покончить с этим договором", "Сколько таблеток в упаковке?", "У мамы болят вены", "Лечите ли вы вены?", "Приду к вам с документами", "Приеду с набором ножей на возврат", "это просто бомба, а не тариф", "Как убить процесс в приложении?", "Где вы живёте, в каком городе офис?",
			"Не хочу жить с таким медленным интернетом", "Какие таблетки можно пить перед едой?", "линия мёртвая", "убили посылку при доставке",
		},
		"uk": {
			"мій телефон помер", "Я вмираю зі сміху", "вмерти можна від вашої музики", "батарея здохла", "Мене вбиває ця музика", "дружина мене вб'є, якщо не встигну", "вбиваю час у черзі", "хочу покінчити з цим договором", "Скільки таблеток в упаковці?", "У мами болять вени", "Чи лікуєте ви вени?", "Прийду до вас з документами", "Приїду з набором ножів на повернення", "це просто бомба, а не тариф", "Як вбити процес у застосунку?", "Не хочу жити з таким повільним інтернетом", "лінія мертва", "Які таблетки можна пити перед їжею?",
		},
		"pl": {
			"zabija mnie ta muzyka", "umieram ze śmiechu", "umrzeć można od waszej muzyki", "telefon mi padł", "bateria zdechła", "żona mnie zabije, jak nie zdążę", "zabijam czas w kolejce", "chcę skończyć z tą umową", "Ile tabletek jest w opakowaniu?", "Bolą mnie żyły, czy jest lekarz?", "Gdzie powieszę router?", "Powieszę telewizor na ścianie", "Przyjdę do was z dokumentami", "Przyjadę z zestawem noży do zwrotu", "ta promocja to bomba", "Jak zabić proces w aplikacji?", "dawniej tu żyły bobry", "Jakie tabletki można brać przed jedzeniem?", "nie chcę żyć z tak wolnym internetem",
		},
		"de": {
			"Akku ist tot", "ich lache mich tot", "diese Warteschleife bringt mich um", "meine Frau bringt mich um, wenn ich das vergesse", "Mein Chef wird mich umbringen", "die Leitung ist tot", "ich schlage die Zeit tot", "Ich bringe das Paket um 10 Uhr", "Ich bringe Sie um 8 Uhr zum Bahnhof", "Ich möchte den Vertrag beenden", "Wie viele Tabletten sind in der Packung?", "Welche Tabletten darf ich nehmen?", "Ich komme mit meiner Frau zu euch", "Ich komme mit dem Messerset zur Rückgabe", "das Angebot ist die Bombe", "ich sterbe vor Langeweile", "ich bin todmüde", "Wo kann ich den Prozess beenden?", "Ich hänge mich an den Router", "Ich nehme mir das Leben nicht so schwer", "ich hänge das Bild auf",
		},
	} {
		for _, text := range texts {
			if got := assist.UrgencyOf(text); got.Harm() {
				t.Errorf("%s %q: %+v", lang, text, got)
			}
		}
	}
}
