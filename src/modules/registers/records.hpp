#pragma once

#include "base/bytes.hpp"
#include "modules/registers/agreement.hpp"
#include "modules/registers/column_mapping.hpp"
#include "modules/registers/import_issue.hpp"
#include "modules/registers/person_record.hpp"
#include "modules/registers/snapshot.hpp"
#include "modules/registers/snapshot_reading.hpp"
#include "modules/registers/upload.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"
#include "platform/vault/sealed_column.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::registers {

using database::Connection;

// Agreements. agreements(): the latest valid first; find_standing(): valid on the day, the longest.
std::vector<Agreement> agreements(Connection&, std::string_view province);
std::optional<Agreement> find_agreement(Connection&, std::string_view province, AgreementId);
std::optional<Agreement> find_standing(Connection&, std::string_view province, partners::AgencyId,
                                       RegisterKind, const PartialDate& day);
void insert_agreement(Connection&, std::string_view province, const Agreement&,
                      std::int64_t created_by, Instant created_at);
/// False when it was ended already.
bool end_agreement_on(Connection&, std::string_view province, AgreementId, const PartialDate& day);

// Uploads.
void insert_upload(Connection&, std::string_view province, const Upload&);
std::optional<Upload> find_upload(Connection&, std::string_view province, UploadId);
/// Sent before the moment, not removed, and wanted by no import that is under way.
std::vector<Upload> uploads_sent_before(Connection&, std::string_view province, Instant);
void mark_upload_removed(Connection&, std::string_view province, UploadId, Instant);

// Snapshots. SnapshotPlan is what stands in the row beside what others see.
struct SnapshotPlan {
    UploadId upload_id;
    std::string reading; ///< JSON of FileReading.
    Bytes identity;
    std::int64_t created_by = 0;
};
void insert_snapshot(Connection&, std::string_view province, const Snapshot&, const SnapshotPlan&);
std::optional<Snapshot> find_snapshot(Connection&, std::string_view province, SnapshotId);
std::optional<SnapshotPlan> find_plan(Connection&, std::string_view province, SnapshotId);
std::optional<SnapshotId> find_complete(Connection&, std::string_view province, BytesView identity);
std::vector<Snapshot> all_snapshots(Connection&, std::string_view province);
/// Writes state and counts if it is still importing; false if it is not.
bool finish_snapshot(Connection&, std::string_view province, const Snapshot&);
/// PostgreSQL counts a table anew once a minute at best; until then it would read a whole new snapshot for a hundred of
/// its rows.
void rows_were_added(Connection&);
/// Neither importing nor complete, but with rows left of an import that broke off.
std::vector<SnapshotId> snapshots_with_left_rows(Connection&, std::string_view province);

// Person records and issues. Rows are written in the caller's transaction.
struct StoredRecord {
    std::int64_t row_no = 0;
    std::optional<vault::BlindIndex> citizen_id_index;
    std::string sex, birth_date, subdistrict_code, village_no;
    NationalityClass nationality_class = NationalityClass::Unknown;
    StatusClass status_class = StatusClass::Unknown;
    std::string grade, school_code, school_type;
    Bytes sealed;
};
struct StoredIssue {
    std::int64_t issue_no = 0;
    std::int64_t row_no = 0;
    std::int64_t column_no = 0;
    std::string field;
    Bytes value_masked;
    std::string reason_key;
    IssueOutcome outcome = IssueOutcome::ValueDropped;
};
std::string record_context(std::string_view province, SnapshotId, std::int64_t row_no);
std::string issue_context(std::string_view province, SnapshotId, std::int64_t row_no,
                          std::int64_t column_no);
StoredRecord stored_record(const vault::KeyRing&, std::string_view province, SnapshotId,
                           const PersonRecord&);
void insert_records(Connection&, std::string_view province, SnapshotId, std::span<const StoredRecord>);
void insert_issues(Connection&, std::string_view province, SnapshotId, std::span<const StoredIssue>);
/// Removes up to `count` rows and as many issues; false when none are left.
bool remove_some_rows(Connection&, std::string_view province, SnapshotId, std::int64_t count);
/// After `issue_no`, at most `count`.
std::vector<StoredIssue> issues_after(Connection&, std::string_view province, SnapshotId,
                                      std::int64_t issue_no, std::int64_t count);

/// What a rotation of keys must seal anew.
std::vector<vault::SealedColumn> sealed_columns();

// Templates.
struct ImportTemplate {
    std::string mapping; ///< JSON.
    std::string filename;
};
std::optional<ImportTemplate> find_template(Connection&, std::string_view province,
                                            partners::AgencyId, RegisterKind, std::string_view layout);
void save_template(Connection&, std::string_view province, partners::AgencyId, RegisterKind,
                   std::string_view layout, const ImportTemplate&, Instant);

} // namespace samatcha::registers
