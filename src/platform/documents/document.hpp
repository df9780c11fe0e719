#pragma once

#include "base/messages.hpp"
#include "base/result.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace samatcha::documents {

enum class Digits { Thai, Arabic };
BOOST_DESCRIBE_ENUM(Digits, Thai, Arabic)

/// A signature is a place to sign: lines that stay together, centred in the right half of the page.
enum class ParagraphKind { Plain, Numbered, Signature };
BOOST_DESCRIBE_ENUM(ParagraphKind, Plain, Numbered, Signature)

constexpr int level_max = 2;

/// One paragraph. Its number is not here: it follows from the place. Words that name another
/// paragraph are written `[#17]` with its key and are printed as its number.
struct Paragraph {
    /// What `[#key]` names: that of its own section, else of the first that has it. 0: nothing
    /// does.
    std::int64_t key = 0;
    ParagraphKind kind = ParagraphKind::Plain;
    int level = 0; ///< 0: "3.", 1: "3.1", 2: "3.1.1". Plain ones have none.
    std::string text;
    std::string note{}; ///< Printed small below it: where it came from.
    friend bool operator==(const Paragraph&, const Paragraph&) = default;
};
BOOST_DESCRIBE_STRUCT(Paragraph, (), (key, kind, level, text, note))

struct TableColumn {
    std::string heading;
    int share = 1; ///< Of the width, in proportion to the other columns.
    friend bool operator==(const TableColumn&, const TableColumn&) = default;
};
BOOST_DESCRIBE_STRUCT(TableColumn, (), (heading, share))

/// Its head is repeated on each page.
struct DocumentTable {
    std::vector<TableColumn> columns{};
    std::vector<std::vector<std::string>> rows{}; ///< As many cells each as there are columns.
    friend bool operator==(const DocumentTable&, const DocumentTable&) = default;
};
BOOST_DESCRIBE_STRUCT(DocumentTable, (), (columns, rows))

/// A part of the body, or an annex. Numbers begin anew in each.
struct Section {
    std::string heading{}; ///< A body of one part mostly has none.
    std::vector<Paragraph> paragraphs{};
    DocumentTable table{}; ///< After the paragraphs; without columns there is none.
    friend bool operator==(const Section&, const Section&) = default;
};
BOOST_DESCRIBE_STRUCT(Section, (), (heading, paragraphs, table))

/// All that a printed document says. Nothing else goes into its files, no clock and no chance: the
/// same document and the same words give the same bytes.
struct Document {
    std::string running_head{}; ///< On top of every page.
    std::string title;
    std::vector<std::string> subtitle{}; ///< Lines below the title, centred as it is.
    std::vector<Section> body{};
    std::vector<Section> annexes{}; ///< Each on a new page, with its number before its heading.
    std::string verify_at{};        ///< Address where the hash is verified.
    std::int64_t dated_unix_seconds = 0; ///< What the files say of their making.
    friend bool operator==(const Document&, const Document&) = default;
};
BOOST_DESCRIBE_STRUCT(Document, (),
                      (running_head, title, subtitle, body, annexes, verify_at, dated_unix_seconds))

/// How a document is printed; what it says stays the same, and so does its hash.
struct PrintStyle {
    Language language = Language::Thai;
    Digits digits = Digits::Thai;
};

/// Fails with InvalidInput: documents.title_missing, paragraph_empty, level_skipped (a level that
/// leaves one out), key_twice, row_wrong (cells that are no columns), text_broken (no UTF-8, or
/// control characters other than a line break).
Result<void> check(const Document&);

/// What the document says, in the form that is hashed: a line each for title, headings, paragraphs
/// with their numbers, notes and rows, all digits as 0-9, whatever the style of print.
std::string canonical_text(const Document&);

/// SHA-256 of the canonical text in hexadecimal digits; printed on each page.
std::string text_hash(const Document&);

/// A page of its own: fonts and styles are in it, and it prints as the PDF does. These three fail
/// as check() does; `words` has the texts of this module's messages.json.
Result<std::string> html_file(const Document&, const PrintStyle&, const Messages& words);

/// A4, PDF 1.5, text that can be searched and copied, links from references to paragraphs.
Result<std::string> pdf_file(const Document&, const PrintStyle&, const Messages& words);

/// For Word and LibreOffice: numbers, references, pages and styles are those of the program, so
/// that they follow when someone edits it.
Result<std::string> docx_file(const Document&, const PrintStyle&, const Messages& words);

} // namespace samatcha::documents
