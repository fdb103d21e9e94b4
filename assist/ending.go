package assist

import (
	"strings"

	"switchboard/knowledge"
)

// How conversations end, in the words that operators choose from.
const (
	EndSolved      = "solved"
	EndInformed    = "informed"
	EndSold        = "sold"
	EndCallBack    = "call back agreed"
	EndPassedOn    = "passed on"
	EndComplaint   = "complaint"
	EndWish        = "wish"
	EndSilent      = "no answer from the customer"
	EndNotAnswered = "not answered"
	EndSpam        = "spam"
)

// Ending is one thing in a conversation that speaks for how it ended.
type Ending struct {
	Key string // the same for the same sort of evidence; what operators choose is counted by it
	End string // what it speaks for, one of the End… words
	Why string // for operators
}

// endRule is what one side says that speaks for an ending, in en, uk, ru, de and pl, in the form that simple makes of sentences.
type endRule struct {
	ending Ending
	ours   bool
	says   *knowledge.Pattern
}

// endRules are they, in the order of their strength.
var endRules = []endRule{
	{Ending{"call promised", EndCallBack, "we promised to call"}, true, knowledge.MustPattern(`\s(` +
		`(call|ring|phone) you( back)?|` +
		`(за|по)телефону(ємо|ю|є)|передзвон(имо|ю|ить)|подзвон(имо|ю)|` +
		`перезвон(им|ю|ит)|позвон(им|ю|ит)|` +
		`(rufen|rufe|ruft) (wir )?(sie|dich)( \S+){0,4} (zurück|an)|zurückrufen|rückruf|` +
		`oddzwoni\S*|zadzwoni(my|ę))\s`)},
	{Ending{"sale", EndSold, "an order or a contract was confirmed"}, true, knowledge.MustPattern(`\s(` +
		`(order|contract|subscription|plan|purchase)( \S+){0,3} (is|has been|was) (\S+ )?(placed|confirmed|activated|signed|booked)|thanks? (you )?for (your )?(order|purchase)|` +
		`замовлення( \S+){0,2} (оформлено|прийнято|підтверджено)|дякуємо за (замовлення|покупку)|договір( \S+){0,2} (підписано|укладено|оформлено)|(тариф|послугу)( \S+){0,3} (підключено|активовано)|` +
		`заказ( \S+){0,2} (оформлен|принят|подтвержд[её]н)|спасибо за (заказ|покупку)|договор( \S+){0,2} (подписан|заключ[её]н|оформлен)|(тариф|услуга)( \S+){0,3} (подключ[её]н|подключена|активирован\S*)|` +
		`bestellung( \S+){0,3} (aufgenommen|bestätigt|aufgegeben)|danke? für (ihre|die) bestellung|vertrag( \S+){0,3} (abgeschlossen|unterschrieben)|` +
		`zamówienie( \S+){0,3} (złożone|przyjęte|potwierdzone)|dziękuj\S* za zamówienie|umowa( \S+){0,3} (podpisana|zawarta))\s`)},
	{Ending{"complaint", EndComplaint, "the customer complains"}, false, knowledge.MustPattern(`\s(` +
		`complain\S*|скарг\S*|скаржу\S*|поскаржи\S*|жалоб\S*|жалуюс\S*|пожалова\S*|beschwer\S*|skarg\S*|skarżę|złożyć reklamację)\s`)},
	{Ending{"wish", EndWish, "the customer wishes for something"}, false, knowledge.MustPattern(`\s(` +
		`(it )?would be (so |really |very )?(nice|great|good|cool|helpful|useful)( \S+)? (if|to)|i wish (you|there|it)|please add|you should (add|offer|have)|(feature|suggestion) (request|for you)|` +
		`було б (дуже )?(добре|чудово|класно|зручно|круто)|хотілося б щоб|додайте будь ласка|побажання|` +
		`было бы (очень )?(хорошо|здорово|удобно|отлично|круто)|хотелось бы чтобы|добавьте пожалуйста|пожелание|` +
		`(es )?wäre (sehr |echt )?(schön|toll|gut|super|hilfreich)|ich wünsche mir|verbesserungsvorschlag|` +
		`(dobrze|fajnie|super|miło) by było|byłoby (dobrze|fajnie|super|miło)|przydał\S* (by )?się|sugestia)\s`)},
	{Ending{"passed on", EndPassedOn, "we passed it on"}, true, knowledge.MustPattern(`\s(` +
		`(passed|forwarded|handed|escalated|transferred)( \S+){0,5} (to|on)|(forwarding|passing|escalating) (it|this|your)|` +
		`переда(в|ла|ли|ю|мо|но) (\S+ ){0,4}(колег\S*|відділ\S*|спеціаліст\S*|фахівц\S*|технік\S*|бухгалтер\S*)|` +
		`переда(л|ла|ли|ю|дим|но) (\S+ ){0,4}(коллег\S*|отдел\S*|специалист\S*|техник\S*|бухгалтер\S*)|` +
		`weitergeleitet|weitergegeben|(leite|leiten|gebe|geben) (\S+ ){0,5}weiter|` +
		`przekaz(ałem|ałam|uję|aliśmy|ano|ane|any|ana)( \S+){0,4})\s`)},
}

var (
	promotes = knowledge.MustPattern(`\s(seo|backlinks?|guest posts?|casino|crypto (invest\S*|profit\S*)|earn (money|\S+ (a|per) (day|week))|buy followers|work from home|` +
		`казино|заробіток|заробляй\S*|заработ(ок|ай\S*)|раскрутк\S*|продвижени\S* сайт\S*|просування сайт\S*|geld verdienen|zarabiaj\S*|pozycjonowani\S*)\s`)
	webAddress = knowledge.MustPattern(`(?i)https?://|www\.|t\.me/`)
)

// Endings finds by rules what in a conversation speaks for how it ended, what counts most first.
func Endings(d Dialogue) []Ending {
	var out []Ending
	var ours, theirs []Turn
	for _, t := range d.Turns {
		switch {
		case oneLine(t.Text) == "":
		case t.Customer:
			theirs = append(theirs, t)
		default:
			ours = append(ours, t)
		}
	}
	if len(theirs) == 0 {
		return nil
	}
	if isSpam(theirs, ours) {
		out = append(out, Ending{"spam", EndSpam, "the message advertises something"})
	}
	for _, r := range endRules {
		side := theirs
		if r.ours {
			side = ours
		}
		if r.ending.End == EndComplaint { // before it: who thanks in the end is content in the end
			if e, ok := thanked(d, ours); ok {
				out = append(out, e)
			}
		}
		for _, t := range side {
			if (!r.ours || t.By != "assistant") && r.in(t.Text) {
				out = append(out, r.ending)
				break
			}
		}
		if r.ending.End == EndComplaint {
			for _, t := range theirs {
				if why := upsetBy(t.Text); why != "" {
					out = append(out, Ending{"upset", EndComplaint, "the customer is upset (“" + why + "”)"})
					break
				}
			}
		}
	}
	return append(out, lastWord(d, ours)...)
}

// thanked tells whether the customer's last word is that it helped.
func thanked(d Dialogue, ours []Turn) (Ending, bool) {
	at := len(d.Turns) - 1
	for at > 0 && !d.Turns[at].Customer { // our "glad to hear it" after that changes nothing
		at--
	}
	last := d.Turns[at]
	yes, _ := YesNo(last.Text)
	content := yes || Thanks(last.Text) || declines(last.Text) && !notHelped(last.Text, d.Turns[:at])
	if len(ours) == 0 || !last.Customer || !content {
		return Ending{}, false
	}
	return Ending{"thanked", EndSolved, "the customer thanked at the end"}, true
}

// lastWord is what follows from who spoke last.
func lastWord(d Dialogue, ours []Turn) []Ending {
	last := d.Turns[len(d.Turns)-1]
	asked, before := lastWords(d)
	switch {
	case len(ours) == 0 && len(asked)+len(before) == 0:
		return nil // nothing was asked that could be answered
	case len(ours) == 0:
		return []Ending{{"nobody answered", EndNotAnswered, "nobody has answered"}}
	case last.Customer && notHelped(last.Text, d.Turns[:len(d.Turns)-1]):
		return []Ending{{"did not help", EndNotAnswered, "the customer says that it did not help"}}
	case d.Call:
		return []Ending{{"talked", EndInformed, "it was talked over on the telephone"}}
	case !last.Customer && strings.HasSuffix(strings.TrimSpace(last.Text), "?"):
		return []Ending{{"we asked", EndSilent, "we asked, and the customer has not answered"}}
	case last.Customer && Wanting(last.Text) == Asks:
		return []Ending{{"left open", EndNotAnswered, "the customer’s last words have no answer"}}
	case !last.Customer:
		return []Ending{{"we answered", EndInformed, "we answered, and the customer asked no more"}}
	}
	return nil
}

// isSpam tells whether somebody only advertises.
func isSpam(theirs, ours []Turn) bool {
	for _, t := range ours {
		if t.By == "operator" {
			return false
		}
	}
	for _, t := range theirs {
		if webAddress.MatchString(t.Text) && promotes.MatchString(simple(t.Text)) {
			return true
		}
	}
	return false
}
