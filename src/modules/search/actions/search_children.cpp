#include "base/identifier.hpp"
#include "base/thai_text.hpp"
#include "modules/access/access_log.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/resemblance.hpp"
#include "modules/search/actions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace samatcha::search {

namespace {

constexpr std::size_t shown_max = 50;
constexpr std::size_t compared_max = 25; ///< Persons whose records are compared with what is written of a child.
constexpr double likeness_min = 0.6;     ///< Of names, to be compared at all.
constexpr double known_min = 0.2;        ///< To be shown as perhaps the same child.
constexpr std::size_t known_shown_max = 5;

SearchState state_of(const LiveIndex::State& known, const std::optional<persons::LinkRunId>& latest) {
    if (!known.index)
        return latest ? SearchState::Loading : SearchState::Nothing;
    if (!latest)
        return known.index->has_cases() ? SearchState::Ready : SearchState::Nothing;
    return known.index->run() == *latest ? SearchState::Ready : SearchState::Renewing;
}

LoggedAnswer logged(const access::Actor& actor, LiveIndex& live, SearchAnswer answer) {
    return LoggedAnswer{[&live, actor, answer = std::move(answer)](TellAnswer tell) {
        live.writes().add(
            [&live, actor, rows = answer.children.size()](database::Connection& writing) -> Result<void> {
                access::record_access(writing, actor, live.clock(), access::Access::PersonSearch, 0,
                                      fmt::format("rows={}", rows));
                return {};
            },
            [answer, tell = std::move(tell)](Result<void> written) {
                if (written)
                    tell(answer);
                else
                    tell(Unexpected{std::move(written).error()});
            });
    }};
}

/// As a register would have it.
registers::PersonRecord record_of(const DescribedChild& described) {
    using registers::Field;
    registers::PersonRecord record;
    record.value(Field::GivenName) = split_title(described.given_name).name;
    record.value(Field::Surname) = repair_thai(described.surname);
    record.value(Field::CitizenId) = parse_identifier(described.citizen_id).value;
    record.value(Field::BirthDate) = described.birth_date;
    record.value(Field::Sex) = described.sex;
    record.value(Field::GuardianName) = repair_thai(described.guardian_name);
    record.value(Field::Phone) = described.phone;
    record.value(Field::SubdistrictCode) = described.subdistrict_code;
    return record;
}

} // namespace

Result<LoggedAnswer> search_children(const access::Actor& actor, database::Connection& connection, LiveIndex& live,
                                     std::string_view question) {
    const auto asked = name_search::understood(question);
    if (asked.empty())
        return failure(ErrorCode::InvalidInput, "search.question_empty");
    const auto known = live.of(actor.province);
    SearchAnswer answer;
    answer.state = state_of(known, persons::latest_complete_link_run_id(connection, actor.province));
    if (answer.state == SearchState::Loading || answer.state == SearchState::Renewing)
        answer.part_read = known.part_read;
    if (known.index)
        answer.children = known.index->find(asked, shown_max + 1, live.sight_of(connection, actor));
    answer.has_more = answer.children.size() > shown_max;
    if (answer.has_more)
        answer.children.pop_back();
    return logged(actor, live, std::move(answer));
}

Result<LoggedAnswer> find_known(const access::Actor& actor, database::Connection& connection, const vault::KeyRing& keys,
                                LiveIndex& live, const DescribedChild& described) {
    const auto asked = name_search::understood(described.given_name + " " + described.surname + " " + described.citizen_id);
    const auto known = live.of(actor.province);
    SearchAnswer answer;
    if (asked.empty() || !known.index)
        return logged(actor, live, std::move(answer));
    auto found = known.index->find(asked, compared_max, live.sight_of(connection, actor));
    std::erase_if(found, [](const FoundChild& child) { return child.likeness < likeness_min; });
    std::vector<persons::PersonId> persons;
    for (const auto& child : found)
        if (child.person_id)
            persons.push_back(*child.person_id);
    const auto resemblances =
        TRY(persons::weigh_resemblance(connection, keys, actor.province, record_of(described), persons));
    for (auto& child : found)
        for (const auto& resemblance : resemblances)
            if (child.person_id == resemblance.person)
                child.likeness = resemblance.probability;
    std::erase_if(found, [](const FoundChild& child) { return child.likeness < known_min; });
    std::stable_sort(found.begin(), found.end(),
                     [](const FoundChild& l, const FoundChild& r) { return l.likeness > r.likeness; });
    if (found.size() > known_shown_max)
        found.resize(known_shown_max);
    answer.children = std::move(found);
    return logged(actor, live, std::move(answer));
}

} // namespace samatcha::search
