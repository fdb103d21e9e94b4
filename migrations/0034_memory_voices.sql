-- +goose Up
-- What the memory explains of itself, how surely something was taught, and when its weights were last looked at.

ALTER TABLE suggestions
    ADD COLUMN earlier   int NOT NULL DEFAULT 0 CHECK (earlier >= 0),  -- earlier questions, answered by its article, that the question is like
    ADD COLUMN helped_at timestamptz;                                  -- when the customer said whether it helped
CREATE INDEX suggestions_judged ON suggestions (GREATEST(decided_at, helped_at)) WHERE state IN ('answered', 'sent', 'edited', 'dismissed');

ALTER TABLE lessons ADD COLUMN inferred boolean NOT NULL DEFAULT false;  -- nobody said so: it follows from how a conversation ended
CREATE INDEX lessons_at ON lessons (at);

ALTER TABLE articles ADD COLUMN aged_at timestamptz NOT NULL DEFAULT now();  -- since when what was taught about it weighs what it weighs

ALTER TABLE department_lessons
    ADD COLUMN state     text NOT NULL DEFAULT 'learned' CHECK (state IN ('learned', 'quarantined', 'rejected')),
    ADD COLUMN judge     text NOT NULL DEFAULT '',               -- editor who approved, rejected or corrected it
    ADD COLUMN lang      text NOT NULL DEFAULT '',
    ADD CONSTRAINT department_lessons_counts CHECK (state = 'learned' OR weight = 0);
