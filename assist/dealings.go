package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// An article that says what a membership costs says nothing of how it is upgraded: what somebody wants to do with a thing is the point of
// his question, however much else he names.

// dealing is what customers do with what a company has, each in a way of its own. In en, uk, ru, pl and de.
type dealing struct {
	asks *knowledge.Pattern // who wants to do it, and has not done so
	says *knowledge.Pattern // what tells of it, be it in another word
}

var (
	hire = dealing{
		knowledge.MustPattern(`\s(rent|renting|hire|hiring|lease|borrow|орендувати|орендую|напрокат|позичити|арендовать|арендую|wynająć|wynajmę|wypożyczyć|wypożyczę|mieten|leihen|ausleihen)\s`),
		knowledge.MustPattern(`\s(rent(s|al|als|ed|ing)?|hir(e|es|ed|ing)|lease[ds]?|leasing|loan(s|ed)?|borrow\S*|lend\S*|орен[дт]\S*|прокат\S*|напрокат|позич\S*|винай\S*|арен[дт]\S*|одолж\S*|wynaj\S*|wypożycz\S*|najem|najm\S*|` +
			`\S*miete\S*|vermiet\S*|\S*leih\S*)\s`)}
	buy = dealing{
		knowledge.MustPattern(`\s((to|i|we|can|you) (buy|purchase)|купити|куплю|придбати|купить|приобрести|kupić|kupię|kaufen|erwerben)\s`),
		knowledge.MustPattern(`\s(buy\S*|bought|purchas\S*|sell\S*|sold|sale\S*|shop\S*|store\S*|order\S*|куп[иіулой]\S*|придба\S*|прода\S*|магазин\S*|крамни\S*|приобре\S*|kup[iun]\S*|zakup\S*|sprzeda\S*|sklep\S*|\S*kauf\S*|erw[eo]rb\S*|laden|bestell\S*)\s`)}

	dealings = []dealing{
		hire,
		{knowledge.MustPattern(`\s((to|i|we|can|you) return|send (\S+ ){0,3}back|повернути|поверну|здати назад|вернуть|верну|сдать обратно|zwrócić|zwrócę|zurückgeben|zurückschicken|zurücksenden)\s`),
			knowledge.MustPattern(`\s(return\S*|refund\S*|(send|give|take|bring|pay|money|get)\S* (\S+ ){0,3}back|поверн\S*|поверт\S*|відшкод\S*|компенс\S*|зарах\S*|возвра\S*|верн[уеё]\S*|возмещ\S*|зачисл\S*|zwr[oóa]\S*|odda\S*|zurück\S*|rückgabe\S*|rücksend\S*|retour\S*|\S*erstatt\S*)\s`)},
		{knowledge.MustPattern(`\s(cancel|terminate|unsubscribe|скасу(вати|ю|йте)|відмінити|анулювати|відмовит(ися|ись)|розірвати|отмен(ить|ю)|аннулировать|отказаться|расторгнуть|anulować|odwołać|zrezygnować|wypowiedzieć|stornieren|kündigen?|absagen)\s`),
			knowledge.MustPattern(`\s(cancel\S*|terminat\S*|unsubscri\S*|end(s|ed|ing)?|stop\S*|clos(e|es|ed|ing)|(turn|switch)\S* (\S+ ){0,2}off|скас\S*|відмін\S*|анул\S*|відмов\S*|розір\S*|розри\S*|припин\S*|вимкн\S*|вимик\S*|відключ\S*|відпис\S*|закри\S*|` +
				`отмен\S*|аннулир\S*|отказ\S*|расторг\S*|прекра\S*|отключ\S*|выключ\S*|отпис\S*|закры\S*|anul\S*|odwoł\S*|z?rezyg\S*|rozwiąz\S*|wypowi\S*|wyłącz\S*|zamkn\S*|zakończ\S*|storn\S*|\S*kündig\S*|\S*absag\S*|abbestell\S*|widerruf\S*|beend\S*)\s`)},
		{knowledge.MustPattern(`\s(upgrade|downgrade|апгрейд|upgraden)\s`),
			knowledge.MustPattern(`\s(upgrad\S*|downgrad\S*|chang\S*|switch\S*|mov(e|ing)|convert\S*|апгрейд\S*|пере(йти|ход)\S*|змін\S*|замін\S*|смен\S*|измен\S*|zmi[ae]n\S*|przej\S*|wechsel\S*|umstell\S*|änder\S*)\s`)},
		{knowledge.MustPattern(`\s((to|i|we|can|you) transfer|(sign|hand|pass) (\S+ ){0,3}(over|on)|переоформити|переписати|передати|переоформить|переписать|передать|przepisać|przekazać|übertragen|überschreiben|umschreiben)\s`),
			knowledge.MustPattern(`\s(transfer\S*|mov(e|es|ed|ing)|over|pass(ed|es)? on|send\S*|sent|sold|переоформ\S*|перепис\S*|переда\S*|перен[оеі]\S*|перек[аі]з\S*|перев[оеё]\S*|надісл\S*|надсил\S*|внес\S*|отправ\S*|przepis\S*|przekaz\S*|przel[ae]\S*|przen[io]\S*|übertr[aä]g\S*|überschreib\S*|umschreib\S*|überweis\S*|übermittel\S*|weitergeb\S*)\s`)},
		{knowledge.MustPattern(`\s(extend|prolong|renew|подовжити|продовжити|пролонгувати|продлить|пролонгировать|przedłużyć|odnowić|verlängern|erneuern)\s`),
			knowledge.MustPattern(`\s(exten[ds]\S*|prolong\S*|renew\S*|longer|подовж\S*|продовж\S*|пролонг\S*|поновл\S*|довше|продл\S*|возобн\S*|дольше|przedłuż\S*|odn[ao]w\S*|dłużej|verläng\S*|erneuer\S*|länger)\s`)},
		{knowledge.MustPattern(`\s(insure|insured|insurance|застрахувати|страхування|застраховать|страховка|ubezpieczyć|ubezpieczenie|versichern|versicherung|versichert)\s`),
			knowledge.MustPattern(`\s(insur\S*|cover\S*|\S*страх\S*|\S*ubezpiecz\S*|\S*versicher\S*)\s`)},
		{knowledge.MustPattern(`\s((to|i|we|can|you) (pause|freeze|suspend)|призупинити|заморозити|приостановить|заморозить|zawiesić|zamrozić|pausieren|unterbrechen|aussetzen)\s`),
			knowledge.MustPattern(`\s(paus\S*|fr[eo]ez\S*|froze\S*|suspen\S*|hold|stop\S*|призупин\S*|замор\S*|зупин\S*|приостан\S*|останов\S*|zawie\S*|zamr\S*|wstrzym\S*|unterbr\S*|aussetz\S*|ruh(t|en))\s`)},
		{knowledge.MustPattern(`\s((to|i|we) sell|продати|продам|продать|sprzedać|sprzedam|(kann|können|möchte|will|darf) (\S+ ){1,5}verkaufen)\s`),
			knowledge.MustPattern(`\s(sell\S*|sold|sale|buy\S*|прода\S*|викуп\S*|купу\S*|выкуп\S*|покупа\S*|sprzeda\S*|skup\S*|kupuj\S*|verk[aä]uf\S*|\S*ankauf\S*|kaufen)\s`)},
	}
)

// ways are how something came about, and by when it has to be, each in one word or another. That an article tells of it is no more than how
// it is asked; that it does not may be the point.
var ways = []dealing{
	{knowledge.MustPattern(`\s(by (accident|mistake)|accidentally|mistakenly|випадково|помилково|через помилку|ненароком|случайно|нечаянно|по ошибке|ошибочно|przypadkiem|przypadkowo|przez (pomyłkę|przypadek)|omyłkowo|niechcący|aus versehen|versehentlich|irrtümlich)\s`),
		knowledge.MustPattern(`\s(accident\S*|mistake\S*|випадков\S*|помилк\S*|помилков\S*|ненароком|случайн\S*|нечаянн\S*|ошиб\S*|przypadk\S*|pomył\S*|omyłk\S*|niechcący|versehen\S*|irrtum\S*|irrtüm\S*)\s`)},
	{knowledge.MustPattern(`\s(how (far|long|early|soon|much) (ahead|in advance|beforehand)|за скільки (часу |днів |годин )?(наперед|заздалегідь|завчасно)|за сколько (времени |дней |часов )?(заранее|вперёд)|(jak|ile) (\S+ )?(wcześniej|wcześnie)|z jakim wyprzedzeniem|wie (lange|früh|weit) (im voraus|vorher))\s`),
		knowledge.MustPattern(`\s(before|beforehand|ahead|in advance|наперед|заздалегідь|завчасно|(за|до) \S+ (\S+ )?(годин\S*|дн\S*|дні|доб\S*|тиж\S*|час\S*|сут\S*|недел\S*)|заранее|wcześniej|wyprzedzeniem|przed|voraus|vorher|zuvor)\s`)},
}

// dealingWords is how many words that say something a question has, at most, that asks how to do something: who writes more tells what he did.
const dealingWords = 6

// dealt are the words of a question for what somebody wants to do with a thing, or how it came about, where an article tells of that; and
// whether it tells nothing of what he wants to do. Prices are what things are bought for, but where they are for hire.
func dealt(article knowledge.Article, asked string) (words []string, untold bool) {
	if contentWords(asked) > dealingWords {
		return nil, false
	}
	asked = simple(asked)
	about := []string{simple(article.Title + "\n" + strings.Join(article.Questions, "\n"))}
	for _, p := range knowledge.Passages(article.Body) {
		about = append(about, simple(p.Heading+"\n"+p.Text))
	}
	tells := func(d dealing) bool { return slices.ContainsFunc(about, d.says.MatchString) }
	for _, d := range dealings {
		switch said := d.asks.FindString(asked); {
		case said == "":
		case tells(d):
			words = append(words, said)
		default:
			return nil, true
		}
	}
	for _, w := range ways {
		if said := w.asks.FindString(asked); said != "" && tells(w) {
			words = append(words, said)
		}
	}
	return words, buy.asks.MatchString(asked) && !tells(buy) && tells(hire)
}
