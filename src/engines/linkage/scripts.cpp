#include "engines/linkage/scripts.hpp"

#include "engines/linkage/letters.hpp"

#include <vector>

namespace samatcha::linkage {

namespace {

struct ScriptCounts {
    double names = 0;
    double thai = 0;
    double latin = 0;
};

} // namespace

double share_across_scripts(const Records& records, const Field& field) {
    if (field.is_encoded)
        return 0;
    const auto& names = records.lexicons[field.lexicon];
    bool any_thai = false;
    bool any_latin = false;
    for (std::uint32_t code = 1; code < names.size(); ++code) {
        any_thai |= is_thai(names.text(code)[0]);
        any_latin |= is_latin(names.text(code)[0]);
    }
    if (!any_thai || !any_latin)
        return 0;
    std::vector<ScriptCounts> counts(records.files());
    for (std::uint32_t r = 0; r < records.size(); ++r)
        if (const auto code = records.record(r)[field.slot]; code != 0) {
            auto& count = counts[records.file_of(r)];
            const auto letter = names.text(code)[0];
            count.names += 1;
            count.thai += is_thai(letter);
            count.latin += is_latin(letter);
        }
    double pairs = 0;
    double across = 0;
    for (std::size_t a = 0; a < counts.size(); ++a)
        for (std::size_t b = 0; b < counts.size(); ++b)
            if (a != b || counts.size() == 1) {
                pairs += counts[a].names * counts[b].names;
                across += 2 * counts[a].thai * counts[b].latin;
            }
    return pairs > 0 ? across / pairs : 0;
}

} // namespace samatcha::linkage
