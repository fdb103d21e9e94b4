-- +goose Up
-- Conversations, what was said in them, what was suggested, and the append-only log of what changed them.

CREATE TABLE conversations (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscriber_id  bigint NOT NULL REFERENCES subscribers,
    address_id     bigint NOT NULL REFERENCES addresses,
    account        text NOT NULL,
    state          text NOT NULL DEFAULT 'assistant'
                   CHECK (state IN ('assistant', 'queued', 'owned', 'snoozed', 'closed')),
    department_id  bigint REFERENCES departments,
    owner_id       bigint REFERENCES operators,
    project        text NOT NULL DEFAULT '',
    lang           text NOT NULL DEFAULT '',
    page           text NOT NULL DEFAULT '',
    priority       int  NOT NULL DEFAULT 0 CHECK (priority BETWEEN -2 AND 2),
    call_id        text,                         -- a telephone call: one conversation a call
    call           jsonb,
    live           boolean NOT NULL DEFAULT false,
    last_seq       bigint NOT NULL DEFAULT 0,    -- of messages, notes and events: the order of the timeline
    rev            bigint NOT NULL DEFAULT 0,    -- grows with every change that the customer may see
    opened_at      timestamptz NOT NULL DEFAULT now(),
    last_in_at     timestamptz,
    desk_since     timestamptz,                  -- not NULL: the desk lane has work; said here so that a burst of messages says it once
    waiting_since  timestamptz,                  -- oldest customer message that nobody answered
    queued_at      timestamptz,                  -- the hand-off's clock
    queue_reason   text,
    queue_summary  text,
    owned_at       timestamptz,
    first_reply_at timestamptz,                  -- by a person
    snoozed_until  timestamptz,
    snooze_reason  text,
    asked          jsonb,                        -- what the assistant asked back and awaits
    closed_at      timestamptz,
    closed_by      bigint REFERENCES operators,
    disposition    text,
    close_comment  text,
    CHECK ((state = 'owned') <= (owner_id IS NOT NULL)),
    CHECK (owner_id IS NULL OR state IN ('owned', 'snoozed')),
    CHECK ((state = 'queued') <= (queued_at IS NOT NULL AND queue_reason IS NOT NULL)),
    CHECK ((state = 'snoozed') = (snoozed_until IS NOT NULL)),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
) WITH (fillfactor = 80);  -- most messages update their conversation
CREATE UNIQUE INDEX conversations_one_open ON conversations (address_id) WHERE state <> 'closed' AND call_id IS NULL;
CREATE UNIQUE INDEX conversations_call ON conversations (account, call_id) WHERE call_id IS NOT NULL;
CREATE INDEX conversations_address ON conversations (address_id, id);
CREATE INDEX conversations_subscriber ON conversations (subscriber_id, id);
CREATE INDEX conversations_open ON conversations (state, department_id) WHERE state <> 'closed';
CREATE INDEX conversations_owner ON conversations (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX conversations_closed ON conversations (closed_at) WHERE state = 'closed';

-- What passes between the customer and us. Notes are a table of their own: nothing internal can be in this one.
CREATE TABLE messages (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversations,
    seq             bigint NOT NULL,
    rev             bigint NOT NULL,
    author          text NOT NULL CHECK (author IN ('customer', 'operator', 'assistant', 'system')),
    kind            text NOT NULL DEFAULT 'text' CHECK (kind IN ('text', 'press', 'place', 'card', 'speech')),
    operator_id     bigint REFERENCES operators,
    text            text NOT NULL DEFAULT '',
    lang            text NOT NULL DEFAULT '',
    quote           text NOT NULL DEFAULT '',
    answers         bigint,                      -- seq of the message that this one answers
    data            jsonb,                       -- place, card, a segment's times
    choices         text[],
    sources         jsonb,
    reaction        text NOT NULL DEFAULT '',
    state           text NOT NULL CHECK (state IN ('stored', 'queued', 'sending', 'sent', 'delivered', 'read',
                                                   'uncertain', 'failed', 'cancelled')),
    key             uuid,                        -- outbound: stable across retries
    external_id     text,                        -- the platform's
    segment         text,                        -- of a call; a final segment replaces its partial one
    grp             text,                        -- album
    error           text,
    attempts        int NOT NULL DEFAULT 0,
    sent_at         timestamptz,
    edited_at       timestamptz,
    deleted_at      timestamptz,
    at              timestamptz NOT NULL,        -- by the platform's clock
    created_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (conversation_id, seq),
    -- what the customer said is stored; what we spoke on the telephone is too; all else we have to send
    CHECK ((author = 'customer' OR kind = 'speech') = (state = 'stored')),
    CHECK ((state = 'stored') = (key IS NULL))
);
CREATE UNIQUE INDEX messages_key ON messages (key) WHERE key IS NOT NULL;
CREATE INDEX messages_sent_id ON messages (external_id) WHERE key IS NOT NULL;
CREATE UNIQUE INDEX messages_segment ON messages (conversation_id, segment) WHERE segment IS NOT NULL;
CREATE INDEX messages_unsent ON messages (conversation_id, seq) WHERE state IN ('queued', 'sending');

CREATE TABLE message_versions (                  -- earlier wordings of an edited message
    message_id bigint NOT NULL REFERENCES messages ON DELETE CASCADE,
    n          int NOT NULL,
    text       text NOT NULL,
    until      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (message_id, n)
);

CREATE TABLE notes (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversations,
    seq             bigint NOT NULL,
    operator_id     bigint REFERENCES operators,
    text            text NOT NULL CHECK (text <> ''),
    at              timestamptz NOT NULL DEFAULT now(),
    UNIQUE (conversation_id, seq)
);

CREATE TABLE files (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id  bigint NOT NULL REFERENCES messages ON DELETE CASCADE,
    account     text NOT NULL,
    name        text NOT NULL DEFAULT '',
    type        text NOT NULL DEFAULT 'application/octet-stream',
    size        bigint NOT NULL DEFAULT 0,
    sort        text NOT NULL DEFAULT '',
    caption     text NOT NULL DEFAULT '',
    duration_ms bigint NOT NULL DEFAULT 0,
    ref         text NOT NULL DEFAULT '',        -- the platform's handle, until the content is here
    error       text
);
CREATE INDEX files_message ON files (message_id);

CREATE TABLE file_contents (
    file_id bigint PRIMARY KEY REFERENCES files ON DELETE CASCADE,
    data    bytea NOT NULL,
    at      timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE file_contents ALTER COLUMN data SET STORAGE EXTERNAL;

-- Every event as it came. (account, external_id) is what makes a redelivery harmless.
CREATE TABLE inbound_events (
    account         text NOT NULL,
    external_id     text NOT NULL CHECK (length(external_id) <= 512),
    kind            text NOT NULL,
    sender          text NOT NULL,
    payload         bytea,
    conversation_id bigint,
    seq             bigint,                      -- of the message it became or changed
    dead            text,                        -- why nothing could be made of it
    at              timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account, external_id)
);
CREATE INDEX inbound_events_dead ON inbound_events (at) WHERE dead IS NOT NULL;

CREATE TABLE suggestions (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversations,
    for_seq         bigint NOT NULL,             -- the customer's message it would answer
    rank            int NOT NULL,
    text            text NOT NULL,
    lang            text NOT NULL DEFAULT '',
    score           real NOT NULL CHECK (score BETWEEN 0 AND 1),
    sources         jsonb NOT NULL CHECK (jsonb_typeof(sources) = 'array' AND jsonb_array_length(sources) > 0),
    state           text NOT NULL DEFAULT 'offered'
                    CHECK (state IN ('offered', 'answered', 'sent', 'edited', 'dismissed', 'ignored', 'withdrawn')),
    distance        real,                        -- edited: normalised edit distance
    reason          text,                        -- dismissed: why
    operator_id     bigint REFERENCES operators,
    message_id      bigint REFERENCES messages,
    helped          boolean,                     -- the customer's word, when asked
    at              timestamptz NOT NULL DEFAULT now(),
    decided_at      timestamptz,
    UNIQUE (conversation_id, for_seq, rank)
);
CREATE INDEX suggestions_message ON suggestions (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE events (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint REFERENCES conversations,
    subscriber_id   bigint REFERENCES subscribers,
    seq             bigint,                      -- its place in the conversation's timeline
    actor           text NOT NULL CHECK (actor IN ('customer', 'operator', 'assistant', 'system')),
    operator_id     bigint REFERENCES operators,
    what            text NOT NULL,
    why             text NOT NULL DEFAULT '',
    data            jsonb,
    at              timestamptz NOT NULL DEFAULT now(),
    CHECK ((actor = 'operator') = (operator_id IS NOT NULL))
);
CREATE INDEX events_conversation ON events (conversation_id, seq);
CREATE INDEX events_at ON events (at);

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('switchboard.erasing', true) = 'on' THEN  -- erasure on request, in its own transaction
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A lane is one conversation towards one consumer: its desk, or its channel. Work is pending while tail > done.
CREATE TABLE lanes (
    conversation_id bigint NOT NULL REFERENCES conversations,
    consumer        text NOT NULL CHECK (consumer IN ('desk', 'channel')),
    account         text NOT NULL,
    tail            bigint NOT NULL DEFAULT 0,   -- seq of the last message that needs work
    done            bigint NOT NULL DEFAULT 0,   -- seq up to which all is done
    ready_at        timestamptz NOT NULL DEFAULT now(),
    lease_until     timestamptz,
    worked_at       timestamptz NOT NULL DEFAULT '-infinity',  -- when it was last taken
    fence           bigint NOT NULL DEFAULT 0,
    failures        int NOT NULL DEFAULT 0,
    PRIMARY KEY (conversation_id, consumer)
) WITH (fillfactor = 70);
CREATE INDEX lanes_pending ON lanes (consumer, ready_at) WHERE tail > done;

-- An account that the platform told to wait, or whose settings are at fault: all replicas pause together.
CREATE TABLE account_pauses (
    account text PRIMARY KEY,
    until   timestamptz NOT NULL,
    reason  text NOT NULL
);

CREATE TABLE settings (
    key   text PRIMARY KEY,
    value jsonb NOT NULL,
    at    timestamptz NOT NULL DEFAULT now()
);
