#include "modules/access/second_factor.hpp"

#include "platform/vault/secret.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace samatcha::access {

namespace {

constexpr std::int64_t step_ms = 30'000;

std::array<unsigned char, 20> hmac_sha1(BytesView key, BytesView message) {
    constexpr std::size_t block = 64;
    Bytes padded(block, 0);
    if (key.size() > block) {
        const auto digest = sha1(key);
        std::copy(digest.begin(), digest.end(), padded.begin());
    } else {
        std::copy(key.begin(), key.end(), padded.begin());
    }
    Bytes inner(padded);
    Bytes outer(padded);
    for (std::size_t i = 0; i < block; ++i) {
        inner[i] ^= 0x36;
        outer[i] ^= 0x5c;
    }
    inner.insert(inner.end(), message.begin(), message.end());
    const auto digest = sha1(inner);
    outer.insert(outer.end(), digest.begin(), digest.end());
    return sha1(outer);
}

} // namespace

std::array<unsigned char, 20> sha1(BytesView message) {
    Bytes bytes(message.begin(), message.end());
    bytes.push_back(0x80);
    while (bytes.size() % 64 != 56)
        bytes.push_back(0);
    const std::uint64_t bits = static_cast<std::uint64_t>(message.size()) * 8;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<unsigned char>(bits >> shift));

    std::array<std::uint32_t, 5> h{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    for (std::size_t start = 0; start < bytes.size(); start += 64) {
        std::array<std::uint32_t, 80> w{};
        for (std::size_t i = 0; i < 64; ++i)
            w[i / 4] = (w[i / 4] << 8) | bytes[start + i];
        for (std::size_t i = 16; i < 80; ++i)
            w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        auto [a, b, c, d, e] = h;
        for (std::size_t i = 0; i < 80; ++i) {
            const auto [f, k] = i < 20   ? std::pair{(b & c) | (~b & d), 0x5a827999U}
                                : i < 40 ? std::pair{b ^ c ^ d, 0x6ed9eba1U}
                                : i < 60 ? std::pair{(b & c) | (b & d) | (c & d), 0x8f1bbcdcU}
                                         : std::pair{b ^ c ^ d, 0xca62c1d6U};
            const auto next = std::rotl(a, 5) + f + e + k + w[i];
            e = d;
            d = c;
            c = std::rotl(b, 30);
            b = a;
            a = next;
        }
        h = {h[0] + a, h[1] + b, h[2] + c, h[3] + d, h[4] + e};
    }
    std::array<unsigned char, 20> digest{};
    for (std::size_t i = 0; i < 20; ++i)
        digest[i] = static_cast<unsigned char>(h[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

std::int64_t step_at(Instant instant) { return instant.unix_ms / step_ms; }

std::string one_time_code(BytesView secret, std::int64_t step) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < 8; ++i)
        counter[i] = static_cast<unsigned char>(step >> (56 - 8 * i));
    const auto digest = hmac_sha1(secret, counter);
    // Dynamic truncation, RFC 4226 5.3.
    const std::size_t offset = digest[19] & 0xf;
    const std::uint32_t number = (digest[offset] & 0x7fU) << 24 | static_cast<std::uint32_t>(digest[offset + 1]) << 16 |
                                 static_cast<std::uint32_t>(digest[offset + 2]) << 8 | digest[offset + 3];
    return fmt::format("{:06}", number % 1'000'000);
}

std::optional<std::int64_t> step_of_code(BytesView secret, std::string_view code, Instant now,
                                         std::int64_t last_used_step) {
    for (const int drift : {0, -1, 1}) {
        const auto step = step_at(now) + drift;
        if (step > last_used_step && vault::constant_time_equal(one_time_code(secret, step), code))
            return step;
    }
    return std::nullopt;
}

std::string base32(BytesView bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t held = 0;
    int held_bits = 0;
    for (const auto byte : bytes) {
        held = (held << 8) | byte;
        held_bits += 8;
        while (held_bits >= 5) {
            held_bits -= 5;
            out += alphabet[(held >> held_bits) & 31];
        }
    }
    if (held_bits > 0)
        out += alphabet[(held << (5 - held_bits)) & 31];
    return out;
}

std::string otpauth_uri(std::string_view login, BytesView secret) {
    return fmt::format("otpauth://totp/Samatcha:{}?secret={}&issuer=Samatcha&algorithm=SHA1&digits=6&period=30",
                       login, base32(secret));
}

} // namespace samatcha::access
