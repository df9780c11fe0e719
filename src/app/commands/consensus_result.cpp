#include "app/commands/consensus_result.hpp"

#include <numeric>

namespace samatcha::app {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using consensus::Point;
using consensus::StatementStatistics;
using consensus::Vote;

/// Ids that are whole numbers are numbers in JSON too.
value id_value(std::string_view id) {
    if (is_whole_number(id))
        return std::stoll(std::string(id));
    return value(id);
}

template <class Items, class Get>
array array_of(const Items& items, const Get& get) {
    array values;
    values.reserve(items.size());
    for (const auto& item : items)
        values.emplace_back(get(item));
    return values;
}

array numbers(const std::vector<double>& values) { return array_of(values, [](double v) { return v; }); }

array ids(const std::vector<std::string>& names) { return array_of(names, [](const auto& id) { return id_value(id); }); }

class ConsensusResultWriter {
public:
    explicit ConsensusResultWriter(const ConsensusStory& story) : m_story(story) {}

    object result() const {
        object all{{"format", "samatcha-consensus/1"}, {"mode", m_story.mode == ConsensusMode::Polis ? "polis" : "samatcha"}, {"sizes", sizes()}};
        all.emplace("statements", ids_of(m_story.votes.statements));
        all.emplace("moderated_out", ids(m_story.moderation.moderated_out));
        all.emplace("meta", ids(m_story.moderation.meta));
        all.emplace("pca", pca());
        all.emplace("participants", participants());
        if (m_story.cold_start)
            all.emplace("cold_start", cold_start());
        all.emplace("groups", groups());
        all.emplace("warnings", array_of(m_story.warnings, [](const std::string& w) { return value(w); }));
        return all;
    }

private:
    const std::string& participant(consensus::ParticipantIndex p) const { return m_story.votes.participants[p]; }
    value statement(std::size_t j) const { return id_value(m_story.votes.statements[j]); }

    static array ids_of(const ConsensusIds& ids) {
        array values;
        values.reserve(ids.size());
        for (std::size_t i = 0; i < ids.size(); ++i)
            values.emplace_back(id_value(ids[i]));
        return values;
    }

    object sizes() const {
        const auto& table = m_story.conversation.votes();
        const auto cells = static_cast<double>(table.participants()) * static_cast<double>(table.statements());
        return {{"participants", table.participants()},
                {"statements", table.statements()},
                {"vote_rows", m_story.votes.rows},
                {"cells", table.votes()},
                {"fill", static_cast<double>(table.votes()) / cells}};
    }

    object pca() const {
        const auto& map = m_story.map;
        const auto x = [](Point p) { return p.x; };
        const auto y = [](Point p) { return p.y; };
        return {{"center", numbers(map.center)},
                {"pc1", array_of(map.loading, x)},
                {"pc2", array_of(map.loading, y)},
                {"explained_variance_ratio_top4", numbers(map.explained)},
                {"statement_projection", array{array_of(map.statement_position, x), array_of(map.statement_position, y)}},
                {"statement_extremity", numbers(map.statement_extremity)}};
    }

    object participants() const {
        const auto& order = m_story.order;
        const auto standing = consensus::standings(m_story.positions, m_story.grouping);
        object told{{"order", array_of(order, [&](auto p) { return id_value(participant(p)); })},
                    {"n_votes", array_of(order, [&](auto p) { return m_story.conversation.votes().row(p).size(); })},
                    {"x", array_of(order, [&](auto p) { return m_story.positions[p].x; })},
                    {"y", array_of(order, [&](auto p) { return m_story.positions[p].y; })},
                    {"centricness", array_of(order, [&](auto p) { return standing[p].centricness; })},
                    {"coreness", array_of(order, [&](auto p) { return standing[p].coreness; })},
                    {"extremeness", array_of(order, [&](auto p) { return standing[p].extremeness; })}};
        if (m_story.cold_start)
            told.emplace("in_conversation_cold",
                         array_of(m_story.cold_start->participants, [&](auto p) { return id_value(participant(p)); }));
        return told;
    }

    object group_of_participant(const consensus::Grouping& grouping) const {
        object groups;
        groups.reserve(m_story.order.size());
        for (const auto p : m_story.order)
            if (const auto group = grouping.of_participant[p]; group != consensus::ungrouped)
                groups.emplace(participant(p), id_value(grouping.names[static_cast<std::size_t>(group)]));
        return groups;
    }

    object cold_start() const {
        const auto& found = *m_story.cold_start;
        object members;
        object centers;
        for (const auto& cluster : found.base) {
            members.emplace(std::to_string(cluster.id),
                            array_of(cluster.members, [&](auto m) { return id_value(participant(found.participants[m])); }));
            centers.emplace(std::to_string(cluster.id), array{cluster.center.x, cluster.center.y});
        }
        object by_k;
        for (const auto& groups : found.by_count)
            by_k.emplace(std::to_string(groups.count),
                         object{{"silhouette", groups.silhouette}, {"group_sizes", array_of(groups.groups, [&](const auto& group) {
                                    return std::accumulate(group.members.begin(), group.members.end(), std::size_t{0},
                                                           [&](auto sum, auto b) { return sum + found.base[b].members.size(); });
                                })}});
        return {{"base_clusters", found.base.size()},
                {"base_members", std::move(members)},
                {"base_center", std::move(centers)},
                {"by_k", std::move(by_k)},
                {"best_k", found.best ? value(found.by_count[*found.best].count) : value()},
                {"group_of_participant", group_of_participant(consensus::grouping_of(found, m_story.votes.participants.size()))}};
    }

    static object statistics(const std::vector<StatementStatistics>& of_group) {
        object told;
        const auto add = [&](const char* name, const auto& get) { told.emplace(name, array_of(of_group, get)); };
        add("na", [](const StatementStatistics& s) { return s.counts.agree; });
        add("nd", [](const StatementStatistics& s) { return s.counts.disagree; });
        add("ns", [](const StatementStatistics& s) { return s.counts.seen; });
        add("pa", [](const StatementStatistics& s) { return s.agree_share; });
        add("pd", [](const StatementStatistics& s) { return s.disagree_share; });
        add("pat", [](const StatementStatistics& s) { return s.agree_test; });
        add("pdt", [](const StatementStatistics& s) { return s.disagree_test; });
        add("ra", [](const StatementStatistics& s) { return s.agree_ratio; });
        add("rd", [](const StatementStatistics& s) { return s.disagree_ratio; });
        add("rat", [](const StatementStatistics& s) { return s.agree_ratio_test; });
        add("rdt", [](const StatementStatistics& s) { return s.disagree_ratio_test; });
        return told;
    }

    object representative(const consensus::RepresentativeStatement& r) const {
        object told{{"tid", statement(r.statement)}, {"n-success", r.successes}, {"n-trials", r.trials},
                    {"p-success", r.share}, {"p-test", r.test}, {"repness", r.ratio}, {"repness-test", r.ratio_test},
                    {"repful-for", r.direction == Vote::Agree ? "agree" : "disagree"}};
        if (r.is_best_agreed) {
            told.emplace("n-agree", r.agreed);
            told.emplace("best-agree", true);
        }
        return told;
    }

    array majority(const std::vector<consensus::MajorityStatement>& statements) const {
        return array_of(statements, [&](const consensus::MajorityStatement& s) {
            return object{{"tid", statement(s.statement)}, {"n-success", s.successes}, {"n-trials", s.trials},
                          {"p-success", s.share}, {"p-test", s.test}};
        });
    }

    object groups() const {
        const auto& names = m_story.grouping.names;
        const auto& report = m_story.report;
        const auto counted = consensus::group_sizes(m_story.grouping);
        object sizes;
        object stats;
        object repness;
        for (std::size_t g = 0; g < names.size(); ++g) {
            sizes.emplace(names[g], counted[g]);
            stats.emplace(names[g], statistics(report.statistics[g]));
            repness.emplace(names[g], array_of(report.representative[g], [&](const auto& r) { return representative(r); }));
        }
        return {{"source", m_story.groups_source},
                {"sizes", std::move(sizes)},
                {"group_of_participant", group_of_participant(m_story.grouping)},
                {"stats", std::move(stats)},
                {"repness", std::move(repness)},
                {"group_aware_consensus", numbers(report.group_aware_agreement)},
                {"group_aware_disagreement", numbers(report.group_aware_disagreement)},
                {"consensus", {{"agree", majority(report.majority.agreed)}, {"disagree", majority(report.majority.disagreed)}}},
                {"priority", numbers(report.priorities)}};
    }

    const ConsensusStory& m_story;
};

} // namespace

object consensus_result(const ConsensusStory& story) { return ConsensusResultWriter(story).result(); }

} // namespace samatcha::app
