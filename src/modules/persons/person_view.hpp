#pragma once

#include "base/messages.hpp"
#include "modules/persons/actions.hpp"

#include <map>
#include <string>
#include <vector>

namespace samatcha::persons {

/// "นัทที โพธิสุรินทร์" is "น.พ.": the first consonant of each, so that a list names nobody.
std::string initials(std::string_view given_name, std::string_view surname);

/// A record's fields that hold a value, each with whether another record of the person says otherwise.
struct FieldValue {
    std::string field;
    std::string value;
    bool differs = false;
};
BOOST_DESCRIBE_STRUCT(FieldValue, (), (field, value, differs))

/// A record as a page shows it.
struct RecordView {
    registers::RegisterKind register_kind{};
    registers::SnapshotId snapshot_id;
    PartialDate snapshot_date;
    std::int64_t row_no = 0;
    std::vector<FieldValue> fields;
};
BOOST_DESCRIBE_STRUCT(RecordView, (), (register_kind, snapshot_id, snapshot_date, row_no, fields))

RecordView record_view(const OpenedRecord&, std::vector<FieldValue>);

/// What one comparison says, with the values that it is about.
struct EvidenceView {
    std::string field;
    std::string left;
    std::string right;
    std::string level;
    double weight = 0;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(EvidenceView, (), (field, left, right, level, weight, words))

/// A record that is not there says nothing.
std::vector<EvidenceView> evidence_views(const std::vector<EvidenceWords::Told>&,
                                         const registers::PersonRecord* left,
                                         const registers::PersonRecord* right, const Messages&, Language);

/// Of each record, in their order. A field that only one record has differs from nothing.
std::vector<std::vector<FieldValue>> side_by_side(const std::vector<OpenedRecord>&);

} // namespace samatcha::persons
