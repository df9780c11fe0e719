#include "platform/tables/text_encoding.hpp"

#include "base/thai_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace samatcha::tables {

namespace {

unsigned char byte_of(char c) {
    return static_cast<unsigned char>(c);
}

/// The sample without a UTF-8 character that its end cuts in two.
std::string_view whole_characters(std::string_view sample) {
    std::size_t back = 0;
    while (back < 3 && back < sample.size() &&
           (byte_of(sample[sample.size() - 1 - back]) & 0xC0) == 0x80)
        ++back;
    if (back < sample.size()) {
        const auto lead = byte_of(sample[sample.size() - 1 - back]);
        const std::size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        if (need > back + 1)
            sample.remove_suffix(back + 1);
    }
    return sample;
}

/// UTF-16 without a mark: every second byte is 00 (ASCII) or 0E (Thai), the others hardly ever.
bool looks_like_utf_16(std::string_view sample, std::size_t high_byte_at) {
    std::size_t high = 0, low = 0;
    const auto pairs = std::min<std::size_t>(sample.size(), 8192) / 2;
    for (std::size_t i = 0; i < pairs; ++i) {
        const auto is_high = [](char c) { return c == 0x00 || c == 0x0E; };
        high += is_high(sample[2 * i + high_byte_at]) ? 1 : 0;
        low += is_high(sample[2 * i + 1 - high_byte_at]) ? 1 : 0;
    }
    return pairs >= 2 && high * 10 >= pairs * 9 && low * 10 <= pairs;
}

/// Of the high bytes, the share that makes Thai when read as Windows-874: in range, and each vowel
/// or tone mark on a consonant or a mark below it.
double thai_plausibility(std::string_view sample) {
    const auto is_consonant = [](unsigned char c) { return c >= 0xA1 && c <= 0xCE; };
    const auto is_vowel_mark = [](unsigned char c) {
        return c == 0xD1 || (c >= 0xD4 && c <= 0xDA) || c == 0xE7 || c == 0xED;
    };
    const auto is_top_mark = [](unsigned char c) { return c >= 0xE8 && c <= 0xEC; };
    const auto is_windows_extra = [](unsigned char c) {
        return c == 0x80 || c == 0x85 || (c >= 0x91 && c <= 0x97) || c == 0xA0;
    };
    std::size_t high = 0, good = 0;
    unsigned char previous = 0;
    for (const char raw : sample) {
        const auto c = byte_of(raw);
        if (c >= 0x80) {
            ++high;
            if (is_vowel_mark(c))
                good += is_consonant(previous) || is_vowel_mark(previous) || is_top_mark(previous);
            else if (is_top_mark(c))
                good += is_consonant(previous) || is_vowel_mark(previous);
            else
                good += (c >= 0xA1 && c <= 0xDA) || (c >= 0xDF && c <= 0xFB) || is_windows_extra(c);
        }
        previous = c;
    }
    return high == 0 ? 0.0 : static_cast<double>(good) / static_cast<double>(high);
}

/// Share of the high bytes that stand in well-formed UTF-8 characters.
double utf_8_share(std::string_view sample) {
    std::size_t high = 0, good = 0;
    for (std::size_t i = 0; i < sample.size();) {
        const auto lead = byte_of(sample[i]);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        if (size > 1 && i + size <= sample.size() && is_utf8(sample.substr(i, size))) {
            high += size;
            good += size;
            i += size;
        } else {
            ++high;
            ++i;
        }
    }
    return high == 0 ? 1.0 : static_cast<double>(good) / static_cast<double>(high);
}

void append_character(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

/// Turns pieces of another encoding into UTF-8, piece by piece.
class RecodedSource final : public ByteSource {
public:
    RecodedSource(std::unique_ptr<ByteSource> source, TextEncoding encoding)
        : m_source(std::move(source)), m_encoding(encoding) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        while (m_position == m_text.size() && !m_ended) {
            m_text.clear();
            m_position = 0;
            const auto count = TRY(m_source->read(std::span(m_raw).subspan(m_kept)));
            m_ended = count == 0;
            recode(m_kept + count);
        }
        const auto count = std::min(buffer.size(), m_text.size() - m_position);
        std::memcpy(buffer.data(), m_text.data() + m_position, count);
        m_position += count;
        return count;
    }

    Result<void> rewind() override {
        TRY(m_source->rewind());
        m_text.clear();
        m_position = m_kept = 0;
        m_lead = 0;
        m_ended = false;
        return {};
    }

private:
    void recode(std::size_t size) {
        m_kept = 0;
        if (m_encoding == TextEncoding::Windows874) {
            m_text = utf8_from_windows_874({m_raw.data(), size});
            return;
        }
        const std::size_t high = m_encoding == TextEncoding::Utf16Le ? 1 : 0;
        std::size_t i = 0;
        for (; i + 1 < size; i += 2)
            put_unit((std::uint32_t{byte_of(m_raw[i + high])} << 8) | byte_of(m_raw[i + 1 - high]));
        if (i < size) {
            m_raw[0] = m_raw[i];
            m_kept = 1;
        }
        if (m_ended && (m_lead != 0 || m_kept != 0))
            append_character(m_text, 0xFFFD);
        if (m_ended)
            m_kept = 0;
    }

    void put_unit(std::uint32_t unit) {
        const bool is_trail = unit >= 0xDC00 && unit <= 0xDFFF;
        if (m_lead != 0) {
            if (is_trail)
                append_character(m_text, 0x10000 + ((m_lead - 0xD800) << 10) + (unit - 0xDC00));
            else
                append_character(m_text, 0xFFFD);
            m_lead = 0;
            if (is_trail)
                return;
        }
        if (unit >= 0xD800 && unit <= 0xDBFF)
            m_lead = unit;
        else
            append_character(m_text, is_trail ? 0xFFFD : unit);
    }

    std::unique_ptr<ByteSource> m_source;
    TextEncoding m_encoding;
    std::vector<char> m_raw = std::vector<char>(64 * 1024);
    std::size_t m_kept = 0; ///< Bytes of a character cut in two, at the start of m_raw.
    std::uint32_t m_lead = 0;
    std::string m_text;
    std::size_t m_position = 0;
    bool m_ended = false;
};

} // namespace

Result<EncodingGuess> guess_encoding(std::string_view sample) {
    if (sample.starts_with("\xEF\xBB\xBF"))
        return EncodingGuess{TextEncoding::Utf8, 3, !is_utf8(whole_characters(sample.substr(3)))};
    if (sample.starts_with("\xFF\xFE"))
        return EncodingGuess{TextEncoding::Utf16Le, 2};
    if (sample.starts_with("\xFE\xFF"))
        return EncodingGuess{TextEncoding::Utf16Be, 2};
    if (looks_like_utf_16(sample, 1))
        return EncodingGuess{TextEncoding::Utf16Le};
    if (looks_like_utf_16(sample, 0))
        return EncodingGuess{TextEncoding::Utf16Be};
    if (is_utf8(whole_characters(sample)))
        return EncodingGuess{TextEncoding::Utf8};
    // A register with a few broken characters is UTF-8 all the same; Windows-874 hardly ever looks
    // so.
    const double as_utf_8 = utf_8_share(whole_characters(sample));
    if (as_utf_8 >= 0.9)
        return EncodingGuess{TextEncoding::Utf8, 0, true};
    if (thai_plausibility(sample) >= 0.85)
        return EncodingGuess{TextEncoding::Windows874};
    if (as_utf_8 >= 0.5)
        return EncodingGuess{TextEncoding::Utf8, 0, true};
    return failure(ErrorCode::Unsupported, "tables.encoding_unknown");
}

std::unique_ptr<ByteSource> utf8_source(std::unique_ptr<ByteSource> source, TextEncoding encoding) {
    if (encoding == TextEncoding::Utf8)
        return source;
    return std::make_unique<RecodedSource>(std::move(source), encoding);
}

} // namespace samatcha::tables
