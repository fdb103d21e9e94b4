-- +goose Up
-- The names that lines had in folders before editors let the memory forget them go with an export, with who did it and when, so that an older
-- folder does not bring them back in another database either. forgotten_lines keeps what tells another one nothing: digests, which are keyed
-- with this database's secret.

CREATE TABLE forgotten_names (
    key uuid PRIMARY KEY,
    by  text NOT NULL DEFAULT '',  -- empty: not known
    at  timestamptz                -- NULL: not known
);
