-- Clerical review (S8): what people are asked, what they said, and how well the engine does by it.

-- One row: two records of a link run that people are asked about, by being doubtful, by making a person
-- suspicious, or by having been drawn by lot. A null rank: not for that reason. The keys are keyed
-- digests by which the records are known again in a later snapshot.
CREATE TABLE review_item (
    province          TEXT NOT NULL,
    link_run_id       BIGINT NOT NULL,
    id                BIGINT NOT NULL,
    left_snapshot_id  BIGINT NOT NULL,
    left_row_no       BIGINT NOT NULL,
    right_snapshot_id BIGINT NOT NULL,
    right_row_no      BIGINT NOT NULL,
    left_person_id    BIGINT NOT NULL,
    right_person_id   BIGINT NOT NULL,
    low_key           BIGINT NOT NULL,
    high_key          BIGINT NOT NULL,
    weight            DOUBLE NOT NULL,
    probability       DOUBLE NOT NULL,
    doubtful_rank     BIGINT,
    suspicious_rank   BIGINT,
    suspicion         TEXT,
    sample_rank       BIGINT,
    stratum           BIGINT,
    evidence          BYTES NOT NULL,
    PRIMARY KEY (province, link_run_id, id),
    CONSTRAINT item_stands_in_some_list CHECK (doubtful_rank IS NOT NULL OR suspicious_rank IS NOT NULL
                                               OR sample_rank IS NOT NULL),
    CONSTRAINT suspicion_is_known CHECK (suspicion IN ('two_of_one_register', 'identifiers_conflict',
                                                       'weakest_link')),
    CONSTRAINT drawn_item_has_its_stratum CHECK ((sample_rank IS NULL) = (stratum IS NULL))
) STRICT, WITHOUT ROWID;

-- One row: somebody who lives at the address, or has the parents, of a record of an item.
CREATE TABLE review_neighbour (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL,
    item_id     BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    row_no      BIGINT NOT NULL,
    relation    TEXT NOT NULL,
    PRIMARY KEY (province, link_run_id, item_id, person_id),
    CONSTRAINT relation_is_known CHECK (relation IN ('address', 'parents'))
) STRICT, WITHOUT ROWID;

-- One row: pairs of a link run that are alike in how sure the engine is of them, of which some are drawn.
CREATE TABLE review_stratum (
    province         TEXT NOT NULL,
    link_run_id      BIGINT NOT NULL,
    stratum          BIGINT NOT NULL,
    is_linked        BIGINT NOT NULL,
    moves_number     BIGINT NOT NULL,
    probability_from DOUBLE NOT NULL,
    probability_to   DOUBLE NOT NULL,
    pairs            BIGINT NOT NULL,
    pairs_decided    BIGINT NOT NULL,
    pairs_same       BIGINT NOT NULL,
    expected_same    DOUBLE NOT NULL,
    PRIMARY KEY (province, link_run_id, stratum)
) STRICT, WITHOUT ROWID;

-- One row: what one account said about two records, whichever snapshot they stand in. It binds all later
-- link runs until it is withdrawn. A withdrawn one stays, for whoever asks who decided what.
CREATE TABLE review_decision (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    low_key      BIGINT NOT NULL,
    high_key     BIGINT NOT NULL,
    low_marks    BYTES NOT NULL,
    high_marks   BYTES NOT NULL,
    account_id   BIGINT NOT NULL,
    decision     TEXT NOT NULL,
    origin       TEXT NOT NULL,
    bulk_id      BIGINT,
    made_at      BIGINT NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT decision_is_known CHECK (decision IN ('same', 'different', 'unsure')),
    CONSTRAINT origin_is_known CHECK (origin IN ('review', 'bulk', 'history')),
    CONSTRAINT bulk_decision_has_its_bulk CHECK ((origin = 'bulk') = (bulk_id IS NOT NULL)),
    CONSTRAINT keys_are_in_order CHECK (low_key <= high_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX review_decision_by_pair ON review_decision (province, low_key, high_key);
CREATE INDEX review_decision_by_account ON review_decision (province, account_id, made_at);

-- One row: one rule, applied to all doubtful pairs that it held for, as one decision.
CREATE TABLE bulk_decision (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    link_run_id  BIGINT NOT NULL,
    account_id   BIGINT NOT NULL,
    rule         TEXT NOT NULL,
    decision     TEXT NOT NULL,
    pairs        BIGINT NOT NULL,
    made_at      BIGINT NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT bulk_is_no_doubt CHECK (decision IN ('same', 'different'))
) STRICT, WITHOUT ROWID;
