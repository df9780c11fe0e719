#include "modules/assembly/log_redaction.hpp"

#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_log.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

/// The log as a reader gets it.
std::string log_text(TestAssembly& house, bool is_public) {
    std::string text;
    for (const auto& event : events_after(house.db(), "40", house.id, 0, 1000))
        text += public_log::line_of(is_public ? public_entry(event.entry) : event.entry) + "\n";
    return text;
}

Result<public_log::Verified> verified(const std::string& text) {
    std::istringstream file(text);
    return public_log::verify(file);
}

std::int64_t sequence_of(TestAssembly& house, std::string_view kind) {
    for (const auto& event : events_after(house.db(), "40", house.id, 0, 1000))
        if (event.entry.kind == kind)
            return event.entry.sequence;
    return 0;
}

access::Actor another_secretary() {
    access::Actor actor;
    actor.account = access::AccountId{2};
    actor.role = access::Role::Secretariat;
    actor.province = "40";
    return actor;
}

} // namespace

TEST_CASE("the public log has no name and no comment, and its chain is that of the house's log") {
    TestAssembly house;
    const auto draft = house.with_draft();
    REQUIRE(comment_on_draft(house.by_agency(1), draft.id,
                             {{draft.text.paragraphs[0].id, "โรงเรียน", 0}, "ครูสมหมายไม่เห็นด้วย"}));
    house.go_to({Phase::Agenda});
    NewAgendaItem prepared{2, "ดูแลเด็ก", "", house.room.id, house.agencies[0], {}, {}};
    prepared.working_group = std::vector<GroupMember>{{house.agencies[0], "สมศรี ทดลอง"}};
    REQUIRE(add_agenda_item(house.by_secretariat(), house.id, prepared));
    CHECK(boost::json::serialize(told_data(house.happened.back().event.entry)).find("สมศรี") ==
          std::string::npos);
    const auto own = log_text(house, false);
    const auto open = log_text(house, true);
    CHECK(own.find("ผู้แทน") != std::string::npos);
    CHECK(own.find("ครูสมหมาย") != std::string::npos);
    CHECK(open.find("ผู้แทน") == std::string::npos);
    CHECK(open.find("ครูสมหมาย") == std::string::npos);
    CHECK(own.find("สมศรี") != std::string::npos);
    CHECK(open.find("สมศรี") == std::string::npos);
    REQUIRE(verified(open));
    CHECK(verified(open)->head == verified(own)->head);
    CHECK(verified(own)->redacted == 0);
    CHECK(verified(open)->redacted == 6);
}

TEST_CASE("what an agency was free to say can be taken out of the log, by two accounts") {
    TestAssembly house;
    REQUIRE(propose_item(house.by_agency(0), house.id, {"ค้นหาเด็ก", "", "นายสมมุติบอกว่ามีมาก"}));
    const auto sequence = sequence_of(house, "item_proposed");
    const auto asked =
        ask_redaction(house.by_secretariat(), house.id, {sequence, "reason", "มีชื่อบุคคล"});
    REQUIRE(asked);
    CHECK(log_text(house, true).find("สมมุติ") != std::string::npos);
    CHECK(key_of(ask_redaction(house.by_secretariat(), house.id, {sequence, "reason", "อีกครั้ง"})) ==
          "assembly.redaction_asked");
    CHECK(key_of(answer_redaction(house.by_secretariat(), asked->id, {true})) ==
          "assembly.redaction_needs_another");

    const auto other = another_secretary();
    REQUIRE(answer_redaction(house.by(other), asked->id, {true}));
    const auto text = log_text(house, false);
    CHECK(text.find("สมมุติ") == std::string::npos);
    REQUIRE(verified(text));
    CHECK(verified(text)->redacted == 1);
    CHECK(sequence_of(house, "redaction_done") > sequence_of(house, "redaction_asked"));
    CHECK(key_of(answer_redaction(house.by(other), asked->id, {true})) ==
          "assembly.redaction_answered");
    CHECK(key_of(ask_redaction(house.by_secretariat(), house.id, {sequence, "reason", "อีกครั้ง"})) ==
          "assembly.entry_redacted");
}

TEST_CASE("in a log with redactions a changed byte is still found") {
    TestAssembly house;
    const auto text = log_text(house, true);
    REQUIRE(verified(text)->redacted > 0);
    for (std::size_t at = 0; at < text.size(); at += 7) {
        auto changed = text;
        changed[at] = changed[at] == 'x' ? 'y' : 'x';
        CAPTURE(at);
        CHECK_FALSE(verified(changed));
    }
}

TEST_CASE("a redaction that is declined leaves the words where they are") {
    TestAssembly house;
    const auto sequence = sequence_of(house, "delegate_invited");
    const auto asked =
        ask_redaction(house.by_secretariat(), house.id, {sequence, "name", "ขอลบชื่อ"});
    REQUIRE(asked);
    const auto other = another_secretary();
    CHECK(answer_redaction(house.by(other), asked->id, {false})->state == RedactionState::Declined);
    CHECK(verified(log_text(house, false))->redacted == 0);
    const auto requests = log_redactions(house.db(), "40", house.id);
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].words.empty());
}

TEST_CASE("what cannot be redacted is refused") {
    TestAssembly house;
    const auto opened = sequence_of(house, "assembly_opened");
    CHECK(key_of(ask_redaction(house.by_secretariat(), house.id, {opened, "name", "ลบ"})) ==
          "assembly.entry_unknown");
    CHECK(key_of(ask_redaction(house.by_secretariat(), house.id, {9999, "name", "ลบ"})) ==
          "assembly.entry_unknown");
    const auto invited = sequence_of(house, "delegate_invited");
    CHECK(key_of(ask_redaction(house.by_secretariat(), house.id, {invited, "name", " "})) ==
          "assembly.text_missing");
}

TEST_CASE("pages of the log read backwards leave no entry out") {
    TestAssembly house;
    const auto all = events_after(house.db(), "40", house.id, 0, 1000);
    std::vector<std::int64_t> seen;
    for (auto before = static_cast<std::int64_t>(all.size()) + 1; before > 1;) {
        const auto page = events_before(house.db(), "40", house.id, before, 3);
        REQUIRE_FALSE(page.empty());
        for (const auto& event : page)
            seen.push_back(event.entry.sequence);
        before = seen.back();
    }
    REQUIRE(seen.size() == all.size());
    for (std::size_t i = 0; i < seen.size(); ++i)
        CHECK(seen[i] == static_cast<std::int64_t>(all.size() - i));
}
