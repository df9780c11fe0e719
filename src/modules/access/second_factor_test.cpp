#include "modules/access/second_factor.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::access;

namespace {

const Bytes rfc_secret = [] {
    const auto text = as_bytes("12345678901234567890");
    return Bytes(text.begin(), text.end());
}();

std::string hex(BytesView bytes) {
    std::string out;
    for (const auto byte : bytes) {
        out += "0123456789abcdef"[byte >> 4];
        out += "0123456789abcdef"[byte & 15];
    }
    return out;
}

} // namespace

TEST_CASE("SHA-1 gives the digests of RFC 3174") {
    CHECK(hex(sha1(as_bytes("abc"))) == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(hex(sha1(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))) ==
          "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    CHECK(hex(sha1({})) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

TEST_CASE("one-time codes are those of RFC 4226 and RFC 6238") {
    CHECK(one_time_code(rfc_secret, 0) == "755224");
    CHECK(one_time_code(rfc_secret, 9) == "520489");
    CHECK(one_time_code(rfc_secret, step_at({59'000})) == "287082");
    CHECK(one_time_code(rfc_secret, step_at({1'111'111'109'000})) == "081804");
    CHECK(one_time_code(rfc_secret, step_at({20'000'000'000'000})) == "353130");
}

TEST_CASE("a code counts one step early or late, and once") {
    const Instant now{59'000}; // Step 1.
    for (const std::int64_t step : {0, 1, 2})
        CHECK(step_of_code(rfc_secret, one_time_code(rfc_secret, step), now, -1) == step);
    CHECK_FALSE(step_of_code(rfc_secret, one_time_code(rfc_secret, 3), now, -1));
    CHECK_FALSE(step_of_code(rfc_secret, one_time_code(rfc_secret, 1), now, 1));
    CHECK_FALSE(step_of_code(rfc_secret, "", now, -1));
}

TEST_CASE("secrets are written in base 32 as RFC 4648 has it") {
    CHECK(base32(as_bytes("foobar")) == "MZXW6YTBOI");
    CHECK(base32(as_bytes("f")) == "MY");
    CHECK(otpauth_uri("boss", as_bytes("foobar")).starts_with("otpauth://totp/Samatcha:boss?secret=MZXW6YTBOI&"));
}
