-- +goose Up
-- The day of an article's review decides whether it is answered with: who sets another one is a step of its history.

ALTER TABLE article_steps DROP CONSTRAINT article_steps_what_check;
ALTER TABLE article_steps ADD CONSTRAINT article_steps_what_check CHECK (what IN ('submitted', 'returned', 'withdrawn', 'published',
    'taken back', 'planned', 'unplanned', 'expired', 'verified', 'dated', 'doubted', 'restored', 'cleared', 'merged', 'removed', 'brought back'));
