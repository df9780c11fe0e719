#pragma once

#include <cstddef>
#include <vector>

namespace samatcha::consensus {

/// A symmetric matrix: its half with the diagonal, row by row.
class SymmetricMatrix {
public:
    explicit SymmetricMatrix(std::size_t size) : m_values(size * (size + 1) / 2), m_size(size) {}
    std::size_t size() const { return m_size; }
    double at(std::size_t i, std::size_t j) const { return i < j ? row(j)[i] : row(i)[j]; }
    /// For j <= i.
    void set(std::size_t i, std::size_t j, double value) { m_values[i * (i + 1) / 2 + j] = value; }
    /// As far as the diagonal.
    const double* row(std::size_t i) const { return m_values.data() + i * (i + 1) / 2; }

private:
    std::vector<double> m_values;
    std::size_t m_size;
};

struct Axis {
    double strength = 0;           ///< The eigenvalue.
    std::vector<double> direction; ///< Of unit length.
};

/// The `count` axes with the largest eigenvalues (fewer if the matrix is smaller) of a matrix without
/// negative ones, strongest first: Lanczos' method, kept orthogonal throughout, from a fixed start. The
/// first two are as exact as the numbers allow, the others to nine digits.
std::vector<Axis> leading_axes(const SymmetricMatrix&, std::size_t count);

} // namespace samatcha::consensus
