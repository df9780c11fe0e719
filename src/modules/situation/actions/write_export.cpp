#include "modules/access/access_log.hpp"
#include "modules/situation/actions.hpp"
#include "modules/situation/records_export.hpp"
#include "platform/tables/row_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace samatcha::situation {

namespace {

constexpr int children_per_reading = 500;

/// Kept in the transaction of the log entries that it counts: an export that is written anew after a kill
/// does not log the same children twice.
struct ExportProgress {
    std::int64_t logged = 0;
};
BOOST_DESCRIBE_STRUCT(ExportProgress, (), (logged))

ExportId export_id_of(const jobs::Job& job) {
    const auto* id = job.arguments.is_object() ? job.arguments.get_object().if_contains("export_id") : nullptr;
    return {id && id->is_int64() ? id->get_int64() : 0};
}

/// One attempt at a file, from its first row to its end.
class ExportWriting {
public:
    ExportWriting(const Exporting& exporting, jobs::JobRun& run, const ChildExport& wanted)
        : m_exporting(exporting), m_run(run), m_wanted(wanted), m_lease(run.database().connection()) {
        m_actor.account = wanted.created_by;
        m_actor.province = run.province();
        m_actor.purpose = wanted.purpose;
    }

    /// Returns how many children are in the file.
    Result<std::int64_t> write() {
        if (const auto cursor = m_run.cursor(); !cursor.is_null())
            m_progress = TRY(json::from_value<ExportProgress>(cursor));
        auto file = m_exporting.files.create(province(), m_wanted.id.value);
        const auto writer = TRY(writer_into([&file](std::string_view bytes) -> Result<void> {
            file.write({bytes.data(), bytes.size()});
            return {};
        }));
        TRY(write_heads(*writer));
        TRY(write_children(*writer));
        TRY(writer->finish());
        file.finish();
        m_exporting.files.publish(province(), m_wanted.id.value);
        TRY(database::transaction(db(), [&]() -> Result<void> {
            if (!end_export(db(), province(), m_wanted.id, ExportState::Complete, m_exporting.clock.now(),
                            m_done))
                return jobs::cancelled();
            m_run.keep(db(), json::to_value(m_progress)); // Fails when another process has the job now.
            return {};
        }));
        return m_done;
    }

private:
    const std::string& province() const { return m_run.province(); }
    database::Connection& db() { return *m_lease; }
    std::string text(std::string_view key) const { return m_exporting.messages.text(key, m_wanted.language); }

    Result<std::unique_ptr<tables::RowWriter>> writer_into(const tables::ByteSink& sink) {
        switch (m_wanted.format) {
        case ExportFormat::Csv:
            return tables::csv_writer(sink);
        case ExportFormat::Xlsx:
            return tables::xlsx_writer(sink, text("situation.export.sheet"), m_exporting.files.folder());
        }
        return tables::csv_writer(sink);
    }

    Result<void> write_heads(tables::RowWriter& writer) {
        constexpr std::array heads{"initials", "age", "sex", "village_no", "village", "subdistrict",
                                   "district", "last_school", "reason", "certainty", "page"};
        std::vector<std::string> texts;
        for (const auto* head : heads)
            texts.push_back(text(fmt::format("situation.export.{}", head)));
        return writer.write(std::vector<tables::OutputCell>(texts.begin(), texts.end()));
    }

    Result<void> write_children(tables::RowWriter& writer) {
        const auto total = count_listed(db(), province(), m_wanted.situation_id, m_wanted.filter);
        std::optional<ListCursor> after;
        while (true) {
            if (m_run.is_cancelled())
                return jobs::cancelled();
            m_run.report("exporting", m_done, total);
            const auto rows = listed_children(db(), province(), m_wanted.situation_id, m_wanted.filter,
                                              m_wanted.sort, after, children_per_reading);
            if (rows.empty())
                return {};
            log(rows);
            for (const auto& row : rows)
                TRY(write_child(writer, TRY(child_on_list(db(), m_exporting.keys, province(), row))));
            m_done += static_cast<std::int64_t>(rows.size());
            const auto& last = rows.back();
            after = ListCursor{last.subdistrict_code, last.age, last.certainty, last.person.value};
        }
    }

    /// Before the children are in the file.
    void log(const std::vector<ListedChildRow>& rows) {
        const auto position = [&](std::size_t i) { return m_done + static_cast<std::int64_t>(i); };
        database::transaction(db(), [&] {
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (position(i) >= m_progress.logged)
                    access::record_access(db(), m_actor, m_exporting.clock, access::Access::Export,
                                          rows[i].person.value,
                                          fmt::format("export={}", m_wanted.id.value));
            m_progress.logged = std::max(m_progress.logged, position(rows.size()));
            m_run.keep(db(), json::to_value(m_progress));
        });
    }

    Result<void> write_child(tables::RowWriter& writer, const ChildOnList& child) {
        const auto* subdistrict = m_exporting.gazetteer.subdistrict(child.subdistrict_code);
        const auto* district = subdistrict ? m_exporting.gazetteer.district(subdistrict->district) : nullptr;
        const auto name = [&](const auto* area) {
            return !area ? std::string() : m_wanted.language == Language::English ? area->name_en : area->name_th;
        };
        const auto sex = child.sex.empty() ? std::string() : text("situation.export.sex_" + child.sex);
        const auto subdistrict_name = name(subdistrict), district_name = name(district);
        const auto reason = child.reason ? text("situation.reason." + *child.reason) : std::string();
        // A number of 16 digits is not exact in a spreadsheet; a page is.
        const auto page = fmt::format("/children/{}", child.person_id.value);
        return writer.write({child.initials, child.age, sex, child.village_no, child.village_name,
                             subdistrict_name, district_name, child.last_school.value_or(""), reason,
                             std::round(child.certainty * 1000) / 1000, page});
    }

    const Exporting& m_exporting;
    jobs::JobRun& m_run;
    const ChildExport& m_wanted;
    access::Actor m_actor;
    database::Database::Lease m_lease;
    ExportProgress m_progress;
    std::int64_t m_done = 0;
};

} // namespace

Result<json::value> write_export(const Exporting& exporting, jobs::JobRun& run) {
    const auto wanted = [&] {
        const auto lease = run.database().connection();
        return find_export(*lease, run.province(), export_id_of(run.job()));
    }();
    if (!wanted)
        return failure(ErrorCode::NotFound, "situation.export_unknown");
    const auto result = [&](std::int64_t children) {
        return json::value{{"export_id", wanted->id.value}, {"children", children}};
    };
    if (wanted->state == ExportState::Complete) // Killed between the file and the job's own end.
        return result(wanted->children);
    if (wanted->state != ExportState::Writing)
        return failure(ErrorCode::Conflict, "situation.export_unfinished");
    const auto written = ExportWriting(exporting, run, *wanted).write();
    if (!written) {
        exporting.files.remove(run.province(), wanted->id.value);
        return Unexpected{written.error()};
    }
    return result(*written);
}

void abandon_export(const Exporting& exporting, database::Connection& connection, const jobs::Job& job) {
    const auto id = export_id_of(job);
    const auto state = job.state == jobs::JobState::Cancelled ? ExportState::Cancelled : ExportState::Failed;
    if (end_export(connection, job.province, id, state, exporting.clock.now(), 0))
        exporting.files.remove(job.province, id.value);
}

void handle_exports(const Exporting& exporting) {
    exporting.jobs.on(
        std::string(export_job_kind),
        [exporting](jobs::JobRun& run) { return write_export(exporting, run); },
        [exporting](database::Connection& connection, const jobs::Job& job) {
            abandon_export(exporting, connection, job);
        });
}

} // namespace samatcha::situation
