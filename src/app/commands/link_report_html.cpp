#include "app/commands/link_report_html.hpp"

#include "app/commands/link_words.hpp"
#include "app/commands/report_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace samatcha::app {

namespace {

using linkage::Model;

constexpr std::size_t doubtful_shown = 3;
constexpr std::size_t loose_shown = 10;

std::string counted(double number) { return grouped(std::llround(number)); }

/// Three digits that count; what is rarer than one in ten thousand as 1 : N.
std::string share_text(double share) {
    if (share > 0 && share < 1e-4)
        return "1 : " + counted(1 / share);
    return fmt::format("{:.{}f}\u00a0%", share * 100, share >= 0.1 ? 1 : share >= 0.01 ? 2 : 3);
}

/// Rounded down: what is not reached does not look so.
std::string recall_text(double share) { return fmt::format("{:.2f}\u00a0%", std::floor(share * 10000) / 100); }

std::string bits_text(double bits) { return std::abs(bits) < 0.05 ? "0.0" : fmt::format("{:+.1f}", bits); }

double bits_of(double probability) { return std::log2(probability / (1 - probability)); }

class LinkReportWriter {
public:
    LinkReportWriter(const LinkStory& story, const Messages& messages, Language language)
        : m_story(story), m_messages(messages), m_page(messages, language), m_mark(bits_of(story.threshold)) {}

    std::string text() {
        head();
        weights();
        doubtful();
        errors();
        parameters();
        if (m_story.compared)
            comparison();
        rules();
        clusters();
        unlinkable();
        cost();
        warnings();
        return m_page.text("link_report.title");
    }

private:
    using Rows = std::vector<ReportRow>;

    std::string field_in(const std::string& field, Language language) const {
        return linked_field_word(field, m_messages, language);
    }
    /// "given_name" or "category:column" in both languages.
    std::string field_words(const std::string& field) const {
        return m_page.words("link_report.plain", {{"text", field_in(field, Language::Thai)}},
                            {{"text", field_in(field, Language::English)}});
    }
    /// "given_name:sound + birth_date".
    std::string rule_in(std::string_view rule, Language language) const {
        if (rule == "all pairs")
            return m_messages.text("link_report.all_pairs", language);
        constexpr std::string_view between = " + ";
        std::string words;
        for (std::size_t begin = 0; begin <= rule.size();) {
            const auto end = std::min(rule.find(between, begin), rule.size());
            const std::string key(rule.substr(begin, end - begin));
            const auto colon = key.rfind(':');
            const auto form = "link_report.form." + (colon == std::string::npos ? "" : key.substr(colon + 1));
            words += (begin == 0 ? "" : between);
            words += m_messages.contains(form)
                         ? field_in(key.substr(0, colon), language) + " (" + m_messages.text(form, language) + ")"
                         : field_in(key, language);
            begin = end + between.size();
        }
        return words;
    }
    std::string rule_words(const std::string& rule) const {
        return m_page.words("link_report.plain", {{"text", rule_in(rule, Language::Thai)}},
                            {{"text", rule_in(rule, Language::English)}});
    }
    std::string level_words(const std::string& level) const {
        const auto key = "persons.evidence." + (level.starts_with("words_above") ? "words" : level);
        return m_page.knows(key) ? m_page.words(key) : m_page.words("persons.evidence.other", {{"level", level}});
    }
    static ReportCell number(std::string text) { return {html_escaped(text), true}; }
    std::string fact(std::string_view key, const std::string& value_html, const std::string& note_html = {}) const {
        return "<div><dt>" + m_page.words(key) + "</dt><dd>" + value_html +
               (note_html.empty() ? "" : "<small>" + note_html + "</small>") + "</dd></div>";
    }

    double seconds() const {
        return std::accumulate(m_story.stages.begin(), m_story.stages.end(), 0.0,
                               [](double sum, const LinkStage& stage) { return sum + stage.seconds; });
    }

    void head() {
        const auto& report = m_story.report;
        m_page.add("<h1>" + m_page.words("link_report.finding", {{"links", counted(static_cast<double>(m_story.links))},
                                                                 {"records", counted(static_cast<double>(report.records))},
                                                                 {"persons", counted(static_cast<double>(report.clusters))}}) +
                   "</h1>\n");
        m_page.add_paragraph(m_page.words("link_report.no_personal_data"), "note");
        m_page.add("<dl>" +
                   fact("link_report.false", counted(report.expected_false_links), share_of_links(report.expected_false_links)) +
                   fact("link_report.missed", counted(report.expected_missed_links), share_of_links(report.expected_missed_links)) +
                   fact("link_report.pairs", counted(static_cast<double>(report.pairs_scored))) +
                   fact("link_report.time", m_page.words("link_report.seconds", {{"n", fmt::format("{:.1f}", seconds())}}),
                        m_page.words("link_report.memory", {{"n", counted(static_cast<double>(m_story.peak_memory_bytes) / 1e6)}})) +
                   "</dl>\n");
        Rows rows;
        for (const auto& [name, records] : m_story.files)
            rows.push_back({html_escaped(name), {}, 0, {number(counted(static_cast<double>(records)))}});
        m_page.add_table({m_page.words("link_report.file"), m_page.words("link_report.records")}, rows);
    }

    std::string share_of_links(double number) const {
        return m_page.words("link_report.of_links", {{"share", share_text(m_story.links > 0 ? number / static_cast<double>(m_story.links) : 0)}});
    }

    /// The bins that hold something, without gaps, from some way below the threshold on.
    std::vector<ReportBin> weight_bins() const {
        const double lowest = std::floor(m_mark) - 20;
        std::vector<ReportBin> bins;
        for (const auto& bin : m_story.report.histogram) {
            const double one = std::min(bin.expected_matches, static_cast<double>(bin.pairs));
            if (bin.from >= lowest)
                bins.push_back({bin.from, one, static_cast<double>(bin.pairs) - one});
        }
        const auto is_empty = [](const ReportBin& bin) { return bin.lower + bin.upper == 0; };
        while (!bins.empty() && is_empty(bins.back()))
            bins.pop_back();
        bins.erase(bins.begin(), std::find_if_not(bins.begin(), bins.end(), is_empty));
        return bins;
    }

    void weights() {
        const auto bins = weight_bins();
        double doubtful_pairs = 0;
        double ceiling = 0;
        for (const auto& bin : bins) {
            if (std::abs(bin.from + 0.5 - m_mark) < 3)
                doubtful_pairs += bin.lower + bin.upper;
            if (bin.from > m_mark - 6)
                ceiling = std::max(ceiling, bin.lower + bin.upper);
        }
        m_page.begin_figure(m_page.words("link_report.weights_finding",
                                         {{"doubtful", counted(doubtful_pairs)},
                                          {"pairs", counted(static_cast<double>(m_story.report.pairs_scored))}}),
                            m_page.words("link_report.weights_note"));
        m_page.add_key(m_page.words("link_report.one_person"), m_page.words("link_report.two_persons"));
        m_page.add_histogram(bins, std::max(1.0, ceiling), m_mark, "link_report.threshold");
        Rows rows;
        for (const auto& bin : m_story.report.histogram)
            if (bin.pairs > 0)
                rows.push_back({fmt::format("{:g}", bin.from), {}, 0,
                                {number(counted(static_cast<double>(bin.pairs))), number(fmt::format("{:.1f}", bin.expected_matches))}});
        m_page.add_folded_table({m_page.words("link_report.weight_from"), m_page.words("link_report.pairs"),
                                 m_page.words("link_report.one_person")}, rows);
        m_page.end_figure();
    }

    std::string record_name(linkage::RecordRef record) const {
        const std::string file = record.file < m_story.files.size() ? m_story.files[record.file].first : "";
        return m_page.words("link_report.row_of", {{"file", file}, {"row", grouped(std::int64_t{record.row} + 1)}});
    }

    void doubtful() {
        if (m_story.doubtful.empty())
            return;
        m_page.begin_figure(m_page.words("link_report.doubtful_finding"), m_page.words("link_report.doubtful_note"));
        for (const auto& explained : m_story.doubtful)
            waterfall(explained);
        m_page.end_figure();
    }

    /// From the prior, field by field, to the weight: each bar begins where the one before ended.
    void waterfall(const ExplainedLink& explained) {
        const double weight = static_cast<double>(explained.link.weight);
        double sum = 0;
        double low = std::min(0.0, weight);
        double high = std::max(0.0, weight);
        for (const auto& evidence : explained.evidence) {
            sum += evidence.weight;
            low = std::min(low, sum);
            high = std::max(high, sum);
        }
        const auto across = [&](double bits) { return (bits - low) / std::max(1e-9, high - low); };
        const auto row = [&](std::string label, double from, double to) {
            return ReportRow{std::move(label), {{across(from), across(to), to >= from ? 'a' : 'b'}}, across(0),
                             {number(bits_text(to - from))}};
        };
        Rows rows;
        double at = 0;
        for (const auto& evidence : explained.evidence) {
            auto label = evidence.field.empty() ? level_words(evidence.level)
                                                : field_words(evidence.field) + " <span class=\"quiet\">" +
                                                      level_words(evidence.level) + "</span>";
            rows.push_back(row(std::move(label), at, at + evidence.weight));
            at += evidence.weight;
        }
        rows.push_back(row("<strong>" + m_page.words("link_report.sum") + "</strong>", 0, at));
        m_page.add("<h3>" + record_name(explained.link.left) + " – " + record_name(explained.link.right) + ": " +
                   m_page.words("link_report.sure", {{"share", share_text(static_cast<double>(explained.link.probability))}}) + "</h3>\n");
        m_page.add_table({m_page.words("link_report.compared"), m_page.words("link_report.bits")}, rows);
    }

    void errors() {
        m_page.begin_figure(m_page.words("link_report.errors_finding",
                                         {{"false", counted(m_story.report.expected_false_links)},
                                          {"missed", counted(m_story.report.expected_missed_links)}}),
                            m_page.words("link_report.errors_note"));
        Rows rows;
        for (const auto& pair : m_story.report.file_pairs) {
            const auto& left = m_story.files[pair.left].first;
            const auto& right = m_story.files[pair.right].first;
            rows.push_back({html_escaped(left) + " – " + html_escaped(right), {}, 0,
                            {number(counted(static_cast<double>(pair.links))), number(counted(static_cast<double>(pair.one_to_one))),
                             number(fmt::format("{:.1f}", pair.expected_false)), number(fmt::format("{:.1f}", pair.expected_missed))}});
        }
        m_page.add_table({m_page.words("link_report.files"), m_page.words("link_report.links"), m_page.words("link_report.one_to_one"),
                          m_page.words("link_report.wrong"), m_page.words("link_report.not_found")}, rows);
        m_page.end_figure();
    }

    void parameters() {
        std::string strongest;
        double most = 0;
        Rows rows;
        for (const auto& comparison : m_story.model.comparisons) {
            rows.push_back({field_words(comparison.field), {}, 0, {}, true});
            for (const auto& shares : linkage::level_shares(m_story.model, comparison)) {
                rows.push_back({level_words(shares.level), {{0, shares.m, 'a'}, {0, shares.u, 'b'}}, 0,
                                {number(share_text(shares.m)), number(share_text(shares.u)), number(bits_text(shares.bits()))}});
                if (shares.m > 0.01 && shares.bits() > most) {
                    most = shares.bits();
                    strongest = comparison.field;
                }
            }
        }
        m_page.begin_figure(m_page.words("link_report.model_finding",
                                         {{"field", field_in(strongest, Language::Thai)}, {"bits", fmt::format("{:.1f}", most)}},
                                         {{"field", field_in(strongest, Language::English)}, {"bits", fmt::format("{:.1f}", most)}}),
                            m_page.words("link_report.model_note"));
        m_page.add_key(m_page.words("link_report.m"), m_page.words("link_report.u"));
        m_page.add_table({m_page.words("link_report.level"), "m", "u", m_page.words("link_report.bits")}, rows);
        m_page.end_figure();
    }

    /// The weights of two models, field by field; what only one of them has stands alone.
    void comparison() {
        struct Pair {
            std::string field, level;
            std::optional<double> here, there;
        };
        std::vector<Pair> pairs;
        double reach = 1;
        const auto take = [&](const Model& model, bool is_here) {
            for (const auto& comparison : model.comparisons)
                for (const auto& shares : linkage::level_shares(model, comparison)) {
                    auto found = std::find_if(pairs.begin(), pairs.end(), [&](const Pair& pair) {
                        return pair.field == comparison.field && pair.level == shares.level;
                    });
                    if (found == pairs.end())
                        found = pairs.insert(pairs.end(), Pair{comparison.field, shares.level, {}, {}});
                    (is_here ? found->here : found->there) = shares.bits();
                    reach = std::max(reach, std::abs(shares.bits()));
                }
        };
        take(m_story.model, true);
        take(*m_story.compared, false);
        Rows rows;
        const Pair* widest = nullptr;
        std::string field;
        const auto across = [&](double bits) { return 0.5 + bits / reach / 2; };
        for (const auto& pair : pairs) {
            if (pair.field != field)
                rows.push_back({field_words(field = pair.field), {}, 0, {}, true});
            const double here = pair.here.value_or(0);
            const double there = pair.there.value_or(0);
            const bool both = pair.here && pair.there;
            if (both && (!widest || std::abs(here - there) > std::abs(*widest->here - *widest->there)))
                widest = &pair;
            rows.push_back({level_words(pair.level), {{0.5, across(here), 'a'}, {0.5, across(there), 'b'}}, 0.5,
                            {number(pair.here ? bits_text(here) : "–"), number(pair.there ? bits_text(there) : "–"),
                             number(both ? bits_text(here - there) : "–")}});
        }
        const double difference = widest ? std::abs(*widest->here - *widest->there) : 0;
        const auto arguments = [&](Language language) {
            return Messages::Arguments{{"field", widest ? field_in(widest->field, language) : ""},
                                       {"bits", fmt::format("{:.1f}", difference)}};
        };
        m_page.begin_figure(widest ? m_page.words("link_report.comparison_finding", arguments(Language::Thai), arguments(Language::English))
                                   : m_page.words("link_report.comparison_nothing"),
                            m_page.words("link_report.comparison_note"));
        m_page.add_key(m_page.words("link_report.this_model"), m_page.words("link_report.other_model"));
        m_page.add_table({m_page.words("link_report.level"), m_page.words("link_report.this_model"),
                          m_page.words("link_report.other_model"), m_page.words("link_report.difference")}, rows);
        m_page.end_figure();
    }

    void rules() {
        const auto& rules = m_story.report.rules;
        if (rules.empty())
            return;
        std::uint64_t pairs = 0;
        std::uint64_t dropped = 0;
        std::uint64_t most = 1;
        for (const auto& rule : rules) {
            pairs += rule.pairs;
            dropped += rule.pairs_dropped;
            most = std::max(most, rule.pairs);
        }
        m_page.begin_figure(m_page.words(dropped > 0 ? "link_report.rules_dropped" : "link_report.rules_finding",
                                         {{"rules", std::to_string(rules.size())}, {"pairs", counted(static_cast<double>(pairs))},
                                          {"dropped", counted(static_cast<double>(dropped))},
                                          {"recall", recall_text(m_story.report.recall)}}),
                            m_page.words(m_story.report.recall_wanted ? "link_report.rules_chosen" : "link_report.rules_note",
                                         {{"wanted", recall_text(m_story.report.recall_wanted.value_or(0))}}));
        Rows rows;
        for (const auto& rule : rules)
            rows.push_back({rule_words(rule.rule), {{0, static_cast<double>(rule.pairs) / static_cast<double>(most), 'a'}}, 0,
                            {number(counted(static_cast<double>(rule.pairs))), number(recall_text(rule.recall)),
                             number(recall_text(rule.recall_more)), number(counted(static_cast<double>(rule.blocks_divided))),
                             number(counted(static_cast<double>(rule.pairs_dropped)))}});
        m_page.add_table({m_page.words("link_report.rule"), m_page.words("link_report.new_pairs"), m_page.words("link_report.recall"),
                          m_page.words("link_report.recall_more"), m_page.words("link_report.divided"),
                          m_page.words("link_report.dropped")}, rows);
        m_page.end_figure();
    }

    void clusters() {
        constexpr std::uint64_t told_apart = 10; // larger ones by doubling
        std::map<std::uint64_t, std::pair<std::uint64_t, std::uint64_t>> bins; // by first size: last, persons
        const auto& sizes = m_story.report.cluster_sizes;
        for (const auto& [size, persons] : sizes) {
            std::uint64_t from = size;
            std::uint64_t to = size;
            if (size > told_apart) {
                from = told_apart + 1;
                to = 2 * told_apart;
                while (size > to) {
                    from = to + 1;
                    to *= 2;
                }
            }
            bins[from].first = to;
            bins[from].second += persons;
        }
        std::uint64_t most = 1;
        for (const auto& [from, bin] : bins)
            most = std::max(most, bin.second);
        const auto alone = !sizes.empty() && sizes.front().records == 1 ? sizes.front().clusters : 0;
        const auto largest = sizes.empty() ? 0 : sizes.back().records;
        m_page.begin_figure(m_page.words("link_report.clusters_finding",
                                         {{"joined", counted(static_cast<double>(m_story.report.clusters - alone))},
                                          {"persons", counted(static_cast<double>(m_story.report.clusters))},
                                          {"largest", counted(static_cast<double>(largest))}}),
                            m_page.words("link_report.clusters_note"));
        Rows rows;
        for (const auto& [from, bin] : bins)
            rows.push_back({from == bin.first ? std::to_string(from) : fmt::format("{}–{}", from, bin.first),
                            {{0, static_cast<double>(bin.second) / static_cast<double>(most), 'a'}}, 0,
                            {number(counted(static_cast<double>(bin.second)))}});
        m_page.add_table({m_page.words("link_report.cluster_size"), m_page.words("link_report.persons")}, rows);
        loose();
        m_page.end_figure();
    }

    void loose() {
        if (m_story.loose.empty())
            return;
        m_page.add("<h3>" + m_page.words("link_report.loosest") + "</h3>\n");
        m_page.add_paragraph(m_page.words("link_report.loosest_note", {{"all", counted(static_cast<double>(m_story.loose.size()))}}), "note");
        Rows rows;
        for (std::size_t i = 0; i < std::min(loose_shown, m_story.loose.size()); ++i) {
            const auto& [cluster, records, link] = m_story.loose[i];
            rows.push_back({record_name(link.left) + " – " + record_name(link.right), {}, 0,
                            {number(std::to_string(records)), number(share_text(static_cast<double>(link.probability)))}});
        }
        m_page.add_table({m_page.words("link_report.weakest_link"), m_page.words("link_report.cluster_size"),
                          m_page.words("link_report.sure_of")}, rows);
    }

    void unlinkable() {
        const auto& weights = m_story.report.self_weights;
        if (weights.records == 0)
            return;
        const double all = static_cast<double>(weights.records);
        m_page.begin_figure(m_page.words(weights.unlinkable > 0 ? "link_report.unlinkable_finding" : "link_report.unlinkable_none",
                                         {{"share", share_text(static_cast<double>(weights.unlinkable) / all)}}),
                            m_page.words("link_report.unlinkable_note"));
        m_page.add_key(m_page.words("link_report.linkable"), m_page.words("link_report.unlinkable"));
        std::vector<ReportBin> bins;
        double ceiling = 1;
        Rows rows;
        double below = 0;
        const double first = std::min(std::floor(m_mark), weights.histogram.front().from);
        for (double from = first; from <= weights.histogram.back().from; ++from)
            bins.push_back({from, 0, 0});
        for (const auto& bin : weights.histogram) {
            const auto records = static_cast<double>(bin.records);
            auto& drawn = bins[static_cast<std::size_t>(bin.from - first)];
            (bin.from >= std::floor(m_mark) ? drawn.lower : drawn.upper) = records;
            ceiling = std::max(ceiling, records);
            below += records;
            rows.push_back({fmt::format("{:g}", bin.from), {}, 0, {number(counted(records)), number(share_text(below / all))}});
        }
        m_page.add_histogram(bins, ceiling, m_mark, "link_report.threshold");
        m_page.add_folded_table({m_page.words("link_report.weight_from"), m_page.words("link_report.records"),
                                 m_page.words("link_report.up_to_here")}, rows);
        m_page.end_figure();
    }

    void cost() {
        if (m_story.stages.empty())
            return;
        const auto longest = std::max_element(m_story.stages.begin(), m_story.stages.end(),
                                              [](const auto& a, const auto& b) { return a.seconds < b.seconds; });
        const auto stage_in = [&](const LinkStage& stage, Language language) {
            const auto key = "link_report.stage." + stage.name;
            return m_page.knows(key) ? m_page.plain(key, language) : stage.name;
        };
        const auto arguments = [&](Language language) {
            return Messages::Arguments{{"stage", stage_in(*longest, language)}, {"n", fmt::format("{:.1f}", longest->seconds)},
                                       {"all", fmt::format("{:.1f}", seconds())}};
        };
        m_page.begin_figure(m_page.words("link_report.cost_finding", arguments(Language::Thai), arguments(Language::English)),
                            m_page.words("link_report.cost_note", {{"n", counted(static_cast<double>(m_story.peak_memory_bytes) / 1e6)}}));
        Rows rows;
        for (const auto& stage : m_story.stages)
            rows.push_back({m_page.words("link_report.plain", {{"text", stage_in(stage, Language::Thai)}},
                                         {{"text", stage_in(stage, Language::English)}}),
                            {{0, stage.seconds / std::max(1e-9, longest->seconds), 'a'}}, 0,
                            {number(fmt::format("{:.2f}", stage.seconds)), number(fmt::format("{:.2f}", stage.cpu_seconds))}});
        m_page.add_table({m_page.words("link_report.stage"), m_page.words("link_report.s"), m_page.words("link_report.cpu_s")}, rows);
        m_page.end_figure();
    }

    void warnings() {
        if (m_story.warnings.empty())
            return;
        m_page.begin_figure(m_page.words("link_report.warnings"));
        m_page.add("<ul>");
        const auto thai = linkage_warning_texts(m_story.warnings, m_messages, Language::Thai);
        const auto english = linkage_warning_texts(m_story.warnings, m_messages, Language::English);
        for (std::size_t i = 0; i < thai.size(); ++i)
            m_page.add("<li>" + m_page.words("link_report.plain", {{"text", thai[i]}}, {{"text", english[i]}}) + "</li>\n");
        m_page.add("</ul>\n");
        m_page.end_figure();
    }

    const LinkStory& m_story;
    const Messages& m_messages;
    ReportPage m_page;
    double m_mark; ///< The threshold in bits.
};

} // namespace

std::vector<ExplainedLink> doubtful_links(const linkage::Linkage& linked, double threshold) {
    std::vector<ExplainedLink> found;
    const auto take = [&](const std::vector<linkage::RecordLink>& pairs, bool above) {
        std::vector<const linkage::RecordLink*> chosen;
        const auto is_nearer = [&](const auto* a, const auto* b) { return above ? a->weight < b->weight : a->weight > b->weight; };
        for (const auto& pair : pairs) {
            if ((static_cast<double>(pair.probability) >= threshold) != above)
                continue;
            if (chosen.size() == doubtful_shown && !is_nearer(&pair, chosen.back()))
                continue;
            chosen.insert(std::upper_bound(chosen.begin(), chosen.end(), &pair, is_nearer), &pair);
            chosen.resize(std::min(chosen.size(), doubtful_shown));
        }
        for (const auto* pair : chosen)
            found.push_back({*pair, linked.evidence(pair->left, pair->right)});
    };
    take(linked.links(), true);
    take(linked.pairs(), false);
    return found;
}

std::string link_report_html(const LinkStory& story, const Messages& messages, Language language) {
    return LinkReportWriter(story, messages, language).text();
}

} // namespace samatcha::app
