-- +goose Up
-- The answer memory: which article solved a question, and which did not.

CREATE TABLE lessons (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text NOT NULL UNIQUE CHECK (key <> ''),  -- of what taught it, so that it is learned once
    article_id bigint NOT NULL REFERENCES articles,
    version    int NOT NULL,                            -- published then: another version voids the lesson
    lang       text NOT NULL,                           -- of the question
    text       text NOT NULL CHECK (text <> ''),        -- masked
    solved     boolean NOT NULL,
    role       text NOT NULL CHECK (role IN ('editor', 'operator', 'customer')),
    person     text NOT NULL CHECK (person <> ''),
    state      text NOT NULL CHECK (state IN ('learned', 'quarantined', 'rejected')),
    judge      text NOT NULL DEFAULT '',                -- editor who approved, rejected or corrected it
    at         timestamptz NOT NULL,
    FOREIGN KEY (article_id, version) REFERENCES article_versions
);
CREATE INDEX lessons_article ON lessons (article_id, version);
CREATE INDEX lessons_person ON lessons (person, at);
CREATE INDEX lessons_quarantined ON lessons (at) WHERE state = 'quarantined';
