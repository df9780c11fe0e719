#include "modules/search/routes.hpp"

#include "modules/search/actions.hpp"

namespace samatcha::search {

struct SearchInput {
    std::string words; ///< In the body, since addresses end up in logs.
};
BOOST_DESCRIBE_STRUCT(SearchInput, (), (words))

void add_routes(access::Api& api, const vault::KeyRing& keys, LiveIndex& live) {
    using access::Call;
    api.post(
        "/search", access::Right::SearchPersons,
        [&live](Call& call, const SearchInput& input) -> Result<access::Later<SearchAnswer>> {
            return access::Later<SearchAnswer>{TRY(search_children(call.actor, call.db, live, input.words))};
        },
        {.summary = "Children by name, misspelt name, village, identity or telephone number",
         .transaction = access::Transaction::None});
    api.post(
        "/search/known", access::Right::SearchPersons,
        [&keys, &live](Call& call, const DescribedChild& described) -> Result<access::Later<SearchAnswer>> {
            return access::Later<SearchAnswer>{TRY(find_known(call.actor, call.db, keys, live, described))};
        },
        {.summary = "Whether a child that is being entered is known already: who it may be, the surest first",
         .transaction = access::Transaction::None});
}

} // namespace samatcha::search
