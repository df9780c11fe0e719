#include "platform/documents/pdf_font_map.hpp"

#include "platform/documents/fonts.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

namespace samatcha::documents {

namespace {

/// Fontconfig and FreeType read files only: each font becomes one in memory, until the process
/// ends.
FcConfig* embedded_fonts() {
    auto* const config = FcConfigCreate();
    for (const auto& file : embedded_documents()) {
        if (!file.path.ends_with(".ttf"))
            continue;
        const int descriptor = memfd_create("font", MFD_CLOEXEC);
        if (descriptor < 0 || ::write(descriptor, file.bytes.data(), file.bytes.size()) !=
                                  static_cast<ssize_t>(file.bytes.size()))
            throw std::runtime_error("no memory for the fonts");
        const auto path = "/proc/self/fd/" + std::to_string(descriptor);
        if (!FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>(path.c_str())))
            throw std::runtime_error("a font cannot be read from " + path);
    }
    return config;
}

} // namespace

GlibPointer<PangoFontMap> embedded_font_map() {
    static auto* const config = embedded_fonts(); // Never changed again, so that threads share it.
    GlibPointer<PangoFontMap> map(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map.get()), config);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map.get()), 72);
    return map;
}

} // namespace samatcha::documents
