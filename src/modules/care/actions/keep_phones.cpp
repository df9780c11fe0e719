#include "modules/access/actions.hpp"
#include "modules/access/records.hpp"
#include "modules/care/actions_phone.hpp"
#include "modules/care/records_phone.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::care {

namespace {

constexpr std::size_t phone_name_bytes_max = 200;

/// A token begins with its province: a phone that was cut off is asked after without a session.
std::string_view province_of_token(std::string_view token) {
    return token.substr(0, token.find('.'));
}

} // namespace

Result<NewPhone> register_phone(const Occasion& occasion, const PhoneForm& form) {
    if (form.name.empty() || form.name.size() > phone_name_bytes_max)
        return failure(ErrorCode::InvalidInput, "care.phone_unnamed");
    NewPhone made{PhoneId{new_id()}, occasion.province() + "." + vault::random_token()};
    insert_phone(occasion.db, occasion.province(),
                 {made.id, occasion.actor.account, form.name, occasion.now, occasion.now, {}},
                 vault::token_digest(made.token));
    return made;
}

Result<Phone> phone_of_token(const Occasion& occasion, std::string_view token) {
    auto found = find_phone(occasion.db, occasion.province(), vault::token_digest(token));
    if (!found || found->account != occasion.actor.account)
        return failure(ErrorCode::NotFound, "care.phone_unknown");
    if (found->cut_off_at)
        return failure(ErrorCode::Forbidden, "care.phone_cut_off");
    return std::move(*found);
}

PhoneStanding standing_of_token(database::Connection& connection, std::string_view token) {
    const auto found = find_phone(connection, province_of_token(token), vault::token_digest(token));
    return {found && found->cut_off_at};
}

PhoneList list_phones(const Occasion& occasion) {
    const auto scope = scope_of(occasion.db, occasion.actor);
    PhoneList list;
    for (const auto& phone : phones(
             occasion.db, occasion.province(),
             scope.reach == Reach::Province ? std::nullopt : std::optional(occasion.actor.account)))
        list.phones.push_back(
            {phone.id, phone.name,
             access::display_name(occasion.db, occasion.province(), phone.account),
             phone.account == occasion.actor.account, phone.registered_at, phone.synced_at,
             phone.cut_off_at});
    return list;
}

Result<void> cut_off_phone(const Occasion& occasion, PhoneId id) {
    const auto phone = find_phone(occasion.db, occasion.province(), id);
    const bool is_lead = scope_of(occasion.db, occasion.actor).reach == Reach::Province;
    if (!phone || (!is_lead && phone->account != occasion.actor.account))
        return failure(ErrorCode::NotFound, "care.phone_unknown");
    if (set_cut_off(occasion.db, occasion.province(), id, occasion.now))
        access::records::remove_sessions_of(occasion.db, occasion.province(), phone->account);
    return {};
}

} // namespace samatcha::care
