-- +goose Up
-- Departments and operators, their sign-in, and the subscriber base.

CREATE TABLE departments (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key         text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9-]*$'),
    name        text NOT NULL,
    -- {"zone": "Europe/Kyiv", "days": {"mon": ["09:00-18:00"], …}, "holidays": ["2026-12-25"]}; NULL: always open
    hours       jsonb,
    assignment  text NOT NULL DEFAULT 'pull' CHECK (assignment IN ('pull', 'push')),
    archived_at timestamptz
);

CREATE TABLE operators (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email        text NOT NULL CHECK (email = lower(email) AND email LIKE '%_@_%'),
    name         text NOT NULL,
    display_name text NOT NULL,                 -- what customers see
    role         text NOT NULL CHECK (role IN ('operator', 'editor', 'supervisor', 'administrator')),
    password     text,                          -- argon2id in PHC format; NULL: cannot sign in by password
    langs        text[] NOT NULL DEFAULT '{}',
    presence     text NOT NULL DEFAULT 'offline' CHECK (presence IN ('online', 'away', 'offline')),
    capacity     int  NOT NULL DEFAULT 6 CHECK (capacity BETWEEN 0 AND 1000),
    seen_at      timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    disabled_at  timestamptz
);
CREATE UNIQUE INDEX operators_email ON operators (email);

CREATE TABLE operator_departments (
    operator_id   bigint NOT NULL REFERENCES operators ON DELETE CASCADE,
    department_id bigint NOT NULL REFERENCES departments ON DELETE CASCADE,
    lead          boolean NOT NULL DEFAULT false,
    PRIMARY KEY (operator_id, department_id)
);

CREATE TABLE sessions (
    token_hash  bytea PRIMARY KEY CHECK (length(token_hash) = 32),  -- SHA-256 of the cookie
    operator_id bigint NOT NULL REFERENCES operators ON DELETE CASCADE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    seen_at     timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    agent       text NOT NULL DEFAULT ''
);
CREATE INDEX sessions_operator ON sessions (operator_id);

CREATE TABLE invites (
    token_hash    bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    purpose       text NOT NULL CHECK (purpose IN ('first', 'invite', 'reset')),
    email         text,
    role          text,
    department_id bigint REFERENCES departments ON DELETE CASCADE,
    operator_id   bigint REFERENCES operators ON DELETE CASCADE,
    created_by    bigint REFERENCES operators,
    created_at    timestamptz NOT NULL DEFAULT now(),
    expires_at    timestamptz NOT NULL,
    used_at       timestamptz
);

CREATE TABLE sign_in_attempts (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email   text NOT NULL,
    address text NOT NULL,
    at      timestamptz NOT NULL DEFAULT now(),
    ok      boolean NOT NULL
);
CREATE INDEX sign_in_attempts_recent ON sign_in_attempts (at);

CREATE TABLE subscribers (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL DEFAULT '',
    lang        text NOT NULL DEFAULT '',
    fields      jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(fields) = 'object'),
    comment     text NOT NULL DEFAULT '',       -- internal
    merged_into bigint REFERENCES subscribers,
    created_at  timestamptz NOT NULL DEFAULT now(),
    version     int NOT NULL DEFAULT 1
);

-- Where a subscriber can be met. account is a channel's account; account '' holds a bare phone number or e-mail address.
CREATE TABLE addresses (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscriber_id bigint NOT NULL REFERENCES subscribers,
    account       text NOT NULL,
    kind          text NOT NULL,                -- the account's kind, or phone, email
    value         text NOT NULL CHECK (value <> '' AND length(value) <= 512),
    name          text NOT NULL DEFAULT '',
    lang          text NOT NULL DEFAULT '',
    blocked_at    timestamptz,                  -- the person opted out
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX addresses_of_account ON addresses (account, value) WHERE account <> '';
CREATE UNIQUE INDEX addresses_known ON addresses (subscriber_id, kind, value) WHERE account = '';
CREATE INDEX addresses_by_value ON addresses (kind, value);
CREATE INDEX addresses_subscriber ON addresses (subscriber_id);
