#include "app/commands/link_output.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>

namespace samatcha::app {

namespace {

/// A file written through a buffer; what is not closed without error is an error.
class LinkOutput {
public:
    explicit LinkOutput(const std::filesystem::path& path)
        : m_path(path), m_file(std::fopen(path.c_str(), "wb")), m_buffer(new char[buffer_bytes]) {}
    ~LinkOutput() {
        if (m_file != nullptr)
            std::fclose(m_file);
    }
    LinkOutput(const LinkOutput&) = delete;
    LinkOutput& operator=(const LinkOutput&) = delete;

    void text(std::string_view bytes) {
        if (bytes.size() > buffer_bytes - m_used)
            flush();
        if (bytes.size() > buffer_bytes) {
            write(bytes);
            return;
        }
        std::memcpy(m_buffer.get() + m_used, bytes.data(), bytes.size());
        m_used += bytes.size();
    }
    void cell(std::string_view bytes, char after) {
        const bool plain = std::none_of(bytes.begin(), bytes.end(), [](char c) {
            return c == '"' || c == ',' || c == '\r' || c == '\n';
        });
        if (plain) {
            text(bytes);
        } else {
            text("\"");
            for (const char c : bytes)
                text(c == '"' ? std::string_view("\"\"") : std::string_view(&c, 1));
            text("\"");
        }
        text({&after, 1});
    }
    void plain(std::string_view bytes, char after) {
        text(bytes);
        text({&after, 1});
    }
    void number(std::uint64_t value, char after) {
        char digits[24];
        auto* const end = std::to_chars(digits, digits + 22, value).ptr;
        *end = after;
        text({digits, static_cast<std::size_t>(end - digits) + 1});
    }
    /// With so many decimals; the value times 10^decimals fits into 63 bits.
    void fixed(double value, int decimals, char after) {
        std::uint64_t unit = 1;
        for (int i = 0; i < decimals; ++i)
            unit *= 10;
        const auto scaled = static_cast<std::uint64_t>(std::llround(std::abs(value) * static_cast<double>(unit)));
        if (value < 0 && scaled > 0)
            text("-");
        char digits[48];
        auto* end = std::to_chars(digits, digits + 22, scaled / unit).ptr;
        // A one before the decimals keeps their zeros; the point takes its place.
        auto* const point = end;
        end = std::to_chars(end, end + 22, scaled % unit + unit).ptr;
        *point = '.';
        *end++ = after;
        text({digits, static_cast<std::size_t>(end - digits)});
    }
    Result<void> close() {
        flush();
        const bool failed = m_file == nullptr || m_failed || std::fclose(m_file) != 0;
        m_file = nullptr;
        if (failed)
            return failure(ErrorCode::Unavailable, "link.not_written", {{"path", m_path.string()}});
        return {};
    }

private:
    static constexpr std::size_t buffer_bytes = 1U << 20U;

    void write(std::string_view bytes) {
        if (m_file != nullptr)
            m_failed |= std::fwrite(bytes.data(), 1, bytes.size(), m_file) != bytes.size();
    }
    void flush() {
        write({m_buffer.get(), m_used});
        m_used = 0;
    }

    std::filesystem::path m_path;
    std::FILE* m_file;
    std::unique_ptr<char[]> m_buffer;
    std::size_t m_used = 0;
    bool m_failed = false;
};

/// The files' names and ids as cells: whether they need quotes is looked up once.
class LinkNames {
public:
    explicit LinkNames(const std::vector<LinkInput>& inputs) : m_inputs(inputs) {
        for (const auto& input : inputs)
            m_plain.push_back(input.ids.is_plain());
    }
    void write(LinkOutput& out, std::size_t file, std::size_t row) const {
        const auto& input = m_inputs[file];
        out.cell(input.file.name, ',');
        if (m_plain[file])
            out.plain(input.ids[row], ',');
        else
            out.cell(input.ids[row], ',');
    }

private:
    const std::vector<LinkInput>& m_inputs;
    std::vector<bool> m_plain;
};

} // namespace

Result<void> write_link_pairs(const std::filesystem::path& path,
                              const std::vector<linkage::RecordLink>& links,
                              const std::vector<LinkInput>& inputs) {
    LinkOutput out(path);
    const LinkNames names(inputs);
    out.text("left_file,left_id,right_file,right_id,match_weight,match_probability,one_to_one\n");
    for (const auto& link : links) {
        names.write(out, link.left.file, link.left.row);
        names.write(out, link.right.file, link.right.row);
        out.fixed(static_cast<double>(link.weight), 4, ',');
        out.fixed(static_cast<double>(link.probability), 7, ',');
        out.text(link.one_to_one ? "1\n" : "0\n");
    }
    return out.close();
}

Result<void> write_link_clusters(const std::filesystem::path& path,
                                 const std::vector<std::vector<std::uint32_t>>& clusters,
                                 const std::vector<LinkInput>& inputs) {
    LinkOutput out(path);
    const LinkNames names(inputs);
    out.text("file,id,cluster_id\n");
    for (std::size_t f = 0; f < clusters.size(); ++f)
        for (std::size_t row = 0; row < clusters[f].size(); ++row) {
            names.write(out, f, row);
            out.number(clusters[f][row], '\n');
        }
    return out.close();
}

Result<void> write_link_text(const std::filesystem::path& path, const std::string& text) {
    LinkOutput out(path);
    out.text(text);
    out.text("\n");
    return out.close();
}

} // namespace samatcha::app
