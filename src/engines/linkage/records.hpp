#pragma once

#include "base/result.hpp"
#include "engines/linkage/column.hpp"
#include "engines/linkage/encoded_lexicon.hpp"
#include "engines/linkage/field_kind.hpp"
#include "engines/linkage/identifier_lexicon.hpp"
#include "engines/linkage/large_pages.hpp"
#include "engines/linkage/lexicon.hpp"
#include "engines/linkage/warning.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace samatcha::linkage {

/// Who shares a value: nobody else (Personal), a household or a place (Shared), or anyone (Neutral).
enum class FieldRole : std::uint8_t { Personal, Household, Locality, Neutral };

/// One thing compared, found in columns of several files.
struct Field {
    std::string name; ///< The meaning, or meaning:column where there are several of one meaning.
    Meaning meaning = Meaning::Text;
    FieldKind kind = FieldKind::Text;
    FieldRole role = FieldRole::Neutral;
    std::uint16_t slot = 0;  ///< Where its values begin in a record.
    std::uint16_t width = 1; ///< Values at most; a guardian takes two slots (given name, surname).
    std::uint16_t lexicon = 0; ///< In `lexicons`, or in `encoded`.
    bool is_encoded = false;
    bool by_letter_pairs = false; ///< Compared by the letter pairs in common, as was asked for.
    static auto parts(auto& own) {
        return std::tie(own.name, own.meaning, own.kind, own.role, own.slot, own.width, own.lexicon, own.is_encoded,
                        own.by_letter_pairs);
    }
};

/// The words of each text of a lexicon, for fields compared by words.
struct WordLists {
    Lexicon words;
    std::vector<double> weights;           ///< By word: log2 of how rare it is.
    double weight_of_once = 0;             ///< That of a word which one text has, or which has come since.
    std::vector<std::uint32_t> ends{0};    ///< By text: end in `codes`.
    std::vector<std::uint32_t> codes;      ///< Sorted within a text.
    std::span<const std::uint32_t> of(std::uint32_t text) const {
        if (text == 0)
            return {};
        return std::span(codes).subspan(ends[text - 1], ends[text] - ends[text - 1]);
    }
    static auto parts(auto& own) {
        return std::tie(own.words, own.weights, own.weight_of_once, own.ends, own.codes);
    }
};

/// A date as three numbers that are compared one by one; 0 in a part is unknown, all 0 missing.
/// Impossible parts (month 13, day 95) stay as written: they are still evidence.
struct PackedDate {
    std::uint32_t bits = 0;
    static PackedDate of(unsigned year, unsigned month, unsigned day) {
        return {(year << 14U) | (month << 7U) | day};
    }
    unsigned year() const { return bits >> 14U; }
    unsigned month() const { return bits >> 7U & 127U; }
    unsigned day() const { return bits & 127U; }
};

/// All records of all files, normalised: `stride` numbers each, the slots of the fields.
struct Records {
    std::vector<Field> fields;
    std::vector<Lexicon> lexicons;
    std::vector<WordLists> word_lists; ///< By lexicon; empty where not needed.
    std::vector<IdentifierLexicon> identifiers; ///< By lexicon, which is empty where these are not.
    std::vector<EncodedLexicon> encoded; ///< Of encoded fields, which are all or none.
    std::vector<std::uint32_t> file_starts; ///< By file: its first record; one more at the end.
    std::vector<bool> holds_copies; ///< By file: exact copies in it say that it has persons twice.
    std::size_t stride = 0;
    LargeVector<std::uint32_t> slots;

    std::uint32_t size() const { return file_starts.back(); }
    std::size_t files() const { return file_starts.size() - 1; }
    const std::uint32_t* record(std::uint32_t r) const { return slots.data() + r * stride; }
    std::uint32_t file_of(std::uint32_t record) const {
        std::uint32_t file = 0;
        while (record >= file_starts[file + 1])
            ++file;
        return file;
    }
    const Field* field(Meaning) const;
    /// Of clear values.
    static auto parts(auto& own) {
        return std::tie(own.fields, own.lexicons, own.word_lists, own.identifiers, own.file_starts, own.holds_copies,
                        own.stride, own.slots);
    }
    std::uint64_t bytes() const; ///< What all this takes, about.
    /// Codes of the field's values are below this.
    std::uint32_t distinct(const Field& field) const {
        return field.is_encoded                        ? encoded[field.lexicon].size()
               : field.kind == FieldKind::Identifier ? identifiers[field.lexicon].size()
                                                     : lexicons[field.lexicon].size();
    }
};

/// Told of a column, by its place and its file's, when it is not looked at any more.
using ColumnDone = std::function<void(std::size_t file, std::size_t column)>;

/// Normalises the columns; a column that is empty or whose meaning no other file has is left out, and
/// `warnings` says so. `wanted` names the fields to keep; empty: all.
Result<Records> prepare_records(std::span<const File>, bool across_files,
                                std::span<const std::string> wanted, unsigned threads,
                                std::vector<Warning>& warnings, const ColumnDone& done = {});

/// A file to be added to records that are there: normalised into the same slots, with lexicons of its own.
/// `earlier` is a file of the others, of which only name and encoding are looked at.
Result<Records> prepare_added_file(std::span<const Field>, const File& earlier, const File&, unsigned threads,
                                   std::vector<Warning>& warnings);
/// Puts them after the others, as a file more, in the codes of the others; returns the first one's number.
std::uint32_t append_records(Records&, const Records& added, unsigned threads);

/// One register alone, all of it: to be encoded, so whatever it has may be in another register too.
Result<Records> prepare_file(const File&, unsigned threads, std::vector<Warning>& warnings);

} // namespace samatcha::linkage
