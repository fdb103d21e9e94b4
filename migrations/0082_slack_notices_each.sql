-- +goose Up
-- Slack tells nobody of an edit: each reason to tell an operator of a conversation is a direct message of its own, once for the moment
-- that it is about. Danger is one of them.

ALTER TABLE slack_notices DROP CONSTRAINT slack_notices_pkey;
ALTER TABLE slack_notices ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
ALTER TABLE slack_notices ADD COLUMN since timestamptz NOT NULL DEFAULT now();
ALTER TABLE slack_notices ADD UNIQUE (conversation_id, operator_id, why, since);
ALTER TABLE slack_notices DROP CONSTRAINT slack_notices_why_check;
ALTER TABLE slack_notices ADD CHECK (why IN ('assigned', 'waits', 'mentioned', 'answered', 'danger'));

-- Of who waits the moment is since when, so that who was told is not told again of the same.
UPDATE slack_notices n SET since = COALESCE(
    (SELECT c.waiting_since FROM conversations c WHERE c.id = n.conversation_id AND n.why = 'waits' AND c.waiting_since < n.at), n.at);
UPDATE slack_posts p SET place = 'notice ' || n.operator_id || '.' || n.id FROM slack_notices n
    WHERE p.conversation_id = n.conversation_id AND p.place = 'notice ' || n.operator_id;

-- Offline by choice is without a time from now on. Until now the time told the two apart for nobody: whoever is offline stays so until he
-- says that he is at work.
UPDATE operators SET seen_at = NULL WHERE presence = 'offline';
