#pragma once

#include "engines/field_merge/field_merge.hpp"
#include "modules/care/case_table.hpp"
#include "modules/care/visit.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::care {

using PhoneId = Id<struct PhoneTag>;

/// A browser on a device that holds its account's cases.
struct Phone {
    PhoneId id;
    access::AccountId account;
    std::string name;
    Instant registered_at;
    Instant synced_at;
    std::optional<Instant> cut_off_at;
};

/// A correction of one field, written by somebody who saw what `base` covers.
struct FieldWriting {
    std::string field;
    std::string value;
    field_merge::Seen base;
};
BOOST_DESCRIBE_STRUCT(FieldWriting, (), (field, value, base))

/// One thing that a phone wrote: a field, or a visit. Its counter is its name.
struct PhoneEdit {
    std::int64_t counter = 0;
    CareCaseId case_id;
    Instant written_at;
    std::optional<FieldWriting> field;
    std::optional<VisitForm> visit;
};
BOOST_DESCRIBE_STRUCT(PhoneEdit, (), (counter, case_id, written_at, field, visit))

/// What a phone shows of a child and may correct: members of CaseChild. No identity number and no
/// birth date leave the server: a visit does not need them.
std::span<const std::string_view> phone_fields();

/// Of what nobody's phone writes.
field_merge::Stamp next_stamp_of_server(const field_merge::Record&);

/// Writes into the record what was corrected on the server since: by hand, by another screen. True
/// if anything was.
bool tell_corrections(field_merge::Record&, const CaseChild&, Instant now);

/// Writes the record's values into the child. Where two differ, the one that lists show already
/// stays.
void take_values(CaseChild&, const field_merge::Record&);

/// What a phone may claim to have seen: its own writings before this one, and what the server
/// knows.
field_merge::Seen plausible_base(const field_merge::Seen& claimed, const field_merge::Record&,
                                 std::string_view field, field_merge::Stamp own);

} // namespace samatcha::care
