#include "modules/persons/evidence.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::persons;

TEST_CASE("packed evidence is told again, in the words of its run") {
    EvidenceWords words;
    const std::vector<linkage::Evidence> evidence{
        {"given_name", "sound", 5.126, linkage::Meaning::GivenName},
        {"birth_date", "different", -8.5, linkage::Meaning::BirthDate}};
    const auto packed = words.pack(evidence);
    CHECK(packed.size() == 8);
    const auto told = EvidenceWords(words.words()).unpack(packed);
    REQUIRE(told);
    REQUIRE(told->size() == 2);
    CHECK((*told)[0].field == "given_name");
    CHECK((*told)[0].level == "sound");
    CHECK((*told)[0].weight == doctest::Approx(5.13));
    CHECK((*told)[1].level == "different");
    CHECK((*told)[1].weight == doctest::Approx(-8.5));
}

TEST_CASE("evidence of another run's words is refused") {
    EvidenceWords words;
    const std::vector<linkage::Evidence> evidence{{"sex", "exact", 1, linkage::Meaning::Sex}};
    const auto packed = words.pack(evidence);
    CHECK(EvidenceWords().unpack(packed).error().key == "persons.evidence_unreadable");
}
