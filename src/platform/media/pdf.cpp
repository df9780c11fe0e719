#include "platform/media/pdf.hpp"

#include "platform/media/jpeg_segments.hpp"

#define POINTERHOLDER_TRANSITION 4 // The library's own smart pointer, which it gives up, is not used.
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include <array>
#include <exception>
#include <memory>

namespace samatcha::media {

namespace {

/// What a document may hold beside its pages, and what it may do: ISO 32000-1, 7.7.2, 12.6, 14.3, 14.5.
constexpr std::array removed_keys{"/Metadata", "/PieceInfo", "/LastModified", "/OpenAction", "/AA", "/JavaScript", "/JS",
                                  "/EmbeddedFiles", "/EF", "/AF", "/Launch", "/RichMedia", "/XFA", "/Thumb", "/Author"};

void clean_dictionary(QPDFObjectHandle dictionary) {
    for (const auto* key : removed_keys)
        dictionary.removeKey(key);
    for (const auto& key : dictionary.getKeys())
        if (auto value = dictionary.getKey(key); value.isDictionary() && !value.isIndirect())
            clean_dictionary(value);
}

void clean_photo(QPDFObjectHandle stream) {
    auto filter = stream.getDict().getKey("/Filter");
    const bool is_jpeg = filter.isNameAndEquals("/DCTDecode") ||
                         (filter.isArray() && filter.getArrayNItems() == 1 && filter.getArrayItem(0).isNameAndEquals("/DCTDecode"));
    if (!is_jpeg)
        return;
    const auto raw = stream.getRawStreamData();
    const auto kept = without_jpeg_metadata({reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize()});
    if (!kept.empty())
        stream.replaceStreamData(kept, filter, QPDFObjectHandle::newNull());
}

} // namespace

Result<Cleaned> cleaned_pdf(std::string_view bytes) {
    try {
        QPDF document;
        document.setSuppressWarnings(true);
        document.processMemoryFile("document", bytes.data(), bytes.size());
        if (document.isEncrypted())
            return failure(ErrorCode::InvalidInput, "media.unreadable", {}, "locked");
        document.getTrailer().removeKey("/Info");
        document.getTrailer().removeKey("/ID");
        document.getTrailer().replaceKey("/Size", QPDFObjectHandle::newInteger(0)); // Made anew, if it is there at all.
        for (auto& object : document.getAllObjects()) {
            if (object.isStream()) {
                clean_dictionary(object.getDict());
                clean_photo(object);
            } else if (object.isDictionary()) {
                clean_dictionary(object);
            }
        }
        QPDFWriter writer(document);
        writer.setOutputMemory();
        writer.setObjectStreamMode(qpdf_o_generate);
        writer.setDeterministicID(true);
        writer.write();
        const std::unique_ptr<Buffer> written(writer.getBuffer());
        return Cleaned{Kind::Pdf, std::string(reinterpret_cast<const char*>(written->getBuffer()), written->getSize()), 0, 0};
    } catch (const std::exception& broken) { // How this library tells what it cannot read.
        return failure(ErrorCode::InvalidInput, "media.unreadable", {}, broken.what());
    }
}

} // namespace samatcha::media
