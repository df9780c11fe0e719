// How long does the secretariat wait for the consolidated text? (README.md)
#include "engines/resolution_text/consolidation.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

using namespace samatcha;
using namespace samatcha::resolution_text;

namespace {

constexpr int paragraphs = 200;
constexpr int amendments_wanted = 500;
constexpr double limit_ms = 100;

const std::vector<std::string> words{
    "ขอให้",    "สำนักงาน", "ศึกษาธิการ", "จังหวัด",  "ร่วมกับ",      "โรงเรียน", "โรงพยาบาล", "ส่งเสริม",
    "สุขภาพ",   "ตำบล",    "ค้นหา",     "ดูแล",    "และ",        "ส่งต่อ",    "เด็ก",       "เยาวชน",
    "นอกระบบ", "การศึกษา", "ให้",       "ได้รับ",   "การช่วยเหลือ", "ภายใน",   "๓๐",        "วัน",
    " ",       "โดย",     "คำนึงถึง",   "ข้อจำกัด", "ของ",        "ครอบครัว"};

class TextMaker {
public:
    explicit TextMaker(unsigned seed) : m_random(seed) {}

    std::size_t below(std::size_t n) { return m_random() % n; }

    std::string some_words(std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i)
            text += words[below(words.size())];
        return text;
    }

    ResolutionText text() {
        ResolutionText text{"ร่างมติ"};
        for (int i = 1; i <= paragraphs; ++i)
            text.paragraphs.push_back(
                {{i}, ParagraphKind::Operative, i % 4 == 1 ? 0 : 1, some_words(40 + below(60))});
        return text;
    }

    Operation operation(const WordBoundaries& boundaries, const ResolutionText& text,
                        ParagraphId made) {
        const auto& on = text.paragraphs[below(text.paragraphs.size())];
        switch (below(20)) {
        case 0:
            return Insert{on.id, {made, ParagraphKind::Operative, 0, some_words(40)}};
        case 1:
            return Delete{on.id};
        case 2:
            return Move{on.id, text.paragraphs[below(text.paragraphs.size())].id};
        case 3: {
            const auto parts = boundaries.words(on.text);
            return Split{on.id,
                         static_cast<std::size_t>(parts[parts.size() / 2].data() - on.text.data()),
                         made};
        }
        case 4:
            return Merge{on.id, text.paragraphs[below(text.paragraphs.size())].id, " "};
        default:
            break;
        }
        std::string changed;
        const auto parts = boundaries.words(on.text);
        const auto from = below(parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i)
            changed += i >= from && i < from + 3 ? some_words(1) : std::string(parts[i]);
        return Replace{on.id, changed, {}};
    }

private:
    std::mt19937 m_random;
};

} // namespace

int main() {
    const WordBoundaries boundaries;
    TextMaker maker(2567);
    const auto text = maker.text();
    std::vector<Amendment> amendments;
    for (int i = 1; i <= amendments_wanted; ++i)
        amendments.push_back({{i}, maker.operation(boundaries, text, {1000 + i})});

    std::vector<double> milliseconds;
    std::mt19937 random(1);
    const auto first = consolidate(boundaries, text, amendments);
    bool is_same = true;
    for (int round = 0; round < 21; ++round) {
        std::shuffle(amendments.begin(), amendments.end(), random);
        const auto begun = std::chrono::steady_clock::now();
        const auto again = consolidate(boundaries, text, amendments);
        milliseconds.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun)
                .count());
        is_same &= again == first;
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    std::printf("%d amendments on %d paragraphs: %zu done, %zu conflicts, %zu impossible\n",
                amendments_wanted, paragraphs, first.done.size(), first.conflicts.size(),
                first.impossible.size());
    std::printf("consolidation: %.1f ms median, %.1f ms at most of 21 (limit %.0f ms)\n",
                milliseconds[10], milliseconds[20], limit_ms);
    std::printf("the same in 21 orders: %s\n", is_same ? "yes" : "no");
    return is_same && milliseconds[10] < limit_ms ? 0 : 1;
}
