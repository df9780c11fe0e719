#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace samatcha::consensus {

/// Numbers drawn from a seed: the same on every machine (splitmix64).
class Draw {
public:
    explicit Draw(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t bits() {
        auto z = (m_state += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// From 0 to below 1.
    double unit() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
    /// How often something comes up that comes up `mean` times on average.
    double poisson(double mean) {
        if (mean > 30) { // so many that the curve is a bell
            const auto bell = std::sqrt(-2 * std::log(1 - unit())) * std::cos(6.283185307179586 * unit());
            return std::max(0.0, std::round(mean + std::sqrt(mean) * bell));
        }
        const auto least = std::exp(-mean);
        double times = 0;
        for (auto product = unit(); product > least; product *= unit())
            ++times;
        return times;
    }

private:
    std::uint64_t m_state;
};

} // namespace samatcha::consensus
