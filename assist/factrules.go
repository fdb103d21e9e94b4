package assist

import "switchboard/knowledge"

// factRule finds one sort of fact: what stands in the last group of the pattern, read by value.
type factRule struct {
	field string
	re    *knowledge.Pattern
	value func(string) string
	bare  bool // nothing before what it finds announces it
}

const (
	edge     = `(?:^|[^\p{L}\d])` // RE2's \b knows Latin letters only
	upper    = `\p{Lu}[\p{L}'’ʼ-]+(?: \p{Lu}(?:[\p{L}'’ʼ-]+|\.?)){0,3}`
	some     = hesitation + `([\p{L}'’ʼ-]+(?: [\p{L}'’ʼ-]+){0,3}[.,;:!?)]?)`
	maybeNot = `(?:\s+(?i:not|no longer|not any more|nicht|nicht mehr|не|вже не|уже не|більше не|больше не|nie|już nie))?`
	code     = `[\p{Lu}]{0,4}[-/ ]?\d[\p{Lu}\d/-]{3,18}`
	clock    = `\d{1,2}(?:[:.]\d{2})?(?:-?(?:ї|ой|й|ти|го|та|ша|th))?(?: ?(?:am|pm|a\.m\.|p\.m\.|o['’]?clock|uhr|год\p{L}*|час\p{L}*))?`
	till     = `(?: ?(?:-|–|and|to|till|until|до|та|і|и|und|bis|a|i) ?` + clock + `)?`
	brands   = `TP-?Link|Huawei|ZTE|Asus|MikroTik|Xiaomi|Redmi|Samsung|Apple|iPhone|iPad|MacBook|Keenetic|D-?Link|Netgear|FRITZ!?Box|Ubiquiti|UniFi|Tenda|Zyxel|Lenovo|ThinkPad|Nokia|Pixel|Motorola|OnePlus|Realme`
	mine     = `my|i have (?:a|an|the)|i use (?:a|an|the)|i am on|i'm on|мій|мого|моїм|моя|мою|у мене|маю|мой|моего|моим|у меня|mein\p{L}*|ich habe|mój|moja|moją|mojego|mam`
	quotes   = `[«"“„]`
	// nameLabel is what stands before a name in a form.
	nameLabel = `(?:(?:full |first |last |sur)?name|ім['’ʼ]я|прізвище|піб|имя|фамилия|фио|imię(?: i nazwisko)?|nazwisko|vorname|nachname)`
	// farewells are how a message ends before its signature, and so do thanks on a line of their own: on one line they may be to whom it is for.
	farewells = `(?:kind |best |warm )?(?:regards|wishes)|best|cheers|yours|sincerely|(?:mit )?\p{L}* ?gr(?:u|ü)(?:ß|ss)e?n?|mfg|lg|vg|з повагою|щиро|з найкращими|с уважением|всего доброго|z poważaniem|pozdrawiam|pozdrowienia|z wyrazami`
	thankings = `many thanks|thanks|thank you|vielen dank|danke|дякую|спасибо|благодарю|dziękuję`
	// saidOut is where a name ends that no list knows.
	saidOut = `(?:\s*[,.;!\n]|\s*$|\s+(?i:from|of|at|with|and|here|speaking|calling|з|із|дзвонить|пише|звонит|пишет|из|от|aus|von|vom|und|z|dzwoni|mówi|i)(?:[^\p{L}]|$))`
	notQuot = `[^»"”“\n]`
)

// numberRules find addresses of e-mail and numbers of contracts, which no telephone number and no address is to take.
var numberRules = []factRule{
	{FactEmail, knowledge.MustPattern(`(?i)[\p{L}\d][\p{L}\d._%+'-]*@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}`), asItStands, true},

	{FactContract, knowledge.MustPattern(`(?i:\b(?:contract|account|customer|client|subscriber|agreement)(?: (?:number|no\.?|nr\.?|id|code))?)(?:\s*[:#№]|\s+(?i:is|was|it is|number|no\.?))*` + maybeNot + `\s*(` + code + `)`), contractNumber, false},
	{FactContract, knowledge.MustPattern(edge + `(?i:договор\p{L}*|договір|лицев\p{L}+ сч[её]т\p{L}*|особов\p{L}+ рахун\p{L}+|абонентськ\p{L}+ номер\p{L}*|абонентск\p{L}+ номер\p{L}*|номер клієнта|номер клиента|[ло]/[рс])(?:\s*[:№#–-]|\s+(?i:номер|№|це|это|мій|мой|такий|такой))*` + maybeNot + `\s*(` + code + `)`), contractNumber, false},
	{FactContract, knowledge.MustPattern(`(?i:\b(?:vertrag(?:s-?(?:nummer|nr\.?))?|(?:kunden|konto|teilnehmer)-?(?:nummer|nr\.?)))(?:\s*[:#]|\s+(?i:ist|lautet|nummer|nr\.?))*` + maybeNot + `\s*(` + code + `)`), contractNumber, false},
	{FactContract, knowledge.MustPattern(`(?i:\b(?:(?:numer|nr\.?)\s+(?:umowy|klienta|konta|abonenta)|umow(?:a|y|ę|ie)))(?:\s*[:#]|\s+(?i:to|jest|nr\.?|numer))*` + maybeNot + `\s*(` + code + `)`), contractNumber, false},
}

var (
	// agreement are the words for a contract, where others are for an account or a customer.
	agreement = knowledge.MustPattern(`(?i)(?:contract|agreement|договор|договір|vertrag|umow)`)
	// saidContract is what a number follows that is a contract's when it is said in words.
	saidContract = knowledge.MustPattern(`(?i)(?:contract|account|customer|client|договор\p{L}*|договір|(?:лицев|особов)\p{L}+ (?:сч[её]т|рахун)\p{L}*|vertrag\p{L}*|kundennummer|umow\p{L}*|numer klienta)(?:[\s:,]+(?:number|is|it['’]?s|no|um|uh|номер|це|это|ist|lautet|nummer|numer|nr|to|jest))*[\s:,]*$`)
)

// factRules are asked in order: what an earlier one found is no other's.
var factRules = []factRule{
	{FactName, knowledge.MustPattern(`(?i:\bmy (?:full )?name(?: is|['’]s)|\bmein name (?:ist|lautet)|\bmoje imię (?:i nazwisko )?to|\bimię i nazwisko:)` + maybeNot + `[\s,]+` + some), saidName, false},
	{FactName, knowledge.MustPattern(`(?i:\bi am called|\bich hei(?:ß|ss)e|\bnazywam się|\bmam na imię)` + maybeNot + `[\s,]+` + some), toldName, false},
	{FactName, knowledge.MustPattern(edge + `(?i:мене звати|мене звуть|звати мене|меня зовут|зовут меня)(?:\s*[:–-]|\s+(?i:це|это))*` + maybeNot + `[\s,]+` + some), toldName, false},
	{FactName, knowledge.MustPattern(edge + `(?i:мо[єе] ім['’ʼ]?я|мо[её] имя)(?:\s*[:–-]|\s+(?i:це|это))*` + maybeNot + `[\s,]+` + some), saidName, false},
	{FactName, knowledge.MustPattern(`(?i:\bthis is) (` + upper + `)(?i: speaking| calling| from\b|[.,]? my )`), calledName, false},
	{FactName, knowledge.MustPattern(`(?i:\bhier spricht|\bz tej strony)\s+(` + upper + `)`), calledName, false},
	{FactName, knowledge.MustPattern(`(?:^|[\n.,;]\s*)(?i:` + nameLabel + `(?:(?:,| and| та| і| и| i| und) ` + nameLabel + `)?)\s*:\s*(` + upper + `)`), calledName, false},
	{FactName, knowledge.MustPattern(`(?i:\bna nazwisko|\bauf den namen|вас турбує|вас беспокоит)[\s:]+(` + upper + `)`), calledName, false},
	{FactName, knowledge.MustPattern(`(?i:\bi am|\bi['’]m)\s+(` + upper + `)` + saidOut), unknownName, false},
	{FactName, knowledge.MustPattern(`(?:^|[.,!\n]\s*)(` + upper + `)(?i:,? (?:here|speaking|am apparat)(?:\s*[,.!\n]|$))`), unknownName, true},
	{FactName, knowledge.MustPattern(edge + `(?i:це|это|tu|tutaj|jestem|hier ist|ich bin|es spricht)\s+(` + upper + `)` + saidOut), unknownName, false},
	{FactName, knowledge.MustPattern(`(?i:` + edge + `(?:` + farewells + `|` + thankings + `)(?: [\p{L} ]{1,40})?)[,.!]?[ \t]*\n\s*(` + upper + `)[ \t]*[.!]?[ \t]*(?:$|\n)`), calledName, false},
	{FactName, knowledge.MustPattern(`(?i:` + edge + `(?:` + farewells + `)),\s+(` + upper + `)\s*$`), unknownName, false},
	{FactName, knowledge.MustPattern(`^(` + upper + `),\s(?:[^\n\p{L}]*\d{4}|[^\s]+@)`), calledName, true},

	{FactAddress, knowledge.MustPattern(`(?i)(?:^|[\n.,;]\s*)(?:address|адреса|адрес|adresse|anschrift|adres)\s*:\s*([^\n;!?]{6,200})`), streetAddress, false},
	{FactAddress, knowledge.MustPattern(`(?i)(?:\bmy (?:home |delivery |postal |new )*address(?: is|:)|\b(?:delivery|home|postal|new) address(?: is|:)|\bi (?:(?:now )?live|live now) (?:at|in)\b|\b(?:i|we)(?: have|['’]ve)? (?:just )?moved (?:house )?to\b)` + maybeNot + `\s*([^\n;!?]{6,200})`), streetAddress, false},
	{FactAddress, knowledge.MustPattern(`(?i)` + edge + `(?:(?:моя|нова|моя нова) адреса|адреса доставки|адреса проживання|(?:живу|мешкаю|проживаю|доставити|доставте|привезіть|надішліть|відправте|підключ\p{L}+|інтернет|доставить|доставьте|привезите|отправьте|доставка|подключ\p{L}+|проживаю) (?:за адресою|по адресу)|^за адресою|мой (?:новый )?адрес|адрес доставки|адрес проживания|` +
		`переїха(?:в|ла|ли) (?:у|в|до|на)|переехал[аи]? (?:в|на)|(?:живу|мешкаю|проживаю) (?:на|в|у))(?:\s*[:–-]|\s+(?:це|это|така|такой))*` + maybeNot + `\s+([^\n;!?]{6,200})`), streetAddress, false},
	{FactAddress, knowledge.MustPattern(`(?i)(?:\bmeine (?:neue )?(?:adresse|anschrift)(?: ist| lautet|:)|\b(?:liefer)?(?:adresse|anschrift):|\bich wohne (?:jetzt )?(?:in der|in|am|an der)|\b(?:umgezogen|gezogen) (?:nach|in die|in))` + maybeNot + `\s*([^\n;!?]{6,200})`), streetAddress, false},
	{FactAddress, knowledge.MustPattern(`(?i)(?:\bmój (?:nowy )?adres(?: to|:)?|\badres (?:dostawy|zamieszkania)(?: to|:)?|\bmieszkam (?:przy|na|pod adresem)|\bprzeprowadzi\p{L}+ się (?:do|na))` + maybeNot + `\s*([^\n;!?]{6,200})`), streetAddress, false},

	{FactDevice, knowledge.MustPattern(edge + `((?i:` + brands + `)(?: \p{Lu}\p{L}+)?[ -]?[\p{L}\d-]*\d[\p{L}\d-]*(?: (?i:pro|plus|max|ultra|lite|mini|air))*)`), asItStands, true},
	{FactDevice, knowledge.MustPattern(edge + `(?i:router|modem|phone|model|роутер\p{L}*|модем\p{L}*|модель|modell)(?:\s*[:–-]|\s+(?i:is|is a|is an|ist|ist ein|це|это|to))?\s+((?i:a |an )?\p{Lu}[\p{L}]+[ -][\p{L}-]*\d[\p{L}\d-]*)`), asItStands, false},

	{FactPlan, knowledge.MustPattern(edge + `(?i:` + mine + `)(?: [\p{L}]+){0,2} (?i:plan|tariff|package|тариф\p{L}*|пакет\p{L}*|tarif|taryf\p{L}*|pakiet\p{L}*)(?: (?i:план\p{L}*))?(?:\s*[:–-]|\s+(?i:is|called|ist|heißt|to|називається|называется))*\s+(?:` + quotes + `(` + notQuot + `{2,40})[»"”“]|(\p{Lu}[\p{L}+]*(?: (?:\p{Lu}[\p{L}+]*|\d[\d+]*)){0,3}))`), asItStands, false},
	{FactPlan, knowledge.MustPattern(edge + `(?i:` + mine + `|on the|у мене тариф)(?: (?i:the))? (\p{Lu}[\p{L}+]*(?: (?:\p{Lu}[\p{L}+]*|\d[\d+]*)){0,2}) (?i:plan|tariff|package|tarif|pakiet)(?:[^\p{L}]|$)`), asItStands, false},

	{FactLanguage, knowledge.MustPattern(`(?i)\b(?:write|answer|reply|speak|talk|respond|communicate|continue)(?:,? \p{L}+){0,4},? in (english|german|polish|ukrainian|russian)(?: please)?\s*(?:$|[.,;!?)]|and\b|as\b|because\b)`), language, false},
	{FactLanguage, knowledge.MustPattern(`(?i)` + edge + `(?:пишіть|відповідайте|дайте відповідь|говоріть|спілку\p{L}+|говорити|відповісти|відповідь|продовж\p{L}+)(?:,? \p{L}+){0,4},? (українською|російською|англійською|німецькою|польською)`), language, false},
	{FactLanguage, knowledge.MustPattern(`(?i)` + edge + `(?:пишите|отвечайте|ответьте|говорите|общат\p{L}+|говорить|ответить)(?:,? \p{L}+){0,4},? (?:на |по-?)(русск\p{L}+|украинск\p{L}+|английск\p{L}+|немецк\p{L}+|польск\p{L}+)`), language, false},
	{FactLanguage, knowledge.MustPattern(`(?i)\bauf (deutsch|englisch|polnisch|ukrainisch|russisch)(?: \p{L}+){0,2} (?:schreiben|antworten|sprechen|bitte)`), language, false},
	{FactLanguage, knowledge.MustPattern(`(?i)\b(?:bitte|antworten sie|schreiben sie|sprechen sie)(?: \p{L}+){0,3} auf (deutsch|englisch|polnisch|ukrainisch|russisch)`), language, false},
	{FactLanguage, knowledge.MustPattern(`(?i)\b(?:pisz\p{L}*|pisa\p{L}*|prosz\p{L}*|odpowi\p{L}*|rozmaw\p{L}*|mówi\p{L}*)(?:,? \p{L}+){0,3},? po (polsku|angielsku|niemiecku|ukraińsku|rosyjsku)`), language, false},
}

var (
	language = oneOf([][2]string{{"engl", "en"}, {"англ", "en"}, {"ang", "en"}, {"germ", "de"}, {"deutsch", "de"}, {"нім", "de"}, {"немец", "de"}, {"niem", "de"},
		{"poli", "pl"}, {"poln", "pl"}, {"польс", "pl"}, {"pols", "pl"}, {"ukr", "uk"}, {"укр", "uk"}, {"russ", "ru"}, {"рос", "ru"}, {"русс", "ru"}, {"rosy", "ru"}})
	way = oneOf([][2]string{{"telegr", "Telegram"}, {"телегр", "Telegram"}, {"viber", "Viber"}, {"вайб", "Viber"}, {"whats", "WhatsApp"}, {"ватс", "WhatsApp"}, {"вотс", "WhatsApp"},
		{"e-mail", "e-mail"}, {"email", "e-mail"}, {"mail", "e-mail"}, {"мейл", "e-mail"}, {"пошт", "e-mail"}, {"почт", "e-mail"},
		{"sms", "SMS"}, {"смс", "SMS"}, {"messeng", "Messenger"}, {"signal", "Signal"},
		{"phon", "telephone"}, {"teleph", "telephone"}, {"telefon", "telephone"}, {"имейл", "e-mail"}, {"емейл", "e-mail"}, {"мессенд", "Messenger"}, {"телеф", "telephone"}, {"зател", "telephone"}, {"подзв", "telephone"}, {"дзв", "telephone"}, {"позв", "telephone"}, {"звон", "telephone"}, {"по тел", "telephone"}})
)
