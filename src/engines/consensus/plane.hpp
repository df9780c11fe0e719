#pragma once

#include <cmath>

namespace samatcha::consensus {

/// A place on the opinion map.
struct Point {
    double x = 0;
    double y = 0;

    friend bool operator==(const Point&, const Point&) = default;
};

/// As many people as its weight.
struct WeightedPoint {
    Point at;
    double weight = 1;
};

inline double squared_distance(Point a, Point b) {
    const auto dx = a.x - b.x;
    const auto dy = a.y - b.y;
    return dx * dx + dy * dy;
}

inline double distance(Point a, Point b) { return std::sqrt(squared_distance(a, b)); }

} // namespace samatcha::consensus
