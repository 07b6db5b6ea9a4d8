#pragma once

#include "base/url.h"
#include "model/document.h"
#include "model/failure.h"
#include "model/visit.h"

#include <optional>
#include <string>

// Pages that come with HTTP 200 in place of the one that was asked for. Only for pages that show neither a
// report nor links to any: whoever has those is no stand-in, whatever else it says.
namespace ogi::extract {

struct StandIn {
    // How the page is gone; nullopt: it is not, the visit has failed.
    std::optional<model::GoneReason> gone;
    std::string words;  // What tells it, for a person.
    // Where the page is not gone: the site is out of service (overloaded), or does not let us in (challenged).
    model::FailureReason failure = model::FailureReason::overloaded;

    bool operator==(const StandIn&) const = default;
};

// `asked` is the URL of the page, `answered` the one that the document came from after redirects. A redirect
// tells more than the words of the page it leads to. Nullopt for a page of its own.
std::optional<StandIn> find_stand_in(const model::Document& document, const base::Url& asked,
                                     const base::Url& answered);

// A digest of the Chinese that a page shows, with its title. Two answers of a host to different URLs that
// have the same one are the same page: an error page, or the home page, in which no more than an address or a
// time differs. Empty where there is no Chinese at all.
std::string text_shape(const model::Document& document);

}  // namespace ogi::extract
