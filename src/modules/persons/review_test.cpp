#include "modules/persons/decided_records.hpp"
#include "modules/persons/record_identity.hpp"
#include "modules/persons/review.hpp"
#include "modules/persons/review_accuracy.hpp"
#include "modules/persons/review_rule.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace samatcha;
using namespace samatcha::persons;
using registers::Field;
using registers::PersonRecord;

namespace {

PersonRecord record(std::string id, std::string number, std::string name, std::string born) {
    PersonRecord r;
    r.value(Field::RecordId) = std::move(id);
    r.value(Field::CitizenId) = std::move(number);
    r.value(Field::GivenName) = std::move(name);
    r.value(Field::Surname) = "โพธิสุรินทร์";
    r.value(Field::BirthDate) = std::move(born);
    return r;
}

struct Identities {
    vault::KeyRing keys = vault::KeyRing::ephemeral();
    RecordIdentity of(const PersonRecord& r) const {
        return identity_of(keys, "40", registers::RegisterKind::School, {3}, r);
    }
};

ReviewOutcome outcome(std::vector<Decision> decisions) {
    return outcome_of(decisions);
}

ReviewStratum stratum(std::int64_t number, bool is_linked, std::int64_t pairs,
                      double expected_same) {
    ReviewStratum s;
    s.number = number;
    s.is_linked = is_linked;
    s.moves_number = true;
    s.pairs = pairs;
    s.expected_same = expected_same;
    return s;
}

std::vector<ReviewOutcome> said(int same, int different, int open) {
    std::vector<ReviewOutcome> all(static_cast<std::size_t>(same), ReviewOutcome::Same);
    all.insert(all.end(), static_cast<std::size_t>(different), ReviewOutcome::Different);
    all.insert(all.end(), static_cast<std::size_t>(open), ReviewOutcome::Open);
    return all;
}

} // namespace

TEST_CASE("two reviewers who disagree are a dispute, which a third ends") {
    CHECK(outcome({}) == ReviewOutcome::Open);
    CHECK(outcome({Decision::Same}) == ReviewOutcome::Same);
    CHECK(outcome({Decision::Same, Decision::Different}) == ReviewOutcome::Disputed);
    CHECK(outcome({Decision::Same, Decision::Different, Decision::Different}) ==
          ReviewOutcome::Different);
}

TEST_CASE("who cannot tell does not count against who can") {
    CHECK(outcome({Decision::Unsure}) == ReviewOutcome::Unsure);
    CHECK(outcome({Decision::Unsure, Decision::Different}) == ReviewOutcome::Different);
}

TEST_CASE("a record is known again by its register's number while one thing it says has stayed") {
    const Identities house;
    const auto before = house.of(record("17", "", "นัทที", "2012-08-28"));
    CHECK(is_same_record(before, house.of(record("17", "", "นัฐที", "2012-08-28"))));
    CHECK(is_same_record(before, house.of(record("17", "", "นัทที", "2012-08-29"))));
}

TEST_CASE("a row number that went to somebody else is not the same record") {
    const Identities house;
    CHECK_FALSE(is_same_record(house.of(record("17", "", "นัทที", "2012-08-28")),
                               house.of(record("17", "", "สมหมาย", "2009-01-02"))));
}

TEST_CASE("without a number of the register all that a record says must have stayed") {
    const Identities house;
    const auto before = house.of(record("", "", "นัทที", "2012-08-28"));
    CHECK(before.key != 0);
    CHECK(is_same_record(before, house.of(record("", "", "นัทที", "2012-08-28"))));
    CHECK_FALSE(is_same_record(before, house.of(record("", "", "นัทที", "2012-08-29"))));
    CHECK(house.of(record("", "", "", "2012-08-28")).key == 0);
}

TEST_CASE("the same number in another agency's register is another record") {
    const Identities house;
    const auto r = record("17", "", "นัทที", "2012-08-28");
    CHECK(house.of(r).key !=
          identity_of(house.keys, "40", registers::RegisterKind::School, {4}, r).key);
    CHECK(house.of(r).key !=
          identity_of(house.keys, "40", registers::RegisterKind::Civil, {3}, r).key);
    CHECK(identity_from(house.of(r).key, packed_marks(house.of(r))) == house.of(r));
}

TEST_CASE("a decided record that two rows claim to be is none of them") {
    const Identities house;
    ReviewDecision decision;
    decision.low = house.of(record("17", "", "นัทที", "2012-08-28"));
    decision.high = house.of(record("18", "", "นัทที", "2012-08-28"));
    decision.decision = Decision::Different;
    LinkedSnapshot school;
    school.register_kind = registers::RegisterKind::School;
    school.agency_id = {3};
    DecidedRecordsFinder finder(house.keys, "40", {decision});
    const auto look_at = [&](std::uint32_t row, std::string number) {
        const auto seen = record(number, "", "นัทที", "2012-08-28");
        finder.look_at({0, row}, house.of(seen).key, school, seen);
    };
    look_at(5, "18");
    look_at(9, "17");
    REQUIRE(finder.found().size() == 1);
    CHECK(finder.found()[0].left == linkage::RecordRef{0, 5});
    CHECK(binding(finder.found()).at(0).decision == linkage::Decision::Different);
    look_at(11, "17");
    CHECK(finder.found().empty());
}

TEST_CASE("a pair drawn by lot stands for its share of the stratum, any other for itself") {
    const auto decided = [](std::uint32_t row, std::int64_t key, ReviewOutcome outcome) {
        return DecidedRecords{{0, row}, {1, row}, outcome, key, key + 1};
    };
    const auto asked = [](std::int64_t key, std::optional<std::int64_t> stratum) {
        ReviewItem item;
        item.low_key = key;
        item.high_key = key + 1;
        item.stratum = stratum;
        return item;
    };
    ReviewStratum stratum;
    stratum.number = 3;
    stratum.pairs = 900;
    const auto pairs = binding({decided(0, 10, ReviewOutcome::Same),
                                decided(1, 20, ReviewOutcome::Different),
                                decided(2, 30, ReviewOutcome::Same),
                                decided(3, 40, ReviewOutcome::Disputed)},
                               std::vector{asked(10, 3), asked(20, 3), asked(30, {}), asked(40, 3)},
                               std::vector{stratum});
    REQUIRE(pairs.size() == 3);
    CHECK(pairs[0].stands_for == 450);
    CHECK(pairs[1].stands_for == 450);
    CHECK(pairs[2].stands_for == 1);
}

TEST_CASE("a rule holds only where each of its conditions does") {
    const auto* rule = review_rule("number_birth_names");
    REQUIRE(rule);
    const std::vector<EvidenceWords::Told> all{{"national_id", "exact", 20},
                                               {"birth_date", "exact", 8},
                                               {"given_name", "close", 4},
                                               {"surname", "exact_rare", 9}};
    CHECK(holds(*rule, all));
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto broken = all;
        broken[i].level = "different";
        CHECK_FALSE(holds(*rule, broken));
        broken.erase(broken.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK_FALSE(holds(*rule, broken));
    }
    auto year_only = all;
    year_only[1].level = "exact_first_january";
    CHECK_FALSE(holds(*rule, year_only));
}

TEST_CASE("the interval of Wilson is the published one, and nothing when all are known") {
    const auto share = wilson(8, 10, 1'000'000'000);
    CHECK(share.low ==
          doctest::Approx(0.4902).epsilon(0.001)); // Wilson 1927; Newcombe 1998, table I
    CHECK(share.high == doctest::Approx(0.9433).epsilon(0.001));
    const auto known = wilson(8, 10, 10);
    CHECK(known.low == doctest::Approx(0.8));
    CHECK(known.high == doctest::Approx(0.8));
    CHECK(wilson(0, 0, 5).high == 1);
}

TEST_CASE("precision weighs each stratum by all its pairs, not by how many were drawn") {
    const std::vector<ReviewStratum> strata{stratum(1, true, 100, 60), stratum(3, true, 900, 899)};
    const auto accuracy = measure_accuracy(strata, {{1, said(10, 10, 0)}, {3, said(20, 0, 0)}}, 0);
    CHECK(accuracy.precision.value == doctest::Approx(0.95)); // (100 * .5 + 900 * 1) / 1000
    CHECK(accuracy.precision.low < 0.95);
    CHECK(accuracy.precision.high > 0.95);
    CHECK(accuracy.reviewed == 40);
}

TEST_CASE("recall counts the pairs drawn from those that are no links, and those never compared") {
    const std::vector<ReviewStratum> strata{stratum(1, true, 90, 90), stratum(9, false, 100, 5)};
    const auto accuracy = measure_accuracy(strata, {{1, said(10, 0, 0)}, {9, said(1, 19, 0)}}, 5);
    CHECK(accuracy.recall.value == doctest::Approx(0.9)); // 90 / (90 + 5 + 5)
}

TEST_CASE("nobody having looked, the model speaks alone and the interval is wide") {
    const std::vector<ReviewStratum> strata{stratum(1, true, 100, 90)};
    const auto accuracy = measure_accuracy(strata, {{1, said(0, 0, 30)}}, 0);
    CHECK(accuracy.precision.value == doctest::Approx(0.9));
    CHECK(accuracy.precision.low == doctest::Approx(0));
    CHECK(accuracy.false_links.factor == 1);
    CHECK(accuracy.false_links.relative_sd == model_relative_sd);
}

TEST_CASE("a sample that contradicts the model takes its place, one that agrees narrows it") {
    const std::vector<ReviewStratum> strata{stratum(1, true, 1000, 990)};
    const auto refuted = measure_accuracy(strata, {{1, said(20, 10, 0)}}, 0).false_links;
    CHECK(refuted.model == doctest::Approx(10));
    CHECK(refuted.value == doctest::Approx(1000.0 / 3));
    CHECK(refuted.factor == doctest::Approx(100.0 / 3));
    const auto agreeing = measure_accuracy(strata, {{1, said(297, 3, 0)}}, 0).false_links;
    CHECK(agreeing.value == doctest::Approx(10).epsilon(0.05));
    CHECK(agreeing.relative_sd < model_relative_sd);
}

TEST_CASE("what was decided before the run is no error any more") {
    auto linked = stratum(1, true, 100, 60);
    linked.pairs_decided = 40;
    linked.pairs_same = 20;
    const auto accuracy = measure_accuracy(std::vector{linked}, {{1, said(16, 14, 0)}}, 0);
    // 100 * 14/30 are wrong, 20 of them were parted: 26.7 remain among 60 + 20 links.
    CHECK(accuracy.precision.value == doctest::Approx(1 - (100.0 * 14 / 30 - 20) / 80));
}

TEST_CASE("who could not tell widens the interval both ways") {
    const std::vector<ReviewStratum> strata{stratum(1, true, 10000, 9000)};
    auto unsure = said(20, 5, 0);
    const auto without = measure_accuracy(strata, {{1, unsure}}, 0);
    unsure.insert(unsure.end(), 5, ReviewOutcome::Unsure);
    const auto with = measure_accuracy(strata, {{1, unsure}}, 0);
    CHECK(with.precision.low < without.precision.low);
    CHECK(with.precision.high > without.precision.high);
    CHECK(with.unsure == 5);
}
