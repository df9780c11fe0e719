#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace samatcha::assembly {

using PaperId = Id<struct BackgroundPaperTag>;

/// A document that an agenda item rests on, for all who may read the assembly.
struct BackgroundPaper {
    PaperId id;
    std::string filename;
    std::int64_t bytes = 0;
    std::string sha256; ///< Hexadecimal.
    Instant added_at;
};
BOOST_DESCRIBE_STRUCT(BackgroundPaper, (), (id, filename, bytes, sha256, added_at))

inline constexpr std::uint64_t paper_bytes_max = 20 << 20;

/// Tells by a file's bytes, handed in as they come, whether it is a PDF: every phone opens one, and
/// none runs it. A name proves nothing.
class PdfCheck {
public:
    void add(std::string_view bytes);
    bool is_pdf() const;

private:
    std::string m_head; ///< The first bytes.
    std::string m_tail; ///< The last.
};

} // namespace samatcha::assembly
