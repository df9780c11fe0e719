#include "platform/media/pictures.hpp"

#include "platform/media/jpeg_segments.hpp"

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace samatcha::media {

namespace {

constexpr int photo_quality = 85;
constexpr std::size_t bytes_per_pixel = 3;

Unexpected<Error> unreadable(std::string_view why) { return failure(ErrorCode::InvalidInput, "media.unreadable", {}, std::string(why)); }
Unexpected<Error> too_many_pixels() { return failure(ErrorCode::TooLarge, "media.too_many_pixels"); }

bool has_too_many_pixels(std::uint64_t width, std::uint64_t height) { return width * height > pixels_max; }

const unsigned char* unsigned_bytes(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

/// Red, green, blue; row by row.
struct Pixels {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<unsigned char> colours;
};

/// As it is looked at, of a picture whose camera was held so.
Pixels turned(const Pixels& from, int orientation) {
    const bool is_sideways = orientation >= 5;
    Pixels to{is_sideways ? from.height : from.width, is_sideways ? from.width : from.height, {}};
    to.colours.resize(from.colours.size());
    auto* put = to.colours.data();
    for (std::uint32_t row = 0; row < to.height; ++row)
        for (std::uint32_t column = 0; column < to.width; ++column) {
            auto x = is_sideways ? row : column;
            auto y = is_sideways ? column : row;
            if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
                x = from.width - 1 - x;
            if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
                y = from.height - 1 - y;
            const auto at = (std::size_t{y} * from.width + x) * bytes_per_pixel;
            put = std::copy_n(from.colours.begin() + static_cast<std::ptrdiff_t>(at), bytes_per_pixel, put);
        }
    return to;
}

using TurboHandle = std::unique_ptr<void, decltype(&tjDestroy)>;

/// The largest of the scales that the decoder knows at which no edge is longer than a photo's may be; else the smallest.
tjscalingfactor scale_for(int longer_edge) {
    int count = 0;
    const auto* factors = tjGetScalingFactors(&count);
    tjscalingfactor best{1, 8};
    const auto value = [](tjscalingfactor f) { return f.num * 64 / f.denom; };
    for (const auto factor : std::span(factors, static_cast<std::size_t>(count)))
        if (factor.num <= factor.denom && TJSCALED(longer_edge, factor) <= static_cast<int>(photo_edge_max) &&
            value(factor) > value(best))
            best = factor;
    return best;
}

/// Frees what png_image holds, whatever becomes of it.
struct PngImage {
    png_image image{};
    PngImage() { image.version = PNG_IMAGE_VERSION; }
    ~PngImage() { png_image_free(&image); }
    PngImage(const PngImage&) = delete;
    PngImage& operator=(const PngImage&) = delete;
};

} // namespace

Result<Cleaned> cleaned_jpeg(std::string_view bytes) {
    const TurboHandle decoder(tjInitDecompress(), tjDestroy);
    int width = 0, height = 0, subsampling = 0, colour_space = 0;
    if (tjDecompressHeader3(decoder.get(), unsigned_bytes(bytes), bytes.size(), &width, &height, &subsampling, &colour_space) != 0)
        return unreadable(tjGetErrorStr2(decoder.get()));
    if (has_too_many_pixels(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height)))
        return too_many_pixels();
    const auto scale = scale_for(std::max(width, height));
    Pixels pixels{static_cast<std::uint32_t>(TJSCALED(width, scale)), static_cast<std::uint32_t>(TJSCALED(height, scale)), {}};
    pixels.colours.resize(std::size_t{pixels.width} * pixels.height * bytes_per_pixel);
    if (tjDecompress2(decoder.get(), unsigned_bytes(bytes), bytes.size(), pixels.colours.data(), static_cast<int>(pixels.width), 0,
                      static_cast<int>(pixels.height), TJPF_RGB, 0) != 0 &&
        tjGetErrorCode(decoder.get()) == TJERR_FATAL)
        return unreadable(tjGetErrorStr2(decoder.get()));
    if (const auto orientation = exif_orientation(bytes); orientation != 1)
        pixels = turned(pixels, orientation);

    const TurboHandle encoder(tjInitCompress(), tjDestroy);
    unsigned char* coded = nullptr;
    unsigned long size = 0;
    const auto done = tjCompress2(encoder.get(), pixels.colours.data(), static_cast<int>(pixels.width), 0, static_cast<int>(pixels.height),
                                  TJPF_RGB, &coded, &size, TJSAMP_420, photo_quality, 0);
    const std::unique_ptr<unsigned char, decltype(&tjFree)> owned(coded, tjFree);
    if (done != 0)
        return unreadable(tjGetErrorStr2(encoder.get()));
    return Cleaned{Kind::Jpeg, std::string(reinterpret_cast<const char*>(coded), size), pixels.width, pixels.height};
}

Result<Cleaned> cleaned_png(std::string_view bytes) {
    PngImage png;
    auto& image = png.image;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
        return unreadable(image.message);
    if (has_too_many_pixels(image.width, image.height))
        return too_many_pixels();
    image.format &= PNG_FORMAT_FLAG_ALPHA | PNG_FORMAT_FLAG_COLOR; // eight bits each, no palette
    std::vector<unsigned char> pixels(PNG_IMAGE_SIZE(image));
    if (png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr) == 0)
        return unreadable(image.message);
    PngImage out;
    out.image.width = image.width;
    out.image.height = image.height;
    out.image.format = image.format;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(out.image);
    std::string coded(size, '\0');
    if (png_image_write_to_memory(&out.image, coded.data(), &size, 0, pixels.data(), 0, nullptr) == 0)
        return unreadable(out.image.message);
    coded.resize(size);
    coded.shrink_to_fit();
    return Cleaned{Kind::Png, std::move(coded), image.width, image.height};
}

Result<Cleaned> cleaned_webp(std::string_view bytes) {
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(unsigned_bytes(bytes), bytes.size(), &features) != VP8_STATUS_OK || features.has_animation != 0)
        return unreadable("no still WebP");
    if (has_too_many_pixels(static_cast<std::uint64_t>(features.width), static_cast<std::uint64_t>(features.height)))
        return too_many_pixels();
    int width = 0, height = 0;
    const std::unique_ptr<std::uint8_t, decltype(&WebPFree)> pixels(
        WebPDecodeRGBA(unsigned_bytes(bytes), bytes.size(), &width, &height), WebPFree);
    if (!pixels)
        return unreadable("WebP cut short");
    std::uint8_t* coded = nullptr;
    const auto size = WebPEncodeRGBA(pixels.get(), width, height, width * 4, photo_quality, &coded);
    const std::unique_ptr<std::uint8_t, decltype(&WebPFree)> owned(coded, WebPFree);
    if (size == 0)
        return unreadable("WebP cannot be coded");
    return Cleaned{Kind::Webp, std::string(reinterpret_cast<const char*>(coded), size), static_cast<std::uint32_t>(width),
                   static_cast<std::uint32_t>(height)};
}

} // namespace samatcha::media
