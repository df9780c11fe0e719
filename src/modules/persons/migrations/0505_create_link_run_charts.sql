-- One row: what the charts of a complete link run are drawn from (S8): counts and the model, as JSON
-- (link_run_charts.hpp). Nothing of any one record.
CREATE TABLE link_run_charts (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL,
    charts      TEXT NOT NULL,
    PRIMARY KEY (province, link_run_id),
    CONSTRAINT charts_are_of_a_run FOREIGN KEY (province, link_run_id) REFERENCES link_run (province, id)
) STRICT, WITHOUT ROWID;
