#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engines/linkage/linkage.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace samatcha::persons {

/// The fields and levels that a run's evidence is told in, each written once with the run: a link
/// then needs four bytes a comparison.
class EvidenceWords {
public:
    EvidenceWords() = default;
    explicit EvidenceWords(std::vector<std::string> words); ///< As words() gave them.

    /// Weights in steps of 1/100 bit, from -327 to +327.
    Bytes pack(std::span<const linkage::Evidence>);

    struct Told {
        std::string field; ///< As the comparison names it.
        std::string level; ///< exact, key, sound, close, ..., different, missing
        double weight = 0; ///< Bits for (+) or against (-) one person.
    };
    /// Fails with InvalidInput (persons.evidence_unreadable).
    Result<std::vector<Told>> unpack(BytesView) const;

    /// "field|level" in order of their numbers.
    const std::vector<std::string>& words() const { return m_words; }

private:
    std::vector<std::string> m_words;
    std::map<std::string, std::uint16_t, std::less<>> m_numbers;
};

} // namespace samatcha::persons
