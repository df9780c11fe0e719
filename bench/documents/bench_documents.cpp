// How long does someone wait for the printed resolution? (README.md)
#include "platform/documents/document.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

using namespace samatcha;
using namespace samatcha::documents;

namespace {

constexpr int numbered_paragraphs = 58; ///< Fill ten pages, with the annex.
constexpr int rows = 65;
constexpr double limit_ms = 1000;

Document ten_pages() {
    const std::string text =
        "ขอให้สำนักงานศึกษาธิการจังหวัด ร่วมกับองค์กรปกครองส่วนท้องถิ่นและหน่วยงานสาธารณสุขในพื้นที่ "
        "จัดทำบัญชีรายชื่อเด็กและเยาวชนนอกระบบการศึกษาให้แล้วเสร็จภายใน ๓๐ วัน ตามข้อ [#1] "
        "และรายงานผลต่อที่ประชุมทุกไตรมาส";
    Document document;
    document.running_head = "สมัชชาการศึกษาจังหวัด ครั้งที่ ๑";
    document.title = "มติสมัชชาว่าด้วยเด็กและเยาวชนนอกระบบการศึกษา";
    document.body.emplace_back();
    for (int i = 1; i <= numbered_paragraphs; ++i)
        document.body[0].paragraphs.push_back({i, ParagraphKind::Numbered, i % 4 == 1 ? 0 : 1, text,
                                               i % 3 == 0 ? "ที่มา: ห้องย่อยที่ ๑" : ""});
    Section attendance{"ผู้เข้าร่วมประชุม", {}, {{{"ที่", 1}, {"หน่วยงาน", 6}, {"เข้าร่วม", 2}}, {}}};
    for (int i = 1; i <= rows; ++i)
        attendance.table.rows.push_back({std::to_string(i), "สำนักงานสาธารณสุขอำเภอ", "มา"});
    document.annexes.push_back(std::move(attendance));
    return document;
}

double processor_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The first making, and the median of twenty more.
double measure(const char* name, const std::function<std::size_t()>& make) {
    const auto begun = processor_ms();
    const auto bytes = make();
    const auto first = processor_ms() - begun;
    std::vector<double> times;
    for (int i = 0; i < 20; ++i) {
        const auto again = processor_ms();
        make();
        times.push_back(processor_ms() - again);
    }
    std::sort(times.begin(), times.end());
    std::printf("%-5s %7zu bytes  first %6.1f ms  then %6.1f ms median, %6.1f ms at most\n", name,
                bytes, first, times[10], times.back());
    return first;
}

} // namespace

int main() {
    std::ifstream file("src/platform/documents/messages.json");
    Messages words;
    if (!words.add(std::string(std::istreambuf_iterator<char>(file), {})))
        return 1;
    const auto document = ten_pages();
    const PrintStyle style;
    std::printf("by processor time of the thread\n");
    const auto slowest = std::max(
        {measure("pdf", [&] { return pdf_file(document, style, words).value().size(); }),
         measure("docx", [&] { return docx_file(document, style, words).value().size(); }),
         measure("html", [&] { return html_file(document, style, words).value().size(); })});
    const auto pdf = pdf_file(document, style, words).value();
    std::size_t pages = 0;
    for (auto at = pdf.find("/Type /Page %"); at != pdf.npos;
         at = pdf.find("/Type /Page %", at + 1))
        ++pages;
    std::printf("the PDF has %zu pages\n", pages);
    return slowest < limit_ms ? 0 : 1;
}
