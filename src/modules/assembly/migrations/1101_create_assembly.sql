-- One row of assembly: one yearly cycle of a province (S2). Its rules are a copy of the template's, as JSON,
-- so that a later template changes no assembly that is under way.
CREATE TABLE assembly (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    year_be     BIGINT NOT NULL,
    title_th    TEXT NOT NULL,
    title_en    TEXT NOT NULL,
    phase       TEXT NOT NULL,
    rules       TEXT NOT NULL, -- As JSON.
    calendar    TEXT NOT NULL, -- As JSON.
    events      BIGINT NOT NULL, -- How many there are; who adds one holds this row.
    created_by  BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT assembly_is_the_only_one_of_its_year UNIQUE (province, year_be),
    CONSTRAINT phase_is_known CHECK (phase IN ('reflect', 'agenda', 'drafting', 'hearings', 'assembled',
        'adopted', 'driven', 'evaluated'))
) STRICT;

-- One row: something that happened in an assembly, in the chain of the public log, and what the live layer
-- sends. Never changed, but for salts and values of personal parts that are redacted.
CREATE TABLE assembly_event (
    province    TEXT NOT NULL,
    assembly_id BIGINT NOT NULL,
    sequence    BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    audience    TEXT NOT NULL,
    data        TEXT NOT NULL, -- As JSON.
    personal    TEXT NOT NULL, -- As JSON.
    before      TEXT NOT NULL,
    hash        TEXT NOT NULL,
    PRIMARY KEY (province, assembly_id, sequence),
    CONSTRAINT event_is_of_an_assembly FOREIGN KEY (province, assembly_id)
        REFERENCES assembly (province, id),
    CONSTRAINT audience_is_known CHECK (audience IN ('everyone', 'delegates', 'secretariat'))
) STRICT;
