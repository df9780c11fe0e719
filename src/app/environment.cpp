#include "app/environment.hpp"

#include "app/composition.hpp"
#include "modules/access/records.hpp"
#include "modules/forum/live_forums.hpp"
#include "platform/database/migration.hpp"

#include <filesystem>

namespace samatcha::app {

namespace {

/// The keys of this installation, made with its first database.
Result<vault::KeyRing> open_keys(const Settings& settings, database::Connection& connection) {
    auto keys = vault::KeyRing::open(settings.keys_file());
    if (keys || keys.error().code != ErrorCode::NotFound)
        return keys;
    if (!access::records::provinces(connection).empty())
        return failure(ErrorCode::NotFound, "app.keys_missing",
                       {{"file", settings.keys_file().string()}});
    return vault::KeyRing::create(settings.keys_file());
}

} // namespace

Environment::Environment(Settings s, const Messages& m, area::Gazetteer g, vault::KeyRing k,
                         database::Database d)
    : settings(std::move(s)), messages(m), gazetteer(std::move(g)), keys(std::move(k)),
      database(std::move(d)), jobs(database, clock), uploads(settings.uploads(), keys),
      exports(settings.exports(), std::string(situation::export_sealed_kind), keys),
      papers(settings.uploads(), std::string(registers::upload_sealed_kind), keys),
      forums(std::make_unique<forum::LiveForums>(database, clock)) {}

Environment::~Environment() = default;

Result<std::unique_ptr<Environment>> open_environment(const Settings& settings,
                                                      const Messages& messages) {
    std::error_code error;
    std::filesystem::create_directories(settings.uploads(), error);
    if (error)
        return failure(ErrorCode::Unavailable, "app.data_folder_refused",
                       {{"folder", settings.data.string()}}, error.message());
    std::filesystem::permissions(settings.data, std::filesystem::perms::owner_all, error);

    // Workers, running jobs with a second connection each, forums, and a few for commands and observers.
    const auto connections = settings.workers + settings.job_threads * 3 + 5;
    auto database = database::Database::open(settings.database_url(), {.connections_max = connections});
    auto lease = database.connection();
    TRY(database::migrate(*lease, embedded_migrations()));
    auto keys = TRY(open_keys(settings, *lease));
    auto environment =
        std::make_unique<Environment>(settings, messages, area::Gazetteer::load(), std::move(keys),
                                      std::move(database));
    add_all_jobs(*environment);
    return environment;
}

} // namespace samatcha::app
