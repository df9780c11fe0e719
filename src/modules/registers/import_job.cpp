#include "modules/registers/import_job.hpp"

#include "modules/registers/file_reading.hpp"
#include "modules/registers/ordered_work.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <utility>

namespace samatcha::registers {

namespace {

constexpr std::size_t batch_rows = 2000;
constexpr std::size_t batches_under_way = 12;
constexpr std::int64_t rows_per_commit = 20'000; // About half a second: other writers get their turn.

/// The village that a record of the province names, by number at least.
std::optional<area::Village> village_of(const PersonRecord& record, std::string_view province) {
    const auto& code = record.value(Field::SubdistrictCode);
    const auto& number = record.value(Field::VillageNo);
    if (number.empty() || number.size() > 2 || !code.starts_with(province))
        return std::nullopt;
    return area::Village{code, std::stoi(number), record.value(Field::VillageName)};
}

std::size_t sealing_threads() {
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, 8);
}

/// One import from its first row, or from where it stood, to its end.
class Import {
public:
    Import(const Intake& intake, jobs::JobRun& run, ImportArguments arguments)
        : m_intake(intake), m_run(run), m_arguments(arguments), m_lease(run.database().connection()) {}

    Result<json::value> run() {
        m_snapshot = TRY(snapshot(*m_lease, province(), m_arguments.snapshot_id));
        if (m_snapshot.state == SnapshotState::Failed || m_snapshot.state == SnapshotState::Cancelled) {
            remove_rows(); // The process died while it was giving up.
            return failure(ErrorCode::Conflict, "registers.import_broke_off");
        }
        if (m_snapshot.state != SnapshotState::Importing)
            return result(); // It ended, and the process died before the job could say so.
        remove_left_rows(db(), province());
        auto outcome = read_and_store();
        if (outcome)
            return result();
        const bool is_stopping = m_run.is_cancelled() && !m_run.is_cancelled_for_good();
        if (!is_stopping)
            give_up(m_run.is_cancelled_for_good() ? SnapshotState::Cancelled : SnapshotState::Failed);
        return Unexpected{std::move(outcome).error()};
    }

private:
    const std::string& province() const { return m_run.province(); }
    database::Connection& db() { return *m_lease; }

    Result<void> read_and_store() {
        const auto plan = find_plan(db(), province(), m_snapshot.id);
        m_identity = plan->identity;
        if (is_identical_to_another())
            return {};
        const auto reading = TRY(json::from_text<FileReading>(plan->reading));
        m_run.report("sampling", 0, 0);
        const auto sample = TRY(sample_of(TRY(open_upload()), options_of(reading)));
        const auto columns = columns_to_read(sample, reading.columns, m_snapshot.snapshot_date);

        if (const auto cursor = m_run.cursor(); !cursor.is_null())
            m_progress = TRY(json::from_value<ImportProgress>(cursor));
        const auto bytes_read = std::make_shared<std::atomic<std::int64_t>>(0);
        auto table = TRY(tables::Table::open(
            TRY(m_intake.uploads.open(province(), m_arguments.upload_id, bytes_read)), options_of(reading)));
        m_rows_expected = table.profile().rows_expected;
        m_bytes_expected = upload_bytes();
        const auto resume_after = m_progress.row_no;
        TRY((OrderedWork<RowBatch, SealedRows>::run(
            sealing_threads(), batches_under_way,
            [&](RowBatch& batch) -> Result<bool> {
                const bool has_rows = TRY(next_rows(table, batch_rows, resume_after, batch));
                batch.set_bytes_read(*bytes_read);
                return has_rows;
            },
            [&] {
                const RowReader reader(columns, m_intake.gazetteer, province(), m_snapshot.snapshot_date);
                return [sealer = RowSealer(reader, m_intake.keys, province(), m_snapshot.id)](
                           const RowBatch& in, SealedRows& out) mutable { sealer.seal(in, out); };
            },
            [&](SealedRows& rows) { return take(rows); })));
        store_pending();
        return finish();
    }

    Result<std::unique_ptr<tables::ByteSource>> open_upload() {
        return m_intake.uploads.open(province(), m_arguments.upload_id);
    }

    Result<void> take(SealedRows& rows) {
        if (m_run.is_cancelled())
            return jobs::cancelled();
        auto& p = m_progress;
        p.row_no = rows.last_row_no;
        p.rows_total += rows.rows_total;
        p.rows_stored += static_cast<std::int64_t>(rows.records.size());
        p.rows_rejected += rows.rows_rejected;
        p.values_rejected += rows.values_rejected;
        for (auto& issue : rows.issues)
            issue.issue_no = ++p.issues;
        m_pending_rows += rows.rows_total;
        const auto bytes_read = rows.bytes_read;
        m_pending.push_back(std::move(rows));
        if (m_pending_rows >= rows_per_commit)
            store_pending();
        report(bytes_read);
        return {};
    }

    /// A worksheet says how many rows it has; of a text file only its length is known.
    void report(std::int64_t bytes_read) {
        if (m_rows_expected > 0)
            m_run.report("reading", m_progress.rows_total, m_rows_expected);
        else
            m_run.report("reading_bytes", bytes_read, m_bytes_expected);
    }

    std::int64_t upload_bytes() {
        const auto upload = find_upload(db(), province(), m_arguments.upload_id);
        return upload ? upload->bytes : 0;
    }

    void store_pending() {
        if (m_pending.empty())
            return;
        database::transaction(db(), [&] {
            for (const auto& rows : m_pending) {
                insert_records(db(), province(), m_snapshot.id, rows.records);
                insert_issues(db(), province(), m_snapshot.id, rows.issues);
                for (const auto& village : rows.villages)
                    if (m_villages.insert(village).second)
                        area::learn_village(db(), village);
            }
            m_run.keep(db(), json::to_value(m_progress));
        });
        m_pending.clear();
        m_pending_rows = 0;
    }

    bool is_identical_to_another() {
        const auto first = find_complete(db(), province(), m_identity);
        if (!first)
            return false;
        m_snapshot.duplicate_of = *first;
        end_as(SnapshotState::Identical);
        return true;
    }

    Result<void> finish() {
        if (m_progress.rows_stored == 0)
            return failure(ErrorCode::InvalidInput, "registers.import_without_rows",
                           {{"file", m_snapshot.filename},
                            {"rejected", std::to_string(m_progress.rows_rejected)}});
        // Two imports of one file side by side: the second to finish is the identical one.
        if (is_identical_to_another()) {
            remove_rows();
            return {};
        }
        end_as(SnapshotState::Complete);
        return {};
    }

    /// The state first: whoever comes after a death between the two must not take up the cursor again.
    void give_up(SnapshotState state) {
        end_as(state);
        remove_rows();
    }

    void end_as(SnapshotState state) {
        m_snapshot.state = state;
        m_snapshot.rows_total = m_progress.rows_total;
        m_snapshot.rows_stored = state == SnapshotState::Complete ? m_progress.rows_stored : 0;
        m_snapshot.rows_rejected = m_progress.rows_rejected;
        m_snapshot.values_rejected = m_progress.values_rejected;
        m_snapshot.finished_at = m_intake.clock.now();
        database::transaction(db(), [&] {
            finish_snapshot(db(), province(), m_snapshot);
            m_run.keep(db(), json::to_value(m_progress)); // Fails when another process has the job now.
        });
        if (state == SnapshotState::Complete)
            rows_were_added(db());
    }

    void remove_rows() {
        while (database::transaction(
            db(), [&] { return remove_some_rows(db(), province(), m_snapshot.id, rows_per_commit); })) {
        }
    }

    json::value result() const {
        return boost::json::object{{"snapshot_id", m_snapshot.id.value},
                                   {"state", json::enum_name(m_snapshot.state)},
                                   {"rows_total", m_snapshot.rows_total},
                                   {"rows_stored", m_snapshot.rows_stored},
                                   {"rows_rejected", m_snapshot.rows_rejected},
                                   {"values_rejected", m_snapshot.values_rejected}};
    }

    const Intake& m_intake;
    jobs::JobRun& m_run;
    const ImportArguments m_arguments;
    database::Database::Lease m_lease;
    Snapshot m_snapshot;
    Bytes m_identity;
    ImportProgress m_progress;
    std::vector<SealedRows> m_pending;
    std::int64_t m_pending_rows = 0;
    std::int64_t m_rows_expected = 0;
    std::int64_t m_bytes_expected = 0;
    std::set<area::Village> m_villages;
};

} // namespace

void RowSealer::add_issue(std::int64_t row_no, const RowProblem& problem, std::string_view value,
                          SealedRows& out) {
    const bool is_row = problem.column == RowProblem::no_column;
    StoredIssue issue;
    issue.row_no = row_no;
    issue.column_no = is_row ? 0 : static_cast<std::int64_t>(problem.column) + 1;
    issue.field = is_row ? std::string{} : std::string(name_of(problem.field));
    issue.reason_key = problem.reason_key;
    issue.outcome = problem.outcome;
    issue.value_masked = m_keys.seal(is_row ? std::string{} : masked_value(problem.field, value),
                                     issue_context(m_province, m_snapshot, row_no, issue.column_no));
    out.issues.push_back(std::move(issue));
}

void RowSealer::seal(const RowBatch& batch, SealedRows& out) {
    out.records.reserve(batch.size());
    out.bytes_read = batch.bytes_read();
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto row_no = batch.row_no(i);
        out.last_row_no = row_no;
        if (batch.kind(i) != tables::RowKind::Data) {
            const bool is_total = batch.kind(i) == tables::RowKind::Total;
            RowProblem problem;
            problem.reason_key = is_total ? "registers.row_is_total" : "registers.row_is_remark";
            problem.outcome = IssueOutcome::RowRejected;
            add_issue(row_no, problem, {}, out);
            continue; // Told to the officer, but no row of a person: nothing to count or to mend.
        }
        const auto cells = batch.cells(i, m_cells);
        m_reader.read(row_no, cells, m_reading);
        for (const auto& problem : m_reading.problems) {
            const auto value = problem.column < cells.size() ? cells[problem.column] : std::string_view{};
            add_issue(row_no, problem, value, out);
            out.values_rejected += problem.outcome == IssueOutcome::ValueDropped;
        }
        if (m_reading.is_rejected()) {
            if (!m_reading.is_total()) {
                ++out.rows_total;
                ++out.rows_rejected;
            }
            continue;
        }
        ++out.rows_total;
        const auto& record = m_reading.record;
        if (auto village = village_of(record, m_province))
            out.villages.insert(std::move(*village));
        out.records.push_back(stored_record(m_keys, m_province, m_snapshot, record));
    }
}

Result<json::value> run_import(const Intake& intake, jobs::JobRun& run) {
    return Import(intake, run, TRY(json::from_value<ImportArguments>(run.arguments()))).run();
}

void handle_imports(const Intake& intake) {
    intake.jobs.on(
        import_job_kind,
        [intake](jobs::JobRun& run) { return run_import(intake, run); },
        [&clock = intake.clock](database::Connection& connection, const jobs::Job& job) {
            abandon_import(clock, connection, job);
        });
}

void abandon_import(const Clock& clock, database::Connection& connection, const jobs::Job& job) {
    const auto arguments = json::from_value<ImportArguments>(job.arguments);
    auto left = arguments ? find_snapshot(connection, job.province, arguments->snapshot_id) : std::nullopt;
    if (!left)
        return;
    left->state = job.state == jobs::JobState::Cancelled ? SnapshotState::Cancelled : SnapshotState::Failed;
    left->finished_at = clock.now();
    finish_snapshot(connection, job.province, *left);
}

void remove_left_rows(database::Connection& connection, std::string_view province) {
    for (const auto id : snapshots_with_left_rows(connection, province))
        while (database::transaction(
            connection, [&] { return remove_some_rows(connection, province, id, rows_per_commit); })) {
        }
}

} // namespace samatcha::registers
