#include "modules/situation/actions.hpp"

#include <fmt/format.h>

#include <charconv>

namespace samatcha::situation {

namespace {

/// "certainty|age|subdistrict|person": what the next page begins after. It names nobody.
std::string cursor_after(const ListedChildRow& row) {
    return json::to_text(std::vector<std::string>{fmt::format("{}", row.certainty), std::to_string(row.age),
                                                  row.subdistrict_code, std::to_string(row.person.value)});
}

template <class Number>
bool read_number(const std::string& text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

} // namespace

Result<ChildPage> list_children(database::Connection& connection, const vault::KeyRing& keys,
                                std::string_view province, SituationId id, const ListFilter& filter,
                                ListSort sort, std::string_view cursor) {
    std::optional<ListCursor> after;
    if (!cursor.empty()) {
        const auto parts = json::from_text<std::vector<std::string>>(cursor);
        ListCursor read;
        if (!parts || parts->size() != 4 || !read_number((*parts)[0], read.certainty) ||
            !read_number((*parts)[1], read.age) || !read_number((*parts)[3], read.person))
            return failure(ErrorCode::InvalidInput, "situation.cursor_unreadable");
        read.subdistrict_code = (*parts)[2];
        after = read;
    }
    TRY(situation(connection, province, id));
    auto rows = listed_children(connection, province, id, filter, sort, after, children_per_page + 1);
    ChildPage page;
    page.total = count_listed(connection, province, id, filter);
    if (rows.size() > children_per_page) {
        rows.resize(children_per_page);
        page.next_cursor = cursor_after(rows.back());
    }
    for (const auto& row : rows)
        page.children.push_back(TRY(child_on_list(connection, keys, province, row)));
    return page;
}

} // namespace samatcha::situation
