#pragma once

#include "engines/resolution_text/amendment.hpp"
#include "engines/resolution_text/text.hpp"
#include "engines/resolution_text/word_diff.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace samatcha::resolution_text {

enum class RunKind { Kept, Added, Removed };
BOOST_DESCRIBE_ENUM(RunKind, Kept, Added, Removed)

/// Words of a paragraph with what became of them: the display of amendments, and their trace.
struct Run {
    RunKind kind = RunKind::Kept;
    std::string text;
    AmendmentId amendment; ///< That added or removed them; none if kept.
    ParagraphId source;    ///< Where kept and removed words stood.
    std::size_t source_begin = 0;
    friend bool operator==(const Run&, const Run&) = default;
};
BOOST_DESCRIBE_STRUCT(Run, (), (kind, text, amendment, source, source_begin))

enum class ParagraphFate { Kept, Inserted, Deleted, CutOff, Joined };
BOOST_DESCRIBE_ENUM(ParagraphFate, Kept, Inserted, Deleted, CutOff, Joined)

/// A paragraph in its new place and how it came to read so. Deleted and joined ones stand where
/// they stood, and are not in the text.
struct TracedParagraph {
    ParagraphId id;
    ParagraphFate fate = ParagraphFate::Kept;
    bool is_moved = false;
    std::vector<Run> runs{};
    std::vector<AmendmentId> amendments{}; ///< Ascending; all that had a part in it.
    friend bool operator==(const TracedParagraph&, const TracedParagraph&) = default;
};
BOOST_DESCRIBE_STRUCT(TracedParagraph, (), (id, fate, is_moved, runs, amendments))

struct Consolidation {
    ResolutionText text;
    std::vector<TracedParagraph> trace{};
    std::vector<Conflict> conflicts{};     ///< Ordered by their two amendments.
    std::vector<AmendmentId> done{};       ///< Ascending; those in no conflict.
    std::vector<AmendmentId> impossible{}; ///< check() refuses them.
    friend bool operator==(const Consolidation&, const Consolidation&) = default;
};

/// The text with all amendments made that conflict with no other: of two in conflict neither is.
/// The same whatever order they come in, every word of the old text and of the amendments that were
/// made is in the trace. Two amendments of one identity are a broken invariant.
Consolidation consolidate(const WordBoundaries&, const ResolutionText&, std::vector<Amendment>);

/// The conflicts alone, as consolidate() finds them.
std::vector<Conflict> conflicts(const WordBoundaries&, const ResolutionText&,
                                std::vector<Amendment>);

} // namespace samatcha::resolution_text
