-- +goose Up
-- What the embedder said of texts, so that each is asked about once, by whichever process comes first.

CREATE TABLE vectors (
    model   text NOT NULL,
    hash    bytea NOT NULL,          -- sha-256 of the text
    vector  real[] NOT NULL,         -- of length 1
    used_on date NOT NULL DEFAULT current_date,
    PRIMARY KEY (model, hash)
);
