-- +goose Up
-- Words that mean the same to somebody who asks, as editors wrote them: a row a language. A language without one has the
-- words that come with the program.

CREATE TABLE synonyms (
    lang       text PRIMARY KEY CHECK (lang <> ''),
    groups     text NOT NULL,             -- a line a group, its words separated by commas
    rev        bigint NOT NULL,           -- of the knowledge base
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
