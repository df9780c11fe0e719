#include "modules/registers/routes.hpp"

#include "modules/registers/actions.hpp"
#include "modules/registers/import_right.hpp"
#include "modules/registers/records.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::registers {

using access::Call;
using access::Right;

struct AgreementInput {
    partners::AgencyId agency_id;
    RegisterKind register_kind = RegisterKind::Civil;
    std::string name;
    std::string purpose;
    std::string legal_basis;
    std::vector<Field> fields;
    PartialDate valid_from;
    PartialDate valid_until;
};
BOOST_DESCRIBE_STRUCT(AgreementInput, (),
                      (agency_id, register_kind, name, purpose, legal_basis, fields, valid_from,
                       valid_until))

struct AgreementView {
    AgreementId id;
    partners::AgencyId agency_id;
    RegisterKind register_kind = RegisterKind::Civil;
    std::string name;
    std::string purpose;
    std::string legal_basis;
    std::vector<Field> fields;
    PartialDate valid_from;
    PartialDate valid_until;
    AgreementState state = AgreementState::Planned;
};
BOOST_DESCRIBE_STRUCT(AgreementView, (),
                      (id, agency_id, register_kind, name, purpose, legal_basis, fields, valid_from,
                       valid_until, state))

struct UploadQuery {
    std::string filename;
};
BOOST_DESCRIBE_STRUCT(UploadQuery, (), (filename))

struct UploadView {
    UploadId id;
    std::string filename;
    std::int64_t bytes = 0;
    std::vector<std::string> sheets;
};
BOOST_DESCRIBE_STRUCT(UploadView, (), (id, filename, bytes, sheets))

struct PreviewInput {
    AgreementId agreement_id;
    std::optional<std::string> sheet;
    std::optional<tables::TextEncoding> encoding;
    std::optional<std::string> delimiter;
    std::optional<std::int64_t> header_row;
    std::optional<std::vector<ColumnMapping>> mapping;
};
BOOST_DESCRIBE_STRUCT(PreviewInput, (),
                      (agreement_id, sheet, encoding, delimiter, header_row, mapping))

struct PreviewColumn {
    std::size_t index = 0;
    std::string header;
    std::optional<Field> field;
    double confidence = 0;
    std::string reason;
    bool in_agreement = false;
    std::vector<std::string> samples;
};
BOOST_DESCRIBE_STRUCT(PreviewColumn, (),
                      (index, header, field, confidence, reason, in_agreement, samples))

struct PreviewCell {
    std::string raw;
    std::string understood;
    std::optional<std::string> problem;
};
BOOST_DESCRIBE_STRUCT(PreviewCell, (), (raw, understood, problem))

struct PreviewView {
    std::string format; ///< csv, xlsx.
    tables::TextEncoding encoding = tables::TextEncoding::Utf8;
    std::string delimiter;
    std::vector<std::string> sheets;
    std::int64_t header_row = 0;
    std::optional<std::string> template_used;
    std::vector<PreviewColumn> columns;
    std::vector<std::vector<PreviewCell>> rows;
    std::vector<std::string> warnings;
};
BOOST_DESCRIBE_STRUCT(PreviewView, (),
                      (format, encoding, delimiter, sheets, header_row, template_used, columns, rows,
                       warnings))

struct ImportInput {
    UploadId upload_id;
    AgreementId agreement_id;
    PartialDate snapshot_date;
    std::optional<std::string> sheet;
    std::optional<tables::TextEncoding> encoding;
    std::optional<std::string> delimiter;
    std::optional<std::int64_t> header_row;
    std::vector<ColumnMapping> mapping;
    bool save_template = false;
};
BOOST_DESCRIBE_STRUCT(ImportInput, (),
                      (upload_id, agreement_id, snapshot_date, sheet, encoding, delimiter, header_row,
                       mapping, save_template))

struct SnapshotView {
    SnapshotId id;
    AgreementId agreement_id;
    RegisterKind register_kind = RegisterKind::Civil;
    partners::AgencyId agency_id;
    PartialDate snapshot_date;
    std::string filename;
    SnapshotState state = SnapshotState::Importing;
    std::int64_t rows_total = 0;
    std::int64_t rows_stored = 0;
    std::int64_t rows_rejected = 0;
    std::int64_t values_rejected = 0;
    std::vector<Field> fields;
    std::vector<Field> fields_dropped;
    std::optional<SnapshotId> duplicate_of;
    Instant started_at;
    std::optional<Instant> finished_at;
    jobs::JobId job_id;
};
BOOST_DESCRIBE_STRUCT(SnapshotView, (),
                      (id, agreement_id, register_kind, agency_id, snapshot_date, filename, state,
                       rows_total, rows_stored, rows_rejected, values_rejected, fields, fields_dropped,
                       duplicate_of, started_at, finished_at, job_id))

struct IssuesQuery {
    std::optional<std::string> cursor;
    std::optional<std::int64_t> count;
};
BOOST_DESCRIBE_STRUCT(IssuesQuery, (), (cursor, count))

struct IssueView {
    std::int64_t row = 0;
    std::string column;
    std::string field;
    std::string value_masked;
    std::string reason_key;
    std::string reason;
    IssueOutcome outcome = IssueOutcome::ValueDropped;
};
BOOST_DESCRIBE_STRUCT(IssueView, (), (row, column, field, value_masked, reason_key, reason, outcome))

struct IssuesPage {
    std::vector<IssueView> issues;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(IssuesPage, (), (issues, next_cursor))

namespace {

constexpr std::uint64_t upload_bytes_max = 4ULL << 30;

AgreementView view_of(Agreement a, const PartialDate& today) {
    const auto state = state_on(a, today);
    return {a.id,
            a.agency_id,
            a.register_kind,
            std::move(a.name),
            std::move(a.purpose),
            std::move(a.legal_basis),
            std::move(a.fields),
            a.valid_from,
            a.valid_until,
            state};
}

SnapshotView view_of(Snapshot s) {
    return {s.id,
            s.agreement_id,
            s.register_kind,
            s.agency_id,
            s.snapshot_date,
            std::move(s.filename),
            s.state,
            s.rows_total,
            s.rows_stored,
            s.rows_rejected,
            s.values_rejected,
            std::move(s.fields),
            std::move(s.fields_dropped),
            s.duplicate_of,
            s.started_at,
            s.finished_at,
            s.job_id};
}

PreviewView view_of(const Call& call, ImportPreview preview) {
    PreviewView view;
    const bool is_csv = preview.profile.format == tables::TableFormat::Csv;
    view.format = is_csv ? "csv" : "xlsx";
    view.encoding = preview.profile.encoding;
    view.delimiter = is_csv ? std::string(1, preview.profile.delimiter) : std::string{};
    view.sheets = std::move(preview.profile.sheets);
    view.header_row = preview.profile.header_row;
    if (!preview.template_used.empty())
        view.template_used = std::move(preview.template_used);
    for (auto& column : preview.columns) {
        auto& s = column.suggestion;
        view.columns.push_back({column.index, std::move(column.header), s.field, s.confidence,
                                call.text(s.reason_key, s.reason_arguments), column.is_in_agreement,
                                std::move(column.samples)});
    }
    for (auto& row : preview.rows) {
        auto& cells = view.rows.emplace_back();
        for (auto& cell : row) {
            cells.push_back({std::move(cell.raw), std::move(cell.understood), std::nullopt});
            if (cell.problem_key)
                cells.back().problem = call.text(cell.problem_key);
        }
    }
    for (const auto& key : preview.warnings)
        view.warnings.push_back(call.text(key));
    return view;
}

void add_agreement_routes(access::Api& api) {
    api.get(
        "/agreements", Right::ReadAgreements,
        [](Call& call) -> Result<std::vector<AgreementView>> {
            std::vector<AgreementView> views;
            for (auto& found : agreements(call.db, call.actor.province))
                views.push_back(view_of(std::move(found), thai_day(call.clock.now())));
            return views;
        },
        {.summary = "The data-sharing agreements of the province"});
    api.post(
        "/agreements", Right::ManageAgreements,
        [](Call& call, AgreementInput in) -> Result<AgreementView> {
            Agreement made;
            made.agency_id = in.agency_id;
            made.register_kind = in.register_kind;
            made.name = std::move(in.name);
            made.purpose = std::move(in.purpose);
            made.legal_basis = std::move(in.legal_basis);
            made.fields = std::move(in.fields);
            made.valid_from = in.valid_from;
            made.valid_until = in.valid_until;
            return view_of(TRY(make_agreement(call.actor, call.db, call.clock, std::move(made))),
                           thai_day(call.clock.now()));
        },
        {.summary = "Record an agreement", .success = 201});
    api.get(
        "/agreements/{id}", Right::ReadAgreements,
        [](Call& call) -> Result<AgreementView> {
            const auto id = TRY(call.id<AgreementId>("id"));
            return view_of(TRY(agreement(call.db, call.actor.province, id)), thai_day(call.clock.now()));
        },
        {.summary = "One agreement"});
    api.post(
        "/agreements/{id}/end", Right::ManageAgreements,
        [](Call& call) -> Result<AgreementView> {
            const auto id = TRY(call.id<AgreementId>("id"));
            return view_of(TRY(end_agreement(call.actor, call.db, call.clock, id)),
                           thai_day(call.clock.now()));
        },
        {.summary = "End an agreement from today on"});
}

void add_import_routes(access::Api& api, const Intake& intake) {
    api.upload(
        "/uploads", Right::ImportRegisters,
        [intake](Call& call, UploadQuery query, http::BodyReader& body) -> Result<UploadView> {
            auto upload = TRY(receive_upload(call.actor, call.db, intake, std::move(query.filename),
                                             [&] { return body.next(); }));
            return UploadView{upload.id, std::move(upload.filename), upload.bytes,
                              sheets_of(call.actor, intake, upload.id)};
        },
        {.summary = "Send a register's file; the body is the file",
         .success = 201,
         .body_bytes_max = upload_bytes_max});
    api.post(
        "/uploads/{id}/preview", Right::ImportRegisters,
        [intake](Call& call, PreviewInput in) -> Result<PreviewView> {
            PreviewRequest request{TRY(call.id<UploadId>("id")),
                                   in.agreement_id,
                                   {in.sheet, in.encoding, in.delimiter, in.header_row},
                                   std::move(in.mapping)};
            return view_of(call, TRY(preview_import(call.actor, call.db, intake, request)));
        },
        {.summary = "The first rows of a file as they would be understood"});
    api.post(
        "/imports", Right::ImportRegisters,
        [intake](Call& call, ImportInput in) -> Result<ImportStarted> {
            const ImportRequest request{in.upload_id,
                                        in.agreement_id,
                                        in.snapshot_date,
                                        {in.sheet, in.encoding, in.delimiter, in.header_row},
                                        std::move(in.mapping),
                                        in.save_template};
            auto started = TRY(start_import(call.actor, call.db, intake, request));
            call.after_commit.emplace_back([&jobs = intake.jobs] { jobs.wake(); });
            return started;
        },
        {.summary = "Import a file as a snapshot of a register", .success = 202});
}

void add_snapshot_routes(access::Api& api, const Intake& intake) {
    api.get(
        "/snapshots", Right::ReadSnapshots,
        [](Call& call) -> Result<std::vector<SnapshotView>> {
            std::vector<SnapshotView> views;
            for (auto& found : snapshots(call.db, call.actor.province))
                views.push_back(view_of(std::move(found)));
            return views;
        },
        {.summary = "The snapshots of the registers, latest first"});
    api.get(
        "/snapshots/{id}", Right::ReadSnapshots,
        [](Call& call) -> Result<SnapshotView> {
            const auto id = TRY(call.id<SnapshotId>("id"));
            return view_of(TRY(snapshot(call.db, call.actor.province, id)));
        },
        {.summary = "One snapshot and what became of its rows"});
    api.get(
        "/snapshots/{id}/issues", Right::ImportRegisters,
        [intake](Call& call, IssuesQuery query) -> Result<IssuesPage> {
            constexpr std::int64_t count_usual = 100;
            std::int64_t after = 0;
            if (query.cursor)
                after = TRY(http::read_parameter<std::int64_t>("cursor", *query.cursor));
            auto page = TRY(list_issues(call.actor, call.db, intake, TRY(call.id<SnapshotId>("id")), after,
                                        query.count.value_or(count_usual)));
            IssuesPage view;
            for (auto& issue : page.issues) {
                const auto column = static_cast<std::size_t>(issue.column_no);
                const bool has_head = column > 0 && column <= page.headers.size();
                view.issues.push_back({issue.row_no, has_head ? page.headers[column - 1] : "",
                                       std::move(issue.field), std::move(issue.value_masked),
                                       issue.reason_key, call.text(issue.reason_key), issue.outcome});
            }
            if (page.next)
                view.next_cursor = std::to_string(*page.next);
            return view;
        },
        {.summary = "What was wrong with a snapshot's rows and values"});
    api.get(
        "/snapshots/{id}/issues.csv", Right::ImportRegisters,
        [intake](Call& call) -> Result<http::Response> {
            auto file = TRY(marked_file(call.actor, call.db, intake, TRY(call.id<SnapshotId>("id"))));
            const bool is_csv = file.format == tables::TableFormat::Csv;
            const auto type = is_csv
                                  ? "text/csv"
                                  : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            const auto name = file.filename;
            return http::download_response(
                type, name,
                [intake, file = std::move(file), &db = call.db, &messages = call.messages,
                 language = call.language,
                 province = call.actor.province](http::BodyWriter& body) -> Result<void> {
                    return write_marked_file(province, db, intake, file, messages, language,
                                             [&](std::string_view bytes) { return body.write(bytes); });
                });
        },
        {.summary = "The file as it was sent, with a column of what to mend", .produces = "text/csv"});
}

} // namespace

void add_routes(access::Api& api, const Intake& intake) {
    add_agreement_routes(api);
    add_import_routes(api, intake);
    add_snapshot_routes(api, intake);
}

} // namespace samatcha::registers
