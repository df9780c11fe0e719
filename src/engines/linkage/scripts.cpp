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

ScriptShares script_shares(const Records& records, const Field& field) {
    if (field.is_encoded)
        return {};
    const auto& names = records.lexicons[field.lexicon];
    bool any_thai = false;
    for (std::uint32_t code = 1; code < names.size() && !any_thai; ++code)
        any_thai = is_thai(names.text(code)[0]);
    if (!any_thai)
        return {};
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
    ScriptShares found;
    for (std::size_t a = 0; a < counts.size(); ++a)
        for (std::size_t b = 0; b < counts.size(); ++b)
            if (a != b || counts.size() == 1) {
                pairs += counts[a].names * counts[b].names;
                found.thai += counts[a].thai * counts[b].thai;
                found.across += 2 * counts[a].thai * counts[b].latin;
            }
    if (pairs > 0) {
        found.thai /= pairs;
        found.across /= pairs;
    }
    return found;
}

} // namespace samatcha::linkage
