-- +goose Up
-- forgotten_lessons: what editors let the answer memory forget. It counts for nothing, and what taught it does not teach it
-- again. For a while it can be brought back; what was forgotten at once has the same time. An erasure takes it like lessons.

CREATE TABLE forgotten_lessons (
    line         uuid PRIMARY KEY,                 -- all as in lessons
    key          text NOT NULL,
    article_id   bigint NOT NULL,
    version      int NOT NULL,
    lang         text NOT NULL,
    text         text NOT NULL,
    solved       boolean NOT NULL,
    role         text NOT NULL,
    person       text NOT NULL,
    state        text NOT NULL,
    judge        text NOT NULL,
    at           timestamptz NOT NULL,
    inferred     boolean NOT NULL,
    forgotten_at timestamptz NOT NULL DEFAULT now(),
    forgotten_by text NOT NULL,
    FOREIGN KEY (article_id, version) REFERENCES article_versions ON DELETE CASCADE
);
CREATE INDEX forgotten_lessons_key ON forgotten_lessons (key);
CREATE INDEX forgotten_lessons_at ON forgotten_lessons (forgotten_at);
