#pragma once

#include "base/id.hpp"
#include "base/result.hpp"

#include <boost/describe.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace samatcha::resolution_text {

using ParagraphId = Id<struct ParagraphTag>;
using AmendmentId = Id<struct AmendmentTag>;
using AddresseeId = Id<struct AddresseeTag>; ///< An agency, as the caller numbers it.

enum class ParagraphKind { Preambular, Operative };
BOOST_DESCRIBE_ENUM(ParagraphKind, Preambular, Operative)

/// So many bytes of a paragraph were written by an amendment; none: by the drafters.
struct Authorship {
    std::size_t bytes = 0;
    AmendmentId amendment;
    friend bool operator==(const Authorship&, const Authorship&) = default;
};
BOOST_DESCRIBE_STRUCT(Authorship, (), (bytes, amendment))

/// One paragraph. Its identity is for good; its number is not here, because it follows from the
/// place.
struct Paragraph {
    ParagraphId id;
    ParagraphKind kind = ParagraphKind::Operative;
    int depth = 0; ///< 0: "3", 1: "3.1", 2: "3.1.1". Preambular paragraphs have none.
    std::string text;
    std::vector<AddresseeId>
        addressees{}; ///< Ascending; who is asked to do what the paragraph says.
    std::vector<Authorship> authorship{}; ///< Adds up to the text; empty: all the drafters'.
    friend bool operator==(const Paragraph&, const Paragraph&) = default;
};
BOOST_DESCRIBE_STRUCT(Paragraph, (), (id, kind, depth, text, addressees, authorship))

/// Adds so many bytes of an author to what stands there; neighbours of one author become one.
void add_authorship(std::vector<Authorship>&, std::size_t bytes, AmendmentId);
/// Adds the authors of a stretch of a paragraph.
void add_authorship_of(std::vector<Authorship>&, const Paragraph&, std::size_t begin,
                       std::size_t bytes);

/// The text of a draft resolution or of a resolution. No two paragraphs have the same identity.
struct ResolutionText {
    std::string title;
    std::vector<Paragraph> paragraphs{};
    friend bool operator==(const ResolutionText&, const ResolutionText&) = default;
};
BOOST_DESCRIBE_STRUCT(ResolutionText, (), (title, paragraphs))

constexpr int depth_max = 2;

/// Null if there is none.
const Paragraph* paragraph(const ResolutionText&, ParagraphId);

/// Fails with InvalidInput: an empty paragraph, two of one identity, a depth that leaves one out
/// (resolution_text.paragraph_empty, paragraph_twice, depth_wrong).
Result<void> check(const ResolutionText&);

enum class Digits { Thai, Arabic };

/// The number of each paragraph in order: "๓", "๓.๑"; empty for preambular ones.
std::vector<std::string> paragraph_numbers(const ResolutionText&, Digits);

} // namespace samatcha::resolution_text
