#include "modules/assembly/routes_document.hpp"

#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/routes_calls.hpp"

#include <vector>

namespace samatcha::assembly {

namespace {

using access::Call;
using access::Right;

documents::PrintStyle style_of(const DocumentQuery& query) {
    return {query.language == DocumentLanguage::Th ? Language::Thai : Language::English,
            query.digits};
}

Result<std::string> file_of(const documents::Document& document, const DocumentQuery& query,
                            const Messages& words) {
    switch (query.format) {
    case DocumentFormat::Html:
        return documents::html_file(document, style_of(query), words);
    case DocumentFormat::Pdf:
        return documents::pdf_file(document, style_of(query), words);
    case DocumentFormat::Docx:
        break;
    }
    return documents::docx_file(document, style_of(query), words);
}

std::string_view type_of(DocumentFormat format) {
    switch (format) {
    case DocumentFormat::Html:
        return "text/html; charset=utf-8";
    case DocumentFormat::Pdf:
        return "application/pdf";
    case DocumentFormat::Docx:
        break;
    }
    return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

/// The page that verifies the document.
std::string verify_address(const Call& call, const std::string& public_address,
                           const std::string& province, const AssemblyDocument& document) {
    const auto asked_at = std::string(call.request.is_secure ? "https://" : "http://") +
                          std::string(call.request.header("host"));
    return (public_address.empty() ? asked_at : public_address) + "/verify?d=" + province + "-" +
           document.hash.substr(0, 16);
}

} // namespace

Result<http::Response> document_file(Call& call, const std::string& province, AssemblyId id,
                                     const DocumentQuery& query, const PrintedBeside& beside) {
    access::Actor reader = call.actor;
    reader.province = province;
    std::vector<Happening> nothing;
    auto document = TRY(print_document({reader, call.db, call.clock.now(), nothing}, id,
                                       beside.statements(call.db, province, id), style_of(query),
                                       call.messages));
    document.content.verify_at = verify_address(call, beside.public_address, province, document);
    const auto bytes = TRY(file_of(document.content, query, call.messages));
    const auto name = "samatcha-" + province + "-" + document.hash.substr(0, 8) + "." +
                      json::enum_name(query.format);
    return http::download_response(
        std::string(type_of(query.format)), name,
        [bytes](http::BodyWriter& writer) { return writer.write(bytes); });
}

void add_document_routes(access::Api& api, http::EventHub& hub, const PrintedBeside& beside) {
    api.get("/assemblies/{id}/document", Right::ReadAssembly,
            [beside](Call& call, DocumentQuery query) -> Result<http::Response> {
                return document_file(call, call.actor.province, TRY(call.id<AssemblyId>("id")),
                                     query, beside);
            },
            {.summary = "The one document as a file: the drafts, or the resolutions once adopted",
             .produces = "application/octet-stream"});
    api.get("/assemblies/{id}/consolidated", Right::ReadAssembly,
            [](Call& call) -> Result<ConsolidatedDocument> {
                std::vector<Happening> nothing;
                return consolidated(
                    TRY(document_facts({call.actor, call.db, call.clock.now(), nothing},
                                       TRY(call.id<AssemblyId>("id")))));
            },
            {.summary = "The one document, and where each of its paragraphs came from"});
    api.post("/assemblies/{id}/adoption", Right::TakePart, doing(hub, "id", &adopt_whole),
             {.summary = "All drafts become resolutions, or none"});
    api.get("/assemblies/{id}/earlier-resolutions", Right::ReadAssembly,
            [](Call& call) -> Result<std::vector<ResolutionHistory>> {
                std::vector<Happening> nothing;
                return earlier_resolutions({call.actor, call.db, call.clock.now(), nothing},
                                           TRY(call.id<AssemblyId>("id")));
            },
            {.summary = "Resolutions of earlier cycles that were in force when this one began"});
    api.post("/assemblies/{id}/successions", Right::ManageAssembly,
             doing(hub, "id", &follow_resolution),
             {.summary = "Carry a resolution over, write it anew, supersede or close it",
              .success = 201});
    api.get("/resolutions/{id}", Right::ReadAssembly,
            [](Call& call) -> Result<ResolutionHistory> {
                std::vector<Happening> nothing;
                return resolution_history({call.actor, call.db, call.clock.now(), nothing},
                                          TRY(call.id<ResolutionId>("id")));
            },
            {.summary = "A resolution and what later cycles made of it"});
}

} // namespace samatcha::assembly
