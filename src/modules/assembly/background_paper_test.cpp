#include "modules/assembly/background_paper.hpp"

#include "modules/assembly/test_assembly.hpp"
#include "modules/assembly/test_papers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

const std::string pdf = "%PDF-1.7\n" + std::string(3'000, 'x') + "\n%%EOF\n";

/// Hands the text out in pieces of so many bytes, as the network does.
NextChunk pieces(const std::string& text, std::size_t size = 700) {
    return [&text, size, at = std::size_t(0)]() mutable -> Result<std::string_view> {
        const auto piece = std::string_view(text).substr(std::min(at, text.size()), size);
        at += piece.size();
        return piece;
    };
}

std::size_t files_in(const TestPapers& papers) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(papers.files.folder()))
        count += entry.is_regular_file();
    return count;
}

} // namespace

TEST_CASE("a PDF is known by its bytes, however they come") {
    for (const std::size_t size : {1U, 3U, 1'000U, 5'000U}) {
        PdfCheck check;
        const auto next = pieces(pdf, size);
        for (auto piece = next(); !piece->empty(); piece = next())
            check.add(*piece);
        CHECK(check.is_pdf());
    }
    for (const std::string other :
         {"", "%PDF", "%PDF-1.7 cut short", "MZ%PDF-1.7 %%EOF", "<html>%%EOF"}) {
        PdfCheck check;
        check.add(other);
        CHECK_FALSE(check.is_pdf());
    }
}

TEST_CASE("a paper of an item is sealed on the disk and comes back as it was sent") {
    TestAssembly house;
    const TestPapers papers;
    const auto item = house.with_item();
    const auto paper =
        add_paper(house.by_agency(0), papers.files, item.id, "/tmp/รายงาน.pdf", pieces(pdf));
    REQUIRE(paper);
    CHECK(paper->filename == "รายงาน.pdf");
    CHECK(paper->bytes == std::int64_t(pdf.size()));
    CHECK(agenda(house.by_agency(1), house.id)->at(0).papers.at(0).sha256 == paper->sha256);
    CHECK(house.happened.back().event.entry.kind == "paper_added");
    auto opened = open_paper(house.by_agency(1), papers.files, paper->id);
    REQUIRE(opened);
    std::string read;
    std::array<char, 512> buffer;
    while (const auto got = opened->bytes.read(buffer).value())
        read.append(buffer.data(), got);
    CHECK(read == pdf);
}

TEST_CASE("what is no PDF, or of an agency that does not own the item, leaves nothing behind") {
    TestAssembly house;
    const TestPapers papers;
    const auto item = house.with_item();
    const std::string program = "MZ...";
    CHECK(key_of(add_paper(house.by_agency(0), papers.files, item.id, "a.pdf", pieces(program))) ==
          "assembly.paper_no_pdf");
    CHECK(key_of(add_paper(house.by_agency(1), papers.files, item.id, "a.pdf", pieces(pdf))) ==
          "assembly.not_an_owner");
    house.go_to({Phase::Reflect});
    CHECK(key_of(add_paper(house.by_agency(0), papers.files, item.id, "a.pdf", pieces(pdf))) ==
          "assembly.deed_not_now");
    CHECK(files_in(papers) == 0);
    CHECK(agenda(house.by_secretariat(), house.id)->at(0).papers.empty());
}

TEST_CASE("a paper that is cut off half way, by the line or by the disk, leaves nothing behind") {
    TestAssembly house;
    const TestPapers papers;
    const auto item = house.with_item();
    const auto cut_off = [&](const std::function<Result<std::string_view>()>& end) {
        return [&, sent = false, end]() mutable -> Result<std::string_view> {
            if (sent)
                return end();
            sent = true;
            return std::string_view(pdf).substr(0, 1'000);
        };
    };
    const auto line_broken = cut_off([]() -> Result<std::string_view> {
        return failure(ErrorCode::Unavailable, "http.client_gone");
    });
    CHECK(key_of(add_paper(house.by_agency(0), papers.files, item.id, "a.pdf", line_broken)) ==
          "http.client_gone");
    const auto disk_full =
        cut_off([]() -> Result<std::string_view> { throw std::runtime_error("no space left"); });
    CHECK_THROWS((void)add_paper(house.by_agency(0), papers.files, item.id, "a.pdf", disk_full));
    CHECK(files_in(papers) == 0);
    CHECK(agenda(house.by_secretariat(), house.id)->at(0).papers.empty());
}

TEST_CASE("what was begun when the program was killed goes once it is old, and nothing else") {
    TestAssembly house;
    const TestPapers papers;
    const auto item = house.with_item();
    REQUIRE(add_paper(house.by_agency(0), papers.files, item.id, "a.pdf", pieces(pdf)));
    papers.files.create("40", 1).write({pdf.data(), 1'000});
    const auto now = std::filesystem::file_time_type::clock::now();
    papers.files.remove_begun_before(now - std::chrono::hours(1));
    CHECK(files_in(papers) == 2);
    papers.files.remove_begun_before(now + std::chrono::hours(1));
    CHECK(files_in(papers) == 1);
    CHECK(open_paper(house.by_agency(1), papers.files,
                     agenda(house.by_agency(1), house.id)->at(0).papers.at(0).id));
}

TEST_CASE("a paper that was taken back is no more, and the log still tells of it") {
    TestAssembly house;
    const TestPapers papers;
    const auto item = house.with_item();
    const auto paper =
        add_paper(house.by_secretariat(), papers.files, item.id, "a.pdf", pieces(pdf)).value();
    CHECK(key_of(remove_paper(house.by_agency(1), paper.id)) == "assembly.not_an_owner");
    REQUIRE(remove_paper(house.by_secretariat(), paper.id));
    CHECK(key_of(open_paper(house.by_secretariat(), papers.files, paper.id)) ==
          "assembly.paper_unknown");
    CHECK(house.happened.back().event.entry.kind == "paper_removed");
}
