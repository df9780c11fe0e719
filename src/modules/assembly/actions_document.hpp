#pragma once

// The verbs of the document and of what the public reads (S5, S10). Each holds its assembly first
// and adds to its log; what is not allowed in the phase is refused with Conflict
// (assembly.deed_not_now).

#include "modules/assembly/assembly.hpp"
#include "modules/assembly/assembly_document.hpp"
#include "modules/assembly/log_redaction.hpp"
#include "modules/assembly/occasion.hpp"

#include <cstdint>
#include <string>

namespace samatcha::assembly {

// --- The document

/// All that the one document says: the drafts before the phase "adopted", then the resolutions.
Result<DocumentFacts> document_facts(const Occasion&, AssemblyId);
/// The document in a style, kept under its hash, so that the hash can be verified. Fails with
/// Conflict (assembly.document_empty).
Result<AssemblyDocument> print_document(const Occasion&, AssemblyId, const documents::PrintStyle&,
                                        const Messages&);

// --- What the public reads

/// From then on anyone may read the assembly's document and log. Fails with Conflict
/// (assembly.published_already).
Result<Assembly> publish_assembly(const Occasion&, AssemblyId);

struct RedactionForm {
    std::int64_t sequence = 0;
    std::string part;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(RedactionForm, (), (sequence, part, reason))

/// Asks that a part of an entry be taken out of the log. Fails with NotFound
/// (assembly.entry_unknown) or Conflict (assembly.entry_redacted, assembly.redaction_asked).
Result<LogRedaction> ask_redaction(const Occasion&, AssemblyId, RedactionForm);

struct RedactionAnswer {
    bool is_agreed = false;
};
BOOST_DESCRIBE_STRUCT(RedactionAnswer, (), (is_agreed))

/// By another account than asked (Forbidden, assembly.redaction_needs_another). Agreed, the words
/// are gone for good, from tables, minutes and kept documents too; the chain stays whole. Fails
/// with Conflict (assembly.redaction_answered).
Result<LogRedaction> answer_redaction(const Occasion&, RedactionId, RedactionAnswer);

} // namespace samatcha::assembly
