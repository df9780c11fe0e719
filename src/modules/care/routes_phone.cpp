#include "modules/care/routes_phone.hpp"

#include "modules/care/actions_phone.hpp"

namespace samatcha::care {

/// What became of each edit, stored before it is told.
struct TakenEditView {
    std::int64_t counter = 0;
    std::optional<std::string>
        refusal; ///< In words; what was written is kept for a person to look at.
};
BOOST_DESCRIBE_STRUCT(TakenEditView, (), (counter, refusal))
struct TakenEdits {
    std::vector<TakenEditView> taken;
};
BOOST_DESCRIBE_STRUCT(TakenEdits, (), (taken))

struct SettledCase {
    CareCaseId id;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(SettledCase, (), (id, version))

namespace {

using access::Call;
using access::Right;

/// The phone's own, handed out when it was registered. A header, so that no address and no log has
/// it.
constexpr std::string_view phone_header = "x-care-phone";

Occasion phone_occasion(const Call& call, const vault::KeyRing& keys) {
    return {call.actor, call.db, keys, call.clock.now()};
}

Result<Phone> calling_phone(const Call& call, const Occasion& occasion) {
    return phone_of_token(occasion, call.request.header(phone_header));
}

void add_sync_routes(access::Api& api, const vault::KeyRing& keys) {
    api.post("/phone/list", Right::WorkCases,
             [&keys](Call& call) -> Result<HeldCases> {
                 const auto occasion = phone_occasion(call, keys);
                 return cases_for_phone(occasion, TRY(calling_phone(call, occasion)));
             },
             {.summary = "All cases that belong on this phone now, with their versions; "
                         "X-Care-Phone is its token"});
    api.post("/phone/cases", Right::WorkCases,
             [&keys](Call& call, WantedCases wanted) -> Result<CasesOnPhone> {
                 const auto occasion = phone_occasion(call, keys);
                 TRY(calling_phone(call, occasion));
                 return read_cases_for_phone(occasion, call.clock, wanted);
             },
             {.summary = "Some of these cases, at most 100, with the child field by field"});
    api.post("/phone/edits", Right::WorkCases,
             [&keys](Call& call, PhoneEdits sent) -> Result<TakenEdits> {
                 const auto occasion = phone_occasion(call, keys);
                 TakenEdits answer;
                 for (const auto& one :
                      TRY(take_edits(occasion, TRY(calling_phone(call, occasion)), sent)))
                     answer.taken.push_back(
                         {one.counter,
                          one.refusal ? std::optional(call.text(*one.refusal)) : std::nullopt});
                 return answer;
             },
             {.summary = "What was written without a line, at most 200; each counts once, and is "
                         "answered when stored"});
}

} // namespace

void add_phone_routes(access::Api& api, const vault::KeyRing& keys,
                      const area::Gazetteer& gazetteer) {
    api.post("/phones", Right::WorkCases,
             [&keys](Call& call, PhoneForm form) -> Result<NewPhone> {
                 return register_phone(phone_occasion(call, keys), form);
             },
             {.summary = "Make this browser one that holds cases", .success = 201});
    api.get("/phones", Right::ReadCases,
            [&keys](Call& call) -> Result<PhoneList> {
                return list_phones(phone_occasion(call, keys));
            },
            {.summary = "Phones that hold cases: one's own, for the secretariat all"});
    api.post("/phones/{id}/cut-off", Right::WorkCases,
             [&keys](Call& call) -> Result<void> {
                 return cut_off_phone(phone_occasion(call, keys), TRY(call.id<PhoneId>("id")));
             },
             {.summary =
                  "A lost phone syncs no more, and forgets what it holds when it next has a line"});
    api.get("/phone/standing", Right::Everyone,
            [](Call& call) -> Result<PhoneStanding> {
                return standing_of_token(call.db, call.request.header(phone_header));
            },
            {.summary = "Whether this phone was cut off; X-Care-Phone is its token"});
    api.get("/phone/outlines", Right::ReadCases,
            [&keys, &gazetteer](Call& call) -> Result<http::Response> {
                return http::text_response(
                    "application/geo+json",
                    TRY(outlines_for_phone(phone_occasion(call, keys), gazetteer)));
            },
            {.summary = "Outlines of the subdistricts where one has cases, as GeoJSON",
             .produces = "application/geo+json"});
    add_sync_routes(api, keys);
    api.get("/cases/{id}/writings", Right::ReadCases,
            [&keys](Call& call) -> Result<CaseWritings> {
                auto writings =
                    TRY(show_writings(phone_occasion(call, keys), TRY(call.id<CareCaseId>("id"))));
                for (auto& refused : writings.refused)
                    refused.refusal = call.text(refused.refusal);
                return writings;
            },
            {.summary = "What phones wrote that a person has to look at: values that differ, and "
                        "what was refused"});
    api.post("/cases/{id}/settle", Right::WorkCases,
             [&keys](Call& call, FieldWriting writing) -> Result<SettledCase> {
                 const auto after = TRY(settle_field(phone_occasion(call, keys),
                                                     TRY(call.id<CareCaseId>("id")), writing));
                 return SettledCase{after.id, after.version};
             },
             {.summary = "Say which of the values that differ holds"});
}

} // namespace samatcha::care
