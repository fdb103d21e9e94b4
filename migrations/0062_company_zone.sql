-- +goose Up
-- The company's time zone, in which its days begin and end: one for every process that serves it. The program keeps it
-- in settings, as "zone", when it starts; until then it is UTC.

CREATE FUNCTION company_zone() RETURNS text LANGUAGE sql STABLE
    RETURN COALESCE((SELECT value #>> '{}' FROM settings WHERE key = 'zone'), 'UTC');

-- The day of a moment. In a query over many rows: (SELECT company_day(now())), so that the zone is looked up once.
CREATE FUNCTION company_day(moment timestamptz) RETURNS date LANGUAGE sql STABLE
    RETURN (moment AT TIME ZONE company_zone())::date;

-- The moment at which a day begins: an hour later where the clocks are put forward at midnight.
CREATE FUNCTION company_midnight(day date) RETURNS timestamptz LANGUAGE sql STABLE
    RETURN day::timestamp AT TIME ZONE company_zone();

ALTER TABLE help_votes ALTER COLUMN day SET DEFAULT company_day(now());
