package assist

import (
	"switchboard/knowledge"
)

// sort is a sort of thing that is asked for.
type sort struct {
	asks   *knowledge.Pattern // in the form that simple makes of texts, in en, uk, ru, de and pl
	looks  *knowledge.Pattern // how it looks in an article
	worth  float64            // as much as a word of the question
	surely *knowledge.Pattern // what asks for nothing else: its answer looks so, or has one of the claims; nil: nothing
	claims []string
	loose  bool // it may be asked of anything: how it looks tells where no other passage says more of the question
}

// spanOfTime is a span of time as texts have them, in figures or in words: "four and a half hours", "півтори години".
const spanOfTime = `(?:\d[\d–-]*|(?:^|[^\p{L}])(?:half|quarter|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|couple of|few|several|` +
	`пів|півтор[аи]|од[ин]\p{L}*|дв[аіоу]\p{L}*|тр[иь]\p{L}*|чотир\p{L}*|п[’']?ят\p{L}*|шіст\p{L}*|шести|сім|семи|вісім|восьми|дев[’']?ят\p{L}*|десят\p{L}*|кільк\p{L}+|пол|полтор[аы]|две|тр[её]х|четыр\p{L}*|шест\p{L}|сем[иь]|восемь|нескольк\p{L}+|` +
	`pół|półtor\p{L}*|jeden|jedn\p{L}+|dw[aóu]\p{L}*|dwie|trz\p{L}+|czter\p{L}+|pię[ćt]\p{L}*|sześ[ćt]\p{L}*|sześciu|siedm\p{L}*|siedem|osiem|ośmiu|dziewię\p{L}+|dziesię\p{L}+|kilk\p{L}+|` +
	`halbe[nr]?|anderthalb|[a-z]*einhalb|eine[nr]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|fünfzehn|zwanzig|dreißig|paar|einige|mehrere))` +
	`(?:\s(?:and a half|a half|of an?|an?|з половиною|с половиной|i pół))?\s(?:\p{L}+\s)?(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|хвилин|годин|дн|день|дні|діб|доб|ноч|тижн|місяц|рок|рік|минут|час|недел|месяц|лет|год|сут|stunde|tag|nächt|woche|monat|jahr|minut|godzin|dni|dzień|dob|noc|tygod|miesi|lat|rok|(?:min|mins|hrs?|хв|мин|std|godz)(?:$|[^\p{L}]))`

// aWhile is how it looks that something takes or lasts.
var aWhile = knowledge.MustPattern(`(?i)` + spanOfTime + `|next day|at once|наступного дня|одразу|за (годину|добу|день|тиждень|місяць|рік)|півгодини|півроку|полчаса|полгода|сразу|kwadrans|viertelstunde|(?:^|[^\p{L}])(?:добу|сутки|dobę)`)

var sorts = []sort{
	{knowledge.MustPattern(`\s(when (\S+ ){0,6}(open|opens|close|closes|closed)|(open|closed?|closes|work|working) (\S+ ){0,2}(on|at|until|till|today|tomorrow|now)|(opening|working|business|office) (hours|times?)|what time|until when|` +
		`(mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|(public )?holidays?|` +
		`понеділ\S*|вівтор\S*|серед[ауи]|четвер(га|гу|ги)?|п ?ятниц\S*|години роботи|графік|розклад|коли (\S+ ){0,4}(працю\S*|відчин\S*|відкри\S*|зачин\S*)|до котрої|о котрій|з котрої|працю\S+ (\S+ )?(в|у) \S+|неділ\S*|субот\S*|вихідн\S*|` +
		`понедельник\S*|вторник\S*|сред[ауы]|пятниц\S*|часы работы|график|когда (\S+ ){0,4}(работа\S*|откры\S*|закры\S*)|до скольки|во сколько|воскресень\S*|суббот\S*|выходн\S*|` +
		`öffnungszeiten|wann (\S+ ){0,5}(geöffnet|offen|auf|zu|geschlossen|öffne\S*|schließ\S+)|um wie viel uhr|(mon|diens|donners|frei|sonn|sams|feier)tags?|mittwochs?|sonnabends?|wochenende|` +
		`godziny (otwarcia|pracy)|do której|od której|o której|kiedy (\S+ ){0,4}(otwart\S*|czynn\S*)|(otwart|czynn)\S* (\S+ )?w \S+|poniedzia\S*|wtor(ek|ku|ki)|środ[aęy]|czwart(ek|ku|ki)|piąt(ek|ku|ki)|niedziel\S*|sobot\S*)\s`),
		knowledge.MustPattern(`(?i)\d{1,2}:\d{2}|around the clock|цілодобово|круглосуточно|rund um die uhr|całodobowo|sundays|неділ|воскресень|sonntag|niedziel`), 1.5, nil, nil, false},
	{knowledge.MustPattern(`\s(how much( \S+){0,2} (is|are|does|do|did|will|would|for|to)|how much|prices?|costs?|fares?|fees?|charges|(what|how much)( \S+){1,4} charged?|charged? for|(any|extra|additional|there a) charge|how expensive|pricing|скільки( \S+){0,3} (кошту\S*|стоїть|стоять|вийде|бер(уть|ете?)|візьмете)|почім|почому|по чому|по скільки|цін(а|и|у|ою)?|варт(ість|ості)|розцінки|прайс\S*|(яка|є|додаткова|окрема|щомісячна|абонентська|орендна|вхідна) плата|плата за|` +
		`сколько( \S+){0,3} (сто(ит|ят)|стоить|вый?дет|бер[уеё]те?|возьм[её]те)|поч[её]м|по ч[её]м|по сколько|цен(а|ы|у|е|ой)?|стоимост[ьи]|расценки|(какая|есть|взимается|дополнительная|отдельная|ежемесячная|абонентская|арендная|входная) плата|was kostet|wie ?viel kostet|wie teuer|was (nehmen|verlangen) sie|kosten|preise?|preisliste|fahrpreise?|gebühr(en)?|` +
		`ile( \S+){0,3} (koszt\S*|wychodzi|wyniesie|bierzecie|bior[ąę]|bierze)|po ile|cen[aęy]?|cenie|cennik\S*|koszt|opłat[ay])\s`),
		knowledge.MustPattern(`(?i)[€$£₴]\s?\d|\d[\d\s.,]*(UAH|грн|EUR|євро|евро|€|руб|zł|PLN|%)|(UAH|EUR|PLN)\s?\d|\bfree\b|безкоштовн|бесплатн|kostenlos|bezpłatn`), 0.8,
		knowledge.MustPattern(`\s(how much (is|are|does|do|did|will|would)|price (of|for)|what (do|does) (\S+ ){1,4}cost|how expensive|скільки( \S+){0,3} кошту\S*|почім|почому|яка (ціна|вартість)|сколько( \S+){0,3} сто(ит|ят)|поч[её]м|какая (цена|стоимость)|was kostet|wie ?viel kostet|wie teuer|ile( \S+){0,3} kosztuj[eą]|po ile)\s`), []string{ClaimPrice}, false},
	{knowledge.MustPattern(`\s(how (long|fast|soon|quickly|many (days|hours|minutes|weeks))|when (\S+ ){0,6}(arrives?|comes?|come back|gets?|be (back|ready|delivered|there)|start|starts)|` +
		`скільки (часу|днів|годин|чекати|(\S+ )?(зберіга\S*|трива\S*|діє|діють|чекати))|як (довго|швидко)|коли (\S+ ){0,4}(прийд\S*|приїд\S*|надійд\S*|приве\S*|поверн\S*|буде)|за скільки|` +
		`сколько (времени|дней|часов|ждать|(\S+ )?(хран\S*|длит\S*|действу\S*|ждать))|как (долго|быстро)|когда (\S+ ){0,4}(прид\S*|приед\S*|приве\S*|верн\S*|будет)|wie (lange|schnell)|wann (\S+ ){0,4}(kommt|kommen|da|fertig)|` +
		`jak (długo|szybko)|ile (\S+ )?(trwa|dni|czasu)|kiedy (\S+ ){0,4}(przyjdzie|dotrze|dojdzie|będzie))\s`),
		aWhile, 1,
		knowledge.MustPattern(`\s(how long (is|are|does|do|did|will|would|can)|how many (days|hours|weeks|months)|скільки (часу|днів|годин|тижнів)|як довго|сколько (времени|дней|часов|недель)|wie lange|jak długo|ile (dni|czasu|godzin))\s`), []string{ClaimNumber, ClaimDate, ClaimTime, ClaimDay, ClaimMonth}, false},
	{knowledge.MustPattern(`\s(how (big|large|heavy|far|high|tall|wide|deep)|(what|which) (size|weight|range)|як(ий|а|ого|ої) (розмір|вага|розміру|ваги|відстань|дальність)|скільки (місця|важить|займа\S*)|як далеко|як(ий|ої) (завбільшки|висоти)|` +
		`как(ой|ая|ого) (размер|вес|размера|веса)|сколько (места|весит|занимает)|как далеко|wie (groß|schwer|weit|hoch|breit)|wie viel platz|jak (duż[aey]|ciężk[aie]\S*|daleko|wysoko)|ile (miejsca|waży))\s`),
		knowledge.MustPattern(`(?i)\d\s?(?:[kmgt]b|[кмгт]б|[cmk]?m|[смк]?м|k?g|к?г|l|л|x|×|х|met(?:er|re)s?|kilograms?|gigabytes?|метр\p{L}*|сантиметр\p{L}*|кілограм\p{L}*)(?:$|[^\p{L}])`), 1.2, nil, nil, false},
	{knowledge.MustPattern(`\s(where (is|are)|address(es)?|how (do i|to|can i) (find|get to)|де (\S+ ){0,2}(знаход\S*|находит\S*|розташован\S*|є|ваш\S*)|адрес\S*|где (\S+ ){0,2}(наход\S*|расположен\S*|ваш\S*)|wo (\S+ ){0,2}(ist|sind|seid|finde\S*|befinde\S*|liegt)|adresse\S*|gdzie (\S+ ){0,2}(jest|jesteście|są|znajduj\S*|mieści\S*|leży)|adres\S*)\s`),
		knowledge.MustPattern(`(?im)(?:^|\|)[\s-]*(?:address|адреса?|adres|adresse|anschrift)\s*(?:[|:—–]|$)|\d+,?\s\p{L}+\s(street|st|road|avenue|lane|square)|((?:^|[^\p{L}])ул\.|вул|вулиц|просп|провул|бульвар|площ[аіу]?(?:$|[^\p{L}])|площад[ьи]|улиц|переул|ulica|ul\.|stra(ß|ss)e)`), 1.2, nil, nil, false},
	{knowledge.MustPattern(`\s(how (do|can|could|should|to|would) |steps?|як \S+(ти|тися|тись)|кроки|как \S+(ть|ться|ти)|wie (kann|muss|soll|mache) |jak \S+(ć|c) |jak mogę )`),
		knowledge.MustPattern(`(?im)^\s*\d{1,2}[.)]\s|\b(press|dial|choose|fill in|send the|write (to|in)|open the)\b|натисніть|наберіть|відкрийте|оберіть|введіть|заповніть|напишіть|надішліть|платіть`), 0.6, nil, nil, true},
	{knowledge.MustPattern(`\s(how often|як часто|как часто|wie oft|jak często)\s`),
		knowledge.MustPattern(`(?i)\b(once|twice|every|times an?|weekly|monthly|yearly|daily)\b|(раз|рази|разів|раза) (на|в|у) |щодня|щотижня|щомісяця|щороку|двічі|дважды|кожн|кажд|ежедневно|ежегодно|einmal|zweimal|\bmal (im|pro|in)\b|täglich|wöchentlich|monatlich|jährlich|\bjede|\braz(y)? (w|na)\b|dwukrotnie|codziennie|\bco (\p{L}+ )?(dni|tydz|tygod|miesi|rok|lat)`), 1.2, nil, nil, false},
	{knowledge.MustPattern(`\s((can t|cant|cannot|can not|won t|wont|not able to|unable to) (\S+ ){0,2}(come|make (it|the)|attend|be there|get there)|не (зможу|зможемо|можу|можемо|встига\S*|встигн\S*|вийде) (\S+ ){0,2}(прийти|приїхати|бути|потрапити)|не (прийду|прийдемо|приїду|приїдемо|встигаємо|встигаю)|` +
		`не (смогу|сможем|могу|можем|успева\S*|успе\S*|получится|получается) (\S+ ){0,2}(прийти|приехать|быть|попасть)|не (приду|придем|придём|приеду|приедем)|(kann|können|schaffe\S*|bin|sind) (\S+ ){0,4}(nicht|verhindert)( \S+){0,3}( kommen| teilnehmen)?|nie (mogę|możemy|dam rady|damy rady|zdążę|zdążymy) (\S+ ){0,3}(przyjść|przyjechać|być|dotrzeć)|nie (przyjdę|przyjdziemy|przyjadę|przyjedziemy))\s`),
		knowledge.MustPattern(`(?i)\bcancel|\bmove (it|the|your)|\bmoving\b|reschedul|another (day|date)|postpon|скасу|перенес|відмін|отмен|перенос|absag|verschieb|stornier|umbuch|anulow|odwoł|przełoż|zmian\p{L}* termin`), 1.2, nil, nil, false},
	{knowledge.MustPattern(`\s((walk|drop|pop|come|turn|show) (in|by|up|over)|walk ?ins?|without (an? )?(appointment|booking|reservation)|(прийти|приїхати|заїхати|зайти) (просто так|без \S*запису)|без (попереднього )?запису|живій черзі|` +
		`(прийти|приехать|заехать|зайти) (просто так|без \S*записи)|без (предварительной )?записи|живой очереди|(einfach|spontan) (\S+ ){0,2}(vorbeikommen|kommen|vorbei)|ohne (termin|anmeldung|voranmeldung|reservierung)|bez (\S+ )?(rezerwacji|zapisów|zapisu|umawiania|umówienia|terminu)|(wpaść|przyjść) (tak po prostu|z ulicy))\s`),
		knowledge.MustPattern(`(?i)without (an? )?(appointment|booking|reservation)|walk-?ins?\b|drop in|first come|без (попереднього )?запису|загальній черзі|живій черзі|без (предварительной )?записи|живой очереди|ohne (Termin|Anmeldung|Voranmeldung|Reservierung)|bez (\p{L}+ )?(rezerwacji|zapisów|zapisu|umawiania|umówienia)`), 1.2, nil, nil, false},
}
