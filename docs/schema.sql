-- The whole schema, in the words of our migrations. Written by
--   SAMATCHA_WRITE_SCHEMA=1 build/dev/src/test_database -tc='docs/schema.sql*'
-- after a new migration; that test proves that both roads give the same database.

CREATE TABLE schema_migration ( number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL) STRICT;

CREATE TABLE job (
    province TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    stage TEXT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    arguments TEXT NOT NULL,
    resume_from TEXT,
    result TEXT,
    error TEXT,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT,
    is_cancel_requested BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    owner TEXT,
    heartbeat_at BIGINT,
    changed_at BIGINT NOT NULL,
    CONSTRAINT job_state_is_known CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    CONSTRAINT running_job_has_owner CHECK (state <> 'running' OR owner IS NOT NULL),
    CONSTRAINT ended_job_has_end CHECK ((state IN ('queued', 'running')) = (finished_at IS NULL)),
    CONSTRAINT failed_job_says_why CHECK ((state = 'failed') = (error IS NOT NULL)),
    PRIMARY KEY (province, id)
) STRICT;

CREATE INDEX unfinished_job ON job (province, id) WHERE state IN ('queued', 'running');

CREATE TABLE village (
    province TEXT NOT NULL,
    subdistrict TEXT NOT NULL,
    village_no BIGINT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT village_is_numbered CHECK (village_no BETWEEN 0 AND 99),
    CONSTRAINT village_lies_in_its_province CHECK (substr(subdistrict, 1, 2) = province),
    PRIMARY KEY (province, subdistrict, village_no)
) STRICT;

CREATE TABLE province (
    province TEXT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    is_demonstration BIGINT NOT NULL, -- Then a second factor is offered, not demanded.
    created_at BIGINT NOT NULL,
    PRIMARY KEY (province),
    CONSTRAINT province_is_a_two_digit_code CHECK (length(province) = 2)
) STRICT;

CREATE TABLE account (
    province TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    login TEXT NOT NULL,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    agency_id BIGINT,
    password_hash TEXT NOT NULL,
    second_factor_secret BYTES,       -- Sealed by the vault.
    second_factor_since BIGINT,       -- NULL until the first code was confirmed.
    second_factor_last_step BIGINT NOT NULL DEFAULT 0, -- A code counts once.
    created_at BIGINT NOT NULL,
    created_by BIGINT,
    disabled_at BIGINT,
    PRIMARY KEY (province, account_id),
    CONSTRAINT account_belongs_to_province FOREIGN KEY (province) REFERENCES province (province),
    CONSTRAINT operators_belong_to_no_province CHECK ((role = 'operator') = (province = '00')),
    CONSTRAINT some_roles_belong_to_an_agency CHECK (
        (role IN ('data_officer', 'case_worker', 'delegate')) = (agency_id IS NOT NULL))
) STRICT;

CREATE TABLE login_name (
    login TEXT NOT NULL,
    home_province TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    PRIMARY KEY (login),
    CONSTRAINT login_name_leads_to_account FOREIGN KEY (home_province, account_id)
        REFERENCES account (province, account_id)
) STRICT;

CREATE TABLE login_session (
    province TEXT NOT NULL,
    token_digest BYTES NOT NULL,
    account_id BIGINT NOT NULL,
    has_second_factor BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    PRIMARY KEY (province, token_digest),
    CONSTRAINT session_belongs_to_account FOREIGN KEY (province, account_id)
        REFERENCES account (province, account_id)
) STRICT;

CREATE INDEX login_session_by_account ON login_session (province, account_id);

CREATE TABLE login_attempt (
    subject BYTES NOT NULL,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (subject)
) STRICT;

CREATE TABLE "access_log" (
    province TEXT NOT NULL,
    access_log_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    account_id BIGINT,         -- NULL for a command.
    os_account TEXT NOT NULL,  -- Who ran the command; empty for a request.
    access TEXT NOT NULL,
    purpose TEXT NOT NULL,
    person_id BIGINT NOT NULL, -- 0 for lists and searches.
    what TEXT NOT NULL,        -- Fields or numbers of rows, nothing personal.
    CONSTRAINT access_is_numbered PRIMARY KEY (province, access_log_id),
    CONSTRAINT access_is_by_an_account FOREIGN KEY (province, account_id)
        REFERENCES account (province, account_id),
    CONSTRAINT access_is_by_somebody CHECK ((account_id IS NULL) = (os_account <> ''))
) STRICT;

CREATE INDEX access_log_by_person ON access_log (province, person_id, access_log_id);

CREATE TABLE agency (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    name_th    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    sector     TEXT NOT NULL,
    ministry   TEXT NOT NULL,
    kind       TEXT NOT NULL,
    mandate_th TEXT NOT NULL,
    mandate_en TEXT NOT NULL,
    area_code  TEXT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT agency_has_a_name_of_its_own UNIQUE (province, name_th),
    CONSTRAINT sector_is_of_the_triangle_or_the_media
        CHECK (sector IN ('state', 'academia', 'civil_society', 'media'))
) STRICT;

CREATE TABLE agreement (
    province      TEXT NOT NULL,
    id            BIGINT NOT NULL,
    agency_id     BIGINT NOT NULL,
    register_kind TEXT NOT NULL,
    name          TEXT NOT NULL,
    purpose       TEXT NOT NULL,
    legal_basis   TEXT NOT NULL,
    fields        TEXT NOT NULL, -- Words separated by commas.
    valid_from    TEXT NOT NULL,
    valid_until   TEXT NOT NULL,
    ended_on      TEXT NOT NULL, -- Empty unless somebody ended it before its time.
    created_by    BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT agreement_is_with_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id),
    CONSTRAINT agreement_register_is_known
        CHECK (register_kind IN ('civil', 'school', 'health', 'welfare')),
    CONSTRAINT agreement_ends_after_it_begins CHECK (valid_until >= valid_from)
) STRICT;

CREATE INDEX agreement_of_agency ON agreement (province, agency_id, register_kind);

CREATE TABLE upload (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    filename   TEXT NOT NULL,
    bytes      BIGINT NOT NULL,
    digest     BYTES NOT NULL, -- Keyed, of the whole file: to know the same file again.
    agency_id  BIGINT,         -- Whose officer sent it; null for the secretariat and commands.
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    removed_at BIGINT,
    PRIMARY KEY (province, id)
) STRICT;

CREATE INDEX upload_by_age ON upload (province, created_at);

CREATE TABLE snapshot (
    province        TEXT NOT NULL,
    id              BIGINT NOT NULL,
    agreement_id    BIGINT NOT NULL,
    agency_id       BIGINT NOT NULL,
    register_kind   TEXT NOT NULL,
    snapshot_date   TEXT NOT NULL,
    filename        TEXT NOT NULL,
    state           TEXT NOT NULL,
    rows_total      BIGINT NOT NULL,
    rows_stored     BIGINT NOT NULL,
    rows_rejected   BIGINT NOT NULL,
    values_rejected BIGINT NOT NULL,
    fields          TEXT NOT NULL,
    fields_dropped  TEXT NOT NULL,
    duplicate_of    BIGINT,
    job_id          BIGINT NOT NULL,
    upload_id       BIGINT NOT NULL,
    reading         TEXT NOT NULL,  -- JSON: how the file is read; holds no personal data.
    identity        BYTES NOT NULL, -- Digest of file, reading, agency, register and day.
    created_by      BIGINT NOT NULL,
    started_at      BIGINT NOT NULL,
    finished_at     BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT snapshot_is_taken_under_an_agreement FOREIGN KEY (province, agreement_id)
        REFERENCES agreement (province, id),
    CONSTRAINT snapshot_comes_from_an_upload FOREIGN KEY (province, upload_id)
        REFERENCES upload (province, id),
    CONSTRAINT snapshot_state_is_known
        CHECK (state IN ('importing', 'complete', 'failed', 'cancelled', 'identical')),
    CONSTRAINT identical_snapshot_names_the_first
        CHECK ((state = 'identical') = (duplicate_of IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX snapshot_is_complete_once ON snapshot (province, identity) WHERE state = 'complete';

CREATE INDEX snapshot_by_start ON snapshot (province, started_at);

CREATE TABLE received_record (
    province          TEXT NOT NULL,
    snapshot_id       BIGINT NOT NULL,
    row_no            BIGINT NOT NULL,
    citizen_id_index  BYTES,
    sex               TEXT NOT NULL,
    birth_date        TEXT NOT NULL,
    subdistrict_code  TEXT NOT NULL,
    village_no        TEXT NOT NULL,
    nationality_class TEXT NOT NULL,
    status_class      TEXT NOT NULL,
    grade             TEXT NOT NULL,
    school_code       TEXT NOT NULL,
    school_type       TEXT NOT NULL,
    sealed            BYTES NOT NULL,
    PRIMARY KEY (province, snapshot_id, row_no),
    CONSTRAINT record_belongs_to_a_snapshot FOREIGN KEY (province, snapshot_id)
        REFERENCES snapshot (province, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX received_record_by_citizen_id ON received_record (province, citizen_id_index)
    WHERE citizen_id_index IS NOT NULL;

CREATE TABLE import_issue (
    province     TEXT NOT NULL,
    snapshot_id  BIGINT NOT NULL,
    issue_no     BIGINT NOT NULL, -- 1, 2, 3 ... in the order of the file.
    row_no       BIGINT NOT NULL,
    column_no    BIGINT NOT NULL, -- From 1; 0 for the row as a whole.
    field        TEXT NOT NULL,
    value_masked BYTES NOT NULL,
    reason_key   TEXT NOT NULL,
    outcome      TEXT NOT NULL,
    PRIMARY KEY (province, snapshot_id, issue_no),
    CONSTRAINT issue_belongs_to_a_snapshot FOREIGN KEY (province, snapshot_id)
        REFERENCES snapshot (province, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_template (
    province      TEXT NOT NULL,
    agency_id     BIGINT NOT NULL,
    register_kind TEXT NOT NULL,
    layout        TEXT NOT NULL, -- The head words of the file (layout_of).
    mapping       TEXT NOT NULL, -- JSON: a list of {index, field}.
    filename      TEXT NOT NULL, -- Of the file it was confirmed with.
    saved_at      BIGINT NOT NULL,
    PRIMARY KEY (province, agency_id, register_kind, layout),
    CONSTRAINT template_is_of_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id)
) STRICT;

CREATE TABLE link_run (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    job_id      BIGINT NOT NULL,
    state       TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    finished_at BIGINT,
    snapshots   TEXT NOT NULL,
    report      TEXT NOT NULL, began_with_id BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (province, id),
    CONSTRAINT link_run_state_is_known CHECK (state IN ('running', 'complete', 'failed', 'cancelled')),
    CONSTRAINT ended_link_run_has_its_time CHECK ((state = 'running') = (finished_at IS NULL))
) STRICT;

CREATE TABLE person (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    link_run_id BIGINT NOT NULL,
    PRIMARY KEY (province, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_change (
    province        TEXT NOT NULL,
    link_run_id     BIGINT NOT NULL,
    person_id       BIGINT NOT NULL,
    other_person_id BIGINT NOT NULL,
    change          TEXT NOT NULL,
    records         BIGINT NOT NULL, reason TEXT NOT NULL DEFAULT 'evidence',
    PRIMARY KEY (province, link_run_id, person_id, other_person_id),
    CONSTRAINT change_is_a_split_or_a_merger CHECK (change IN ('split', 'merged'))
) STRICT, WITHOUT ROWID;

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

CREATE TABLE person_change_record (
    province        TEXT NOT NULL,
    link_run_id     BIGINT NOT NULL,
    person_id       BIGINT NOT NULL,
    other_person_id BIGINT NOT NULL,
    record_key      BIGINT NOT NULL,
    marks           BYTES NOT NULL,
    PRIMARY KEY (province, link_run_id, person_id, other_person_id, record_key, marks)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_run_charts (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL,
    charts      TEXT NOT NULL,
    PRIMARY KEY (province, link_run_id),
    CONSTRAINT charts_are_of_a_run FOREIGN KEY (province, link_run_id) REFERENCES link_run (province, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "person_record" (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL, -- The one that the rows began with.
    person_id   BIGINT NOT NULL,
    record_no   BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    row_no      BIGINT NOT NULL,
    fingerprint BIGINT NOT NULL,
    from_run_id BIGINT NOT NULL,
    to_run_id   BIGINT NOT NULL,
    CONSTRAINT record_is_of_a_person_from_a_run PRIMARY KEY (province, link_run_id, person_id, record_no, from_run_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "record_link" (
    province     TEXT NOT NULL,
    link_run_id  BIGINT NOT NULL, -- The one that the rows began with.
    person_id    BIGINT NOT NULL,
    left_record  BIGINT NOT NULL,
    right_record BIGINT NOT NULL,
    weight       DOUBLE NOT NULL,
    probability  DOUBLE NOT NULL,
    evidence     BYTES NOT NULL,
    from_run_id  BIGINT NOT NULL,
    to_run_id    BIGINT NOT NULL,
    CONSTRAINT link_is_from_a_run PRIMARY KEY (province, link_run_id, person_id, left_record, right_record, from_run_id),
    CONSTRAINT probability_is_one CHECK (probability >= 0 AND probability <= 1)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_record_ended ON person_record (province, link_run_id, to_run_id)
    WHERE to_run_id < 9223372036854775807;

CREATE INDEX record_link_ended ON record_link (province, link_run_id, to_run_id)
    WHERE to_run_id < 9223372036854775807;

CREATE TABLE rewritten_person (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    PRIMARY KEY (province, link_run_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE situation (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    link_run_id BIGINT NOT NULL,
    state       TEXT NOT NULL,
    as_of       TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    value       BIGINT NOT NULL,
    low         BIGINT NOT NULL,
    high        BIGINT NOT NULL,
    population  BIGINT NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT situation_state_is_known CHECK (state IN ('computing', 'published')),
    CONSTRAINT interval_holds_the_value CHECK (0 <= low AND low <= value AND value <= high
                                               AND high <= population)
) STRICT;

CREATE TABLE situation_standing (
    province     TEXT NOT NULL,
    situation_id BIGINT NOT NULL,
    standings    BYTES NOT NULL,
    PRIMARY KEY (province, situation_id),
    CONSTRAINT standing_belongs_to_situation FOREIGN KEY (province, situation_id)
        REFERENCES situation (province, id)
) STRICT;

CREATE TABLE situation_child (
    province         TEXT NOT NULL,
    situation_id     BIGINT NOT NULL,
    person_id        BIGINT NOT NULL,
    age              BIGINT NOT NULL,
    sex              TEXT NOT NULL,
    subdistrict_code TEXT NOT NULL,
    certainty        DOUBLE NOT NULL,
    reason           TEXT NOT NULL,
    snapshot_id      BIGINT NOT NULL,
    row_no           BIGINT NOT NULL, school_snapshot_id BIGINT, school_row_no BIGINT,
    PRIMARY KEY (province, situation_id, person_id),
    CONSTRAINT certainty_is_a_probability CHECK (certainty >= 0 AND certainty <= 1)
) STRICT, WITHOUT ROWID;

CREATE INDEX situation_child_by_place
    ON situation_child (province, situation_id, subdistrict_code, age, person_id);

CREATE TABLE child_export (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    situation_id BIGINT NOT NULL,
    job_id       BIGINT NOT NULL,
    state        TEXT NOT NULL,
    format       TEXT NOT NULL,
    language     TEXT NOT NULL,
    filter       TEXT NOT NULL, -- As JSON.
    sort         TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    created_by   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    finished_at  BIGINT,
    children     BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT export_is_of_a_situation FOREIGN KEY (province, situation_id)
        REFERENCES situation (province, id),
    CONSTRAINT export_state_is_known
        CHECK (state IN ('writing', 'complete', 'failed', 'cancelled', 'removed'))
) STRICT;

CREATE INDEX child_export_by_situation ON child_export (province, situation_id);

CREATE INDEX child_export_by_account ON child_export (province, created_by, id);

CREATE TABLE situation_count (
    province         TEXT NOT NULL,
    situation_id     BIGINT NOT NULL,
    subdistrict_code TEXT NOT NULL,
    age              BIGINT NOT NULL,
    sex              TEXT NOT NULL,
    children         BIGINT NOT NULL,
    PRIMARY KEY (province, situation_id, subdistrict_code, age, sex),
    CONSTRAINT nobody_is_listed_less_than_never CHECK (children >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX situation_child_by_age
    ON situation_child (province, situation_id, age, subdistrict_code, person_id);

CREATE INDEX situation_child_by_certainty
    ON situation_child (province, situation_id, certainty, subdistrict_code, age, person_id);

CREATE INDEX situation_child_by_place_and_certainty
    ON situation_child (province, situation_id, subdistrict_code, certainty, age, person_id);

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
    created_at  BIGINT NOT NULL, published_by BIGINT, published_at BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT assembly_is_the_only_one_of_its_year UNIQUE (province, year_be),
    CONSTRAINT phase_is_known CHECK (phase IN ('reflect', 'agenda', 'drafting', 'hearings', 'assembled',
        'adopted', 'driven', 'evaluated'))
) STRICT;

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

CREATE TABLE room (
    province         TEXT NOT NULL,
    id               BIGINT NOT NULL,
    assembly_id      BIGINT NOT NULL,
    name_th          TEXT NOT NULL,
    name_en          TEXT NOT NULL,
    is_plenary       BIGINT NOT NULL,
    chair_account_id BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT room_is_of_an_assembly FOREIGN KEY (province, assembly_id)
        REFERENCES assembly (province, id)
) STRICT;

CREATE INDEX room_by_assembly ON room (province, assembly_id);

CREATE TABLE invited_agency (
    province    TEXT NOT NULL,
    assembly_id BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    sector      TEXT NOT NULL,
    invited_at  BIGINT NOT NULL,
    PRIMARY KEY (province, assembly_id, agency_id),
    CONSTRAINT seat_is_of_an_assembly FOREIGN KEY (province, assembly_id)
        REFERENCES assembly (province, id),
    CONSTRAINT seat_is_of_an_agency FOREIGN KEY (province, agency_id) REFERENCES agency (province, id),
    CONSTRAINT invited_sector_is_known
        CHECK (sector IN ('state', 'academia', 'civil_society', 'media'))
) STRICT;

CREATE INDEX invited_agency_by_agency ON invited_agency (province, agency_id);

CREATE TABLE delegate (
    province          TEXT NOT NULL,
    id                BIGINT NOT NULL,
    assembly_id       BIGINT NOT NULL,
    agency_id         BIGINT NOT NULL,
    name              TEXT NOT NULL,
    is_alternate      BIGINT NOT NULL,
    invitation_digest BYTES NOT NULL,
    badge             TEXT NOT NULL,
    account_id        BIGINT,
    invited_at        BIGINT NOT NULL,
    accepted_at       BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT delegate_is_of_an_invited_agency FOREIGN KEY (province, assembly_id, agency_id)
        REFERENCES invited_agency (province, assembly_id, agency_id),
    CONSTRAINT who_accepted_has_an_account CHECK ((account_id IS NULL) = (accepted_at IS NULL))
) STRICT;

CREATE INDEX delegate_by_agency ON delegate (province, assembly_id, agency_id);

CREATE UNIQUE INDEX delegate_by_invitation ON delegate (province, invitation_digest);

CREATE UNIQUE INDEX delegate_by_badge ON delegate (province, badge);

CREATE TABLE attendance (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    assembly_id BIGINT NOT NULL,
    room_id     BIGINT NOT NULL,
    delegate_id BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    arrived_at  BIGINT NOT NULL,
    left_at     BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT stay_is_in_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id),
    CONSTRAINT stay_is_of_a_delegate FOREIGN KEY (province, delegate_id)
        REFERENCES delegate (province, id),
    CONSTRAINT nobody_leaves_before_arriving CHECK (left_at IS NULL OR left_at >= arrived_at)
) STRICT;

CREATE INDEX attendance_by_room ON attendance (province, room_id, arrived_at);

CREATE INDEX attendance_by_delegate ON attendance (province, delegate_id);

CREATE TABLE agenda_proposal (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    assembly_id BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    title_th    TEXT NOT NULL,
    title_en    TEXT NOT NULL,
    reason      TEXT NOT NULL,
    proposed_by BIGINT NOT NULL,
    proposed_at BIGINT NOT NULL,
    state       TEXT NOT NULL,
    criteria    TEXT NOT NULL, -- As JSON.
    answer      TEXT NOT NULL,
    answered_by BIGINT,
    answered_at BIGINT, forum TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (province, id),
    CONSTRAINT proposal_is_of_an_invited_agency FOREIGN KEY (province, assembly_id, agency_id)
        REFERENCES invited_agency (province, assembly_id, agency_id),
    CONSTRAINT proposal_state_is_known CHECK (state IN ('open', 'selected', 'declined')),
    CONSTRAINT answered_proposal_has_an_answer
        CHECK (state = 'open' OR (answer <> '' AND answered_by IS NOT NULL AND answered_at IS NOT NULL))
) STRICT;

CREATE INDEX agenda_proposal_by_agency ON agenda_proposal (province, assembly_id, agency_id);

CREATE TABLE agenda_item (
    province       TEXT NOT NULL,
    id             BIGINT NOT NULL,
    assembly_id    BIGINT NOT NULL,
    number         BIGINT NOT NULL,
    title_th       TEXT NOT NULL,
    title_en       TEXT NOT NULL,
    room_id        BIGINT NOT NULL,
    lead_agency_id BIGINT NOT NULL,
    co_owners      TEXT NOT NULL, -- As JSON: ids of agencies.
    evidence       TEXT NOT NULL, working_group TEXT NOT NULL DEFAULT '[]', proposal_id BIGINT, withdrawn_at BIGINT, withdrawal_reason TEXT NOT NULL DEFAULT '', -- As JSON.
    PRIMARY KEY (province, id),
    CONSTRAINT number_is_of_one_item UNIQUE (province, assembly_id, number),
    CONSTRAINT item_is_taken_in_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id),
    CONSTRAINT item_is_led_by_an_invited_agency FOREIGN KEY (province, assembly_id, lead_agency_id)
        REFERENCES invited_agency (province, assembly_id, agency_id)
) STRICT;

CREATE INDEX agenda_item_by_room ON agenda_item (province, room_id);

CREATE INDEX agenda_item_by_lead ON agenda_item (province, assembly_id, lead_agency_id);

CREATE TABLE draft_resolution (
    province       TEXT NOT NULL,
    id             BIGINT NOT NULL,
    assembly_id    BIGINT NOT NULL,
    agenda_item_id BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT item_has_one_draft UNIQUE (province, agenda_item_id),
    CONSTRAINT draft_is_of_an_agenda_item FOREIGN KEY (province, agenda_item_id)
        REFERENCES agenda_item (province, id)
) STRICT;

CREATE TABLE draft_version (
    province  TEXT NOT NULL,
    draft_id  BIGINT NOT NULL,
    version   BIGINT NOT NULL,
    text      TEXT NOT NULL, -- As JSON.
    came_from TEXT NOT NULL,
    made_by   BIGINT NOT NULL,
    made_at   BIGINT NOT NULL,
    PRIMARY KEY (province, draft_id, version),
    CONSTRAINT version_is_of_a_draft FOREIGN KEY (province, draft_id)
        REFERENCES draft_resolution (province, id),
    CONSTRAINT origin_of_version_is_known CHECK (came_from IN ('written', 'consolidated'))
) STRICT;

CREATE TABLE amendment (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    draft_id    BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    room_id     BIGINT NOT NULL,
    operation   TEXT NOT NULL, -- As JSON.
    reason      TEXT NOT NULL,
    state       TEXT NOT NULL,
    proposed_by BIGINT NOT NULL,
    proposed_at BIGINT NOT NULL,
    decision_reason TEXT NOT NULL,
    decided_by  BIGINT,
    decided_at  BIGINT, merged_into BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT amendment_is_of_a_version FOREIGN KEY (province, draft_id, version)
        REFERENCES draft_version (province, draft_id, version),
    CONSTRAINT amendment_is_of_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id),
    CONSTRAINT amendment_is_before_a_room FOREIGN KEY (province, room_id)
        REFERENCES room (province, id),
    CONSTRAINT amendment_state_is_known CHECK (state IN ('open', 'accepted', 'rejected', 'passed_up',
        'withdrawn', 'made')),
    CONSTRAINT decided_amendment_has_a_reason
        CHECK (state = 'open' OR (decision_reason <> '' AND decided_by IS NOT NULL AND decided_at IS NOT NULL))
) STRICT;

CREATE INDEX amendment_by_draft ON amendment (province, draft_id, version);

CREATE INDEX amendment_by_agency ON amendment (province, agency_id);

CREATE INDEX amendment_by_room ON amendment (province, room_id);

CREATE TABLE consensus_test (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    assembly_id BIGINT NOT NULL,
    room_id     BIGINT NOT NULL,
    draft_id    BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    opened_by   BIGINT NOT NULL,
    opened_at   BIGINT NOT NULL,
    fallback_announced_at BIGINT,
    closed_at   BIGINT,
    outcome     TEXT NOT NULL, whole_id BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT test_is_of_a_version FOREIGN KEY (province, draft_id, version)
        REFERENCES draft_version (province, draft_id, version),
    CONSTRAINT test_is_in_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id),
    CONSTRAINT consensus_outcome_is_known
        CHECK (outcome IN ('open', 'reached', 'blocked', 'fallback')),
    CONSTRAINT closed_test_has_an_outcome CHECK ((closed_at IS NULL) = (outcome = 'open'))
) STRICT;

CREATE INDEX consensus_test_by_draft ON consensus_test (province, draft_id, version);

CREATE INDEX consensus_test_by_room ON consensus_test (province, room_id);

CREATE TABLE consensus_position (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    test_id      BIGINT NOT NULL,
    agency_id    BIGINT NOT NULL,
    stance       TEXT NOT NULL,
    reason       TEXT NOT NULL,
    wording      TEXT NOT NULL,
    is_minuted   BIGINT NOT NULL,
    is_paper     BIGINT NOT NULL,
    taken_by     BIGINT NOT NULL,
    taken_at     BIGINT NOT NULL,
    confirmed_by BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT position_is_in_a_test FOREIGN KEY (province, test_id)
        REFERENCES consensus_test (province, id),
    CONSTRAINT position_is_of_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id),
    CONSTRAINT stance_is_known
        CHECK (stance IN ('supports', 'has_reservation', 'stands_aside', 'objects')),
    CONSTRAINT paper_is_confirmed_by_another CHECK (confirmed_by IS NULL OR confirmed_by <> taken_by)
) STRICT;

CREATE INDEX consensus_position_by_test ON consensus_position (province, test_id, id);

CREATE INDEX consensus_position_by_agency ON consensus_position (province, agency_id);

CREATE TABLE resolution (
    province      TEXT NOT NULL,
    id            BIGINT NOT NULL,
    assembly_id   BIGINT NOT NULL,
    number        BIGINT NOT NULL,
    draft_id      BIGINT NOT NULL,
    version       BIGINT NOT NULL,
    test_id       BIGINT NOT NULL,
    text          TEXT NOT NULL, -- As JSON.
    hash          TEXT NOT NULL,
    adopted_at    BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT resolution_number_is_of_one UNIQUE (province, assembly_id, number),
    CONSTRAINT draft_is_adopted_once UNIQUE (province, draft_id),
    CONSTRAINT resolution_is_of_a_version FOREIGN KEY (province, draft_id, version)
        REFERENCES draft_version (province, draft_id, version),
    CONSTRAINT resolution_was_tested FOREIGN KEY (province, test_id)
        REFERENCES consensus_test (province, id)
) STRICT;

CREATE INDEX resolution_by_version ON resolution (province, draft_id, version);

CREATE INDEX resolution_by_test ON resolution (province, test_id);

CREATE TABLE room_screen (
    province     TEXT NOT NULL,
    room_id      BIGINT NOT NULL,
    draft_id     BIGINT NOT NULL,
    paragraph_id BIGINT,
    amendment_id BIGINT,
    shown_at     BIGINT NOT NULL,
    PRIMARY KEY (province, room_id),
    CONSTRAINT screen_is_of_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id),
    CONSTRAINT screen_shows_a_draft FOREIGN KEY (province, draft_id)
        REFERENCES draft_resolution (province, id),
    CONSTRAINT screen_shows_an_amendment FOREIGN KEY (province, amendment_id)
        REFERENCES amendment (province, id)
) STRICT;

CREATE INDEX room_screen_by_draft ON room_screen (province, draft_id);

CREATE INDEX room_screen_by_amendment ON room_screen (province, amendment_id);

CREATE TABLE raised_hand (
    province      TEXT NOT NULL,
    id            BIGINT NOT NULL,
    room_id       BIGINT NOT NULL,
    delegate_id   BIGINT NOT NULL,
    agency_id     BIGINT NOT NULL,
    kind          TEXT NOT NULL,
    raised_at     BIGINT NOT NULL,
    begun_at      BIGINT,
    limit_seconds BIGINT NOT NULL,
    ended_at      BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT hand_is_in_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id),
    CONSTRAINT hand_is_of_a_delegate FOREIGN KEY (province, delegate_id)
        REFERENCES delegate (province, id),
    CONSTRAINT hand_kind_is_known CHECK (kind IN ('speech', 'point_of_order'))
) STRICT;

CREATE INDEX raised_hand_by_room ON raised_hand (province, room_id, id);

CREATE INDEX raised_hand_by_delegate ON raised_hand (province, delegate_id);

CREATE TABLE draft_comment (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    draft_id     BIGINT NOT NULL,
    paragraph_id BIGINT NOT NULL,
    first_byte   BIGINT NOT NULL,
    last_byte    BIGINT NOT NULL,
    is_gone      BIGINT NOT NULL,
    text         TEXT NOT NULL,
    agency_id    BIGINT,
    made_by      BIGINT NOT NULL,
    made_at      BIGINT NOT NULL,
    resolved_by  BIGINT,
    resolved_at  BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT comment_is_on_a_draft FOREIGN KEY (province, draft_id)
        REFERENCES draft_resolution (province, id),
    CONSTRAINT comment_of_a_delegate_is_of_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id),
    CONSTRAINT comment_is_on_words_in_order CHECK (last_byte >= first_byte)
) STRICT;

CREATE INDEX draft_comment_by_draft ON draft_comment (province, draft_id, id);

CREATE INDEX draft_comment_by_agency ON draft_comment (province, agency_id);

CREATE TABLE assembly_document (
    province    TEXT NOT NULL,
    hash        TEXT NOT NULL,
    assembly_id BIGINT NOT NULL,
    state       TEXT NOT NULL,
    content     TEXT NOT NULL, -- As JSON.
    printed_at  BIGINT NOT NULL, redacted_at BIGINT,
    PRIMARY KEY (province, hash),
    CONSTRAINT document_is_of_an_assembly FOREIGN KEY (province, assembly_id)
        REFERENCES assembly (province, id),
    CONSTRAINT state_of_document_is_known CHECK (state IN ('draft', 'adopted'))
) STRICT;

CREATE INDEX assembly_document_by_assembly ON assembly_document (province, assembly_id, printed_at);

CREATE TABLE log_redaction (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    assembly_id BIGINT NOT NULL,
    sequence    BIGINT NOT NULL,
    part        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    asked_by    BIGINT NOT NULL,
    asked_at    BIGINT NOT NULL,
    state       TEXT NOT NULL,
    answered_by BIGINT,
    answered_at BIGINT, words TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (province, id),
    CONSTRAINT redaction_is_of_an_event FOREIGN KEY (province, assembly_id, sequence)
        REFERENCES assembly_event (province, assembly_id, sequence),
    CONSTRAINT redaction_state_is_known CHECK (state IN ('asked', 'done', 'declined')),
    CONSTRAINT redaction_is_answered_by_another CHECK (answered_by IS NULL OR answered_by <> asked_by),
    CONSTRAINT answered_redaction_has_an_answer
        CHECK ((state = 'asked') = (answered_by IS NULL) AND (state = 'asked') = (answered_at IS NULL))
) STRICT;

CREATE INDEX log_redaction_by_event ON log_redaction (province, assembly_id, sequence);

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

CREATE TABLE minutes_edit (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    room_id     BIGINT NOT NULL,
    sequence    BIGINT NOT NULL, -- Of the event.
    addition_id BIGINT,          -- The first edit of an addition, which has its own.
    text_th     TEXT NOT NULL,
    text_en     TEXT NOT NULL,
    edited_by   BIGINT NOT NULL,
    edited_at   BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT minutes_are_of_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id)
) STRICT;

CREATE INDEX minutes_edit_by_room ON minutes_edit (province, room_id, id);

CREATE TABLE drafting_group (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    test_id      BIGINT NOT NULL,
    draft_id     BIGINT NOT NULL,
    agency_id    BIGINT NOT NULL, -- Whose objection it is.
    members      TEXT NOT NULL,   -- As JSON: ids of agencies.
    formed_by    BIGINT NOT NULL,
    formed_at    BIGINT NOT NULL,
    returns_at   BIGINT NOT NULL,
    returned_at  BIGINT,
    wording      TEXT NOT NULL,
    amendment_id BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT group_is_of_a_test FOREIGN KEY (province, test_id)
        REFERENCES consensus_test (province, id),
    CONSTRAINT group_is_about_a_draft FOREIGN KEY (province, draft_id)
        REFERENCES draft_resolution (province, id),
    CONSTRAINT group_is_for_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id),
    CONSTRAINT wording_is_taken_up_as_an_amendment FOREIGN KEY (province, amendment_id)
        REFERENCES amendment (province, id),
    CONSTRAINT who_returned_has_words CHECK (returned_at IS NULL OR wording <> '')
) STRICT;

CREATE INDEX drafting_group_by_draft ON drafting_group (province, draft_id, id);

CREATE INDEX drafting_group_by_test ON drafting_group (province, test_id);

CREATE INDEX drafting_group_by_agency ON drafting_group (province, agency_id);

CREATE INDEX drafting_group_by_amendment ON drafting_group (province, amendment_id);

CREATE TABLE screen_link (
    province  TEXT NOT NULL,
    id        BIGINT NOT NULL,
    room_id   BIGINT NOT NULL,
    digest    BYTES NOT NULL,
    opened_by BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT screen_link_is_of_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id)
) STRICT;

CREATE INDEX screen_link_by_room ON screen_link (province, room_id);

CREATE UNIQUE INDEX screen_link_by_digest ON screen_link (province, digest);

CREATE TABLE background_paper (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    item_id    BIGINT NOT NULL,
    filename   TEXT NOT NULL,
    byte_count BIGINT NOT NULL,
    sha256     TEXT NOT NULL, -- Hexadecimal, as the log tells it.
    added_by   BIGINT NOT NULL,
    added_at   BIGINT NOT NULL,
    removed_at BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT paper_is_of_an_agenda_item FOREIGN KEY (province, item_id)
        REFERENCES agenda_item (province, id)
) STRICT;

CREATE INDEX background_paper_by_item ON background_paper (province, item_id);

CREATE INDEX consensus_test_by_whole ON consensus_test (province, whole_id);

CREATE TABLE hearing (
    province    TEXT NOT NULL,
    draft_id    BIGINT NOT NULL,
    assembly_id BIGINT NOT NULL,
    opened_at   BIGINT NOT NULL,
    closed_at   BIGINT,
    PRIMARY KEY (province, draft_id),
    CONSTRAINT hearing_is_on_a_draft FOREIGN KEY (province, draft_id)
        REFERENCES draft_resolution (province, id)
) STRICT;

CREATE INDEX hearing_by_assembly ON hearing (province, assembly_id);

CREATE TABLE hearing_comment (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    draft_id     BIGINT NOT NULL,
    paragraph_id BIGINT NOT NULL,
    first_byte   BIGINT NOT NULL,
    last_byte    BIGINT NOT NULL,
    is_gone      BIGINT NOT NULL,
    name         TEXT NOT NULL,
    text         TEXT NOT NULL,
    made_at      BIGINT NOT NULL,
    state        TEXT NOT NULL,
    decided_by   BIGINT,
    decided_at   BIGINT,
    answer       TEXT NOT NULL,
    answered_at  BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT hearing_comment_is_on_a_hearing FOREIGN KEY (province, draft_id)
        REFERENCES hearing (province, draft_id),
    CONSTRAINT hearing_comment_is_on_words_in_order CHECK (last_byte >= first_byte),
    CONSTRAINT state_of_hearing_comment_is_known CHECK (state IN ('waiting', 'shown', 'kept_back')),
    CONSTRAINT decided_hearing_comment_says_by_whom CHECK ((state = 'waiting') = (decided_at IS NULL)),
    CONSTRAINT only_what_is_shown_is_answered CHECK (answered_at IS NULL OR state = 'shown')
) STRICT;

CREATE INDEX hearing_comment_by_draft ON hearing_comment (province, draft_id, id);

CREATE TABLE draft_translation (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    draft_id   BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    title      TEXT,
    paragraphs TEXT NOT NULL, -- As JSON.
    made_by    BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT translation_is_of_a_version FOREIGN KEY (province, draft_id, version)
        REFERENCES draft_version (province, draft_id, version)
) STRICT;

CREATE INDEX draft_translation_by_draft ON draft_translation (province, draft_id, version);

CREATE TABLE forum (
    province       TEXT NOT NULL,
    id             BIGINT NOT NULL,
    assembly_id    BIGINT NOT NULL,
    title_th       TEXT NOT NULL,
    title_en       TEXT NOT NULL,
    question_th    TEXT NOT NULL,
    question_en    TEXT NOT NULL,
    area_code      TEXT NOT NULL,
    phase          TEXT NOT NULL,
    admission      TEXT NOT NULL,
    moderation     TEXT NOT NULL,
    join_code      TEXT NOT NULL, -- Empty unless people come in by one code for all.
    joins_per_hour BIGINT NOT NULL, -- From one network.
    statements     BIGINT NOT NULL,
    participants   BIGINT NOT NULL,
    created_by     BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    opened_at      BIGINT,
    closed_at      BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT forum_belongs_to_an_assembly FOREIGN KEY (province, assembly_id) REFERENCES assembly (province, id),
    CONSTRAINT forum_phase_is_known CHECK (phase IN ('draft', 'open', 'closed', 'reported')),
    CONSTRAINT admission_is_known CHECK (admission IN ('open', 'by_code', 'by_invitation')),
    CONSTRAINT moderation_is_known CHECK (moderation IN ('before', 'after')),
    CONSTRAINT forum_by_code_has_a_code CHECK (admission <> 'by_code' OR join_code <> '')
) STRICT;

CREATE INDEX forum_by_assembly ON forum (province, assembly_id);

CREATE TABLE forum_statement (
    province   TEXT NOT NULL,
    forum_id   BIGINT NOT NULL,
    number     BIGINT NOT NULL,
    text       TEXT NOT NULL,
    author     BIGINT,
    decision   TEXT NOT NULL,
    is_meta    BIGINT NOT NULL,
    reason     TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    decided_at BIGINT,
    PRIMARY KEY (province, forum_id, number),
    CONSTRAINT statement_is_of_a_forum FOREIGN KEY (province, forum_id) REFERENCES forum (province, id),
    CONSTRAINT decision_is_known CHECK (decision IN ('undecided', 'accepted', 'rejected')),
    CONSTRAINT rejected_statement_has_a_reason CHECK (decision <> 'rejected' OR reason <> '')
) STRICT;

CREATE TABLE statement_decision (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    forum_id   BIGINT NOT NULL,
    statement  BIGINT NOT NULL,
    decision   TEXT NOT NULL,
    is_meta    BIGINT NOT NULL,
    reason     TEXT NOT NULL,
    decided_by BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT decision_is_on_a_statement FOREIGN KEY (province, forum_id, statement)
        REFERENCES forum_statement (province, forum_id, number)
) STRICT;

CREATE INDEX statement_decision_by_statement ON statement_decision (province, forum_id, statement);

CREATE TABLE forum_participant (
    province TEXT NOT NULL,
    forum_id BIGINT NOT NULL,
    number   BIGINT NOT NULL,
    digest   BYTES NOT NULL, -- Of the token; of who came in by a file, of nothing that anyone has.
    kind     TEXT NOT NULL,
    sector   TEXT,
    PRIMARY KEY (province, forum_id, number),
    CONSTRAINT participant_is_in_a_forum FOREIGN KEY (province, forum_id) REFERENCES forum (province, id),
    CONSTRAINT participant_kind_is_known CHECK (kind IN ('visitor', 'resident', 'delegate')),
    CONSTRAINT delegate_has_a_sector CHECK (kind <> 'delegate' OR sector IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX forum_participant_by_digest ON forum_participant (province, forum_id, digest);

CREATE TABLE forum_code (
    province TEXT NOT NULL,
    forum_id BIGINT NOT NULL,
    digest   BYTES NOT NULL,
    is_used  BIGINT NOT NULL,
    PRIMARY KEY (province, forum_id, digest),
    CONSTRAINT code_is_of_a_forum FOREIGN KEY (province, forum_id) REFERENCES forum (province, id)
) STRICT;

CREATE TABLE forum_delegate (
    province   TEXT NOT NULL,
    forum_id   BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    PRIMARY KEY (province, forum_id, account_id),
    CONSTRAINT delegate_is_in_a_forum FOREIGN KEY (province, forum_id) REFERENCES forum (province, id)
) STRICT;

CREATE TABLE forum_vote (
    province    TEXT NOT NULL,
    forum_id    BIGINT NOT NULL,
    participant BIGINT NOT NULL,
    number      BIGINT NOT NULL,
    statement   BIGINT NOT NULL,
    vote        BIGINT NOT NULL,
    cast_at     BIGINT NOT NULL,
    PRIMARY KEY (province, forum_id, participant, number),
    CONSTRAINT vote_is_by_a_participant FOREIGN KEY (province, forum_id, participant)
        REFERENCES forum_participant (province, forum_id, number),
    CONSTRAINT vote_is_on_a_statement FOREIGN KEY (province, forum_id, statement)
        REFERENCES forum_statement (province, forum_id, number),
    CONSTRAINT vote_is_known CHECK (vote IN (-1, 0, 1))
) STRICT;

CREATE TABLE statement_use (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    forum_id     BIGINT NOT NULL,
    statement    BIGINT NOT NULL,
    assembly_id  BIGINT NOT NULL,
    proposal_id  BIGINT,
    draft_id     BIGINT,
    paragraph_id BIGINT,
    agree        BIGINT NOT NULL,
    disagree     BIGINT NOT NULL,
    pass         BIGINT NOT NULL,
    by_all       BIGINT NOT NULL, -- Every opinion group surely agreed.
    made_by      BIGINT NOT NULL,
    made_at      BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT use_is_of_a_statement FOREIGN KEY (province, forum_id, statement)
        REFERENCES forum_statement (province, forum_id, number),
    CONSTRAINT use_is_in_an_assembly FOREIGN KEY (province, assembly_id) REFERENCES assembly (province, id),
    CONSTRAINT use_is_in_a_proposal FOREIGN KEY (province, proposal_id) REFERENCES agenda_proposal (province, id),
    CONSTRAINT use_is_in_a_draft FOREIGN KEY (province, draft_id) REFERENCES draft_resolution (province, id),
    CONSTRAINT use_is_a_proposal_or_a_paragraph
        CHECK ((proposal_id IS NULL) <> (draft_id IS NULL) AND (draft_id IS NULL) = (paragraph_id IS NULL))
) STRICT;

CREATE INDEX statement_use_by_statement ON statement_use (province, forum_id, statement);

CREATE INDEX statement_use_by_assembly ON statement_use (province, assembly_id);

CREATE INDEX statement_use_by_proposal ON statement_use (province, proposal_id);

CREATE INDEX statement_use_by_draft ON statement_use (province, draft_id);

CREATE TABLE forum_moderator (
    province   TEXT NOT NULL,
    forum_id   BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    named_by   BIGINT NOT NULL,
    named_at   BIGINT NOT NULL,
    PRIMARY KEY (province, forum_id, account_id),
    CONSTRAINT moderator_is_of_a_forum FOREIGN KEY (province, forum_id) REFERENCES forum (province, id)
) STRICT;

CREATE TABLE deadline (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    kind       TEXT NOT NULL,   -- Who does it: "digest", "referral_answer".
    subject    BIGINT NOT NULL, -- What it is about; 0: nothing in particular.
    key        TEXT NOT NULL,   -- One thing to be done has one key for ever.
    due_at     BIGINT NOT NULL,
    state      TEXT NOT NULL,
    try_at     BIGINT NOT NULL, -- When due, or later after it failed.
    attempts   BIGINT NOT NULL,
    ended_at   BIGINT,
    CONSTRAINT deadline_is_numbered PRIMARY KEY (province, id),
    CONSTRAINT deadline_of_a_key_is_one UNIQUE (province, key),
    CONSTRAINT deadline_belongs_to_province FOREIGN KEY (province) REFERENCES province (province),
    CONSTRAINT deadline_state_is_known CHECK (state IN ('open', 'done', 'cancelled')),
    CONSTRAINT ended_deadline_has_its_time CHECK ((state = 'open') = (ended_at IS NULL))
) STRICT;

CREATE INDEX deadline_to_do ON deadline (province, try_at) WHERE state = 'open';

CREATE INDEX deadline_by_subject ON deadline (province, kind, subject);

CREATE TABLE notice (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    key        TEXT NOT NULL, -- The same thing is told one account once.
    text_key   TEXT NOT NULL,
    arguments  TEXT NOT NULL, -- JSON: name to {th, en}.
    path       TEXT NOT NULL, -- The page that it is about.
    urgency    TEXT NOT NULL,
    told_at    BIGINT NOT NULL,
    read_at    BIGINT,
    settled_at BIGINT,        -- Since when it is certain whether an e-mail tells it.
    CONSTRAINT notice_is_numbered PRIMARY KEY (province, id),
    CONSTRAINT notice_of_a_key_is_told_once UNIQUE (province, account_id, key),
    CONSTRAINT notice_is_for_an_account FOREIGN KEY (province, account_id) REFERENCES account (province, account_id),
    CONSTRAINT urgency_is_known CHECK (urgency IN ('alarm', 'soon', 'daily'))
) STRICT;

CREATE INDEX notice_by_account ON notice (province, account_id, id);

CREATE INDEX notice_unread ON notice (province, account_id) WHERE read_at IS NULL;

CREATE INDEX notice_to_settle ON notice (province, urgency, account_id) WHERE settled_at IS NULL;

CREATE TABLE notice_choice (
    province   TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    address    TEXT NOT NULL,
    mailing    TEXT NOT NULL,
    language   TEXT NOT NULL,
    CONSTRAINT choice_is_of_an_account PRIMARY KEY (province, account_id),
    CONSTRAINT choice_belongs_to_account FOREIGN KEY (province, account_id) REFERENCES account (province, account_id),
    CONSTRAINT mailing_is_known CHECK (mailing IN ('at_once', 'daily', 'never')),
    CONSTRAINT mailing_needs_an_address CHECK (mailing = 'never' OR address <> ''),
    CONSTRAINT language_is_known CHECK (language IN ('thai', 'english'))
) STRICT;

CREATE TABLE mail (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    account_id  BIGINT NOT NULL,
    address     TEXT NOT NULL,
    subject     TEXT NOT NULL,
    body        TEXT NOT NULL,
    urgency     TEXT NOT NULL,
    state       TEXT NOT NULL,
    attempts    BIGINT NOT NULL,
    try_at      BIGINT NOT NULL, -- Of one that a process is sending: when it is taken for dead.
    owner       TEXT NOT NULL,   -- The process that is sending it; empty: none.
    written_at  BIGINT NOT NULL,
    ended_at    BIGINT,
    CONSTRAINT mail_is_numbered PRIMARY KEY (province, id),
    CONSTRAINT mail_is_for_an_account FOREIGN KEY (province, account_id) REFERENCES account (province, account_id),
    CONSTRAINT mail_urgency_is_known CHECK (urgency IN ('alarm', 'soon', 'daily')),
    CONSTRAINT mail_state_is_known CHECK (state IN ('queued', 'handed_over', 'sent', 'given_up'))
) STRICT;

CREATE INDEX mail_to_send ON mail (province, try_at) WHERE state = 'queued';

CREATE TABLE attachment (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   BIGINT NOT NULL,
    client_key   TEXT,            -- Given by a phone, so that what is sent twice is kept once.
    kind         TEXT NOT NULL,
    sealed       BYTES NOT NULL,  -- The file's name, which may name somebody, and the key that the file is coded with.
    byte_count   BIGINT NOT NULL,
    width        BIGINT NOT NULL, -- 0 of a document.
    height       BIGINT NOT NULL,
    added_by     BIGINT NOT NULL,
    added_at     BIGINT NOT NULL,
    kept_at      BIGINT,
    removed_at   BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT attachment_is_sent_once UNIQUE (province, subject_kind, subject_id, client_key),
    CONSTRAINT attachment_kind_is_known CHECK (kind IN ('jpeg', 'png', 'webp', 'pdf'))
) STRICT;

CREATE INDEX attachment_by_subject ON attachment (province, subject_kind, subject_id, id);

CREATE INDEX attachment_unfinished ON attachment (province, added_at) WHERE kept_at IS NULL OR removed_at IS NOT NULL;

CREATE TABLE care_case (
    province         TEXT NOT NULL,
    case_id          BIGINT NOT NULL,
    person_id        BIGINT,        -- NULL: entered by hand, known to no register.
    household_id     BIGINT,        -- A keyed digest of the house: children of one house have one.
    origin           TEXT NOT NULL,
    state            TEXT NOT NULL,
    outcome          TEXT NOT NULL, -- Of a closed one; else empty.
    subdistrict_code TEXT NOT NULL,
    agency_id        BIGINT NOT NULL, -- 0: nobody's yet.
    worker_id        BIGINT NOT NULL, -- The account it is given to; 0: nobody.
    birth_year       BIGINT NOT NULL, -- C.E.; 0: not known.
    sex              TEXT NOT NULL,
    certainty        DOUBLE NOT NULL, -- That the child is out of school, when the case was opened.
    is_urgent        BIGINT NOT NULL, -- A danger sign stands that nobody has answered.
    due              TEXT NOT NULL,   -- The next thing to do.
    due_at           BIGINT NOT NULL, -- By when; the far future for a closed one.
    child            BYTES NOT NULL,  -- Names, birth date, house, guardian, telephone: sealed.
    opened_at        BIGINT NOT NULL,
    changed_at       BIGINT NOT NULL,
    version          BIGINT NOT NULL, -- Grows by one a change.
    PRIMARY KEY (province, case_id),
    CONSTRAINT person_has_one_case UNIQUE (province, person_id),
    CONSTRAINT case_state_is_known CHECK (state IN ('candidate', 'contacted', 'verified', 'assessed',
        'plan_approved', 'in_service', 'placed', 'monitored', 'closed')),
    CONSTRAINT closed_case_has_outcome CHECK ((state = 'closed') = (outcome <> '')),
    CONSTRAINT outcome_is_known CHECK (outcome IN ('', 'livelihood', 'completed', 'moved', 'died',
        'false_positive', 'refused'))
) STRICT;

CREATE INDEX care_case_by_due ON care_case (province, due_at, case_id);

CREATE INDEX care_case_by_state ON care_case (province, state, due_at, case_id);

CREATE INDEX care_case_by_area ON care_case (province, subdistrict_code, due_at, case_id);

CREATE INDEX care_case_by_agency ON care_case (province, agency_id, due_at, case_id);

CREATE INDEX care_case_by_worker ON care_case (province, worker_id, due_at, case_id);

CREATE INDEX care_case_by_household ON care_case (province, household_id);

CREATE TABLE care_event (
    province   TEXT NOT NULL,
    case_id    BIGINT NOT NULL,
    event_id   BIGINT NOT NULL,
    at         BIGINT NOT NULL, -- When it happened; a phone may tell of it days later.
    written_at BIGINT NOT NULL,
    account_id BIGINT NOT NULL, -- 0: the program itself, after a link run or when something came due.
    verb       TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    said       BYTES,
    client_key TEXT,            -- Given by a phone, so that what is sent twice is written once.
    PRIMARY KEY (province, case_id, event_id),
    CONSTRAINT event_is_sent_once UNIQUE (province, case_id, client_key),
    CONSTRAINT event_belongs_to_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id)
) STRICT;

CREATE TABLE care_duty (
    province   TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    duty       TEXT NOT NULL,
    PRIMARY KEY (province, account_id, duty),
    CONSTRAINT duty_is_known CHECK (duty IN ('coordinator', 'duty_officer'))
) STRICT;

CREATE TABLE care_area (
    province         TEXT NOT NULL,
    account_id       BIGINT NOT NULL,
    subdistrict_code TEXT NOT NULL,
    PRIMARY KEY (province, account_id, subdistrict_code)
) STRICT;

CREATE INDEX care_area_by_place ON care_area (province, subdistrict_code, account_id);

CREATE TABLE field_finding (
    province           TEXT NOT NULL,
    person_id          BIGINT NOT NULL,
    finding            TEXT NOT NULL,
    case_id            BIGINT NOT NULL, -- Of modules/care: its history says who found what, where and how.
    account_id         BIGINT NOT NULL,
    found_at           BIGINT NOT NULL,
    situation_id       BIGINT,          -- Whose list it was taken from; NULL: stood on none.
    age                BIGINT,
    sex                TEXT,
    subdistrict_code   TEXT,
    certainty          DOUBLE,
    reason             TEXT,
    snapshot_id        BIGINT,
    row_no             BIGINT,
    school_snapshot_id BIGINT,
    school_row_no      BIGINT,
    PRIMARY KEY (province, person_id),
    CONSTRAINT finding_is_known CHECK (finding IN ('in_school', 'moved', 'died'))
) STRICT;

CREATE TABLE care_answer (
    province     TEXT NOT NULL,
    case_id      BIGINT NOT NULL,
    answer_id    BIGINT NOT NULL,
    form         TEXT NOT NULL,
    form_version BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    account_id   BIGINT NOT NULL,
    answers      BYTES NOT NULL, -- Sealed.
    PRIMARY KEY (province, case_id, answer_id),
    CONSTRAINT answer_belongs_to_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id)
) STRICT;

CREATE TABLE care_cause (
    province TEXT NOT NULL,
    case_id  BIGINT NOT NULL,
    cause    TEXT NOT NULL,
    PRIMARY KEY (province, case_id, cause),
    CONSTRAINT cause_belongs_to_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id)
) STRICT;

CREATE TABLE care_alert (
    province    TEXT NOT NULL,
    alert_id    BIGINT NOT NULL,
    case_id     BIGINT NOT NULL,
    raised_at   BIGINT NOT NULL,
    raised_by   BIGINT NOT NULL,
    is_open     BIGINT NOT NULL,
    answered_at BIGINT,
    answered_by BIGINT,
    signs       BYTES NOT NULL, -- Sealed.
    PRIMARY KEY (province, alert_id),
    CONSTRAINT alert_belongs_to_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id)
) STRICT;

CREATE INDEX care_alert_by_open ON care_alert (province, is_open, raised_at, alert_id);

CREATE INDEX care_alert_by_case ON care_alert (province, case_id, alert_id);

CREATE TABLE care_goal (
    province   TEXT NOT NULL,
    case_id    BIGINT NOT NULL,
    goal_id    BIGINT NOT NULL,
    service    TEXT NOT NULL,   -- Key of the picklist of services.
    agency_id  BIGINT NOT NULL, -- Who does it; 0: not yet known.
    by_date    TEXT NOT NULL,
    state      TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    words      BYTES NOT NULL,  -- Sealed.
    PRIMARY KEY (province, case_id, goal_id),
    CONSTRAINT goal_belongs_to_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id),
    CONSTRAINT goal_state_is_known CHECK (state IN ('open', 'under_way', 'done', 'unmet', 'dropped'))
) STRICT;

CREATE INDEX care_goal_by_service ON care_goal (province, state, service);

CREATE TABLE care_approval (
    province  TEXT NOT NULL,
    agency_id BIGINT NOT NULL,
    PRIMARY KEY (province, agency_id)
) STRICT;

CREATE TABLE care_follow_up (
    province     TEXT NOT NULL,
    case_id      BIGINT NOT NULL,
    follow_up_id BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    due_at       BIGINT NOT NULL,
    done_at      BIGINT,
    finding      TEXT NOT NULL, -- Key of the picklist; empty until it is done.
    PRIMARY KEY (province, case_id, follow_up_id),
    CONSTRAINT follow_up_belongs_to_case FOREIGN KEY (province, case_id)
        REFERENCES care_case (province, case_id),
    CONSTRAINT follow_up_kind_is_known CHECK (kind IN ('months3', 'months6', 'months12', 'planned'))
) STRICT;

CREATE TABLE care_assignment (
    province      TEXT NOT NULL,
    assignment_id BIGINT NOT NULL,
    job_id        BIGINT NOT NULL,
    state         TEXT NOT NULL,
    account_id    BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    cases         BIGINT NOT NULL, -- So far.
    order_text    TEXT NOT NULL, -- JSON: from where, to whom.
    PRIMARY KEY (province, assignment_id),
    CONSTRAINT assignment_state_is_known CHECK (state IN ('running', 'done', 'undoing', 'undone', 'failed'))
) STRICT;

CREATE TABLE care_assignment_case (
    province      TEXT NOT NULL,
    assignment_id BIGINT NOT NULL,
    case_id       BIGINT NOT NULL,
    was_opened    BIGINT NOT NULL,
    agency_before BIGINT NOT NULL,
    worker_before BIGINT NOT NULL,
    agency_after  BIGINT NOT NULL,
    worker_after  BIGINT NOT NULL,
    version_after BIGINT NOT NULL, -- What has another version now, somebody has worked on: it stays.
    PRIMARY KEY (province, assignment_id, case_id)
) STRICT;

CREATE INDEX care_case_by_change ON care_case (province, changed_at);

CREATE TABLE care_phone (
    province      TEXT NOT NULL,
    phone_id      BIGINT NOT NULL,
    account_id    BIGINT NOT NULL,
    name          TEXT NOT NULL,  -- As its owner calls it.
    token_digest  BYTES NOT NULL,
    registered_at BIGINT NOT NULL,
    synced_at     BIGINT NOT NULL, -- When it last fetched or sent.
    cut_off_at    BIGINT NOT NULL, -- 0: it is not.
    PRIMARY KEY (province, phone_id),
    CONSTRAINT phone_has_one_token UNIQUE (province, token_digest)
) STRICT;

CREATE INDEX care_phone_by_account ON care_phone (province, account_id, phone_id);

CREATE TABLE care_phone_edit (
    province    TEXT NOT NULL,
    phone_id    BIGINT NOT NULL,
    counter     BIGINT NOT NULL, -- The phone's own number: what is sent twice counts once.
    case_id     BIGINT NOT NULL,
    written_at  BIGINT NOT NULL, -- By the phone's clock.
    received_at BIGINT NOT NULL,
    refusal     TEXT NOT NULL,   -- The error's key; empty: it was taken.
    said        BYTES NOT NULL,  -- As it was sent: sealed.
    PRIMARY KEY (province, phone_id, counter),
    CONSTRAINT edit_is_of_a_phone FOREIGN KEY (province, phone_id) REFERENCES care_phone (province, phone_id)
) STRICT;

CREATE INDEX care_phone_edit_by_case ON care_phone_edit (province, case_id, refusal);

CREATE TABLE care_field_record (
    province TEXT NOT NULL,
    case_id  BIGINT NOT NULL,
    fields   BYTES NOT NULL,
    version  BIGINT NOT NULL, -- Grows by one a change.
    PRIMARY KEY (province, case_id),
    CONSTRAINT fields_are_of_a_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id)
) STRICT;

CREATE TABLE service (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    name_th     TEXT NOT NULL,
    name_en     TEXT NOT NULL,
    area_code   TEXT NOT NULL,
    capacity    BIGINT NOT NULL, -- 0: no limit is known.
    answer_days BIGINT NOT NULL,
    is_open     BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT service_is_of_an_agency FOREIGN KEY (province, agency_id) REFERENCES agency (province, id)
) STRICT;

CREATE INDEX service_by_kind ON service (province, kind, is_open);

CREATE INDEX service_by_agency ON service (province, agency_id);

CREATE TABLE legal_basis (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    case_id      BIGINT NOT NULL,
    recipient_id BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    fields       TEXT NOT NULL, -- JSON list.
    given_by     TEXT NOT NULL,
    given_how    TEXT NOT NULL,
    giver_name   BYTES,         -- Sealed; NULL for what rests on the law.
    expires_at   BIGINT NOT NULL,
    recorded_at  BIGINT NOT NULL,
    recorded_by  BIGINT NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_by BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT basis_is_about_a_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id),
    CONSTRAINT basis_names_an_agency FOREIGN KEY (province, recipient_id) REFERENCES agency (province, id),
    CONSTRAINT basis_is_recorded_by_an_account FOREIGN KEY (province, recorded_by)
        REFERENCES account (province, account_id),
    CONSTRAINT consent_has_a_giver CHECK ((kind = 'consent') = (giver_name IS NOT NULL)),
    CONSTRAINT withdrawal_is_by_an_account CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
) STRICT;

CREATE INDEX legal_basis_by_case ON legal_basis (province, case_id);

CREATE TABLE referral (
    province       TEXT NOT NULL,
    id             BIGINT NOT NULL,
    case_id        BIGINT NOT NULL,
    basis_id       BIGINT,
    from_agency_id BIGINT NOT NULL, -- 0: the lead unit.
    to_agency_id   BIGINT NOT NULL,
    sender_id      BIGINT NOT NULL,
    service_id     BIGINT,
    kind           TEXT NOT NULL,
    area_code      TEXT NOT NULL,
    is_urgent      BIGINT NOT NULL,
    state          TEXT NOT NULL,
    turn           TEXT NOT NULL,   -- Whose it is, by the state: the lists of both sides rest on it.
    drafted_at     BIGINT NOT NULL,
    sent_at        BIGINT,
    answered_at    BIGINT,
    since          BIGINT NOT NULL,
    due_at         BIGINT NOT NULL,
    reason         TEXT NOT NULL,
    outcome        TEXT NOT NULL,
    earlier_id     BIGINT,
    escalations    BIGINT NOT NULL,
    version        BIGINT NOT NULL, client_key TEXT,
    PRIMARY KEY (province, id),
    CONSTRAINT referral_is_about_a_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id),
    CONSTRAINT referral_names_an_agency FOREIGN KEY (province, to_agency_id) REFERENCES agency (province, id),
    CONSTRAINT referral_rests_on_a_basis FOREIGN KEY (province, basis_id) REFERENCES legal_basis (province, id),
    CONSTRAINT referral_is_for_a_service FOREIGN KEY (province, service_id) REFERENCES service (province, id),
    CONSTRAINT nothing_is_sent_without_a_basis CHECK (sent_at IS NULL OR basis_id IS NOT NULL),
    CONSTRAINT rejection_has_a_reason CHECK (state <> 'rejected' OR reason <> ''),
    CONSTRAINT what_is_done_has_an_outcome CHECK (state <> 'done' OR outcome <> ''),
    CONSTRAINT turn_is_known CHECK (turn IN ('sender', 'recipient', 'nobody'))
) STRICT;

CREATE INDEX referral_inbox ON referral (province, to_agency_id, turn, sent_at, id);

CREATE INDEX referral_outbox ON referral (province, from_agency_id, turn, since, id);

CREATE INDEX referral_by_sender ON referral (province, sender_id, turn, since, id);

CREATE INDEX referral_by_state ON referral (province, state, since, id);

CREATE INDEX referral_by_case ON referral (province, case_id);

CREATE INDEX referral_by_basis ON referral (province, basis_id);

CREATE INDEX referral_by_answer ON referral (province, answered_at);

CREATE TABLE referral_event (
    province    TEXT NOT NULL,
    referral_id BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    account_id  BIGINT NOT NULL, -- 0: the program.
    agency_id   BIGINT NOT NULL, -- Whose account; 0: the lead unit, or the program.
    verb        TEXT NOT NULL,
    from_state  TEXT NOT NULL,
    to_state    TEXT NOT NULL,
    said        BYTES,
    PRIMARY KEY (province, referral_id, id),
    CONSTRAINT event_is_of_a_referral FOREIGN KEY (province, referral_id) REFERENCES referral (province, id)
) STRICT;

CREATE INDEX referral_event_by_verb ON referral_event (province, verb, at);

CREATE TABLE lead_unit_meeting (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    title       TEXT NOT NULL,
    held_on     TEXT NOT NULL,
    present     TEXT NOT NULL,
    minutes     TEXT NOT NULL,
    recorded_by BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT meeting_is_recorded_by_an_account FOREIGN KEY (province, recorded_by)
        REFERENCES account (province, account_id)
) STRICT;

CREATE INDEX lead_unit_meeting_by_day ON lead_unit_meeting (province, held_on, id);

CREATE TABLE lead_unit_task (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    meeting_id BIGINT NOT NULL,
    words      TEXT NOT NULL,
    agency_id  BIGINT NOT NULL, -- Who does it; 0: the lead unit itself.
    due_on     TEXT NOT NULL,
    done_at    BIGINT,
    done_by    BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT task_is_of_a_meeting FOREIGN KEY (province, meeting_id) REFERENCES lead_unit_meeting (province, id),
    CONSTRAINT done_task_is_done_by_somebody CHECK ((done_at IS NULL) = (done_by IS NULL))
) STRICT;

CREATE INDEX lead_unit_task_by_meeting ON lead_unit_task (province, meeting_id);

CREATE INDEX lead_unit_task_open ON lead_unit_task (province, due_on) WHERE done_at IS NULL;

CREATE INDEX care_case_counts ON care_case (province, agency_id, state, outcome, subdistrict_code, due_at, due,
    is_urgent);

CREATE INDEX referral_board ON referral (province, to_agency_id, turn, state, due_at, sent_at);

CREATE UNIQUE INDEX care_event_opened_once ON care_event (province, account_id, client_key)
    WHERE verb = 'open' AND client_key IS NOT NULL;

CREATE UNIQUE INDEX referral_drafted_once ON referral (province, case_id, sender_id, client_key)
    WHERE client_key IS NOT NULL;

CREATE TABLE legal_hold (
    province  TEXT NOT NULL,
    case_id   BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    reason    TEXT NOT NULL, -- In words that name nobody: "court, file 12/2569".
    set_by    BIGINT NOT NULL,
    set_at    BIGINT NOT NULL,
    lifted_by BIGINT,
    lifted_at BIGINT,
    PRIMARY KEY (province, case_id, id),
    CONSTRAINT lifted_hold_has_its_time CHECK ((lifted_by IS NULL) = (lifted_at IS NULL))
) STRICT;

CREATE TABLE retention_rule (
    province TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    days     BIGINT NOT NULL,
    PRIMARY KEY (province, outcome),
    CONSTRAINT retention_is_some_time CHECK (days >= 30)
) STRICT;

CREATE TABLE erasure (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    case_id     BIGINT NOT NULL,
    because     TEXT NOT NULL,
    asked_by    BIGINT NOT NULL, -- 0: by rule.
    begun_at    BIGINT NOT NULL,
    finished_at BIGINT,
    sealed      BYTES NOT NULL,  -- The values taken away, until their secrets are gone; then empty.
    proof       TEXT NOT NULL, done_by BIGINT NOT NULL DEFAULT 0,   -- JSON: rows by table, files, secrets.
    PRIMARY KEY (province, id),
    CONSTRAINT erasure_has_a_cause CHECK (because IN ('retention', 'request'))
) STRICT;

CREATE INDEX erasure_of_case ON erasure (province, case_id);

CREATE TABLE webhook (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    address     TEXT NOT NULL,
    state       TEXT NOT NULL,
    secret      BYTES NOT NULL, -- Sealed: what its messages are signed with.
    asked_by    BIGINT NOT NULL,
    asked_at    BIGINT NOT NULL,
    approved_by BIGINT,
    approved_at BIGINT,
    ended_at    BIGINT,
    CONSTRAINT webhook_is_numbered PRIMARY KEY (province, id),
    CONSTRAINT webhook_is_of_an_agency FOREIGN KEY (province, agency_id) REFERENCES agency (province, id),
    CONSTRAINT webhook_state_is_known CHECK (state IN ('asked', 'approved', 'ended')),
    CONSTRAINT approval_has_its_time CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CONSTRAINT nothing_is_told_unapproved CHECK (state <> 'approved' OR approved_at IS NOT NULL),
    CONSTRAINT ended_webhook_has_its_time CHECK ((state = 'ended') = (ended_at IS NOT NULL))
) STRICT;

CREATE INDEX webhook_by_agency ON webhook (province, agency_id, state);

CREATE TABLE webhook_message (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    webhook_id  BIGINT NOT NULL,
    event       TEXT NOT NULL,
    subject     BIGINT NOT NULL, -- The referral; 0: a trial.
    state       TEXT NOT NULL,
    attempts    BIGINT NOT NULL,
    last_status BIGINT NOT NULL, -- What was answered; 0: nothing.
    happened_at BIGINT NOT NULL,
    try_at      BIGINT NOT NULL, -- Of one that is being sent: when it is taken for lost and sent again.
    ended_at    BIGINT,
    CONSTRAINT webhook_message_is_numbered PRIMARY KEY (province, id),
    CONSTRAINT message_is_for_a_webhook FOREIGN KEY (province, webhook_id) REFERENCES webhook (province, id),
    CONSTRAINT message_state_is_known CHECK (state IN ('queued', 'delivered', 'dead')),
    CONSTRAINT ended_message_has_its_time CHECK ((state = 'queued') = (ended_at IS NULL))
) STRICT;

CREATE INDEX webhook_message_to_send ON webhook_message (province, try_at, id) WHERE state = 'queued';

CREATE INDEX webhook_message_by_webhook ON webhook_message (province, webhook_id, id);

CREATE INDEX webhook_message_by_end ON webhook_message (province, ended_at);

CREATE INDEX legal_hold_standing ON legal_hold (province, id) WHERE lifted_at IS NULL;

CREATE TABLE erasure_request (
    province TEXT NOT NULL,
    id       BIGINT NOT NULL,
    case_id  BIGINT NOT NULL,
    reason   TEXT NOT NULL, -- In words that name nobody: "asked for by the family, letter of 3 May".
    asked_by BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    ended_by BIGINT,        -- 0: the case was erased by rule meanwhile.
    ended_at BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT ended_request_has_its_time CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) STRICT;

CREATE UNIQUE INDEX erasure_request_standing ON erasure_request (province, case_id) WHERE ended_at IS NULL;
