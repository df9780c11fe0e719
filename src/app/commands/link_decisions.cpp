#include "app/commands/link_decisions.hpp"

#include "platform/tables/table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <numeric>
#include <string>
#include <unordered_map>

namespace samatcha::app {

namespace {

struct DecisionRow {
    std::array<std::size_t, 2> files{};
    std::array<std::string, 2> ids;
    linkage::DecidedPair pair;
    std::int64_t row_no = 0; ///< In the table, for messages.
};

auto decision_failure(std::string key, std::int64_t row, std::string_view what = {}) {
    return failure(ErrorCode::InvalidInput, std::move(key), {{"row", std::to_string(row)}, {"what", std::string(what)}});
}

class DecisionReader {
public:
    explicit DecisionReader(const std::vector<LinkInput>& inputs) : m_inputs(inputs) {}

    Result<std::vector<linkage::DecidedPair>> run(const std::filesystem::path& path) {
        TRY(read_rows(path));
        TRY(find_records());
        TRY(look_for_contradictions());
        std::vector<linkage::DecidedPair> pairs;
        for (const auto& row : m_rows)
            pairs.push_back(row.pair);
        return pairs;
    }

private:
    Result<void> read_rows(const std::filesystem::path& path) {
        auto table = TRY(tables::Table::open(path, {{}, {}, {}, 1}));
        const auto& header = table.profile().columns;
        std::array<std::size_t, 6> places{};
        constexpr std::array<std::string_view, 6> names = {"left_file", "left_id", "right_file",
                                                           "right_id",  "same",    "stands_for"};
        for (std::size_t i = 0; i < names.size(); ++i) {
            places[i] = static_cast<std::size_t>(std::find(header.begin(), header.end(), names[i]) - header.begin());
            if (places[i] == header.size() && names[i] != "stands_for")
                return failure(ErrorCode::InvalidInput, "link.column_missing",
                               {{"file", path.filename().string()}, {"column", std::string(names[i])}});
        }
        tables::TableRow row;
        while (TRY(table.next(row))) {
            std::array<std::string_view, 6> cells;
            for (std::size_t i = 0; i < cells.size(); ++i)
                cells[i] = places[i] < row.cells.size() ? std::string_view(row.cells[places[i]]) : std::string_view();
            TRY(add_row(cells, row.row_no));
        }
        return {};
    }

    Result<void> add_row(const std::array<std::string_view, 6>& cells, std::int64_t number) {
        DecisionRow row;
        row.row_no = number;
        for (const std::size_t side : {0U, 1U}) {
            const auto file = std::find_if(m_inputs.begin(), m_inputs.end(), [&](const LinkInput& input) {
                return input.file.name == cells[2 * side];
            });
            if (file == m_inputs.end())
                return decision_failure("link.decision_file_unknown", number, cells[2 * side]);
            row.files[side] = static_cast<std::size_t>(file - m_inputs.begin());
            row.ids[side] = cells[2 * side + 1];
        }
        if (cells[4] != "0" && cells[4] != "1")
            return decision_failure("link.decision_unsaid", number, cells[4]);
        row.pair.decision = cells[4] == "1" ? linkage::Decision::Same : linkage::Decision::Different;
        if (const auto weight = cells[5]; !weight.empty()) {
            const auto* end = weight.data() + weight.size();
            const auto read = std::from_chars(weight.data(), end, row.pair.stands_for);
            if (read.ec != std::errc() || read.ptr != end || !(row.pair.stands_for > 0) ||
                !(row.pair.stands_for <= 1e9))
                return decision_failure("link.decision_weight_wrong", number, weight);
        }
        m_rows.push_back(std::move(row));
        return {};
    }

    /// The rows of the ids that are asked for, and of no others: files may be large.
    Result<void> find_records() {
        constexpr auto unseen = UINT32_MAX;
        constexpr auto twice = UINT32_MAX - 1;
        std::vector<std::unordered_map<std::string_view, std::uint32_t>> rows_of(m_inputs.size());
        for (const auto& row : m_rows)
            for (const std::size_t side : {0U, 1U})
                rows_of[row.files[side]].emplace(row.ids[side], unseen);
        for (std::size_t f = 0; f < m_inputs.size(); ++f)
            for (std::size_t r = 0; !rows_of[f].empty() && r < m_inputs[f].ids.size(); ++r)
                if (const auto found = rows_of[f].find(m_inputs[f].ids[r]); found != rows_of[f].end())
                    found->second = found->second == unseen ? static_cast<std::uint32_t>(r) : twice;
        for (auto& row : m_rows) {
            for (const std::size_t side : {0U, 1U}) {
                const auto found = rows_of[row.files[side]].at(row.ids[side]);
                const auto& file = m_inputs[row.files[side]].file.name;
                if (found == unseen)
                    return decision_failure("link.decision_id_unknown", row.row_no, file);
                if (found == twice)
                    return decision_failure("link.decision_id_twice", row.row_no, file);
                (side == 0 ? row.pair.left : row.pair.right) = {static_cast<std::uint32_t>(row.files[side]), found};
            }
            if (row.pair.left == row.pair.right)
                return decision_failure("link.decision_of_one_record", row.row_no);
        }
        return {};
    }

    /// Who is said to be one person, directly or by way of others, cannot be said to be two.
    Result<void> look_for_contradictions() const {
        std::map<linkage::RecordRef, std::size_t> numbers;
        for (const auto& row : m_rows)
            for (const auto& record : {row.pair.left, row.pair.right})
                numbers.emplace(record, numbers.size());
        std::vector<std::size_t> parents(numbers.size());
        std::iota(parents.begin(), parents.end(), std::size_t{0});
        const auto root = [&](const linkage::RecordRef& record) {
            auto at = numbers.at(record);
            while (parents[at] != at)
                at = parents[at] = parents[parents[at]];
            return at;
        };
        for (const auto& row : m_rows)
            if (row.pair.decision == linkage::Decision::Same)
                parents[root(row.pair.left)] = root(row.pair.right);
        for (const auto& row : m_rows)
            if (row.pair.decision == linkage::Decision::Different && root(row.pair.left) == root(row.pair.right))
                return decision_failure("link.decisions_contradict", row.row_no);
        return {};
    }

    const std::vector<LinkInput>& m_inputs;
    std::vector<DecisionRow> m_rows;
};

} // namespace

Result<std::vector<linkage::DecidedPair>> read_link_decisions(const std::filesystem::path& path,
                                                              const std::vector<LinkInput>& inputs) {
    return DecisionReader(inputs).run(path);
}

} // namespace samatcha::app
