#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace samatcha::forum {

/// Texts, to ask which of them say nearly the same as another. Compared by the pieces of three
/// characters that they share, rare pieces counting more: Thai has no spaces between words, and an
/// old spelling or a missing tone mark spoils few pieces.
class SimilarTexts {
public:
    /// Numbered by the order of adding.
    void add(std::string_view text);

    struct Found {
        std::size_t number = 0;
        double likeness = 0; ///< 1: the same, but for spaces, case and tone marks.
    };
    /// The likest first, at most `count`, none below 0.25.
    std::vector<Found> like(std::string_view text, std::size_t count) const;

private:
    struct Piece {
        std::size_t id;
        double times;
    };
    double rareness(std::size_t piece) const;

    std::unordered_map<std::u32string, std::size_t> m_piece_ids;
    std::vector<std::size_t> m_texts_of_piece;
    std::vector<std::vector<Piece>> m_texts;
};

} // namespace samatcha::forum
