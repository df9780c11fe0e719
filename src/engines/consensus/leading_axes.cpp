#include "engines/consensus/leading_axes.hpp"

#include "engines/consensus/lanes.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numeric>

namespace samatcha::consensus {

namespace {

using Vector = std::vector<double>;

Lanes lanes_at(const double* values) {
    Lanes lanes;
    std::memcpy(&lanes, values, sizeof(lanes));
    return lanes;
}

/// Four sums: one alone would wait for each addition.
double dot(const double* a, const double* b, std::size_t size) {
    Lanes sums[4] = {};
    std::size_t i = 0;
    for (; i + 8 <= size; i += 8)
        for (std::size_t lane = 0; lane < 4; ++lane)
            sums[lane] += lanes_at(a + i + 2 * lane) * lanes_at(b + i + 2 * lane);
    const auto together = sums[0] + sums[1] + (sums[2] + sums[3]);
    double rest = 0;
    for (; i < size; ++i)
        rest += a[i] * b[i];
    return together[0] + together[1] + rest;
}

double dot(const Vector& a, const Vector& b) { return dot(a.data(), b.data(), a.size()); }

void store(double* values, Lanes lanes) { std::memcpy(values, &lanes, sizeof(lanes)); }

/// Each number of the half is read once and used twice: memory is slower than adding.
Vector product(const SymmetricMatrix& matrix, const Vector& x) {
    Vector y(x.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        const auto* const row = matrix.row(i);
        const Lanes own = {x[i], x[i]};
        Lanes sums[2] = {};
        std::size_t j = 0;
        for (; j + 4 <= i; j += 4)
            for (std::size_t lane = 0; lane < 2; ++lane) {
                const auto at = j + 2 * lane;
                const auto values = lanes_at(row + at);
                sums[lane] += values * lanes_at(x.data() + at);
                store(y.data() + at, lanes_at(y.data() + at) + values * own);
            }
        double sum = row[i] * x[i];
        for (; j < i; ++j) {
            sum += row[j] * x[j];
            y[j] += row[j] * x[i];
        }
        const auto together = sums[0] + sums[1];
        y[i] += sum + together[0] + together[1];
    }
    return y;
}

/// The same numbers every time, of no pattern that a conversation could have.
Vector fixed_direction(std::size_t size, std::uint64_t number) {
    Vector direction(size);
    for (std::size_t i = 0; i < size; ++i) {
        std::uint64_t bits = (number << 32) + i + 1;
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
        direction[i] = static_cast<double>((bits ^ (bits >> 31)) >> 11) * 0x1p-53 - 0.5;
    }
    return direction;
}

/// Takes out of `vector` what lies along the basis, twice: once leaves rounding behind.
void make_orthogonal(Vector& vector, const std::vector<Vector>& basis) {
    for (int pass = 0; pass < 2; ++pass)
        for (const auto& direction : basis) {
            const auto along = dot(vector, direction);
            for (std::size_t i = 0; i < vector.size(); ++i)
                vector[i] -= along * direction[i];
        }
}

bool scale_to_unit(Vector& vector, double least_length) {
    const auto length = std::sqrt(dot(vector, vector));
    if (length <= least_length)
        return false;
    for (auto& value : vector)
        value /= length;
    return true;
}

/// A symmetric matrix with two bands: the diagonal, and what stands beside it (one shorter).
struct Tridiagonal {
    Vector diagonal;
    Vector beside;
};

struct TridiagonalAxes {
    Vector strengths;
    std::vector<Vector> directions; ///< directions[i] belongs to strengths[i].
};

/// By implicitly shifted QL steps (Wilkinson's shift), each made of plane rotations from the end upward.
TridiagonalAxes axes_of(Tridiagonal matrix) {
    auto& d = matrix.diagonal;
    auto& e = matrix.beside;
    const auto size = d.size();
    e.resize(size, 0.0);
    std::vector<Vector> directions(size, Vector(size, 0.0));
    for (std::size_t i = 0; i < size; ++i)
        directions[i][i] = 1;
    for (std::size_t first = 0; first < size; ++first) {
        for (int step = 0; step < 60; ++step) {
            auto last = first;
            while (last + 1 < size && std::abs(e[last]) > 1e-16 * (std::abs(d[last]) + std::abs(d[last + 1])))
                ++last;
            if (last == first)
                break;
            const auto half_gap = (d[first + 1] - d[first]) / (2 * e[first]);
            const auto shift = d[first] - e[first] / (half_gap + std::copysign(std::hypot(half_gap, 1.0), half_gap));
            double bulge = d[last] - shift;
            double sine = 1;
            double cosine = 1;
            double carried = 0;
            for (auto i = last; i-- > first;) {
                const auto outer = sine * e[i];
                const auto inner = cosine * e[i];
                const auto length = std::hypot(outer, bulge);
                e[i + 1] = length;
                sine = length == 0 ? 0 : outer / length;
                cosine = length == 0 ? 1 : bulge / length;
                const auto corner = d[i + 1] - carried;
                const auto turned = (d[i] - corner) * sine + 2 * cosine * inner;
                carried = sine * turned;
                d[i + 1] = corner + carried;
                bulge = cosine * turned - inner;
                for (std::size_t k = 0; k < size; ++k) {
                    const auto high = directions[i + 1][k];
                    const auto low = directions[i][k];
                    directions[i + 1][k] = sine * low + cosine * high;
                    directions[i][k] = cosine * low - sine * high;
                }
            }
            d[first] -= carried;
            e[first] = bulge;
            e[last] = 0;
        }
    }
    return {std::move(d), std::move(directions)};
}

/// Numbers of the axes, strongest first.
std::vector<std::size_t> by_strength(const Vector& strengths) {
    std::vector<std::size_t> order(strengths.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return strengths[a] > strengths[b]; });
    return order;
}

constexpr std::size_t always_whole = 96; ///< Smaller matrices are taken apart completely.

bool has_converged(const TridiagonalAxes& axes, const std::vector<std::size_t>& order, std::size_t count, double next) {
    for (std::size_t i = 0; i < std::min(count, order.size()); ++i) {
        const auto rest = std::abs(next * axes.directions[order[i]].back());
        if (rest > (i < 2 ? 1e-15 : 1e-7) * axes.strengths[order[0]])
            return false;
    }
    return true;
}

} // namespace

std::vector<Axis> leading_axes(const SymmetricMatrix& matrix, std::size_t count) {
    const auto size = matrix.size();
    count = std::min(count, size);
    double scale = 0;
    for (std::size_t i = 0; i < size; ++i)
        scale = std::max(scale, matrix.at(i, i));
    std::vector<Vector> basis;
    Tridiagonal small;
    TridiagonalAxes axes;
    std::vector<std::size_t> order;
    auto next = fixed_direction(size, 0);
    if (size > 0)
        scale_to_unit(next, 0);
    while (basis.size() < size) {
        basis.push_back(next);
        next = product(matrix, basis.back());
        small.diagonal.push_back(dot(next, basis.back()));
        make_orthogonal(next, basis);
        auto length = std::sqrt(dot(next, next));
        const bool is_last = basis.size() == size;
        // A closed subspace: go on outside of it, or axes of equal strength are missed.
        if (!is_last && !scale_to_unit(next, 1e-13 * scale)) {
            length = 0;
            next = fixed_direction(size, basis.size());
            make_orthogonal(next, basis);
            scale_to_unit(next, 0);
            make_orthogonal(next, basis);
            scale_to_unit(next, 0);
        }
        if (is_last || (basis.size() >= always_whole / 4 && size > always_whole && basis.size() % 8 == 0)) {
            axes = axes_of(small);
            order = by_strength(axes.strengths);
            if (is_last || has_converged(axes, order, count, length))
                break;
        }
        small.beside.push_back(length);
    }
    std::vector<Axis> leading;
    for (std::size_t i = 0; i < count; ++i) {
        Axis axis{std::max(0.0, axes.strengths[order[i]]), Vector(size, 0.0)};
        for (std::size_t b = 0; b < basis.size(); ++b)
            for (std::size_t j = 0; j < size; ++j)
                axis.direction[j] += axes.directions[order[i]][b] * basis[b][j];
        scale_to_unit(axis.direction, 0);
        leading.push_back(std::move(axis));
    }
    return leading;
}

} // namespace samatcha::consensus
