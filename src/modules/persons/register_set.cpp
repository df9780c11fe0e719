#include "modules/persons/register_set.hpp"

#include <boost/describe.hpp>

#include <algorithm>
#include <array>
#include <functional>
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

/// What is compared of the rows of one file.
class ComparedRows {
public:
    explicit ComparedRows(const linkage::File& file) {
        for (std::size_t i = 0; i < compared.size(); ++i)
            m_columns[i] = column_named(file.columns, registers::name_of(compared[i].first));
    }
    std::uint64_t hash(std::size_t row) const {
        std::uint64_t hash = 0;
        for (const auto* column : m_columns)
            hash = hash * 0x9E3779B97F4A7C15U + (column ? std::hash<std::string_view>()(column->value(row)) : m_empty_hash);
        return hash;
    }
    bool is_same(std::size_t row, const ComparedRows& other, std::size_t other_row) const {
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            if (value(i, row) != other.value(i, other_row))
                return false;
        return true;
    }

private:
    std::string_view value(std::size_t i, std::size_t row) const {
        return m_columns[i] ? m_columns[i]->value(row) : std::string_view();
    }
    std::array<const linkage::Column*, compared.size()> m_columns{};
    std::uint64_t m_empty_hash = std::hash<std::string_view>()({});
};

/// By row of the newer file: the row of the older one that says the same, or none.
std::vector<std::uint32_t> rows_that_stay(const ComparedRows& older, std::size_t rows_before, const ComparedRows& newer,
                                          std::size_t rows) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> by_hash;
    for (std::uint32_t row = 0; row < rows_before; ++row)
        by_hash.emplace_back(older.hash(row), row);
    std::sort(by_hash.begin(), by_hash.end());
    std::vector<std::uint32_t> taken(rows_before, 0); // at the first of equal ones
    std::vector<std::uint32_t> found;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto hash = newer.hash(row);
        const auto first = static_cast<std::size_t>(
            std::lower_bound(by_hash.begin(), by_hash.end(), std::pair(hash, std::uint32_t{0})) - by_hash.begin());
        const auto next = first < rows_before ? first + taken[first] : rows_before;
        const bool stays = next < rows_before && by_hash[next].first == hash && newer.is_same(row, older, by_hash[next].second);
        found.push_back(stays ? by_hash[next].second : linkage::LinkageIndex::Replacement::is_added);
        if (stays)
            ++taken[first];
    }
    return found;
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

linkage::LinkageIndex::Replacement RegisterSet::replace_register(std::size_t register_number, RegisterSet&& newer) {
    auto& file = m_files[register_number];
    auto& newer_file = newer.m_files.front();
    linkage::LinkageIndex::Replacement replacement;
    replacement.file = static_cast<std::uint32_t>(register_number);
    replacement.rows = rows_that_stay(ComparedRows(file), rows(register_number), ComparedRows(newer_file), newer.rows());
    replacement.added.name = newer_file.name = file.name;
    for (const auto& column : newer_file.columns) {
        auto& added = replacement.added.columns.emplace_back(column.meaning(), column.name());
        for (std::size_t row = 0; row < replacement.rows.size(); ++row)
            if (replacement.rows[row] == linkage::LinkageIndex::Replacement::is_added)
                added.append(column.value(row));
    }
    file = std::move(newer_file);
    m_registers[register_number] = std::move(newer.m_registers.front());
    return replacement;
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
