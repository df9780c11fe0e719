#include "platform/documents/pdf_pages.hpp"

#include <algorithm>
#include <cmath>

namespace samatcha::documents {

namespace {

// Sarabun's letters are larger than those of TH Sarabun, with which officials print at 16 points: a
// page of these sizes holds as much as one of theirs.
constexpr TextLook body_look{12, 21};
constexpr TextLook title_look{14, 24, Weight::Bold, Alignment::Centre};
constexpr TextLook subtitle_look{12, 21, Weight::Regular, Alignment::Centre};
constexpr TextLook heading_look{12.5, 22, Weight::Bold};
constexpr TextLook annex_look{12.5, 22, Weight::Bold, Alignment::Centre};
constexpr TextLook note_look{9, 14};
constexpr TextLook cell_look{10.5, 17};
constexpr TextLook signature_look{12, 26, Weight::Regular, Alignment::Centre};
constexpr TextLook head_cell_look{10.5, 17, Weight::Bold, Alignment::Centre};

constexpr double paragraph_gap = 4;
constexpr double first_line_indent = 2.5 * points_per_cm;
constexpr double number_gap = 5;
constexpr double cell_padding_x = 5;
constexpr double cell_padding_y = 2;
/// Lines of a paragraph that never stand alone at a page's end or beginning.
constexpr std::size_t lines_together = 2;

double left_of(std::size_t level) {
    return level_left_cm[level] * points_per_cm;
}

double to_points(int pango_units) {
    return static_cast<double>(pango_units) / PANGO_SCALE;
}

/// A line on its way to a page.
struct WaitingLine {
    PangoLayoutLine* line;
    double x;
    double height;
    double rise; ///< From the top of the line to its baseline.
};

std::vector<WaitingLine> lines_of(PangoLayout* layout, const TextLook& look, double left) {
    std::vector<WaitingLine> lines;
    auto* const at = pango_layout_get_iter(layout);
    do {
        PangoRectangle extents;
        pango_layout_iter_get_line_extents(at, nullptr, &extents);
        lines.push_back({pango_layout_iter_get_line_readonly(at), left + to_points(extents.x),
                         look.line_height, (look.line_height + 0.6 * look.size) / 2});
    } while (pango_layout_iter_next_line(at));
    pango_layout_iter_free(at);
    return lines;
}

/// What belongs together: the lines of a paragraph, then those of its note.
struct Block {
    std::vector<WaitingLine> lines{};
    std::size_t text_lines = 0;         ///< The first of `lines`; the rest is the note.
    std::optional<WaitingLine> label{}; ///< Beside the first line.
    std::string anchor{};
    std::vector<std::pair<std::string, std::pair<int, int>>>
        links{}; ///< Anchor, bytes of the text.
};

class PageSetter {
public:
    PageSetter(const Document& document, const PrintStyle& style, const Messages& words,
               LineMaker& maker)
        : m_document(document), m_style(style), m_words(words), m_maker(maker) {
        m_set.pages.emplace_back();
    }

    PageSet set() && {
        set_title();
        for (int section_no = 1; const auto& section : numbered(m_document))
            set_section(section, "s" + std::to_string(section_no++));
        return std::move(m_set);
    }

private:
    Page& page() { return m_set.pages.back(); }
    bool is_on_top() const { return m_y == PageSize::margin; }
    double room() const { return PageSize::bottom - m_y; }
    void turn_page() {
        m_set.pages.emplace_back();
        m_y = PageSize::margin;
    }
    void add_gap(double gap) {
        if (!is_on_top())
            m_y += gap;
    }

    void put(const WaitingLine& waiting, double y) {
        page().lines.push_back({waiting.line, waiting.x, y + waiting.rise});
    }

    void put_block(const Block& block) {
        std::size_t next = 0;
        while (next < block.lines.size()) {
            const auto end = last_that_fits(block, next);
            if (end == next) {
                turn_page();
                continue;
            }
            if (next == 0) {
                if (!block.anchor.empty())
                    page().anchors.push_back({block.anchor, m_y});
                if (block.label)
                    put(*block.label, m_y);
            }
            for (; next < end; ++next) {
                put(block.lines[next], m_y);
                put_links(block, block.lines[next], next < block.text_lines);
                m_y += block.lines[next].height;
            }
            if (next < block.lines.size())
                turn_page();
        }
    }

    /// Up to which line the block goes on this page: never so that fewer than two lines of text
    /// stand alone, or a note without the end of its paragraph.
    std::size_t last_that_fits(const Block& block, std::size_t next) const {
        auto end = next;
        double y = m_y;
        while (end < block.lines.size() && y + block.lines[end].height <= PageSize::bottom + 0.01)
            y += block.lines[end++].height;
        if (end == block.lines.size())
            return end;
        const auto latest = block.text_lines - std::min(block.text_lines, lines_together);
        const auto good = std::min(end, latest);
        if (good >= next + lines_together)
            return good;
        return is_on_top() ? std::max(end, next + 1) : next;
    }

    void put_links(const Block& block, const WaitingLine& waiting, bool is_text) {
        if (!is_text)
            return;
        const int begin = pango_layout_line_get_start_index(waiting.line);
        const int end = begin + pango_layout_line_get_length(waiting.line);
        for (const auto& [anchor, bytes] : block.links) {
            if (bytes.first >= end || bytes.second <= begin)
                continue;
            int from = 0;
            int to = 0;
            pango_layout_line_index_to_x(waiting.line, std::max(bytes.first, begin), FALSE, &from);
            pango_layout_line_index_to_x(waiting.line, std::min(bytes.second, end), FALSE, &to);
            page().links.push_back(
                {anchor, waiting.x + to_points(from), m_y, to_points(to - from), waiting.height});
        }
    }

    Block block_of(const std::string& text, const TextLook& look, double left,
                   double first_indent = 0) {
        auto* const layout = m_maker.layout(text, look, PageSize::text_width - left, first_indent);
        Block block{lines_of(layout, look, PageSize::margin + left)};
        block.text_lines = block.lines.size();
        return block;
    }

    void set_title() {
        m_set.outline.push_back({m_document.title, "title"});
        page().anchors.push_back({"title", m_y});
        put_block(block_of(m_document.title, title_look, 0));
        for (const auto& line : m_document.subtitle)
            put_block(block_of(line, subtitle_look, 0));
        m_y += body_look.line_height / 2;
    }

    void set_section(const NumberedSection& section, const std::string& anchor) {
        const auto annex = annex_label(section, m_style, m_words);
        const auto& heading = section.source->heading;
        if (!annex.empty() && !is_on_top())
            turn_page();
        if (!annex.empty() || !heading.empty())
            set_heading(annex, heading, anchor);
        for (const auto& paragraph : section.paragraphs)
            set_paragraph(paragraph);
        if (!section.source->table.columns.empty())
            set_table(section.source->table);
    }

    void set_heading(const std::string& annex, const std::string& heading,
                     const std::string& anchor) {
        const auto& look = annex.empty() ? heading_look : annex_look;
        const auto lines = annex + (annex.empty() || heading.empty() ? "" : "\n") + heading;
        auto block = block_of(lines, look, 0);
        block.anchor = anchor;
        add_gap(body_look.line_height / 2);
        const auto needed = static_cast<double>(block.lines.size()) * look.line_height +
                            static_cast<double>(lines_together + 1) * body_look.line_height;
        if (needed > room() && !is_on_top())
            turn_page();
        put_block(block);
        m_y += annex.empty() ? 2 : body_look.line_height / 2;
        m_set.outline.push_back(
            {annex + (annex.empty() || heading.empty() ? "" : " ") + heading, anchor});
    }

    void set_paragraph(const NumberedParagraph& paragraph) {
        const auto text = text_of(paragraph.pieces, m_style.digits,
                                  m_words.text("documents.reference_missing", m_style.language));
        if (paragraph.source->kind == ParagraphKind::Signature)
            return set_signature(text);
        Block block;
        double note_left = 0;
        if (paragraph.number.empty()) {
            block = block_of(text, body_look, 0, first_line_indent);
        } else {
            const auto level = paragraph.number.size() - 1;
            auto* const label = m_maker.layout(number_label(paragraph.number, m_style.digits),
                                               body_look, PageSize::text_width);
            int label_width = 0;
            pango_layout_get_size(label, &label_width, nullptr);
            note_left =
                std::max(left_of(level + 1), left_of(level) + to_points(label_width) + number_gap);
            block = block_of(text, body_look, note_left);
            block.label = lines_of(label, body_look, PageSize::margin + left_of(level)).front();
        }
        block.anchor = paragraph.anchor;
        int at = 0;
        for (const auto& piece : paragraph.pieces) {
            const auto end = at + static_cast<int>(text_of({piece}, m_style.digits, "").size());
            if (!piece.anchor.empty())
                block.links.push_back({piece.anchor, {at, end}});
            at =
                piece.is_reference && piece.number.empty()
                    ? at + static_cast<int>(
                               m_words.text("documents.reference_missing", m_style.language).size())
                    : end;
        }
        if (!paragraph.source->note.empty()) {
            const auto note = block_of(paragraph.source->note, note_look, note_left);
            block.lines.insert(block.lines.end(), note.lines.begin(), note.lines.end());
        }
        put_block(block);
        m_y += paragraph_gap;
    }

    void set_signature(const std::string& text) {
        const auto block = block_of(text, signature_look, PageSize::text_width / 2);
        add_gap(2 * body_look.line_height);
        if (static_cast<double>(block.lines.size()) * signature_look.line_height > room())
            turn_page();
        put_block(block);
    }

    /// Cells of a row as lines, and where the columns stand.
    struct Row {
        std::vector<std::vector<WaitingLine>> cells{};
        std::size_t lines = 0; ///< Of its highest cell.
    };

    std::vector<double> column_edges(const DocumentTable& table) const {
        int shares = 0;
        for (const auto& column : table.columns)
            shares += column.share;
        std::vector<double> edges{PageSize::margin};
        for (const auto& column : table.columns)
            edges.push_back(edges.back() + PageSize::text_width * column.share / shares);
        return edges;
    }

    Row row_of(const std::vector<std::string>& texts, const TextLook& look,
               const std::vector<double>& edges) {
        Row row;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            auto* const layout =
                m_maker.layout(texts[i], look, edges[i + 1] - edges[i] - 2 * cell_padding_x);
            row.cells.push_back(lines_of(layout, look, edges[i] + cell_padding_x));
            row.lines = std::max(row.lines, row.cells.back().size());
        }
        return row;
    }

    void set_table(const DocumentTable& table) {
        const auto edges = column_edges(table);
        std::vector<std::string> headings;
        for (const auto& column : table.columns)
            headings.push_back(column.heading);
        const auto head = row_of(headings, head_cell_look, edges);
        m_y += paragraph_gap;
        if (height_of(head.lines) + height_of(lines_after_head(table, head, edges)) > room() &&
            !is_on_top())
            turn_page();
        put_row(head, 0, head.lines, edges);
        for (const auto& texts : table.rows) {
            const auto row = row_of(texts, cell_look, edges);
            for (std::size_t done = 0; done < row.lines;) {
                const auto rest = row.lines - done;
                const auto fitting = lines_in(room());
                const bool is_first = m_y <= PageSize::margin + height_of(head.lines);
                if (rest > fitting && (fits_a_page(rest, head) || fitting < lines_together) &&
                    !is_first) {
                    turn_page();
                    put_row(head, 0, head.lines, edges);
                    continue;
                }
                const auto count = std::min(rest, std::max<std::size_t>(fitting, 1));
                put_row(row, done, count, edges);
                done += count;
            }
        }
        m_y += paragraph_gap;
    }

    /// A head never stands alone at the foot of a page: the first row begins under it, whole if it
    /// fits a page.
    std::size_t lines_after_head(const DocumentTable& table, const Row& head,
                                 const std::vector<double>& edges) {
        if (table.rows.empty())
            return 0;
        const auto first = row_of(table.rows.front(), cell_look, edges);
        return fits_a_page(first.lines, head) ? first.lines : lines_together;
    }

    static bool fits_a_page(std::size_t lines, const Row& head) {
        return lines <= lines_in(PageSize::bottom - PageSize::margin - height_of(head.lines));
    }

    static double height_of(std::size_t lines) {
        return static_cast<double>(lines) * cell_look.line_height + 2 * cell_padding_y;
    }
    static std::size_t lines_in(double height) {
        return static_cast<std::size_t>(
            std::max(0.0, std::floor((height - 2 * cell_padding_y) / cell_look.line_height)));
    }

    void put_row(const Row& row, std::size_t from, std::size_t count,
                 const std::vector<double>& edges) {
        const auto bottom = m_y + height_of(count);
        for (const auto& cell : row.cells)
            for (auto i = from; i < std::min(from + count, cell.size()); ++i)
                put(cell[i], m_y + cell_padding_y + static_cast<double>(i - from) * cell[i].height);
        for (const auto y : {m_y, bottom})
            page().rules.push_back({edges.front(), y, edges.back(), y});
        for (const auto x : edges)
            page().rules.push_back({x, m_y, x, bottom});
        m_y = bottom;
    }

    const Document& m_document;
    const PrintStyle& m_style;
    const Messages& m_words;
    LineMaker& m_maker;
    PageSet m_set;
    double m_y = PageSize::margin;
};

} // namespace

LineMaker::LineMaker(Language language)
    : m_fonts(embedded_font_map()), m_context(pango_font_map_create_context(m_fonts.get())) {
    pango_context_set_language(
        m_context.get(), pango_language_from_string(language == Language::Thai ? "th" : "en"));
    pango_context_set_round_glyph_positions(m_context.get(), FALSE);
    auto* const options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(m_context.get(), options);
    cairo_font_options_destroy(options);
}

PangoLayout* LineMaker::layout(const std::string& text, const TextLook& look, double width,
                               double first_indent) {
    GlibPointer<PangoLayout> layout(pango_layout_new(m_context.get()));
    auto* const font = pango_font_description_new();
    pango_font_description_set_family_static(font, "Sarabun");
    pango_font_description_set_weight(font, look.weight == Weight::Bold ? PANGO_WEIGHT_BOLD
                                                                        : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_size(font, static_cast<int>(look.size * PANGO_SCALE));
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_indent(layout.get(), static_cast<int>(first_indent * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), look.alignment == Alignment::Left ? PANGO_ALIGN_LEFT
                                             : look.alignment == Alignment::Centre
                                                 ? PANGO_ALIGN_CENTER
                                                 : PANGO_ALIGN_RIGHT);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    m_layouts.push_back(std::move(layout));
    return m_layouts.back().get();
}

PageSet set_on_pages(const Document& document, const PrintStyle& style, const Messages& words,
                     LineMaker& maker) {
    return PageSetter(document, style, words, maker).set();
}

} // namespace samatcha::documents
