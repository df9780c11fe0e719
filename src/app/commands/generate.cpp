#include "app/commands/generate.hpp"

#include "app/command_failure.hpp"
#include "base/utf8.hpp"
#include "engines/population/generate.hpp"
#include "modules/area/gazetteer.hpp"
#include "platform/tables/row_writer.hpp"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace samatcha::app {
namespace {

struct GenerateOptions {
    std::string province = "40";
    std::uint32_t children = 10'000;
    std::uint64_t seed = 1;
    int snapshot = 1;
    std::filesystem::path folder;
    std::string format = "csv";
    bool has_split_schools = false;
    double error_scale = 1;
    unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    bool as_json = false;
};

/// One file being written: under another name until it is whole.
class OutputFile {
public:
    OutputFile(std::filesystem::path path, bool is_xlsx, char delimiter,
               population::FileEncoding encoding)
        : m_path(std::move(path)), m_part(m_path.string() + ".part") {
        if (is_xlsx) {
            m_writer = or_fail(tables::xlsx_writer(m_part, "Sheet1"));
            return;
        }
        m_stream.open(m_part, std::ios::binary | std::ios::trunc);
        if (encoding == population::FileEncoding::Utf16)
            m_stream.write("\xFF\xFE", 2);
        tables::CsvStyle style;
        style.delimiter = delimiter;
        style.byte_order_mark = encoding == population::FileEncoding::Utf8WithMark
                                    ? tables::ByteOrderMark::Written
                                    : tables::ByteOrderMark::LeftOut;
        style.formula_guard = tables::FormulaGuard::Off; // Registers arrive as they are.
        m_writer = tables::csv_writer(
            [this, encoding](std::string_view bytes) { return write(bytes, encoding); }, style);
    }

    Result<void> write_row(std::span<const std::string_view> cells) {
        m_cells.assign(cells.begin(), cells.end());
        return m_writer->write(m_cells);
    }

    Result<void> finish() {
        TRY(m_writer->finish());
        if (m_stream.is_open()) {
            m_stream.close();
            if (!m_stream)
                return unwritable();
        }
        std::error_code error;
        std::filesystem::rename(m_part, m_path, error);
        return error ? Result<void>(unwritable()) : Result<void>();
    }

private:
    Result<void> write(std::string_view bytes, population::FileEncoding encoding) {
        // A chunk may end inside a letter, which is kept for the next one.
        m_pending += bytes;
        std::size_t whole = m_pending.size();
        while (whole > 0 && m_pending.size() - whole < 3 &&
               (static_cast<unsigned char>(m_pending[whole - 1]) & 0xC0U) == 0x80U)
            --whole;
        if (whole > 0 && static_cast<unsigned char>(m_pending[whole - 1]) >= 0xC0U) {
            const auto lead = static_cast<unsigned char>(m_pending[whole - 1]);
            const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            whole = whole - 1 + length <= m_pending.size() ? m_pending.size() : whole - 1;
        } else {
            whole = m_pending.size();
        }
        const auto out =
            population::encoded(std::string_view(m_pending).substr(0, whole), encoding);
        m_pending.erase(0, whole);
        m_stream.write(out.data(), static_cast<std::streamsize>(out.size()));
        return m_stream ? Result<void>() : Result<void>(unwritable());
    }

    Unexpected<Error> unwritable() const {
        return failure(ErrorCode::Unavailable, "generate.unwritable", {{"file", m_path.string()}});
    }

    std::filesystem::path m_path;
    std::filesystem::path m_part;
    std::ofstream m_stream;
    std::string m_pending;
    std::vector<tables::OutputCell> m_cells;
    std::unique_ptr<tables::RowWriter> m_writer;
};

population::Plan plan_of(const GenerateOptions& options, const area::Gazetteer& gazetteer) {
    population::Plan plan;
    const auto* province = gazetteer.province(options.province);
    if (!province)
        throw CommandFailure{
            failure(ErrorCode::NotFound, "area.province_unknown", {{"province", options.province}})
                .value};
    plan.province = province->code;
    plan.province_name = province->name_th;
    for (const auto& subdistrict : gazetteer.subdistricts(province->code))
        plan.places.push_back({subdistrict.code, subdistrict.name_th,
                               gazetteer.district(subdistrict.district)->name_th,
                               subdistrict.postcode});
    plan.children = options.children;
    plan.seed = options.seed;
    plan.snapshot = options.snapshot;
    plan.has_split_schools = options.has_split_schools;
    plan.errors = population::scaled(plan.errors, options.error_scale);
    return plan;
}

void print_summary(const GenerateOptions& options, const population::Summary& summary) {
    if (options.as_json) {
        std::printf("%s\n", json::to_text(summary).c_str());
        return;
    }
    std::printf("%s, %s, seed %llu: %llu children under 18 in %llu households\n",
                options.folder.c_str(), to_iso(summary.as_of).c_str(),
                static_cast<unsigned long long>(summary.seed),
                static_cast<unsigned long long>(summary.children),
                static_cast<unsigned long long>(summary.households));
    for (const auto& file : summary.files)
        std::printf("  %-18s %9llu rows\n", file.name.c_str(),
                    static_cast<unsigned long long>(file.rows));
    std::printf(
        "out of school, by the truth: %llu of %llu aged 3 to 17; without civil status: %llu\n",
        static_cast<unsigned long long>(summary.out_of_school),
        static_cast<unsigned long long>(summary.of_age),
        static_cast<unsigned long long>(summary.without_civil_status));
}

void generate_command(const GenerateOptions& options) {
    const auto gazetteer = area::Gazetteer::load();
    const auto population = or_fail(population::Population::create(plan_of(options, gazetteer)));
    std::error_code error;
    std::filesystem::create_directories(options.folder, error);
    if (error)
        throw CommandFailure{failure(ErrorCode::Unavailable, "generate.unwritable",
                                     {{"file", options.folder.string()}})
                                 .value};

    std::vector<std::unique_ptr<OutputFile>> files;
    for (const auto& file : population::register_files(population.plan())) {
        // The 43-file standard is text whatever the others are.
        const bool is_xlsx =
            options.format == "xlsx" && file.source != population::Register::Health;
        files.push_back(std::make_unique<OutputFile>(
            options.folder / (file.name + "." + (is_xlsx ? "xlsx" : file.extension)), is_xlsx,
            file.delimiter, file.encoding));
    }
    for (const char* name : {"truth.csv", "persons.csv"})
        files.push_back(std::make_unique<OutputFile>(options.folder / name, false, ',',
                                                     population::FileEncoding::Utf8));

    const bool is_terminal = isatty(STDERR_FILENO) != 0;
    int shown = -1;
    const auto summary = or_fail(population::generate(
        population, options.threads,
        [&](std::size_t file, std::span<const std::string_view> cells) {
            return files[file]->write_row(cells);
        },
        [&](double done) {
            const int percent = static_cast<int>(done * 100);
            if (is_terminal && percent != shown)
                std::fprintf(stderr, "\r%3d %%", shown = percent);
            return true;
        }));
    if (is_terminal)
        std::fprintf(stderr, "\r     \r");
    for (auto& file : files)
        or_fail(file->finish());
    std::ofstream(options.folder / "generation.json") << json::to_text(summary) << "\n";
    print_summary(options, summary);
}

} // namespace

void add_generate_command(CLI::App& app) {
    auto options = std::make_shared<GenerateOptions>();
    auto* command = app.add_subcommand(
        "generate",
        "Make the registers of a province of invented children, with the truth about them");
    command->add_option("--province", options->province, "Two-digit code of the province")
        ->capture_default_str();
    command->add_option("--children", options->children, "Children under 18, 1000 to 12000000")
        ->capture_default_str();
    command->add_option("--seed", options->seed, "The same seed makes the same files")
        ->capture_default_str();
    command
        ->add_option("--snapshot", options->snapshot,
                     "1 to 4: this term, the next, ... of the same children")
        ->capture_default_str();
    command->add_option("--out", options->folder, "Folder to write to")->required();
    command->add_option("--format", options->format, "Format of all but the health register")
        ->check(CLI::IsMember({"csv", "xlsx"}))
        ->capture_default_str();
    command->add_flag("--split-school-types", options->has_split_schools,
                      "One school file for each authority that schools report to");
    command->add_option("--error-scale", options->error_scale, "Times the documented error rates")
        ->check(CLI::Range(0.0, 20.0))
        ->capture_default_str();
    command
        ->add_option("--threads", options->threads,
                     "Threads; the files are the same for any number")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->add_flag("--json", options->as_json, "Print the summary as JSON");
    command->callback([options] { generate_command(*options); });
}

} // namespace samatcha::app
