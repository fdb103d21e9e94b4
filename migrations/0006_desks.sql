-- +goose Up
-- What desks need beyond the first one: notes of people who are no operators, notes that change, sent messages that
-- change, snoozes that outlast a reply, wishes, reports to the head.

ALTER TABLE notes ADD COLUMN author text NOT NULL DEFAULT '',   -- who is no operator
    ADD COLUMN edited_at timestamptz, ADD COLUMN deleted_at timestamptz;

ALTER TABLE conversations ADD COLUMN snooze_keeps boolean NOT NULL DEFAULT false;  -- a customer's reply does not end it

-- What is to be changed at the customer's, of a message that was sent.
CREATE TABLE message_changes (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id  bigint NOT NULL REFERENCES messages ON DELETE CASCADE,
    operator_id bigint NOT NULL REFERENCES operators,
    text        text,                            -- NULL: it is to be deleted
    state       text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'done', 'failed')),
    error       text,
    attempts    int NOT NULL DEFAULT 0,
    at          timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX message_changes_queued ON message_changes (message_id) WHERE state = 'queued';

-- What customers wish for, or say of the company, as operators wrote it down.
CREATE TABLE wishes (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint REFERENCES conversations,
    subscriber_id   bigint REFERENCES subscribers,
    project         text NOT NULL DEFAULT '',
    kind            text NOT NULL CHECK (kind IN ('wish', 'comment')),
    text            text NOT NULL CHECK (text <> ''),
    operator_id     bigint NOT NULL REFERENCES operators,
    at              timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX wishes_at ON wishes (at);

-- What operators report or propose to those who lead.
CREATE TABLE staff_reports (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('problem', 'improvement')),
    operator_id     bigint NOT NULL REFERENCES operators,
    conversation_id bigint REFERENCES conversations,
    text            text NOT NULL CHECK (text <> ''),
    answer          text NOT NULL DEFAULT '',
    answered_by     bigint REFERENCES operators,
    answered_at     timestamptz,
    at              timestamptz NOT NULL DEFAULT now()
);
