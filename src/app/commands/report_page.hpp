#pragma once

// The parts that report.html is put together from: words in both languages, bars, a histogram, tables.
// Nothing here knows linkage. Every text that comes from outside is escaped.

#include "base/messages.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::app {

std::string html_escaped(std::string_view);

/// A stretch of a bar, as parts of the width: 0 is the left edge, 1 the right.
struct ReportBar {
    double from = 0;
    double to = 0;
    char colour = 'a'; ///< Of the page's two: a or b.
};

struct ReportCell {
    std::string html; ///< Escaped already.
    bool is_number = true;
};

struct ReportRow {
    std::string label_html;
    std::vector<ReportBar> bars; ///< Drawn below the label, one under the other.
    double zero = 0;             ///< Where the bars begin, when it is not the left edge.
    std::vector<ReportCell> cells;
    bool opens_group = false; ///< The label is a heading of the rows that follow.
};

struct ReportBin {
    double from = 0; ///< Bins are one wide.
    double lower = 0; ///< The part at the axis, of colour a; the rest stands on it, of colour b.
    double upper = 0;
};

/// One page with its style inside: opens from the disk, needs no network and no script. A reader
/// chooses the language and, by the system, light or dark.
class ReportPage {
public:
    ReportPage(const Messages& messages, Language language) : m_messages(messages), m_language(language) {}

    /// The text in both languages, of which the page shows one; the arguments may be anything.
    std::string words(std::string_view key, const Messages::Arguments& = {}) const;
    /// The arguments by language, when they are words themselves.
    std::string words(std::string_view key, const Messages::Arguments& thai,
                      const Messages::Arguments& english) const;
    std::string plain(std::string_view key, Language language, const Messages::Arguments& arguments = {}) const {
        return m_messages.text(key, language, arguments);
    }
    bool knows(std::string_view key) const { return m_messages.contains(key); }

    void add(std::string_view html) { m_body += html; }
    void add_paragraph(std::string_view html, std::string_view kind = {});
    /// A finding as heading; what follows, until the next, belongs to it.
    void begin_figure(std::string_view title_html, std::string_view note_html = {});
    void end_figure() { m_body += "</section>\n"; }
    /// Which colour is what; a name for each.
    void add_key(std::string_view a_html, std::string_view b_html);
    void add_table(const std::vector<std::string>& head_html, const std::vector<ReportRow>&);
    /// The table behind a picture, folded.
    void add_folded_table(const std::vector<std::string>& head_html, const std::vector<ReportRow>&);
    /// Bars from zero. Those higher than `ceiling` are cut off, marked, and told by their number.
    void add_histogram(const std::vector<ReportBin>&, double ceiling, double mark,
                       std::string_view mark_key);

    std::string text(std::string_view title_key) const;

private:
    const Messages& m_messages;
    Language m_language;
    std::string m_body;
    int m_figures = 0;
};

} // namespace samatcha::app
