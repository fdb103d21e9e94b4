-- +goose Up
-- When asking the model once more for a draft that did not come may help: some refusals last until somebody mends the set-up.
-- And who writes a draft: one at a time, also when its job is given to somebody else while the first still writes.

ALTER TABLE suggestions ADD COLUMN until text NOT NULL DEFAULT ''
        CHECK (until IN ('', 'setup', 'model', 'day', 'never')), -- empty: at once, where again says so
    ADD COLUMN writer text;                                      -- writing: a name for this one writing; NULL: nobody has begun
CREATE INDEX suggestions_until ON suggestions (conversation_id) WHERE until IN ('setup', 'model', 'day');

UPDATE suggestions SET until = CASE
        WHEN trouble IN ('The account at the model’s server is used up.', 'The model’s server does not let us in.', 'The model is not there.',
            'No model is set that could write this.') THEN 'setup'
        WHEN trouble IN ('The model refuses to write this.', 'The filter of the model’s server does not let this through.',
            'This conversation is too long for the model.', 'The model’s server does not understand what it is asked.') THEN 'model'
        WHEN trouble = 'What may be spent on models today is spent.' THEN 'day'
        ELSE 'never' END
    WHERE state IN ('unwritten', 'offered') AND trouble <> '' AND NOT again;
