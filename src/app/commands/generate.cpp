#include "app/commands/generate.hpp"

#include "app/command_failure.hpp"
#include "base/utf8.hpp"
#include "engines/population/generate.hpp"
#include "modules/area/gazetteer.hpp"
#include "platform/tables/row_writer.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

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

std::string in_words(const CommandLine& line, const GenerateOptions& options,
                     const population::Summary& summary) {
    auto words = line.text("app.generated", {{"folder", options.folder.string()},
                                             {"as_of", to_iso(summary.as_of)},
                                             {"seed", std::to_string(summary.seed)},
                                             {"children", std::to_string(summary.children)},
                                             {"households", std::to_string(summary.households)}});
    for (const auto& file : summary.files)
        words +=
            "\n  " + line.text("app.generated_file", {{"file", fmt::format("{:<18}", file.name)},
                                                      {"rows", fmt::format("{:>9}", file.rows)}});
    return words + "\n" +
           line.text("app.generated_truth",
                     {{"out_of_school", std::to_string(summary.out_of_school)},
                      {"of_age", std::to_string(summary.of_age)},
                      {"without_civil_status", std::to_string(summary.without_civil_status)}});
}

void generate_command(const GenerateOptions& options, const CommandLine& line) {
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

    population::Summary summary;
    {
        Progress progress(line, "generate");
        summary = or_fail(population::generate(
            population, options.threads,
            [&](std::size_t file, std::span<const std::string_view> cells) {
                return files[file]->write_row(cells);
            },
            [&](double done) {
                progress.report("generating", static_cast<std::int64_t>(done * 100), 100);
                return true;
            }));
    }
    for (auto& file : files)
        or_fail(file->finish());
    std::ofstream(options.folder / "generation.json") << json::to_text(summary) << "\n";
    line.print(summary, in_words(line, options, summary));
}

} // namespace

void add_generate_command(CLI::App& app, const CommandLine& line) {
    auto options = std::make_shared<GenerateOptions>();
    auto* command = app.add_subcommand("generate", "help.generate");
    command->add_option("--province", options->province, "help.province_code")
        ->capture_default_str();
    command->add_option("--children", options->children, "help.generate.children")
        ->capture_default_str();
    command->add_option("--seed", options->seed, "help.generate.seed")->capture_default_str();
    command->add_option("--snapshot", options->snapshot, "help.generate.snapshot")
        ->capture_default_str();
    command->add_option("--out", options->folder, "help.generate.out")->required();
    command->add_option("--format", options->format, "help.generate.format")
        ->check(CLI::IsMember({"csv", "xlsx"}))
        ->capture_default_str();
    command->add_flag("--split-school-types", options->has_split_schools,
                      "help.generate.split_school_types");
    command->add_option("--error-scale", options->error_scale, "help.generate.error_scale")
        ->check(CLI::Range(0.0, 20.0))
        ->capture_default_str();
    command->add_option("--threads", options->threads, "help.threads")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->callback([options, &line] { generate_command(*options, line); });
}

} // namespace samatcha::app
