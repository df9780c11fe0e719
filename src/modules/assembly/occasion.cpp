#include "modules/assembly/occasion.hpp"

#include "base/thai_text.hpp"
#include "modules/assembly/records.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::assembly {

Result<Assembly> hold(const Occasion& occasion, AssemblyId id) {
    auto held = hold_assembly(occasion.db, occasion.actor.province, id);
    if (!held)
        return failure(ErrorCode::NotFound, "assembly.unknown");
    return std::move(*held);
}

Result<Assembly> hold_for(const Occasion& occasion, AssemblyId id, Deed deed) {
    auto held = TRY(hold(occasion, id));
    TRY(check_deed(held.rules, held.phase, deed));
    return held;
}

Result<partners::AgencyId> agency_spoken_for(const Occasion& occasion, AssemblyId id) {
    const auto found =
        find_delegate_of_account(occasion.db, occasion.actor.province, id, occasion.actor.account);
    if (!found)
        return failure(ErrorCode::Forbidden, "assembly.no_delegate");
    return found->agency_id;
}

Result<void> check_chair(const Occasion& occasion, const Room& room) {
    if (occasion.actor.may(access::Right::ManageAssembly) ||
        room.chair_account_id == occasion.actor.account)
        return {};
    return failure(ErrorCode::Forbidden, "assembly.not_the_chair");
}

void add_event(const Occasion& occasion, AssemblyId id, std::string_view kind,
               boost::json::object data, Audience audience,
               std::vector<public_log::PersonalPart> personal) {
    const auto last = last_event(occasion.db, occasion.actor.province, id);
    public_log::Entry entry{last ? last->sequence + 1 : 1, occasion.now.unix_ms, std::string(kind),
                            json::serialize(data), std::move(personal)};
    entry = public_log::chained(std::move(entry),
                                last ? std::string_view(last->hash) : public_log::first_before());
    occasion.happened.push_back({id, {std::move(entry), audience}});
    insert_event(occasion.db, occasion.actor.province, id, occasion.happened.back().event);
}

public_log::PersonalPart personal_part(std::string_view name, std::string value) {
    return {std::string(name), vault::random_token(), std::move(value)};
}

std::vector<public_log::PersonalPart>
personal_parts(std::initializer_list<std::pair<std::string_view, std::string>> words) {
    std::vector<public_log::PersonalPart> parts;
    for (const auto& [name, value] : words)
        if (!value.empty())
            parts.push_back(personal_part(name, value));
    return parts;
}

Result<std::string> any_text(std::string_view given, std::size_t bytes_max) {
    auto text = repair_thai(given);
    if (text.size() > bytes_max)
        return failure(ErrorCode::InvalidInput, "assembly.text_too_long",
                       {{"limit", std::to_string(bytes_max / 3)}});
    return text;
}

Result<std::string> some_text(std::string_view given, std::size_t bytes_max) {
    auto text = TRY(any_text(given, bytes_max));
    if (text.empty())
        return failure(ErrorCode::InvalidInput, "assembly.text_missing");
    return text;
}

} // namespace samatcha::assembly
