#include "app/commands/consensus_report_html.hpp"

#include "app/commands/report_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace samatcha::app {

namespace {

using consensus::Agreement;
using consensus::StatementAgreement;
using consensus::VoteCounts;

constexpr std::size_t people_told_min = 3;
constexpr std::size_t group_told_min = 5;
constexpr std::size_t statements_shown = 10;
constexpr double overlap_of_a_camp = 0.5;

std::string number_text(std::size_t number) { return grouped(static_cast<std::int64_t>(number)); }

std::string percent_text(double share) { return fmt::format("{:.0f}", share * 100); }

/// A place on the map with who stands there.
struct MapCell {
    std::vector<std::size_t> of_group;
    std::size_t people() const {
        std::size_t sum = 0;
        for (const auto n : of_group)
            sum += n;
        return sum;
    }
};

/// Participants who are grouped, on a grid so coarse that most stand with two others at least.
struct ReportMap {
    std::size_t columns = 0;
    std::size_t rows = 0;
    std::vector<MapCell> cells;
    std::size_t hidden = 0;
    consensus::Point low;
    consensus::Point high;
};

/// The range that holds all but one in fifty on either side.
std::pair<double, double> middle_range(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return {values[values.size() / 50], values[values.size() - 1 - values.size() / 50]};
}

std::size_t step_of(double value, double low, double high, std::size_t steps) {
    const auto place = high > low ? (value - low) / (high - low) * static_cast<double>(steps) : 0.0;
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(steps) - 1));
}

ReportMap map_on_grid(const ConsensusStory& story, std::size_t columns, std::size_t rows, ReportMap map) {
    map.columns = columns;
    map.rows = rows;
    map.cells.assign(columns * rows, MapCell{std::vector<std::size_t>(story.grouping.groups())});
    for (std::size_t p = 0; p < story.positions.size(); ++p)
        if (const auto group = story.grouping.of_participant[p]; group != consensus::ungrouped) {
            const auto at = story.positions[p];
            const auto row = rows - 1 - step_of(at.y, map.low.y, map.high.y, rows);
            ++map.cells[row * columns + step_of(at.x, map.low.x, map.high.x, columns)].of_group[static_cast<std::size_t>(group)];
        }
    map.hidden = 0;
    for (const auto& cell : map.cells)
        if (cell.people() < people_told_min)
            map.hidden += cell.people();
    return map;
}

ReportMap report_map(const ConsensusStory& story) {
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t p = 0; p < story.positions.size(); ++p)
        if (story.grouping.of_participant[p] != consensus::ungrouped) {
            x.push_back(story.positions[p].x);
            y.push_back(story.positions[p].y);
        }
    ReportMap map;
    if (x.empty())
        return map;
    std::tie(map.low.x, map.high.x) = middle_range(x);
    std::tie(map.low.y, map.high.y) = middle_range(y);
    for (const std::size_t columns : {40, 30, 24, 18, 12, 8}) {
        map = map_on_grid(story, columns, columns * 2 / 3, map);
        if (map.hidden * 5 <= x.size())
            break;
    }
    return map;
}

class ConsensusReportWriter {
public:
    ConsensusReportWriter(const ConsensusStory& story, const Messages& messages, Language language)
        : m_story(story), m_page(messages, language), m_sizes(consensus::group_sizes(story.grouping)) {}

    std::string text() {
        head();
        map();
        if (m_story.findings) {
            united();
            divided();
        } else {
            majority("majority_finding", m_story.report.majority.agreed);
            majority("majority_against_finding", m_story.report.majority.disagreed);
        }
        groups();
        if (m_story.findings) {
            if (m_story.findings->sectors)
                sectors(*m_story.findings->sectors);
            sureness();
            suspicious();
        }
        return m_page.text("consensus_report.title");
    }

private:
    using Rows = std::vector<ReportRow>;

    std::string words(std::string_view key, const Messages::Arguments& arguments = {}) const {
        return m_page.words("consensus_report." + std::string(key), arguments);
    }
    static ReportCell number(std::string text) { return {std::move(text), true}; }

    /// Groups that were found have letters, given ones their labels.
    std::string group_name(const consensus::Grouping& grouping, std::size_t group) const {
        if (m_story.groups_source == "given" || !is_whole_number(grouping.names[group]))
            return grouping.names[group];
        const auto letter = std::stoul(grouping.names[group]);
        return letter < 26 ? std::string(1, static_cast<char>('A' + letter)) : grouping.names[group];
    }
    std::string group_name(std::size_t group) const { return group_name(m_story.grouping, group); }
    std::string statement_html(std::size_t statement) const {
        const auto& text = m_story.moderation.texts[statement];
        return text.empty() ? words("statement", {{"id", m_story.votes.statements[statement]}}) : html_escaped(text);
    }

    std::size_t claims(const std::vector<StatementAgreement>& ground) const {
        return static_cast<std::size_t>(std::count_if(ground.begin(), ground.end(), [](const auto& s) { return s.agree.is_claimed || s.disagree.is_claimed; }));
    }

    std::string fact(std::string_view key, const std::string& value_html, const std::string& note_html) const {
        return "<div><dt>" + words(key) + "</dt><dd>" + value_html + (note_html.empty() ? "" : "<small>" + note_html + "</small>") + "</dd></div>";
    }

    void head() {
        const auto& votes = m_story.conversation.votes();
        const auto& moderation = m_story.conversation.moderation();
        const auto out = static_cast<std::size_t>(std::count_if(moderation.begin(), moderation.end(), [](const auto& m) { return m.is_out(); }));
        const auto agreed = m_story.findings ? claims(m_story.findings->ground) : 0;
        m_page.add("<h1>" + words(!m_story.findings ? "finding_polis" : agreed > 0 ? "finding" : "finding_none",
                                  {{"claims", number_text(agreed)}, {"participants", number_text(votes.participants())},
                                   {"statements", number_text(votes.statements() - out)}, {"groups", number_text(m_sizes.size())}}) + "</h1>\n");
        m_page.add_paragraph(words("privacy"), "note");
        std::size_t in_groups = 0;
        for (const auto size : m_sizes)
            in_groups += size;
        const auto each = static_cast<double>(votes.votes()) / static_cast<double>(std::max<std::size_t>(1, votes.participants()));
        m_page.add("<dl>" + fact("participants", number_text(votes.participants()), words("in_groups", {{"n", number_text(in_groups)}})) +
                   fact("statements", number_text(votes.statements()), out > 0 ? words("moderated", {{"n", number_text(out)}}) : "") +
                   fact("votes", number_text(votes.votes()), words("per_person", {{"n", fmt::format("{:.0f}", each)}})) +
                   fact("groups", number_text(m_sizes.size()), "") + "</dl>\n");
    }

    /// The colour of a group; beyond eight they repeat, the letter tells.
    static std::string colour(std::size_t group) { return fmt::format("g{}", group % 8); }

    void map() {
        const auto drawn = report_map(m_story);
        if (drawn.cells.empty())
            return;
        const auto& explained = m_story.map.explained;
        const auto share = [&](std::size_t k) { return percent_text(k < explained.size() ? explained[k] : 0); };
        m_page.begin_figure(words("map_finding"), words("map_note", {{"x", share(0)}, {"y", share(1)}, {"hidden", number_text(drawn.hidden)}}));
        constexpr double height = 360;
        std::size_t most = 1;
        for (const auto& cell : drawn.cells)
            most = std::max(most, cell.people());
        std::string svg = fmt::format("<svg height=\"{}\" role=\"img\" aria-label=\"{}\">", height,
                                      html_escaped(m_page.plain("consensus_report.map_text", Language::Thai, {{"groups", number_text(m_sizes.size())}}) + " / " +
                                                   m_page.plain("consensus_report.map_text", Language::English, {{"groups", number_text(m_sizes.size())}})));
        const auto wide = 100.0 / static_cast<double>(drawn.columns);
        const auto tall = height / static_cast<double>(drawn.rows);
        for (std::size_t c = 0; c < drawn.cells.size(); ++c) {
            const auto& cell = drawn.cells[c];
            if (cell.people() < people_told_min)
                continue;
            const auto group = static_cast<std::size_t>(std::max_element(cell.of_group.begin(), cell.of_group.end()) - cell.of_group.begin());
            const auto depth = 0.4 + 0.6 * std::sqrt(static_cast<double>(cell.people()) / static_cast<double>(most));
            svg += fmt::format(R"(<rect class="{}" fill-opacity="{:.2f}" x="{:.2f}%" y="{:.1f}" width="{:.2f}%" height="{:.1f}"/>)", colour(group), depth,
                               static_cast<double>(c % drawn.columns) * wide, static_cast<double>(c / drawn.columns) * tall, wide * 0.92, tall * 0.92);
        }
        for (std::size_t group = 0; group < m_sizes.size(); ++group)
            if (m_sizes[group] >= group_told_min)
                svg += letter(drawn, group, height);
        m_page.add(svg + "</svg>\n");
        Rows rows;
        for (std::size_t group = 0; group < m_sizes.size(); ++group)
            if (m_sizes[group] >= group_told_min)
                rows.push_back({words("group", {{"name", group_name(group)}}), {}, 0, {number(number_text(m_sizes[group]))}});
        m_page.add_table({words("groups"), words("people")}, rows);
        m_page.end_figure();
    }

    /// A group's name in its middle.
    std::string letter(const ReportMap& drawn, std::size_t group, double height) const {
        consensus::Point sum;
        for (std::size_t p = 0; p < m_story.positions.size(); ++p)
            if (m_story.grouping.of_participant[p] == static_cast<std::int32_t>(group)) {
                sum.x += m_story.positions[p].x;
                sum.y += m_story.positions[p].y;
            }
        const auto n = static_cast<double>(m_sizes[group]);
        const auto part = [](double value, double low, double high) { return high > low ? std::clamp((value - low) / (high - low), 0.04, 0.96) : 0.5; };
        return fmt::format(R"(<text x="{:.1f}%" y="{:.0f}" text-anchor="middle" dy="7" style="font-size:22px;font-weight:600">{}</text>)",
                           part(sum.x / n, drawn.low.x, drawn.high.x) * 100, (1 - part(sum.y / n, drawn.low.y, drawn.high.y)) * height,
                           html_escaped(group_name(group)));
    }

    ReportRow counts_row(std::string label_html, const VoteCounts& counts) const {
        if (counts.seen < static_cast<std::int64_t>(people_told_min))
            return {std::move(label_html), {}, 0, {number("–"), number("–"), number("–")}};
        const auto seen = static_cast<double>(counts.seen);
        const auto agree = static_cast<double>(counts.agree) / seen;
        const auto disagree = static_cast<double>(counts.disagree) / seen;
        return {std::move(label_html), {{0, agree, 'a'}, {0, disagree, 'b'}}, 0,
                {number(percent_text(agree) + " %"), number(percent_text(disagree) + " %"), number(grouped(counts.seen))}};
    }

    /// A statement as heading, and a row for each group of people.
    void add_statement(Rows& rows, std::size_t statement, const consensus::Grouping& grouping, const consensus::CountTable& counts) const {
        rows.push_back({statement_html(statement), {}, 0, {}, true});
        const auto sizes = consensus::group_sizes(grouping);
        for (std::size_t group = 0; group < sizes.size(); ++group)
            if (sizes[group] >= group_told_min)
                rows.push_back(counts_row(&grouping == &m_story.grouping ? words("group", {{"name", group_name(group)}}) : html_escaped(grouping.names[group]),
                                          counts.of_group[group][statement]));
    }

    void add_statements(std::string_view who, const std::vector<std::size_t>& statements, const consensus::Grouping& grouping, const consensus::CountTable& counts) {
        const std::vector<std::string> head = {words(who), words("agree"), words("disagree"), words("seen")};
        m_page.add_key(words("agree"), words("disagree"));
        Rows shown;
        Rows folded;
        for (std::size_t i = 0; i < statements.size(); ++i)
            add_statement(i < statements_shown ? shown : folded, statements[i], grouping, counts);
        m_page.add_table(head, shown);
        if (folded.empty())
            return;
        m_page.add_paragraph(words("more", {{"n", number_text(statements.size() - statements_shown)}}), "quiet");
        m_page.add_folded_table(head, folded);
    }

    /// Claimed statements, the surest of the worst group first.
    std::vector<std::size_t> claimed(const std::vector<StatementAgreement>& ground, Agreement StatementAgreement::*side) const {
        std::vector<std::size_t> statements;
        for (std::size_t j = 0; j < ground.size(); ++j)
            if ((ground[j].*side).is_claimed)
                statements.push_back(j);
        std::stable_sort(statements.begin(), statements.end(), [&](auto a, auto b) { return (ground[a].*side).worst_low > (ground[b].*side).worst_low; });
        return statements;
    }

    void united() {
        const auto agreed = claimed(m_story.findings->ground, &StatementAgreement::agree);
        const auto disagreed = claimed(m_story.findings->ground, &StatementAgreement::disagree);
        m_page.begin_figure(words("unites_finding"), words("unites_note"));
        if (agreed.empty())
            m_page.add_paragraph(words("unites_none"));
        else
            add_statements("groups", agreed, m_story.grouping, m_story.report.counts);
        m_page.end_figure();
        if (disagreed.empty())
            return;
        m_page.begin_figure(words("unites_against_finding"));
        add_statements("groups", disagreed, m_story.grouping, m_story.report.counts);
        m_page.end_figure();
    }

    void divided() {
        const auto& divisions = m_story.findings->divisions;
        if (divisions.empty())
            return;
        std::vector<std::size_t> statements;
        for (const auto& division : divisions)
            statements.push_back(division.statement);
        m_page.begin_figure(words("divides_finding"), words("divides_note"));
        add_statements("groups", statements, m_story.grouping, m_story.report.counts);
        m_page.end_figure();
    }

    void majority(std::string_view title, const std::vector<consensus::MajorityStatement>& statements) {
        if (statements.empty())
            return;
        m_page.begin_figure(words(title), words("majority_note"));
        m_page.add_key(words("agree"), words("disagree"));
        Rows rows;
        for (const auto& statement : statements)
            rows.push_back(counts_row(statement_html(statement.statement), m_story.report.counts.of_all[statement.statement]));
        m_page.add_table({words("statements"), words("agree"), words("disagree"), words("seen")}, rows);
        m_page.end_figure();
    }

    void groups() {
        const auto small = static_cast<std::size_t>(std::count_if(m_sizes.begin(), m_sizes.end(), [](auto size) { return size < group_told_min; }));
        if (m_sizes.size() < 2)
            return;
        m_page.begin_figure(words("groups_finding"), words("groups_note"));
        for (std::size_t group = 0; group < m_sizes.size(); ++group)
            if (m_sizes[group] >= group_told_min)
                add_group(group);
        if (small > 0)
            m_page.add_paragraph(words("too_small", {{"n", number_text(small)}}), "quiet");
        m_page.end_figure();
    }

    void add_group(std::size_t group) {
        m_page.add("<h3>" + words("group_size", {{"name", group_name(group)}, {"n", number_text(m_sizes[group])}}) + "</h3>\n");
        if (m_story.findings && m_story.groups_source != "given" && group < m_story.findings->stability.group_overlap.size()) {
            const auto mean = m_story.findings->stability.group_overlap[group];
            m_page.add_paragraph(words("overlap", {{"mean", percent_text(mean)}, {"low", percent_text(m_story.findings->stability.group_overlap_low[group])}}), "quiet");
            if (mean < overlap_of_a_camp)
                m_page.add_paragraph(words("shaky"), "warm");
        }
        Rows rows;
        for (const auto& r : m_story.report.representative[group]) {
            const bool agrees = r.direction == consensus::Vote::Agree;
            VoteCounts others;
            for (std::size_t other = 0; other < m_sizes.size(); ++other)
                if (other != group)
                    others += m_story.report.counts.of_group[other][r.statement];
            const auto share = [&](const VoteCounts& votes) {
                if (votes.seen < static_cast<std::int64_t>(people_told_min))
                    return std::string("–");
                return percent_text(static_cast<double>(agrees ? votes.agree : votes.disagree) / static_cast<double>(votes.seen)) + " %";
            };
            rows.push_back({"<span class=\"quiet\">" + words(agrees ? "says_agree" : "says_disagree") + "</span> " + statement_html(r.statement), {}, 0,
                            {number(share(m_story.report.counts.of_group[group][r.statement])), number(share(others))}});
        }
        m_page.add_table({words("statements"), words("group", {{"name", group_name(group)}}), words("others")}, rows);
    }

    void sectors(const ConsensusSectors& sectors) {
        const auto in_both = [&](Agreement StatementAgreement::*side) {
            std::size_t both = 0;
            for (std::size_t j = 0; j < sectors.ground.size(); ++j)
                both += (sectors.ground[j].*side).is_claimed && (m_story.findings->ground[j].*side).is_claimed;
            return both;
        };
        m_page.begin_figure(words("sectors_finding", {{"claims", number_text(claims(sectors.ground))}}),
                            words("sectors_note", {{"both", number_text(in_both(&StatementAgreement::agree) + in_both(&StatementAgreement::disagree))}}));
        auto statements = claimed(sectors.ground, &StatementAgreement::agree);
        const auto disagreed = claimed(sectors.ground, &StatementAgreement::disagree);
        statements.insert(statements.end(), disagreed.begin(), disagreed.end());
        if (statements.empty())
            m_page.add_paragraph(words("unites_none"));
        else
            add_statements("sectors", statements, sectors.grouping, sectors.counts);
        m_page.end_figure();
    }

    void sureness() {
        const auto& findings = *m_story.findings;
        m_page.begin_figure(words("sure_finding", {{"groups", number_text(findings.groups.count)}}),
                            words("sure_note", {{"n", number_text(findings.stability.resamples)}}));
        switch (findings.groups.found) {
        case consensus::GroupsFound::Several: break;
        case consensus::GroupsFound::NothingDivides: m_page.add_paragraph(words("one_nothing"), "warm"); break;
        case consensus::GroupsFound::TooSmall: m_page.add_paragraph(words("one_small"), "warm"); break;
        }
        Rows rows;
        for (std::size_t k = 0; k < findings.stability.count_probability.size(); ++k) {
            const auto probability = findings.stability.count_probability[k];
            rows.push_back({number_text(k + 1), {{0, probability, 'a'}}, 0,
                            {number(percent_text(probability) + " %"), number(k == 0 ? "–" : fmt::format("{:.2f}", findings.groups.tried[k - 1].silhouette))}});
        }
        if (!rows.empty())
            m_page.add_table({words("number_of_groups"), words("probability"), words("silhouette")}, rows);
        m_page.end_figure();
    }

    std::string statement_list(const std::vector<std::size_t>& statements) const {
        std::string list;
        for (const auto statement : statements)
            list += (list.empty() ? "" : ", ") + m_story.votes.statements[statement];
        return list;
    }

    void suspicious() {
        const auto& findings = *m_story.findings;
        m_page.begin_figure(words("suspicious_finding"), words("suspicious_note"));
        if (!findings.without) {
            m_page.add_paragraph(words("suspicious_none"));
            return m_page.end_figure();
        }
        const auto& without = *findings.without;
        const auto row = [&](std::string_view key, std::size_t with, std::size_t less) {
            return ReportRow{words(key), {}, 0, {number(number_text(with)), number(number_text(less))}};
        };
        m_page.add_table({words("votes"), words("with"), words("without")},
                         {row("participants", m_story.conversation.votes().participants(), without.participants),
                          row("groups", m_sizes.size(), without.grouping.groups()),
                          row("claims", claims(findings.ground), claims(without.ground))});
        std::vector<std::size_t> lost;
        std::vector<std::size_t> gained;
        for (std::size_t j = 0; j < without.ground.size(); ++j)
            for (const auto side : {&StatementAgreement::agree, &StatementAgreement::disagree}) {
                const bool before = (findings.ground[j].*side).is_claimed;
                const bool after = (without.ground[j].*side).is_claimed;
                if (before != after)
                    (before ? lost : gained).push_back(j);
            }
        if (!lost.empty())
            m_page.add_paragraph(words("lost", {{"statements", statement_list(lost)}}));
        if (!gained.empty())
            m_page.add_paragraph(words("gained", {{"statements", statement_list(gained)}}));
        if (lost.empty() && gained.empty())
            m_page.add_paragraph(words("unchanged"));
        m_page.end_figure();
    }

    const ConsensusStory& m_story;
    ReportPage m_page;
    std::vector<std::size_t> m_sizes;
};

} // namespace

std::string consensus_report_html(const ConsensusStory& story, const Messages& messages, Language language) {
    return ConsensusReportWriter(story, messages, language).text();
}

} // namespace samatcha::app
