package routing

// holding says what a table holds of customers: which rows are one's, what his copy has of them, and what an erasure makes
// of them. Every table of the schema stands here or in apart; a test walks the schema and fails on one that does not.
type holding struct {
	table string
	named string // for people: "messages"; empty: it is not told
	where string // of table t: @subs are the persons, @convs their conversations
	// gives are the columns that the person gets as his copy; empty: the rows are internal, as notes are.
	gives string
	// set is what remains of a row; empty: nothing does. keeps names the columns of text that set leaves as they are, since
	// nothing of the person is in them.
	set   string
	keeps string
}

// erasing is the statement that erases it.
func (h holding) erasing() string {
	if h.set == "" {
		return `DELETE FROM ` + h.table + ` t WHERE ` + h.where
	}
	return `UPDATE ` + h.table + ` t SET ` + h.set + ` WHERE ` + h.where
}

const (
	ofTalks    = `t.conversation_id = ANY (@convs)`
	ofMessages = `t.message_id IN (SELECT id FROM messages WHERE conversation_id = ANY (@convs))`

	forgottenEvent = `sender = '', payload = NULL, dead = NULL`
)

// held are the tables that hold something of customers, in the order in which an erasure goes through them: what points at
// a row comes before it.
var held = []holding{
	{table: "facts", named: "facts found in the talk", where: `(t.subscriber_id = ANY (@subs) OR t.conversation_id = ANY (@convs))`, gives: `field, value, quote, state, at, decided_at`},
	{table: "suggestions", named: "drafts", where: ofTalks},
	{table: "message_changes", where: ofMessages},
	{table: "message_versions", where: ofMessages, gives: `message_id, n, text, until`},
	{table: "file_contents", where: `t.file_id IN (SELECT f.id FROM files f JOIN messages m ON m.id = f.message_id WHERE m.conversation_id = ANY (@convs))`},
	{table: "files", named: "files", where: ofMessages, gives: `id, message_id, name, type, size, caption, duration_ms`},
	{table: "messages", named: "messages", where: ofTalks, gives: `id, conversation_id, author, kind, text, quote, data, choices, reaction, state, at, edited_at, deleted_at`},
	{table: "notes", named: "notes of operators", where: ofTalks},
	// The key stays for a while, so that a platform that delivers once more is not answered with a new conversation.
	{table: "inbound_events", where: ofTalks, set: forgottenEvent, keeps: `account, external_id, kind`},
	{table: "inbound_events", where: `t.conversation_id IS NULL AND (t.account, t.sender) IN (SELECT account, value FROM addresses WHERE subscriber_id = ANY (@subs) AND account <> '')`,
		set: forgottenEvent, keeps: `account, external_id, kind`},
	{table: "events", where: `(t.conversation_id = ANY (@convs) OR t.subscriber_id = ANY (@subs))`, set: `why = '', data = NULL`, keeps: `actor, what`},
	{table: "lanes", where: ofTalks},
	{table: "wishes", named: "wishes and comments", where: `(t.conversation_id = ANY (@convs) OR t.subscriber_id = ANY (@subs))`, gives: `kind, text, project, at`},
	// What colleagues report of each other and of articles is theirs: it loses the conversation that it came up in.
	{table: "staff_reports", where: ofTalks, set: `conversation_id = NULL`, keeps: `kind, text, answer`},
	{table: "article_reports", where: ofTalks, set: `conversation_id = NULL`, keeps: `text, resolved_by, answer, reporter`},
	// With age the conversation goes, and the trace stays: the customer may still wish to be erased.
	{table: "article_origins", named: "articles begun from what was said", where: ofTalks + ` AND cardinality(@subs::bigint[]) > 0`},
	{table: "closings", named: "endings", where: ofTalks, set: `chosen = CASE WHEN chosen = ANY (@ends) THEN chosen ELSE 'other' END`, keeps: `evidence, proposed`},
	{table: "department_lessons", where: ofTalks, set: `text = '', state = 'rejected', weight = 0, rev = nextval('department_lessons_rev')`, keeps: `department, state, judge, lang, operator, role`},
	{table: "gap_questions", where: ofTalks},
	// Lessons and the titles of gaps are gone by then: see knowledge.Forget.
	{table: "lessons", named: "what was learned", where: `(t.person = ANY (@persons) OR split_part(t.key, '/', 1) IN ('suggestion', 'solved') AND split_part(t.key, '/', 2) = ANY (@drafts))`},
	{table: "forgotten_lessons", where: `(t.person = ANY (@persons) OR split_part(t.key, '/', 1) IN ('suggestion', 'solved') AND split_part(t.key, '/', 2) = ANY (@drafts))`},
	// A form that an editor began from a conversation and has not saved: gone by then too, as are forms of gaps that nobody else asked about,
	// and his words in all others.
	{table: "article_drafts", where: `substring(t.form FROM '^new:.*:conversation([0-9]{1,18})$')::bigint = ANY (@convs)`},
	{table: "slack_live", where: ofTalks},
	{table: "slack_lines", where: ofTalks},
	{table: "slack_asks", where: ofTalks},
	{table: "slack_reveals", where: ofTalks, set: `reason = '', view_id = '', closed = true`, keeps: `field`},
	{table: "slack_notices", where: ofTalks},
	{table: "slack_threads", where: ofTalks},
	// The desk in Slack deletes what it posted, and then the rows; who typed something is asked to, unless it went with age.
	{table: "slack_posts", where: ofTalks, set: `erasing = true, hash = CASE WHEN ts LIKE 'file:%' THEN hash END, author = CASE WHEN cardinality(@subs::bigint[]) > 0 THEN author ELSE '' END`,
		keeps: `place, channel, thread, ts, hash`},
	{table: "conversations", named: "conversations", where: `t.id = ANY (@convs)`, gives: `id, account, state, project, lang, page, call, opened_at, closed_at, disposition`,
		set: `state = 'closed', closed_at = COALESCE(closed_at, now()), owner_id = NULL, live = false, desk_since = NULL, waiting_since = NULL, snoozed_until = NULL, snooze_reason = NULL,
			page = '', call_id = CASE WHEN call_id IS NOT NULL THEN 'erased-' || id END, call = NULL, queue_reason = NULL, queue_summary = NULL, summary_model = '', asked = NULL,
			disposition = CASE WHEN disposition IS NULL THEN 'erased' WHEN disposition = ANY (@ends) THEN disposition ELSE 'other' END, close_comment = NULL, urgency = '',
			department_why = '', intent = '', close_summary = '', close_summary_model = '', ending = NULL, erased_at = now()`,
		keeps: `account, state, project, lang`},
	{table: "addresses", named: "addresses", where: `t.subscriber_id = ANY (@subs)`, gives: `account, kind, value, name, lang, blocked_at, created_at`,
		set: `account = '', kind = 'erased', value = 'erased-' || id, name = '', lang = ''`},
	{table: "subscribers", where: `t.id = ANY (@subs)`, gives: `id, name, lang, fields, created_at`,
		set: `name = '', lang = '', fields = '{}', comment = '', version = version + 1, erased_at = now()`},
}

// apart are the tables that hold nothing of customers, and why that is so.
var apart = map[string]string{
	"departments": "ours", "operators": "our people", "operator_departments": "our people", "sessions": "our people", "invites": "our people",
	"sign_in_attempts": "our people", "api_keys": "programs", "settings": "ours", "index_marks": "letters by chance", "leases": "processes", "account_pauses": "our accounts",
	"forgotten_lines": "keyed digests of lessons that editors let be forgotten",
	"forgotten_names": "their random names, and who let them be forgotten and when",
	"erased_lines":    "random names and keyed digests of lines that were erased, and of gaps that went with them",
	"erasures":        "numbers, who erased and why",
	"knowledge_state": "a counter, and what digests of erased lines are keyed with", "projects": "what editors write", "project_versions": "what editors write", "articles": "what editors write",
	"article_versions": "what editors write", "article_steps": "what editors do", "article_file_uses": "what editors write",
	"knowledge_files": "what editors write", "must_find": "what editors write, masked; what is in an erased customer's words goes with him: see knowledge.Forget", "synonyms": "what editors write", "alike_settled": "what editors do", "lesson_moves": "versions that lessons counted for before, without a word; they go with their lessons",
	"help_votes": "numbers", "help_notes": "masked words of readers whom nobody knows", "help_searches": "masked words of readers whom nobody knows",
	"kept_answers": "drafts with signs in the place of what is private, for a week",
	"draft_claims": "drafts that are being written, without anything private, for seconds",
	"gaps":         "titles are masked questions, exchanged or deleted with them: see knowledge.Forget",
	"vectors":      "numbers of masked texts, under a hash; what is not used any more is deleted", "model_use": "numbers by day",
	"model_troubles":    "a server's words of an error, the last for each use, for a week; in what was asked signs stand for what is private",
	"threshold_changes": "numbers", "tunings": "numbers",
	"slack_channels": "our departments", "slack_people": "our people", "slack_received": "ids of events", "slack_report_notices": "who of our people was told", "slack_gap_notices": "who of our people was told", "slack_pauses": "our app",
}
