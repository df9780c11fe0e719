#include "modules/persons/evidence.hpp"

#include <algorithm>
#include <cmath>

namespace samatcha::persons {

namespace {

void append_16(Bytes& bytes, std::uint16_t number) {
    bytes.push_back(static_cast<unsigned char>(number & 0xFF));
    bytes.push_back(static_cast<unsigned char>(number >> 8));
}

std::uint16_t number_16(BytesView bytes, std::size_t at) {
    return static_cast<std::uint16_t>(bytes[at] | (bytes[at + 1] << 8));
}

} // namespace

EvidenceWords::EvidenceWords(std::vector<std::string> words) : m_words(std::move(words)) {
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_numbers.emplace(m_words[i], static_cast<std::uint16_t>(i));
}

Bytes EvidenceWords::pack(std::span<const linkage::Evidence> evidence) {
    Bytes bytes;
    bytes.reserve(evidence.size() * 4);
    for (const auto& item : evidence) {
        auto word = item.field + "|" + item.level;
        auto found = m_numbers.find(word);
        if (found == m_numbers.end()) {
            found = m_numbers.emplace(word, static_cast<std::uint16_t>(m_words.size())).first;
            m_words.push_back(std::move(word));
        }
        append_16(bytes, found->second);
        const double hundredths = std::clamp(std::round(item.weight * 100), -32767.0, 32767.0);
        append_16(bytes, static_cast<std::uint16_t>(static_cast<std::int16_t>(hundredths)));
    }
    return bytes;
}

Result<std::vector<EvidenceWords::Told>> EvidenceWords::unpack(BytesView bytes) const {
    std::vector<Told> told;
    for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4) {
        const auto number = number_16(bytes, at);
        if (number >= m_words.size() || bytes.size() % 4 != 0)
            return failure(ErrorCode::InvalidInput, "persons.evidence_unreadable");
        const std::string_view word = m_words[number];
        const auto bar = word.find('|');
        told.push_back({std::string(word.substr(0, bar)), std::string(word.substr(bar + 1)),
                        static_cast<std::int16_t>(number_16(bytes, at + 2)) / 100.0});
    }
    return told;
}

} // namespace samatcha::persons
