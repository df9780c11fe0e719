#include "modules/attachments/actions.hpp"
#include "modules/attachments/records.hpp"

#include "modules/access/access_log.hpp"
#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace samatcha::attachments {

namespace {

/// A white dot.
constexpr std::string_view png("\x89PNG\r\n\x1a\n"
                               "\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0\x3a\x7e\x9b\x55"
                               "\0\0\0\nIDAT\x78\x9c\x63\xf8\x0f\0\1\1\1\0\xb1\x38\xf6\x14"
                               "\0\0\0\0IEND\xae\x42\x60\x82",
                               67);

struct TestAttachments {
    database::TestDatabase test;
    vault::KeyRing keys = [] {
        auto ring = vault::KeyRing::ephemeral();
        ring.keep_erasable({{"attachment", "attachment"}});
        return ring;
    }();
    ManualClock clock{Instant{1'800'000'000'000}};
    std::filesystem::path folder = make_folder();
    vault::SealedStore files{folder, "upload", keys};
    /// Cases 1 to 9 may be seen, 1 to 5 changed.
    SubjectRules subjects{{"case", [](database::Connection&, const access::Actor&, std::int64_t id, Intent intent) -> Result<void> {
                               if (id > (intent == Intent::Look ? 9 : 5))
                                   return failure(ErrorCode::NotFound, "attachments.subject_unknown");
                               return {};
                           }}};
    Keeping keeping{keys, files, clock, subjects};
    access::Actor worker = [] {
        access::Actor actor;
        actor.os_account = "tester";
        actor.role = access::Role::CaseWorker;
        actor.province = "40";
        actor.purpose = access::Purpose::Care;
        return actor;
    }();

    TestAttachments() = default;
    ~TestAttachments() { std::filesystem::remove_all(folder); }
    TestAttachments(const TestAttachments&) = delete;
    TestAttachments& operator=(const TestAttachments&) = delete;

    database::Connection& db() { return test.connection(); }
    Result<Attachment> add(std::int64_t care_case, std::string_view bytes, std::optional<std::string> key = {}) {
        bool is_sent = bytes.empty();
        return add_attachment(worker, db(), keeping, {"case", care_case}, {"C:\\สมชาย.jpg", std::move(key)},
                              [&]() -> Result<std::string_view> { return std::exchange(is_sent, true) ? std::string_view{} : bytes; });
    }
    std::ptrdiff_t files_there() {
        return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator{});
    }
    std::int64_t rows() { return db().integer("SELECT count(*) FROM attachment"); }

private:
    static std::filesystem::path make_folder() {
        auto name = (std::filesystem::temp_directory_path() / "samatcha-attachments-XXXXXX").string();
        return ::mkdtemp(name.data());
    }
};

} // namespace

TEST_CASE("a photo that was added is listed, opened whole, and sealed on the disk with its name") {
    TestAttachments t;
    const auto added = t.add(1, png);
    REQUIRE(added);
    CHECK(added->kind == media::Kind::Png);
    CHECK(added->width == 1);
    CHECK(added->filename == "สมชาย.jpg");
    const auto listed = list_attachments(t.worker, t.db(), t.keeping, {"case", 1}).value();
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].filename == added->filename);
    auto opened = open_attachment(t.worker, t.db(), t.keeping, added->id);
    REQUIRE(opened);
    CHECK(media::kind_of(opened->bytes) == media::Kind::Png);
    REQUIRE(t.files_there() == 1);
    std::ifstream file(std::filesystem::directory_iterator(t.folder)->path(), std::ios::binary);
    const std::string on_disk(std::istreambuf_iterator<char>(file), {});
    CHECK(on_disk.find("IHDR") == std::string::npos);
    const auto row = t.db().find("SELECT sealed FROM attachment", {}, [](const database::Row& r) { return r.bytes(0); }).value();
    CHECK(as_text(row).find("สมชาย") == std::string_view::npos);
}

TEST_CASE("each opening is in the access log, without the file's name") {
    TestAttachments t;
    const auto added = t.add(1, png).value();
    CHECK(t.db().integer("SELECT count(*) FROM access_log") == 0);
    REQUIRE(open_attachment(t.worker, t.db(), t.keeping, added.id));
    CHECK(t.db().integer("SELECT count(*) FROM access_log WHERE access = 'attachment' AND purpose = 'care' AND what = $1",
                         {"case=1 attachment=" + std::to_string(added.id.value)}) == 1);
}

TEST_CASE("what is refused or cut off leaves neither row nor file") {
    TestAttachments t;
    CHECK(t.add(1, "<html>").error().key == "media.kind_unknown");
    CHECK(t.add(6, png).error().key == "attachments.subject_unknown");
    int chunks = 0;
    const auto cut_off = add_attachment(t.worker, t.db(), t.keeping, {"case", 1}, {"a.png", {}}, [&]() -> Result<std::string_view> {
        if (++chunks == 2)
            return failure(ErrorCode::Unavailable, "http.client_gone");
        return png.substr(0, 30);
    });
    CHECK(cut_off.error().key == "http.client_gone");
    CHECK(t.rows() == 0);
    CHECK(t.files_there() == 0);
}

TEST_CASE("what somebody may not see is not there, and what one may only see stays") {
    TestAttachments t;
    const auto added = t.add(1, png).value();
    t.db().execute("UPDATE attachment SET subject_id = 7");
    CHECK(open_attachment(t.worker, t.db(), t.keeping, added.id).has_value());
    CHECK(remove_attachment(t.worker, t.db(), t.keeping, added.id).error().key == "attachments.unknown");
    t.db().execute("UPDATE attachment SET subject_id = 17");
    CHECK(open_attachment(t.worker, t.db(), t.keeping, added.id).error().key == "attachments.unknown");
    auto stranger = t.worker;
    stranger.province = "41";
    t.db().execute("UPDATE attachment SET subject_id = 1");
    CHECK(open_attachment(stranger, t.db(), t.keeping, added.id).error().key == "attachments.unknown");
    CHECK(list_attachments(stranger, t.db(), t.keeping, {"case", 1})->empty());
}

TEST_CASE("what a phone sends twice is kept once") {
    TestAttachments t;
    const auto first = t.add(1, png, "phone-1").value();
    CHECK(t.add(1, png, "phone-1")->id == first.id);
    CHECK(t.rows() == 1);
    CHECK(t.add(2, png, "phone-1")->id != first.id);
}

TEST_CASE("an upload that a kill broke off is never listed, and cleared away a day later") {
    TestAttachments t;
    Attachment half;
    half.id = AttachmentId{new_id()};
    half.subject = {"case", 1};
    half.filename = "half.jpg";
    half.added_at = t.clock.now();
    insert_attachment(t.db(), "40", t.keys, half, "phone-2");
    auto writer = t.files.create("40", half.id.value);
    writer.write({png.data(), png.size()});
    CHECK(list_attachments(t.worker, t.db(), t.keeping, {"case", 1})->empty());
    CHECK(open_attachment(t.worker, t.db(), t.keeping, half.id).error().key == "attachments.unknown");
    CHECK(clear_unfinished("40", t.db(), t.keeping) == 0);
    t.clock.advance_ms(25 * 3'600'000);
    CHECK(clear_unfinished("40", t.db(), t.keeping) == 1);
    CHECK(t.rows() == 0);
    CHECK(t.files_there() == 0);
}

TEST_CASE("a removed file is gone from the disk, an erased subject leaves nothing") {
    TestAttachments t;
    const auto first = t.add(1, png).value();
    t.add(1, png).value();
    REQUIRE(remove_attachment(t.worker, t.db(), t.keeping, first.id));
    forget_file("40", t.keeping, first.id);
    CHECK(t.files_there() == 1);
    CHECK(list_attachments(t.worker, t.db(), t.keeping, {"case", 1})->size() == 1);
    CHECK(erase_attachments("40", t.db(), t.keys, t.keeping, {"case", 1}) == 2);
    CHECK(t.rows() == 0);
    CHECK(t.files_there() == 0);
}

TEST_CASE("once it is erased, a copy of row and file can be read by nobody") {
    TestAttachments t;
    const auto added = t.add(1, png).value();
    const auto row = t.db().find("SELECT sealed FROM attachment", {}, [](const database::Row& r) { return r.bytes(0); }).value();
    const auto context = vault::sealing_context("40", "attachment", std::to_string(added.id.value));
    REQUIRE(t.keys.open(row, context));
    erase_attachments("40", t.db(), t.keys, t.keeping, {"case", 1});
    CHECK(t.keys.open(row, context).error().key == "vault.value_erased");
}

TEST_CASE("a subject has no more files than anybody looks through") {
    TestAttachments t;
    for (std::int64_t i = 0; i < attachments_of_subject_max; ++i) {
        Attachment one;
        one.id = AttachmentId{new_id()};
        one.subject = {"case", 1};
        insert_attachment(t.db(), "40", t.keys, one, {});
    }
    CHECK(t.add(1, png).error().key == "attachments.too_many");
}

} // namespace samatcha::attachments
