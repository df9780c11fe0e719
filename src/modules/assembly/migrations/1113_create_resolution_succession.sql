-- One row: what a later cycle made of a resolution (S11): it stays in force as it is, is written anew as an item of
-- that cycle, is superseded by a resolution of it, or is closed. The resolution itself never changes.
CREATE TABLE resolution_succession (
    province       TEXT NOT NULL,
    id             BIGINT NOT NULL,
    resolution_id  BIGINT NOT NULL,
    assembly_id    BIGINT NOT NULL, -- The later cycle.
    decision       TEXT NOT NULL,
    reason         TEXT NOT NULL,
    agenda_item_id BIGINT, -- Where it is written anew.
    successor_id   BIGINT, -- The resolution that took its place.
    decided_by     BIGINT NOT NULL,
    decided_at     BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT cycle_decides_once_on_a_resolution UNIQUE (province, resolution_id, assembly_id),
    CONSTRAINT succession_is_of_a_resolution FOREIGN KEY (province, resolution_id)
        REFERENCES resolution (province, id),
    CONSTRAINT succession_is_in_a_cycle FOREIGN KEY (province, assembly_id) REFERENCES assembly (province, id),
    CONSTRAINT succession_is_written_in_an_item FOREIGN KEY (province, agenda_item_id)
        REFERENCES agenda_item (province, id),
    CONSTRAINT successor_is_a_resolution FOREIGN KEY (province, successor_id) REFERENCES resolution (province, id),
    CONSTRAINT succession_decision_is_known
        CHECK (decision IN ('carried_over', 'amended', 'superseded', 'closed')),
    CONSTRAINT amended_resolution_has_an_item CHECK (decision <> 'amended' OR agenda_item_id IS NOT NULL),
    CONSTRAINT superseded_resolution_has_a_successor CHECK (decision <> 'superseded' OR successor_id IS NOT NULL)
) STRICT;

CREATE INDEX resolution_succession_by_assembly ON resolution_succession (province, assembly_id);
CREATE INDEX resolution_succession_by_item ON resolution_succession (province, agenda_item_id);
CREATE INDEX resolution_succession_by_successor ON resolution_succession (province, successor_id);
