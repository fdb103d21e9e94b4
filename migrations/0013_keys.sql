-- +goose Up
-- Keys of programs that use the knowledge base over HTTP. A key itself is shown once and not kept.

CREATE TABLE api_keys (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash       bytea NOT NULL UNIQUE,            -- sha-256
    name       text NOT NULL CHECK (name <> ''), -- the author of what it saves
    may        text NOT NULL CHECK (may IN ('read', 'write', 'publish')),
    created_by bigint REFERENCES operators,
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at    timestamptz,
    ended_at   timestamptz
);
