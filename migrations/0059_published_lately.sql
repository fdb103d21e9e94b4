-- +goose Up
-- What was published lately is asked for by whoever wrote it, each time he looks at his day.
CREATE INDEX article_steps_published ON article_steps (at) WHERE what = 'published';
