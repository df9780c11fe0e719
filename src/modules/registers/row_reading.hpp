#pragma once

#include "base/partial_date.hpp"
#include "modules/area/gazetteer.hpp"
#include "modules/registers/field.hpp"
#include "modules/registers/person_record.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace samatcha::registers {

/// A column of the file and what is read from it. Columns of one field complete each other: the
/// first that has a value counts (CID, else passport).
struct ColumnReading {
    std::size_t index = 0; ///< In the file, from 0.
    Field field = Field::RecordId;
    DateConvention dates{}; ///< Learnt from the column (column_profile.hpp); of date fields only.
};

/// What happened to a value that could not be taken as it is. Kept: stored as it stands, but doubtful.
BOOST_DEFINE_ENUM_CLASS(IssueOutcome, RowRejected, ValueDropped, ValueCorrected, ValueKept)

/// Something wrong with one value of a row, or with the row as a whole.
struct RowProblem {
    std::size_t column = no_column;
    Field field = Field::RecordId; ///< Meaningless without a column.
    const char* reason_key = "";   ///< A text in messages.json.
    IssueOutcome outcome = IssueOutcome::ValueDropped;

    static constexpr std::size_t no_column = static_cast<std::size_t>(-1);
};

/// A row as understood. Reused from row to row, so that its strings keep their memory.
struct RowReading {
    PersonRecord record;
    std::vector<RowProblem> problems;
    bool is_rejected() const;
    bool is_total() const; ///< Rejected because it counts the others.
};

/// Reads rows of one file by one mapping. Not shared between threads: it remembers the places it
/// has looked up.
class RowReader {
public:
    /// `snapshot_date` bounds birth dates; `home_province` breaks ties between places of one name.
    RowReader(std::vector<ColumnReading> columns, const area::Gazetteer& gazetteer,
              std::string home_province, PartialDate snapshot_date);

    /// A row is rejected only when nothing in it identifies anybody: no number and no name. Missing
    /// cells at the end count as empty.
    void read(std::int64_t row_no, std::span<const std::string_view> cells, RowReading& out);

    std::span<const ColumnReading> columns() const { return m_columns; }

private:
    void read_value(const ColumnReading&, std::string_view text, RowReading& out);
    void read_birth_date(const ColumnReading&, std::string_view text, RowReading& out);
    void settle_names(RowReading& out);
    void settle_sex(RowReading& out);
    void settle_area(RowReading& out);

    std::vector<ColumnReading> m_columns;
    const area::Gazetteer& m_gazetteer;
    std::string m_home_province;
    PartialDate m_snapshot_date;
    bool m_has_surname_column = false;
    std::size_t m_sex_column = RowProblem::no_column;
    std::size_t m_area_column = RowProblem::no_column;
    std::string m_scratch;
    std::string m_unknown_code; ///< The area code of this row that names no place.
    std::unordered_map<std::string, std::string> m_places; ///< Written place to code, or "".
};

/// A value as the report shows it: enough to find the cell by, not enough to know the child by.
std::string masked_value(Field, std::string_view value);

} // namespace samatcha::registers
