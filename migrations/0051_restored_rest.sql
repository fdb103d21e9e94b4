-- +goose Up
-- What belongs to a knowledge base beside its articles comes out of an export again: gaps, reports, what editors have not
-- saved, what transfers taught. Each row has a name that is the same in every database. The conversation that it came up in
-- stays behind, and so does whoever has no account here yet: he is named by his address until he has one.

ALTER TABLE gaps ADD COLUMN key uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE;

ALTER TABLE gap_questions
    ADD COLUMN key uuid NOT NULL DEFAULT gen_random_uuid(),
    DROP CONSTRAINT gap_questions_pkey,
    ADD PRIMARY KEY (key),
    ADD UNIQUE (conversation_id, seq),
    ALTER COLUMN conversation_id DROP NOT NULL,              -- NULL: asked elsewhere
    ALTER COLUMN seq DROP NOT NULL,
    ADD CHECK ((conversation_id IS NULL) = (seq IS NULL));

ALTER TABLE article_reports
    ADD COLUMN key uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    ADD COLUMN reporter text NOT NULL DEFAULT '',            -- e-mail address of whoever has no account here
    ALTER COLUMN operator_id DROP NOT NULL,
    ADD CHECK (operator_id IS NOT NULL OR reporter <> '');
CREATE INDEX article_reports_reporter ON article_reports (reporter) WHERE operator_id IS NULL;

ALTER TABLE article_drafts
    DROP CONSTRAINT article_drafts_pkey,
    ADD UNIQUE (editor_id, form),
    ALTER COLUMN editor_id DROP NOT NULL,
    ADD COLUMN editor text NOT NULL DEFAULT '',              -- e-mail address of whoever has no account here
    ADD CHECK (editor_id IS NOT NULL OR editor <> '');
CREATE UNIQUE INDEX article_drafts_editor ON article_drafts (editor, form) WHERE editor_id IS NULL;

ALTER TABLE department_lessons
    DROP CONSTRAINT department_lessons_pkey,
    ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ADD COLUMN key uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    ADD UNIQUE (conversation_id),
    ALTER COLUMN conversation_id DROP NOT NULL,              -- NULL: transferred elsewhere
    ALTER COLUMN operator_id DROP NOT NULL,
    ADD COLUMN operator text NOT NULL DEFAULT '',            -- e-mail address of whoever has no account here
    ADD COLUMN role text NOT NULL DEFAULT '',                -- his, as the export says
    ADD CHECK (operator_id IS NOT NULL OR operator <> '');
CREATE INDEX department_lessons_operator ON department_lessons (operator) WHERE operator_id IS NULL;

-- Who gets an account gets what is his.
-- +goose StatementBegin
CREATE FUNCTION claim_restored() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    next bigint;
BEGIN
    IF EXISTS (SELECT FROM lessons WHERE person = 'operator/' || NEW.email) THEN  -- he is no second voice beside himself
        UPDATE knowledge_state SET rev = rev + 1 RETURNING rev INTO next;
        UPDATE articles SET rev = next, aged_at = now() WHERE id IN (SELECT article_id FROM lessons WHERE person = 'operator/' || NEW.email);
        UPDATE lessons SET person = 'operator/' || NEW.id WHERE person = 'operator/' || NEW.email;
        PERFORM pg_notify('knowledge', '');
    END IF;
    UPDATE article_reports SET operator_id = NEW.id, reporter = '' WHERE operator_id IS NULL AND reporter = NEW.email;
    UPDATE article_drafts d SET editor_id = NEW.id, editor = '' WHERE editor_id IS NULL AND editor = NEW.email
        AND NOT EXISTS (SELECT FROM article_drafts o WHERE o.editor_id = NEW.id AND o.form = d.form);
    IF EXISTS (SELECT FROM department_lessons WHERE operator_id IS NULL AND operator = NEW.email) THEN
        PERFORM pg_advisory_xact_lock(hashtext('department_lessons'));  -- revisions commit in their order
        UPDATE department_lessons SET operator_id = NEW.id, operator = '', role = '', rev = nextval('department_lessons_rev')
            WHERE operator_id IS NULL AND operator = NEW.email;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER operators_claim AFTER INSERT OR UPDATE OF email ON operators FOR EACH ROW EXECUTE FUNCTION claim_restored();
