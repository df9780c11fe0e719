// What is taken out of the log is gone from tables, minutes and printed documents too.

#include "base/json.hpp"
#include "modules/access/actions.hpp"
#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/log_redaction.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_document.hpp"
#include "modules/assembly/records_log.hpp"
#include "modules/assembly/records_redaction.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

const std::string mark{redacted_words};

struct RedactingHouse : TestAssembly {
    Messages messages;
    RedactingHouse() {
        for (const auto* const file :
             {"src/modules/assembly/messages.json", "src/platform/documents/messages.json"}) {
            std::ifstream in(file);
            messages.add(std::string(std::istreambuf_iterator<char>(in), {})).value();
        }
    }

    std::vector<AssemblyEvent> events() { return events_after(db(), "40", id, 0, 1000); }

    std::int64_t last(std::string_view kind) {
        std::int64_t sequence = 0;
        for (const auto& event : events())
            if (event.entry.kind == kind)
                sequence = event.entry.sequence;
        return sequence;
    }

    /// By two accounts.
    void redact(const RedactionForm& form) {
        const auto asked = ask_redaction(by_secretariat(), id, form);
        REQUIRE(asked);
        access::Actor other = secretariat;
        other.account = access::AccountId{2};
        REQUIRE(answer_redaction(by(other), asked->id, {true}));
    }
    /// All that the part of the last event of the kind says.
    void redact(std::string_view kind, const std::string& part) {
        redact({last(kind), part, "มีชื่อบุคคล"});
    }

    bool is_chain_whole() {
        std::string text;
        for (const auto& event : events())
            text += public_log::line_of(event.entry) + "\n";
        std::istringstream file(text);
        return public_log::verify(file).has_value();
    }

    /// What the minutes of the room say, also in print.
    std::string minutes() {
        const auto names = minutes_names(by_secretariat(), id);
        const auto told = minutes_of(by_secretariat(), room.id, names, messages).value();
        return json::to_text(minutes_document(told, names, Language::Thai, messages));
    }
};

bool has(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("a delegate's name that was taken out is in no list and no minutes any more") {
    RedactingHouse house;
    house.on_the_day();
    const auto invited =
        invite_delegate(house.by_secretariat(), house.id, {house.agencies[0], "สมหญิง ทดลอง", true})
            .value();
    REQUIRE(check_in(house.by_secretariat(), house.id,
                     {house.room.id, badge_of(house.db(), "40", invited.delegate.id)}));
    access::Actor speaker;
    speaker.account = access::AccountId{400};
    speaker.role = access::Role::Delegate;
    speaker.province = "40";
    speaker.agency = house.agencies[0];
    REQUIRE(
        set_accepted(house.db(), "40", invited.delegate.id, speaker.account, house.clock.now()));
    const auto hand = raise_hand(house.by(speaker), house.room.id, {})->waiting[0].id;
    REQUIRE(give_floor(house.by_secretariat(), house.room.id, {hand, 60}));
    REQUIRE(has(house.minutes(), "สมหญิง"));
    house.redact("delegate_invited", "name");
    for (const auto& delegate : delegates(house.db(), "40", house.id))
        CHECK_FALSE(has(delegate.name, "สมหญิง"));
    CHECK_FALSE(has(house.minutes(), "สมหญิง"));
    CHECK(has(house.minutes(), mark + " ("));
    CHECK(house.is_chain_whole());
}

TEST_CASE("a reason that was taken out is gone from positions, minutes and printed annexes") {
    RedactingHouse house;
    const auto draft = house.on_the_day();
    house.everyone_to(house.plenary.id);
    const auto test =
        open_consensus_test(house.by_secretariat(), house.id, {house.plenary.id, draft.id})
            ->test.id;
    REQUIRE(take_position(house.by_agency(1), test,
                          {Stance::HasReservation, "ครูสมชายไม่มีเวลา", "", false, {}, {}}));
    REQUIRE(close_consensus_test(house.by_secretariat(), test));
    REQUIRE(adopt_draft(house.by_secretariat(), draft.id));
    house.go_to({Phase::Adopted});
    REQUIRE(access::add_province(house.db(), area::Gazetteer::load(), house.clock, "40",
                                 access::ProvinceUse::Demonstration));
    const documents::PrintStyle style{Language::Thai, documents::Digits::Thai};
    const auto printed =
        print_document(house.by_secretariat(), house.id, {}, style, house.messages);
    REQUIRE(printed);
    REQUIRE(has(json::to_text(printed->content), "ครูสมชาย"));

    house.redact("position_taken", "reason");
    CHECK(positions(house.db(), "40", test)[0].reason == mark);
    const auto kept = find_assembly_document(house.db(), "40", printed->hash);
    REQUIRE(kept);
    CHECK_FALSE(has(json::to_text(kept->content), "ครูสมชาย"));
    CHECK(has(json::to_text(kept->content), mark));
    CHECK(kept->redacted_at == house.clock.now());
    // Printed again it is another document, without the words.
    const auto again = print_document(house.by_secretariat(), house.id, {}, style, house.messages);
    CHECK(again->hash != printed->hash);
    CHECK_FALSE(has(json::to_text(again->content), "ครูสมชาย"));
    CHECK(house.is_chain_whole());
}

TEST_CASE("a reservation on the whole that was taken out is gone from each of its items") {
    RedactingHouse house;
    const auto draft = house.on_the_day();
    house.everyone_to(house.plenary.id);
    const auto test = ask_about_whole(house.by_secretariat(), house.id)->test.id;
    REQUIRE(take_position(house.by_agency(1), test,
                          {Stance::Objects, "ครูสมชายไม่มีเวลา", "ให้ครูสมชายพัก", false, {}, {}}));
    house.redact("position_taken", "reason");
    house.redact("position_taken", "wording");
    for (const auto& each : consensus_tests(house.db(), "40", draft.id))
        for (const auto& position : positions(house.db(), "40", each.id)) {
            CHECK(position.reason == mark);
            CHECK(position.wording == mark);
        }
}

TEST_CASE(
    "who prepares an item, and what the minutes were edited to, is taken out where it stands") {
    RedactingHouse house;
    house.go_to({Phase::Agenda});
    NewAgendaItem form{1, "เรื่อง", "", house.room.id, house.agencies[0], {}, {}};
    form.working_group =
        std::vector<GroupMember>{{house.agencies[0], "สมศรี ทดลอง"}, {house.agencies[1], "คนที่สอง"}};
    REQUIRE(add_agenda_item(house.by_secretariat(), house.id, form));
    house.redact("agenda_item_added", "member 1");
    const auto item = agenda(house.by_secretariat(), house.id)->front();
    CHECK(item.working_group[0].name == mark);
    CHECK(item.working_group[1].name == "คนที่สอง");

    REQUIRE(edit_minutes(house.by_secretariat(), house.room.id,
                         {1, true, {}, {}, {"ครูสมชายขอบคุณ", "Teacher Somchai thanks"}}));
    house.redact("minutes_edited", "minutes_th");
    CHECK_FALSE(has(house.minutes(), "สมชาย"));
    CHECK(house.is_chain_whole());
}

TEST_CASE("each kind of event with words that name somebody has a place to take them out of") {
    RedactingHouse house;
    const auto draft = house.on_the_day();
    const auto paragraph = draft.text.paragraphs[0].id;
    REQUIRE(comment_on_draft(house.by_agency(1), draft.id, {{paragraph, "โรงเรียน", 0}, "ความเห็น"}));
    OperationForm form;
    form.kind = OperationKind::Delete;
    form.paragraph = paragraph;
    const auto amendment = propose_amendment(house.by_agency(1), draft.id, {1, form, "ขอตัด"})->id;
    REQUIRE(
        decide_amendment(house.by_secretariat(), amendment, {AmendmentState::Rejected, "ไม่รับ"}));
    REQUIRE(withdraw_item(house.by_secretariat(), draft.agenda_item_id, {"ถอนออก"}));
    for (const auto& [kind, part] :
         std::vector<std::pair<std::string, std::string>>{{"draft_commented", "comment"},
                                                          {"amendment_proposed", "reason"},
                                                          {"amendment_decided", "reason"},
                                                          {"agenda_item_withdrawn", "reason"}})
        house.redact(kind, part);
    CHECK(comments_on(house.by_secretariat(), draft.id)->at(0).text == mark);
    const auto amended = amended_draft(house.by_secretariat(), draft.id, {})->amendments[0];
    CHECK(amended.reason == mark);
    CHECK(amended.decision_reason == mark);
    CHECK(agenda(house.by_secretariat(), house.id)->front().withdrawal_reason == mark);
}

TEST_CASE("one request takes words out of every entry that holds them, in each year's assembly") {
    RedactingHouse house;
    const auto draft = house.on_the_day();
    REQUIRE(access::add_province(house.db(), area::Gazetteer::load(), house.clock, "40",
                                 access::ProvinceUse::Demonstration));
    // Someone whose account is named, speaks of by two agencies, and was there the year before.
    const auto account =
        access::add_account_by_command(house.db(), house.clock,
                                       {"somying", "สมหญิง ทดลอง", access::Role::Delegate,
                                        house.agencies[0], "a long password", "40"})
            .value();
    const auto invited =
        invite_delegate(house.by_secretariat(), house.id, {house.agencies[0], "สมหญิง ทดลอง", true})
            .value();
    REQUIRE(set_accepted(house.db(), "40", invited.delegate.id, account.id, house.clock.now()));
    const auto earlier =
        open_assembly(house.by_secretariat(), {2567, "ปีก่อน", "The year before", {}, {}})->id;
    REQUIRE(invite_delegate(house.by_secretariat(), earlier,
                            {house.agencies[1], "คุณสมหญิง ทดลอง", false}));
    const auto paragraph = draft.text.paragraphs[0].id;
    REQUIRE(comment_on_draft(house.by_agency(1), draft.id,
                             {{paragraph, "โรงเรียน", 0}, "ขอให้สมหญิง ทดลอง อธิบาย"}));
    REQUIRE(comment_on_draft(house.by_agency(2), draft.id, {{paragraph, "โรงเรียน", 0}, "เห็นด้วย"}));

    const RedactionForm form{house.last("draft_commented") - 1, "comment", "ขอให้ลบชื่อ",
                             "สมหญิง ทดลอง"};
    const auto reach =
        redaction_reach(house.by_secretariat(), house.id, {form.words, 0, ""}).value();
    REQUIRE(reach.entries.size() == 3);
    CHECK(reach.entries[0].text == "สมหญิง ทดลอง");
    CHECK(reach.entries[1].text == "ขอให้สมหญิง ทดลอง อธิบาย");
    CHECK(reach.entries[2].year_be == 2567);
    CHECK(reach.accounts == std::vector<std::string>{"สมหญิง ทดลอง"});
    CHECK(reach.texts == 0);

    house.redact(form);
    CHECK(redaction_reach(house.by_secretariat(), house.id, {form.words, 0, ""})->entries.empty());
    // What else was said stays.
    const auto comments = comments_on(house.by_secretariat(), draft.id).value();
    CHECK(comments[0].text == "ขอให้" + mark + " อธิบาย");
    CHECK(comments[1].text == "เห็นด้วย");
    CHECK(access::display_name(house.db(), "40", account.id) == mark);
    CHECK(delegates(house.db(), "40", earlier)[0].name == "คุณ" + mark);
    const auto done = events_after(house.db(), "40", earlier, 0, 100).back().entry;
    CHECK(done.kind == "redaction_done");
    CHECK(has(done.data, R"("entries":[)"));
    CHECK_FALSE(has(json::to_text(log_redactions(house.db(), "40", house.id)), "สมหญิง"));
    CHECK(house.is_chain_whole());
}

TEST_CASE("words are asked to be taken out of an entry that holds them") {
    RedactingHouse house;
    const auto sequence = house.last("delegate_invited");
    const RedactionForm elsewhere{sequence, "name", "ลบ", "คนอื่น"};
    CHECK(key_of(ask_redaction(house.by_secretariat(), house.id, elsewhere)) ==
          "assembly.redaction_words_elsewhere");
    CHECK(redaction_reach(house.by_secretariat(), house.id, {{}, sequence, "name"})->words ==
          "ผู้แทน");
    CHECK(key_of(redaction_reach(house.by_secretariat(), house.id, {" ", 0, ""})) ==
          "assembly.text_missing");
}

TEST_CASE("a title or a draft that holds the words is told of, and keeps them") {
    RedactingHouse house;
    const auto draft = house.on_the_day();
    const auto reach =
        redaction_reach(house.by_secretariat(), house.id, {"ค้นหาเด็ก", 0, ""}).value();
    CHECK(reach.texts == 2);
    CHECK(reach.entries.empty());
}

TEST_CASE("what a drafting group came back with is gone from its amendment once that is refused") {
    RedactingHouse house;
    const auto draft = house.on_the_day();
    const auto test =
        open_consensus_test(house.by_secretariat(), house.id, {house.room.id, draft.id})->test.id;
    REQUIRE(take_position(house.by_agency(1), test,
                          {Stance::Objects, "ไม่พร้อม", "ให้รอ", false, {}, {}}));
    const auto group =
        form_drafting_group(
            house.by_secretariat(), test,
            {house.agencies[1], {house.agencies[0]}, {house.clock.now().unix_ms + 60'000}})
            .value();
    const auto returned = return_from_group(house.by_agency(0), group.id,
                                            {draft.text.paragraphs[0].id, "ขอให้ครูสมชายค้นหาเด็กทุกคน"})
                              .value();
    const auto stored = [&] {
        return *amended_draft(house.by_secretariat(), draft.id, {})->amendments[0].operation.text;
    };
    const RedactionForm form{house.last("drafting_group_returned"), "wording", "มีชื่อ", "ครูสมชาย"};
    house.redact(form);
    // Before the room, it is a text.
    CHECK(has(stored(), "ครูสมชาย"));
    REQUIRE(decide_amendment(house.by_secretariat(), *returned.amendment_id,
                             {AmendmentState::Rejected, "ไม่เอา ครูสมชาย"}));
    house.redact({house.last("amendment_decided"), "reason", "มีชื่อ", "ครูสมชาย"});
    CHECK(stored() == "ขอให้" + mark + "ค้นหาเด็กทุกคน");
}
