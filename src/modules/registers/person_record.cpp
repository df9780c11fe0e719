#include "modules/registers/person_record.hpp"

#include <algorithm>

namespace samatcha::registers {

namespace {

constexpr char packed_version = 1;

void append_length(std::string& out, std::size_t length) {
    while (length >= 0x80) {
        out += static_cast<char>(0x80 | (length & 0x7F));
        length >>= 7;
    }
    out += static_cast<char>(length);
}

/// Takes a length off the front; false when the bytes end or the length is absurd.
bool take_length(std::string_view& bytes, std::size_t& length) {
    length = 0;
    for (unsigned shift = 0; shift < 28; shift += 7) {
        if (bytes.empty())
            return false;
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        length |= static_cast<std::size_t>(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return length <= bytes.size();
    }
    return false;
}

} // namespace

IdentifierKind PersonRecord::identifier_kind() const {
    const auto& id = value(Field::CitizenId);
    return id.empty() ? IdentifierKind::None : parse_identifier(id).kind;
}

PartialDate PersonRecord::birth_date() const {
    return from_iso(value(Field::BirthDate)).value_or(PartialDate{});
}

NationalityClass PersonRecord::nationality_class() const {
    const auto& nationality = value(Field::Nationality);
    if (nationality.empty())
        return NationalityClass::Unknown;
    if (nationality == "thai")
        return NationalityClass::Thai;
    return nationality == "stateless" ? NationalityClass::Stateless : NationalityClass::Other;
}

StatusClass PersonRecord::status_class() const {
    const auto& status = value(Field::Status);
    if (status == "present")
        return StatusClass::Present;
    if (status == "dead")
        return StatusClass::Dead;
    if (status == "moved")
        return StatusClass::Moved;
    if (status == "missing")
        return StatusClass::Missing;
    // 43-file PERSON.DISCHARGE: 1 died, 2 moved, 3 missing, 9 not discharged.
    const auto& discharge = value(Field::DischargeCode);
    if (discharge == "1")
        return StatusClass::Dead;
    if (discharge == "2")
        return StatusClass::Moved;
    if (discharge == "3")
        return StatusClass::Missing;
    return discharge == "9" ? StatusClass::Present : StatusClass::Unknown;
}

void PersonRecord::clear() {
    row_no = 0;
    for (auto& value : values)
        value.clear();
}

std::string packed_sealed_values(const PersonRecord& record) {
    std::string out(1, packed_version);
    for (const auto field : all_fields()) {
        const auto& value = record.value(field);
        if (value.empty() || storage_of(field) != Storage::Sealed)
            continue;
        out += static_cast<char>(index_of(field));
        append_length(out, value.size());
        out += value;
    }
    return out;
}

Result<void> unpack_sealed_values(std::string_view bytes, PersonRecord& record) {
    const auto unreadable = [] {
        return failure(ErrorCode::InvalidInput, "registers.record_unreadable");
    };
    if (bytes.empty() || bytes.front() != packed_version)
        return unreadable();
    bytes.remove_prefix(1);
    while (!bytes.empty()) {
        const auto field = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        std::size_t length = 0;
        if (field >= field_count || !take_length(bytes, length))
            return unreadable();
        record.values[field].assign(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
    return {};
}

} // namespace samatcha::registers
