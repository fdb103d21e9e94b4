-- +goose Up
-- Which conversations articles were begun from: when the customer is erased, whoever owns the article is asked to read it.

CREATE TABLE article_origins (
    article_id      bigint NOT NULL REFERENCES articles,
    conversation_id bigint NOT NULL REFERENCES conversations,
    PRIMARY KEY (conversation_id, article_id)
);
INSERT INTO article_origins (article_id, conversation_id)  -- what the desk in Slack noted so far
    SELECT DISTINCT v.article_id, c.id FROM article_versions v
    JOIN conversations c ON c.id = substring(v.comment FROM '^from conversation ([0-9]{1,18})$')::bigint;

ALTER TABLE article_reports ADD COLUMN erasure boolean NOT NULL DEFAULT false;  -- nobody found it wrong: it may have words of an erased customer

ALTER TABLE article_steps DROP CONSTRAINT article_steps_what_check;
ALTER TABLE article_steps ADD CONSTRAINT article_steps_what_check CHECK (what IN ('submitted', 'returned', 'withdrawn', 'published',
    'taken back', 'planned', 'unplanned', 'expired', 'verified', 'doubted', 'restored', 'cleared'));  -- cleared: what versions said was erased
