-- +goose Up
-- Drafts come with an import as well, each passed over while its file is as it was.

ALTER TABLE articles ADD COLUMN draft_hash text NOT NULL DEFAULT ''; -- of the imported file
