#include "app/commands/report_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace samatcha::app {

namespace {

/// Colours are those of the product's front end; categories are Okabe and Ito's (2008).
constexpr std::string_view page_style = R"(
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--quiet:#5b6570;--line:#d9dee3;--accent:#0b5c8a;--warm:#b4540a;--a:#0072b2;--b:#e69f00}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebee;--paper:#14181c;--quiet:#a9b3bc;--line:#39424a;--accent:#7cc0e8;--warm:#f0a060;--a:#56b4e9;--b:#e69f00}}
*{box-sizing:border-box}
body{margin:0 auto;padding:16px 16px 48px;max-width:880px;background:var(--paper);color:var(--ink);
font:16px/1.65 Sarabun,"Noto Sans Thai","Leelawadee UI",Thonburi,system-ui,sans-serif}
h1{font-size:1.56rem;line-height:1.4;margin:16px 0 8px}
h2{font-size:1.25rem;line-height:1.45;margin:0 0 4px}
h3{font-size:1rem;margin:20px 0 0;font-weight:600}
section{border-top:1px solid var(--line);padding-top:24px;margin-top:32px}
p{margin:4px 0;max-width:70ch}
.quiet,.note{color:var(--quiet)}
.warm{color:var(--warm);font-weight:600}
#in-th:checked~div [lang=en],#in-en:checked~div [lang=th]{display:none}
.in{position:absolute;opacity:0}
.in+label{display:inline-block;min-width:44px;padding:8px 12px;min-height:44px;color:var(--accent);cursor:pointer}
.in:checked+label{color:var(--ink);font-weight:600;text-decoration:underline;text-underline-offset:6px}
.in:focus-visible+label,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:16px;margin:16px 0}
dt{color:var(--quiet)}
dd{margin:0;font-size:1.25rem;font-weight:600}
dd small{display:block;font-size:1rem;font-weight:400;color:var(--quiet)}
table{border-collapse:collapse;width:100%;margin-top:8px}
th,td{border-bottom:1px solid var(--line);padding:6px 0 6px 12px;text-align:left;vertical-align:top;font-weight:400}
th:first-child{padding-left:0;overflow-wrap:anywhere}
thead th{color:var(--quiet);vertical-align:bottom}
.group th{font-weight:600;padding-top:20px}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
thead .n{white-space:normal}
svg{display:block;width:100%;overflow:visible}
.plot{display:flex;gap:8px}
.plot svg{flex:1;min-width:0}
.plot .axis{flex:none;width:48px}
.a{fill:var(--a)}.b{fill:var(--b)}
.g0{fill:#0072b2}.g1{fill:#e69f00}.g2{fill:#009e73}.g3{fill:#cc79a7}.g4{fill:#d55e00}.g5{fill:#56b4e9}.g6{fill:#b3a414}.g7{fill:#7f7f7f}
.grid{stroke:var(--line)}.zero{stroke:var(--ink)}.mark{stroke:var(--ink);stroke-dasharray:4 3}
.cut{stroke:var(--paper);stroke-width:3}
text{fill:var(--ink);font-size:14px;stroke:var(--paper);stroke-width:4px;paint-order:stroke}
text.q{fill:var(--quiet)}
.key i{display:inline-block;width:12px;height:12px;margin-right:6px}
.key span.k{display:inline-block;margin-right:16px}
.key i.a{background:var(--a)}.key i.b{background:var(--b)}
summary{color:var(--accent);cursor:pointer;min-height:44px;padding:8px 0}
@media (min-width:640px){th:first-child{width:50%}}
@media (max-width:639px){th:first-child{width:46%}th,td{padding-left:6px}td{font-size:.875rem}}
@media print{body{max-width:none;padding:0;color-scheme:light}.in+label{display:none}section,tr{break-inside:avoid}
.a,.b,[class^=g],.key i{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)";

constexpr double plot_top = 26;
constexpr double plot_bottom = 214;

/// 1, 2 or 5 times a power of ten: about four lines below the ceiling.
double step_of_axis(double ceiling) {
    const double rough = std::max(ceiling, 1e-9) / 4;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double step : {1.0, 2.0, 5.0})
        if (rough <= step * power)
            return step * power;
    return 10 * power;
}

double height_at(double value, double ceiling) {
    return plot_bottom - (plot_bottom - plot_top) * std::min(value, ceiling) / ceiling;
}

std::string rectangle(double left, double width, double value_low, double value_high, double ceiling, char colour) {
    const double top = height_at(value_high, ceiling);
    return fmt::format(R"(<rect class="{}" x="{:.2f}%" width="{:.2f}%" y="{:.1f}" height="{:.1f}"/>)", colour,
                       left, width, top, height_at(value_low, ceiling) - top);
}

std::string table_html(const std::vector<std::string>& head, const std::vector<ReportRow>& rows) {
    std::string html = "<table>";
    if (!head.empty()) {
        html += "<thead><tr>";
        for (std::size_t i = 0; i < head.size(); ++i)
            html += fmt::format("<th scope=\"col\"{}>{}</th>", i == 0 ? "" : " class=\"n\"", head[i]);
        html += "</tr></thead>";
    }
    html += "<tbody>\n";
    for (const auto& row : rows) {
        if (row.opens_group) {
            html += fmt::format("</tbody><tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>\n",
                                std::max<std::size_t>(1, head.size()), row.label_html);
            continue;
        }
        html += "<tr><th scope=\"row\">" + row.label_html;
        if (!row.bars.empty()) {
            constexpr int thickness = 9;
            const auto height = static_cast<int>(row.bars.size()) * (thickness + 1);
            html += fmt::format("<svg height=\"{}\" aria-hidden=\"true\">", height);
            int y = 0;
            for (const auto& bar : row.bars) {
                const auto [left, right] = std::minmax({std::clamp(bar.from, 0.0, 1.0), std::clamp(bar.to, 0.0, 1.0)});
                html += fmt::format(R"(<rect class="{}" x="{:.2f}%" width="{:.2f}%" y="{}" height="{}"/>)", bar.colour,
                                    left * 100, (right - left) * 100, y, thickness);
                y += thickness + 1;
            }
            html += fmt::format(R"(<line class="zero" x1="{0:.2f}%" x2="{0:.2f}%" y1="-2" y2="{1}"/></svg>)",
                                row.zero * 100, height + 1);
        }
        html += "</th>";
        for (const auto& cell : row.cells)
            html += fmt::format("<td{}>{}</td>", cell.is_number ? " class=\"n\"" : "", cell.html);
        html += "</tr>\n";
    }
    return html + "</tbody></table>\n";
}

} // namespace

std::string html_escaped(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text)
        switch (c) {
        case '&': escaped += "&amp;"; break;
        case '<': escaped += "&lt;"; break;
        case '>': escaped += "&gt;"; break;
        case '"': escaped += "&quot;"; break;
        case '\'': escaped += "&#39;"; break;
        default: escaped += c;
        }
    return escaped;
}

std::string ReportPage::words(std::string_view key, const Messages::Arguments& arguments) const {
    return words(key, arguments, arguments);
}

std::string ReportPage::words(std::string_view key, const Messages::Arguments& thai,
                              const Messages::Arguments& english) const {
    return fmt::format(R"(<span lang="th">{}</span><span lang="en">{}</span>)",
                       html_escaped(m_messages.text(key, Language::Thai, thai)),
                       html_escaped(m_messages.text(key, Language::English, english)));
}

void ReportPage::add_paragraph(std::string_view html, std::string_view kind) {
    m_body += kind.empty() ? fmt::format("<p>{}</p>\n", html) : fmt::format("<p class=\"{}\">{}</p>\n", kind, html);
}

void ReportPage::begin_figure(std::string_view title_html, std::string_view note_html) {
    ++m_figures;
    m_body += fmt::format("<section aria-labelledby=\"figure-{0}\"><h2 id=\"figure-{0}\">{1}</h2>\n", m_figures, title_html);
    if (!note_html.empty())
        add_paragraph(note_html, "note");
}

void ReportPage::add_key(std::string_view a_html, std::string_view b_html) {
    m_body += fmt::format("<p class=\"key\"><span class=\"k\"><i class=\"a\"></i>{}</span> "
                          "<span class=\"k\"><i class=\"b\"></i>{}</span></p>\n",
                          a_html, b_html);
}

void ReportPage::add_table(const std::vector<std::string>& head_html, const std::vector<ReportRow>& rows) {
    m_body += table_html(head_html, rows);
}

void ReportPage::add_folded_table(const std::vector<std::string>& head_html, const std::vector<ReportRow>& rows) {
    m_body += "<details><summary>" + words("report.table") + "</summary>" + table_html(head_html, rows) + "</details>\n";
}

void ReportPage::add_histogram(const std::vector<ReportBin>& bins, double ceiling, double mark,
                               std::string_view mark_key) {
    if (bins.empty())
        return;
    const double first = bins.front().from;
    const double last = bins.back().from + 1;
    const auto across = [&](double value) { return (value - first) / (last - first) * 100; };
    const double step = step_of_axis(ceiling);
    m_body += "<div class=\"plot\"><svg class=\"axis\" height=\"240\" aria-hidden=\"true\">";
    for (double value = 0; value <= ceiling; value += step)
        m_body += fmt::format(R"(<text class="q" x="100%" y="{:.1f}" text-anchor="end">{}</text>)", height_at(value, ceiling) + 4,
                              value >= 1 || value == 0 ? grouped(std::llround(value)) : fmt::format("{:g}", value));
    m_body += fmt::format("</svg><svg height=\"240\" role=\"img\" aria-labelledby=\"figure-{}\">", m_figures);
    for (double value = 0; value <= ceiling; value += step)
        m_body += fmt::format(R"(<line class="grid" x1="0" x2="100%" y1="{0:.1f}" y2="{0:.1f}"/>)", height_at(value, ceiling));
    for (const auto& bin : bins) {
        const double left = across(bin.from);
        const double width = across(bin.from + 1) - left;
        m_body += rectangle(left + width * 0.05, width * 0.9, 0, bin.lower, ceiling, 'a');
        m_body += rectangle(left + width * 0.05, width * 0.9, bin.lower, bin.lower + bin.upper, ceiling, 'b');
    }
    bool was_told = false; // one number is enough; the table has them all
    for (auto bin = bins.rbegin(); bin != bins.rend(); ++bin) {
        if (bin->lower + bin->upper <= ceiling * 1.001)
            continue;
        const double left = across(bin->from);
        m_body += fmt::format(R"(<line class="cut" x1="{:.2f}%" x2="{:.2f}%" y1="{:.1f}" y2="{:.1f}"/>)", left,
                              across(bin->from + 1), plot_top + 12, plot_top + 6);
        if (!was_told)
            m_body += fmt::format(R"(<text x="{:.2f}%" y="{}" dx="4" class="q">↑ {}</text>)", across(bin->from + 1), plot_top + 10,
                                  grouped(std::llround(bin->lower + bin->upper)));
        was_told = true;
    }
    m_body += fmt::format(R"(<line class="zero" x1="0" x2="100%" y1="{0}" y2="{0}"/>)", plot_bottom);
    const double tick = std::max(1.0, step_of_axis(last - first));
    for (double value = std::ceil(first / tick) * tick; value <= last; value += tick) {
        const double at = across(value);
        m_body += fmt::format(R"(<text class="q" x="{:.2f}%" y="232" text-anchor="{}">{:g}</text>)", at,
                              at < 4 ? "start" : at > 96 ? "end" : "middle", value + 0.0);
    }
    if (mark >= first && mark <= last) {
        const double at = across(mark);
        m_body += fmt::format(R"(<line class="mark" x1="{0:.2f}%" x2="{0:.2f}%" y1="16" y2="{1}"/>)", at, plot_bottom);
        for (const auto language : {Language::Thai, Language::English})
            m_body += fmt::format(R"(<text lang="{}" x="{:.2f}%" y="12" text-anchor="{}">{}</text>)",
                                  language == Language::Thai ? "th" : "en", at,
                                  at < 15 ? "start" : at > 85 ? "end" : "middle",
                                  html_escaped(plain(mark_key, language, {{"weight", fmt::format("{:.1f}", mark)}})));
    }
    m_body += "</svg></div>\n";
}

std::string ReportPage::text(std::string_view title_key) const {
    const bool thai = m_language == Language::Thai;
    return fmt::format(R"(<!doctype html>
<html lang="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{}</title>
<style>{}</style>
</head>
<body>
<main>
<input type="radio" class="in" name="language" id="in-th"{}><label for="in-th" lang="th">ไทย</label>
<input type="radio" class="in" name="language" id="in-en"{}><label for="in-en" lang="en">English</label>
<div>
{}</div>
</main>
</body>
</html>
)",
                       thai ? "th" : "en", html_escaped(plain(title_key, m_language)), page_style,
                       thai ? " checked" : "", thai ? "" : " checked", m_body);
}

} // namespace samatcha::app
