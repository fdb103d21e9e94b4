-- +goose Up
-- merged: another article of the project says now what this one said, which was removed; the note has its key, where readers
-- are led.

ALTER TABLE article_steps DROP CONSTRAINT article_steps_what_check;
ALTER TABLE article_steps ADD CONSTRAINT article_steps_what_check CHECK (what IN ('submitted', 'returned', 'withdrawn', 'published',
    'taken back', 'planned', 'unplanned', 'expired', 'verified', 'doubted', 'restored', 'cleared', 'merged'));
