#pragma once

#include "model/document.h"

#include <string_view>

namespace ogi::parser {

// What the address of a page says about who publishes there.
enum class HostKind {
    government,   // *.gov.cn, *.政务: names that only authorities are given; so are *.edu.cn and *.mil.cn.
    unknown,      // No address, an IP address, this machine: neither for nor against.
    place_named,  // A .cn host that spells a place the page speaks of, or an .org.cn host of a mass
                  // organisation: some authorities publish so, and so may others.
    foreign,      // Any other host: whoever publishes there, it is not the agency.
};

// `document` must be clean; its title and first lines are asked for places.
HostKind judge_host(std::string_view url, const model::Document& document);

}  // namespace ogi::parser
