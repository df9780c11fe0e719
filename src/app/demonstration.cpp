#include "app/demonstration.hpp"

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "modules/access/actions.hpp"
#include "modules/access/records.hpp"
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

} // namespace

Result<DemonstrationTemplate> fill_demonstration(Environment& environment, std::string_view province) {
    const auto lease = environment.database.connection();
    auto& connection = *lease;
    const auto known = access::records::find_province(connection, province);
    if (!known)
        return failure(ErrorCode::NotFound, "access.province_unknown", {{"code", std::string(province)}});
    if (!known->is_demonstration)
        return failure(ErrorCode::Conflict, "app.not_a_demonstration", {{"province", known->name_th}});
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

} // namespace samatcha::app
