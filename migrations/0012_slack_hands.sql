-- +goose Up
-- The desk in Slack: live mode, questions to colleagues, reveals, direct messages.

ALTER TABLE slack_posts ADD COLUMN theirs boolean NOT NULL DEFAULT false;  -- somebody else's message: never edited by us
ALTER TABLE slack_threads ADD COLUMN owner_id bigint;                      -- as it was shown last
ALTER TABLE slack_people ADD COLUMN left_at timestamptz;                   -- when he last went away: the end of his last shift

-- An owner who talks to the customer through the thread.
CREATE TABLE slack_live (
    conversation_id bigint PRIMARY KEY REFERENCES conversations,
    operator_id     bigint NOT NULL REFERENCES operators ON DELETE CASCADE,
    since           timestamptz NOT NULL DEFAULT now(),
    until           timestamptz NOT NULL             -- moves on with every line
);

-- What was typed in live mode: it waits a few seconds for an Undo.
CREATE TABLE slack_lines (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversations,
    operator_id     bigint NOT NULL REFERENCES operators ON DELETE CASCADE,
    channel         text NOT NULL,
    ts              text NOT NULL,
    text            text NOT NULL,
    files           text[] NOT NULL DEFAULT '{}',    -- ids in Slack
    key             uuid NOT NULL DEFAULT gen_random_uuid(),  -- of the message that it becomes
    due_at          timestamptz NOT NULL,
    state           text NOT NULL DEFAULT 'waits' CHECK (state IN ('waits', 'sent', 'undone', 'failed')),
    seq             bigint,                          -- of the message that it became
    error           text,
    UNIQUE (channel, ts)
);
CREATE INDEX slack_lines_due ON slack_lines (due_at) WHERE state = 'waits';
CREATE INDEX slack_lines_conversation ON slack_lines (conversation_id);

-- Questions to colleagues: the answer comes back as a draft.
CREATE TABLE slack_asks (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversations,
    operator_id     bigint NOT NULL REFERENCES operators ON DELETE CASCADE,  -- who asks
    user_id         text NOT NULL,                   -- who is asked
    question        text NOT NULL,
    key             uuid NOT NULL DEFAULT gen_random_uuid(),
    channel         text NOT NULL DEFAULT '',
    ts              text NOT NULL DEFAULT '',
    answer          text,
    at              timestamptz NOT NULL DEFAULT now(),
    answered_at     timestamptz
);
CREATE INDEX slack_asks_place ON slack_asks (channel, ts) WHERE ts <> '';
CREATE INDEX slack_asks_unsent ON slack_asks (id) WHERE ts = '';

-- What was shown unmasked, to whom and why. The window closes by itself.
CREATE TABLE slack_reveals (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversations,
    operator_id     bigint NOT NULL REFERENCES operators ON DELETE CASCADE,
    field           text NOT NULL,
    reason          text NOT NULL,
    view_id         text NOT NULL DEFAULT '',
    at              timestamptz NOT NULL DEFAULT now(),
    until           timestamptz NOT NULL,
    closed          boolean NOT NULL DEFAULT false
);
CREATE INDEX slack_reveals_open ON slack_reveals (until) WHERE NOT closed;

-- Why somebody is told of a conversation in a direct message: one message each, edited in place.
CREATE TABLE slack_notices (
    conversation_id bigint NOT NULL REFERENCES conversations,
    operator_id     bigint NOT NULL REFERENCES operators ON DELETE CASCADE,
    why             text NOT NULL CHECK (why IN ('assigned', 'waits', 'mentioned', 'answered')),
    by_name         text NOT NULL DEFAULT '',
    at              timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (conversation_id, operator_id)
);
CREATE INDEX slack_notices_operator ON slack_notices (operator_id);
