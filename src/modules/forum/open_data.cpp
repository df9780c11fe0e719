#include "modules/forum/open_data.hpp"

#include "base/json.hpp"
#include "platform/tables/csv_reader.hpp"
#include "platform/tables/row_writer.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <numeric>

namespace samatcha::forum {

namespace {

namespace cs = consensus;

std::unique_ptr<tables::RowWriter> writer_to(const WriteText& write) {
    return tables::csv_writer(write,
                              {',', tables::ByteOrderMark::LeftOut, tables::FormulaGuard::On});
}

/// As the field's files write it.
std::string datetime_of(Instant at) {
    return fmt::format("{:%a %b %d %H:%M:%S} UTC {:%Y}", fmt::gmtime(at.unix_ms / 1000),
                       fmt::gmtime(at.unix_ms / 1000));
}

std::string moderation_word(StatementDecision decision) {
    switch (decision) {
    case StatementDecision::Undecided:
        return "0";
    case StatementDecision::Accepted:
        return "1";
    case StatementDecision::Rejected:
        return "-1";
    }
    return "0";
}

/// The author of a seed: the field's tools want a number, and no participant has this one.
constexpr std::int64_t nobody = 1'000'000'000;

std::string yes_or_no(bool is_so) {
    return is_so ? "true" : "false";
}

bool is_yes(std::string_view cell) {
    return cell == "true" || cell == "True" || cell == "1";
}

/// Rows of a file whose columns are found by their names.
class NamedRows {
public:
    NamedRows(std::string file, std::string_view text)
        : m_file(std::move(file)),
          m_reader(std::make_unique<tables::MemorySource>(without_mark(text)),
                   tables::CsvDialect{}) {}

    /// Those that every such file has, then those that some have.
    Result<void> find_columns(std::initializer_list<std::string_view> names,
                              std::initializer_list<std::string_view> perhaps = {}) {
        if (!TRY(m_reader.next(m_row)))
            return wrong();
        const auto place_of = [&](std::string_view name) {
            return static_cast<std::size_t>(
                std::find(m_row.cells.begin(), m_row.cells.end(), name) - m_row.cells.begin());
        };
        for (const auto name : names) {
            m_columns.push_back(place_of(name));
            if (m_columns.back() == m_row.cells.size())
                return wrong();
        }
        m_cells_min = 1 + *std::max_element(m_columns.begin(), m_columns.end());
        for (const auto name : perhaps)
            m_columns.push_back(place_of(name));
        return {};
    }

    Result<bool> next() {
        do
            if (!TRY(m_reader.next(m_row)))
                return false;
        while (m_row.cells.empty());
        if (m_row.cells.size() < m_cells_min)
            return wrong();
        return true;
    }

    std::string_view text(std::size_t column) const {
        const auto place = m_columns[column];
        return place < m_row.cells.size() ? std::string_view(m_row.cells[place])
                                          : std::string_view();
    }

    Result<std::int64_t> number(std::size_t column) const {
        std::int64_t number = 0;
        const auto cell = text(column);
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
        if (error != std::errc{} || end != cell.data() + cell.size())
            return wrong();
        return number;
    }

    Unexpected<Error> wrong() const {
        return failure(ErrorCode::InvalidInput, "forum.file_wrong",
                       {{"file", m_file}, {"row", std::to_string(m_row.row_no)}});
    }

private:
    static std::string_view without_mark(std::string_view text) {
        return text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text;
    }

    std::string m_file;
    tables::CsvReader m_reader;
    tables::TableRow m_row;
    std::vector<std::size_t> m_columns;
    std::size_t m_cells_min = 0;
};

/// Some exports write seconds.
Instant instant_of(std::int64_t written) {
    constexpr std::int64_t as_seconds_max = 100'000'000'000;
    return {written < as_seconds_max ? written * 1000 : written};
}

/// Ids of a file to numbers from 0, in the order of the ids.
std::map<std::int64_t, std::int64_t> numbered(std::vector<std::int64_t> ids) {
    std::sort(ids.begin(), ids.end());
    std::map<std::int64_t, std::int64_t> numbers;
    for (const auto id : ids)
        numbers.emplace(id, static_cast<std::int64_t>(numbers.size()));
    return numbers;
}

} // namespace

Result<void> write_votes(const EachVote& each, const WriteText& write) {
    const auto writer = writer_to(write);
    TRY(writer->write({"timestamp", "datetime", "comment-id", "voter-id", "vote"}));
    Result<void> outcome;
    each([&](const SentVote& vote) {
        outcome = writer->write({vote.cast_at.unix_ms, datetime_of(vote.cast_at), vote.statement,
                                 vote.participant, cs::value_of(vote.vote)});
        return outcome ? database::Reading::Continue : database::Reading::Stop;
    });
    TRY(std::move(outcome));
    return writer->finish();
}

Result<void> write_comments(const std::vector<Statement>& statements, ModerationTime moderation,
                            const std::vector<VoteTally>& tallies, const WriteText& write) {
    const auto writer = writer_to(write);
    TRY(writer->write({"timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees",
                       "moderated", "comment-body", "is-seed", "is-meta"}));
    for (const auto& each : statements) {
        const auto& tally = tallies[static_cast<std::size_t>(each.number)];
        TRY(writer->write({each.written_at.unix_ms, datetime_of(each.written_at), each.number,
                           each.author.value_or(nobody), tally.agree, tally.disagree,
                           moderation_word(each.decision),
                           is_shown(each, moderation) ? each.text : std::string(),
                           yes_or_no(!each.author), yes_or_no(each.is_meta)}));
    }
    return writer->finish();
}

Result<void> write_participants_votes(const ForumState& state, const cs::Grouping& grouping,
                                      const WriteText& write) {
    const auto writer = writer_to(write);
    const auto& votes = state.conversation.votes();
    std::vector<std::string> cells{"participant", "group-id", "n-comments",
                                   "n-votes",     "n-agree",  "n-disagree"};
    for (const auto& each : state.statements)
        cells.push_back(std::to_string(each.number));
    const auto write_cells = [&] {
        const std::vector<tables::OutputCell> row(cells.begin(), cells.end());
        return writer->write(row);
    };
    TRY(write_cells());
    std::vector<std::int64_t> written_by(votes.participants());
    for (const auto& each : state.statements)
        if (each.author)
            ++written_by[static_cast<std::size_t>(*each.author)];
    for (cs::ParticipantIndex p = 0; p < votes.participants(); ++p) {
        const auto group =
            p < grouping.of_participant.size() ? grouping.of_participant[p] : cs::ungrouped;
        cells.assign(6 + state.statements.size(), {});
        std::int64_t agree = 0;
        std::int64_t disagree = 0;
        for (const auto cast : votes.row(p)) {
            agree += cast.vote() == cs::Vote::Agree;
            disagree += cast.vote() == cs::Vote::Disagree;
            cells[6 + cast.statement()] = std::to_string(cs::value_of(cast.vote()));
        }
        cells[0] = std::to_string(p);
        cells[1] = group == cs::ungrouped ? "" : grouping.names[static_cast<std::size_t>(group)];
        cells[2] = std::to_string(written_by[p]);
        cells[3] = std::to_string(votes.row(p).size());
        cells[4] = std::to_string(agree);
        cells[5] = std::to_string(disagree);
        TRY(write_cells());
    }
    return writer->finish();
}

Result<void> write_counts(const ForumResults& results, const WriteText& write) {
    const auto writer = writer_to(write);
    TRY(writer->write({"comment-id", "part", "agrees", "disagrees", "passes"}));
    const auto add = [&](const StatementResult& statement, const std::string& part,
                         const ToldTally& tally) -> Result<void> {
        if (!tally)
            return {};
        return writer->write({statement.number, part, tally->agree, tally->disagree, tally->pass});
    };
    for (const auto& statement : results.statements) {
        TRY(add(statement, "everyone", statement.all));
        for (std::size_t g = 0; g < statement.groups.size(); ++g)
            TRY(add(statement, "group-" + results.groups[g].name, statement.groups[g]));
        TRY(add(statement, "delegates", statement.delegates));
        TRY(add(statement, "residents", statement.residents));
        for (std::size_t s = 0; s < statement.sectors.size(); ++s)
            TRY(add(statement,
                    "sector-" + std::string(json::enum_name(results.sectors->sectors[s])),
                    statement.sectors[s]));
    }
    return writer->finish();
}

Result<void> write_summary(const ForumState& state, const ForumResults& results,
                           const std::string& address, const WriteText& write) {
    const auto writer = writer_to(write);
    std::vector<std::int64_t> authors;
    for (const auto& each : state.statements)
        if (each.author)
            authors.push_back(*each.author);
    std::sort(authors.begin(), authors.end());
    const auto commenters = std::unique(authors.begin(), authors.end()) - authors.begin();
    const auto grouped =
        std::accumulate(results.groups.begin(), results.groups.end(), std::int64_t{0},
                        [](auto sum, const auto& group) { return sum + group.size; });
    TRY(writer->write({"topic", state.forum.title_th}));
    TRY(writer->write({"url", address}));
    TRY(writer->write({"voters", results.participants}));
    TRY(writer->write({"voters-in-conv", grouped}));
    TRY(writer->write({"commenters", static_cast<std::int64_t>(commenters)}));
    TRY(writer->write({"comments", static_cast<std::int64_t>(state.statements.size())}));
    TRY(writer->write({"groups", static_cast<std::int64_t>(results.groups.size())}));
    TRY(writer->write({"conversation-description", state.forum.question_th}));
    return writer->finish();
}

Result<ImportedVotes> read_open_data(std::string comments_csv, std::string votes_csv, Instant now) {
    struct Comment {
        std::int64_t id;
        std::optional<std::int64_t> author;
        Statement statement;
    };
    std::vector<Comment> comments;
    NamedRows of_comments("comments.csv", comments_csv);
    TRY(of_comments.find_columns(
        {"comment-id", "author-id", "moderated", "comment-body", "timestamp"},
        {"is-seed", "is-meta"}));
    while (TRY(of_comments.next())) {
        Comment comment{TRY(of_comments.number(0)), {}, {}};
        if (!of_comments.text(1).empty() && !is_yes(of_comments.text(5)))
            comment.author = TRY(of_comments.number(1));
        const auto moderated = TRY(of_comments.number(2));
        // Without words it was not shown there either.
        const bool is_out = moderated < 0 || of_comments.text(3).empty();
        comment.statement.decision =
            is_out ? StatementDecision::Rejected : StatementDecision::Accepted;
        comment.statement.reason = is_out ? "Polis" : "";
        // Of others' limits: longer statements than ours are kept whole.
        comment.statement.text =
            of_comments.text(3).empty() ? "—" : std::string(of_comments.text(3));
        comment.statement.is_meta = is_yes(of_comments.text(6));
        comment.statement.written_at = instant_of(TRY(of_comments.number(4)));
        comments.push_back(std::move(comment));
    }

    std::vector<SentVote> votes;
    NamedRows of_votes("votes.csv", votes_csv);
    TRY(of_votes.find_columns({"timestamp", "comment-id", "voter-id", "vote"}));
    while (TRY(of_votes.next())) {
        const auto vote = TRY(of_votes.number(3));
        if (vote < -1 || vote > 1)
            return of_votes.wrong();
        votes.push_back({TRY(of_votes.number(2)), 0, TRY(of_votes.number(1)),
                         static_cast<cs::Vote>(vote), instant_of(TRY(of_votes.number(0)))});
    }

    std::vector<std::int64_t> statement_ids;
    std::vector<std::int64_t> participant_ids;
    for (const auto& comment : comments) {
        statement_ids.push_back(comment.id);
        if (comment.author)
            participant_ids.push_back(*comment.author);
    }
    for (const auto& vote : votes) {
        statement_ids.push_back(vote.statement);
        participant_ids.push_back(vote.participant);
    }
    const auto statement_numbers = numbered(std::move(statement_ids));
    const auto participant_numbers = numbered(std::move(participant_ids));
    if (statement_numbers.size() > statements_max)
        return failure(ErrorCode::TooMany, "forum.too_many_statements");

    ImportedVotes imported;
    imported.participants = static_cast<std::int64_t>(participant_numbers.size());
    // Voted on, but not among the comments: there are such exports.
    imported.statements.assign(statement_numbers.size(),
                               {0, "—", {}, StatementDecision::Rejected, false, "Polis", now});
    for (std::size_t i = 0; i < imported.statements.size(); ++i)
        imported.statements[i].number = static_cast<std::int64_t>(i);
    for (auto& comment : comments) {
        auto& statement =
            imported.statements[static_cast<std::size_t>(statement_numbers.at(comment.id))];
        comment.statement.number = statement.number;
        if (comment.author)
            comment.statement.author = participant_numbers.at(*comment.author);
        statement = std::move(comment.statement);
    }
    for (auto& vote : votes) {
        vote.statement = statement_numbers.at(vote.statement);
        vote.participant = participant_numbers.at(vote.participant);
    }
    std::stable_sort(votes.begin(), votes.end(), [](const SentVote& a, const SentVote& b) {
        return a.participant != b.participant ? a.participant < b.participant
                                              : a.cast_at < b.cast_at;
    });
    for (std::size_t i = 0; i < votes.size(); ++i)
        votes[i].number =
            i > 0 && votes[i - 1].participant == votes[i].participant ? votes[i - 1].number + 1 : 1;
    imported.votes = std::move(votes);
    return imported;
}

} // namespace samatcha::forum
