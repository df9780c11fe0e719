#include "modules/forum/records_vote.hpp"
#include "modules/forum/test_forum.hpp"

#include <atomic>
#include <thread>

using namespace samatcha;
using namespace samatcha::forum;
using assembly::key_of;

namespace {

const std::vector<std::string> three{"ควรมีรถรับส่ง", "ควรมีอาหารเช้า", "ควรเยี่ยมบ้าน"};

using enum VoteWord;

} // namespace

TEST_CASE("a vote that is sent twice is stored once") {
    TestForum forum(three);
    const auto device = forum.device();
    for (int i = 0; i < 2; ++i) {
        const auto taken = forum.cast(device, 7, 0, Agree).value();
        CHECK(taken.stored == std::vector<std::int64_t>{7});
        CHECK(taken.refused.empty());
        CHECK(taken.voted == 1);
        CHECK(taken.left == 2);
    }
    CHECK(forum.tally(0).agree == 1);
    // The same number with another vote is another page's vote: it comes again under a new number.
    CHECK(forum.cast(device, 7, 1, Agree)->refused.at(0).key == "forum.vote_number_taken");
}

TEST_CASE("of several votes on a statement the device's last counts, in whatever order they came") {
    TestForum forum(three);
    const auto device = forum.device();
    REQUIRE(forum.cast(device, 2, 0, Disagree));
    REQUIRE(forum.cast(device, 1, 0, Agree)); // Late.
    CHECK(forum.tally(0).disagree == 1);
    CHECK(forum.tally(0).agree == 0);
    REQUIRE(forum.cast(device, {{5, 0, Pass, {}}, {4, 0, Agree, {}}, {3, 1, Agree, {}}}));
    CHECK(forum.tally(0).pass == 1);
    CHECK(forum.tally(1).agree == 1);
    const auto again = forum.read_again();
    CHECK(again->tallies()[0].pass == 1);
    CHECK(again->tallies()[1].agree == 1);
    CHECK(again->state().conversation.co_votes() == forum.live->state().conversation.co_votes());
}

TEST_CASE("what is acknowledged is in the table") {
    TestForum forum(three);
    std::vector<Participant> devices;
    for (int i = 0; i < 5; ++i)
        devices.push_back(forum.device());
    for (const auto& device : devices)
        for (std::int64_t statement = 0; statement < 3; ++statement)
            REQUIRE(forum.cast(device, statement + 1, statement, Agree)->stored.size() == 1);
    int rows = 0;
    each_vote(forum.house.db(), "40", forum.id, [&](const SentVote&) {
        ++rows;
        return database::Reading::Continue;
    });
    CHECK(rows == 15);
}

TEST_CASE("a vote on what is not shown, or when the forum is not open, is refused") {
    TestForum forum(three);
    const auto device = forum.device();
    CHECK(forum.cast(device, 1, 9, Agree)->refused.at(0).key == "forum.statement_unknown");
    REQUIRE(forum.decide({{1}, StatementDecision::Rejected, false, "ซ้ำ"}));
    CHECK(forum.cast(device, 2, 1, Agree)->refused.at(0).key == "forum.statement_unknown");
    REQUIRE(forum.go_to(ForumPhase::Closed));
    CHECK(forum.cast(device, 3, 0, Agree)->refused.at(0).key == "forum.not_open");
    CHECK(key_of(forum.join()) == "forum.not_open");
    CHECK(key_of(forum.cast(device, {})) == "forum.votes_wrong");
}

TEST_CASE(
    "while a forum is read others go on, and who asks for the same one is told to come again") {
    TestForum house(three);
    const auto other = begin_forum(house.house.secretariat, house.house.db(), {}, house.house.id,
                                   {"อีกเวที", "", "ถามอะไร", "", "40", Admission::Open,
                                    ModerationTime::Before, "", 10})
                           ->id;
    /// Stands still at the first look, which is when the first forum is published.
    struct : Clock {
        Instant now() const override {
            if (!is_first.exchange(false))
                return {};
            has_begun.set_value();
            may_end.get_future().wait();
            return {};
        }
        mutable std::atomic<bool> is_first = true;
        mutable std::promise<void> has_begun;
        mutable std::promise<void> may_end;
    } clock;
    LiveForums forums(house.house.database.database(), clock);
    std::thread reader([&] {
        const auto db = house.house.database.database().connection();
        CHECK(forums.open(*db, "40", house.id));
    });
    clock.has_begun.get_future().wait();
    CHECK(forums.open(house.house.db(), "40", other));
    CHECK(key_of(forums.open(house.house.db(), "40", house.id)) == "forum.is_being_read");
    clock.may_end.set_value();
    reader.join();
    CHECK(forums.open(house.house.db(), "40", house.id));
    CHECK(key_of(forums.open(house.house.db(), "40", ForumId{1})) == "forum.unknown");
}

TEST_CASE("one is asked about everything once, what the device holds not at all") {
    TestForum forum(three);
    const auto device = forum.device();
    forum.live->publish(forum.house.clock.now());
    std::vector<std::int64_t> asked;
    for (const auto& card : forum.live->cards(device.number, {2}, 5))
        asked.push_back(card.number);
    std::sort(asked.begin(), asked.end());
    CHECK(asked == std::vector<std::int64_t>{0, 1});
    for (const auto statement : asked)
        REQUIRE(forum.cast(device, statement + 1, statement, Pass));
    CHECK(forum.live->cards(device.number, {2}, 5).empty());
    CHECK(forum.live->cards(device.number, {}, 5).size() == 1);
}

TEST_CASE(
    "who may come in: anyone, by the forum's code, or by a code of one's own that works once") {
    struct {
        Admission admission;
        std::string code;
        std::string key;
    } const table[] = {
        {Admission::Open, "", ""},
        {Admission::Open, "unknown", "forum.code_wrong"},
        {Admission::ByCode, "เวที 2570", ""},
        {Admission::ByCode, "เวที-2570", ""},
        {Admission::ByCode, "", "forum.code_wrong"},
        {Admission::ByInvitation, "", "forum.code_wrong"},
    };
    for (const auto& [admission, code, key] : table) {
        CAPTURE(code);
        ForumForm form;
        form.admission = admission;
        form.join_code = "เวที 2570";
        TestForum forum(three, form);
        CHECK(key_of(forum.join({code, "10.0.0.1"})) == key);
        const auto own =
            make_codes(forum.house.secretariat, forum.house.db(), forum.id, 1)->codes.at(0);
        CHECK(forum.join({own, "10.0.0.1"})->kind == ParticipantKind::Resident);
        CHECK(key_of(forum.join({own, "10.0.0.1"})) == "forum.code_wrong");
    }
}

TEST_CASE("a delegate takes part once as a delegate, of the agency's sector") {
    TestForum forum(three);
    const Newcomer delegate{"", "10.0.0.1", access::AccountId{100}, partners::Sector::Academia};
    const auto joined = forum.join(delegate).value();
    CHECK(joined.kind == ParticipantKind::Delegate);
    CHECK(forum.live->participant_of(vault::token_digest(joined.token))->sector ==
          partners::Sector::Academia);
    CHECK(key_of(forum.join(delegate)) == "forum.delegate_already");
}

TEST_CASE("a network brings as many new devices in an hour as may come, another is not held back") {
    ForumForm form;
    form.joins_per_hour = 2;
    TestForum forum(three, form);
    CHECK(forum.join());
    CHECK(forum.join());
    CHECK(key_of(forum.join()) == "forum.too_many_joins");
    CHECK(forum.join({"", "10.0.0.2"}));
    CHECK(forum.join({"", "2001:db8:1:1::5"}));
    CHECK(forum.join({"", "2001:db8:1:1::6"}));
    CHECK(key_of(forum.join({"", "2001:db8:1:1::7"})) == "forum.too_many_joins");
    forum.house.clock.advance_ms(60 * 60 * 1000);
    CHECK(forum.join());
}

TEST_CASE(
    "one writes after having read some of others, and the same words twice are one statement") {
    TestForum forum({"หนึ่ง", "สอง", "สาม", "สี่"});
    const auto device = forum.device();
    CHECK(key_of(forum.write(device, "ขอให้เรียนฟรี")) == "forum.vote_first");
    for (std::int64_t statement = 0; statement < 3; ++statement)
        REQUIRE(forum.cast(device, statement + 1, statement, Agree));
    const auto written = forum.write(device, " ขอให้เรียนฟรี ").value();
    CHECK(written.number == 4);
    CHECK(written.decision == StatementDecision::Undecided);
    CHECK(forum.write(device, "ขอให้เรียนฟรี")->number == 4);
    CHECK(forum.cast(device, 9, 4, Agree)->refused.at(0).key == "forum.statement_unknown");
    REQUIRE(forum.decide({{4}, StatementDecision::Accepted, false, ""}));
    CHECK(forum.cast(device, 9, 4, Agree)->stored.size() == 1);
    CHECK(forum.live->similar("อยากให้เรียนฟรี").at(0).number == 4);
}

TEST_CASE("a rejected statement has a reason, which its author reads") {
    TestForum forum(three);
    CHECK(key_of(forum.decide({{0}, StatementDecision::Rejected, false, ""})) ==
          "forum.reason_missing");
    const auto device = forum.device();
    for (std::int64_t statement = 0; statement < 3; ++statement)
        REQUIRE(forum.cast(device, statement + 1, statement, Agree));
    REQUIRE(forum.write(device, "นายสมมุติไม่ดี"));
    REQUIRE(forum.decide({{3}, StatementDecision::Rejected, false, "มีชื่อบุคคล"}));
    const auto part = forum.live->part_of(device.number);
    REQUIRE(part.statements.size() == 1);
    CHECK(part.statements[0].reason == "มีชื่อบุคคล");
    CHECK(part.votes.size() == 3);
    // One that they voted on is not told to them any more either; even once all is reported.
    REQUIRE(forum.go_to(ForumPhase::Closed));
    REQUIRE(forum.go_to(ForumPhase::Reported));
    REQUIRE(forum.decide({{1}, StatementDecision::Rejected, false, "มีชื่อบุคคล"}));
    CHECK(forum.live->part_of(device.number).votes.size() == 2);
    CHECK(key_of(forum.decide({{1}, StatementDecision::Accepted, false, ""})) ==
          "forum.is_reported");
}

TEST_CASE("a forum without statements does not open") {
    TestForum forum(three);
    const auto empty = begin_forum(
        forum.house.secretariat, forum.house.db(), {}, forum.house.id,
        {"ว่าง", "", "ถามอะไร", "", "4001", Admission::Open, ModerationTime::Before, "", 10});
    CHECK(key_of(change_phase(forum.house.secretariat, forum.house.db(), {}, empty->id,
                              ForumPhase::Open)) == "forum.no_statements");
    CHECK(key_of(begin_forum(forum.house.secretariat, forum.house.db(), {}, forum.house.id,
                             {"ว่าง", "", "ถามอะไร", "", "41", Admission::Open,
                              ModerationTime::Before, "", 10})) == "forum.area_wrong");
}

TEST_CASE("a device sends no more votes than one who changes their mind, and writes so much") {
    TestForum forum(three);
    const auto device = forum.device();
    std::int64_t number = 0;
    for (int batch = 0; batch < 3; ++batch) {
        std::vector<VoteForm> votes;
        for (int i = 0; i < 100; ++i)
            votes.push_back({++number, number % 3, Agree, {}});
        REQUIRE(forum.cast(device, votes)->refused.empty());
    }
    REQUIRE(forum.cast(device, {{301, 0, Pass, {}}, {302, 1, Pass, {}}, {303, 2, Pass, {}}}));
    CHECK(forum.cast(device, 304, 0, Agree)->refused.at(0).key == "forum.too_many_votes");
    for (int i = 0; i < 20; ++i)
        REQUIRE(forum.write(device, "ข้อความที่ " + std::to_string(i)));
    CHECK(key_of(forum.write(device, "อีกหนึ่ง")) == "forum.too_many_statements");
    // What waits for a moderator is shown to nobody as similar either.
    CHECK(forum.live->similar("ข้อความที่ 7").empty());
}

TEST_CASE("a vote from a clock that is wrong was cast when it came") {
    TestForum forum(three);
    const auto device = forum.device();
    const auto now = forum.house.clock.now();
    REQUIRE(forum.cast(device, {{1, 0, Agree, {now.unix_ms + 5000}}, {2, 1, Agree, {1}}}));
    each_vote(forum.house.db(), "40", forum.id, [&](const SentVote& vote) {
        CHECK(vote.cast_at == now);
        return database::Reading::Continue;
    });
}

TEST_CASE("one is told on how many of one's answers most people, and each, answered the same") {
    TestForum forum(three);
    for (int i = 0; i < 12; ++i)
        REQUIRE(forum.cast(forum.device(), {{1, 0, Agree, {}}, {2, 1, Disagree, {}}}));
    const auto device = forum.device();
    REQUIRE(forum.cast(device, {{1, 0, Agree, {}}, {2, 1, Agree, {}}}));
    forum.live->publish(forum.house.clock.now());
    const auto part = forum.live->part_of(device.number);
    REQUIRE_FALSE(part.likeness.empty());
    CHECK(part.likeness[0].same == 1);
    CHECK(part.likeness[0].of == 2);
    CHECK(part.shared_by_all == std::vector<std::int64_t>{0});
}

TEST_CASE("nothing is brought into a forum that is open") {
    TestForum forum(three);
    CHECK(key_of(import_votes(forum.house.secretariat, forum.house.db(), {}, forum.id, {})) ==
          "forum.not_empty");
}
