package assist

import "switchboard/knowledge"

// factRule finds one sort of fact: what stands in the last group of the pattern, read by value.
type factRule struct {
	field string
	re    *knowledge.Pattern
	value func(string) string
}

const (
	edge    = `(?:^|[^\p{L}\d])` // RE2's \b knows Latin letters only
	upper   = `\p{Lu}[\p{L}'’ʼ-]+(?: \p{Lu}[\p{L}'’ʼ-]+){0,2}`
	some    = `[\p{L}'’ʼ-]+(?: [\p{L}'’ʼ-]+){0,2}[.,;:!?)]?`
	code    = `[\p{Lu}]{0,4}[-/ ]?\d[\p{Lu}\d/-]{3,18}`
	clock   = `\d{1,2}(?:[:.]\d{2})?(?: ?(?:am|pm|o'clock|uhr|год\p{L}*|час\p{L}*))?`
	till    = `(?: ?(?:-|–|and|to|till|until|до|та|і|и|und|bis|a|i) ?` + clock + `)?`
	brands  = `TP-?Link|Huawei|ZTE|Asus|MikroTik|Xiaomi|Redmi|Samsung|Apple|iPhone|iPad|MacBook|Keenetic|D-?Link|Netgear|FRITZ!?Box|Ubiquiti|UniFi|Tenda|Zyxel|Lenovo|ThinkPad|Nokia|Pixel|Motorola|OnePlus|Realme`
	mine    = `my|i have (?:a|an|the)|i use (?:a|an|the)|i am on|i'm on|мій|мого|моїм|моя|мою|у мене|маю|мой|моего|моим|у меня|mein\p{L}*|ich habe|mój|moja|moją|mojego|mam`
	quotes  = `[«"“„]`
	notQuot = `[^»"”“\n]`
)

// factRules are asked in order: what an earlier one found is no other's.
var factRules = []factRule{
	{FactEmail, knowledge.MustPattern(`(?i)[\p{L}\d][\p{L}\d._%+'-]*@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}`), asItStands},

	{FactContract, knowledge.MustPattern(`(?i:\b(?:contract|account|customer|client|subscriber|agreement)(?: (?:number|no\.?|nr\.?|id|code))?)(?:\s*[:#№]|\s+(?i:is|was|it is|number|no\.?))*\s*(` + code + `)`), contractNumber},
	{FactContract, knowledge.MustPattern(edge + `(?i:договор\p{L}*|договір|лицев\p{L}+ сч[её]т\p{L}*|особов\p{L}+ рахун\p{L}+|абонентськ\p{L}+ номер\p{L}*|абонентск\p{L}+ номер\p{L}*|номер клієнта|номер клиента|[ло]/[рс])(?:\s*[:№#–-]|\s+(?i:номер|№|це|это|мій|мой|такий|такой))*\s*(` + code + `)`), contractNumber},
	{FactContract, knowledge.MustPattern(`(?i:\b(?:vertrags|kunden|konto|teilnehmer)-?(?:nummer|nr\.?))(?:\s*:|\s+(?i:ist|lautet))*\s*(` + code + `)`), contractNumber},
	{FactContract, knowledge.MustPattern(`(?i:\b(?:numer|nr\.?)\s+(?:umowy|klienta|konta|abonenta))(?:\s*:|\s+(?i:to))*\s*(` + code + `)`), contractNumber},

	{FactName, knowledge.MustPattern(`(?i:\bmy (?:full )?name is|\bi am called|\bmein name ist|\bich hei(?:ß|ss)e|\bnazywam się|\bmam na imię)\s+(` + some + `)`), properName},
	{FactName, knowledge.MustPattern(edge + `(?i:мене звати|мене звуть|звати мене|меня зовут|зовут меня|мо[єе] ім['’ʼ]?я|мо[её] имя)(?:\s*[:–-]|\s+(?i:це|это))*\s+(` + some + `)`), properName},
	{FactName, knowledge.MustPattern(`(?i:\bthis is) (` + upper + `)(?i: speaking| calling| from\b|[.,]? my )`), properName},
	{FactName, knowledge.MustPattern(`(?i:\bhier spricht|\bz tej strony)\s+(` + upper + `)`), properName},
	{FactName, knowledge.MustPattern(`(?i:(?:kind |best |warm )?regards|yours (?:sincerely|faithfully)|(?:mit freundlichen|viele|beste|liebe) grü(?:ß|ss)en?|з повагою|с уважением|z poważaniem|pozdrawiam|pozdrowienia),?\s+(` + upper + `)\s*[.!]?\s*(?:$|\n)`), properName},

	{FactAddress, knowledge.MustPattern(`(?i)(?:\bmy (?:home |delivery |postal |new )?address(?: is|:)|\b(?:delivery|home|postal) address(?: is|:)|\bi (?:live|now live) (?:at|in)\b)\s*([^\n;!?]{6,200})`), streetAddress},
	{FactAddress, knowledge.MustPattern(`(?i)` + edge + `(?:(?:моя|нова) адреса|адреса доставки|адреса проживання|за адресою|мой (?:новый )?адрес|адрес доставки|адрес проживания|(?:живу|проживаю|доставить|доставка|подключ\p{L}+) по адресу)(?:\s*[:–-]|\s+(?:це|это|така|такой))*\s+([^\n;!?]{6,200})`), streetAddress},
	{FactAddress, knowledge.MustPattern(`(?i)(?:\bmeine (?:neue )?(?:adresse|anschrift)(?: ist| lautet|:)|\b(?:liefer)?(?:adresse|anschrift):|\bich wohne (?:in der|in|am|an der))\s*([^\n;!?]{6,200})`), streetAddress},
	{FactAddress, knowledge.MustPattern(`(?i)(?:\bmój (?:nowy )?adres(?: to|:)?|\badres (?:dostawy|zamieszkania)(?: to|:)?|\bmieszkam (?:przy|na|pod adresem))\s*([^\n;!?]{6,200})`), streetAddress},

	{FactDevice, knowledge.MustPattern(edge + `((?i:` + brands + `)(?: \p{Lu}\p{L}+)?[ -]?[\p{L}\d-]*\d[\p{L}\d-]*(?: (?i:pro|plus|max|ultra|lite|mini|air))*)`), asItStands},
	{FactDevice, knowledge.MustPattern(edge + `(?i:router|modem|phone|model|роутер\p{L}*|модем\p{L}*|модель|modell)(?:\s*[:–-]|\s+(?i:is|is a|is an|ist|ist ein|це|это|to))?\s+((?i:a |an )?\p{Lu}[\p{L}]+[ -][\p{L}-]*\d[\p{L}\d-]*)`), asItStands},

	{FactPlan, knowledge.MustPattern(edge + `(?i:` + mine + `)(?: [\p{L}]+){0,2} (?i:plan|tariff|package|тариф\p{L}*|пакет\p{L}*|tarif|taryf\p{L}*|pakiet\p{L}*)(?: (?i:план\p{L}*))?(?:\s*[:–-]|\s+(?i:is|called|ist|heißt|to|називається|называется))*\s+(?:` + quotes + `(` + notQuot + `{2,40})[»"”“]|(\p{Lu}[\p{L}+]*(?: (?:\p{Lu}[\p{L}+]*|\d[\d+]*)){0,3}))`), asItStands},
	{FactPlan, knowledge.MustPattern(edge + `(?i:` + mine + `|on the|у мене тариф)(?: (?i:the))? (\p{Lu}[\p{L}+]*(?: (?:\p{Lu}[\p{L}+]*|\d[\d+]*)){0,2}) (?i:plan|tariff|package|tarif|pakiet)(?:[^\p{L}]|$)`), asItStands},

	{FactLanguage, knowledge.MustPattern(`(?i)\b(?:write|answer|reply|speak|talk|respond|communicate|continue)(?:,? \p{L}+){0,4},? in (english|german|polish|ukrainian|russian)(?: please)?\s*(?:$|[.,;!?)]|and\b|as\b|because\b)`), language},
	{FactLanguage, knowledge.MustPattern(`(?i)` + edge + `(?:пишіть|відповідайте|дайте відповідь|говоріть|спілку\p{L}+|говорити|відповісти|відповідь|продовж\p{L}+)(?:,? \p{L}+){0,4},? (українською|російською|англійською|німецькою|польською)`), language},
	{FactLanguage, knowledge.MustPattern(`(?i)` + edge + `(?:пишите|отвечайте|ответьте|говорите|общат\p{L}+|говорить|ответить)(?:,? \p{L}+){0,4},? (?:на |по-?)(русск\p{L}+|украинск\p{L}+|английск\p{L}+|немецк\p{L}+|польск\p{L}+)`), language},
	{FactLanguage, knowledge.MustPattern(`(?i)\bauf (deutsch|englisch|polnisch|ukrainisch|russisch)(?: \p{L}+){0,2} (?:schreiben|antworten|sprechen|bitte)`), language},
	{FactLanguage, knowledge.MustPattern(`(?i)\b(?:bitte|antworten sie|schreiben sie|sprechen sie)(?: \p{L}+){0,3} auf (deutsch|englisch|polnisch|ukrainisch|russisch)`), language},
	{FactLanguage, knowledge.MustPattern(`(?i)\b(?:pisz\p{L}*|pisa\p{L}*|prosz\p{L}*|odpowi\p{L}*|rozmaw\p{L}*|mówi\p{L}*)(?:,? \p{L}+){0,3},? po (polsku|angielsku|niemiecku|ukraińsku|rosyjsku)`), language},

	{FactChannel, knowledge.MustPattern(`(?i)\b(?:write|contact|message|reach|text|reply|answer|respond)(?: \p{L}+){0,3} (?:on|via|by|in|over|through) (?:my )?(telegram|viber|whatsapp|e-?mail|phone|sms|messenger|signal)\b`), way},
	{FactChannel, knowledge.MustPattern(`(?i)` + edge + `(?:пишіть|напишіть|відповідайте|надішліть|зв['’ʼ]яж\p{L}+|пишите|напишите|ответьте|отвечайте|пришлите|скиньте|свяжитесь)(?: \p{L}+){0,3}? (?:у|в|на|через) (телеграм\p{L}*|telegram|вайбер\p{L}*|viber|ватсап\p{L}*|вотсап\p{L}*|whatsapp|пошт\p{L}+|почт\p{L}+|e-?mail|мейл\p{L}*|смс|sms)`), way},
	{FactChannel, knowledge.MustPattern(`(?i)` + edge + `(?:краще|лучше)(?: \p{L}+){0,2} (телефоном|зателефонуйте|подзвоніть|дзвоніть|позвоните|звоните|по телефону)`), way},
	{FactChannel, knowledge.MustPattern(`(?i)\b(?:schreiben|kontaktieren|erreichen|antworten|melden|erreichbar)(?: \p{L}+){0,4} (?:per|über|via|auf) (telegram|viber|whatsapp|e-?mail|mail|telefon|sms|signal)\b`), way},
	{FactChannel, knowledge.MustPattern(`(?i)\b(?:per|über|via|auf) (telegram|viber|whatsapp|e-?mail|mail|telefon|sms|signal)(?: \p{L}+){0,2} (?:schreiben|erreich\p{L}*|kontaktieren|melden|antworten)`), way},
	{FactChannel, knowledge.MustPattern(`(?i)\b(?:pisz\p{L}*|napisz\p{L}*|kontakt\p{L}*|odpowied\p{L}*|odpisz\p{L}*)(?: \p{L}+){0,3} (?:na|przez) (telegram\p{L}*|viber\p{L}*|whatsapp\p{L}*|e-?mail\p{L}*|mail\p{L}*|telefon\p{L}*|sms\p{L}*)`), way},

	{FactTime, knowledge.MustPattern(`(?i)\b(?:call|phone|ring|contact|reach) (?:me|us|back)\b[^.!?\n]{0,40}?\b((?:after|before|until|between|from|at) ` + clock + till + `|(?:in the )?(?:mornings?|evenings?|afternoons?)\b|on (?:weekends|weekdays))`), asItStands},
	{FactTime, knowledge.MustPattern(`(?i)` + edge + `(?:зателефон\p{L}+|телефонув\p{L}+|телефону\p{L}+|дзвон\p{L}+|подзвон\p{L}+|передзвон\p{L}+|звон\p{L}+|позвон\p{L}+|перезвон\p{L}+)[^.!?\n]{0,40}?[\s,]((?:після|до|з|від|між|о|об|после|с|от|между|в) ` + clock + till + `|зранку|вранці|ввечері|увечері|вдень|по обіді|утром|вечером|дн[её]м|после обеда|у вихідні|в будні|по выходным|по будням)`), asItStands},
	{FactTime, knowledge.MustPattern(`(?i)\b(?:rufen|anrufen|ruf|erreichbar|erreichen|kontaktieren|melden)[^.!?\n]{0,40}?\b((?:nach|vor|ab|bis|zwischen|um) ` + clock + till + `|abends|morgens|vormittags|nachmittags|am wochenende)`), asItStands},
	{FactTime, knowledge.MustPattern(`(?i)\b(?:dzwoni\p{L}+|zadzwo\p{L}+|oddzwo\p{L}+|telefon\p{L}*|kontakt\p{L}*)[^.!?\n]{0,40}?\b((?:po|przed|od|do|między|o) ` + clock + till + `|rano|wieczorem|po południu|w weekend\p{L}*)`), asItStands},
}

var (
	language = oneOf([][2]string{{"engl", "en"}, {"англ", "en"}, {"ang", "en"}, {"germ", "de"}, {"deutsch", "de"}, {"нім", "de"}, {"немец", "de"}, {"niem", "de"},
		{"poli", "pl"}, {"poln", "pl"}, {"польс", "pl"}, {"pols", "pl"}, {"ukr", "uk"}, {"укр", "uk"}, {"russ", "ru"}, {"рос", "ru"}, {"русс", "ru"}, {"rosy", "ru"}})
	way = oneOf([][2]string{{"telegr", "Telegram"}, {"телегр", "Telegram"}, {"viber", "Viber"}, {"вайб", "Viber"}, {"whats", "WhatsApp"}, {"ватс", "WhatsApp"}, {"вотс", "WhatsApp"},
		{"e-mail", "e-mail"}, {"email", "e-mail"}, {"mail", "e-mail"}, {"мейл", "e-mail"}, {"пошт", "e-mail"}, {"почт", "e-mail"},
		{"sms", "SMS"}, {"смс", "SMS"}, {"messeng", "Messenger"}, {"signal", "Signal"},
		{"phon", "telephone"}, {"teleph", "telephone"}, {"telefon", "telephone"}, {"телеф", "telephone"}, {"зател", "telephone"}, {"подзв", "telephone"}, {"дзв", "telephone"}, {"позв", "telephone"}, {"звон", "telephone"}, {"по тел", "telephone"}})
)
