#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "modules/partners/agency.hpp"

#include <boost/describe.hpp>

#include <string>

namespace samatcha::referral {

using partners::AgencyId;
using ServiceId = Id<struct ServiceTag>;

/// What a child may need of an agency: the words of the picklist that plans are made with (care/forms).
BOOST_DEFINE_ENUM_CLASS(ServiceKind, ReturnToSchool, FlexibleLearning, VocationalTraining, WorkAndLearn, Scholarship,
                        Welfare, HealthCare, SpecialEducation, Protection, Documents, Transport, Counselling)

/// What an agency offers to children, and how much of it. Entered and changed, never removed; closed instead.
struct Service {
    ServiceId id;
    AgencyId agency_id;
    ServiceKind kind = ServiceKind::ReturnToSchool;
    std::string name_th;
    std::string name_en;
    std::string area_code; ///< Province, district or subdistrict whose children it takes.
    std::int64_t capacity = 0; ///< Children at a time; 0: no limit is known.
    std::int64_t answer_days = 7; ///< The time limit that is proposed when a child is referred.
    bool is_open = true;
};
BOOST_DESCRIBE_STRUCT(Service, (),
                      (id, agency_id, kind, name_th, name_en, area_code, capacity, answer_days, is_open))

inline constexpr std::int64_t answer_days_max = 90;

/// Trims; fails with InvalidInput: referral.service_name_missing, referral.service_area_wrong,
/// referral.service_numbers_wrong.
Result<void> check_service(Service&, std::string_view province);

} // namespace samatcha::referral
