#pragma once

// Every verb of the search.

#include "base/result.hpp"
#include "modules/access/actor.hpp"
#include "modules/search/live_index.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::search {

/// Whether all is found that could be.
BOOST_DEFINE_ENUM_CLASS(SearchState,
                        Ready,
                        Loading,  ///< The server has just started and still reads: nothing is found yet.
                        Renewing, ///< A later link run is being read; found is who the one before had.
                        Nothing)  ///< No register of the province was linked yet, and it has no case.

struct SearchAnswer {
    SearchState state = SearchState::Ready;
    double part_read = 1; ///< Of what is loading or renewing, 0 to 1.
    bool has_more = false; ///< Others are about as like: more words would tell them apart.
    std::vector<FoundChild> children;
};
BOOST_DESCRIBE_STRUCT(SearchAnswer, (), (state, part_read, has_more, children))

/// Told the answer.
using TellAnswer = std::function<void(Result<SearchAnswer>)>;
/// Writes down that somebody searched, together with others who do, and tells only then.
using LoggedAnswer = std::function<void(TellAnswer)>;

/// Who is meant by a name, written badly, a village, an identity or telephone number, of those whom the actor may see: the
/// likest first, at most 50.
/// Fails with InvalidInput (search.question_empty).
Result<LoggedAnswer> search_children(const access::Actor&, database::Connection&, LiveIndex&, std::string_view question);

/// What somebody writes of a child that is entered by hand; empty where nothing is written yet.
struct DescribedChild {
    std::string given_name;
    std::string surname;
    std::string nickname;
    std::string citizen_id;
    std::string birth_date; ///< ISO, perhaps only a year or a month.
    std::string sex;
    std::string guardian_name;
    std::string phone;
    std::string subdistrict_code;
};
BOOST_DESCRIBE_STRUCT(DescribedChild, (),
                      (given_name, surname, nickname, citizen_id, birth_date, sex, guardian_name, phone, subdistrict_code))

/// The few who may be meant, the surest first: likeness is then how surely it is the same child, by the linkage engine where
/// registers know the child, else by the name. Empty while too little is written. Logged as a search; fails as
/// persons::weigh_resemblance.
Result<LoggedAnswer> find_known(const access::Actor&, database::Connection&, const vault::KeyRing&, LiveIndex&,
                                const DescribedChild&);

} // namespace samatcha::search
