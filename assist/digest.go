package assist

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// Digest is what a conversation came to: its summary, what the customer said of himself, and how it ended.
type Digest struct {
	Summary string // as Summary writes it
	Facts   []Fact
	End     string // one of those that were offered; empty: nothing shows it
	Why     string // the words that show it
	Model   string // that read the conversation
}

// Summarizer reads conversations by a model. What it returns stands in the conversation: each sentence, fact and ending is
// quoted, and a sentence with a number, a name or a link that nobody said is dropped.
type Summarizer struct {
	model  Model
	prompt string
}

// NewSummarizer returns a Summarizer; the prompt is that of package prompts, or the company's own.
func NewSummarizer(m Model, prompt string) *Summarizer { return &Summarizer{model: m, prompt: prompt} }

const (
	digestTurns    = 60   // last turns of a conversation that a model sees
	digestTurn     = 1500 // characters of one
	digestItems    = 12   // sentences and facts that are looked at
	digestSentence = 400  // bytes of a sentence
	digestLong     = 2000 // bytes of an item that are looked at
	digestWords    = 0.5  // share of a sentence's words that somebody must have said
)

var digestSchema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["lines","facts","ending"],"properties":{` +
	`"lines":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["label","text","line","quote"],"properties":{"label":{"type":"string","enum":["asks","tried","answered","open"]},"text":{"type":"string"},"line":{"type":"integer"},"quote":{"type":"string"}}}},` +
	`"facts":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["field","value","line","quote"],"properties":{"field":{"type":"string"},"value":{"type":"string"},"line":{"type":"integer"},"quote":{"type":"string"}}}},` +
	`"ending":{"type":"object","additionalProperties":false,"required":["how","line","quote"],"properties":{"how":{"type":"string"},"line":{"type":"integer"},"quote":{"type":"string"}}}}}`)

// ErrNoSummary says that nothing of what the model wrote about a conversation stands in it.
var ErrNoSummary = errors.New("nothing of the summary stands in the conversation")

// digestData is the fenced data of the prompt.
type digestData struct {
	Language     string       `json:"language"`
	Endings      []string     `json:"endings"`
	Fields       []string     `json:"fields"`
	Conversation []digestLine `json:"conversation"`
}

type digestLine struct {
	Line int    `json:"line"`
	From string `json:"from"`
	Text string `json:"text"`
}

// told is one thing that a model says of the conversation, with the words that say it.
type told struct {
	Label string `json:"label"`
	Text  string `json:"text"`
	Field string `json:"field"`
	Value string `json:"value"`
	How   string `json:"how"`
	Line  int    `json:"line"`
	Quote string `json:"quote"`
}

// Digest has the model read a conversation. ends are the endings that it may choose from. An error means that what rules
// find has to do.
func (s *Summarizer) Digest(ctx context.Context, d Dialogue, ends []string) (Digest, error) {
	hidden := newRedaction()
	r := &digesting{system: s.prompt, hidden: hidden, turns: d.Turns[max(0, len(d.Turns)-digestTurns):]}
	last, _ := lastWords(d)
	lang, _ := knowledge.Language(strings.Join(last, " "), d.Lang)
	r.lang = cmp.Or(d.Lang, lang, "en")
	data := digestData{Language: r.lang, Endings: ends, Fields: FactFields()}
	asked := "" // by us, last
	for i, t := range r.turns {
		from := cmp.Or(t.By, "company")
		if t.Customer {
			from = "customer"
		}
		text := clip(hidden.hideAnswer(asked, visible(t.Text)), digestTurn) // hidden before it is cut: half a card number is not found any more
		if !t.Customer {
			asked = t.Text
		}
		r.texts = append(r.texts, text)
		data.Conversation = append(data.Conversation, digestLine{i + 1, from, text})
	}
	b, err := json.Marshal(data)
	if err != nil {
		return Digest{}, fmt.Errorf("make the prompt of a summary: %w", err)
	}
	c, err := s.model.Complete(ctx, Prompt{Feature: "summary", System: s.prompt, Data: string(b), Schema: digestSchema})
	if err != nil {
		return Digest{}, fmt.Errorf("sum up a conversation: %w", err)
	}
	var answer struct {
		Lines  []told `json:"lines"`
		Facts  []told `json:"facts"`
		Ending told   `json:"ending"`
	}
	if err := readObject(c.Text, &answer); err != nil {
		return Digest{}, fmt.Errorf("read a summary: %w", err)
	}
	out := Digest{Model: cmp.Or(c.Model, "a model")}
	if out.Summary, err = r.summary(d, answer.Lines); err != nil {
		return Digest{}, err
	}
	out.Facts = r.facts(answer.Facts)
	if _, taken := FactsTold(Dialogue{Turns: r.turns}, out.Facts); len(taken) > 0 {
		out.Facts = slices.DeleteFunc(out.Facts, func(f Fact) bool {
			return slices.ContainsFunc(taken, func(b Fact) bool { return b.Seq > f.Seq && b.Takes(f) })
		})
	}
	if e := answer.Ending; slices.Contains(ends, e.How) && r.quoted(e) && shows(e) {
		out.End = e.How
		out.Why, _ = hidden.restore(clip(oneLine(e.Quote), summaryShort))
	}
	return out, nil
}

// digesting is one conversation, and what a model said of it, to be compared.
type digesting struct {
	system string
	lang   string
	turns  []Turn
	texts  []string // of the turns, as the model saw them
	hidden *redaction
}

// labels are the model's, with those of a summary.
var labels = [][2]string{{"asks", labelAsks}, {"tried", labelTried}, {"answered", labelAnswered}, {"open", labelOpen}}

// summary keeps the sentences that stand in the conversation.
func (r *digesting) summary(d Dialogue, lines []told) (string, error) {
	by := map[string][]string{}
	for _, item := range lines[:min(digestItems, len(lines))] {
		if len(item.Text) > digestLong || len(item.Quote) > digestLong {
			continue
		}
		for _, sentence := range sentences(oneLine(item.Text)) {
			item.Text = sentence
			text, ok := r.stands(item)
			if ok && !slices.Contains(by[item.Label], text) {
				by[item.Label] = append(by[item.Label], text)
			}
		}
	}
	if len(by["asks"]) == 0 {
		return "", ErrNoSummary
	}
	var s summary
	for _, l := range labels {
		s.add(l[1], clip(strings.Join(by[l[0]], " "), summaryQuestion))
		if l[0] == "asks" {
			s.add(labelNames, strings.Join(codesOf(customersWords(d)), ", "))
		}
	}
	if is, sure := knowledge.Language(s.String(), ""); sure && knowledge.Base(is) != knowledge.Base(r.lang) && is != "en" {
		return "", fmt.Errorf("read a summary: it is in %s, the conversation in %s", is, r.lang)
	}
	s.manner(d)
	return s.String(), nil
}

// quoted tells whether the words that a model quotes stand in the line that it names.
func (r *digesting) quoted(item told) bool {
	if item.Line < 1 || item.Line > len(r.texts) {
		return false
	}
	quote := folded(item.Quote)
	return utf8.RuneCountInString(quote) >= 2 && strings.Contains(" "+folded(r.texts[item.Line-1])+" ", " "+quote+" ")
}

// stands tells whether a sentence says what the conversation says, as far as rules can tell, and puts back what was hidden.
func (r *digesting) stands(item told) (string, bool) {
	item.Text = r.hidden.mend(visible(item.Text))
	if !r.quoted(item) || utf8.RuneCountInString(folded(item.Quote)) < quoteRunes && folded(item.Quote) != folded(r.texts[item.Line-1]) {
		return "", false
	}
	customer := r.turns[item.Line-1].Customer
	switch item.Label {
	case "asks", "tried":
		if !customer {
			return "", false
		}
	case "answered": // what the company is said to have promised stands in its own words
		if customer {
			return "", false
		}
	case "open":
	default:
		return "", false
	}
	bare, all := sign.ReplaceAllString(item.Text, " "), strings.Join(r.texts, "\n")
	if len(item.Text) > digestSentence || strings.ContainsAny(item.Text, "<>`") || strings.Contains(item.Text, "](") || leaks(bare, r.system) {
		return "", false
	}
	for _, c := range Claims(bare) {
		if c.Sort == ClaimLink { // where a stranger wants to lead somebody stays in his own words
			return "", false
		}
	}
	if !r.saidBy(item, bare) || !r.wordsSaid(bare, all) {
		return "", false
	}
	return r.hidden.restore(oneLine(item.Text))
}

// reporters are words by which others' words are reported: they need not stand in the conversation. Folded.
var reporters = setOf(`customer client user caller operator assistant support company colleague asks asked ask wants want wishes wish says said say reports reported needs need has have had been was
	already still yet not answered answer told tried problem question about since that why whether how help helped solved waiting waits
	клієнт клієнта клієнту клієнтом клієнтка клієнтки клієнтці клієнтку оператор асистент підтримка компанія просить питає запитує хоче каже повідомляє потребує вже ще відповів відповіли порадив проблема питання чи чому як щоб чекає
	клиент клиента клиенту клиентом клиентка клиентки клиентке клиентку оператор ассистент поддержка компания просит спрашивает хочет говорит сообщает нуждается уже ещё еще ответил ответили посоветовал проблема вопрос ли почему как чтобы ждёт ждет
	kunde kunden kundin operator assistent support firma fragt bittet möchte will sagt meldet braucht bereits schon noch geantwortet antwort problem frage ob warum wie dass wartet hat wurde
	klient klienta klientowi klientem klientka klientki klientce klientkę operator asystent wsparcie firma pyta prosi chce mówi zgłasza potrzebuje już jeszcze odpowiedział odpowiedź problem pytanie czy dlaczego jak aby czeka`)

// wordsSaid tells whether enough of a text's words were said, and every name and code.
func (r *digesting) wordsSaid(text, all string) bool {
	among, claims := bagOf(terms(all, r.lang)), Claims(text)
	sum, weight := 0.0, 0.0
	for i, t := range terms(text, r.lang) {
		word := text[t.Start:t.End]
		if reporters[strings.ToLower(word)] {
			continue
		}
		has := among.found(t)
		if t.within(claims) { // as such it was found
			has = 1
		}
		first, _ := utf8.DecodeRuneInString(word)
		if (t.code || i > 0 && unicode.IsUpper(first)) && has < 0.7 {
			return false
		}
		sum, weight = sum+t.weight*has, weight+t.weight
	}
	return weight == 0 || sum >= digestWords*weight
}

// pays are words for paying.
var pays = sayingOf(`pay|pays|paid|paying|payments?|zahl\p{L}*|bezahl\p{L}*|überweis\p{L}*|спла[тч]\p{L}*|(?:за|о)?плат\p{L}*|перека[зж]\p{L}*|płac\p{L}*|zapłac\p{L}*|płatno\p{L}*|przelew\p{L}*|przela\p{L}*`, "")

// acts are what a company may do to a customer's money and contract, beside what it promises.
var acts = []saying{
	sayingOf(`cancel\p{L}*|terminat\p{L}*|stornier\p{L}*|kündig\p{L}*|gekündigt|скасу\p{L}*|розірв\p{L}*|розірван\p{L}*|отмен\p{L}*|расторг\p{L}*|anulu\p{L}*|anulow\p{L}*|wypowie\p{L}*`, ""),
	pays,
	sayingOf(`waiv\p{L}*|writ\p{L}* off|erlass\p{L}*|erläss\p{L}*|спис[аує]\p{L}*|списан\p{L}*|umorz\p{L}*`, ""),
	sayingOf(`replac\p{L}*|exchang\p{L}*|(?:aus|um)tausch\p{L}*|tausch\p{L}*|зам[іе]н\p{L}*|обм[іе]н\p{L}*|wymian\p{L}*|wymien\p{L}*`, ""),
}

// actsUnsaid tells whether a text has the company give, cancel or pay something of which nobody spoke.
func actsUnsaid(text, all string) bool {
	return slices.ContainsFunc(slices.Concat(promises, acts), func(s saying) bool { return s.said.MatchString(text) && !s.kept.MatchString(all) })
}
