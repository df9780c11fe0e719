#include "base/json.hpp"
#include "modules/access/access_log.hpp"
#include "modules/care/account_names.hpp"
#include "modules/care/actions.hpp"
#include "modules/care/records_worklist.hpp"
#include "modules/persons/person_view.hpp"

#include <fmt/core.h>

#include <charconv>

namespace samatcha::care {

namespace {

struct ListCursor {
    Instant due_at{std::numeric_limits<std::int64_t>::min()};
    CareCaseId id;
};

Result<ListCursor> cursor_of(const std::optional<std::string>& text) {
    ListCursor cursor;
    if (!text || text->empty())
        return cursor;
    const auto dot = text->find('.');
    const auto read = [&](std::string_view part, std::int64_t& number) {
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        return error == std::errc{} && end == part.data() + part.size();
    };
    const std::string_view all(*text);
    if (dot == std::string::npos || !read(all.substr(0, dot), cursor.due_at.unix_ms) ||
        !read(all.substr(dot + 1), cursor.id.value))
        return failure(ErrorCode::InvalidInput, "care.cursor_unreadable");
    return cursor;
}

} // namespace

Result<CasePage> list_cases(const Occasion& occasion, const Clock& clock,
                            const CaseFilter& filter) {
    const auto scope = scope_of(occasion.db, occasion.actor);
    const auto cursor = TRY(cursor_of(filter.cursor));
    auto rows =
        cases_in_scope(occasion.db, scope, filter, cursor.due_at, cursor.id, cases_per_page + 1);
    CasePage page;
    if (rows.size() > cases_per_page) {
        rows.resize(cases_per_page);
        page.next_cursor = fmt::format("{}.{}", rows.back().care_case.due_at.unix_ms,
                                       rows.back().care_case.id.value);
    }
    AccountNames names(occasion.db, occasion.province());
    for (const auto& row : rows) {
        const auto& one = row.care_case;
        const auto child =
            TRY(open_child(occasion.keys, occasion.province(), one.id, row.sealed_child));
        page.cases.push_back(
            {one.id, persons::initials(child.given_name, child.surname), one.birth_year, one.sex,
             one.subdistrict_code, child.village_no, child.village_name, one.state, one.outcome,
             one.due, one.due_at < never ? std::optional(one.due_at) : std::nullopt, one.is_urgent,
             one.household, one.agency, one.worker, names.of(one.worker), one.version});
    }
    access::record_access(occasion.db, occasion.actor, clock, access::Access::CaseList, 0,
                          fmt::format("rows={}", page.cases.size()));
    return page;
}

} // namespace samatcha::care
