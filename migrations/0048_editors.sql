-- +goose Up
-- What editors settle among themselves: who writes what is missing, and which articles that look alike are right as they are.

ALTER TABLE gaps ADD COLUMN assignee text NOT NULL DEFAULT '';  -- who is to write it: a name or an e-mail address

CREATE TABLE alike_settled (
    a_article  bigint NOT NULL REFERENCES articles,
    a_version  int NOT NULL,                     -- published then: another version is looked at again
    b_article  bigint NOT NULL REFERENCES articles,
    b_version  int NOT NULL,
    by         text NOT NULL,
    why        text NOT NULL DEFAULT '',
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (a_article, b_article),
    CHECK (a_article < b_article)
);
