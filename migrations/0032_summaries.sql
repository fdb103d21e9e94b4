-- +goose Up
-- What conversations came to: summaries by rules or by a model, and how operators say that they ended.

ALTER TABLE conversations
    ADD COLUMN summary_model       text NOT NULL DEFAULT '',   -- that wrote queue_summary; empty: rules did
    ADD COLUMN summary_seq         bigint NOT NULL DEFAULT 0,  -- line up to which queue_summary reaches
    ADD COLUMN close_summary       text NOT NULL DEFAULT '',   -- of the whole conversation
    ADD COLUMN close_summary_model text NOT NULL DEFAULT '',
    ADD COLUMN ending              jsonb;                      -- how a model says it ends: {"end", "why", "seq"}

-- What was proposed when an operator closed a conversation, and what he chose: it teaches what the next are proposed.
CREATE TABLE closings (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversations,
    evidence        text NOT NULL CHECK (evidence <> ''),      -- its sort
    proposed        text NOT NULL,
    chosen          text NOT NULL,
    operator_id     bigint NOT NULL REFERENCES operators,
    at              timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX closings_evidence ON closings (evidence, at);
CREATE INDEX closings_conversation ON closings (conversation_id);
