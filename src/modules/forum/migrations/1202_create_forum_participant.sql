-- One row: someone who takes part, known by nothing but the digest of a token that one device keeps. The sector is
-- that of a delegate's agency.
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

-- One row: a code that lets one resident in, once. Who it was is not kept.
CREATE TABLE forum_code (
    province TEXT NOT NULL,
    forum_id BIGINT NOT NULL,
    digest   BYTES NOT NULL,
    is_used  BIGINT NOT NULL,
    PRIMARY KEY (province, forum_id, digest),
    CONSTRAINT code_is_of_a_forum FOREIGN KEY (province, forum_id) REFERENCES forum (province, id)
) STRICT;

-- One row: a delegate takes part, so does not come in again. As which participant, and when, is not kept.
CREATE TABLE forum_delegate (
    province   TEXT NOT NULL,
    forum_id   BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    PRIMARY KEY (province, forum_id, account_id),
    CONSTRAINT delegate_is_in_a_forum FOREIGN KEY (province, forum_id) REFERENCES forum (province, id)
) STRICT;
