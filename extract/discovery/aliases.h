#pragma once

#include "base/url.h"

#include <vector>

// One page under several addresses: a copy for phones (_wap.html), one with ?jump=true, http and https, with
// and without www.
namespace ogi::extract {

// The address without what only tells a copy apart; the same one if it has nothing of that kind.
base::Url plain_form(const base::Url& url);

// The other addresses that the page may be known by, the plainest first: plain_form(), and that with the
// other scheme and with or without www, where ports are the usual ones. Without `url`.
std::vector<base::Url> other_forms(const base::Url& url);

// Addresses under which a copy of the page may be known: the other way round. Without `url`.
std::vector<base::Url> possible_copies(const base::Url& url);

}  // namespace ogi::extract
