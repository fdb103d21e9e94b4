package assist

import (
	"slices"
	"strings"
)

// verbFamilies are words for the same thing, a family a line, as they begin: what is said by one of them is compared with what
// is said by another.
var verbFamilies = families(`cancel annul скасу скасо відмін анулю аннулир отмен anulow anulu odwoł odwoł stornier widerruf absag
return поверн поверт верн возвр віддат віддай здати отдат отдай сдать oddać oddaj zwróc zwrac zwrot zurückg zurücks retour
change altered modif amend змін замін помін измен измін помен смени zmien zmian änder wechsel
repair mended mending ремонт відремонт отремонт полаго починит починк napraw reparier reparat
receive obtain отрим одерж получ otrzym dostać dostan erhalt erhält bekomm
send ship dispatch надісл надсил відправ вислат вишл отправ посыл выслат вышл wysła wysył nadać nadaj wyśl versand versend verschick schick
buy purchas купит купу придба приобр kupić kupow nabyć kauf erwerb
choose chosen select вибра вибир обрати обере выбра выбир wybra wybier wähl auswähl
extend renew prolong подовж продовж продл przedłuż verlänger erneuer
start begin почат почина начин начат początk zaczyn rozpocz beginn starte
function operate operating працю функціон работа функцион działa funkcjon funktionier
showing shown present показат показув покаж пред'яв предъяв okazać okaż pokaz zeig vorzeig
install mounted mounting встанов установит установк монт instal montaż montaz einbau montier
pause suspend призупин приостан зупин wstrzym zawies pausier aussetz`)

type verbFamily struct {
	name   string
	begins []string
}

func families(table string) (out []verbFamily) {
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		out = append(out, verbFamily{words[0] + "*", words})
	}
	return out
}

// sameVerb is the name of the family that a lower-case word is of; empty: of none.
func sameVerb(low string) string {
	for _, f := range verbFamilies {
		if slices.ContainsFunc(f.begins, func(b string) bool { return strings.HasPrefix(low, b) }) {
			return f.name
		}
	}
	return ""
}
