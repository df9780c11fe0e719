#include "app/commands/commands.hpp"
#include "modules/registers/actions.hpp"
#include "modules/registers/snapshot_reading.hpp"
#include "platform/tables/byte_source.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>

namespace samatcha::app {

namespace {

struct ImportOptions {
    std::string file;
    std::string province = "40";
    std::string register_word;
    std::int64_t agency = 0;
    std::int64_t agreement = 0;
    std::string date;
    std::string mapping_file;
    std::string sheet;
    std::string encoding;
};

/// What a command prints about an import that ended.
struct ImportSummary {
    registers::SnapshotId snapshot_id;
    registers::SnapshotState state = registers::SnapshotState::Importing;
    std::int64_t rows_total = 0;
    std::int64_t rows_stored = 0;
    std::int64_t rows_rejected = 0;
    std::int64_t values_rejected = 0;
    std::vector<registers::ColumnMapping> mapping;
    std::vector<registers::Field> fields_dropped;
    std::optional<registers::SnapshotId> duplicate_of;
};
BOOST_DESCRIBE_STRUCT(ImportSummary, (),
                      (snapshot_id, state, rows_total, rows_stored, rows_rejected, values_rejected,
                       mapping, fields_dropped, duplicate_of))

Result<registers::Agreement> agreement_of(const ImportOptions& options, const access::Actor& actor,
                                          database::Connection& db, const Clock& clock) {
    if (options.agreement != 0)
        return registers::agreement(db, actor.province, registers::AgreementId{options.agreement});
    const auto kind = json::enum_from_name<registers::RegisterKind>(options.register_word);
    if (!kind || options.agency == 0)
        return failure(ErrorCode::InvalidInput, "app.import_needs_agreement");
    return registers::standing_agreement(db, actor.province, clock,
                                         partners::AgencyId{options.agency}, *kind);
}

Result<registers::Upload> upload_file(const std::string& file, const access::Actor& actor,
                                      database::Connection& db, const registers::Intake& intake) {
    const auto source = TRY(tables::FileSource::open(file));
    std::array<char, 65536> buffer;
    return registers::receive_upload(
        actor, db, intake, file == "-" ? "stdin" : file, [&]() -> Result<std::string_view> {
            return std::string_view(buffer.data(), TRY(source->read(buffer)));
        });
}

Result<registers::FileChoices> choices_of(const ImportOptions& options) {
    registers::FileChoices choices;
    if (!options.sheet.empty())
        choices.sheet = options.sheet;
    if (!options.encoding.empty()) {
        choices.encoding = json::enum_from_name<tables::TextEncoding>(options.encoding);
        if (!choices.encoding)
            return failure(ErrorCode::InvalidInput, "app.encoding_unknown",
                           {{"encoding", options.encoding}});
    }
    return choices;
}

/// By the file of --mapping, else as the browser would suggest.
Result<std::vector<registers::ColumnMapping>>
mapping_for(const ImportOptions& options, const access::Actor& actor, database::Connection& db,
            const registers::Intake& intake, const registers::PreviewRequest& request) {
    if (options.mapping_file.empty())
        return registers::suggested_mapping(actor, db, intake, request);
    std::ifstream in(options.mapping_file);
    std::stringstream text;
    text << in.rdbuf();
    const auto preview = TRY(registers::preview_import(actor, db, intake, request));
    return registers::mapping_by_heads(text.str(), preview.profile.columns);
}

std::string in_words(const CommandLine& line, const registers::Snapshot& s) {
    std::string dropped;
    for (const auto field : s.fields_dropped)
        dropped.append(dropped.empty() ? "" : ", ").append(registers::name_of(field));
    const auto counts =
        line.text("app.import_" + json::enum_name(s.state),
                  {{"file", s.filename},
                   {"rows", std::to_string(s.rows_total)},
                   {"stored", std::to_string(s.rows_stored)},
                   {"rejected", std::to_string(s.rows_rejected)},
                   {"values", std::to_string(s.values_rejected)},
                   {"snapshot", std::to_string(s.id.value)},
                   {"first", s.duplicate_of ? std::to_string(s.duplicate_of->value) : ""}});
    return dropped.empty() ? counts
                           : counts + "\n" + line.text("app.import_dropped", {{"fields", dropped}});
}

Result<void> import_file(Environment& environment, const CommandLine& line,
                         const ImportOptions& options) {
    const auto actor = command_actor(options.province);
    const auto intake = environment.intake();
    const auto lease = environment.database.connection();
    auto& db = *lease;

    const auto agreement = TRY(agreement_of(options, actor, db, environment.clock));
    registers::ImportRequest request;
    request.agreement_id = agreement.id;
    const auto date = parse_date(options.date);
    if (!date)
        return failure(ErrorCode::InvalidInput, "registers.snapshot_date_wrong");
    request.snapshot_date = *date;
    request.choices = TRY(choices_of(options));
    request.upload_id = TRY(upload_file(options.file, actor, db, intake)).id;
    request.mapping =
        TRY(mapping_for(options, actor, db, intake,
                        {request.upload_id, request.agreement_id, request.choices, std::nullopt}));
    const auto started = TRY(registers::start_import(actor, db, intake, request));

    jobs::Job ended;
    {
        Progress progress(line, options.file);
        ended = environment.jobs.run(actor.province, started.job_id, [&](const jobs::Job& job) {
            progress.report(job.stage, job.done, job.total);
        });
    }
    if (ended.state != jobs::JobState::Succeeded)
        return Unexpected{ended.error.value_or(jobs::cancelled().value)};
    const auto s = TRY(registers::snapshot(db, actor.province, started.snapshot_id));
    line.print(ImportSummary{s.id, s.state, s.rows_total, s.rows_stored, s.rows_rejected,
                             s.values_rejected, request.mapping, s.fields_dropped, s.duplicate_of},
               in_words(line, s));
    return {};
}

} // namespace

void add_import_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("import", "help.import");
    const auto options = std::make_shared<ImportOptions>();
    command->add_option("file", options->file, "help.import.file")->required();
    command->add_option("--province", options->province, "help.province_code")
        ->capture_default_str();
    command->add_option("--register", options->register_word, "help.import.register")
        ->check(CLI::IsMember({"civil", "school", "health", "welfare"}));
    command->add_option("--agency", options->agency, "help.import.agency");
    command->add_option("--agreement", options->agreement, "help.import.agreement");
    command->add_option("--date", options->date, "help.import.date")->required();
    command->add_option("--mapping", options->mapping_file, "help.import.mapping");
    command->add_option("--sheet", options->sheet, "help.import.sheet");
    command->add_option("--encoding", options->encoding, "help.import.encoding");
    command->callback([options, &line] {
        line.run(
            [&](Environment& environment) { return import_file(environment, line, *options); });
    });
}

} // namespace samatcha::app
