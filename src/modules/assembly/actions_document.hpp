#pragma once

// The verbs of the document and of what the public reads (S5, S10). Each holds its assembly first
// and adds to its log; what is not allowed in the phase is refused with Conflict
// (assembly.deed_not_now).

#include "modules/assembly/assembly.hpp"
#include "modules/assembly/assembly_document.hpp"
#include "modules/assembly/log_redaction.hpp"
#include "modules/assembly/occasion.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace samatcha::assembly {

// --- The document

/// All that the one document says, but for what people said in forums: the drafts before the phase
/// "adopted", then the resolutions.
Result<DocumentFacts> document_facts(const Occasion&, AssemblyId);
/// The document in a style, kept under its hash, so that the hash can be verified. Fails with
/// Conflict (assembly.document_empty).
Result<AssemblyDocument> print_document(const Occasion&, AssemblyId, std::vector<StatementOrigin>,
                                        const documents::PrintStyle&, const Messages&);

/// A paragraph as it stands now, and those that it came from: itself, what was joined to it and
/// what it was cut off from, in this cycle and in those whose resolution it writes anew.
struct ParagraphLine {
    ParagraphId paragraph;
    std::vector<ParagraphId> came_from{};
};
std::vector<ParagraphLine> paragraph_lines(database::Connection&, const std::string& province,
                                           AssemblyId);

// --- What the public reads

/// From then on anyone may read the assembly's document and log. Fails with Conflict
/// (assembly.published_already).
Result<Assembly> publish_assembly(const Occasion&, AssemblyId);

/// Words, or all that a part of an entry says.
struct RedactionSearch {
    std::optional<std::string> words;
    std::int64_t sequence = 0;
    std::string part;
};
BOOST_DESCRIBE_STRUCT(RedactionSearch, (), (words, sequence, part))

/// Where the words stand, in every assembly of the province. Fails with NotFound
/// (assembly.entry_unknown) or Conflict (assembly.entry_redacted).
Result<RedactionReach> redaction_reach(const Occasion&, AssemblyId, const RedactionSearch&);

struct RedactionForm {
    std::int64_t sequence = 0;
    std::string part;
    std::string reason;
    std::optional<std::string> words{}; ///< Of what the part says; without them, all of it.
};
BOOST_DESCRIBE_STRUCT(RedactionForm, (), (sequence, part, reason, words))

/// Asks that words be taken out of the log, wherever they stand; the entry is one that has them.
/// Fails with NotFound (assembly.entry_unknown), InvalidInput (assembly.redaction_words_elsewhere)
/// or Conflict (assembly.entry_redacted, assembly.redaction_asked).
Result<LogRedaction> ask_redaction(const Occasion&, AssemblyId, RedactionForm);

struct RedactionAnswer {
    bool is_agreed = false;
};
BOOST_DESCRIBE_STRUCT(RedactionAnswer, (), (is_agreed))

/// By another account than asked (Forbidden, assembly.redaction_needs_another). Agreed, the words
/// are gone for good, from every entry that holds them, from tables, minutes, kept documents and
/// names of accounts too; each chain stays whole. Fails with Conflict
/// (assembly.redaction_answered).
Result<LogRedaction> answer_redaction(const Occasion&, RedactionId, RedactionAnswer);

} // namespace samatcha::assembly
