#pragma once

#include "modules/access/api.hpp"
#include "modules/assembly/assembly_document.hpp"

#include <functional>
#include <string>
#include <vector>

namespace samatcha::assembly {

/// What documents say that is not this module's.
struct PrintedBeside {
    std::string public_address; ///< Where they are verified; empty: where the server was asked.
    /// What people said in forums.
    std::function<std::vector<StatementOrigin>(database::Connection&, const std::string& province,
                                               AssemblyId)>
        statements;
};

/// The document of an assembly, its adoption, and what becomes of resolutions.
void add_document_routes(access::Api&, http::EventHub&, const PrintedBeside&);

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
                                     const DocumentQuery&, const PrintedBeside&);

} // namespace samatcha::assembly
