#include "modules/forum/live_forum.hpp"

#include "base/json.hpp"

#include <algorithm>

namespace samatcha::forum {

namespace cs = consensus;

namespace {

constexpr std::size_t similar_told = 4;
constexpr std::size_t placing_told = 3;
/// So many more than there are statements may a device send: who changes their mind does so now and
/// then.
constexpr std::int64_t changes_max = 300;

std::string key_of(BytesView digest) {
    return std::string(as_text(digest));
}

cs::Moderation moderation_of(const Statement& statement) {
    switch (statement.decision) {
    case StatementDecision::Undecided:
        return {cs::Decision::Undecided, statement.is_meta};
    case StatementDecision::Accepted:
        return {cs::Decision::Accepted, statement.is_meta};
    case StatementDecision::Rejected:
        return {cs::Decision::Rejected, statement.is_meta};
    }
    return {};
}

/// -1, 0, 1: what most said, of those who said anything but pass.
int majority(const cs::VoteCounts& counts) {
    return counts.agree > counts.disagree ? 1 : counts.agree < counts.disagree ? -1 : 0;
}

} // namespace

cs::Vote vote_of(VoteWord word) {
    switch (word) {
    case VoteWord::Agree:
        return cs::Vote::Agree;
    case VoteWord::Disagree:
        return cs::Vote::Disagree;
    case VoteWord::Pass:
        return cs::Vote::Pass;
    }
    return cs::Vote::Pass;
}

VoteWord word_of(cs::Vote vote) {
    switch (vote) {
    case cs::Vote::Agree:
        return VoteWord::Agree;
    case cs::Vote::Disagree:
        return VoteWord::Disagree;
    case cs::Vote::Pass:
        return VoteWord::Pass;
    }
    return VoteWord::Pass;
}

LiveForum::LiveForum(Forum forum, std::vector<Statement> statements) : m_forum(std::move(forum)) {
    take_statements(std::move(statements));
}

void LiveForum::take_statements(std::vector<Statement> statements) {
    for (auto i = m_statements.size(); i < statements.size(); ++i) {
        m_conversation.add_statement();
        m_texts.add(statements[i].text);
    }
    m_statements = std::move(statements);
    for (const auto& statement : m_statements)
        m_conversation.moderate(static_cast<cs::StatementIndex>(statement.number),
                                moderation_of(statement));
    m_is_changed = true;
}

void LiveForum::add_participant(const Participant& participant, BytesView digest) {
    const std::lock_guard lock(m_mutex);
    const auto number = static_cast<std::size_t>(participant.number);
    while (m_devices.size() <= number) {
        m_devices.push_back({{static_cast<std::int64_t>(m_devices.size())}});
        m_conversation.add_participant();
    }
    m_devices[number].participant = participant;
    m_device_of_digest[key_of(digest)] = number;
}

void LiveForum::add_vote(const SentVote& sent) {
    const std::lock_guard lock(m_mutex);
    m_conversation.cast(static_cast<cs::ParticipantIndex>(sent.participant),
                        static_cast<cs::StatementIndex>(sent.statement), sent.vote);
    note_sent(sent);
}

void LiveForum::read_votes(const EachVote& each) {
    const std::lock_guard lock(m_mutex);
    cs::VoteTable votes(m_statements.size(), m_devices.size());
    each([&](const SentVote& sent) {
        votes.set(static_cast<cs::ParticipantIndex>(sent.participant),
                  static_cast<cs::StatementIndex>(sent.statement), sent.vote);
        note_sent(sent);
        return database::Reading::Continue;
    });
    m_conversation = cs::Conversation(std::move(votes), m_conversation.moderation(), 1);
}

void LiveForum::note_sent(const SentVote& sent) {
    auto& device = m_devices[static_cast<std::size_t>(sent.participant)];
    device.highest_number = std::max(device.highest_number, sent.number);
    const auto at = sent.cast_at.unix_ms;
    device.time.first_ms = device.sent == 0 ? at : std::min(device.time.first_ms, at);
    device.time.last_ms = std::max(device.time.last_ms, at);
    ++device.sent;
    ++m_votes;
    m_is_changed = true;
}

Forum LiveForum::forum() const {
    const std::lock_guard lock(m_mutex);
    return m_forum;
}

std::vector<Statement> LiveForum::statements() const {
    const std::lock_guard lock(m_mutex);
    return m_statements;
}

std::vector<VoteTally> LiveForum::tallies() const {
    const std::lock_guard lock(m_mutex);
    std::vector<VoteTally> tallies(m_statements.size());
    const auto& votes = m_conversation.votes();
    for (cs::ParticipantIndex p = 0; p < votes.participants(); ++p)
        for (const auto cast : votes.row(p)) {
            auto& tally = tallies[cast.statement()];
            tally.agree += cast.vote() == cs::Vote::Agree;
            tally.disagree += cast.vote() == cs::Vote::Disagree;
            tally.pass += cast.vote() == cs::Vote::Pass;
        }
    return tallies;
}

std::optional<Participant> LiveForum::participant_of(BytesView digest) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_device_of_digest.find(key_of(digest));
    if (found == m_device_of_digest.end())
        return std::nullopt;
    return m_devices[found->second].participant;
}

void LiveForum::set(Forum forum, std::vector<Statement> statements) {
    const std::lock_guard lock(m_mutex);
    m_forum = std::move(forum);
    // One that a participant wrote meanwhile may be here before it was read there.
    for (auto i = statements.size(); i < m_statements.size(); ++i)
        statements.push_back(m_statements[i]);
    take_statements(std::move(statements));
}

void LiveForum::add_statement(const Statement& statement) {
    const std::lock_guard lock(m_mutex);
    if (statement.number < static_cast<std::int64_t>(m_statements.size()))
        return; // The secretariat's change brought it along.
    auto all = m_statements;
    all.push_back(statement);
    take_statements(std::move(all));
}

std::optional<std::string> LiveForum::refusal(std::int64_t participant,
                                              std::int64_t statement) const {
    const std::lock_guard lock(m_mutex);
    if (m_forum.phase != ForumPhase::Open)
        return "forum.not_open";
    if (statement < 0 || statement >= static_cast<std::int64_t>(m_statements.size()) ||
        !is_shown(m_statements[static_cast<std::size_t>(statement)], m_forum.moderation))
        return "forum.statement_unknown";
    if (m_devices[static_cast<std::size_t>(participant)].sent >=
        static_cast<std::int64_t>(m_statements.size()) + changes_max)
        return "forum.too_many_votes";
    return std::nullopt;
}

bool LiveForum::is_next(std::int64_t participant, std::int64_t number) {
    const std::lock_guard lock(m_mutex);
    auto& highest = m_devices[static_cast<std::size_t>(participant)].highest_number;
    if (number <= highest)
        return false;
    highest = number;
    return true;
}

std::vector<Card> LiveForum::cards(std::int64_t participant, const std::vector<std::int64_t>& held,
                                   std::size_t count) const {
    const std::lock_guard lock(m_mutex);
    std::vector<cs::StatementIndex> passed_over;
    for (const auto number : held)
        if (number >= 0 && number < static_cast<std::int64_t>(m_statements.size()))
            passed_over.push_back(static_cast<cs::StatementIndex>(number));
    std::vector<Card> cards;
    while (m_publication && cards.size() < count) {
        const auto next = m_publication->router.next(
            m_conversation, static_cast<cs::ParticipantIndex>(participant), passed_over);
        if (!next)
            break;
        passed_over.push_back(*next);
        const auto& statement = m_statements[*next];
        if (is_shown(statement, m_forum.moderation)) // Decided on since the publication.
            cards.push_back({statement.number, statement.text, statement.is_meta});
    }
    return cards;
}

std::int64_t LiveForum::left_of(cs::ParticipantIndex p) const {
    std::int64_t left = 0;
    for (const auto& statement : m_statements)
        left += is_shown(statement, m_forum.moderation) &&
                !m_conversation.votes().vote(p, static_cast<cs::StatementIndex>(statement.number));
    return left;
}

void LiveForum::tell_progress(std::int64_t participant, std::int64_t& voted,
                              std::int64_t& left) const {
    const std::lock_guard lock(m_mutex);
    const auto p = static_cast<cs::ParticipantIndex>(participant);
    voted = static_cast<std::int64_t>(m_conversation.votes().row(p).size());
    left = left_of(p);
}

std::optional<OwnPlace> LiveForum::place_of(cs::ParticipantIndex p) const {
    const auto& published = *m_publication;
    const auto row = m_conversation.votes().row(p);
    // Votes on statements written since have no place on that map yet.
    const bool is_on_map = std::any_of(row.begin(), row.end(), [&](auto cast) {
        return cast.statement() < published.map.center.size();
    });
    if (published.map.explained.empty() || !is_on_map)
        return std::nullopt;
    cs::VoteTable own(published.map.center.size(), 1);
    for (const auto cast : row)
        if (cast.statement() < own.statements())
            own.set(0, cast.statement(), cast.vote());
    std::vector<cs::Moderation> moderation(m_conversation.moderation().begin(),
                                           m_conversation.moderation().begin() +
                                               static_cast<std::ptrdiff_t>(own.statements()));
    const cs::Conversation alone(std::move(own), std::move(moderation), 1);
    const auto at = cs::position_of(alone, published.map, 0);
    OwnPlace place{at.x, at.y, {}};
    if (p < published.grouping.of_participant.size())
        if (const auto group = published.grouping.of_participant[p]; group != cs::ungrouped)
            place.group = published.grouping.names[static_cast<std::size_t>(group)];
    for (const auto statement : cs::placing_statements(alone, published.map, 0, at, placing_told))
        place.placed_by.push_back(statement);
    return place;
}

void LiveForum::tell_likeness(OwnPart& part, cs::ParticipantIndex p) const {
    const auto& results = m_publication->results;
    std::vector<Likeness> likeness(1 + results.groups.size());
    for (std::size_t g = 0; g < results.groups.size(); ++g)
        likeness[g + 1].group = results.groups[g].name;
    for (const auto& statement : results.statements) {
        const auto own =
            m_conversation.votes().vote(p, static_cast<cs::StatementIndex>(statement.number));
        if (!own || *own == cs::Vote::Pass || statement.is_meta)
            continue;
        const auto compare = [&](Likeness& with, const VoteTally& tally) {
            const auto most = majority({tally.agree, tally.disagree, tally.agree + tally.disagree});
            with.of += most != 0;
            with.same += most == cs::value_of(*own);
        };
        compare(likeness[0], statement.all);
        for (std::size_t g = 0; g < statement.groups.size(); ++g)
            if (statement.groups[g])
                compare(likeness[g + 1], *statement.groups[g]);
        if ((statement.is_agreed_by_all && *own == cs::Vote::Agree) ||
            (statement.is_disagreed_by_all && *own == cs::Vote::Disagree))
            part.shared_by_all.push_back(statement.number);
    }
    part.likeness = std::move(likeness);
}

OwnPart LiveForum::part_of(std::int64_t participant) const {
    const std::lock_guard lock(m_mutex);
    const auto p = static_cast<cs::ParticipantIndex>(participant);
    const auto row = m_conversation.votes().row(p);
    OwnPart part;
    part.kind = m_devices[p].participant.kind;
    part.voted = static_cast<std::int64_t>(row.size());
    part.left = left_of(p);
    for (const auto cast : row)
        if (is_shown(m_statements[cast.statement()], m_forum.moderation))
            part.votes.push_back(
                {cast.statement(), m_statements[cast.statement()].text, word_of(cast.vote())});
    for (const auto& statement : m_statements)
        if (statement.author == participant)
            part.statements.push_back(statement);
    if (m_publication) {
        part.place = place_of(p);
        tell_likeness(part, p);
    }
    return part;
}

std::vector<SimilarStatement> LiveForum::similar(std::string_view text) const {
    const std::lock_guard lock(m_mutex);
    std::vector<SimilarStatement> similar;
    for (const auto& found : m_texts.like(text, m_statements.size()))
        if (similar.size() < similar_told &&
            is_shown(m_statements[found.number], m_forum.moderation))
            similar.push_back(
                {static_cast<std::int64_t>(found.number), m_statements[found.number].text});
    return similar;
}

std::int64_t LiveForum::statements_by(std::int64_t participant) const {
    const std::lock_guard lock(m_mutex);
    return std::count_if(m_statements.begin(), m_statements.end(), [&](const Statement& statement) {
        return statement.author == participant;
    });
}

std::shared_ptr<const Publication> LiveForum::publication() const {
    const std::lock_guard lock(m_mutex);
    return m_publication;
}

ForumState LiveForum::state() const {
    const std::lock_guard lock(m_mutex);
    return copy();
}

ForumState LiveForum::copy() const {
    ForumState state{m_forum, m_statements, {}, {}, m_conversation};
    for (const auto& device : m_devices) {
        state.participants.push_back(device.participant);
        state.times.push_back(device.time);
    }
    return state;
}

bool LiveForum::publish(Instant now) {
    const std::lock_guard alone(m_publishing);
    std::unique_lock lock(m_mutex);
    if (!m_is_changed)
        return false;
    m_is_changed = false;
    const auto taken = copy();
    const auto before = m_publication ? m_publication->grouping : cs::Grouping{};
    const auto number = ++m_publications;
    lock.unlock();
    auto publication = published(taken, before, number, now);
    lock.lock();
    m_publication = std::move(publication);
    return true;
}

std::string LiveForum::summary() const {
    const auto published = publication();
    const auto& results = published->results;
    return json::serialize(boost::json::object{{"publication", results.publication},
                                               {"participants", results.participants},
                                               {"votes", results.votes},
                                               {"statements", results.statements.size()},
                                               {"phase", json::enum_name(results.phase)}});
}

} // namespace samatcha::forum
