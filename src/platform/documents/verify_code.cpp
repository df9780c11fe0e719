#include "platform/documents/verify_code.hpp"

#include <cairo.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace samatcha::documents {

namespace {

constexpr int pixels_of_module = 6;

cairo_status_t append_bytes(void* out, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

CodeModules verify_code(const std::string& address) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(address.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
    if (!code)
        throw std::runtime_error("an address is too long for a QR code");
    CodeModules modules(static_cast<std::size_t>(code->width));
    const auto* module = code->data;
    for (auto& row : modules)
        for (int i = 0; i < code->width; ++i)
            row.push_back((*module++ & 1) != 0);
    return modules;
}

std::string code_png(const CodeModules& modules) {
    const int side = (static_cast<int>(modules.size()) + 2 * quiet_modules) * pixels_of_module;
    const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side), cairo_surface_destroy);
    const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()),
                                                                   cairo_destroy);
    cairo_set_source_rgb(cairo.get(), 1, 1, 1);
    cairo_paint(cairo.get());
    cairo_set_source_rgb(cairo.get(), 0, 0, 0);
    for (std::size_t y = 0; y < modules.size(); ++y)
        for (std::size_t x = 0; x < modules.size(); ++x)
            if (modules[y][x])
                cairo_rectangle(cairo.get(),
                                (static_cast<int>(x) + quiet_modules) * pixels_of_module,
                                (static_cast<int>(y) + quiet_modules) * pixels_of_module,
                                pixels_of_module, pixels_of_module);
    cairo_fill(cairo.get());
    std::string png;
    if (cairo_surface_write_to_png_stream(surface.get(), append_bytes, &png) !=
        CAIRO_STATUS_SUCCESS)
        throw std::runtime_error("a QR code could not be drawn");
    return png;
}

} // namespace samatcha::documents
