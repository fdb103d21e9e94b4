-- +goose Up
-- What this database has signed its notes in a search index with that outlives the program: a note with any other mark was written
-- by another database, or by a copy of this one that goes on by itself.

CREATE TABLE index_marks (
    mark text PRIMARY KEY,               -- the database's name, a dot, and letters by chance
    at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX index_marks_at ON index_marks (at);
