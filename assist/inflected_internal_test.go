package assist

import (
	"strings"
	"testing"

	"switchboard/knowledge"
)

func TestFormsOfOneWordAreKnown(t *testing.T) {
	t.Parallel()
	for lang, pairs := range map[string]string{
		"uk": "каву кава, їсти їжте, їсти поїжте, полоскати полощіть, курити куріть, пити випити, прийти прийшов, зуба зуб, рота рот, купати купайте, годувати погодуйте, собакою собаку, пса пес, скасувати скасування, запис записатися, плата платити, знаходитесь знаходимося, знає знати, несе нести, винесіть нести, Поділ подолі, Київ києві, Київ києва, Львів львові, Канів каневі, Бориспіль борисполя, вечір вечора, вхід входу, камінь каменя, папір паперу",
		"ru": "полоскать полощите, пить пейте, сдала сдали, взять возьмите, отменить отмена, перенести перенос, поесть ешьте, очках очки, везем везти",
		"pl": "anulować anulowanie, palić pal, ognisko ognisk, psem pies, nurkować nurkowanie, zmienić zmiana, kawę kawa",
		"de": "bringen mitbringen, essen gegessen, absagen sagen, abholen holen",
	} {
		forms := knowledge.FormsOf(lang)
		for pair := range strings.SplitSeq(pairs, ", ") {
			one, other, _ := strings.Cut(pair, " ")
			a, b := terms(one, lang)[0], terms(other, lang)[0]
			if bagOf([]term{b}).found(a) == 0 && (!sameWord(forms, a, b) || !sameWord(forms, b, a)) {
				t.Errorf("%s: %s", lang, pair)
			}
		}
	}
}

func TestWordsThatBeginAlikeAreNotForms(t *testing.T) {
	t.Parallel()
	for lang, pairs := range map[string]string{
		"uk": "ліс лесі, кіт кети, місто місце, карта картка, купити купати, неділю понеділок, прийти прийом, парковка парк, змінити змінився, кава кавун, гора горіти, вода водити",
		"ru": "купить купать, парковка парк, завода вода, выписка писка",
		"pl": "miasto miejsce, parking park, kupić kupać, rata ratować",
		"de": "Karte Kartoffel, Bad Badekappe, Eingang Gang, Auflage Lage, Vorteil Teil, Ausweis weis",
	} {
		forms := knowledge.FormsOf(lang)
		for pair := range strings.SplitSeq(pairs, ", ") {
			one, other, _ := strings.Cut(pair, " ")
			if a, b := terms(one, lang)[0], terms(other, lang)[0]; sameWord(forms, a, b) || sameWord(forms, b, a) {
				t.Errorf("%s: %s", lang, pair)
			}
		}
	}
}
