#include "modules/situation/routes.hpp"

#include "modules/access/access_log.hpp"
#include "modules/situation/actions.hpp"

#include <fmt/core.h>

namespace samatcha::situation {

struct ListQuery {
    std::optional<std::string> subdistrict;
    std::optional<std::string> district;
    std::optional<int> age_from;
    std::optional<int> age_to;
    std::optional<std::string> sex;
    std::optional<ListSort> sort;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(ListQuery, (), (subdistrict, district, age_from, age_to, sex, sort, cursor))

namespace {

Situation shown(const access::Call& call, Situation situation) {
    situation.change_reason = change_in_words(situation, call.messages, call.language);
    return situation;
}

} // namespace

void add_routes(access::Api& api, const vault::KeyRing& keys) {
    using access::Call;
    using access::Right;
    api.get(
        "/situations", Right::ReadSituation,
        [](Call& call) -> Result<std::vector<SituationPoint>> {
            return situation_points(call.db, call.actor.province);
        },
        {.summary = "The number over time, latest first"});
    api.get(
        "/situations/latest", Right::ReadSituation,
        [](Call& call) -> Result<Situation> {
            return shown(call, TRY(latest(call.db, call.actor.province)));
        },
        {.summary = "The number of children out of school, with interval, parts and method"});
    api.get(
        "/situations/{id}", Right::ReadSituation,
        [](Call& call) -> Result<Situation> {
            return shown(call, TRY(situation(call.db, call.actor.province, TRY(call.id<SituationId>("id")))));
        },
        {.summary = "An earlier situation"});
    api.get(
        "/situations/{id}/children", Right::ListChildren,
        [&keys](Call& call, ListQuery query) -> Result<ChildPage> {
            const ListFilter filter{query.subdistrict.value_or(""), query.district.value_or(""),
                                    query.age_from.value_or(0), query.age_to.value_or(150),
                                    query.sex.value_or("")};
            auto page = TRY(list_children(call.db, keys, call.actor.province,
                                          TRY(call.id<SituationId>("id")), filter,
                                          query.sort.value_or(ListSort::Certainty),
                                          query.cursor.value_or("")));
            access::record_access(call.db, call.actor, call.clock, access::Access::ChildList, 0,
                                  fmt::format("rows={}", page.children.size()));
            return page;
        },
        {.summary = "Children who seem out of school: initials and village"});
}

persons::OutOfSchoolOf out_of_school_of_latest() {
    return [](database::Connection& connection, std::string_view province,
              persons::PersonId person) -> std::optional<persons::OutOfSchool> {
        const auto id = latest_situation_id(connection, province);
        const auto listed = id ? find_listed(connection, province, *id, person) : std::nullopt;
        if (!listed)
            return std::nullopt;
        return persons::OutOfSchool{listed->certainty};
    };
}

} // namespace samatcha::situation
