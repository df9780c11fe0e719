#include "app/commands/link_output.hpp"

#include "base/parallel.hpp"
#include "base/short_copy.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace samatcha::app {

namespace {

/// Rows of a CSV file.
class LinkRowsText {
public:
    void clear() { m_size = 0; }
    std::string_view bytes() const { return {m_bytes.data(), m_size}; }

    void plain(std::string_view bytes) {
        short_copy(bytes.data(), bytes.size(), place_for(bytes.size()));
        m_size += bytes.size();
    }
    void cell(std::string_view bytes, char after) {
        const bool is_plain = std::none_of(bytes.begin(), bytes.end(), [](char c) {
            return c == '"' || c == ',' || c == '\r' || c == '\n';
        });
        if (is_plain)
            return plain_cell(bytes, after);
        auto* at = place_for(2 * bytes.size() + 3);
        *at++ = '"';
        for (const char c : bytes) {
            *at++ = c;
            if (c == '"')
                *at++ = c;
        }
        *at++ = '"';
        end_cell(at, after);
    }
    void plain_cell(std::string_view bytes, char after) {
        end_cell(short_copy(bytes.data(), bytes.size(), place_for(bytes.size() + 1)), after);
    }
    void number(std::uint64_t value, char after) {
        auto* const at = place_for(number_max);
        end_cell(std::to_chars(at, at + number_max, value).ptr, after);
    }
    /// With so many decimals; the value times 10^decimals fits into 63 bits.
    template <int decimals>
    void fixed(double value, char after) {
        constexpr auto unit = [] {
            std::uint64_t power = 1;
            for (int i = 0; i < decimals; ++i)
                power *= 10;
            return power;
        }();
        const auto scaled = static_cast<std::uint64_t>(std::abs(value) * static_cast<double>(unit) + 0.5);
        auto* at = place_for(2 * number_max);
        if (value < 0 && scaled > 0)
            *at++ = '-';
        at = std::to_chars(at, at + number_max, scaled / unit).ptr;
        *at++ = '.';
        auto rest = scaled % unit;
        for (int i = decimals - 1; i >= 0; --i, rest /= 10)
            at[i] = static_cast<char>('0' + rest % 10);
        end_cell(at + decimals, after);
    }

private:
    static constexpr std::size_t number_max = 24;
    char* place_for(std::size_t bytes) {
        if (m_size + bytes > m_bytes.size())
            m_bytes.resize(2 * (m_size + bytes));
        return m_bytes.data() + m_size;
    }
    void end_cell(char* end, char after) {
        *end = after;
        m_size = static_cast<std::size_t>(end - m_bytes.data()) + 1;
    }

    std::vector<char> m_bytes;
    std::size_t m_size = 0;
};

/// The files' names and ids as cells: whether they need quotes is looked up once.
class LinkNames {
public:
    explicit LinkNames(const std::vector<LinkInput>& inputs) : m_inputs(inputs) {
        for (const auto& input : inputs) {
            LinkRowsText name;
            name.cell(input.file.name, ',');
            m_names.emplace_back(name.bytes());
            m_plain.push_back(input.ids.is_plain());
        }
    }
    void write(LinkRowsText& out, std::size_t file, std::size_t row) const {
        out.plain(m_names[file]);
        if (m_plain[file])
            out.plain_cell(m_inputs[file].ids[row], ',');
        else
            out.cell(m_inputs[file].ids[row], ',');
    }
    /// Asks memory for what writing these rows will need: of one soon, of the other later.
    void fetch(linkage::RecordRef soon, linkage::RecordRef later) const {
        m_inputs[soon.file].ids.fetch(soon.row);
        m_inputs[later.file].ids.fetch_place(later.row);
    }

private:
    const std::vector<LinkInput>& m_inputs;
    std::vector<std::string> m_names; ///< As cells, the delimiter behind them.
    std::vector<char> m_plain;
};

/// A file; what is not closed without error is an error.
class LinkOutput {
public:
    explicit LinkOutput(const std::filesystem::path& path)
        : m_path(path), m_file(std::fopen(path.c_str(), "wb")) {
        if (m_file != nullptr)
            std::setvbuf(m_file, nullptr, _IONBF, 0); // it gets large pieces only
    }
    ~LinkOutput() {
        if (m_file != nullptr)
            std::fclose(m_file);
    }
    LinkOutput(const LinkOutput&) = delete;
    LinkOutput& operator=(const LinkOutput&) = delete;

    void write(std::string_view bytes) {
        if (m_file != nullptr)
            m_failed |= std::fwrite(bytes.data(), 1, bytes.size(), m_file) != bytes.size();
    }
    /// Rows 0 to count - 1, made by row(text, i) on all threads, written in their order.
    template <class Row>
    void write_rows(std::size_t count, unsigned threads, const Row& row) {
        constexpr std::size_t rows_of_a_part = 8192;
        const std::size_t together = 4 * std::size_t{std::max(1U, threads)};
        std::vector<LinkRowsText> made(together);
        std::vector<LinkRowsText> written(together);
        const auto write_all = [&] {
            for (auto& text : written) {
                write(text.bytes());
                text.clear();
            }
        };
        for (std::size_t begin = 0; begin < count; begin += together * rows_of_a_part) {
            parallel_parts(threads, together + 1, [&](std::size_t part) {
                if (part == 0) // what was made in the round before
                    return write_all();
                const auto first = begin + (part - 1) * rows_of_a_part;
                for (auto i = first; i < std::min(count, first + rows_of_a_part); ++i)
                    row(made[part - 1], i);
            });
            std::swap(made, written);
        }
        write_all();
    }
    Result<void> close() {
        const bool failed = m_file == nullptr || m_failed || std::fclose(m_file) != 0;
        m_file = nullptr;
        if (failed)
            return failure(ErrorCode::Unavailable, "link.not_written", {{"path", m_path.string()}});
        return {};
    }

private:
    std::filesystem::path m_path;
    std::FILE* m_file;
    bool m_failed = false;
};

} // namespace

Result<void> write_link_pairs(const std::filesystem::path& path,
                              const std::vector<linkage::RecordLink>& links,
                              const std::vector<LinkInput>& inputs, unsigned threads) {
    LinkOutput out(path);
    const LinkNames names(inputs);
    out.write("left_file,left_id,right_file,right_id,match_weight,match_probability,one_to_one\n");
    out.write_rows(links.size(), threads, [&](LinkRowsText& text, std::size_t i) {
        constexpr std::size_t ahead = 16;
        const auto& link = links[i];
        if (i + 2 * ahead < links.size()) // those on the left stand in order
            names.fetch(links[i + ahead].right, links[i + 2 * ahead].right);
        names.write(text, link.left.file, link.left.row);
        names.write(text, link.right.file, link.right.row);
        text.fixed<4>(static_cast<double>(link.weight), ',');
        text.fixed<7>(static_cast<double>(link.probability), ',');
        text.plain(link.one_to_one ? "1\n" : "0\n");
    });
    return out.close();
}

Result<void> write_link_clusters(const std::filesystem::path& path,
                                 const std::vector<std::vector<std::uint32_t>>& clusters,
                                 const std::vector<LinkInput>& inputs, unsigned threads) {
    LinkOutput out(path);
    const LinkNames names(inputs);
    out.write("file,id,cluster_id\n");
    for (std::size_t f = 0; f < clusters.size(); ++f)
        out.write_rows(clusters[f].size(), threads, [&](LinkRowsText& text, std::size_t row) {
            names.write(text, f, row);
            text.number(clusters[f][row], '\n');
        });
    return out.close();
}

Result<void> write_link_text(const std::filesystem::path& path, const std::string& text) {
    LinkOutput out(path);
    out.write(text);
    out.write("\n");
    return out.close();
}

} // namespace samatcha::app
