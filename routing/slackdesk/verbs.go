package slackdesk

// verb is what a person may do to a conversation. It is the action id of its button, the callback id of its message
// shortcut (with "verb_" before it) and of its modal.
type verb string

// The verbs. A button's value is target.String().
const (
	verbTake       verb = "take"
	verbReply      verb = "reply"       // modal, prefilled with the best draft
	verbSendDraft  verb = "send_draft"  // the draft as it is
	verbEditDraft  verb = "edit_draft"  // modal with the draft
	verbNotThis    verb = "not_this"    // modal: reason
	verbRestore    verb = "restore"     // a draft that was dismissed by mistake
	verbWriteAgain verb = "write_again" // a draft that the model could not write, or not to its end
	verbEarlier    verb = "earlier"     // modal: the earlier questions that a draft's is like
	verbSearch     verb = "search"      // modal: knowledge, with live results
	verbNote       verb = "note"
	verbAsk        verb = "ask" // a department or person
	verbTransfer   verb = "transfer"
	verbRelease    verb = "release"
	verbSnooze     verb = "snooze"
	verbClose      verb = "close"
	verbReopen     verb = "reopen"
	verbEnding     verb = "ending"     // a closed conversation ended otherwise
	verbSubscriber verb = "subscriber" // view and edit fields, history
	verbReveal     verb = "reveal"     // one masked field, with a reason
	verbLive       verb = "live"       // switches live mode on or off
	verbUndo       verb = "undo"       // a live line that waits
	verbSendNote   verb = "send_note"  // what was typed after live mode had ended
	verbRetry      verb = "retry"      // a message that was not delivered
	verbEditSent   verb = "edit_sent"
	verbTakeBack   verb = "take_back" // delete a sent line at the customer's
	verbMore       verb = "more"      // overflow of a card
	verbOpen       verb = "open"      // link button: nothing to do
	verbPresence   verb = "presence"
	verbFind       verb = "find"     // typing in the search
	verbInsert     verb = "insert"   // a passage into the reply
	verbWrong      verb = "wrong"    // this article is wrong
	verbArticle    verb = "article"  // a conversation becomes the draft of an article
	verbTone       verb = "tone"     // with ":" and the tone, or what is done with another wording
	verbReport     verb = "report"   // a problem
	verbPropose    verb = "propose"  // an improvement
	verbFactYes    verb = "fact_yes" // into the customer's card
	verbFactNo     verb = "fact_no"
	verbFactsYes   verb = "facts_yes" // all of one message
)
