-- +goose Up
-- What customers said of themselves, offered for the subscriber base field by field with the words that say so.

CREATE TABLE facts (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscriber_id   bigint NOT NULL REFERENCES subscribers,
    conversation_id bigint NOT NULL REFERENCES conversations,
    message_id      bigint NOT NULL REFERENCES messages ON DELETE CASCADE,
    field           text NOT NULL CHECK (field <> ''),
    value           text NOT NULL CHECK (value <> ''),
    key             text NOT NULL,                 -- what of the value makes a difference
    quote           text NOT NULL,                 -- as it stands in the message
    model           text NOT NULL DEFAULT '',      -- that found it; empty: rules did
    state           text NOT NULL DEFAULT 'offered' CHECK (state IN ('offered', 'accepted', 'rejected', 'outdated')),
    was             text,                          -- accepted: what stood in the field before
    operator_id     bigint REFERENCES operators,   -- who decided
    at              timestamptz NOT NULL DEFAULT now(),
    decided_at      timestamptz,
    UNIQUE (subscriber_id, field, key),            -- what was rejected once is not offered again
    CHECK ((state IN ('accepted', 'rejected')) = (operator_id IS NOT NULL AND decided_at IS NOT NULL))
);
CREATE INDEX facts_conversation ON facts (conversation_id);
CREATE INDEX facts_message ON facts (message_id);
