-- +goose Up
-- What an erasure took away does not come back with an export that was written before: what remains is the random name that
-- its line has in every folder, and for folders of which the lines have no name a digest, keyed with a secret that stays here.

CREATE TABLE erased_lines (
    key  uuid PRIMARY KEY,
    here boolean NOT NULL DEFAULT false  -- such a digest: it means nothing elsewhere, and is in no export
);

ALTER TABLE knowledge_state ADD COLUMN secret uuid NOT NULL DEFAULT gen_random_uuid();  -- keys the digests

ALTER TABLE lessons ADD COLUMN line uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE;
ALTER TABLE must_find ADD COLUMN line uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE;
ALTER TABLE article_drafts ADD COLUMN line uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE;
