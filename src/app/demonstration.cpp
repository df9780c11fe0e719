#include "app/demonstration.hpp"

#include "app/demonstration_forum.hpp"
#include "base/embedded.hpp"
#include "base/json.hpp"
#include "modules/access/actions.hpp"
#include "modules/access/records.hpp"
#include "modules/assembly/actions_cycle.hpp"
#include "modules/assembly/records.hpp"
#include "modules/partners/actions.hpp"
#include "modules/registers/actions.hpp"
#include "modules/registers/records.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace samatcha {
std::span<const EmbeddedFile> embedded_demonstration();
}

namespace samatcha::app {
namespace {

struct AgreementInFile {
    access::AgencyId agency_id;
    registers::RegisterKind register_kind = registers::RegisterKind::Civil;
    std::string name;
    std::string purpose;
    std::string legal_basis;
    std::vector<registers::Field> fields;
    PartialDate valid_from;
    PartialDate valid_until;
};
BOOST_DESCRIBE_STRUCT(AgreementInFile, (),
                      (agency_id, register_kind, name, purpose, legal_basis, fields, valid_from,
                       valid_until))

struct AccountInFile {
    std::string login;
    std::string display_name;
    access::Role role = access::Role::Viewer;
    std::optional<access::AgencyId> agency_id;
};
BOOST_DESCRIBE_STRUCT(AccountInFile, (), (login, display_name, role, agency_id))

std::string_view demonstration_file(std::string_view path) {
    for (const auto& file : embedded_demonstration())
        if (file.path == path)
            return file.bytes;
    return {};
}

Result<int> add_agreements(Environment& environment, database::Connection& connection,
                           const access::Actor& actor) {
    int added = 0;
    auto listed = TRY(json::from_text<std::vector<AgreementInFile>>(demonstration_file("agreements.json")));
    for (auto& in : listed) {
        if (registers::standing_agreement(connection, actor.province, environment.clock, in.agency_id,
                                          in.register_kind))
            continue;
        registers::Agreement agreement;
        agreement.agency_id = in.agency_id;
        agreement.register_kind = in.register_kind;
        agreement.name = std::move(in.name);
        agreement.purpose = std::move(in.purpose);
        agreement.legal_basis = std::move(in.legal_basis);
        agreement.fields = std::move(in.fields);
        agreement.valid_from = in.valid_from;
        agreement.valid_until = in.valid_until;
        TRY(registers::make_agreement(actor, connection, environment.clock, std::move(agreement)));
        ++added;
    }
    return added;
}

/// Nine in the morning in Thailand.
Instant morning_of(PartialDate date) {
    const std::chrono::sys_days day(std::chrono::year(date.year_ce) /
                                    static_cast<unsigned>(date.month) /
                                    static_cast<unsigned>(date.day));
    constexpr std::chrono::hours nine_there{9 - 7};
    return {std::chrono::duration_cast<std::chrono::milliseconds>(day.time_since_epoch() + nine_there)
                .count()};
}

/// None where the year has an assembly.
Result<std::optional<PlayResult>> play_once(Stage& stage, std::string_view name, int year_ce,
                                            const Messages& words) {
    const auto year_be = year_ce + years_be_ahead;
    for (const auto& each : TRY(json::from_value<std::vector<assembly::Assembly>>(
             TRY(stage.ask("secretariat", http::Method::Get, "/assemblies", {})))))
        if (each.year_be == year_be)
            return std::optional<PlayResult>();
    return std::optional(
        TRY(play(stage, TRY(played_assembly(name)), year_be, [](const Line&) {}, words)));
}

} // namespace

Result<void> check_demonstration(database::Connection& connection, std::string_view province) {
    const auto known = access::records::find_province(connection, province);
    if (!known)
        return failure(ErrorCode::NotFound, "access.province_unknown", {{"code", std::string(province)}});
    if (!known->is_demonstration)
        return failure(ErrorCode::Conflict, "app.not_a_demonstration", {{"province", known->name_th}});
    return {};
}

Result<DemonstrationTemplate> fill_demonstration(Environment& environment, std::string_view province) {
    const auto lease = environment.database.connection();
    auto& connection = *lease;
    TRY(check_demonstration(connection, province));
    access::Actor actor;
    actor.login = "samatcha";
    actor.role = access::Role::Secretariat;
    actor.province = province;

    DemonstrationTemplate filled;
    TRY(database::transaction(connection, [&]() -> Result<void> {
        filled.agencies = TRY(partners::add_agencies_of_file(connection, province,
                                                             demonstration_file("agencies.json")));
        filled.agreements = TRY(add_agreements(environment, connection, actor));
        return {};
    }));
    const auto accounts = TRY(json::from_text<std::vector<AccountInFile>>(demonstration_file("accounts.json")));
    for (const auto& in : accounts) {
        auto added = access::add_account_by_command(
            connection, environment.clock,
            {in.login, in.display_name, in.role, in.agency_id, std::string(demonstration_password),
             std::string(province)});
        if (!added && added.error().key != "access.login_taken")
            return Unexpected{std::move(added).error()};
        filled.logins.push_back(in.login);
    }
    return filled;
}

Result<std::vector<PlayResult>> load_assemblies(Environment& environment, std::string_view province) {
    TRY(check_demonstration(*environment.database.connection(), province));
    constexpr std::int64_t since_morning_ms = 3 * 60 * 60 * 1000;
    constexpr int driven_on = 21;
    RouteStage now(environment, std::string(province),
                   {environment.clock.now().unix_ms - since_morning_ms});
    const auto this_year = now.date_of(0).year_ce;
    RouteStage last(environment, std::string(province),
                    morning_of({static_cast<std::int16_t>(this_year - 1), 11, 24}));
    std::vector<PlayResult> loaded;
    if (auto played = TRY(play_once(last, "first", this_year - 1, environment.messages))) {
        last.go_to_day(driven_on);
        TRY(last.ask("secretariat", http::Method::Post,
                     "/assemblies/" + std::to_string(played->assembly_id.value) + "/phase",
                     json::to_value(assembly::PhaseChange{assembly::Phase::Driven})));
        loaded.push_back(*played);
    }
    if (auto played = TRY(play_once(now, "second", this_year, environment.messages)))
        loaded.push_back(*played);
    const auto assemblies = assembly::assemblies(*environment.database.connection(), province);
    TRY(load_forum(environment, province, assemblies.front().id, demonstration_file("forum.json")));
    return loaded;
}

} // namespace samatcha::app
