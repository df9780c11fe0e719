#include "engines/population/generate.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>

namespace samatcha::population {
namespace {

constexpr std::uint32_t households_per_block = 8192;

/// Rows of one file, cells end to end.
struct Table {
    std::size_t columns = 0;
    std::string bytes;
    std::vector<std::uint32_t> cell_ends;

    void end_cell() { cell_ends.push_back(static_cast<std::uint32_t>(bytes.size())); }
    void cell(std::string_view text) {
        bytes += text;
        end_cell();
    }
    std::size_t rows() const { return cell_ends.size() / columns; }
    void row(std::size_t index, std::vector<std::string_view>& cells) const {
        cells.clear();
        for (std::size_t i = index * columns; i < (index + 1) * columns; ++i) {
            const std::size_t start = i == 0 ? 0 : cell_ends[i - 1];
            cells.push_back(std::string_view(bytes).substr(start, cell_ends[i] - start));
        }
    }
};

struct Block {
    std::vector<Table> tables; // The registers' files, then truth, then persons.
    Summary counted;
};

void add_person(const Population& population, const Household& household, const Child& child,
                Block& block) {
    const auto on = snapshot_date(population.plan().snapshot);
    const int age = full_years(child.birth, on);
    const bool is_out = is_out_of_school(child, on);
    const bool is_in_civil = child.civil_status == CivilStatus::Registered;
    const bool is_in_school = child.schooling.authority != Authority::None;
    auto& persons = block.tables.back();
    persons.cell(std::to_string(child.key));
    persons.cell(std::to_string(household.number));
    persons.cell(to_iso(child.birth));
    persons.cell(std::string(1, child.sex));
    persons.cell(
        population.plan().places[is_in_civil ? child.registered.place : child.home.place].code);
    persons.cell(json::enum_name(child.civil_status));
    persons.cell(json::enum_name(child.presence));
    for (const bool is_there : {is_in_civil, is_in_school})
        persons.cell(is_there ? "1" : "0");
    persons.cell(is_in_school ? json::enum_name(child.schooling.authority) : "");
    for (const bool is_there : {child.is_in_health, child.is_in_welfare, is_out})
        persons.cell(is_there ? "1" : "0");
    persons.cell(is_out ? json::enum_name(child.schooling.reason) : "");

    auto& counted = block.counted;
    counted.children += 1;
    counted.in_civil += is_in_civil ? 1 : 0;
    counted.without_civil_status += child.civil_status == CivilStatus::NoStatus ? 1 : 0;
    counted.of_age += is_in_civil && child.presence == Presence::Resident && age >= 3 ? 1 : 0;
    counted.out_of_school += is_out ? 1 : 0;
}

Block block_of(const Population& population, const std::vector<RegisterFile>& files,
               std::uint32_t number) {
    Block block;
    for (const auto& file : files)
        block.tables.push_back({file.columns.size(), {}, {}});
    block.tables.push_back({std::size(truth_columns), {}, {}});
    block.tables.push_back({std::size(persons_columns), {}, {}});
    auto& truth = block.tables[files.size()];
    const std::uint32_t first = number * households_per_block;
    const std::uint32_t last = std::min(population.household_count(), first + households_per_block);
    for (auto index = first; index < last; ++index) {
        const auto household = population.household(index);
        block.counted.households += household.children.empty() ? 0 : 1;
        for (const auto& child : household.children)
            add_person(population, household, child, block);
        for (const auto& row : rows_about(population, household)) {
            const auto file = file_of(population.plan(), row);
            auto& table = block.tables[file];
            for (const auto& column : files[file].columns) {
                column.write(population, row, table.bytes);
                table.end_cell();
            }
            truth.cell(json::enum_name(row.source));
            truth.cell(row.record_id);
            truth.cell(std::to_string(row.person));
            truth.cell(std::to_string(row.household));
        }
    }
    return block;
}

Result<void> write_block(const Block& block, std::uint64_t seed, std::uint32_t number,
                         const RowSink& sink) {
    std::vector<std::string_view> cells;
    std::vector<std::uint32_t> order;
    for (std::size_t file = 0; file < block.tables.size(); ++file) {
        const auto& table = block.tables[file];
        order.resize(table.rows());
        std::iota(order.begin(), order.end(), 0U);
        Random shuffle(seed, 0x5417, number, file);
        for (auto i = static_cast<std::uint32_t>(order.size()); i > 1; --i)
            std::swap(order[i - 1], order[shuffle.below(i)]);
        for (const auto row : order) {
            table.row(row, cells);
            TRY(sink(file, cells));
        }
    }
    return {};
}

/// Blocks made by several threads and handed out in order, a few at a time.
class BlockLine {
public:
    BlockLine(const Population& population, const std::vector<RegisterFile>& files,
              unsigned threads)
        : m_population(population),
          m_files(files),
          m_count((population.household_count() + households_per_block - 1) / households_per_block),
          m_ahead(2 * std::size_t{std::max(1U, threads)}),
          m_ready(m_ahead) {
        for (unsigned i = 0; i < std::max(1U, threads); ++i)
            m_makers.emplace_back([this] { make(); });
    }
    ~BlockLine() {
        {
            std::scoped_lock lock(m_mutex);
            m_is_stopped = true;
        }
        m_changed.notify_all();
        for (auto& maker : m_makers)
            maker.join();
    }
    BlockLine(const BlockLine&) = delete;
    BlockLine& operator=(const BlockLine&) = delete;

    std::uint32_t count() const { return m_count; }

    Block take(std::uint32_t number) {
        std::unique_lock lock(m_mutex);
        auto& slot = m_ready[number % m_ahead];
        m_changed.wait(lock, [&] { return slot.has_value(); });
        Block block = std::move(*slot);
        slot.reset();
        m_taken = number + 1;
        lock.unlock();
        m_changed.notify_all();
        return block;
    }

private:
    void make() {
        for (;;) {
            std::uint32_t number = 0;
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, [&] {
                    return m_is_stopped || m_next >= m_count || m_next < m_taken + m_ahead;
                });
                if (m_is_stopped || m_next >= m_count)
                    return;
                number = m_next++;
            }
            auto block = block_of(m_population, m_files, number);
            {
                std::scoped_lock lock(m_mutex);
                m_ready[number % m_ahead] = std::move(block);
            }
            m_changed.notify_all();
        }
    }

    const Population& m_population;
    const std::vector<RegisterFile>& m_files;
    std::uint32_t m_count;
    std::size_t m_ahead;
    std::vector<std::optional<Block>> m_ready;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint32_t m_next = 0;
    std::uint32_t m_taken = 0;
    bool m_is_stopped = false;
    std::vector<std::thread> m_makers; // Last: they use the members above.
};

Result<void> write_heads(const std::vector<RegisterFile>& files, const RowSink& sink) {
    for (std::size_t file = 0; file < files.size(); ++file) {
        for (const auto& title : files[file].titles) {
            const std::array<std::string_view, 1> cells{title};
            TRY(sink(file, cells));
        }
        std::vector<std::string_view> header;
        for (const auto& column : files[file].columns)
            header.push_back(column.header);
        TRY(sink(file, header));
    }
    TRY(sink(files.size(), truth_columns));
    return sink(files.size() + 1, persons_columns);
}

Result<void> write_totals(const std::vector<RegisterFile>& files, const Summary& summary,
                          const RowSink& sink) {
    for (std::size_t file = 0; file < files.size(); ++file) {
        if (!files[file].has_total)
            continue;
        const auto total = std::to_string(summary.files[file].rows) + " คน";
        const std::array<std::string_view, 3> cells{"รวมทั้งสิ้น", "", total};
        TRY(sink(file, cells));
    }
    return {};
}

} // namespace

Result<Summary> generate(const Population& population, unsigned threads, const RowSink& sink,
                         const GenerationProgress& progress) {
    const auto& plan = population.plan();
    const auto files = register_files(plan);
    Summary summary;
    summary.province = plan.province;
    summary.seed = plan.seed;
    summary.as_of = snapshot_date(plan.snapshot);
    for (const auto& file : files)
        summary.files.push_back({file.name, file.source, 0});
    TRY(write_heads(files, sink));

    BlockLine line(population, files, threads);
    for (std::uint32_t number = 0; number < line.count(); ++number) {
        const auto block = line.take(number);
        TRY(write_block(block, plan.seed, number, sink));
        for (std::size_t file = 0; file < files.size(); ++file)
            summary.files[file].rows += block.tables[file].rows();
        summary.households += block.counted.households;
        summary.children += block.counted.children;
        summary.in_civil += block.counted.in_civil;
        summary.without_civil_status += block.counted.without_civil_status;
        summary.of_age += block.counted.of_age;
        summary.out_of_school += block.counted.out_of_school;
        if (progress && !progress(static_cast<double>(number + 1) / line.count()))
            return failure(ErrorCode::Cancelled, "population.cancelled");
    }
    TRY(write_totals(files, summary, sink));
    return summary;
}

} // namespace samatcha::population
