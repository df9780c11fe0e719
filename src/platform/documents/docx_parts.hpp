#pragma once

// The parts of a Word file that hold no text of the document's body.

#include "platform/documents/document.hpp"

#include <string>
#include <vector>

namespace samatcha::documents {

struct DocxPart {
    std::string path;
    std::string bytes; ///< XML, but for pictures.
};

constexpr const char* xml_declaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* word_namespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"";

/// Twentieths of a point, in which Word measures.
constexpr int twips(double cm) {
    return static_cast<int>(cm * 1440 / 2.54 + 0.5);
}

/// One run of text. Thai is marked as complex script, without which Word takes another font and
/// size.
std::string docx_run(std::string_view text);

/// A field that Word works out anew, with what it is now.
std::string docx_field(std::string_view instruction, std::string_view now);

/// Content types, relationships, properties, settings, fonts, styles, numbering (a list of its own
/// for each section), header and footer.
std::vector<DocxPart> docx_parts(const Document&, const PrintStyle&, const Messages&);

} // namespace samatcha::documents
