-- +goose Up
-- The desk in Slack: channels of departments, people, and what was posted where. All of it follows from the other
-- tables and from Slack, except who is whom.

CREATE TABLE slack_channels (
    department_id bigint PRIMARY KEY REFERENCES departments ON DELETE CASCADE,
    channel       text NOT NULL CHECK (channel <> ''),
    at            timestamptz NOT NULL DEFAULT now(),
    lost_at       timestamptz,                   -- archived, deleted, or we were removed from it
    lost_why      text
);

CREATE TABLE slack_people (
    user_id     text PRIMARY KEY CHECK (user_id <> ''),
    operator_id bigint UNIQUE REFERENCES operators ON DELETE CASCADE,  -- NULL: no operator
    email       text NOT NULL DEFAULT '',
    name        text NOT NULL DEFAULT '',
    zone        text NOT NULL DEFAULT '',        -- IANA
    dm          text NOT NULL DEFAULT '',        -- channel of direct messages with us, once opened
    mapped_by   text NOT NULL DEFAULT '' CHECK (mapped_by IN ('', 'email', 'command')),
    at          timestamptz NOT NULL DEFAULT now()  -- when Slack was last asked
);

-- A conversation's card, whose replies are its thread.
CREATE TABLE slack_threads (
    conversation_id bigint PRIMARY KEY REFERENCES conversations,
    channel         text NOT NULL DEFAULT '',
    ts              text NOT NULL DEFAULT '',    -- of the card; empty: not posted yet
    shown           text NOT NULL DEFAULT '',    -- mark of what Slack shows; another mark: there is work
    seq             bigint NOT NULL DEFAULT 0,   -- timeline posted up to here
    ready_at        timestamptz NOT NULL DEFAULT now(),
    lease_until     timestamptz,
    fence           bigint NOT NULL DEFAULT 0,
    failures        int NOT NULL DEFAULT 0,
    error           text
);
CREATE UNIQUE INDEX slack_threads_card ON slack_threads (channel, ts) WHERE ts <> '';

-- Every message of ours in Slack that belongs to a conversation. key stands in its metadata: so what a post without
-- an answer left behind is found before it is posted again.
CREATE TABLE slack_posts (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversations,
    place           text NOT NULL,               -- what it shows: card, message 12 (a seq), note 7, draft 55 (its id) …
    key             uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    channel         text NOT NULL,
    thread          text NOT NULL DEFAULT '',
    ts              text NOT NULL DEFAULT '',    -- empty: being posted, or its fate is unknown
    hash            bytea,                       -- of what it shows
    gone            boolean NOT NULL DEFAULT false,
    at              timestamptz NOT NULL DEFAULT now(),
    UNIQUE (conversation_id, place)
);
CREATE UNIQUE INDEX slack_posts_ts ON slack_posts (channel, ts) WHERE ts <> '';

-- Events and presses that were dealt with: (id) makes a redelivery harmless.
CREATE TABLE slack_received (
    id text PRIMARY KEY CHECK (length(id) <= 200),
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX slack_received_at ON slack_received (at);

-- What Slack told us to leave until later: by method, or method and channel; '' is everything.
CREATE TABLE slack_pauses (
    scope  text PRIMARY KEY,
    until  timestamptz NOT NULL,
    reason text NOT NULL DEFAULT ''
);
