-- +goose Up
-- An article that came with its whole history out of an export says so: what was done with it before was done elsewhere. And
-- an import knows what it brought itself from what an editor wrote afterwards.

ALTER TABLE article_steps DROP CONSTRAINT article_steps_what_check;
ALTER TABLE article_steps ADD CONSTRAINT article_steps_what_check CHECK (what IN ('submitted', 'returned', 'withdrawn', 'published',
    'taken back', 'planned', 'unplanned', 'expired', 'verified', 'doubted', 'restored'));

ALTER TABLE articles ADD COLUMN imported int NOT NULL DEFAULT 0; -- newest version that an import brought; 0: none, or not known
UPDATE articles a SET imported = a.latest FROM article_versions v
    WHERE v.article_id = a.id AND v.version = a.latest AND v.author = 'import' AND a.source_hash || a.draft_hash <> '';
