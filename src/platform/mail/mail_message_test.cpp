#include "platform/mail/mail_message.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace samatcha;
using namespace samatcha::mail;

TEST_CASE("an address is one name at one host, and nothing that could break out of a header") {
    for (const auto* good : {"a@b", "first.last+care@host.go.th", "x_1@a-b.example"})
        CHECK_MESSAGE(is_address(good), good);
    for (const auto* wrong : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nBcc: c@d", "a@b>", "<a@b>",
                              "a@.b", "a@b.", "a,b@c", "กขค@host"})
        CHECK_FALSE_MESSAGE(is_address(wrong), wrong);
    CHECK_FALSE(is_address(std::string(250, 'a') + "@host"));
}

TEST_CASE("a message is of seven bits and short lines however long its Thai words are") {
    std::string subject, text;
    for (int i = 0; i < 60; ++i)
        subject += "ส่งต่อ ", text += "มีเรื่องส่งต่อรอคำตอบของหน่วยงานท่าน\n";
    const auto wire = wire_text({"1@samatcha", "from@a", "to@b", subject, text, {1'795'000'000'000}});
    std::istringstream lines(wire);
    for (std::string line; std::getline(lines, line);) {
        CHECK(line.size() <= 77);
        CHECK(line.back() == '\r');
        for (const char c : line)
            CHECK(static_cast<unsigned char>(c) < 0x80);
    }
}

TEST_CASE("a subject cannot add a header") {
    const auto wire = wire_text({"1@h", "f@a", "t@b", "one\r\nBcc: x@y", "text", {0}});
    CHECK(wire.find("Bcc") == std::string::npos);
    CHECK(wire.find("Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n") == 0);
}
