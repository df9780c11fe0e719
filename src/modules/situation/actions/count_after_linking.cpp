#include "modules/situation/actions.hpp"
#include "modules/situation/records_finding.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace samatcha::situation {

namespace {


std::vector<LinkedRegister> identities_of(const std::vector<persons::LinkedSnapshot>& snapshots) {
    std::vector<LinkedRegister> list;
    for (const auto& s : snapshots)
        list.push_back({fmt::format("{}/{}", json::enum_name(s.register_kind), s.agency_id.value),
                        s.snapshot_id.value});
    return list;
}

/// Which snapshots an earlier situation stood on: the link run knows whose they were.
std::vector<LinkedRegister> identities_of(database::Connection& connection, std::string_view province,
                                          const Situation& earlier) {
    const auto run = persons::link_run(connection, province, earlier.link_run_id);
    return run ? identities_of(run->snapshots) : std::vector<LinkedRegister>{};
}

void add_change(database::Connection& connection, std::string_view province,
                const std::optional<Situation>& earlier, const persons::LinkRun& run, SituationFound& found) {
    if (!earlier)
        return;
    auto& now = found.situation;
    auto standings_before = standings(connection, province, earlier->id);
    for (const auto& finding : findings_of(connection, province)) { // The earlier number has them no more.
        const auto standing = std::lower_bound(
            standings_before.begin(), standings_before.end(), finding.person.value,
            [](const Standing& one, std::int64_t person) { return one.person < person; });
        if (standing != standings_before.end() && standing->person == finding.person.value &&
            finding.at >= earlier->created_at)
            standing->contribution = 0;
    }
    const auto registers_before = identities_of(connection, province, *earlier);
    const auto registers_now = identities_of(run.snapshots);
    now.previous_id = earlier->id;
    now.change = now.value - earlier->value;
    now.change_parts = change_between({standings_before, registers_before, earlier->value},
                                      {found.standings, registers_now, now.value});
}

/// The civil record of each listed child, in the order of the list.
std::vector<ListedChildRow> rows_of(const Definition& rules, const persons::FoundPersons& run,
                                    const SituationFound& found) {
    std::vector<std::int64_t> listed_at; // by cluster, -1 none
    std::vector<ListedChildRow> rows(found.list.size());
    for (std::size_t i = 0; i < found.list.size(); ++i) {
        const auto& child = found.list[i];
        if (listed_at.size() <= child.cluster)
            listed_at.resize(child.cluster + std::size_t{1}, -1);
        listed_at[child.cluster] = static_cast<std::int64_t>(i);
        auto& row = rows[i];
        row.person = {child.person};
        row.age = child.age;
        row.sex = child.sex == 0 ? std::string() : std::string(1, child.sex);
        row.subdistrict_code = child.subdistrict == 0 ? "" : fmt::format("{:06}", child.subdistrict);
        row.certainty = std::clamp(child.certainty, 0.0, 1.0);
        if (child.reason >= 0)
            row.reason = rules.reasons[static_cast<std::size_t>(child.reason)].key;
    }
    const auto& clusters = run.linkage.clusters();
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        const auto& source = run.set.registers()[i];
        if (source.kind != registers::RegisterKind::Civil)
            continue;
        for (std::size_t r = 0; r < clusters[i].size(); ++r) {
            const auto cluster = clusters[i][r];
            if (cluster >= listed_at.size() || listed_at[cluster] < 0)
                continue;
            auto& row = rows[static_cast<std::size_t>(listed_at[cluster])];
            if (row.row_no == 0) {
                row.snapshot = source.snapshot;
                row.row_no = source.row_numbers[r];
            }
        }
    }
    return rows;
}

/// A record of a school register of some day.
struct SchoolRecord {
    PartialDate day;
    registers::RecordKey record;
};

/// Where each listed child was at school last: by a record of this run that says it has left, by a register
/// of the run before, or as the list before knew it, the latest day first.
class LastSchools {
public:
    explicit LastSchools(std::vector<ListedChildRow>& rows) : m_rows(rows), m_found(rows.size()) {
        for (std::size_t i = 0; i < rows.size(); ++i)
            m_row_of[rows[i].person.value] = i;
    }

    void learn(std::int64_t person, const PartialDate& day, registers::RecordKey record) {
        const auto row = m_row_of.find(person);
        if (row == m_row_of.end())
            return;
        auto& found = m_found[row->second];
        if (!found || found->day < day)
            found = SchoolRecord{day, record};
    }
    void write() {
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            if (m_found[i])
                m_rows[i].last_school = m_found[i]->record;
    }

private:
    std::vector<ListedChildRow>& m_rows;
    std::vector<std::optional<SchoolRecord>> m_found;
    std::unordered_map<std::int64_t, std::size_t> m_row_of; ///< By person.
};

void add_last_schools(database::Connection& connection, std::string_view province,
                      const persons::FoundPersons& run, const std::optional<Situation>& earlier,
                      std::vector<ListedChildRow>& rows) {
    LastSchools schools(rows);
    const auto& clusters = run.linkage.clusters();
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        const auto& source = run.set.registers()[i];
        if (source.kind == registers::RegisterKind::School)
            for (std::size_t r = 0; r < clusters[i].size(); ++r)
                schools.learn(run.person_of_cluster[clusters[i][r]], source.snapshot_date,
                              {source.snapshot, source.row_numbers[r]});
    }
    if (earlier) {
        if (const auto before = persons::link_run(connection, province, earlier->link_run_id))
            persons::each_record_of_run(
                connection, province, *before, registers::RegisterKind::School,
                [&](persons::PersonId person, const persons::LinkedSnapshot& snapshot, std::int64_t row_no) {
                    schools.learn(person.value, snapshot.snapshot_date, {snapshot.snapshot_id, row_no});
                });
        // Older than every register of the run before, or it would stand there.
        for (const auto& known : known_schools(connection, province, earlier->id))
            schools.learn(known.person.value, {}, known.record);
    }
    schools.write();
}

} // namespace

persons::AfterLinking count_after_linking(const Clock& clock) {
    return [&clock](const persons::FoundPersons& run) -> Result<persons::Publish> {
        const auto& rules = current_definition();
        const auto province = run.job.province();
        const bool has_civil =
            std::any_of(run.set.registers().begin(), run.set.registers().end(), [](const auto& r) {
                return r.kind == registers::RegisterKind::Civil;
            });
        if (!has_civil) // nobody to count: the links stand without a number
            return persons::Publish{};
        const auto findings = findings_of(*run.job.database().connection(), province);
        auto found = situation_of(rules, run.set, run.linkage, run.person_of_cluster, province,
                                  reviewed_sample(run.review), findings);
        if (run.job.is_cancelled())
            return jobs::cancelled();
        found.situation.id = {new_id()};
        found.situation.link_run_id = run.run.id;
        found.situation.created_at = clock.now();

        auto connection = run.job.database().connection();
        remove_unpublished(*connection, province);
        const auto earlier = latest_situation(*connection, province);
        add_change(*connection, province, earlier, run.run, found);
        database::transaction(*connection, [&] {
            insert_situation(*connection, province, found.situation);
            write_standings(*connection, province, found.situation.id, found.standings);
        });
        auto rows = rows_of(rules, run, found);
        add_last_schools(*connection, province, run, earlier, rows);
        write_listed_children(*connection, province, found.situation.id, rows);
        return persons::Publish{[province, id = found.situation.id](database::Connection& c) {
            apply_findings(c, province, id);
            publish_situation(c, province, id);
        }};
    };
}

} // namespace samatcha::situation
