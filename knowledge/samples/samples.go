// Package samples is the knowledge base of an invented company, Lumen & Co: twelve projects with public and internal
// articles in English and, most of them, translated into Ukrainian.
//
// The idea: a newcomer meets a desk and an assistant that have something to say. So the facts agree with each other
// across articles and languages, and on purpose the projects answer the same things differently (refunds, passwords,
// delivery, moving house, cancelling), so that a vague question has to be asked back. Some offers are in force for a
// time only, one is over, one is to come; internal articles hold what must never reach a customer.
//
// Everything is invented: links and mailboxes end in lumen.example, telephone numbers begin with the unassigned
// +380 00, streets do not exist. The package owns no table; its folders have the form that knowledge import reads.
package samples

import "embed"

// FS holds one folder for each project: <project>/project.md and <project>/<language>/<article>.md, and of an article
// that has changed since it was translated what was before, in <project>/_history.
//
//go:embed all:lumen-*
var FS embed.FS

// Question is something a customer may ask that one public article answers beyond doubt.
type Question struct {
	Lang    string // language it is asked in
	Text    string
	Project string // key of the project that answers
	Article string // key of the article that answers
}

// Questions returns questions worth trying, the English ones first. Their answers are valid at any time.
func Questions() []Question {
	return []Question{
		{"en", "What does error E-104 on my router mean?", "lumen-net", "error-codes"},
		{"en", "How much is roaming in Poland?", "lumen-mobile", "roaming-eu"},
		{"en", "The TV says TV-21, too many devices are watching", "lumen-tv", "errors"},
		{"en", "My inverter shows F-27, what should I do?", "lumen-energy", "inverter-errors"},
		{"en", "The parcel locker doesn't open and shows L-3", "lumen-parcel", "locker-not-opening"},
		{"en", "Somebody stole money from my wallet, how do I block it?", "lumen-pay", "fraud-block"},
		{"en", "How much money do I lose if I return my train ticket today?", "lumen-travel", "refund"},
		{"en", "What are the IMAP and SMTP settings of my mailbox?", "lumen-cloud", "email-setup"},
		{"uk", "Що означає помилка E-104 на роутері?", "lumen-net", "error-codes"},
		{"uk", "Скільки коштує роумінг у Польщі?", "lumen-mobile", "roaming-eu"},
		{"uk", "Телевізор показує TV-21, забагато пристроїв", "lumen-tv", "errors"},
		{"uk", "Інвертор показує F-27, що мені робити?", "lumen-energy", "inverter-errors"},
		{"uk", "Поштомат не відчиняється, на екрані L-3", "lumen-parcel", "locker-not-opening"},
		{"uk", "З мого гаманця вкрали гроші, як заблокувати?", "lumen-pay", "fraud-block"},
		{"uk", "Скільки втрачу, якщо сьогодні здам квиток на поїзд?", "lumen-travel", "refund"},
		{"uk", "Які налаштування IMAP та SMTP для поштової скриньки?", "lumen-cloud", "email-setup"},
	}
}
