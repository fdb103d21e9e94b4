-- +goose Up
-- What readers of the help centre tell the editors: counts and words, nobody's name.

CREATE TABLE help_votes (
    article_id bigint NOT NULL REFERENCES articles,
    version    int NOT NULL,                     -- that they read
    day        date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date,
    helped     int NOT NULL DEFAULT 0,
    not_helped int NOT NULL DEFAULT 0,
    PRIMARY KEY (article_id, version, day)
);

CREATE TABLE help_notes (                        -- what was missing, in a reader's words
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id bigint NOT NULL REFERENCES articles,
    version    int NOT NULL,
    text       text NOT NULL CHECK (text <> ''), -- masked
    at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX help_notes_article ON help_notes (article_id, at);

CREATE TABLE help_searches (                     -- that found nothing
    lang    text NOT NULL,
    text    text NOT NULL CHECK (text <> ''),    -- in small letters, masked
    count   int NOT NULL DEFAULT 1,
    at      timestamptz NOT NULL DEFAULT now(),  -- the last time
    PRIMARY KEY (lang, text)
);
