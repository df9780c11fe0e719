#pragma once

#include "engines/resolution_text/text.hpp"
#include "engines/resolution_text/word_diff.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace samatcha::resolution_text {

/// The whole paragraph as it shall read; what changes is found word by word.
struct Replace {
    ParagraphId paragraph;
    std::string text;
    std::vector<AddresseeId> addressees;
    friend bool operator==(const Replace&, const Replace&) = default;
};
/// A new paragraph after another; after none: at the beginning.
struct Insert {
    ParagraphId after;
    Paragraph paragraph;
    friend bool operator==(const Insert&, const Insert&) = default;
};
struct Delete {
    ParagraphId paragraph;
    friend bool operator==(const Delete&, const Delete&) = default;
};
struct Move {
    ParagraphId paragraph;
    ParagraphId after; ///< None: to the beginning.
    friend bool operator==(const Move&, const Move&) = default;
};
/// What stands from byte `at` on becomes a paragraph of its own.
struct Split {
    ParagraphId paragraph;
    std::size_t at = 0;
    ParagraphId second;
    friend bool operator==(const Split&, const Split&) = default;
};
/// The second goes on where the first ends; what was after the second stays where it is.
struct Merge {
    ParagraphId first;
    ParagraphId second;
    std::string joint; ///< Between them, mostly a space.
    friend bool operator==(const Merge&, const Merge&) = default;
};

using Operation = std::variant<Replace, Insert, Delete, Move, Split, Merge>;

/// A proposed change to one text; all amendments of a text are written against that same text.
struct Amendment {
    AmendmentId id; ///< Those handed in earlier have lower ones.
    Operation operation;
};

/// Fails if the operation cannot be done to this text, or would leave it as it is
/// (resolution_text.paragraph_unknown, paragraph_empty, paragraph_twice, depth_wrong, place_wrong,
/// cut_wrong, nothing_changed).
Result<void> check(const ResolutionText&, const Operation&);

enum class ConflictReason {
    SameWords,    ///< Both change the same words, or words that touch, and not alike.
    DeletedToo,   ///< One deletes the paragraph that the other changes or moves.
    SamePlace,    ///< Both move the paragraph, to different places.
    MovedPlace,   ///< One puts something after the paragraph that the other moves.
    CutAndJoined, ///< One splits, moves or joins the paragraph that the other joins to another.
    SameIdentity, ///< Both make a paragraph of the same identity.
};
BOOST_DESCRIBE_ENUM(ConflictReason, SameWords, DeletedToo, SamePlace, MovedPlace, CutAndJoined,
                    SameIdentity)

/// Two amendments that cannot both be done.
struct Conflict {
    AmendmentId first; ///< The lower one.
    AmendmentId second;
    ParagraphId paragraph; ///< Over which they conflict.
    ConflictReason reason = ConflictReason::SameWords;
    friend bool operator==(const Conflict&, const Conflict&) = default;
};
BOOST_DESCRIBE_STRUCT(Conflict, (), (first, second, paragraph, reason))

/// An amendment and the words it changes of the text it is written against.
struct PreparedAmendment {
    Amendment amendment;
    std::vector<WordChange> changes{}; ///< Of a Replace.
};

/// Symmetric: the same for (a, b) and (b, a). Two that want the same thing do not conflict.
std::optional<Conflict> conflict_between(const PreparedAmendment&, const PreparedAmendment&);

} // namespace samatcha::resolution_text
