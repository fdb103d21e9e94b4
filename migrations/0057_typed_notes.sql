-- +goose Up
-- Who typed a note in Slack: only he can delete it there, so he is told when its customer was erased.

ALTER TABLE slack_posts ADD COLUMN author text NOT NULL DEFAULT '';  -- user in Slack; empty: it is ours, or nobody is to be told
UPDATE slack_posts s SET author = p.user_id FROM notes n JOIN slack_people p ON p.operator_id = n.operator_id
    WHERE s.theirs AND s.conversation_id = n.conversation_id AND s.place = 'note ' || n.id;
