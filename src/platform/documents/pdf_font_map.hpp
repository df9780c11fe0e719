#pragma once

#include <pango/pangocairo.h>

#include <memory>

namespace samatcha::documents {

struct GlibRelease {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using GlibPointer = std::unique_ptr<T, GlibRelease>;

/// The embedded fonts and no others, so that a PDF is the same on every machine; a point is a unit.
GlibPointer<PangoFontMap> embedded_font_map();

} // namespace samatcha::documents
