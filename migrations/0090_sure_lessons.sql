-- +goose Up
-- Whether a lesson is an editor's or administrator's word is told by who he was when he taught it: a role that is given or taken later
-- neither confirms nor doubts what was taught before.

ALTER TABLE lessons ADD COLUMN sure boolean NOT NULL DEFAULT false;
ALTER TABLE forgotten_lessons ADD COLUMN sure boolean NOT NULL DEFAULT false;
UPDATE lessons l SET sure = true FROM operators o WHERE l.person = 'operator/' || o.id AND o.role IN ('editor', 'administrator');
UPDATE forgotten_lessons l SET sure = true FROM operators o WHERE l.person = 'operator/' || o.id AND o.role IN ('editor', 'administrator');
