// Clerical review from end to end: what people decided in one link run holds in the next.

#include "modules/persons/kept_run.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/review_actions.hpp"
#include "modules/registers/test_intake.hpp"
#include "modules/situation/actions.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>

using namespace samatcha;
using namespace samatcha::persons;
using registers::Field;
using registers::RegisterKind;

namespace {

/// Names of syllables, unlike each other: nobody's.
std::string syllables(int number, int salt) {
    static constexpr std::array parts{"ชัย", "พร", "วร", "ณี",  "สุ",  "ทิพ",
                                      "นัท", "ที",  "กิต", "ดา", "มน", "รุ่ง"};
    std::uint32_t x = static_cast<std::uint32_t>(number) * 2654435761U +
                      static_cast<std::uint32_t>(salt) * 40503U;
    std::string name;
    for (int i = 0; i < 3; ++i) {
        name += parts[(x >> 8) % parts.size()];
        x = x * 1664525U + 1013904223U;
    }
    return name;
}

/// School records of every other child leave doubts, of four sorts: little is said, or it is said
/// otherwise.
std::string file_of(int children, bool is_school, std::string_view note = "") {
    std::string csv = "id,name,surname,sex,dob,tambon,house\n";
    for (int n = 0; n < children; ++n) {
        auto name = syllables(n, 1);
        auto surname = syllables(n / 2, 2);
        auto born = fmt::format("{:04}-{:02}-{:02}", 2009 + n % 8, 1 + n % 10, 2 + n % 25);
        auto house = fmt::format("{}{}", n / 2, note);
        switch (is_school ? n % 8 : 1) {
        case 0:
            surname = syllables(n, 7);
            house.clear();
            born = born.substr(0, 4);
            break;
        case 2:
            name = syllables(n, 7);
            surname = syllables(n, 8);
            house.clear();
            break;
        case 4:
            surname.clear();
            born.clear();
            house.clear();
            break;
        case 6:
            surname.clear();
            born = born.substr(0, 7);
            house.clear();
            break;
        default:
            break;
        }
        csv += fmt::format("{}{},{},{},{},{},{},{}\n", is_school ? "s" : "c", n, name, surname,
                           n % 2 ? "M" : "F", born, n % 3 ? "400101" : "400102", house);
    }
    return csv;
}

const std::vector<registers::ColumnMapping> mapping{
    {0, Field::RecordId},  {1, Field::GivenName},       {2, Field::Surname}, {3, Field::Sex},
    {4, Field::BirthDate}, {5, Field::SubdistrictCode}, {6, Field::HouseNo}};

struct ReviewedProvince : registers::TestIntake {
    registers::AgreementId school = make_agreement(
        {registers::all_fields().begin(), registers::all_fields().end()}, RegisterKind::School);

    KeptRuns kept{folder / "linkage", keys, [](auto, auto, auto) {}};

    ReviewedProvince() {
        handle_link_runs(jobs, keys, clock, kept, situation::count_after_linking(clock));
    }

    registers::SnapshotId import(registers::AgreementId by, const std::string& csv) {
        auto wanted = request(csv, mapping);
        wanted.agreement_id = by;
        return imported(wanted).id;
    }
    LinkRun link(std::vector<registers::SnapshotId> snapshots,
                 ReviewTeaches teaches = ReviewTeaches::No) {
        const auto run =
            start_link_run(actor, db(), jobs, clock, std::move(snapshots), teaches).value();
        REQUIRE(jobs.run("40", run.job_id).state == jobs::JobState::Succeeded);
        return latest_complete_link_run(db(), "40").value();
    }
    static access::Actor reviewer(std::int64_t account) {
        auto actor = secretariat();
        actor.account = {account};
        return actor;
    }
    ReviewOutcome decide(const ReviewItem& item, Decision decision, std::int64_t account = 1) {
        clock.advance_ms(1000);
        return decide_review(db(), keys, clock, reviewer(account), item.id, decision).value();
    }
    QueueProgress queue(ReviewQueue wanted, std::int64_t account = 1) {
        const auto queues = review_queues(db(), "40", {account}).value();
        for (const auto& one : queues)
            if (one.queue == wanted)
                return one;
        return {};
    }
    PersonId person_at(registers::SnapshotId snapshot, std::int64_t row_no) {
        PersonId found;
        const auto run = latest_complete_link_run(db(), "40").value();
        each_person_record(db(), "40", run.id, [&](const PersonRecordRow& row) {
            if (row.snapshot == snapshot && row.row_no == row_no)
                found = row.person;
        });
        return found;
    }
    /// Rows of a file are the same children in every file here.
    bool are_one(registers::SnapshotId left, std::int64_t left_row, registers::SnapshotId right,
                 std::int64_t right_row) {
        return person_at(left, left_row) == person_at(right, right_row);
    }
};

ReviewItem first_across(ReviewedProvince& t, const LinkRun& run, bool is_one_person) {
    for (const auto& item : review_items(t.db(), "40", run.id))
        if (item.left_snapshot != item.right_snapshot &&
            (item.left_person == item.right_person) == is_one_person)
            return item;
    FAIL("no such pair");
    return {};
}

/// A pair of two persons who have no other record.
ReviewItem two_alone(ReviewedProvince& t, const LinkRun& run) {
    const auto is_alone = [&](PersonId person) {
        return records_of_person(t.db(), "40", run.id, person).size() == 1;
    };
    for (const auto& item : review_items(t.db(), "40", run.id))
        if (item.left_person != item.right_person && is_alone(item.left_person) &&
            is_alone(item.right_person))
            return item;
    FAIL("no such pair");
    return {};
}

} // namespace

TEST_CASE("a decision made in one run holds in the next with a newer snapshot, and undo restores") {
    ReviewedProvince t;
    const auto civil = t.import(t.agreement, file_of(200, false));
    const auto school = t.import(t.school, file_of(150, true));
    const auto run = t.link({civil, school});
    const auto together = first_across(t, run, true);
    const auto apart = first_across(t, run, false);
    CHECK(t.decide(together, Decision::Different) == ReviewOutcome::Different);
    CHECK(t.decide(apart, Decision::Same) == ReviewOutcome::Same);

    const auto newer = t.import(t.school, file_of(150, true, "/1"));
    t.link({civil, newer});
    const auto now = [&](registers::SnapshotId s) { return s == school ? newer : s; };
    const auto one = [&](const ReviewItem& i) {
        return t.are_one(now(i.left_snapshot), i.left_row_no, now(i.right_snapshot),
                         i.right_row_no);
    };
    CHECK_FALSE(one(together));
    CHECK(one(apart));
    const auto person =
        open_person(t.db(), t.keys, "40", t.person_at(now(apart.left_snapshot), apart.left_row_no));
    REQUIRE(person);
    CHECK(std::any_of(person->links.begin(), person->links.end(), [](const OpenedLink& link) {
        return std::any_of(link.evidence.begin(), link.evidence.end(),
                           [](const auto& told) { return told.level == "decided_same"; });
    }));

    for (int i = 0; i < 2; ++i)
        REQUIRE(undo_review(t.db(), t.clock, t.reviewer(1)));
    CHECK(undo_review(t.db(), t.clock, t.reviewer(1)).error().key == "persons.nothing_to_undo");
    t.link({civil, newer});
    CHECK(one(together));
    CHECK_FALSE(one(apart));
}

TEST_CASE("the most informative pair comes first, and who has decided it does not see it again") {
    ReviewedProvince t;
    const auto run = t.link(
        {t.import(t.agreement, file_of(200, false)), t.import(t.school, file_of(150, true))});
    const auto before = t.queue(ReviewQueue::Doubtful);
    REQUIRE(before.left > 1);
    const auto first = open_review(t.db(), t.keys, "40", *before.next).value();
    CHECK(first.item.doubtful_rank == 0);
    CHECK(first.records.size() >= 2);
    CHECK_FALSE(first.evidence.empty());
    t.decide(first.item, Decision::Unsure);
    const auto after = t.queue(ReviewQueue::Doubtful);
    CHECK(after.left == before.left - 1);
    CHECK(after.total == before.total);
    CHECK(*after.next != *before.next);
    CHECK(*t.queue(ReviewQueue::Doubtful, 2).next == *before.next); // another may be able to tell
    CHECK(*undo_review(t.db(), t.clock, t.reviewer(1)).value() == *before.next);
    CHECK(t.queue(ReviewQueue::Doubtful).left == before.left);
    CHECK(open_review(t.db(), t.keys, "40", {1}).error().key == "persons.review_item_unknown");
    CHECK(open_review(t.db(), t.keys, "41", first.item.id).error().key == "persons.no_link_run");
}

TEST_CASE("a pair on which two disagree waits for a third account, and binds nothing until then") {
    ReviewedProvince t;
    const auto civil = t.import(t.agreement, file_of(200, false));
    const auto school = t.import(t.school, file_of(150, true));
    const auto run = t.link({civil, school});
    const auto pair = first_across(t, run, true);
    t.decide(pair, Decision::Different, 1);
    CHECK(t.decide(pair, Decision::Same, 2) == ReviewOutcome::Disputed);
    CHECK(t.queue(ReviewQueue::Disputed, 1).left == 0);
    CHECK(t.queue(ReviewQueue::Disputed, 3).left == 1);
    t.link({civil, school});
    CHECK(t.are_one(pair.left_snapshot, pair.left_row_no, pair.right_snapshot, pair.right_row_no));

    // Of a newer run too: nobody has settled it.
    const auto again = t.queue(ReviewQueue::Disputed, 3).next;
    REQUIRE(again);
    t.decide(open_review(t.db(), t.keys, "40", *again)->item, Decision::Different, 3);
    t.link({civil, school});
    CHECK_FALSE(t.are_one(pair.left_snapshot, pair.left_row_no, pair.right_snapshot, pair.right_row_no));
    CHECK(t.queue(ReviewQueue::Disputed, 4).total == 0);
}

TEST_CASE(
    "a drawn pair is drawn again in the next run, and what was said of it counts in the number") {
    ReviewedProvince t;
    const auto civil = t.import(t.agreement, file_of(200, false));
    const auto school = t.import(t.school, file_of(150, true));
    auto run = t.link({civil, school});
    CHECK_FALSE(situation::latest(t.db(), "40")->method.review.has_value());
    for (const auto& item : review_items(t.db(), "40", run.id))
        if (item.sample_rank && item.left_snapshot != item.right_snapshot)
            t.decide(item,
                     item.left_row_no == item.right_row_no ? Decision::Same : Decision::Different);
    const auto said = review_accuracy(t.db(), "40").value();
    REQUIRE(said.reviewed > 20);
    CHECK(said.precision.low <= said.precision.value);

    run = t.link({civil, school});
    const auto again = review_accuracy(t.db(), "40").value();
    CHECK(again.reviewed >= said.reviewed * 9 / 10);
    const auto now = situation::latest(t.db(), "40").value();
    REQUIRE(now.method.review.has_value());
    CHECK(now.method.review->pairs == again.reviewed);
    CHECK(now.low <= 50);
    CHECK(now.high >= 50);
}

TEST_CASE("a link run learns from what was decided only when it is told to, and says from how much") {
    ReviewedProvince t;
    const auto civil = t.import(t.agreement, file_of(200, false));
    const auto school = t.import(t.school, file_of(150, true));
    const auto run = t.link({civil, school}, ReviewTeaches::Yes);
    CHECK(run.report.decisions_learnt == 0);
    for (const auto& item : review_items(t.db(), "40", run.id))
        if (item.sample_rank)
            t.decide(item,
                     item.left_row_no == item.right_row_no ? Decision::Same : Decision::Different);
    CHECK_FALSE(t.link({civil, school}).report.decisions_learnt.has_value());
    CHECK(t.link({civil, school}, ReviewTeaches::Yes).report.decisions_learnt > 20);
}

TEST_CASE("a rule decides all its pairs as one, is refused when they moved, and is undone as one") {
    ReviewedProvince t;
    t.link({t.import(t.agreement, file_of(200, false)), t.import(t.school, file_of(150, true))});
    const auto reach = reach_of_rules(t.db(), "40").value();
    const auto widest =
        std::max_element(reach.begin(), reach.end(), [](const RuleReach& l, const RuleReach& r) {
            return l.items.size() < r.items.size();
        });
    REQUIRE(widest->items.size() > 1);
    const auto pairs = static_cast<std::int64_t>(widest->items.size());
    const auto decide = [&](std::int64_t shown) {
        return decide_in_bulk(t.db(), t.keys, t.clock, t.reviewer(1), widest->rule->key, shown);
    };
    CHECK(decide(pairs - 1).error().key == "persons.rule_moved");
    const auto bulk = decide(pairs);
    REQUIRE(bulk);
    CHECK(decide(pairs).error().key == "persons.rule_empty");
    CHECK(standing_decisions(t.db(), "40").size() == widest->items.size());
    CHECK(undo_review(t.db(), t.clock, t.reviewer(1)).error().key == "persons.nothing_to_undo");
    REQUIRE(undo_bulk(t.db(), t.clock, t.reviewer(1), bulk->id));
    CHECK(standing_decisions(t.db(), "40").empty());
    CHECK(undo_bulk(t.db(), t.clock, t.reviewer(1), bulk->id).error().key ==
          "persons.nothing_to_undo");
    CHECK(reach_of_rule(t.db(), "40", "no_such_rule").error().key == "persons.rule_unknown");
}

TEST_CASE("a merger is told with its reason, and undone it does not come back") {
    ReviewedProvince t;
    const auto civil = t.import(t.agreement, file_of(200, false));
    const auto school = t.import(t.school, file_of(150, true));
    const auto pair = two_alone(t, t.link({civil, school}));
    const auto left = pair.left_person;
    const auto right = pair.right_person;
    t.decide(pair, Decision::Same);
    const auto run = t.link({civil, school});
    const auto now = t.person_at(pair.left_snapshot, pair.left_row_no);
    const auto gone = now == left ? right : left;
    const auto history = changes_of_person(t.db(), "40", gone);
    REQUIRE(history.size() == 1);
    CHECK(history[0].change.change == IdentityChange::Merged);
    CHECK(history[0].change.reason == ChangeReason::Review);

    const auto undo = [&](PersonId person) {
        return undo_person_change(t.db(), t.keys, t.clock, t.reviewer(1), run.id, person, now);
    };
    CHECK(undo({1}).error().key == "persons.change_unknown");
    REQUIRE(undo(gone));
    t.link({civil, school});
    CHECK_FALSE(
        t.are_one(pair.left_snapshot, pair.left_row_no, pair.right_snapshot, pair.right_row_no));
    CHECK(undo(gone).error().key == "persons.change_passed");
}

TEST_CASE("a split is told with its reason, and undone the records come together again") {
    ReviewedProvince t;
    const auto civil = t.import(t.agreement, file_of(200, false));
    const auto school = t.import(t.school, file_of(150, true));
    const auto pair = first_across(t, t.link({civil, school}), true);
    t.decide(pair, Decision::Different);
    const auto run = t.link({civil, school});
    const auto history = changes_of_person(t.db(), "40", pair.left_person);
    REQUIRE(history.size() == 1);
    CHECK(history[0].change.change == IdentityChange::Split);
    CHECK(history[0].change.reason == ChangeReason::Review);
    REQUIRE(undo_person_change(t.db(), t.keys, t.clock, t.reviewer(1), run.id,
                               {history[0].change.person}, {history[0].change.other}));
    t.link({civil, school});
    CHECK(t.are_one(pair.left_snapshot, pair.left_row_no, pair.right_snapshot, pair.right_row_no));
}
