-- +goose Up
-- Keys that an import makes of where a text stands were cut so that many began alike. An article that was imported under such a key
-- keeps it, and its address; its source is known again by the key that it makes now.

ALTER TABLE articles ADD COLUMN source_key text NOT NULL DEFAULT ''; -- where it is another than the article's; empty: it is not
