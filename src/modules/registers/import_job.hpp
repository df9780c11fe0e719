#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "modules/area/village.hpp"
#include "modules/registers/intake.hpp"
#include "modules/registers/records.hpp"
#include "modules/registers/row_batch.hpp"
#include "modules/registers/snapshot.hpp"
#include "platform/jobs/jobs.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::registers {

inline constexpr const char* import_job_kind = "import";

/// Arguments of an import job; how the file is read stands with the snapshot.
struct ImportArguments {
    SnapshotId snapshot_id;
    UploadId upload_id;
};
BOOST_DESCRIBE_STRUCT(ImportArguments, (), (snapshot_id, upload_id))

/// How far an import has come: kept in the transaction of the rows it counts, so that an import whose
/// process died goes on where it stood.
struct ImportProgress {
    std::int64_t row_no = 0; ///< The last row that is stored or rejected.
    std::int64_t rows_total = 0;
    std::int64_t rows_stored = 0;
    std::int64_t rows_rejected = 0;
    std::int64_t values_rejected = 0;
    std::int64_t issues = 0;
};
BOOST_DESCRIBE_STRUCT(ImportProgress, (),
                      (row_no, rows_total, rows_stored, rows_rejected, values_rejected, issues))

/// Some rows of a file, read, judged and sealed: ready to be written.
struct SealedRows {
    std::vector<StoredRecord> records;
    std::vector<StoredIssue> issues; ///< Not numbered yet.
    std::set<area::Village> villages;
    std::int64_t rows_total = 0;
    std::int64_t rows_rejected = 0;
    std::int64_t values_rejected = 0;
    std::int64_t last_row_no = 0;
    std::int64_t bytes_read = 0; ///< Of the file, as sent, up to here.
};

/// Reads, judges and seals rows; one for each thread.
class RowSealer {
public:
    RowSealer(RowReader reader, const vault::KeyRing& keys, std::string province, SnapshotId id)
        : m_reader(std::move(reader)), m_keys(keys), m_province(std::move(province)), m_snapshot(id) {}

    void seal(const RowBatch&, SealedRows& out);

private:
    void add_issue(std::int64_t row_no, const RowProblem&, std::string_view value, SealedRows& out);

    RowReader m_reader;
    const vault::KeyRing& m_keys;
    std::string m_province;
    SnapshotId m_snapshot;
    RowReading m_reading;
    std::vector<std::string_view> m_cells;
};

/// The job of an import: reads the upload, stores its rows batch by batch under a snapshot that nobody
/// sees, and makes it complete in one transaction at the end. An error or a cancellation removes what was
/// stored. The job's result is the counts.
Result<json::value> run_import(const Intake&, jobs::JobRun&);

/// Makes Jobs run imports and abandon them; before Jobs::start().
void handle_imports(const Intake&);

/// Marks the snapshot of an import that ended without its handler (cancelled while it waited, died too
/// often) as failed or cancelled, in the transaction that ends the job.
void abandon_import(const Clock&, database::Connection&, const jobs::Job&);

/// Removes the rows that imports which failed or were cancelled have left.
void remove_left_rows(database::Connection&, std::string_view province);

} // namespace samatcha::registers
