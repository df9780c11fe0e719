#include "modules/registers/actions.hpp"
#include "modules/registers/import_right.hpp"
#include "modules/registers/records.hpp"

#include <algorithm>

namespace samatcha::registers {

namespace {

/// The heads of a snapshot's file; none when the file is gone.
std::vector<std::string> headers_of(std::string_view province, database::Connection& connection,
                                    const Intake& intake, SnapshotId id) {
    const auto plan = find_plan(connection, province, id);
    const auto reading = json::from_text<FileReading>(plan->reading);
    auto source = intake.uploads.open(province, plan->upload_id);
    if (!source || !reading)
        return {};
    const auto table = tables::Table::open(std::move(*source), options_of(*reading));
    return table ? table->profile().columns : std::vector<std::string>{};
}

} // namespace

Result<IssuePage> list_issues(const access::Actor& actor, database::Connection& connection,
                              const Intake& intake, SnapshotId id, std::int64_t after,
                              std::int64_t count) {
    TRY(usable_snapshot(actor, connection, id));
    constexpr std::int64_t count_max = 500;
    count = std::clamp<std::int64_t>(count, 1, count_max);
    const auto stored = issues_after(connection, actor.province, id, after, count);
    IssuePage page;
    page.headers = headers_of(actor.province, connection, intake, id);
    for (const auto& issue : stored)
        page.issues.push_back(
            {issue.issue_no, issue.row_no, issue.column_no, issue.field,
             TRY(intake.keys.open(issue.value_masked,
                                  issue_context(actor.province, id, issue.row_no, issue.column_no))),
             issue.reason_key, issue.outcome});
    if (static_cast<std::int64_t>(stored.size()) == count)
        page.next = stored.back().issue_no;
    return page;
}

} // namespace samatcha::registers
