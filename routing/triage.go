package routing

import (
	"slices"
	"strings"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Act is what is to be done about a customer's words.
type Act string

// The acts.
const (
	ActWait    Act = "wait"     // a person has the conversation, or nothing is needed: at most show drafts
	ActAnswer  Act = "answer"   // the assistant answers
	ActAskBack Act = "ask back" // the assistant asks which project is meant
	ActGreet   Act = "greet"    // the assistant greets
	ActQueue   Act = "queue"    // hand off to the operators
	ActSolved  Act = "solved"   // the customer says that it helped
	ActSayWho  Act = "say who"  // the assistant says what it is
	ActSpeak   Act = "speak"    // the assistant goes over to another language
	ActWarn    Act = "warn"     // the customer is told whom to call first; he waits on
)

// Decision is what triage decided.
type Decision struct {
	Act      Act
	Reason   string   // queue: why, for the operators
	Projects []string // ask back: keys to choose from
	Drafts   bool     // show the suggestions to operators
	Helped   *bool    // the customer's word on the last answer
	// Answers are what it answers with: one suggestion, or one for each of several questions, in the customer's order.
	Answers []assist.Suggestion
}

// Text is what a customer is answered; empty: nothing is.
func (d Decision) Text() string {
	if len(d.Answers) == 0 {
		return ""
	}
	return answerTo(d.Answers)
}

// situation is what triage knows about a conversation.
type situation struct {
	State       State
	Call        bool
	Wants       assist.Wants // on a call: how far what was said wants an answer
	Text        string       // the customer's words to be answered, joined
	Lang        string       // their language; empty: they do not tell it
	HasFiles    bool         // a file, a place or a card came: only a person can look at it
	WantsPerson bool
	Rests       bool // they want nothing just now: thanks, a moment, goodbye
	Greeting    bool
	Nudge       bool     // the words only press for an answer, or there are none
	Preamble    bool     // they only say that a question follows
	AskedWhat   bool     // he was asked last what it is about
	Wishes      bool     // they wish for another language, and nothing was asked yet
	Withdraws   bool     // they say that no answer is needed
	Danger      bool     // they speak of danger to somebody's life or health
	Harm        bool     // or to an animal's
	Warned      bool     // he was told whom to call first, and no person has written since
	Meanwhile   bool     // he waits, nobody is there, and they ask something that stands by itself
	Project     string   // what the conversation is thought to be about
	AsksWho     bool     // they ask whether a person or a program answers
	First       bool     // we have said nothing yet
	Feedback    *bool    // to "did that help?"
	AskedBack   bool     // a clarifying question was already asked about these words
	Unhelpful   int      // answers of the assistant in this conversation that did not help
	Broken      bool     // suggestions could not be made
	Told        []string // what the assistant has answered already, but for what helped
}

// The reasons of a hand-off, as operators read them.
const (
	reasonDanger    = "somebody may be in danger"
	reasonAsked     = "the customer asked for a person"
	reasonPresses   = "the customer presses for an answer"
	reasonUnknown   = "the knowledge base does not answer this"
	reasonSeveral   = "the customer asks several things"
	reasonDenied    = "a model has read the article and finds no answer in it"
	reasonUnsure    = "the assistant is not sure"
	reasonUnhelpful = "the answer did not help"
	reasonAgain     = "the assistant has given this answer already"
	reasonFile      = "the customer sent a file"
	reasonBroken    = "no suggestions could be made"
	reasonAlone     = "only one person has taught this answer so far: it waits for a second voice"
	reasonInternal  = "only an internal article answers this"
	reasonForeign   = "the article that answers this is in another language"
	reasonCut       = "what answers is too long for one message"
	reasonElsewhere = "the article that answers this is of another project"
	reasonDoubt     = "the article that answers this is not verified or out of date"
)

// triage decides. It is a pure function of what is known.
func triage(s situation, drafts []assist.Suggestion, ambiguous []string, in policies) Decision {
	d := Decision{Act: ActWait, Drafts: len(drafts) > 0, Helped: s.Feedback}
	switch {
	case s.Danger && !s.Warned && !s.Call && (s.State == Queued || s.State == Snoozed):
		d.Act = ActWarn // nobody may read it in time
		return d
	case s.Call, s.State == Owned, s.State == Snoozed, s.State == Closed:
		return d // the assistant is silent while a person holds the conversation, and on the telephone
	case s.State == Queued && s.Meanwhile:
		s.State = Assistant
		if aside := triage(s, drafts, ambiguous, in); aside.Act == ActAnswer && ofProject(aside.Answers, s.Project) {
			return aside
		}
		return d
	case s.State == Queued:
		return d // a person was promised
	case s.Danger:
		return queue(d, reasonDanger)
	case s.WantsPerson:
		return queue(d, reasonAsked)
	case s.Feedback != nil && *s.Feedback:
		return Decision{Act: ActSolved, Helped: s.Feedback}
	case s.Feedback != nil:
		return queue(d, reasonUnhelpful)
	case s.HasFiles:
		return queue(d, reasonFile)
	case s.Broken:
		return queue(d, reasonBroken)
	case s.Withdraws:
		return Decision{Act: ActWait}
	case s.Wishes:
		return Decision{Act: ActSpeak}
	case s.Preamble && s.AskedWhat:
		return queue(d, reasonPresses)
	case s.Greeting, s.Preamble, s.First && (s.Rests || s.Nudge):
		return Decision{Act: ActGreet}
	case s.Rests:
		return Decision{Act: ActWait}
	case s.AsksWho:
		return Decision{Act: ActSayWho}
	case s.Nudge:
		return queue(d, reasonPresses)
	case len(ambiguous) > 1 && !s.AskedBack:
		return Decision{Act: ActAskBack, Projects: ambiguous, Drafts: true}
	case len(drafts) == 0:
		return queue(d, reasonUnknown)
	}
	best := drafts[0]
	answers := drafts[:1]
	switch {
	case !worthAGlance(best, in.of(best)):
		d.Drafts = false
		return queue(d, reasonUnknown)
	case best.Half && slices.ContainsFunc(best.Each, func(a assist.Suggestion) bool { return a.Verdict == assist.VerdictDenies }):
		return queue(d, reasonDenied)
	case best.Half && !eachSure(s, best.Each, in):
		return queue(d, reasonSeveral)
	case best.Half:
		answers = best.Each
	default:
		if why := unsure(s, best, in.of(best)); why != "" {
			return queue(d, why)
		}
	}
	switch {
	case s.Unhelpful >= 2:
		return queue(d, reasonUnhelpful)
	case len(best.Or) > 0 && !s.AskedBack: // sure as it is, it answers what was not said
		return Decision{Act: ActAskBack, Projects: projectsOf(best), Drafts: true}
	case s.told(answerTo(answers)): // who asks on after it needs something else
		return queue(d, reasonAgain)
	}
	d.Act, d.Answers = ActAnswer, answers
	return d
}

// ofProject tells whether all answers are of a project; empty: of whichever.
func ofProject(answers []assist.Suggestion, project string) bool {
	return project == "" || !slices.ContainsFunc(answers, func(a assist.Suggestion) bool { return a.Sources[0].Project != project })
}

// told tells whether the assistant has answered with this already. The first row of a list that was shown is another answer than the list.
func (s situation) told(answer string) bool {
	return slices.ContainsFunc(s.Told, func(t string) bool {
		rest, ok := strings.CutPrefix(t, answer)
		return ok && (rest == "" || strings.HasPrefix(rest, "\n\n"))
	})
}

// unrefused are the drafts that say something else than the answers that did not help.
func (s situation) unrefused(drafts []assist.Suggestion) []assist.Suggestion {
	return slices.DeleteFunc(slices.Clone(drafts), func(d assist.Suggestion) bool { return s.told(d.Text) })
}

// unsure says why a draft is not to be answered with unseen; empty: it may.
func unsure(s situation, best assist.Suggestion, p Policy) string {
	switch from := p.answersFrom(best); {
	case best.Verdict == assist.VerdictDenies:
		return reasonDenied
	case best.Score-best.Raised < from, best.Beside && best.Verdict != assist.VerdictAnswers: // what a model has read and found to answer does
		return reasonUnsure
	case best.Waits(from):
		return reasonAlone
	case !best.Public:
		return reasonInternal
	case best.Borrowed, s.Lang != "" && best.Lang != "" && knowledge.Base(best.Lang) != knowledge.Base(s.Lang):
		return reasonForeign
	case best.Elsewhere:
		return reasonElsewhere
	case best.Doubt() != "":
		return reasonDoubt
	case best.Cut:
		return reasonCut
	}
	return ""
}

// projectsOf are the projects that a draft's question may be about.
func projectsOf(s assist.Suggestion) []string {
	keys := []string{s.Sources[0].Project}
	for _, or := range s.Or {
		keys = append(keys, or.Project)
	}
	return keys
}

// sureness is the highest threshold at which answers are given: of several as high as all of them are sure together, and each where
// nobody alone has taught it.
func sureness(answers []assist.Suggestion) float64 {
	all, least := 1.0, 1.0
	for _, a := range answers {
		all, least = all*(a.Score-a.Raised), min(least, a.Score-a.Lone)
	}
	return min(all, least)
}

// eachSure tells whether each of several questions has an answer beyond doubt, and whether all of them together are as sure as any
// one has to be: the reply is wrong if one of its answers is.
func eachSure(s situation, each []assist.Suggestion, in policies) bool {
	all, enough := 1.0, 1.0
	for _, a := range each {
		p := in.of(a)
		if unsure(s, a, p) != "" {
			return false
		}
		all, enough = all*(a.Score-a.Raised), min(enough, p.answersFrom(a))
	}
	return len(each) > 0 && all >= enough
}

func queue(d Decision, why string) Decision {
	d.Act, d.Reason = ActQueue, why
	return d
}
