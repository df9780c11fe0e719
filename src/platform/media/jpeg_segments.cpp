#include "platform/media/jpeg_segments.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace samatcha::media {

namespace {

constexpr unsigned char start_of_image = 0xD8, end_of_image = 0xD9, start_of_scan = 0xDA;
constexpr unsigned char application_0 = 0xE0, application_1 = 0xE1, application_14 = 0xEE, application_15 = 0xEF, comment = 0xFE;

unsigned char byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
bool stands_alone(unsigned char marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= end_of_image); }
bool is_metadata(unsigned char marker) {
    return marker == comment || (marker > application_0 && marker <= application_15 && marker != application_14);
}

/// ISO/IEC 10918-1, B.1.1: a marker, and what belongs to it.
struct Segment {
    unsigned char marker = 0;
    std::string_view whole;
    std::string_view content; ///< Behind the length.
};

std::optional<Segment> segment_at(std::string_view jpeg, std::size_t at) {
    auto marker_at = at + 1;
    while (marker_at < jpeg.size() && byte_at(jpeg, marker_at) == 0xFF) // fill bytes
        ++marker_at;
    if (marker_at >= jpeg.size() || byte_at(jpeg, at) != 0xFF)
        return std::nullopt;
    const auto marker = byte_at(jpeg, marker_at);
    const auto begin = marker_at + 1;
    if (stands_alone(marker))
        return Segment{marker, jpeg.substr(at, begin - at), {}};
    if (begin + 2 > jpeg.size())
        return std::nullopt;
    const auto length = static_cast<std::size_t>(byte_at(jpeg, begin) << 8U | byte_at(jpeg, begin + 1));
    if (length < 2 || begin + length > jpeg.size())
        return std::nullopt;
    return Segment{marker, jpeg.substr(at, begin + length - at), jpeg.substr(begin + 2, length - 2)};
}

/// From behind a scan's head to the next marker that is none of its restarts.
std::size_t end_of_scan(std::string_view jpeg, std::size_t at) {
    for (; at + 1 < jpeg.size(); ++at) {
        const auto next = byte_at(jpeg, at + 1);
        if (byte_at(jpeg, at) == 0xFF && next != 0 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7))
            return at;
    }
    return jpeg.size();
}

/// TIFF 6.0 and Exif 2.3: numbers in either order.
class Tiff {
public:
    explicit Tiff(std::string_view bytes) : m_bytes(bytes), m_is_little(bytes.starts_with("II")) {}
    std::optional<std::uint32_t> number(std::size_t at, std::size_t size) const {
        if (at > m_bytes.size() || size > m_bytes.size() - at)
            return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value = value << 8U | byte_at(m_bytes, m_is_little ? at + size - 1 - i : at + i);
        return value;
    }

private:
    std::string_view m_bytes;
    bool m_is_little;
};

int orientation_in(std::string_view tiff_bytes) {
    constexpr std::uint32_t orientation_tag = 0x0112;
    const Tiff tiff(tiff_bytes);
    const auto directory = tiff.number(4, 4);
    const auto count = directory ? tiff.number(*directory, 2) : std::nullopt;
    for (std::uint32_t i = 0; count && i < *count; ++i) {
        const auto entry = std::size_t{*directory} + 2 + 12 * std::size_t{i};
        if (tiff.number(entry, 2) == orientation_tag) {
            const auto value = tiff.number(entry + 8, 2).value_or(1);
            return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
        }
    }
    return 1;
}

} // namespace

int exif_orientation(std::string_view jpeg) {
    constexpr std::string_view exif{"Exif\0\0", 6};
    std::size_t at = 0;
    while (const auto segment = segment_at(jpeg, at)) {
        if (segment->marker == start_of_scan || segment->marker == end_of_image)
            break;
        if (segment->marker == application_1 && segment->content.starts_with(exif))
            return orientation_in(segment->content.substr(exif.size()));
        at += segment->whole.size();
    }
    return 1;
}

std::string without_jpeg_metadata(std::string_view jpeg) {
    std::string kept;
    std::size_t at = 0;
    while (const auto segment = segment_at(jpeg, at)) {
        if (at == 0 && segment->marker != start_of_image)
            return {};
        if (!is_metadata(segment->marker))
            kept += segment->whole;
        at += segment->whole.size();
        if (segment->marker == end_of_image)
            return kept;
        if (segment->marker == start_of_scan) {
            const auto end = end_of_scan(jpeg, at);
            kept += jpeg.substr(at, end - at);
            at = end;
        }
    }
    return {}; // it never ends, or is none
}

} // namespace samatcha::media
