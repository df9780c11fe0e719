#pragma once

#include "modules/access/api.hpp"
#include "modules/assembly/assembly_document.hpp"

#include <string>

namespace samatcha::assembly {

/// The document of an assembly, its adoption, and what becomes of resolutions.
void add_document_routes(access::Api&, http::EventHub&, const std::string& public_address);

enum class DocumentFormat { Html, Pdf, Docx };
BOOST_DESCRIBE_ENUM(DocumentFormat, Html, Pdf, Docx)

enum class DocumentLanguage { Th, En };
BOOST_DESCRIBE_ENUM(DocumentLanguage, Th, En)

struct DocumentQuery {
    DocumentFormat format = DocumentFormat::Pdf;
    DocumentLanguage language = DocumentLanguage::Th;
    documents::Digits digits = documents::Digits::Thai;
};
BOOST_DESCRIBE_STRUCT(DocumentQuery, (), (format, language, digits))

/// The document as a file to be stored.
Result<http::Response> document_file(access::Call&, const std::string& province, AssemblyId,
                                     const DocumentQuery&, const std::string& public_address);

} // namespace samatcha::assembly
