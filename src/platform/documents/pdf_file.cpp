#include "platform/documents/document.hpp"
#include "platform/documents/pdf_pages.hpp"
#include "platform/documents/verify_code.hpp"

#include <cairo-pdf.h>
#include <fmt/chrono.h>

#include <memory>
#include <stdexcept>

namespace samatcha::documents {

namespace {

constexpr TextLook running_head_look{9, 14};
constexpr TextLook page_no_look{9, 14, Weight::Regular, Alignment::Right};
constexpr TextLook hash_look{7.5, 11};
constexpr double running_head_baseline = 1.5 * points_per_cm;
constexpr double foot_baseline = PageSize::height - 1.6 * points_per_cm;
constexpr double rule_width = 0.5;
constexpr double code_side = code_side_cm * points_per_cm;

struct SurfaceRelease {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

class PdfWriter {
public:
    PdfWriter(const Document& document, const PrintStyle& style, const Messages& words)
        : m_document(document),
          m_style(style),
          m_words(words),
          m_maker(style.language),
          m_set(set_on_pages(document, style, words, m_maker)),
          m_hash(text_hash(document)),
          m_code(document.verify_at.empty() ? CodeModules() : verify_code(document.verify_at)),
          m_surface(cairo_pdf_surface_create_for_stream(append, &m_out, PageSize::width,
                                                        PageSize::height)),
          m_cairo(cairo_create(m_surface.get())) {}

    std::string written() && {
        describe();
        for (std::size_t i = 0; i < m_set.pages.size(); ++i) {
            draw_head_and_foot(static_cast<std::int64_t>(i) + 1);
            draw(m_set.pages[i]);
            cairo_show_page(m_cairo.get());
        }
        cairo_surface_finish(m_surface.get());
        if (cairo_surface_status(m_surface.get()) != CAIRO_STATUS_SUCCESS)
            throw std::runtime_error(cairo_status_to_string(cairo_surface_status(m_surface.get())));
        return std::move(m_out);
    }

private:
    static cairo_status_t append(void* out, const unsigned char* bytes, unsigned int count) {
        static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
        return CAIRO_STATUS_SUCCESS;
    }

    std::string word(std::string_view key, const Messages::Arguments& arguments = {}) const {
        return m_words.text(key, m_style.language, arguments);
    }

    void describe() {
        auto* const pdf = m_surface.get();
        cairo_pdf_surface_restrict_to_version(pdf, CAIRO_PDF_VERSION_1_5);
        cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, m_document.title.c_str());
        cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, "Samatcha");
        const auto dated =
            fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(m_document.dated_unix_seconds));
        cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, dated.c_str());
        for (const auto& entry : m_set.outline)
            cairo_pdf_surface_add_outline(pdf, CAIRO_PDF_OUTLINE_ROOT, entry.text.c_str(),
                                          ("dest='" + entry.anchor + "'").c_str(),
                                          static_cast<cairo_pdf_outline_flags_t>(0));
    }

    /// One line on its own; what is too long ends in "...".
    void draw_line(const std::string& text, const TextLook& look, double left, double width,
                   double baseline) {
        auto* const layout = m_maker.layout(text, look, width);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
        cairo_move_to(m_cairo.get(), left,
                      baseline - pango_layout_get_baseline(layout) / double(PANGO_SCALE));
        pango_cairo_show_layout(m_cairo.get(), layout);
    }

    void draw_head_and_foot(std::int64_t page_no) {
        const auto pages = static_cast<std::int64_t>(m_set.pages.size());
        const auto page = word("documents.page", {{"page", in_digits(page_no, m_style.digits)},
                                                  {"pages", in_digits(pages, m_style.digits)}});
        constexpr double page_no_width = 3.5 * points_per_cm;
        if (!m_document.running_head.empty())
            draw_line(m_document.running_head, running_head_look, PageSize::margin,
                      PageSize::text_width - page_no_width, running_head_baseline);
        draw_line(page, page_no_look, PageSize::width - PageSize::margin - page_no_width,
                  page_no_width, running_head_baseline);
        draw_line(word("documents.text_hash") + " " + m_hash, hash_look, PageSize::margin,
                  PageSize::text_width - code_side, foot_baseline);
        if (m_document.verify_at.empty())
            return;
        draw_line(word("documents.verify_at", {{"address", m_document.verify_at}}), hash_look,
                  PageSize::margin, PageSize::text_width - code_side,
                  foot_baseline + hash_look.line_height);
        draw_code();
    }

    /// In the right corner of the foot; its quiet zone ends at the text's edge.
    void draw_code() {
        const double module = code_side / static_cast<double>(m_code.size() + 2 * quiet_modules);
        const double left = PageSize::width - PageSize::margin - code_side;
        const double top = PageSize::height - PageSize::margin + 4;
        for (std::size_t y = 0; y < m_code.size(); ++y)
            for (std::size_t x = 0; x < m_code.size(); ++x)
                if (m_code[y][x])
                    cairo_rectangle(
                        m_cairo.get(), left + module * (static_cast<double>(x) + quiet_modules),
                        top + module * (static_cast<double>(y) + quiet_modules), module, module);
        cairo_fill(m_cairo.get());
    }

    void draw(const Page& page) {
        auto* const cairo = m_cairo.get();
        for (const auto& anchor : page.anchors) {
            const auto where =
                fmt::format("name='{}' x={:.2f} y={:.2f}", anchor.name, PageSize::margin, anchor.y);
            cairo_tag_begin(cairo, CAIRO_TAG_DEST, where.c_str());
            cairo_tag_end(cairo, CAIRO_TAG_DEST);
        }
        for (const auto& line : page.lines) {
            cairo_move_to(cairo, line.x, line.baseline);
            pango_cairo_show_layout_line(cairo, line.line);
        }
        cairo_set_line_width(cairo, rule_width);
        for (const auto& rule : page.rules) {
            cairo_move_to(cairo, rule.from_x, rule.from_y);
            cairo_line_to(cairo, rule.to_x, rule.to_y);
        }
        cairo_stroke(cairo);
        for (const auto& link : page.links) {
            const auto where = fmt::format("dest='{}' rect=[{:.2f} {:.2f} {:.2f} {:.2f}]",
                                           link.anchor, link.x, link.y, link.width, link.height);
            cairo_tag_begin(cairo, CAIRO_TAG_LINK, where.c_str());
            cairo_tag_end(cairo, CAIRO_TAG_LINK);
        }
    }

    const Document& m_document;
    const PrintStyle& m_style;
    const Messages& m_words;
    LineMaker m_maker;
    PageSet m_set;
    std::string m_hash;
    CodeModules m_code;
    std::string m_out;
    std::unique_ptr<cairo_surface_t, SurfaceRelease> m_surface;
    std::unique_ptr<cairo_t, SurfaceRelease> m_cairo;
};

} // namespace

Result<std::string> pdf_file(const Document& document, const PrintStyle& style,
                             const Messages& words) {
    TRY(check(document));
    return PdfWriter(document, style, words).written();
}

} // namespace samatcha::documents
