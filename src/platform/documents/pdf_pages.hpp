#pragma once

// A document set on pages: where each line stands, before anything is drawn, because a page says
// how many there are.

#include "platform/documents/numbering.hpp"
#include "platform/documents/pdf_font_map.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::documents {

constexpr double points_per_cm = 72 / 2.54;

/// A4 with the margins of Thai official letters; in points.
struct PageSize {
    static constexpr double width = 21.0 * points_per_cm;
    static constexpr double height = 29.7 * points_per_cm;
    static constexpr double margin = 2.5 * points_per_cm;
    static constexpr double text_width = width - 2 * margin;
    static constexpr double bottom = height - margin;
};

struct LineMark {
    PangoLayoutLine* line;
    double x, baseline;
};
struct RuleMark {
    double from_x, from_y, to_x, to_y;
};
struct AnchorMark {
    std::string name;
    double y;
};
struct LinkMark {
    std::string anchor;
    double x, y, width, height;
};

struct Page {
    std::vector<LineMark> lines{};
    std::vector<RuleMark> rules{};
    std::vector<AnchorMark> anchors{};
    std::vector<LinkMark> links{};
};

/// An entry of the list of contents that viewers show beside the pages.
struct OutlineMark {
    std::string text;
    std::string anchor;
};

enum class Weight { Regular, Bold };
enum class Alignment { Left, Centre, Right };

struct TextLook {
    double size;
    double line_height;
    Weight weight = Weight::Regular;
    Alignment alignment = Alignment::Left;
};

/// Texts become lines here; they live as long as it does.
class LineMaker {
public:
    explicit LineMaker(Language);

    PangoLayout* layout(const std::string& text, const TextLook&, double width,
                        double first_indent = 0);

private:
    GlibPointer<PangoFontMap> m_fonts;
    GlibPointer<PangoContext> m_context;
    std::vector<GlibPointer<PangoLayout>> m_layouts;
};

struct PageSet {
    std::vector<Page> pages{};
    std::vector<OutlineMark> outline{};
};

PageSet set_on_pages(const Document&, const PrintStyle&, const Messages&, LineMaker&);

} // namespace samatcha::documents
