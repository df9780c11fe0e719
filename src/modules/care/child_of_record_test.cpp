#include "modules/care/child_of_record.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::care;

TEST_CASE("a child of one name is called by it, wherever the register keeps it") {
    registers::PersonRecord record;
    record.value(registers::Field::Surname) = "มีนา";
    CHECK(child_of_record(record).given_name == "มีนา");
    CHECK(child_of_record(record).surname.empty());
    record.value(registers::Field::GivenName) = "ชูใจ";
    CHECK(child_of_record(record).given_name == "ชูใจ");
    CHECK(child_of_record(record).surname == "มีนา");
}
