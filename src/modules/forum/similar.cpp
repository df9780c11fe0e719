#include "modules/forum/similar.hpp"

#include "base/thai_text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

namespace samatcha::forum {

namespace {

constexpr std::size_t piece_length = 3;
constexpr double likeness_min = 0.25;

bool is_left_out(char32_t c) {
    const bool is_tone_mark = c >= 0x0E48 && c <= 0x0E4E;
    return is_tone_mark || c == U' ' || (c < 0x80 && std::ispunct(static_cast<int>(c)));
}

std::map<std::u32string, double> pieces_of(std::string_view text) {
    std::u32string plain(1, U' ');
    for (const auto c : letters_of(repair_thai(text)))
        if (!is_left_out(c))
            plain += c < 0x80 ? static_cast<char32_t>(std::tolower(static_cast<int>(c))) : c;
    plain += U' ';
    std::map<std::u32string, double> pieces;
    for (std::size_t i = 0; i + piece_length <= plain.size(); ++i)
        ++pieces[plain.substr(i, piece_length)];
    return pieces;
}

} // namespace

double SimilarTexts::rareness(std::size_t piece) const {
    return std::log(1 + static_cast<double>(m_texts.size() + 1) /
                            static_cast<double>(m_texts_of_piece[piece] + 1));
}

void SimilarTexts::add(std::string_view text) {
    auto& pieces = m_texts.emplace_back();
    for (const auto& [piece, times] : pieces_of(text)) {
        const auto [known, is_new] = m_piece_ids.emplace(piece, m_texts_of_piece.size());
        if (is_new)
            m_texts_of_piece.push_back(0);
        ++m_texts_of_piece[known->second];
        pieces.push_back({known->second, times});
    }
}

std::vector<SimilarTexts::Found> SimilarTexts::like(std::string_view text,
                                                    std::size_t count) const {
    const auto unknown = std::log(1 + static_cast<double>(m_texts.size() + 1));
    std::unordered_map<std::size_t, double> asked;
    double asked_square = 0;
    for (const auto& [piece, times] : pieces_of(text)) {
        const auto known = m_piece_ids.find(piece);
        const auto weight =
            times * (known == m_piece_ids.end() ? unknown : rareness(known->second));
        asked_square += weight * weight;
        if (known != m_piece_ids.end())
            asked[known->second] = weight;
    }
    std::vector<Found> found;
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        double shared = 0;
        double square = 0;
        for (const auto& [piece, times] : m_texts[i]) {
            const auto weight = times * rareness(piece);
            square += weight * weight;
            if (const auto both = asked.find(piece); both != asked.end())
                shared += weight * both->second;
        }
        if (const auto likeness = shared / std::sqrt(square * asked_square);
            likeness >= likeness_min)
            found.push_back({i, likeness});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.likeness > b.likeness; });
    found.resize(std::min(found.size(), count));
    return found;
}

} // namespace samatcha::forum
