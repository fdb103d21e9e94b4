-- +goose Up
-- What editors let the answer memory forget is not taken in again from a folder that was written before, however long ago it was
-- forgotten: what remains is the random name of its line, and a digest for folders of which the lines have no name, as with erased_lines.

CREATE TABLE forgotten_lines (
    key uuid PRIMARY KEY
);
