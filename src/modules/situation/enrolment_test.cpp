#include "modules/situation/enrolment.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::situation;
using linkage::RecordLink;
using registers::Field;
using registers::RegisterKind;

namespace {

const PartialDate as_of{2023, 11, 10};

struct Row {
    const char* birth_date = "2013-05-05";
    const char* citizen_id = "";
    const char* status = "";
    const char* grade = "";
};

/// A case written by hand: registers, links, and clusters.
struct Case {
    persons::RegisterSet set;
    std::vector<RecordLink> links;
    std::vector<RecordLink> pairs;
    std::vector<std::vector<std::uint32_t>> clusters;
    std::vector<linkage::FilePairReport> file_pairs;
    double match_share = 0.5;

    void add(RegisterKind kind, std::vector<Row> rows, std::vector<std::uint32_t> row_clusters) {
        const auto number = set.add_register(kind, {1}, as_of);
        std::int64_t row_no = 2;
        for (const auto& row : rows) {
            registers::PersonRecord record;
            record.row_no = row_no++;
            record.value(Field::BirthDate) = row.birth_date;
            record.value(Field::CitizenId) = row.citizen_id;
            record.value(Field::Status) = row.status;
            record.value(Field::Grade) = row.grade;
            record.value(Field::GivenName) = "ก";
            set.add(number, record);
        }
        clusters.push_back(std::move(row_clusters));
    }
    static RecordLink pair(std::uint32_t file, std::uint32_t row, std::uint32_t other_file,
                           std::uint32_t other_row, float probability) {
        RecordLink link;
        link.left = {file, row};
        link.right = {other_file, other_row};
        link.probability = probability;
        return link;
    }
    LinkedChildren children() {
        set.finish();
        return children_of(current_definition(), set, {links, pairs, clusters, file_pairs, match_share}, as_of, {});
    }
};

} // namespace

TEST_CASE("a child is enrolled by the probability of the best link to each school record") {
    Case c;
    c.add(RegisterKind::Civil, {{}, {}}, {0, 1});
    c.add(RegisterKind::School, {{.grade = "ป.4"}, {.grade = "ป.4"}}, {0, 0});
    c.links = {Case::pair(0, 0, 1, 0, 0.9F), Case::pair(0, 0, 1, 1, 0.8F)};
    const auto result = c.children();
    REQUIRE(result.children.size() == 2);
    CHECK(result.children[0].p_enrolled == doctest::Approx(1 - 0.1 * 0.2));
    CHECK(result.children[0].enrolment == Enrolment{Stage::Primary, Provision::School, 4});
    CHECK(result.children[1].p_enrolled == 0);
    CHECK(result.children[1].enrolled_in == -1);
}

TEST_CASE("a health record between ties a school record to a child") {
    Case c;
    c.add(RegisterKind::Civil, {{}}, {0});
    c.add(RegisterKind::Health, {{}}, {0});
    c.add(RegisterKind::School, {{}}, {0});
    c.links = {Case::pair(0, 0, 1, 0, 0.9F), Case::pair(1, 0, 2, 0, 0.5F)};
    CHECK(c.children().children[0].p_enrolled == doctest::Approx(0.45));
}

TEST_CASE("a candidate that was not accepted counts by its probability, once each school record") {
    Case c;
    c.add(RegisterKind::Civil, {{}}, {0});
    c.add(RegisterKind::School, {{}}, {1});
    c.pairs = {Case::pair(0, 0, 1, 0, 0.3F), Case::pair(0, 0, 1, 0, 0.2F)};
    CHECK(c.children().children[0].p_enrolled == doctest::Approx(0.3));
}

TEST_CASE("a school record that another child surely owns is no candidate") {
    Case c;
    c.add(RegisterKind::Civil, {{}, {}}, {0, 1});
    c.add(RegisterKind::School, {{}}, {1});
    c.links = {Case::pair(0, 1, 1, 0, 0.99F)};
    c.pairs = {Case::pair(0, 0, 1, 0, 0.4F), Case::pair(0, 1, 1, 0, 0.99F)};
    CHECK(c.children().children[0].p_enrolled == doctest::Approx(0.4 * 0.01).epsilon(0.001));
}

TEST_CASE("a pupil who left is not enrolled, and the reason is kept") {
    Case c;
    c.add(RegisterKind::Civil, {{}}, {0});
    c.add(RegisterKind::School, {{.status = "ออกกลางคัน"}}, {0});
    c.links = {Case::pair(0, 0, 1, 0, 0.99F)};
    const auto result = c.children();
    CHECK(result.children[0].p_enrolled == 0);
    REQUIRE(result.children[0].reason >= 0);
    CHECK(current_definition().reasons[static_cast<std::size_t>(result.children[0].reason)].key ==
          "dropped_out");
}

TEST_CASE("two civil records of one child are one child") {
    Case c;
    c.add(RegisterKind::Civil, {{}, {}}, {0, 0});
    CHECK(c.children().children.size() == 1);
}

TEST_CASE("a child in the health register alone counts apart, unless a citizen number shows civil status") {
    Case c;
    c.add(RegisterKind::Civil, {{}}, {0});
    c.add(RegisterKind::Health, {{}, {.citizen_id = "1101700203450"}, {}}, {1, 2, 3});
    c.add(RegisterKind::School, {{}}, {3});
    c.pairs = {Case::pair(0, 0, 1, 0, 0.25F)};
    const auto result = c.children();
    REQUIRE(result.without_civil_status.size() == 2);
    CHECK(result.without_civil_status[0].p_person == doctest::Approx(0.75));
    CHECK(result.without_civil_status[0].p_elsewhere == 0);
    CHECK(result.without_civil_status[1].p_elsewhere == 1);
}

TEST_CASE("what is no match among all may be one among the few without a civil record") {
    Case c;
    c.match_share = 1e-4;
    c.add(RegisterKind::Civil, {{}}, {0});
    c.add(RegisterKind::Health, {{}, {}, {}, {}, {}}, {1, 2, 3, 4, 5});
    c.add(RegisterKind::School, {{}, {}, {}, {}}, {1, 2, 3, 6}); // Three of four pupils are linked.
    c.pairs = {Case::pair(1, 3, 2, 3, 0.03F)};
    const auto result = c.children();
    REQUIRE(result.without_civil_status.size() == 6);
    CHECK(result.without_civil_status[3].p_elsewhere > 0.9);
    CHECK(result.without_civil_status[4].p_elsewhere == 0);
}

TEST_CASE("a child of two registers without a civil record is counted once, be they linked or not") {
    Case c;
    c.match_share = 1e-4;
    c.add(RegisterKind::Health, {{}, {}, {}}, {0, 1, 2});
    c.add(RegisterKind::Welfare, {{}, {}}, {0, 3});
    c.pairs = {Case::pair(0, 1, 1, 1, 0.03F)};
    const auto result = c.children();
    REQUIRE(result.without_civil_status.size() == 4);
    CHECK(result.without_civil_status[1].p_elsewhere == 0);
    CHECK(result.without_civil_status[3].p_elsewhere > 0.9);
}

TEST_CASE("a birth year in the civil register is completed by a register that knows the day") {
    Case c;
    c.add(RegisterKind::Civil, {{.birth_date = "2013"}}, {0});
    c.add(RegisterKind::Health, {{.birth_date = "2013-04-02"}}, {0});
    CHECK(c.children().children[0].birth_date == PartialDate{2013, 4, 2});
}

TEST_CASE("a register's persons are counted once each, in the age window only") {
    Case c;
    c.add(RegisterKind::Civil, {{}, {}, {.birth_date = "1990-01-01"}}, {0, 1, 2});
    c.add(RegisterKind::School, {{}, {}}, {0, 0});
    CHECK(c.children().persons_by_register == std::vector<std::int64_t>{2, 1});
}

TEST_CASE("missed links beyond the scored pairs are those between civil and school registers") {
    Case c;
    c.add(RegisterKind::Civil, {{}}, {0});
    c.add(RegisterKind::School, {{}}, {1});
    c.add(RegisterKind::Health, {{}}, {2});
    c.pairs = {Case::pair(0, 0, 1, 0, 0.3F)};
    linkage::FilePairReport school;
    school.left = 0;
    school.right = 1;
    school.expected_missed = 2;
    auto health = school;
    health.right = 2;
    c.file_pairs = {school, health};
    CHECK(c.children().missed_beyond_candidates == doctest::Approx(1.7));
}
