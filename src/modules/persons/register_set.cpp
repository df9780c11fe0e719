#include "modules/persons/register_set.hpp"

#include <boost/describe.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace samatcha::persons {

namespace {

using registers::Field;
using linkage::Meaning;

/// Compared fields. Postcode and names of places are not among them: the registers' door has already
/// made subdistrict codes of them. The house number is joined with the village's.
constexpr std::array<std::pair<Field, Meaning>, 10> compared{{
    {Field::CitizenId, Meaning::NationalId},
    {Field::GivenName, Meaning::GivenName},
    {Field::Surname, Meaning::Surname},
    {Field::Sex, Meaning::Sex},
    {Field::BirthDate, Meaning::BirthDate},
    {Field::SubdistrictCode, Meaning::AreaCode},
    {Field::HouseNo, Meaning::Address},
    {Field::FatherName, Meaning::GuardianName},
    {Field::MotherName, Meaning::GuardianName},
    {Field::GuardianName, Meaning::GuardianName},
}};

/// By the register's own number for the record, else by what it says of the person.
std::uint32_t lot_of(const registers::PersonRecord& record) {
    std::uint32_t lot = 2166136261U; // FNV-1a
    const auto add = [&](std::string_view text) {
        for (const char c : text)
            lot = (lot ^ static_cast<unsigned char>(c)) * 16777619U;
    };
    if (!record.value(Field::RecordId).empty())
        add(record.value(Field::RecordId));
    else
        for (const auto field : {Field::CitizenId, Field::GivenName, Field::Surname, Field::BirthDate})
            add(record.value(field));
    return lot;
}

constexpr std::array<Field, 5> kept{Field::Nationality, Field::Status, Field::DischargeCode, Field::Grade,
                                    Field::SchoolType};

const linkage::Column* column_named(const std::vector<linkage::Column>& columns, std::string_view name) {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const linkage::Column& c) { return c.name() == name; });
    return found == columns.end() ? nullptr : &*found;
}

} // namespace

std::size_t RegisterSet::add_register(registers::RegisterKind kind, registers::SnapshotId snapshot,
                                      PartialDate snapshot_date) {
    SourceRegister source{kind, snapshot, snapshot_date, {}, {}, {}};
    linkage::File file;
    // The number keeps two registers of a kind apart.
    file.name = boost::describe::enum_to_string(kind, "") + std::to_string(m_files.size());
    for (const auto& [field, meaning] : compared)
        file.columns.emplace_back(meaning, std::string(registers::name_of(field)));
    for (const auto field : kept)
        source.uncompared.emplace_back(Meaning::Text, std::string(registers::name_of(field)));
    m_registers.push_back(std::move(source));
    m_files.push_back(std::move(file));
    return m_files.size() - 1;
}

void RegisterSet::add(std::size_t register_number, const registers::PersonRecord& record) {
    auto& source = m_registers[register_number];
    auto& columns = m_files[register_number].columns;
    source.row_numbers.push_back(record.row_no);
    source.lots.push_back(lot_of(record));
    for (std::size_t i = 0; i < compared.size(); ++i) {
        const auto field = compared[i].first;
        std::string_view value = record.value(field);
        if (field == Field::HouseNo && !value.empty() && !record.value(Field::VillageNo).empty()) {
            m_scratch.assign(value);
            m_scratch += " ม.";
            m_scratch += record.value(Field::VillageNo);
            value = m_scratch;
        }
        columns[i].append(value);
    }
    for (std::size_t i = 0; i < kept.size(); ++i)
        source.uncompared[i].append(record.value(kept[i]));
}

void RegisterSet::finish() {
    for (auto& file : m_files)
        std::erase_if(file.columns, [](const linkage::Column& c) { return c.distinct() <= 1; });
}

std::size_t RegisterSet::rows() const {
    return std::accumulate(m_registers.begin(), m_registers.end(), std::size_t{0},
                           [](std::size_t sum, const SourceRegister& r) { return sum + r.row_numbers.size(); });
}

const linkage::Column* RegisterSet::column(std::size_t register_number, Field field) const {
    const auto name = registers::name_of(field);
    if (const auto* column = column_named(m_files[register_number].columns, name))
        return column;
    return column_named(m_registers[register_number].uncompared, name);
}

std::string_view RegisterSet::value(std::size_t register_number, Field field, std::size_t row) const {
    const auto* found = column(register_number, field);
    return found ? found->value(row) : std::string_view{};
}

} // namespace samatcha::persons
