-- +goose Up
-- An import puts what editors wrote and what the source says now together. So it is known which of the versions that imports brought is in
-- what readers see, and where the source waits for somebody to decide.

ALTER TABLE articles
    ADD COLUMN taken    int NOT NULL DEFAULT 0,  -- version that an import brought and that what readers see has taken in; 0: none, or not known
    ADD COLUMN conflict int;                     -- version of an import that could not be merged, until somebody decides; NULL: none

-- Of what was imported before that was noted, the versions tell it where the import went by its own name.
UPDATE articles a SET imported = v.version
    FROM (SELECT article_id, max(version) AS version FROM article_versions WHERE author = 'import' GROUP BY article_id) AS v
    WHERE v.article_id = a.id AND a.imported = 0 AND a.source_hash || a.draft_hash <> '';
UPDATE articles SET taken = imported WHERE published >= imported;
