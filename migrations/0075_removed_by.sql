-- +goose Up
-- Who removed an article and who brought it back are steps of its history like the others; who removed a project stands with it.

ALTER TABLE article_steps DROP CONSTRAINT article_steps_what_check;
ALTER TABLE article_steps ADD CONSTRAINT article_steps_what_check CHECK (what IN ('submitted', 'returned', 'withdrawn', 'published',
    'taken back', 'planned', 'unplanned', 'expired', 'verified', 'doubted', 'restored', 'cleared', 'merged', 'removed', 'brought back'));

ALTER TABLE projects ADD COLUMN removed_by text NOT NULL DEFAULT '';
