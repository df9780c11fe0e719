-- Who may come in. Everything of a person belongs to one province; '00' is the installation itself, whose
-- operators see no province's data.

-- One row is one province that uses this installation (S20).
CREATE TABLE province (
    province TEXT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    is_demonstration BIGINT NOT NULL, -- Then a second factor is offered, not demanded.
    created_at BIGINT NOT NULL,
    PRIMARY KEY (province),
    CONSTRAINT province_is_a_two_digit_code CHECK (length(province) = 2)
) STRICT;

INSERT INTO province (province, name_th, name_en, is_demonstration, created_at)
VALUES ('00', 'ผู้ดูแลระบบ', 'Installation', 0, 0);

-- One row is one person's account; disabled, never deleted, because the access log points to it.
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

-- One row leads a login name, unique over all provinces, to its account.
CREATE TABLE login_name (
    login TEXT NOT NULL,
    home_province TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    PRIMARY KEY (login),
    CONSTRAINT login_name_leads_to_account FOREIGN KEY (home_province, account_id)
        REFERENCES account (province, account_id)
) STRICT;

-- One row is one open session. The token itself is only in the browser's cookie.
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

-- One row counts recent failures to log in, for one login name or one address (a keyed digest of it).
CREATE TABLE login_attempt (
    subject BYTES NOT NULL,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (subject)
) STRICT;
