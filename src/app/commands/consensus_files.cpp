#include "app/commands/consensus_files.hpp"

#include "engines/consensus/polis_groups.hpp"
#include "platform/tables/table.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <tuple>

namespace samatcha::app {

namespace {

using consensus::Vote;

/// A file whose first row names its columns. What is wrong in it is told by file, row and column.
class ConsensusTable {
public:
    static Result<ConsensusTable> open(const std::filesystem::path& path, const std::vector<std::string_view>& columns) {
        tables::TableOptions options;
        options.header_row = 1;
        ConsensusTable opened(TRY(tables::Table::open(path, options)), path.filename().string());
        for (const auto column : columns) {
            const auto place = opened.place_of(column);
            if (!place)
                return failure(ErrorCode::InvalidInput, "consensus.column_missing", {{"file", opened.m_file}, {"column", std::string(column)}});
            opened.m_columns.emplace_back(column);
            opened.m_places.push_back(*place);
        }
        return opened;
    }

    std::optional<std::size_t> place_of(std::string_view column) const {
        const auto& header = m_table.profile().columns;
        const auto found = std::find(header.begin(), header.end(), column);
        if (found == header.end())
            return std::nullopt;
        return static_cast<std::size_t>(found - header.begin());
    }
    Result<bool> next() { return m_table.next(m_row); }
    std::string_view cell_at(std::size_t place) const { return place < m_row.cells.size() ? m_row.cells[place] : std::string_view(); }
    /// Of the columns asked for.
    std::string_view cell(std::size_t column) const { return cell_at(m_places[column]); }

    Unexpected<Error> wrong(std::string key, std::size_t column) const {
        return failure(ErrorCode::InvalidInput, std::move(key),
                       {{"file", m_file}, {"row", std::to_string(m_row.row_no)}, {"column", m_columns[column]},
                        {"value", std::string(cell(column).substr(0, 40))}});
    }
    const std::string& file() const { return m_file; }

    Result<std::string_view> id(std::size_t column) const {
        const auto text = cell(column);
        if (text.empty())
            return wrong("consensus.id_empty", column);
        return text;
    }
    /// -1, 0 or 1.
    Result<int> sign(std::size_t column, std::string key) const {
        const auto text = cell(column);
        if (text == "1")
            return 1;
        if (text == "0")
            return 0;
        if (text == "-1")
            return -1;
        return wrong(std::move(key), column);
    }

private:
    ConsensusTable(tables::Table table, std::string file) : m_table(std::move(table)), m_file(std::move(file)) {}

    tables::Table m_table;
    tables::TableRow m_row;
    std::string m_file;
    std::vector<std::string> m_columns;
    std::vector<std::size_t> m_places;
};

/// A row of VOTES in twelve bytes: there may be a hundred million.
struct VoteRow {
    std::uint32_t participant;
    consensus::CastVote cast;
    std::uint16_t time_high;
    std::uint32_t time_low;

    auto cell() const { return std::make_pair(participant, cast.statement()); }
    auto time() const { return std::make_pair(time_high, time_low); }
    std::int64_t time_ms() const { return (std::int64_t{time_high} << 32) + time_low; }
    friend bool operator<(const VoteRow& a, const VoteRow& b) {
        return std::make_tuple(a.cell(), a.time()) < std::make_tuple(b.cell(), b.time());
    }
};

Result<std::vector<VoteRow>> read_vote_rows(const std::filesystem::path& path, ConsensusVotes& votes) {
    enum : std::size_t { Statement, Participant, VoteColumn, Time };
    constexpr std::int64_t time_max = std::int64_t{1} << 48;
    auto table = TRY(ConsensusTable::open(path, {"statement", "participant", "vote", "created_ms"}));
    std::vector<VoteRow> rows;
    while (TRY(table.next())) {
        const auto statement = votes.statements.number_of(TRY(table.id(Statement)));
        if (statement >= consensus::statements_max)
            return failure(ErrorCode::TooLarge, "consensus.too_many_statements",
                           {{"file", table.file()}, {"max", std::to_string(consensus::statements_max)}});
        const auto participant = votes.participants.number_of(TRY(table.id(Participant)));
        const auto vote = static_cast<Vote>(TRY(table.sign(VoteColumn, "consensus.vote_wrong")));
        const auto text = table.cell(Time);
        std::int64_t time = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), time);
        if (error != std::errc() || end != text.data() + text.size() || time < 0 || time >= time_max)
            return table.wrong("consensus.time_wrong", Time);
        rows.push_back({participant, consensus::CastVote(static_cast<consensus::StatementIndex>(statement), vote),
                        static_cast<std::uint16_t>(time >> 32), static_cast<std::uint32_t>(time)});
    }
    if (rows.empty())
        return failure(ErrorCode::InvalidInput, "consensus.no_rows", {{"file", table.file()}});
    return rows;
}

/// The vote that counts of all rows of one cell, which are in the order of time.
Vote last_vote(std::span<const VoteRow> rows, SameMoment same_moment) {
    const auto& last = rows.back();
    if (same_moment == SameMoment::Pass)
        for (const auto& row : rows)
            if (row.time() == last.time() && row.cast != last.cast)
                return Vote::Pass;
    return last.cast.vote();
}

} // namespace

bool is_whole_number(std::string_view id) {
    return !id.empty() && id.size() <= 15 && (id == "0" || id[0] != '0') &&
           std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool stands_before(std::string_view a, std::string_view b) {
    const bool a_is_number = is_whole_number(a);
    if (a_is_number != is_whole_number(b))
        return a_is_number;
    return a_is_number && a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::uint32_t ConsensusIds::number_of(std::string_view id) {
    if (const auto found = m_numbers.find(id); found != m_numbers.end())
        return found->second;
    const auto number = static_cast<std::uint32_t>(m_ids.size());
    m_ids.emplace_back(id);
    m_numbers.emplace(id, number);
    return number;
}

std::size_t ConsensusIds::find(std::string_view id) const {
    const auto found = m_numbers.find(id);
    return found == m_numbers.end() ? SIZE_MAX : found->second;
}

std::vector<std::uint32_t> ConsensusIds::sort() {
    std::vector<std::uint32_t> order(m_ids.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return stands_before(m_ids[a], m_ids[b]); });
    std::vector<std::uint32_t> new_number(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        new_number[order[i]] = i;
    renumber(new_number, order.size());
    return new_number;
}

void ConsensusIds::renumber(const std::vector<std::uint32_t>& new_number, std::size_t size) {
    std::vector<std::string> ids(size);
    for (std::size_t old = 0; old < m_ids.size(); ++old) {
        if (new_number[old] == UINT32_MAX) {
            m_numbers.erase(m_ids[old]);
            continue;
        }
        m_numbers.find(m_ids[old])->second = new_number[old];
        ids[new_number[old]] = std::move(m_ids[old]);
    }
    m_ids = std::move(ids);
}

Result<ConsensusVotes> read_consensus_votes(const std::filesystem::path& path, SameMoment same_moment) {
    ConsensusVotes votes;
    auto rows = TRY(read_vote_rows(path, votes));
    votes.rows = rows.size();
    const auto statement = votes.statements.sort();
    const auto participant = votes.participants.sort();
    for (auto& row : rows) {
        row.participant = participant[row.participant];
        row.cast = consensus::CastVote(static_cast<consensus::StatementIndex>(statement[row.cast.statement()]), row.cast.vote());
    }
    if (same_moment == SameMoment::LaterRow)
        std::stable_sort(rows.begin(), rows.end());
    else
        std::sort(rows.begin(), rows.end());
    votes.table = consensus::VoteTable(votes.statements.size(), votes.participants.size());
    votes.times.resize(votes.participants.size());
    for (std::size_t begin = 0; begin < rows.size();) {
        auto& time = votes.times[rows[begin].participant];
        time = {rows[begin].time_ms(), rows[begin].time_ms()};
        auto end = begin;
        for (; end < rows.size() && rows[end].participant == rows[begin].participant; ++end) {
            time.first_ms = std::min(time.first_ms, rows[end].time_ms());
            time.last_ms = std::max(time.last_ms, rows[end].time_ms());
        }
        votes.table.reserve(rows[begin].participant, end - begin);
        for (auto first = begin; first < end;) {
            auto last = first;
            while (last < end && rows[last].cell() == rows[first].cell())
                ++last;
            votes.table.set(rows[first].participant, rows[first].cast.statement(),
                            last_vote(std::span(rows).subspan(first, last - first), same_moment));
            first = last;
        }
        begin = end;
    }
    return votes;
}

std::size_t keep_first_participants(ConsensusVotes& votes, std::size_t participants_max) {
    const auto before = votes.table.participants();
    if (before <= participants_max)
        return 0;
    auto kept = consensus::order_of_appearance(votes.table);
    kept.resize(participants_max);
    std::sort(kept.begin(), kept.end());
    std::vector<std::uint32_t> new_number(before, UINT32_MAX);
    std::vector<consensus::VotingTime> times;
    consensus::VoteTable table(votes.table.statements(), kept.size());
    for (std::uint32_t p = 0; p < kept.size(); ++p) {
        new_number[kept[p]] = p;
        times.push_back(votes.times[kept[p]]);
        for (const auto cast : votes.table.row(kept[p]))
            table.set(p, cast.statement(), cast.vote());
    }
    votes.participants.renumber(new_number, kept.size());
    votes.table = std::move(table);
    votes.times = std::move(times);
    return before - participants_max;
}

ConsensusModeration no_consensus_moderation(const ConsensusVotes& votes) {
    ConsensusModeration moderation;
    moderation.of_statement.resize(votes.statements.size());
    moderation.texts.resize(votes.statements.size());
    return moderation;
}

Result<ConsensusModeration> read_consensus_moderation(const std::filesystem::path& path, const ConsensusVotes& votes) {
    enum : std::size_t { Statement, Decided, Meta };
    auto table = TRY(ConsensusTable::open(path, {"statement", "mod", "is_meta"}));
    const auto text_place = table.place_of("text");
    auto moderation = no_consensus_moderation(votes);
    std::set<std::string, std::less<>> seen;
    while (TRY(table.next())) {
        const auto id = TRY(table.id(Statement));
        consensus::Moderation decided;
        decided.decision = static_cast<consensus::Decision>(TRY(table.sign(Decided, "consensus.mod_wrong")));
        const auto meta = table.cell(Meta);
        decided.is_meta = meta == "1" || meta == "true" || meta == "True";
        if (!decided.is_meta && meta != "0" && meta != "false" && meta != "False")
            return table.wrong("consensus.meta_wrong", Meta);
        if (!seen.emplace(id).second)
            return table.wrong("consensus.row_repeated", Statement);
        if (decided.is_out())
            moderation.moderated_out.emplace_back(id);
        if (decided.is_meta)
            moderation.meta.emplace_back(id);
        const auto number = votes.statements.find(id);
        if (number == SIZE_MAX) {
            ++moderation.without_votes;
            continue;
        }
        moderation.of_statement[number] = decided;
        if (text_place)
            moderation.texts[number] = table.cell_at(*text_place);
    }
    for (auto* ids : {&moderation.moderated_out, &moderation.meta})
        std::sort(ids->begin(), ids->end(), stands_before);
    return moderation;
}

Result<consensus::Grouping> read_consensus_groups(const std::filesystem::path& path, std::string_view column, const ConsensusVotes& votes) {
    enum : std::size_t { Participant, Label };
    auto table = TRY(ConsensusTable::open(path, {"participant", column}));
    ConsensusIds labels;
    consensus::Grouping grouping;
    grouping.of_participant.assign(votes.participants.size(), consensus::ungrouped);
    while (TRY(table.next())) {
        const auto number = votes.participants.find(TRY(table.id(Participant)));
        if (number == SIZE_MAX)
            return table.wrong("consensus.participant_unknown", Participant);
        if (grouping.of_participant[number] != consensus::ungrouped)
            return table.wrong("consensus.row_repeated", Participant);
        grouping.of_participant[number] = static_cast<std::int32_t>(labels.number_of(TRY(table.id(Label))));
    }
    const auto new_number = labels.sort();
    for (auto& group : grouping.of_participant)
        if (group != consensus::ungrouped)
            group = static_cast<std::int32_t>(new_number[static_cast<std::size_t>(group)]);
    for (std::size_t label = 0; label < labels.size(); ++label)
        grouping.names.push_back(labels[label]);
    return grouping;
}

} // namespace samatcha::app
