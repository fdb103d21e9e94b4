-- +goose Up
-- What operators' transfers teach about which department a question is for, and what was made of a question.

CREATE SEQUENCE department_lessons_rev;

CREATE TABLE department_lessons (
    conversation_id bigint PRIMARY KEY REFERENCES conversations,  -- the last transfer of a conversation is what counts
    department      text NOT NULL,                -- key
    text            text NOT NULL,                -- what the customer asked, without personal data
    weight          int NOT NULL CHECK (weight >= 0),  -- how often it counts; 0: forgotten
    operator_id     bigint NOT NULL REFERENCES operators,
    rev             bigint NOT NULL,              -- grows with every change, in the order of commits
    at              timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX department_lessons_rev_idx ON department_lessons (rev);
CREATE INDEX department_lessons_by ON department_lessons (operator_id, at);

ALTER TABLE conversations
    ADD COLUMN urgency text NOT NULL DEFAULT '',         -- why it is urgent
    ADD COLUMN department_why text NOT NULL DEFAULT '',  -- why it is in its department
    ADD COLUMN intent text NOT NULL DEFAULT '';          -- what it is about: the title of the article nearest to it
