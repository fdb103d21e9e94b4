-- +goose Up
-- What only one process at a time may do, such as asking a messenger for updates.
CREATE TABLE leases (
    name   text PRIMARY KEY,
    holder text NOT NULL,
    until  timestamptz NOT NULL
);
