#include "base/thai_text.hpp"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace samatcha {

namespace {

constexpr UChar32 thai_first = 0x0E00;
constexpr UChar32 thai_last = 0x0E7F;
constexpr UChar32 sara_a = 0x0E30;
constexpr UChar32 sara_aa = 0x0E32;
constexpr UChar32 sara_am = 0x0E33;
constexpr UChar32 phinthu = 0x0E3A;
constexpr UChar32 sara_e = 0x0E40;
constexpr UChar32 sara_ae = 0x0E41;
constexpr UChar32 nikhahit = 0x0E4D;
constexpr UChar32 replacement = 0xFFFD;

bool is_thai(UChar32 c) {
    return c >= thai_first && c <= thai_last;
}

/// Vowels and shorteners above or below a consonant; they stand before the tone mark.
constexpr bool is_vowel_mark(UChar32 c) {
    return c == 0x0E31 || (c >= 0x0E34 && c <= phinthu) || c == 0x0E47 || c == nikhahit;
}
/// Tone marks, thanthakhat, yamakkan: the topmost mark.
constexpr bool is_top_mark(UChar32 c) {
    return (c >= 0x0E48 && c <= 0x0E4C) || c == 0x0E4E;
}
/// Vowels that follow the consonant and its marks.
constexpr bool is_tail_vowel(UChar32 c) {
    return c == sara_a || c == sara_aa || c == sara_am;
}

void append_utf8(std::string& out, UChar32 c) {
    char bytes[4];
    int32_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, c);
    out.append(bytes, static_cast<std::size_t>(size));
}

enum class Spacing { None, Blank, Invisible };

Spacing spacing_of(UChar32 c) {
    if (c == ' ' || c == 0xA0 || (c >= '\t' && c <= '\r'))
        return Spacing::Blank;
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD)
        return Spacing::Invisible;
    if (c < 0x1680)
        return Spacing::None;
    if (c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
        c == 0x205F || c == 0x3000)
        return Spacing::Blank;
    // Joiners (U+200C, U+200D) shape letters of other scripts; beside Thai they are dropped below.
    if (c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
        (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF)
        return Spacing::Invisible;
    return Spacing::None;
}

/// Writes Thai in canonical order. Marks wait until their cluster is complete: a mark typed in the
/// wrong place is seen only when its neighbours are.
class ThaiWriter {
public:
    explicit ThaiWriter(std::string& out) : m_out(out) {}

    void put(UChar32 c) {
        if (is_vowel_mark(c))
            return put_vowel_mark(c);
        if (is_top_mark(c))
            return put_top_mark(c);
        if (is_tail_vowel(c) && m_tail == 0 && (m_open || m_vowels_count + m_tops_count > 0)) {
            // Marks that follow no consonant stay as typed: without its nikhahit a tone mark would
            // belong to the vowel before.
            const bool nikhahit_taken = c != sara_a && m_open && take_nikhahit();
            m_tail = nikhahit_taken ? sara_am : c;
            return;
        }
        flush();
        if (c == sara_e && m_last == sara_e && !m_blank) {
            m_out.resize(m_out.size() - 3);
            c = sara_ae;
        }
        if (m_blank && !m_out.empty())
            m_out += ' ';
        m_blank = false;
        append_utf8(m_out, c);
        m_last = c;
        m_open = c >= 0x0E01 && c <= 0x0E2E;
    }

    void put_blank() {
        flush();
        m_blank = true;
        m_open = false;
    }

    void flush() {
        if (m_vowels_count + m_tops_count == 0 && m_tail == 0)
            return;
        if (m_blank && !m_out.empty())
            m_out += ' ';
        m_blank = false;
        // Phinthu first, as canonical ordering wants; then as typed.
        for (int pass = 0; pass < 2; ++pass)
            for (std::size_t i = 0; i < m_vowels_count; ++i)
                if ((m_vowels[i] == phinthu) == (pass == 0))
                    append_utf8(m_out, m_vowels[i]);
        for (std::size_t i = 0; i < m_tops_count; ++i)
            append_utf8(m_out, m_tops[i]);
        if (m_tail != 0)
            append_utf8(m_out, m_tail);
        m_last = m_tail;
        m_vowels_count = m_tops_count = 0;
        m_tail = 0;
        m_open = false;
    }

private:
    void put_vowel_mark(UChar32 c) {
        if (m_tail == sara_aa && c == nikhahit) {
            m_tail = sara_am;
            return;
        }
        if (m_tail != 0)
            flush();
        for (std::size_t i = 0; i < m_vowels_count; ++i)
            if (m_vowels[i] == c)
                return;
        m_vowels[m_vowels_count++] = c;
    }

    /// A mark behind the vowel moves before it: นา้ is น้า.
    void put_top_mark(UChar32 c) {
        for (std::size_t i = 0; i < m_tops_count; ++i)
            if (m_tops[i] == c)
                return;
        m_tops[m_tops_count++] = c;
    }

    bool take_nikhahit() {
        for (std::size_t i = 0; i < m_vowels_count; ++i)
            if (m_vowels[i] == nikhahit) {
                for (std::size_t k = i + 1; k < m_vowels_count; ++k)
                    m_vowels[k - 1] = m_vowels[k];
                --m_vowels_count;
                return true;
            }
        return false;
    }

    std::string& m_out;
    std::array<UChar32, 10> m_vowels{}; ///< Each vowel mark at most once, and there are ten.
    std::array<UChar32, 6> m_tops{};    ///< Likewise six.
    std::size_t m_vowels_count = 0;
    std::size_t m_tops_count = 0;
    UChar32 m_tail = 0;
    UChar32 m_last = 0;
    bool m_open = false;  ///< A consonant stands last, so marks belong to it.
    bool m_blank = false; ///< A space is owed, if something follows.
};

/// What a character may follow, as far as text that needs no repair goes.
enum class Clean : unsigned char { Other, Consonant, SaraE, VowelMark, TopMark, TailVowel, Never };

/// The class of each Thai character by its last seven bits.
constexpr std::array<Clean, 128> clean_classes = [] {
    std::array<Clean, 128> classes{};
    for (UChar32 c = 0; c < 128; ++c) {
        const UChar32 thai = thai_first + c;
        classes[static_cast<std::size_t>(c)] = thai == nikhahit                   ? Clean::Never
                                               : is_vowel_mark(thai)              ? Clean::VowelMark
                                               : is_top_mark(thai)                ? Clean::TopMark
                                               : is_tail_vowel(thai)              ? Clean::TailVowel
                                               : thai == sara_e                   ? Clean::SaraE
                                               : thai >= 0x0E01 && thai <= 0x0E2E ? Clean::Consonant
                                                                                  : Clean::Other;
    }
    return classes;
}();

/// Whether text needs no repair, seen in one pass: nearly all cells of nearly all registers. Text
/// with anything unusual is left to the writer below, which may find it clean after all.
bool is_clean(std::string_view text) {
    auto previous = Clean::Other;
    bool after_blank = true;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            if (byte < 0x20 || byte == 0x7F || (byte == ' ' && after_blank))
                return false;
            after_blank = byte == ' ';
            previous = Clean::Other;
            ++i;
            continue;
        }
        if (byte != 0xE0 || i + 2 >= text.size())
            return false;
        const auto second = static_cast<unsigned char>(text[i + 1]);
        const auto third = static_cast<unsigned char>(text[i + 2]);
        if ((second != 0xB8 && second != 0xB9) || (third & 0xC0) != 0x80)
            return false;
        const auto now =
            clean_classes[static_cast<std::size_t>(((second & 1) << 6) | (third & 0x3F))];
        switch (now) {
        case Clean::VowelMark:
            if (previous != Clean::Consonant)
                return false;
            break;
        case Clean::TopMark:
            if (previous != Clean::Consonant && previous != Clean::VowelMark)
                return false;
            break;
        case Clean::SaraE:
            if (previous == Clean::SaraE)
                return false;
            break;
        case Clean::Never:
            return false;
        case Clean::Other:
        case Clean::Consonant:
        case Clean::TailVowel:
            break;
        }
        previous = now;
        after_blank = false;
        i += 3;
    }
    return text.empty() || !after_blank;
}

std::string in_nfc(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status))
        throw std::runtime_error("ICU has no NFC data");
    if (nfc->isNormalizedUTF8(text, status) && U_SUCCESS(status))
        return text;
    status = U_ZERO_ERROR;
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    nfc->normalizeUTF8(0, text, sink, nullptr, status);
    return U_SUCCESS(status) ? out : text;
}

const icu::Collator& thai_collator() {
    static const std::unique_ptr<const icu::Collator> collator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> c(icu::Collator::createInstance(icu::Locale("th"), status));
        if (U_FAILURE(status))
            throw std::runtime_error("ICU has no Thai collation");
        return c;
    }();
    return *collator;
}

struct Repaired {
    std::string text;
    bool other_script = false; ///< Neither ASCII nor Thai: composition matters.
};

Repaired repaired_once(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    ThaiWriter writer(out);
    bool other_script = false;
    UChar32 previous = 0;
    const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
    const auto size = static_cast<int64_t>(utf8.size());
    for (int64_t i = 0; i < size;) {
        UChar32 c = 0;
        if (bytes[i] < 0x80) {
            c = bytes[i++];
        } else if (bytes[i] == 0xE0 && i + 2 < size && (bytes[i + 1] | 1) == 0xB9 &&
                   (bytes[i + 2] & 0xC0) == 0x80) {
            c = 0x0E00 + ((bytes[i + 1] & 1) << 6) + (bytes[i + 2] & 0x3F);
            i += 3;
        } else {
            U8_NEXT(bytes, i, size, c);
            if (c < 0)
                c = replacement;
        }
        const bool joiner = c == 0x200C || c == 0x200D;
        if (joiner && (previous < 0x80 || is_thai(previous)))
            continue;
        switch (spacing_of(c)) {
        case Spacing::Blank:
            writer.put_blank();
            previous = ' ';
            continue;
        case Spacing::Invisible:
            continue;
        case Spacing::None:
            break;
        }
        other_script |= c >= 0x80 && !is_thai(c);
        writer.put(c);
        previous = c;
    }
    writer.flush();
    return {std::move(out), other_script};
}

} // namespace

std::string repair_thai(std::string_view utf8) {
    if (is_clean(utf8))
        return std::string(utf8);
    auto repaired = repaired_once(utf8);
    // Composing can bring marks together that were apart; it settles in a round or two.
    for (int round = 0; repaired.other_script && round < 4; ++round) {
        auto composed = in_nfc(repaired.text);
        if (composed == repaired.text)
            break;
        repaired = repaired_once(composed);
    }
    return std::move(repaired.text);
}

int compare_thai(std::string_view left, std::string_view right) {
    if (left == right)
        return 0;
    UErrorCode status = U_ZERO_ERROR;
    const auto size = [](std::string_view text) { return static_cast<int32_t>(text.size()); };
    return thai_collator().compareUTF8(icu::StringPiece(left.data(), size(left)),
                                       icu::StringPiece(right.data(), size(right)), status);
}

std::string masked(std::string_view utf8) {
    static constexpr std::string_view mask = "••••";
    const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
    const auto size = static_cast<int64_t>(utf8.size());
    int64_t end = 0;
    UChar32 c = 0;
    if (size == 0)
        return {};
    U8_NEXT(bytes, end, size, c);
    if (c < 0)
        return std::string(mask);
    for (int64_t next = end; next < size; end = next) {
        U8_NEXT(bytes, next, size, c);
        if (c < 0 || !(c == sara_am || u_hasBinaryProperty(c, UCHAR_GRAPHEME_EXTEND) ||
                       u_charType(c) == U_COMBINING_SPACING_MARK))
            break;
    }
    if (end == size)
        return std::string(mask);
    return std::string(utf8.substr(0, static_cast<std::size_t>(end))) += mask;
}

} // namespace samatcha
