#pragma once

// An open forum for tests, and devices that take part in it.

#include "modules/assembly/test_assembly.hpp"
#include "modules/forum/actions.hpp"
#include "modules/forum/records.hpp"
#include "platform/vault/secret.hpp"

#include <future>

namespace samatcha::forum {

/// What is answered later, now.
template <class T, class Ask>
Result<T> answered(const Ask& ask) {
    std::promise<Result<T>> promise;
    ask([&](Result<T> result) { promise.set_value(std::move(result)); });
    return promise.get_future().get();
}

struct TestForum {
    assembly::TestAssembly house;
    LiveForums forums{house.database.database(), house.clock};
    ForumId id;
    std::shared_ptr<LiveForum> live;

    explicit TestForum(const std::vector<std::string>& texts, ForumForm form = {}) {
        form.title_th = "เวทีทดสอบ";
        form.question_th = "ทำอย่างไรให้เด็กทุกคนได้เรียน";
        form.area_code = "40";
        id = begin_forum(house.secretariat, house.db(), house.clock.now(), house.id, form)->id;
        live = forums.open(house.db(), "40", id).value();
        REQUIRE(seed(texts));
        REQUIRE(go_to(ForumPhase::Open));
    }

    Result<std::vector<Statement>> seed(const std::vector<std::string>& texts) {
        return answered<std::vector<Statement>>(
            [&](auto then) { seed_statements(forums, house.secretariat, live, texts, then); });
    }
    Result<Forum> go_to(ForumPhase to) {
        auto changed = change_phase(house.secretariat, house.db(), house.clock.now(), id, to);
        if (changed)
            forums.refresh(house.db(), "40", id);
        return changed;
    }
    Result<void> decide(const DecisionForm& form) {
        auto decided =
            decide_statements(house.secretariat, house.db(), house.clock.now(), id, form);
        forums.refresh(house.db(), "40", id);
        return decided;
    }
    Result<Joined> join(const Newcomer& newcomer = {"", "10.0.0.1"}) {
        return answered<Joined>([&](auto then) { join_forum(forums, "40", live, newcomer, then); });
    }
    Participant device() { return *live->participant_of(vault::token_digest(join()->token)); }
    Result<VotesTaken> cast(const Participant& by, std::vector<VoteForm> votes) {
        return answered<VotesTaken>([&](auto then) {
            cast_votes(forums, "40", live, by, {std::move(votes), {}}, then);
        });
    }
    Result<VotesTaken> cast(const Participant& by, std::int64_t number, std::int64_t statement,
                            VoteWord vote) {
        return cast(by, {{number, statement, vote, house.clock.now()}});
    }
    Result<Statement> write(const Participant& by, const std::string& text) {
        return answered<Statement>(
            [&](auto then) { write_statement(forums, "40", live, by, {text}, then); });
    }
    /// As after a restart.
    std::shared_ptr<LiveForum> read_again() {
        LiveForums others(house.database.database(), house.clock);
        return others.open(house.db(), "40", id).value();
    }
    VoteTally tally(std::int64_t statement) {
        return live->tallies()[static_cast<std::size_t>(statement)];
    }
};

} // namespace samatcha::forum
