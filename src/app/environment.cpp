#include "app/environment.hpp"

#include "app/composition.hpp"
#include "app/log.hpp"
#include "modules/access/records.hpp"
#include "modules/care/records.hpp"
#include "modules/forum/live_forums.hpp"
#include "modules/notices/postman.hpp"
#include "modules/search/live_index.hpp"
#include "modules/webhooks/courier.hpp"
#include "platform/database/migration.hpp"

#include <filesystem>
#include <fstream>

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

/// Checked when it was read.
web_call::AllowedHosts webhook_hosts(const Settings& settings) {
    return web_call::AllowedHosts::parse(settings.webhook_hosts).value_or(web_call::AllowedHosts{});
}

void log_undone(std::string_view kind, std::string_view what) {
    log(LogLevel::Warn, "deadline_failed", {{"kind", kind}, {"what", what}});
}

void log_unkept_run(std::string_view event, std::string_view province, std::string_view why) {
    log(LogLevel::Warn, event, {{"province", province}, {"why", why}});
}

/// The settings are checked one by one when they are read; here, together.
Result<notices::MailPlan> mail_plan(const Settings& settings) {
    notices::MailPlan plan{{settings.smtp_url, settings.smtp_user, {}},
                           settings.mail_from,
                           TRY(notices::quiet_hours(settings.quiet_hours)),
                           TRY(notices::minute_of_day(settings.digest_at)),
                           settings.public_address};
    if (plan.is_on() && plan.from.empty())
        return failure(ErrorCode::InvalidInput, "app.mail_from_missing");
    if (plan.is_on() && !plan.server.user.empty()) {
        std::ifstream file(settings.smtp_password_file);
        if (!std::getline(file, plan.server.password))
            return failure(ErrorCode::NotFound, "app.smtp_password_missing",
                           {{"file", settings.smtp_password_file.string()}});
    }
    return plan;
}

} // namespace

Environment::Environment(Settings s, const Messages& m, area::Gazetteer g, vault::KeyRing k,
                         database::Database d)
    : Environment(std::move(s), m, std::move(g), std::move(k), std::move(d), notices::MailPlan{}) {}

Environment::Environment(Settings s, const Messages& m, area::Gazetteer g, vault::KeyRing k,
                         database::Database d, notices::MailPlan plan)
    : settings(std::move(s)), messages(m), gazetteer(std::move(g)), keys(std::move(k)),
      database(std::move(d)), jobs(database, clock), uploads(settings.uploads(), keys),
      exports(settings.exports(), std::string(situation::export_sealed_kind), keys),
      sent_files(settings.uploads(), std::string(registers::upload_sealed_kind), keys),
      kept_link_runs(settings.kept_link_runs(), keys, log_unkept_run), attachment_subjects(app::attachment_subjects()),
      live_search(std::make_unique<search::LiveIndex>(database, keys, clock, told_cases(keys))),
      forums(std::make_unique<forum::LiveForums>(database, clock)),
      scheduler(std::make_unique<notices::Scheduler>(database, clock, log_undone)),
      postman(std::make_unique<notices::Postman>(database, clock, messages, std::move(plan), log_undone)),
      webhook_hosts(app::webhook_hosts(settings)),
      courier(std::make_unique<webhooks::Courier>(
          webhooks::Courier::Supplies{database, clock, keys, webhook_hosts, settings.public_address}, log_undone)) {}

Environment::~Environment() = default;

exchange::Exchanging Environment::exchanging() {
    constexpr std::string_view nowhere = "https://samatcha.invalid"; // Names of resources must be addresses.
    return {keys,
            gazetteer,
            clock,
            attachment_keeping(),
            care::sealed_columns(),
            told_referrals(keys, clock, messages),
            settings.public_address.empty() ? std::string(nowhere) : settings.public_address};
}

Result<std::unique_ptr<Environment>> open_environment(const Settings& settings,
                                                      const Messages& messages) {
    std::error_code error;
    std::filesystem::create_directories(settings.uploads(), error);
    if (error)
        return failure(ErrorCode::Unavailable, "app.data_folder_refused",
                       {{"folder", settings.data.string()}}, error.message());
    std::filesystem::permissions(settings.data, std::filesystem::perms::owner_all, error);

    auto plan = TRY(mail_plan(settings));

    // Workers, running jobs with a second connection each, the search, forums with who reads them, cases, what falls due,
    // mail and webhooks, and a few for commands and observers.
    const auto connections = settings.workers + settings.job_threads * 3 + 12;
    auto database = database::Database::open(settings.database_url(), {.connections_max = connections});
    auto lease = database.connection();
    TRY(database::migrate(*lease, embedded_migrations()));
    auto keys = TRY(open_keys(settings, *lease));
    keys.keep_erasable(erasable_tables());
    auto environment =
        std::make_unique<Environment>(settings, messages, area::Gazetteer::load(), std::move(keys),
                                      std::move(database), std::move(plan));
    add_all_jobs(*environment);
    add_all_deadlines(*environment);
    return environment;
}

} // namespace samatcha::app
