#include "platform/media/jpeg_segments.hpp"
#include "platform/media/media.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <png.h>
#include <turbojpeg.h>
#include <webp/encode.h>
#include <zlib.h>

#include <cstdint>
#include <string>
#include <vector>

namespace samatcha::media {

namespace {

constexpr const char* secret = "16.4419N 102.8360E taken by nobody";

std::string big_endian(std::uint32_t value, int bytes) {
    std::string text;
    for (int i = bytes - 1; i >= 0; --i)
        text += static_cast<char>(value >> (8 * i));
    return text;
}
std::string little_endian(std::uint32_t value, int bytes) {
    const auto text = big_endian(value, bytes);
    return {text.rbegin(), text.rend()};
}

/// The left half red, the right half blue.
std::vector<unsigned char> red_and_blue(int width, int height, int channels) {
    std::vector<unsigned char> pixels;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c)
                pixels.push_back(c == 3 || c == (x < width / 2 ? 0 : 2) ? 255 : 0);
    return pixels;
}

std::string jpeg(int width, int height) {
    auto* coder = tjInitCompress();
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    REQUIRE(tjCompress2(coder, red_and_blue(width, height, 3).data(), width, 0, height, TJPF_RGB, &bytes, &size, TJSAMP_444, 95, 0) == 0);
    std::string coded(reinterpret_cast<char*>(bytes), size);
    tjFree(bytes);
    tjDestroy(coder);
    return coded;
}

std::string segment(int marker, const std::string& content) {
    return "\xFF" + std::string(1, static_cast<char>(marker)) + big_endian(static_cast<std::uint32_t>(content.size() + 2), 2) + content;
}

/// As a camera writes it, held in that orientation: Exif, a comment, and a film behind the picture.
std::string photo(int width, int height, std::uint32_t orientation) {
    const auto tiff = std::string("MM\0*", 4) + big_endian(8, 4) + big_endian(1, 2) + big_endian(0x0112, 2) + big_endian(3, 2) +
                      big_endian(1, 4) + big_endian(orientation, 2) + big_endian(0, 2) + big_endian(0, 4) + secret;
    auto bytes = jpeg(width, height);
    bytes.insert(2, segment(0xE1, std::string("Exif\0\0", 6) + tiff) + segment(0xED, secret) + segment(0xFE, secret));
    return bytes + secret;
}

std::string png(bool with_text) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = 8;
    image.height = 4;
    image.format = PNG_FORMAT_RGBA;
    std::string coded(10'000, '\0');
    png_alloc_size_t size = coded.size();
    REQUIRE(png_image_write_to_memory(&image, coded.data(), &size, 0, red_and_blue(8, 4, 4).data(), 0, nullptr) != 0);
    coded.resize(size);
    const auto chunk = std::string("tEXt") + "Comment" + std::string(1, '\0') + secret;
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(chunk.data()), static_cast<uInt>(chunk.size()));
    constexpr std::size_t behind_header = 33;
    if (with_text)
        coded.insert(behind_header, big_endian(static_cast<std::uint32_t>(chunk.size() - 4), 4) + chunk + big_endian(static_cast<std::uint32_t>(sum), 4));
    return with_text ? coded + secret : coded;
}

std::string webp() {
    std::uint8_t* bytes = nullptr;
    const auto size = WebPEncodeRGB(red_and_blue(8, 4, 3).data(), 8, 4, 24, 90, &bytes);
    const std::string coded(reinterpret_cast<char*>(bytes), size);
    WebPFree(bytes);
    const std::string text(secret);
    const auto extended = std::string("VP8X") + little_endian(10, 4) + little_endian(8, 4) + little_endian(7, 3) + little_endian(3, 3);
    const auto exif = std::string("EXIF") + little_endian(static_cast<std::uint32_t>(text.size()), 4) + text;
    const auto content = "WEBP" + extended + coded.substr(12) + exif;
    return "RIFF" + little_endian(static_cast<std::uint32_t>(content.size()), 4) + content;
}

std::string pdf() {
    const auto picture = photo(8, 4, 1);
    const auto metadata = std::string("<x:xmpmeta>") + secret + "</x:xmpmeta>";
    return "%PDF-1.7\n"
           "1 0 obj\n<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/OpenAction<</S/JavaScript/JS(" + std::string(secret) + ")>>>>\nendobj\n"
           "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
           "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 50]/Resources<</XObject<</P 4 0 R>>>>/Contents 6 0 R>>\nendobj\n"
           "4 0 obj\n<</Type/XObject/Subtype/Image/Width 8/Height 4/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode/Length " +
           std::to_string(picture.size()) + ">>stream\n" + picture + "\nendstream\nendobj\n"
           "5 0 obj\n<</Type/Metadata/Subtype/XML/Length " + std::to_string(metadata.size()) + ">>stream\n" + metadata + "\nendstream\nendobj\n"
           "6 0 obj\n<</Length 7>>stream\n/P Do q\nendstream\nendobj\n"
           "7 0 obj\n<</Author(" + std::string(secret) + ")/Producer(" + secret + ")>>\nendobj\n"
           "trailer\n<</Root 1 0 R/Info 7 0 R>>\n";
}

bool tells(const std::string& bytes) { return bytes.find("16.4419N") != std::string::npos; }

/// 'r' or 'b', near the corner.
char colour_at_corner(const Cleaned& picture) {
    auto* decoder = tjInitDecompress();
    std::vector<unsigned char> pixels(std::size_t{picture.width} * picture.height * 3);
    REQUIRE(tjDecompress2(decoder, reinterpret_cast<const unsigned char*>(picture.bytes.data()), picture.bytes.size(), pixels.data(),
                          static_cast<int>(picture.width), 0, static_cast<int>(picture.height), TJPF_RGB, 0) == 0);
    tjDestroy(decoder);
    return pixels[0] > pixels[2] ? 'r' : 'b';
}

} // namespace

TEST_CASE("nothing but what is shown stays in a file that was sent") {
    struct Row {
        const char* what;
        std::string bytes;
        Kind kind;
    };
    for (const auto& row : std::vector<Row>{{"photo", photo(64, 32, 1), Kind::Jpeg},
                                            {"picture", png(true), Kind::Png},
                                            {"small picture", webp(), Kind::Webp},
                                            {"document", pdf(), Kind::Pdf}}) {
        CAPTURE(row.what);
        REQUIRE(tells(row.bytes));
        CHECK(kind_of(row.bytes) == row.kind);
        const auto clean = cleaned(row.bytes);
        REQUIRE(clean);
        CHECK(clean->kind == row.kind);
        CHECK_FALSE(tells(clean->bytes));
        const auto again = cleaned(clean->bytes);
        CAPTURE((again ? std::string() : again.error().detail));
        REQUIRE(again);
        CHECK(again->width == clean->width);
    }
}

TEST_CASE("a photo stands upright however the camera was held") {
    struct Row {
        std::uint32_t orientation;
        std::uint32_t width, height;
        char corner; ///< Upper left; red is on the left of the picture that lies in the file.
    };
    for (const auto& row : std::vector<Row>{{1, 64, 32, 'r'}, {2, 64, 32, 'b'}, {3, 64, 32, 'b'}, {4, 64, 32, 'r'},
                                            {5, 32, 64, 'r'}, {6, 32, 64, 'r'}, {7, 32, 64, 'b'}, {8, 32, 64, 'b'}}) {
        CAPTURE(row.orientation);
        const auto bytes = photo(64, 32, row.orientation);
        CHECK(exif_orientation(bytes) == static_cast<int>(row.orientation));
        const auto clean = cleaned(bytes).value();
        CHECK(clean.width == row.width);
        CHECK(clean.height == row.height);
        CHECK(colour_at_corner(clean) == row.corner);
    }
}

TEST_CASE("a photo larger than a case needs becomes smaller") {
    const auto clean = cleaned(jpeg(4000, 3000)).value();
    CHECK(clean.width == 2500);
    CHECK(clean.height == 1875);
}

TEST_CASE("what is no picture or document, is broken or too large is refused") {
    auto wide = png(false);
    wide.replace(16, 8, big_endian(100'000, 4) + big_endian(100'000, 4));
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(wide.data() + 12), 17);
    wide.replace(29, 4, big_endian(static_cast<std::uint32_t>(sum), 4));
    struct Row {
        const char* what;
        std::string bytes;
        std::string_view key;
    };
    for (const auto& row : std::vector<Row>{{"nothing", "", "media.kind_unknown"},
                                            {"a page called photo.jpg", "<html>", "media.kind_unknown"},
                                            {"a program", "MZ\x90", "media.kind_unknown"},
                                            {"a head of a photo", "\xFF\xD8\xFF\xE0", "media.unreadable"},
                                            {"a head of a picture", png(false).substr(0, 60), "media.unreadable"},
                                            {"half a small picture", webp().substr(0, 40), "media.unreadable"},
                                            {"a document without pages", "%PDF-1.7 nothing", "media.unreadable"},
                                            {"ten thousand megapixels", wide, "media.too_many_pixels"}}) {
        CAPTURE(row.what);
        const auto refused = cleaned(row.bytes);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().key == row.key);
    }
}

TEST_CASE("of a JPEG in a document only what is no picture goes") {
    const auto plain = jpeg(64, 32);
    CHECK(without_jpeg_metadata(plain) == plain);
    CHECK(without_jpeg_metadata(photo(64, 32, 6)) == plain);
    CHECK(without_jpeg_metadata(plain.substr(0, plain.size() / 2)).empty());
}

TEST_CASE("bytes of any kind are read or refused, and never tell what was beside the picture") {
    const std::vector<std::string> files{photo(16, 8, 6), png(true), webp(), pdf()};
    CHECK(rc::check("some bytes changed", [&] {
        auto bytes = *rc::gen::elementOf(files);
        const auto changes = *rc::gen::inRange(1, 4);
        for (int i = 0; i < changes; ++i)
            bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
        if (const auto clean = cleaned(bytes); clean && clean->kind != Kind::Pdf)
            RC_ASSERT(!tells(clean->bytes));
    }));
}

} // namespace samatcha::media
