package assist

import "switchboard/knowledge"

// What speaks for an ending speaks for none where it is denied: "we cannot call you back", "the order was not confirmed", "this is no complaint".

const (
	denying = `not|cannot|cant|wont|dont|doesnt|didnt|isnt|wasnt|hasnt|havent|never|no|nobody|no one|unable|without|не|ні|ніхто|нікому|нет|никто|без|nicht|kein|keine|keinen|keiner|nie|niemand|ohne|nikt|bez`
	// helping are words that may stand between a denial and what it denies.
	helping = `be|been|able|to|want|wish|mean|meant|trying|going|planning|intend|a|an|any|the|this|as|so|really|even|just|yet|longer|will|would|can|could|you|is|was|have|не|это|це|хочу|хотів|хотіла|хотел|хотела|буду|будемо|будем|будет|буде|вам|вас|зможемо|можемо|можу|зможу|збираюся|збираюсь|сможем|можем|могу|смогу|собираюсь|` +
		`zu|mich|uns|sie|ihnen|ist|das|als|will|wird|eine|möchte|mehr|jest|to|się|chcę|chciał\S*|możemy|mogę|żadna|żadną|już|będę|będziemy`
)

var (
	deniedEnd  = knowledge.MustPattern(`\s(` + denying + `)(\s(` + helping + `)){0,4} $`)
	deniesIn   = knowledge.MustPattern(`\s(` + denying + `)\s`)
	cannotBe   = knowledge.MustPattern(`^ ?(\S+ ){0,4}((not|nicht|nie|не) (\S+ )?(possible|available|möglich|vorgesehen|verfügbar|możn\S*|możliw\S*|доступн\S*|можлив\S*|возмож\S*)|impossible|unmöglich|неможлив\S*|невозможн\S*|niemożliw\S*)\s`)
	notLater   = knowledge.MustPattern(`\s(not|no|nicht|не|nie) (later|später|пізніше|позже|позднее|później|only|nur|лише|тільки|только|tylko)\s`)
	onlyToKnow = knowledge.MustPattern(`^ ?((to|zu|wenn|щоб|если|якби|gdybym|gdyby|ich|я|be able|mir jemand|jemand|someone|somebody|you|could|can|sie|mir|mi|мені|мне|вы|ви|бы|б|ktoś) ){0,4}(know|knew|hear|find out|learn|understand|tell me|told me|say when|знати|дізна\S*|почути|зрозуміти|підказа\S*|сказа\S*|знать|узна\S*|услышать|понять|подсказа\S*|wissen|wüsste|erfahre\S*|hören|sagen|sagt|sagten|wiedzieć|wiedział\S*|dowiedzieć|usłyszeć|powiedział\S*)\s`)
	regards    = knowledge.MustPattern(`\s(best|kind|warm|найкращ\S*|щир\S*|наилучш\S*|beste|najlepsze) $`)
	wellWishes = knowledge.MustPattern(`^ ?(a|an|all|good|happy|luck|the best|every|success|health|and|nice|lots) `)
)

// in tells whether a text says it, and denies it nowhere beside.
func (r endRule) in(text string) bool {
	for _, sentence := range partsOf(text) {
		said := notLater.ReplaceAllString(simple(sentence), " ")
		for _, at := range r.says.FindAllStringIndex(said, 4) {
			if before, after := said[:at[0]+1], said[at[1]-1:]; !r.deniedBy(before, said[at[0]:at[1]], after) {
				return true
			}
		}
	}
	return false
}

// deniedBy tells whether what stands before, in and behind what was said denies it, or makes something else of it.
func (r endRule) deniedBy(before, said, after string) bool {
	if r.ending.End == EndWish {
		return onlyToKnow.MatchString(after) || regards.MatchString(before) || wellWishes.MatchString(after)
	}
	return deniedEnd.MatchString(before) || deniesIn.MatchString(said) || cannotBe.MatchString(after)
}
