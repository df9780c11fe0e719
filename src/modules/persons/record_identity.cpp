#include "modules/persons/record_identity.hpp"

#include "base/identifier.hpp"
#include "base/json.hpp"

#include <cstring>

namespace samatcha::persons {

namespace {

using registers::Field;
using registers::PersonRecord;

std::int64_t digest(const vault::KeyRing& keys, std::string_view province, std::string_view text) {
    const auto index = keys.blind_index(province, "record_identity", text);
    std::int64_t number = 0;
    std::memcpy(&number, index.data(), sizeof number);
    return number;
}

std::array<std::int64_t, 3> marks_of(const vault::KeyRing& keys, std::string_view province,
                                     const PersonRecord& record) {
    std::array<std::int64_t, 3> marks{};
    const auto& number = record.value(Field::CitizenId);
    if (parse_identifier(number).kind == IdentifierKind::CitizenId)
        marks[0] = digest(keys, province, "#" + number);
    if (!record.value(Field::GivenName).empty())
        marks[1] =
            digest(keys, province,
                   "n" + record.value(Field::GivenName) + "|" + record.value(Field::Surname));
    if (record.birth_date().is_complete())
        marks[2] = digest(keys, province, "b" + record.value(Field::BirthDate));
    return marks;
}

std::int64_t key_of(const vault::KeyRing& keys, std::string_view province,
                    registers::RegisterKind kind, partners::AgencyId agency,
                    const PersonRecord& record, const std::array<std::int64_t, 3>* marks) {
    auto text = json::enum_name(kind) + "|" + std::to_string(agency.value);
    if (const auto& own = record.value(Field::RecordId); !own.empty())
        return digest(keys, province, text + "|r" + own);
    const auto own_marks = marks ? *marks : marks_of(keys, province, record);
    const bool tells = own_marks[0] != 0 || (own_marks[1] != 0 && own_marks[2] != 0);
    if (!tells)
        return 0;
    for (const auto mark : own_marks)
        text += "|" + std::to_string(mark);
    return digest(keys, province, text);
}

} // namespace

RecordIdentity identity_of(const vault::KeyRing& keys, std::string_view province,
                           registers::RegisterKind kind, partners::AgencyId agency,
                           const PersonRecord& record) {
    RecordIdentity identity;
    identity.marks = marks_of(keys, province, record);
    identity.key = key_of(keys, province, kind, agency, record, &identity.marks);
    return identity;
}

std::int64_t identity_key_of(const vault::KeyRing& keys, std::string_view province,
                             registers::RegisterKind kind, partners::AgencyId agency,
                             const PersonRecord& record) {
    return key_of(keys, province, kind, agency, record, nullptr);
}

bool is_same_record(const RecordIdentity& l, const RecordIdentity& r) {
    if (l.key != r.key || l.key == 0)
        return false;
    for (std::size_t i = 0; i < l.marks.size(); ++i)
        if (l.marks[i] != 0 && l.marks[i] == r.marks[i])
            return true;
    return false;
}

Bytes packed_marks(const RecordIdentity& identity) {
    Bytes bytes(sizeof identity.marks);
    std::memcpy(bytes.data(), identity.marks.data(), bytes.size());
    return bytes;
}

RecordIdentity identity_from(std::int64_t key, BytesView marks) {
    RecordIdentity identity;
    identity.key = key;
    if (marks.size() == sizeof identity.marks)
        std::memcpy(identity.marks.data(), marks.data(), marks.size());
    return identity;
}

} // namespace samatcha::persons
