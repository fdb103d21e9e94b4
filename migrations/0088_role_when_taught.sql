-- +goose Up
-- Whether a transfer is an editor's or administrator's word is told by who made it was at the time, as of lessons about articles: its role
-- stays with it, also of whoever has an account here, or gets one.

UPDATE department_lessons l SET role = o.role FROM operators o WHERE o.id = l.operator_id;

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION claim_restored() RETURNS trigger LANGUAGE plpgsql AS $$
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
        UPDATE department_lessons SET operator_id = NEW.id, operator = '', rev = nextval('department_lessons_rev')
            WHERE operator_id IS NULL AND operator = NEW.email;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
