package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// People forward and answer e-mail into a chat: below their own words stand those of others, and their signature. Those ask nothing
// of us.

var (
	// historyFirst is how the part of an e-mail begins that is somebody else's, in en, uk, ru, de and pl.
	historyFirst = knowledge.MustPattern(`(?i)^\s*(?:[-_*]{2,}\s*(?:(?:begin |end )?forwarded message|original message|reply message|пересланн?е повідомлення|переслане повідомлення|оригінальне повідомлення|початкове повідомлення|` +
		`пересланное сообщение|исходное сообщение|пересылаемое сообщение|weitergeleitete nachricht|ursprüngliche nachricht|originalnachricht|(?:przekazana|oryginalna) wiadomość|wiadomość (?:oryginalna|przekazana))\s*[-_*]*` +
		`|begin forwarded message:?|(?:on|am|w dniu|dnia) .{6,160}(?:wrote|schrieb .*|napisał(?:\(a\))?|napisała|pisze):` +
		`|.{6,160}(?:wrote|пише|написав(?:\(ла\))?|написала|пишет|написал(?:\(а\))?|schrieb|napisał(?:\(a\))?|napisała|pisze):)\s*$`)
	// head is a line of what stands above a message.
	head = knowledge.MustPattern(`(?i)^\s*\*?(?:from|sent|date|to|cc|subject|від|надіслано|дата|кому|копія|тема|від кого|от|от кого|отправлено|копия|von|gesendet|datum|an|betreff|od|wysłano|data|do|temat)\*?:\*?\s*\S`)
	// signed is how people end a message, before their name.
	signed = knowledge.MustPattern(`(?i)^\s*(?:--\s*|__+\s*|(?:best|kind|warm|many thanks and best|with best|with kind) (?:regards|wishes)|regards|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|cheers|thanks(?: and| &) regards|` +
		`з (?:найкращими побажаннями|повагою)|щиро ваш[аі]?|с (?:наилучшими пожеланиями|уважением)|(?:mit )?(?:freundlichen|besten|herzlichen|viele[n]?|liebe[n]?|freundliche|beste) grüßen?|mfg|hochachtungsvoll|` +
		`(?:serdecznie )?pozdrawiam(?: serdecznie)?|z (?:poważaniem|wyrazami szacunku))\s*[,.!]?\s*$`)
	sentFrom = knowledge.MustPattern(`(?i)^\s*(?:sent from my |get outlook for |надіслано з |відправлено з |отправлено с |von meinem .* gesendet|gesendet von |wysłane z )`)
)

// ofMail is what one of a head's lines has: an address, or the subject. A journey has from, to and date as well.
var ofMail = knowledge.MustPattern(`(?i)[@<]|^\s*\*?(?:subject|тема|betreff|temat)\b`)

const (
	headLines = 2 // lines that a head has at least
	signature = 8 // lines that one has at most
)

// WithoutHistory is what somebody wrote himself above the e-mail that he answers or forwards; all of the text if he wrote nothing.
func WithoutHistory(text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	lines := strings.Split(text, "\n")
	var own []string
	for i, line := range lines {
		if historyFirst.MatchString(line) || beginsHead(lines[i:]) {
			break
		}
		if !strings.HasPrefix(strings.TrimSpace(line), ">") && !sentFrom.MatchString(line) {
			own = append(own, line)
		}
	}
	said := strings.TrimRight(strings.Join(own, "\n"), " \t\r\n")
	if len(own) == len(lines) || contentWords(withoutSignature(said)) == 0 && !AsksForPerson(said) {
		return text
	}
	return said
}

// beginsHead tells whether lines begin with the head of a message.
func beginsHead(lines []string) bool {
	n := 0
	for n < len(lines) && head.MatchString(lines[n]) {
		n++
	}
	return n >= headLines && slices.ContainsFunc(lines[:n], ofMail.MatchString)
}

// withoutSignature is a text without the name and address that it ends with.
func withoutSignature(text string) string {
	lines := strings.Split(text, "\n")
	at := slices.IndexFunc(lines, signed.MatchString)
	if at < 1 || len(lines)-at > signature || contentWords(strings.Join(lines[:at], "\n")) == 0 {
		return text
	}
	return strings.TrimRight(strings.Join(lines[:at], "\n"), " \t\r\n")
}
