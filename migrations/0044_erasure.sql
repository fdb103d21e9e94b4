-- +goose Up
-- Erasure: what a person said and who he is goes, on request or with age; what is counted stays.

ALTER TABLE conversations ADD COLUMN erased_at timestamptz;
ALTER TABLE subscribers ADD COLUMN erased_at timestamptz;
CREATE INDEX conversations_to_erase ON conversations (closed_at) WHERE state = 'closed' AND erased_at IS NULL;
CREATE INDEX conversations_erased ON conversations (erased_at) WHERE erased_at IS NOT NULL;

ALTER TABLE slack_posts ADD COLUMN erasing boolean NOT NULL DEFAULT false;  -- to be deleted in Slack, and then here
CREATE INDEX slack_posts_erasing ON slack_posts (id) WHERE erasing;

-- That it was done, without a word of what was erased.
CREATE TABLE erasures (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscriber_id bigint REFERENCES subscribers,  -- NULL: by age
    operator_id   bigint REFERENCES operators,    -- NULL: the clock
    why           text NOT NULL CHECK (why <> ''),
    rows          jsonb NOT NULL CHECK (jsonb_typeof(rows) = 'object'),  -- table → how many
    at            timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX erasures_at ON erasures (at);
