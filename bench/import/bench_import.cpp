// How fast a register's file is taken in, stage by stage, beside what the machine could do at best
// (README.md).
#include "modules/partners/actions.hpp"
#include "modules/registers/actions.hpp"
#include "modules/registers/import_job.hpp"
#include "modules/registers/ordered_work.hpp"
#include "platform/database/migration.hpp"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <thread>
#include <vector>

using namespace samatcha;
using namespace samatcha::registers;

namespace {

std::int64_t peak_memory_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

double process_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// Runs a stage and prints its rows per second of the clock and of processor time, all threads.
void measure(const char* what, const std::function<std::int64_t()>& stage) {
    const auto begin = std::chrono::steady_clock::now();
    const auto processor_begin = process_seconds();
    const auto rows = static_cast<double>(stage());
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const double processor = process_seconds() - processor_begin;
    std::printf("%-46s %9.0f rows in %7.2f s %9.0f rows/s   %7.2f s of processor %9.0f rows/s   peak %lld MB\n",
                what, rows, seconds, rows / seconds, processor, rows / processor,
                static_cast<long long>(peak_memory_mb()));
    std::fflush(stdout);
}

template <class T>
T or_stop(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s %s\n", result.error().key.c_str(), result.error().detail.c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

const PartialDate day{2023, 11, 10};

struct Bench {
    std::string file;
    std::filesystem::path folder;
    area::Gazetteer gazetteer = area::Gazetteer::load();
    vault::KeyRing keys = vault::KeyRing::ephemeral();
    std::vector<ColumnReading> columns;
    std::vector<ColumnMapping> mapping;
    std::int64_t rows = 0;

    std::unique_ptr<tables::ByteSource> open() const { return or_stop(tables::open_file(file)); }

    void learn() {
        const auto sample = or_stop(sample_of(open(), {}));
        const auto fields = suggest_fields(sample.profile.columns, profiles_of(sample, gazetteer));
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (fields[i].field)
                mapping.push_back({i, *fields[i].field});
        columns = columns_to_read(sample, mapping, day);
    }

    std::int64_t read_bytes() const {
        const auto source = or_stop(tables::FileSource::open(file));
        std::vector<char> buffer(1 << 18);
        while (or_stop(source->read(buffer)) > 0) {
        }
        return rows;
    }

    std::int64_t read_table() const {
        auto table = or_stop(tables::Table::open(open()));
        tables::TableRow row;
        std::int64_t count = 0;
        while (or_stop(table.next(row)))
            ++count;
        return count;
    }

    /// The pipeline of the import without its end: `work` on two threads, its outcomes given up.
    template <class Out>
    std::int64_t pipe(const std::function<std::function<void(RowBatch&, Out&)>()>& make_work,
                      const std::function<void(Out&)>& take = {}) const {
        auto table = or_stop(tables::Table::open(open()));
        or_stop(OrderedWork<RowBatch, Out>::run(
            std::max(2U, std::thread::hardware_concurrency()), 12,
            [&](RowBatch& batch) { return next_rows(table, 2000, 0, batch); }, make_work,
            [&](Out& out) -> Result<void> {
                if (take)
                    take(out);
                return {};
            }));
        return rows;
    }

    std::int64_t parse_and_validate() const {
        return pipe<int>([&] {
            return [reader = RowReader(columns, gazetteer, "40", day), reading = RowReading{},
                    cells = std::vector<std::string_view>{}](RowBatch& batch, int& out) mutable {
                for (std::size_t i = 0; i < batch.size(); ++i) {
                    reader.read(batch.row_no(i), batch.cells(i, cells), reading);
                    out += !reading.is_rejected();
                }
            };
        });
    }

    std::function<std::function<void(RowBatch&, SealedRows&)>()> sealing(SnapshotId id) const {
        return [this, id] {
            return [sealer = RowSealer(RowReader(columns, gazetteer, "40", day), keys, "40", id)](
                       RowBatch& in, SealedRows& out) mutable { sealer.seal(in, out); };
        };
    }
    std::int64_t parse_and_seal() const { return pipe<SealedRows>(sealing(SnapshotId{1})); }

    database::Database open_database(const char* name) const {
        const auto path = folder / name;
        std::filesystem::remove(path);
        auto opened = database::Database::open(path.string());
        or_stop(database::migrate(*opened.connection(), embedded_migrations()));
        return opened;
    }

    /// The limit of storing: rows made before, written one after the other, nothing else done.
    void raw_inserts() {
        auto store = open_database("raw.db");
        const auto connection = store.connection();
        connection->run_script("PRAGMA foreign_keys = OFF"); // Without a snapshot to belong to.
        constexpr std::size_t count = 200'000;
        std::vector<StoredRecord> records;
        pipe<SealedRows>(sealing(SnapshotId{1}), [&](SealedRows& rows) {
            if (records.size() < count)
                std::move(rows.records.begin(), rows.records.end(), std::back_inserter(records));
        });
        measure("limit: raw inserts alone (SQLite)", [&] {
            for (std::size_t i = 0; i < records.size(); i += 20'000)
                database::transaction(*connection, [&] {
                    insert_records(*connection, "40", SnapshotId{1},
                                   std::span(records).subspan(
                                       i, std::min<std::size_t>(20'000, records.size() - i)));
                });
            return static_cast<std::int64_t>(records.size());
        });
    }

    void whole_import() {
        auto store = open_database("import.db");
        SystemClock clock;
        jobs::Jobs jobs(store, clock);
        UploadStore uploads(folder / "uploads", keys);
        const Intake intake{keys, gazetteer, clock, jobs, uploads};
        handle_imports(intake);
        const auto connection = store.connection();
        access::Actor actor;
        actor.role = access::Role::Operator;
        actor.province = "40";
        partners::Agency agency;
        agency.name_th = "bench";
        Agreement agreement;
        agreement.agency_id = or_stop(partners::add_agency(actor, *connection, agency)).id;
        agreement.name = agreement.purpose = agreement.legal_basis = "bench";
        agreement.fields.assign(all_fields().begin(), all_fields().end());
        agreement.valid_from = {2020, 1, 1};
        agreement.valid_until = {2199, 12, 31};
        agreement = or_stop(make_agreement(actor, *connection, clock, agreement));

        ImportRequest request{{}, agreement.id, day, {}, mapping, false};
        measure("upload, sealed", [&] {
            const auto source = or_stop(tables::FileSource::open(file));
            std::vector<char> buffer(1 << 16);
            request.upload_id = or_stop(receive_upload(actor, *connection, intake, "bench.csv",
                                                       [&]() -> Result<std::string_view> {
                                                           return std::string_view(
                                                               buffer.data(), TRY(source->read(buffer)));
                                                       }))
                                    .id;
            return rows;
        });
        Snapshot stored;
        measure("import: parsed, validated, sealed, stored", [&] {
            const auto started = or_stop(start_import(actor, *connection, intake, request));
            const auto job = jobs.run("40", started.job_id);
            stored = or_stop(snapshot(*connection, "40", started.snapshot_id));
            if (job.error)
                std::fprintf(stderr, "%s\n", job.error->key.c_str());
            return stored.rows_total;
        });
        measure("snapshot read back, opened", [&] {
            std::int64_t count = 0;
            or_stop(read_snapshot(*connection, keys, "40", stored.id, [&](const PersonRecord&) {
                ++count;
                return database::Reading::Continue;
            }));
            return count;
        });
        std::printf("stored %lld, rejected %lld, values left out %lld; database %.0f MB\n",
                    static_cast<long long>(stored.rows_stored),
                    static_cast<long long>(stored.rows_rejected),
                    static_cast<long long>(stored.values_rejected),
                    static_cast<double>(std::filesystem::file_size(folder / "import.db")) / 1e6);
    }
};

} // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fprintf(stderr, "bench_import FILE [FOLDER]\n");
        return 2;
    }
    Bench bench;
    bench.file = arguments[1];
    bench.folder = count > 2 ? arguments[2] : std::filesystem::temp_directory_path() / "bench-import";
    std::filesystem::create_directories(bench.folder);
    bench.learn();
    measure("limit: rows of the file, not understood", [&] { return bench.rows = bench.read_table(); });
    measure("limit: bytes of the file alone", [&] { return bench.read_bytes(); });
    measure("parsed and validated", [&] { return bench.parse_and_validate(); });
    measure("parsed, validated and sealed", [&] { return bench.parse_and_seal(); });
    bench.raw_inserts();
    bench.whole_import();
    std::filesystem::remove_all(bench.folder);
    return 0;
}
