#pragma once

// Every verb of the registers (S8).

#include "base/messages.hpp"
#include "base/result.hpp"
#include "modules/access/actor.hpp"
#include "modules/registers/file_reading.hpp"
#include "modules/registers/import_issue.hpp"
#include "modules/registers/intake.hpp"
#include "modules/registers/snapshot.hpp"
#include "modules/registers/upload.hpp"
#include "platform/database/connection.hpp"
#include "platform/tables/row_writer.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::registers {

// Agreements.

/// Fails with InvalidInput (check_agreement) or NotFound (partners.agency_unknown).
Result<Agreement> make_agreement(const access::Actor&, database::Connection&, const Clock&, Agreement);
/// From today on it no longer stands. Fails with NotFound (registers.agreement_unknown), Conflict
/// (registers.agreement_ended).
Result<Agreement> end_agreement(const access::Actor&, database::Connection&, const Clock&, AgreementId);
/// Fails with NotFound (registers.agreement_unknown).
Result<Agreement> agreement(database::Connection&, std::string_view province, AgreementId);
/// The agreement that stands today for an agency's register. Fails with Conflict
/// (registers.agreement_missing).
Result<Agreement> standing_agreement(database::Connection&, std::string_view province, const Clock&,
                                     partners::AgencyId, RegisterKind);

// Uploads.

/// Stores a file that is being sent, sealed. Fails with InvalidInput (registers.upload_empty) or as the
/// sender does; nothing stays then. Opens its own transaction, for sending takes long.
Result<Upload> receive_upload(const access::Actor&, database::Connection&, const Intake&,
                              std::string filename, const UploadStore::NextChunk&);
/// The worksheets of an upload; empty for CSV and for what cannot be read.
std::vector<std::string> sheets_of(const access::Actor&, const Intake&, UploadId);
/// Removes the bytes of uploads older than upload_kept_days; returns how many.
int remove_old_uploads(std::string_view province, database::Connection&, const Intake&);

// Imports.

struct PreviewRequest {
    UploadId upload_id;
    AgreementId agreement_id;
    FileChoices choices;
    std::optional<std::vector<ColumnMapping>> mapping; ///< As corrected by hand, if it was.
};

struct PreviewedColumn {
    std::size_t index = 0;
    std::string header;
    FieldSuggestion suggestion;
    bool is_in_agreement = false;
    std::vector<std::string> samples; ///< A few values, as written.
};

struct PreviewedCell {
    std::string raw;
    std::string understood;
    const char* problem_key = nullptr; ///< Null: none.
};

/// A file as it would be read.
struct ImportPreview {
    tables::TableProfile profile;
    std::string template_used; ///< The file whose mapping was confirmed for this layout; empty if none.
    std::vector<PreviewedColumn> columns;
    std::vector<std::vector<PreviewedCell>> rows; ///< At most preview_rows.
    std::vector<std::string> warnings;            ///< Message keys.
};
inline constexpr std::size_t preview_rows = 50;

/// Reads the first rows of an upload and shows how they would be understood: by the given mapping, by the
/// one confirmed for this agency and layout before, or by a suggestion. Written to the access log. Fails
/// as the reading of tables does (tables.*), with NotFound (registers.upload_unknown, upload_removed,
/// agreement_unknown) or Forbidden (registers.agreement_of_another_agency).
Result<ImportPreview> preview_import(const access::Actor&, database::Connection&, const Intake&,
                                     const PreviewRequest&);

struct ImportRequest {
    UploadId upload_id;
    AgreementId agreement_id;
    PartialDate snapshot_date;
    FileChoices choices;
    std::vector<ColumnMapping> mapping;
    bool save_template = false;
};

struct ImportStarted {
    SnapshotId snapshot_id;
    jobs::JobId job_id;
};
BOOST_DESCRIBE_STRUCT(ImportStarted, (), (snapshot_id, job_id))

/// Checks everything that can be checked before and puts the import into the queue of jobs. Fails with
/// Conflict when the agreement does not stand today, InvalidInput for a mapping or a day that cannot be
/// (check_mapping; registers.snapshot_date_wrong; registers.agreement_covers_nobody), and as
/// preview_import does.
Result<ImportStarted> start_import(const access::Actor&, database::Connection&, const Intake&,
                                   const ImportRequest&);

/// The mapping that a preview would show: the one confirmed for this agency and layout, or suggested.
Result<std::vector<ColumnMapping>> suggested_mapping(const access::Actor&, database::Connection&,
                                                     const Intake&, const PreviewRequest&);

/// The columns of a JSON object such as {"first_name": "given_name", "dob": "birth_date"}, found by their
/// heads. Fails with InvalidInput (registers.mapping_file_unreadable, registers.mapping_header_unknown).
Result<std::vector<ColumnMapping>> mapping_by_heads(std::string_view json_text,
                                                    std::span<const std::string> headers);

// What became of it.

struct IssuePage {
    std::vector<ImportIssue> issues;
    std::vector<std::string> headers; ///< Of the issues' columns; empty where the file is gone.
    std::optional<std::int64_t> next; ///< The issue to go on after.
};

/// A page of a snapshot's issues after issue `after`. Fails with NotFound (registers.snapshot_unknown) or
/// Forbidden (registers.snapshot_of_another_agency).
Result<IssuePage> list_issues(const access::Actor&, database::Connection&, const Intake&, SnapshotId,
                              std::int64_t after, std::int64_t count);

/// The file of a snapshot as it was sent, with a last column that says what is wrong with each row, in
/// its own format, encoding and delimiter, so that it can be mended and sent again. Fails also with
/// NotFound (registers.upload_removed). Written to the access log.
struct MarkedFile {
    std::string filename;
    tables::TableFormat format = tables::TableFormat::Csv;
    FileReading reading;
    UploadId upload_id;
    SnapshotId snapshot_id;
};
Result<MarkedFile> marked_file(const access::Actor&, database::Connection&, const Intake&, SnapshotId);
Result<void> write_marked_file(std::string_view province, database::Connection&, const Intake&,
                               const MarkedFile&, const Messages&, Language, const tables::ByteSink&);

} // namespace samatcha::registers
