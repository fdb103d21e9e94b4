-- +goose Up
-- What people asked and nobody had written, and what operators say of articles.

CREATE TABLE gaps (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project    text NOT NULL DEFAULT '',         -- key; empty: not known
    lang       text NOT NULL,
    title      text NOT NULL CHECK (title <> ''),  -- the first question, masked
    state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'written', 'dismissed')),
    article_id bigint REFERENCES articles,       -- that is to close it
    opened_at  timestamptz NOT NULL DEFAULT now(),
    closed_at  timestamptz,
    closed_by  text NOT NULL DEFAULT '',
    reason     text NOT NULL DEFAULT '',         -- dismissed: why
    CHECK ((state = 'open') = (closed_at IS NULL))
);
CREATE INDEX gaps_open ON gaps (lang) WHERE state = 'open';

CREATE TABLE gap_questions (
    conversation_id bigint NOT NULL REFERENCES conversations ON DELETE CASCADE,
    seq             bigint NOT NULL,
    gap_id          bigint NOT NULL REFERENCES gaps ON DELETE CASCADE,
    text            text NOT NULL,               -- masked
    at              timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, seq)
);
CREATE INDEX gap_questions_gap ON gap_questions (gap_id, at);

CREATE TABLE article_reports (                   -- "this article is wrong"
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id      bigint NOT NULL REFERENCES articles,
    version         int NOT NULL,
    conversation_id bigint REFERENCES conversations ON DELETE SET NULL,
    operator_id     bigint NOT NULL REFERENCES operators,
    text            text NOT NULL CHECK (text <> ''),
    at              timestamptz NOT NULL DEFAULT now(),
    resolved_at     timestamptz,
    resolved_by     text NOT NULL DEFAULT '',
    answer          text NOT NULL DEFAULT ''
);
CREATE INDEX article_reports_open ON article_reports (article_id) WHERE resolved_at IS NULL;
