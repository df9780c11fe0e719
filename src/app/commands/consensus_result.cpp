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
        if (m_story.findings)
            add_findings(all);
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
        if (m_story.findings)
            told.emplace("placed_by", array_of(order, [&](auto p) {
                             return array_of(consensus::placing_statements(m_story.conversation, m_story.map, p, m_story.positions[p], 3),
                                             [&](auto j) { return statement(j); });
                         }));
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

    /// Names and sizes of a grouping.
    static object sizes_of(const consensus::Grouping& grouping) {
        const auto counted = consensus::group_sizes(grouping);
        object sizes;
        for (std::size_t g = 0; g < counted.size(); ++g)
            sizes.emplace(grouping.names[g], counted[g]);
        return sizes;
    }

    void add_findings(object& all) const {
        const auto& findings = *m_story.findings;
        all.emplace("best_k", findings.groups.count);
        all.emplace("one_group_because", because(findings.groups.found));
        object by_k;
        for (const auto& tried : findings.groups.tried)
            by_k.emplace(std::to_string(tried.count),
                         object{{"wcss", tried.within_squares}, {"silhouette", tried.silhouette},
                                {"group_sizes", array_of(tried.sizes, [](auto size) { return size; })}, {"is_admissible", tried.is_admissible}});
        all.emplace("by_k", std::move(by_k));
        all.emplace("stability", stability());
        all.emplace("common_ground", ground(findings.ground, m_story.grouping));
        all.emplace("divisions", array_of(findings.divisions, [&](const consensus::Division& d) {
                        return object{{"tid", statement(d.statement)}, {"agreeing_group", id_value(m_story.grouping.names[d.agreeing_group])},
                                      {"other_group", id_value(m_story.grouping.names[d.other_group])}, {"gap", d.gap}, {"chance", d.chance}};
                    }));
        if (findings.sectors)
            all.emplace("sectors", sectors(*findings.sectors));
        all.emplace("suspicious", array_of(findings.suspicions, [&](const consensus::Suspicion& s) {
                        return object{{"participant", id_value(participant(s.participant))}, {"votes_all_same", s.votes_all_same},
                                      {"votes_in_a_burst", s.votes_in_a_burst}, {"alike", s.alike}};
                    }));
        if (findings.without)
            all.emplace("without_suspicious",
                        object{{"participants", findings.without->participants}, {"best_k", findings.without->grouping.groups()},
                               {"group_sizes", sizes_of(findings.without->grouping)},
                               {"common_ground", ground(findings.without->ground, findings.without->grouping)}});
    }

    static value because(consensus::GroupsFound found) {
        switch (found) {
        case consensus::GroupsFound::Several: return nullptr;
        case consensus::GroupsFound::NothingDivides: return "nothing_divides";
        case consensus::GroupsFound::TooSmall: return "too_small";
        }
        return nullptr;
    }

    object stability() const {
        const auto& found = m_story.findings->stability;
        object probability;
        for (std::size_t k = 0; k < found.count_probability.size(); ++k)
            probability.emplace(std::to_string(k + 1), found.count_probability[k]);
        object overlap;
        const auto& names = m_story.findings->groups.grouping.names;
        for (std::size_t g = 0; g < found.group_overlap.size(); ++g)
            overlap.emplace(names[g], object{{"mean", found.group_overlap[g]}, {"low", found.group_overlap_low[g]}});
        return {{"resamples", found.resamples}, {"probability_of_k", std::move(probability)}, {"overlap", std::move(overlap)}};
    }

    object side(const std::vector<consensus::StatementAgreement>& of_statements, const consensus::Grouping& grouping,
                consensus::Agreement consensus::StatementAgreement::*which) const {
        object told;
        const auto add = [&](const char* name, const auto& get) {
            told.emplace(name, array_of(of_statements, [&](const auto& statement) { return get(statement.*which); }));
        };
        using consensus::Agreement;
        add("product", [](const Agreement& a) { return a.product; });
        add("product_low", [](const Agreement& a) { return a.product_low; });
        add("product_high", [](const Agreement& a) { return a.product_high; });
        add("root", [](const Agreement& a) { return a.root; });
        add("worst_group", [&](const Agreement& a) { return grouping.names.empty() ? value() : id_value(grouping.names[a.worst_group]); });
        add("worst_share", [](const Agreement& a) { return a.worst_share; });
        add("worst_low", [](const Agreement& a) { return a.worst_low; });
        add("groups_heard", [](const Agreement& a) { return a.groups_heard; });
        add("chance", [](const Agreement& a) { return a.chance; });
        array claimed;
        for (std::size_t j = 0; j < of_statements.size(); ++j)
            if ((of_statements[j].*which).is_claimed)
                claimed.push_back(statement(j));
        told.emplace("claimed", std::move(claimed));
        return told;
    }

    object ground(const std::vector<consensus::StatementAgreement>& of_statements, const consensus::Grouping& grouping) const {
        return {{"agree", side(of_statements, grouping, &consensus::StatementAgreement::agree)},
                {"disagree", side(of_statements, grouping, &consensus::StatementAgreement::disagree)}};
    }

    object sectors(const ConsensusSectors& sectors) const {
        object stats;
        for (std::size_t s = 0; s < sectors.grouping.groups(); ++s) {
            const auto& counts = sectors.counts.of_group[s];
            stats.emplace(sectors.grouping.names[s],
                          object{{"na", array_of(counts, [](const auto& c) { return c.agree; })},
                                 {"nd", array_of(counts, [](const auto& c) { return c.disagree; })},
                                 {"ns", array_of(counts, [](const auto& c) { return c.seen; })}});
        }
        return {{"sizes", sizes_of(sectors.grouping)}, {"stats", std::move(stats)}, {"common_ground", ground(sectors.ground, sectors.grouping)}};
    }

    const ConsensusStory& m_story;
};

} // namespace

object consensus_result(const ConsensusStory& story) { return ConsensusResultWriter(story).result(); }

} // namespace samatcha::app
