#pragma once

#include "base/partial_date.hpp"
#include "engines/linkage/linkage_index.hpp"
#include "modules/registers/person_record.hpp"
#include "modules/registers/snapshot.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace samatcha::persons {

/// One register as it stood on one day, as a link run sees it.
struct SourceRegister {
    registers::RegisterKind kind = registers::RegisterKind::Civil;
    registers::SnapshotId snapshot;
    PartialDate snapshot_date;
    std::vector<std::int64_t> row_numbers; ///< Of the file, by row of the columns.
    std::vector<std::uint32_t> lots; ///< The same record draws the same lot in every run; in memory only.
    /// What nothing is compared by, but counting needs: nationality, status, grade, ...
    std::vector<linkage::Column> uncompared;
    static auto parts(auto& own) {
        return std::tie(own.kind, own.snapshot, own.snapshot_date, own.row_numbers, own.lots, own.uncompared);
    }
};

/// The registers of one link run as plain columns: what engines/linkage compares and what the
/// situation counts by. Each distinct value is held once, so that a million records of a province
/// take some 150 MB. Everything is in plain: it lives as long as the run, and leaves memory only to be sealed (KeptRuns).
class RegisterSet {
public:
    /// Returns the register's number.
    std::size_t add_register(registers::RegisterKind, registers::SnapshotId, PartialDate snapshot_date);
    void add(std::size_t register_number, const registers::PersonRecord&);
    /// Once all records are in: drops compared columns in which nobody has a value.
    void finish();
    /// A newer snapshot, which is all that `newer` holds, in the place of this register. Rows that say the same in all
    /// that is compared are told to be the same; which of several equal ones, in order.
    linkage::LinkageIndex::Replacement replace_register(std::size_t register_number, RegisterSet&& newer);

    std::span<const SourceRegister> registers() const { return m_registers; }
    /// By register number; what the engine links.
    std::span<const linkage::File> files() const { return m_files; }
    std::size_t rows(std::size_t register_number) const {
        return m_registers[register_number].row_numbers.size();
    }
    std::size_t rows() const;

    /// Empty when missing or not kept.
    std::string_view value(std::size_t register_number, registers::Field, std::size_t row) const;
    /// The column of a field, or null.
    const linkage::Column* column(std::size_t register_number, registers::Field) const;

    static auto parts(auto& own) { return std::tie(own.m_registers, own.m_files); }

private:
    std::vector<SourceRegister> m_registers;
    std::vector<linkage::File> m_files;
    std::string m_scratch;
};

} // namespace samatcha::persons
