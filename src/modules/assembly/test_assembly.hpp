#pragma once

// An assembly for tests: agencies of each sector, one delegate each, and whoever acts.

#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/actions_cycle.hpp"
#include "modules/assembly/actions_delegation.hpp"
#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/records.hpp"
#include "modules/partners/actions.hpp"
#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

namespace samatcha::assembly {

struct TestAssembly {
    database::TestDatabase database;
    ManualClock clock{{1'700'000'000'000}};
    std::vector<Happening> happened;
    access::Actor secretariat;
    AssemblyId id;
    Room room;
    Room plenary;
    std::vector<partners::AgencyId> agencies; ///< State, academia, civil society, media.
    std::map<partners::AgencyId, access::Actor> delegates;
    std::map<partners::AgencyId, std::string> badges;

    explicit TestAssembly(std::optional<FallbackRule> fallback = {}) {
        secretariat.account = access::AccountId{1};
        secretariat.role = access::Role::Secretariat;
        secretariat.province = "40";
        id = open_assembly(by_secretariat(), {2568, "สมัชชาทดสอบ", "Test assembly", {}, fallback})
                 ->id;
        plenary = rooms(db(), "40", id).back();
        room = add_room(by_secretariat(), id, {"ห้องหนึ่ง", "Room one", {}}).value();
        for (const auto sector : {partners::Sector::State, partners::Sector::Academia,
                                  partners::Sector::CivilSociety, partners::Sector::Media})
            add_agency(sector);
    }

    database::Connection& db() { return database.connection(); }
    Occasion by(const access::Actor& actor) { return {actor, db(), clock.now(), happened}; }
    Occasion by_secretariat() { return by(secretariat); }
    Occasion by_agency(std::size_t number) { return by(delegates.at(agencies.at(number))); }

    void add_agency(partners::Sector sector) {
        partners::Agency agency;
        agency.name_th = "หน่วยงานที่ " + std::to_string(agencies.size() + 1);
        agency.sector = sector;
        const auto added = partners::add_agency(secretariat, db(), agency)->id;
        const auto invited = invite_delegate(by_secretariat(), id, {added, "ผู้แทน", false}).value();
        access::Actor actor;
        actor.account = access::AccountId{100 + static_cast<std::int64_t>(agencies.size())};
        actor.role = access::Role::Delegate;
        actor.province = "40";
        actor.agency = added;
        set_accepted(db(), "40", invited.delegate.id, actor.account, clock.now());
        badges[added] = badge_of(db(), "40", invited.delegate.id);
        delegates[added] = actor;
        agencies.push_back(added);
    }

    void go_to(std::initializer_list<Phase> phases) {
        for (const auto phase : phases)
            REQUIRE(change_phase(by_secretariat(), id, phase));
    }

    AgendaItem with_item() {
        go_to({Phase::Agenda});
        return add_agenda_item(by_secretariat(), id,
                               {1, "ค้นหาเด็กนอกระบบ", "Find children", room.id, agencies[0], {}, {}})
            .value();
    }

    DraftResolution with_draft() {
        const auto item = with_item();
        go_to({Phase::Drafting});
        DraftForm form{0, "ร่างมติ", {}};
        for (const char* text : {"ขอให้โรงเรียนค้นหาเด็กทุกคน", "ขอให้โรงพยาบาลดูแลเด็กภายใน ๓๐ วัน"})
            form.paragraphs.push_back({{}, resolution_text::ParagraphKind::Operative, 0, text, {}});
        return write_draft(by_agency(0), item.id, form)->draft;
    }

    /// The day itself, with all agencies in the room.
    DraftResolution on_the_day() {
        const auto draft = with_draft();
        go_to({Phase::Hearings, Phase::Assembled});
        everyone_to(room.id);
        return draft;
    }

    void everyone_to(RoomId to) {
        for (const auto agency : agencies)
            REQUIRE(check_in(by_secretariat(), id, {to, badges.at(agency)}));
    }
};

template <class T>
std::string key_of(const Result<T>& result) {
    return result ? "" : result.error().key;
}

} // namespace samatcha::assembly
