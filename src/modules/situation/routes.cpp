#include "modules/situation/routes.hpp"

#include "modules/access/access_log.hpp"
#include "modules/situation/actions.hpp"

#include <fmt/core.h>

#include <array>
#include <memory>

namespace samatcha::situation {

using access::Call;
using access::Right;

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

struct ExportInput {
    ExportFormat format = ExportFormat::Csv;
    std::optional<std::string> subdistrict;
    std::optional<std::string> district;
    std::optional<int> age_from;
    std::optional<int> age_to;
    std::optional<std::string> sex;
    std::optional<ListSort> sort;
};
BOOST_DESCRIBE_STRUCT(ExportInput, (), (format, subdistrict, district, age_from, age_to, sex, sort))

struct ExportView {
    ExportId id;
    SituationId situation_id;
    jobs::JobId job_id;
    ExportState state = ExportState::Writing;
    ExportFormat format = ExportFormat::Csv;
    std::int64_t children = 0;
    Instant created_at;
    Instant removed_after; ///< When its days are over.
};
BOOST_DESCRIBE_STRUCT(ExportView, (),
                      (id, situation_id, job_id, state, format, children, created_at, removed_after))

namespace {

Situation shown(const access::Call& call, Situation situation) {
    name_agencies(call.db, call.actor.province, situation);
    situation.change_reason = change_in_words(situation, call.messages, call.language);
    return situation;
}

/// Of a query or a body: the same words mean the same.
template <class Input>
ListFilter filter_of(const Input& in) {
    return {in.subdistrict.value_or(""), in.district.value_or(""), in.age_from.value_or(0),
            in.age_to.value_or(150), in.sex.value_or("")};
}

ExportView view_of(const ChildExport& e) {
    constexpr std::int64_t day_ms = 24 * 3'600'000;
    return {e.id,     e.situation_id, e.job_id,     e.state,
            e.format, e.children,     e.created_at, {e.created_at.unix_ms + export_kept_days * day_ms}};
}

http::Response download(ExportFile file) {
    const auto type = file.format == ExportFormat::Csv
                          ? "text/csv; charset=utf-8"
                          : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const auto bytes = std::make_shared<vault::SealedReader>(std::move(file.bytes));
    return http::download_response(type, file.filename, [bytes](http::BodyWriter& body) -> Result<void> {
        std::array<char, 65536> buffer;
        while (const auto got = TRY(bytes->read(buffer)))
            TRY(body.write({buffer.data(), got}));
        return {};
    });
}

void add_export_routes(access::Api& api, const Exporting& exporting) {
    api.post(
        "/situations/{id}/exports", Right::ListChildren,
        [exporting](Call& call, ExportInput in) -> Result<ExportView> {
            const auto made = TRY(start_export(call.actor, call.db, exporting,
                                               TRY(call.id<SituationId>("id")), filter_of(in),
                                               in.sort.value_or(ListSort::Certainty), in.format,
                                               call.language));
            call.after_commit.emplace_back([&jobs = exporting.jobs] { jobs.wake(); });
            return view_of(made);
        },
        {.summary = "Ask for the list as a file (CSV, XLSX), written by a job", .success = 202});
    api.get(
        "/exports", Right::ListChildren,
        [](Call& call) -> Result<std::vector<ExportView>> {
            std::vector<ExportView> views;
            for (const auto& one : own_exports(call.actor, call.db))
                views.push_back(view_of(one));
            return views;
        },
        {.summary = "One's own files that are there or on their way, latest first"});
    api.get(
        "/exports/{id}/file", Right::ListChildren,
        [exporting](Call& call) -> Result<http::Response> {
            return download(TRY(open_export(call.actor, call.db, exporting, TRY(call.id<ExportId>("id")))));
        },
        {.summary = "A finished file, for whoever asked for it", .produces = "text/csv"});
}

} // namespace

void add_routes(access::Api& api, const Exporting& exporting) {
    const auto& keys = exporting.keys;
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
            auto page = TRY(list_children(call.db, keys, call.actor.province,
                                          TRY(call.id<SituationId>("id")), filter_of(query),
                                          query.sort.value_or(ListSort::Certainty),
                                          query.cursor.value_or("")));
            access::record_access(call.db, call.actor, call.clock, access::Access::ChildList, 0,
                                  fmt::format("rows={}", page.children.size()));
            return page;
        },
        {.summary = "Children who seem out of school: initials and village"});
    add_export_routes(api, exporting);
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
